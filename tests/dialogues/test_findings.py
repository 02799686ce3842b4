"""What the work list finds, from which day, and that it is gone when it is mended."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from dialogues.models import Conversation, FindingKind
from dialogues.pages.findings import WAYS
from dialogues.queries.findings import findings
from dialogues.services import conversations, invitations
from roles.models import User
from tests import mandates, rooms, talks
from tests.cast import Cast, assign, make_theme
from tests.dialogues.worklist_pages import ago, found
from themes.models import Assignment, Phase, Theme, ThemeType, ThemeUpdate, Thresholds
from themes.models.records import Record
from themes.queries.phases import months_after
from themes.services import write_update


def since(days: int) -> None:
    """Everyone who leads has done so for so many days."""
    Assignment.objects.update(starts_on=ago(days))


def limit(**days: int) -> None:
    Thresholds.objects.update(**days)


def sent(talk: Conversation, days: int) -> None:
    moment = timezone.localtime() - timedelta(days=days)
    Conversation.objects.filter(pk=talk.pk).update(invited_at=moment)


def test_every_kind_of_finding_knows_where_it_is_mended() -> None:
    assert set(WAYS) == set(FindingKind)


def test_guide_of_the_secretariat_names_every_kind_in_its_order() -> None:
    guide = (settings.BASE_DIR / "docs/secretariat.md").read_text(encoding="utf-8")
    told = guide.partition("**Hvad der kommer på arbejdslisten.**")[2].partition(". ")[0]
    assert re.findall(r"\*([^*]+)\*", told) == [str(kind.label) for kind in FindingKind]


def test_new_municipality_has_nothing_on_the_list(cast: Cast) -> None:
    assert findings(cast.gry) == []


@pytest.mark.parametrize("who", ["eva", "anna", "bo", "finn", "root"])
def test_nobody_but_the_secretariat_is_given_anything(cast: Cast, who: str) -> None:
    make_theme("Uden ledere")
    assert len(findings(cast.gry)) == 2
    assert findings(getattr(cast, who)) == []


@pytest.mark.parametrize(("who", "kind"), [("anna", "network_leader"), ("bo", "reference_leader")])
def test_vacant_role_until_someone_holds_it(cast: Cast, who: str, kind: str) -> None:
    Assignment.objects.filter(person=getattr(cast, who)).delete()
    (one,) = found(cast, kind)
    assert "Ingen er udpeget som" in one.why
    assert one.since == cast.theme.starts_on
    assign(cast.theme, kind, cast.eva)
    assert found(cast, kind) == []


def test_appointment_that_has_run_out_is_a_vacancy_from_its_last_day(cast: Cast) -> None:
    since(30)
    rows = Assignment.objects.filter(person=cast.bo)
    rows.update(ends_on=ago(0))
    assert found(cast, "reference_leader") == []
    rows.update(ends_on=ago(1))
    (one,) = found(cast, "reference_leader")
    assert one.since == ago(1)
    assert "Bo Refsgaard var referenceleder til og med" in one.why
    assign(cast.theme, "reference_leader", cast.dan, starts_on=ago(-5))
    assert "Dan Refning begynder" in found(cast, "reference_leader")[0].why


def test_leader_who_has_left_stands_once_until_the_appointment_ends(cast: Cast) -> None:
    since(30)
    User.objects.filter(pk=cast.bo.pk).update(active_to=ago(0))
    assert found(cast, "left") == []
    User.objects.filter(pk=cast.bo.pk).update(active_to=ago(1))
    (one,) = found(cast, "left")
    assert (one.person.name, one.since, one.is_dated) == ("Bo Refsgaard", ago(1), True)
    assert found(cast, "reference_leader") == []
    Assignment.objects.filter(person=cast.bo).update(ends_on=ago(1))
    assert found(cast, "left") == []
    assert len(found(cast, "reference_leader")) == 1


def test_leader_who_was_shut_out_has_no_known_day(cast: Cast) -> None:
    User.objects.filter(pk=cast.anna.pk).update(is_active=False)
    (one,) = found(cast, "left")
    assert not one.is_dated
    assert "kan ikke logge ind mere" in one.why


def test_leader_who_moved_after_the_appointment(cast: Cast) -> None:
    since(30)
    User.objects.filter(pk=cast.bo.pk).update(moved_on=ago(30))
    assert found(cast, "moved") == []
    User.objects.filter(pk=cast.bo.pk).update(moved_on=ago(29))
    assert found(cast, "moved")[0].since == ago(29)
    Assignment.objects.filter(person=cast.bo).update(starts_on=ago(29))
    assert found(cast, "moved") == []


@pytest.mark.parametrize(("level", "is_found"), [(2, False), (3, False), (4, True), (None, True)])
def test_reference_leader_below_the_level_of_the_type(
    cast: Cast, level: int | None, is_found: bool
) -> None:
    ThemeType.objects.update(reference_leader_level=3)
    User.objects.filter(pk=cast.bo.pk).update(leader_level=level)
    assert bool(found(cast, "level")) is is_found


@pytest.mark.parametrize(("days", "is_found"), [(0, False), (1, True)])
def test_theme_whose_last_day_has_passed(cast: Cast, days: int, is_found: bool) -> None:
    Theme.objects.update(starts_on=ago(90), ends_on=ago(days))
    assert bool(found(cast, "ended")) is is_found
    Theme.objects.update(phase=Phase.objects.get(key="closed"))
    assert found(cast, "ended") == []


@pytest.mark.parametrize(("days", "is_found"), [(9, False), (10, True)])
def test_pair_without_a_talk(cast: Cast, days: int, is_found: bool) -> None:
    since(50)
    Assignment.objects.filter(person=cast.bo).update(starts_on=ago(days))
    assert bool(found(cast, "talk")) is is_found
    talk = talks.invited_talk(cast)
    assert bool(found(cast, "talk")) is is_found
    first = talk.proposed_times.first().pk
    invitations.accept_time(conversation=talk, by=cast.bo, proposed_time=first)
    assert found(cast, "talk") == []


def test_talk_with_the_leader_before_does_not_count(cast: Cast) -> None:
    talks.agreed_talk(cast)
    since(50)
    Assignment.objects.filter(person=cast.bo).update(ends_on=ago(20))
    assign(cast.theme, "reference_leader", cast.dan, starts_on=ago(19))
    assert found(cast, "talk")[0].since == ago(19)


@pytest.mark.parametrize(("days", "is_found"), [(13, False), (14, True)])
def test_invitation_without_an_answer(cast: Cast, days: int, is_found: bool) -> None:
    since(60)
    talk = talks.invited_talk(cast)
    sent(talk, days)
    assert bool(found(cast, "invitation")) is is_found
    # One reason is enough.
    assert bool(found(cast, "talk")) is not is_found
    invitations.ask_for_other_time(conversation=talk, by=cast.bo, reply="Efter ferien")
    assert found(cast, "invitation") == []


@pytest.mark.parametrize(("days", "is_found"), [(6, False), (7, True)])
def test_day_of_a_talk_that_has_passed(cast: Cast, days: int, is_found: bool) -> None:
    talk = talks.agreed_talk(cast)
    Conversation.objects.filter(pk=talk.pk).update(
        scheduled_at=timezone.now() - timedelta(days=days)
    )
    assert bool(found(cast, "passed")) is is_found
    conversations.record(conversation=talk, by=cast.bo, held_on=timezone.localdate())
    assert found(cast, "passed") == []


@pytest.mark.parametrize("who", ["anna", "bo"])
def test_who_invited_is_asked_of_a_talk_whose_day_has_passed(cast: Cast, who: str) -> None:
    talk = talks.agreed_talk(cast)
    at = timezone.now() - timedelta(days=7)
    host = getattr(cast, who)
    Conversation.objects.filter(pk=talk.pk).update(scheduled_at=at, invited_by=host)
    [row] = found(cast, "passed")
    assert row.contact.name == host.name


def test_who_has_not_written_is_no_case_and_no_mark(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    sent(talk, 60)
    assert all("refleksion" not in one.why for one in findings(cast.gry))
    client = Client()
    client.force_login(cast.gry)
    page = client.get("/sekretariat/").content.decode()
    row = page[page.index('<th scope="row">') :]
    assert "ikke begyndt" not in row
    assert "har ikke begge forberedt sig" not in page


@pytest.mark.parametrize(("days", "is_found"), [(59, False), (60, True)])
def test_mandate_that_is_not_in_place(cast: Cast, days: int, is_found: bool) -> None:
    since(days)
    assert bool(found(cast, "mandate")) is is_found


def test_mandate_that_is_in_place(cast: Cast) -> None:
    since(60)
    ThemeType.objects.update(needs_co_driver=False)
    talks.approved_talk(cast)
    assert "personaleleder" in found(cast, "mandate")[0].why
    mandates.agreed(cast)
    assert found(cast, "mandate") == []


def hush(days: int) -> None:
    """Nothing has happened on any theme for so many days."""
    moment = timezone.localtime() - timedelta(days=days)
    since(days)
    days_ago = {"starts_on": ago(days), "phase_since": ago(days), "updated_at": moment}
    Theme.objects.update(**days_ago)
    for model in Record.kinds():
        model.objects.update(updated_at=moment)


@pytest.mark.parametrize(("days", "is_found"), [(59, False), (60, True)])
def test_theme_where_nothing_happens(cast: Cast, days: int, is_found: bool) -> None:
    rooms.meeting(cast)
    hush(days)
    assert bool(found(cast, "quiet")) is is_found


@pytest.mark.parametrize("what", ["update", "idea", "record", "talk", "booked"])
def test_whatever_happens_ends_the_quiet(cast: Cast, what: str) -> None:
    hush(80)
    assert found(cast, "quiet")[0].since == ago(80)
    {
        "update": lambda: write_update(theme=cast.theme, by=cast.anna, text="Nyt"),
        "idea": lambda: rooms.idea(cast),
        "record": lambda: rooms.funding(cast),
        "talk": lambda: talks.invited_talk(cast),
        "booked": lambda: sent(talks.agreed_talk(cast), 80),
    }[what]()
    assert found(cast, "quiet") == []


def test_draft_of_an_invitation_is_known_to_nobody(cast: Cast) -> None:
    hush(80)
    before = findings(cast.gry)
    talks.draft_talk(cast)
    assert [one.why for one in findings(cast.gry)] == [one.why for one in before]


def test_update_in_the_past_says_since_when(cast: Cast) -> None:
    hush(90)
    update = write_update(theme=cast.theme, by=cast.anna, text="Nyt")
    moment = timezone.localtime() - timedelta(days=70)
    ThemeUpdate.objects.filter(pk=update.pk).update(created_at=moment)
    assert found(cast, "quiet")[0].since == ago(70)


@pytest.mark.parametrize(("over", "is_found"), [(14, False), (15, True)])
def test_phase_that_takes_longer_than_usual(cast: Cast, over: int, is_found: bool) -> None:
    Phase.objects.update(usual_months=2)
    begun = next(
        d for d in (ago(n + over) for n in range(50, 70)) if months_after(d, 2) == ago(over)
    )
    Theme.objects.update(phase_since=begun)
    assert bool(found(cast, "phase")) is is_found
    Phase.objects.update(usual_months=0)
    assert found(cast, "phase") == []


def test_theme_longer_than_its_type_unless_it_has_an_end(cast: Cast) -> None:
    ThemeType.objects.update(usual_months=3)
    Theme.objects.update(starts_on=ago(120))
    (one,) = found(cast, "phase")
    assert "har ingen slutdato" in one.why
    Theme.objects.update(ends_on=ago(-100))
    assert found(cast, "phase") == []


@pytest.mark.parametrize(("days", "is_found"), [(0, False), (1, True)])
def test_proposal_beyond_the_day_of_decision(cast: Cast, days: int, is_found: bool) -> None:
    row = rooms.round_of_proposals(-40)
    type(row).objects.filter(pk=row.pk).update(decides_on=ago(days))
    told = {"status": Theme.Status.PROPOSED, "proposed_by": cast.eva, "round": row}
    proposal = make_theme("Et forslag", **told)
    assert [one.theme for one in findings(cast.gry)] == [proposal] * is_found
    Theme.objects.filter(pk=proposal.pk).update(status=Theme.Status.DECLINED)
    assert findings(cast.gry) == []


def test_limits_are_the_municipalitys_own(cast: Cast) -> None:
    since(5)
    assert found(cast, "talk") == []
    limit(talk_days=5)
    assert len(found(cast, "talk")) == 1


def test_what_has_waited_longest_comes_first(cast: Cast) -> None:
    since(20)
    make_theme("Uden ledere")
    days = [one.since for one in findings(cast.gry)]
    assert days == sorted(days)
    assert len(set(days)) > 1
