"""The joint status of political interplay and the reference leader's assessment say the same."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.models import Sitting
from dialogues.services import agreements, conversations, sittings
from dialogues.services import duties as services
from referenceledelse.core.web.errors import Refused
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
    assert "Om et samspil med politikerne er relevant, vurderer du selv." in hers
    assert "Foreslå, hvor langt I er" in hers
    assert "Din egen vurdering på siden Politik bliver så også “ikke relevant”" in hers
    assert "Referencelederens vurdering på siden Politik" not in hers
    for words in ("vurderer du selv", "Foreslå, hvor langt I er", "Din egen vurdering på siden"):
        assert words not in leads
        assert words not in read(cast.bo, url(cast, key="capital"))
    assert "Foreslå en ny fælles status" in leads
    answer = signed_in(cast.bo).post(url(cast, "propose_status", KEY), {})
    assert "Din egen vurdering på siden Politik" in answer.text


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


def test_both_saying_not_relevant_is_the_reference_leaders_assessment(cast: Cast) -> None:
    change = proposed(cast, cast.anna, "not_relevant", KEY, reason="Kun for os to")
    assert current(cast) is None
    services.answer_status(change=change, by=cast.bo, is_confirmed=True)
    row = current(cast)
    assert (row.interplay, row.created_by) == ("not_relevant", cast.bo)
    assert row.next_review_on > timezone.localdate() + timedelta(days=150)
    assert status(cast) == ("not_relevant", "Kun for os to")
    # What the two wrote to each other is not for every employee.
    for page in (f"{cast.theme.get_absolute_url()}politik/", cast.theme.get_absolute_url()):
        assert "Kun for os to" not in read(cast.eva, page)
    rooms.assessment(cast, interplay="not_yet")
    assert status(cast) == ("not_discussed", "")


def test_an_agreement_that_says_so_replaces_the_assessment(cast: Cast) -> None:
    rooms.assessment(cast)
    draft = agreement_of(held_talk(cast))
    draft.items.filter(point__key=KEY).update(status="not_relevant", reason=WHY)
    approve(cast, draft)
    assert current(cast).interplay == "not_relevant"
    assert status(cast) == ("not_relevant", WHY)


def test_an_assessment_that_came_before_both_approved_holds(cast: Cast) -> None:
    draft = agreement_of(held_talk(cast))
    draft.items.filter(point__key=KEY).update(status="agreed")
    rooms.assessment(cast, interplay="not_relevant", reason=WHY)
    approve(cast, draft)
    assert status(cast) == ("not_relevant", WHY)
    assert current(cast).interplay == "not_relevant"


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
