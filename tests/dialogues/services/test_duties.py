"""The ten duties on a theme: begun, seen by each, set by both, planned, taken over."""

from collections.abc import Callable
from copy import copy
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dialogues.models import Duty, OwnView, StatusChange
from dialogues.models.duties import DutyStatus
from dialogues.services import duties
from referenceledelse.core.web.edits import Clash, fingerprint
from referenceledelse.core.web.errors import Refused, Stale
from roles.models import CONDITIONAL_DUTIES, RoleKey, RolePoint, User
from tests.dialogues.queries.rows import held, sides
from tests.town import CD, EMPLOYEE, FORMER_NL, FORMER_RL, NL, ONE, OTHER_NL, RL, Town, day
from themes.models import Assessment, Assignment, Phase, Theme

pytestmark = pytest.mark.django_db

NOT_DISCUSSED, AGREED, IN_PROGRESS, IN_PLACE, NOT_RELEVANT = DutyStatus
Outcome = StatusChange.Outcome
PLAN = {"next_step": "Et møde", "due_on": None}


def point(**told: Any) -> RolePoint:
    """A duty that is always there, unless said otherwise."""
    rows = RolePoint.objects.duties().current().filter(**{"kind": "task"} | told)
    return rows.exclude(key__in=() if told else CONDITIONAL_DUTIES)[0]


def make(town: Town, row: RolePoint | None = None, **told: Any) -> Duty:
    row = row or point()
    theme = told.pop("theme", town.theme)
    return Duty.objects.create(theme=theme, point=row, key=row.key, **told)


def politics(town: Town, **told: Any) -> Duty:
    return make(town, RolePoint.objects.duties().current().get(key__in=CONDITIONAL_DUTIES), **told)


def assess(town: Town) -> Assessment:
    told = {"theme": town.theme, "created_by": town[RL], "reason": "Ingen sag"}
    return Assessment.objects.create(interplay="not_relevant", next_review_on=day(9), **told)


def close(town: Town) -> None:
    Theme.objects.filter(pk=town.theme.pk).update(phase=Phase.objects.get(key=Phase.CLOSED))


def kept(row: Duty) -> tuple[str, str, User | None, User | None]:
    row = Duty.objects.get(pk=row.pk)
    return row.status, row.reason, row.network_leader, row.reference_leader


# Begun


def test_a_theme_gets_the_ten_and_keeps_those_it_has(town: Town) -> None:
    mine = make(town, status=AGREED)
    make(town, point(kind="relation"), theme=town.other_theme)
    assess(town)
    gone = copy(mine.point)
    gone.pk, gone.key, gone.is_current, gone._state.adding = None, "gone", False, True
    gone.save()
    for _time in range(2):
        duties.ensure_duties(theme=town.theme)
    rows = {row.key: row for row in town.theme.duties.all()}
    assert rows.keys() == {one.key for one in RolePoint.objects.duties().current()}
    assert rows[mine.key] == mine
    found = {row.status for key, row in rows.items() if key in CONDITIONAL_DUTIES}
    assert found == {NOT_RELEVANT}
    assert town.other_theme.duties.count() == 1


# As each sees it


def view(town: Town, row: Duty, name: str = NL, **told: Any) -> OwnView:
    return duties.set_own_view(duty=row, by=town[name], **{"status": AGREED} | told)


def test_ones_own_view_is_ones_own(town: Town) -> None:
    row, other = make(town), make(town, point(kind="relation"))
    theirs = view(town, row, RL, status=IN_PLACE, note="Min")
    view(town, other, status=IN_PROGRESS)
    mine = view(town, row, note="Mit")
    assert (mine.person, mine.duty, mine.status, mine.note) == (town[NL], row, AGREED, "Mit")
    again = view(town, row, note="Mit")
    assert again.updated_at == mine.updated_at
    later = view(town, row, status=IN_PLACE)
    assert (later.pk, later.status, later.note) == (mine.pk, IN_PLACE, "Mit")
    assert later.updated_at > mine.updated_at
    assert OwnView.objects.get(pk=theirs.pk).note == "Min"
    assert (OwnView.objects.count(), kept(row)[0]) == (3, NOT_DISCUSSED)


def test_a_view_of_another_window_is_not_overwritten(town: Town) -> None:
    row = make(town)
    seen = {"status": fingerprint(AGREED), "note": fingerprint("")}
    # What stood there as the joint status is one's own once it is sent.
    first = view(town, row, seen=seen, note="")
    assert (first.status, first.note) == (AGREED, "")
    view(town, row, note="Nyt")
    with pytest.raises(Clash):
        view(town, row, note="Andet", seen=seen)
    assert view(town, row, status=IN_PLACE, note="", seen=seen).note == "Nyt"


def test_a_view_is_one_that_the_duty_can_have(town: Town) -> None:
    for kind, status in (("task", NOT_RELEVANT), ("relation", IN_PLACE)):
        with pytest.raises(Refused):
            view(town, make(town, point(kind=kind)), status=status)


# Set by both


def propose(town: Town, row: Duty, name: str = NL, **told: Any) -> StatusChange:
    return duties.propose_status(duty=row, by=town[name], **{"status": AGREED} | told)


def answer(town: Town, row: StatusChange, name: str = RL, **told: Any) -> StatusChange:
    told = {"is_confirmed": True} | told
    return duties.answer_status(change=row, by=town[name], **told)


def withdraw(town: Town, row: StatusChange, name: str = NL) -> StatusChange:
    return duties.withdraw_status(change=row, by=town[name])


def test_one_proposes_and_the_other_confirms(town: Town) -> None:
    row = make(town)
    change = propose(town, row, reason="Fordi")
    told = (change.from_status, change.to_status, change.reason, change.proposed_by)
    assert told == (NOT_DISCUSSED, AGREED, "Fordi", town[NL])
    assert propose(town, row) == change
    assert kept(row) == (NOT_DISCUSSED, "", None, None)
    for status, name in ((IN_PLACE, NL), (AGREED, RL)):
        with pytest.raises(Refused, match="venter allerede"):
            propose(town, row, name, status=status)
    done = answer(town, change, answer="Ja tak")
    assert (done.outcome, done.answer, done.answered_by) == ("confirmed", "Ja tak", town[RL])
    assert done.answered_at
    assert kept(row) == (AGREED, "", town[NL], town[RL])
    stored = Duty.objects.get(pk=row.pk)
    assert (stored.status_since, stored.version) == (timezone.localdate(), row.version)
    assert answer(town, change).answered_at == done.answered_at
    with pytest.raises(Refused, match="allerede besvaret"):
        answer(town, change, is_confirmed=False)
    with pytest.raises(Refused, match="har allerede den status"):
        propose(town, row)


def test_the_other_says_not_yet(town: Town) -> None:
    row = make(town)
    change = answer(town, propose(town, row), is_confirmed=False, answer="Vent")
    told = (change.outcome, change.answer, kept(row)[0])
    assert told == (Outcome.DECLINED, "Vent", NOT_DISCUSSED)
    again = propose(town, row)
    assert again != change
    # Another's answer is not one's own.
    StatusChange.objects.filter(pk=change.pk).update(answered_by=town[FORMER_RL])
    with pytest.raises(Refused):
        answer(town, change, is_confirmed=False)


def test_a_proposal_is_taken_back_by_who_made_it(town: Town) -> None:
    change = propose(town, make(town))
    for name in (RL, ONE):
        with pytest.raises(PermissionDenied):
            withdraw(town, change, name)
    done = withdraw(town, change)
    assert (done.outcome, done.answered_by) == (Outcome.WITHDRAWN, town[NL])
    assert withdraw(town, change).answered_at == done.answered_at
    with pytest.raises(Refused, match="trukket tilbage"):
        answer(town, change)
    answered = answer(town, propose(town, change.duty))
    with pytest.raises(Refused, match="allerede besvaret"):
        withdraw(town, answered)


def test_nobody_confirms_an_own_proposal(town: Town) -> None:
    with pytest.raises(PermissionDenied):
        answer(town, propose(town, make(town)), NL)


def test_what_an_earlier_pair_agreed_can_be_proposed_anew(town: Town) -> None:
    row = make(town, status=AGREED, **sides(town, (FORMER_NL, RL)))
    change = row.status_changes.create(
        from_status=AGREED, to_status=IN_PLACE, proposed_by=town[FORMER_NL]
    )
    new = propose(town, row)
    change.refresh_from_db()
    assert (new.from_status, change.outcome) == (AGREED, Outcome.WITHDRAWN)
    assert (change.answered_at is not None, change.answered_by) == (True, None)
    answer(town, new)
    assert kept(row) == (AGREED, "", town[NL], town[RL])


@pytest.mark.parametrize(
    ("role", "name"),
    [(RoleKey.REFERENCE_LEADER, NL), (RoleKey.NETWORK_LEADER, RL)],
)
def test_nothing_is_proposed_to_nobody(town: Town, role: str, name: str) -> None:
    Assignment.objects.filter(theme=town.theme, role=role).delete()
    with pytest.raises(Refused, match=f"mangler en {RoleKey(role).label}"):
        propose(town, make(town), name)


def test_only_a_status_that_the_duty_can_have_is_proposed(town: Town) -> None:
    row = make(town)
    with pytest.raises(Refused, match="hører altid med"):
        propose(town, row, status=NOT_RELEVANT, reason="Fordi")
    with pytest.raises(Refused, match="aldrig helt færdig"):
        propose(town, make(town, point(kind="stance")), status=IN_PLACE)
    left_out = politics(town)
    with pytest.raises(Refused, match="Referencelederen vurderer"):
        propose(town, left_out, status=NOT_RELEVANT, reason="Ingen sag")
    Duty.objects.filter(pk=left_out.pk).update(status=NOT_RELEVANT, reason="Ingen sag")
    with pytest.raises(Refused, match="Referencelederen har vurderet"):
        propose(town, left_out)


def test_another_status_brings_no_assessment(town: Town) -> None:
    row = politics(town)
    answer(town, propose(town, row, reason="Fordi"))
    assert (kept(row)[:2], Assessment.objects.count()) == ((AGREED, ""), 0)


# Settled in a talk


def settle(town: Town, row: Duty, talk: Any = None, **told: Any) -> None:
    told = {"status": AGREED, "reason": "", "proposed_by": town[NL]} | told
    duties.settle_together(duty=row, answered_by=town[RL], conversation=talk, **told)


def test_what_both_approved_is_set_and_answers_what_was_open(town: Town) -> None:
    row, other = make(town), make(town, theme=town.other_theme)
    make(town, point(kind="relation"))
    declined = answer(town, propose(town, row), is_confirmed=False)
    open_ = propose(town, row, status=IN_PLACE)
    talk = held(town, (NL, FORMER_RL))
    told = {"key": row.key, "status": AGREED, "reason": "Fordi"}
    duties.settle_in_talk(conversation=talk, **told)
    assert kept(row) == (AGREED, "", town[NL], town[FORMER_RL])
    assert kept(other)[0] == NOT_DISCUSSED
    change = row.status_changes.get(outcome=Outcome.CONFIRMED)
    fields = ("conversation", "proposed_by", "answered_by", "from_status", "to_status", "reason")
    told = (talk, town[NL], town[FORMER_RL], NOT_DISCUSSED, AGREED, "Fordi")
    assert tuple(getattr(change, name) for name in fields) == told
    assert change.answered_at
    outcomes = [StatusChange.objects.get(pk=one.pk).outcome for one in (open_, declined)]
    assert outcomes == [Outcome.WITHDRAWN, Outcome.DECLINED]


def test_what_nobody_else_is_named_for_is_of_the_two_of_today(town: Town) -> None:
    row = make(town)
    duties.set_status(row, AGREED, "Fordi")
    assert kept(row) == (AGREED, "", town[NL], town[RL])


def test_the_same_again_says_only_which_pair_it_was(town: Town) -> None:
    row = make(town, status=AGREED, reason="Gammelt", **sides(town, (FORMER_NL, RL)))
    settle(town, row)
    assert kept(row)[0::2] == (AGREED, town[NL])
    assert (kept(row)[1], row.status_changes.count()) == ("Gammelt", 0)


def test_relevance_is_not_the_two_leaders_to_set(town: Town) -> None:
    row, told = politics(town), {"status": NOT_RELEVANT, "reason": "Ingen sag"}
    settle(town, row, **told)
    assert (kept(row)[0], row.status_changes.count()) == (NOT_DISCUSSED, 0)
    Duty.objects.filter(pk=row.pk).update(**told)
    settle(town, row, status=NOT_RELEVANT, reason="En anden grund")
    assert (kept(row)[1], row.status_changes.count()) == ("Ingen sag", 0)


def test_nothing_is_set_against_the_assessment(town: Town) -> None:
    row = politics(town, status=NOT_RELEVANT, reason="Ingen sag")
    settle(town, row)
    assert kept(row) == (NOT_RELEVANT, "Ingen sag", town[NL], town[RL])
    assert not row.status_changes.exists()


def test_the_assessment_rules_out_what_is_agreed_on_the_theme_alone(town: Town) -> None:
    make(town)
    row = politics(town, status=NOT_RELEVANT, reason="Ingen sag")
    for one, status in ((row.point, AGREED), (point(), NOT_RELEVANT)):
        with pytest.raises(Refused):
            duties.refuse_unsuited_on(town.theme, one, status)
    duties.refuse_unsuited_on(town.theme, row.point, NOT_RELEVANT)
    duties.refuse_unsuited_on(town.other_theme, row.point, AGREED)
    with pytest.raises(Refused, match="Referencelederen vurderer"):
        duties.refuse_unsuited_on(town.other_theme, row.point, NOT_RELEVANT)
    for status in (AGREED, ""):
        duties.refuse_unsuited_on(town.theme, point(), status)


# Planned


def plan(
    town: Town, row: Duty, name: str = NL, responsible: str | None = None, **told: Any
) -> Duty:
    who = town[responsible] if responsible else None
    told = PLAN | {"version": row.version} | told
    return duties.plan_duty(duty=row, by=town[name], responsible=who, **told)


def test_a_plan_is_the_next_version_of_the_two(town: Town) -> None:
    row = make(town)
    saved = plan(town, row, responsible=CD, due_on=day(9))
    assert (saved.next_step, saved.due_on, saved.version) == ("Et møde", day(9), row.version + 1)
    assert Duty.objects.get(pk=row.pk).responsible == town[CD]
    assert kept(row)[2:] == (town[NL], town[RL])
    again = plan(town, row, responsible=CD, due_on=day(9))
    assert again.version == saved.version
    with pytest.raises(Stale):
        plan(town, row, next_step="Et andet")
    assert plan(town, saved, next_step="Et andet").responsible is None


@pytest.mark.parametrize(
    ("kind", "able"), [("task", {NL, RL, CD}), ("relation", {NL, RL}), ("stance", {NL, RL})]
)
def test_who_can_take_the_next_step(town: Town, kind: str, able: set[str]) -> None:
    row = make(town, point(kind=kind))
    for name in (NL, RL, CD, OTHER_NL, FORMER_NL, EMPLOYEE):
        if name in able:
            row = plan(town, row, responsible=name)
            assert row.responsible == town[name]
            continue
        said = "Vælg en af de to ledere eller" if kind == "task" else "Vælg en af de to ledere som"
        with pytest.raises(Refused, match=said):
            plan(town, row, responsible=name)


# Taken over


def take_over(town: Town, row: Duty, name: str = NL) -> Duty:
    return duties.take_over_duty(duty=row, by=town[name])


@pytest.mark.parametrize(
    ("responsible", "after"), [(FORMER_NL, NL), (CD, CD), (RL, RL), (None, None)]
)
def test_what_an_earlier_pair_left_is_taken_over(
    town: Town, responsible: str | None, after: str | None
) -> None:
    who = town[responsible] if responsible else None
    told = sides(town, (FORMER_NL, RL))
    row = make(town, status=AGREED, responsible=who, **told)
    taken = take_over(town, row)
    assert kept(row) == (AGREED, "", town[NL], town[RL])
    stored = Duty.objects.get(pk=row.pk)
    assert (stored.responsible, stored.version) == (town[after] if after else None, 2)
    assert take_over(town, row, RL).version == taken.version


VERBS: list[Callable] = [
    view,
    propose,
    plan,
    take_over,
    lambda town, row, name: answer(town, _open(town, row), name),
]


def _open(town: Town, row: Duty) -> StatusChange:
    told = {"from_status": NOT_DISCUSSED, "to_status": AGREED, "proposed_by": town[FORMER_RL]}
    return row.status_changes.get_or_create(duty=row, defaults=told)[0]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", [CD, FORMER_RL, OTHER_NL, ONE, EMPLOYEE])
def test_the_two_of_today_alone(town: Town, verb: Callable, name: str) -> None:
    with pytest.raises(PermissionDenied):
        verb(town, make(town), name)


@pytest.mark.parametrize("verb", VERBS)
def test_a_closed_theme_is_told_so_to_the_two(town: Town, verb: Callable) -> None:
    row = make(town)
    close(town)
    with pytest.raises(Refused, match="Temaet er afsluttet"):
        verb(town, row, NL)
    with pytest.raises(PermissionDenied):
        verb(town, row, EMPLOYEE)
