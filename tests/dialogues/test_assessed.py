"""The joint status of political interplay and the reference leader's assessment say the same."""

import pytest

from dialogues.models import Sitting, StatusChange
from dialogues.services import agreements, conversations, sittings
from dialogues.services import duties as services
from referenceledelse.core.web.errors import Refused
from roles.models import User
from tests import rooms
from tests.cast import Cast
from tests.dialogues.duty_pages import all_ten, duty_of, proposed, read, signed_in, url
from tests.talks import agreement_of, held_talk, started_talk
from themes.models import Assessment

KEY = "political_interplay"
WHY = "Ingen sag på vej"
FOLLOWS = "Den fælles status følger referencelederens vurdering"


def status(cast: Cast) -> tuple[str, str]:
    duty = duty_of(cast, KEY)
    return duty.status, duty.reason


def current(cast: Cast) -> Assessment | None:
    return Assessment.objects.filter(theme=cast.theme, is_current=True).first()


def test_not_relevant_is_the_joint_status_without_a_second_act(cast: Cast) -> None:
    services.set_own_view(duty=duty_of(cast, KEY), by=cast.anna, status="agreed")
    proposed(cast, cast.anna, "in_progress", KEY)
    rooms.assessment(cast, interplay="not_relevant", reason=WHY)
    assert status(cast) == ("not_relevant", WHY)
    change = duty_of(cast, KEY).status_changes.first()
    assert (change.outcome, change.proposed_by, change.answered_by) == ("followed", cast.bo, None)
    page = read(cast.anna, url(cast, key=KEY))
    assert FOLLOWS in page
    assert "Bo Refsgaard vurderede det politiske samspil den" in page
    assert "Du har foreslået" not in page
    assert "Foreslå en ny fælles status" not in page


def test_reference_leader_is_told_that_the_assessment_is_the_own(cast: Cast) -> None:
    hers, leads = (read(person, url(cast, key=KEY)) for person in (cast.bo, cast.anna))
    assert "Du vurderer selv, om et samspil med politikerne er relevant." in hers
    assert "Foreslå, hvor langt I er" in hers
    for words in ("vurderer du selv", "Foreslå, hvor langt I er"):
        assert words not in leads
        assert words not in read(cast.bo, url(cast, key="capital"))
    assert "Foreslå en ny fælles status" in leads
    politics = f"{cast.theme.get_absolute_url()}politik/"
    assert f'href="{politics}vurder/"' in hers
    assert f'href="{politics}bed-om/"' in leads
    assert "Bed om en politisk vurdering" in leads


def test_a_theme_whose_duties_are_not_begun_says_so_too(cast: Cast) -> None:
    rooms.assessment(cast, interplay="not_relevant", reason=WHY)
    assert "ikke relevant" in read(cast.bo, all_ten(cast)).lower()
    assert FOLLOWS in read(cast.bo, url(cast, key=KEY))
    assert status(cast) == ("not_relevant", WHY)


def test_assessed_as_relevant_the_duty_stands_as_before(cast: Cast) -> None:
    change = proposed(cast, cast.anna, "in_progress", KEY)
    services.answer_status(change=change, by=cast.bo, is_confirmed=True)
    for reason in (WHY, "Stadig ingen"):
        rooms.assessment(cast, interplay="not_relevant", reason=reason)
        assert status(cast) == ("not_relevant", reason)
    rooms.assessment(cast, interplay="not_yet")
    assert status(cast) == ("in_progress", "")
    rooms.assessment(cast, interplay="not_yet", reason="Sagen lever")
    assert status(cast) == ("in_progress", "")
    assert duty_of(cast, KEY).status_changes.count() == 4


def test_another_joint_status_needs_another_assessment(cast: Cast) -> None:
    talk = started_talk(cast)
    rooms.assessment(cast, interplay="not_relevant", reason=WHY)
    with pytest.raises(Refused, match="vurderet"):
        proposed(cast, cast.anna, "agreed", KEY)
    point = talk.points.get(point__key=KEY)
    with pytest.raises(Refused, match="vurderet"):
        conversations.write_point(point=point, by=cast.bo, texts={"status": "agreed"})
    sitting = sittings.start_sitting(theme=cast.theme, by=cast.anna)
    with pytest.raises(Refused, match="vurderet"):
        sittings.say(sitting=sitting, by=cast.anna, key=KEY, status="agreed")


def test_not_relevant_is_nothing_that_the_two_propose_or_agree_on(cast: Cast) -> None:
    talk, why = started_talk(cast), {"status": "not_relevant", "reason": WHY}
    for leader in (cast.anna, cast.bo):
        assert 'name="joint-status" value="not_relevant"' not in read(leader, url(cast, key=KEY))
        with pytest.raises(Refused, match="Referencelederen vurderer"):
            proposed(cast, leader, key=KEY, **why)
    point = talk.points.get(point__key=KEY)
    with pytest.raises(Refused, match="Referencelederen vurderer"):
        conversations.write_point(point=point, by=cast.anna, texts=why)
    sitting = sittings.start_sitting(theme=cast.theme, by=cast.anna)
    with pytest.raises(Refused, match="Referencelederen vurderer"):
        sittings.say(sitting=sitting, by=cast.anna, key=KEY, **why)
    answer = signed_in(cast.anna).post(
        url(cast, "propose_status", KEY), {"joint-status": "not_relevant"}
    )
    assert answer.context["propose_form"].errors["status"]
    assert (status(cast), current(cast)) == (("not_discussed", ""), None)


def left_open(cast: Cast, by: User) -> StatusChange:
    """A proposal from the time when "not relevant" could be proposed."""
    told = {"from_status": "not_discussed", "to_status": "not_relevant", "reason": WHY}
    return StatusChange.objects.create(duty=duty_of(cast, KEY), proposed_by=by, **told)


def test_an_open_proposal_leads_the_reference_leader_to_the_assessment(cast: Cast) -> None:
    change = left_open(cast, cast.anna)
    page = read(cast.bo, url(cast, key=KEY))
    assert "Anna Netsø foreslår “ikke relevant”" in page
    assert (
        f'class="button button-primary" href="{cast.theme.get_absolute_url()}politik/vurder/"'
        in page
    )
    assert 'name="confirm"' not in page
    assert 'name="decline"' in page
    where = url(cast, "answer_status", KEY, change.pk)
    answer = signed_in(cast.bo).post(where, {"confirm": "1"})
    assert answer.status_code == 409
    assert "Referencelederen vurderer på siden Politik" in answer.text
    assert (status(cast), current(cast)) == (("not_discussed", ""), None)
    # Whatever is assessed answers it.
    rooms.assessment(cast, interplay="not_yet")
    change.refresh_from_db()
    assert change.outcome == "withdrawn"
    assert status(cast) == ("not_discussed", "")


def test_an_open_proposal_of_the_reference_leader_leads_the_other_to_ask(cast: Cast) -> None:
    left_open(cast, cast.bo)
    page = read(cast.anna, url(cast, key=KEY))
    assert "Bed om en politisk vurdering" in page
    assert 'name="confirm"' not in page


def test_a_draft_that_said_so_leaves_the_assessment(cast: Cast) -> None:
    rooms.assessment(cast)
    draft = agreement_of(held_talk(cast))
    draft.items.filter(point__key=KEY).update(status="not_relevant", reason=WHY)
    approve(cast, draft)
    assert not current(cast).is_not_relevant
    assert status(cast) == ("not_discussed", "")


def test_an_assessment_that_came_before_both_approved_holds(cast: Cast) -> None:
    draft = agreement_of(held_talk(cast))
    draft.items.filter(point__key=KEY).update(status="agreed")
    rooms.assessment(cast, interplay="not_relevant", reason=WHY)
    approve(cast, draft)
    assert status(cast) == ("not_relevant", WHY)
    assert current(cast).interplay == "not_relevant"


def test_the_sitting_offers_nothing_but_the_assessment(cast: Cast) -> None:
    where = f"{cast.theme.get_absolute_url()}gennemgang/"
    sittings.start_sitting(theme=cast.theme, by=cast.anna)
    assert 'value="not_relevant"' not in read(cast.anna, f"{where}?opgave={KEY}")
    rooms.assessment(cast, interplay="not_relevant", reason=WHY)
    page = read(cast.anna, f"{where}?opgave={KEY}")
    assert "Gå til siden Politik" in page
    assert "Noget har ændret sig" not in page


def approve(cast: Cast, draft: object) -> None:
    agreements.send_for_approval(agreement=draft, version=draft.version, by=cast.anna)
    for person in (cast.anna, cast.bo):
        agreements.approve(agreement=draft, version=draft.version, by=person)


def test_still_so_in_a_sitting_leaves_the_assessment(cast: Cast) -> None:
    rooms.assessment(cast, interplay="not_relevant", reason=WHY)
    sitting = sittings.start_sitting(theme=cast.theme, by=cast.anna)
    for row in sitting.duties.select_related("duty"):
        told = {"status": row.duty.status, "reason": row.duty.reason}
        sittings.say(sitting=sitting, by=cast.anna, key=row.duty.key, **told)
    sittings.finish_sitting(sitting=Sitting.objects.get(), by=cast.anna)
    sittings.confirm_sitting(sitting=Sitting.objects.get(), by=cast.bo)
    assert Assessment.objects.count() == 1
    assert status(cast) == ("not_relevant", WHY)
