"""Where a duty stands today, how far it can come, who carries it, and its texts."""

from typing import Any

import pytest

from dialogues.models import Duty
from dialogues.models.duties import DutyStatus
from dialogues.queries import duties
from roles.models import CONDITIONAL_DUTIES, RoleKey, RolePoint
from tests.dialogues.queries.rows import sides
from tests.town import CD, EMPLOYEE, FORMER_NL, FORMER_RL, NL, ONE, OTHER_NL, RL, Town, day
from themes.models import Assessment, Assignment, Theme

pytestmark = pytest.mark.django_db

NOT_DISCUSSED, AGREED, IN_PROGRESS, IN_PLACE, NOT_RELEVANT = DutyStatus
Bearer, Kind = RolePoint.Bearer, RolePoint.Kind


def points() -> list[RolePoint]:
    return list(RolePoint.objects.duties().current().order_by("order"))


def politics() -> RolePoint:
    return next(one for one in points() if one.key in CONDITIONAL_DUTIES)


def with_holders(town: Town) -> Theme:
    return Theme.objects.with_people().get(pk=town.theme.pk)


def duty(town: Town, bearer: str = Bearer.JOINTLY, kind: str = Kind.TASK, **fields: Any) -> Duty:
    """A duty of the theme with its people, not saved."""
    return Duty(theme=with_holders(town), point=RolePoint(bearer=bearer, kind=kind), **fields)


def vacate(town: Town, *roles: str) -> None:
    Assignment.objects.filter(theme=town.theme, role__in=roles).delete()


def assess(town: Town, interplay: str, **told: Any) -> Assessment:
    told = {"theme": town.theme, "created_by": town[RL], "reason": "Ingen sag"} | told
    return Assessment.objects.create(interplay=interplay, next_review_on=day(9), **told)


def test_it_begins_as_it_was_assessed(town: Town) -> None:
    assert duties.new_duty(town.theme, politics()).status == NOT_DISCUSSED
    assess(town, "not_relevant")
    row = duties.new_duty(town.theme, politics())
    assert (row.status, row.reason, row.key) == (NOT_RELEVANT, "Ingen sag", politics().key)
    assert (row.theme, row.point, row.pk) == (town.theme, politics(), None)
    assert duties.new_duty(town.theme, points()[0]).status == NOT_DISCUSSED
    assert duties.new_duty(town.other_theme, politics()).status == NOT_DISCUSSED
    Assessment.objects.update(is_current=False)
    assert duties.new_duty(town.theme, politics()).status == NOT_DISCUSSED
    assert duties.assessed(None) == {}


def test_the_joint_status_follows_the_assessment(town: Town) -> None:
    left_out, other = duty(town, status=NOT_RELEVANT), duty(town, status=AGREED)
    assert duties.is_against_assessment(left_out, AGREED)
    assert not duties.is_against_assessment(left_out, NOT_RELEVANT)
    assert not duties.is_against_assessment(left_out, "")
    assert not duties.is_against_assessment(other, IN_PLACE)


@pytest.mark.parametrize(
    ("pair", "status", "today"),
    [
        ((NL, RL), AGREED, AGREED),
        ((FORMER_NL, RL), AGREED, NOT_DISCUSSED),
        ((NL, FORMER_RL), IN_PLACE, NOT_DISCUSSED),
        ((FORMER_NL, RL), NOT_RELEVANT, NOT_RELEVANT),
        (None, AGREED, AGREED),
    ],
)
def test_what_an_earlier_pair_set_counts_as_not_discussed(
    town: Town, pair: tuple[str, str] | None, status: str, today: str
) -> None:
    point = politics()
    told = {"point": point, "key": point.key, "status": status, "reason": "Fordi"}
    told |= sides(town, pair) if pair else {}
    Duty.objects.create(theme=town.theme, **told)
    row = duties.with_status_today(Duty.objects.all()).get()
    row.theme = with_holders(town)
    assert row.status_today == duties.status_today(row) == today


def test_the_ten_of_each_theme_that_the_person_may_see(town: Town) -> None:
    themes = [town.theme, town.other_theme]
    for theme in themes:
        for point in reversed(points()[:3]):
            status = IN_PLACE if point == points()[1] else AGREED
            Duty.objects.create(theme=theme, point=point, key=point.key, status=status)
    keys, found = [one.pk for one in themes], (AGREED, IN_PLACE, AGREED)
    assert duties.statuses_today(town[ONE], keys) == dict.fromkeys(keys, found)
    assert duties.statuses_today(town[ONE], keys[:1]) == {keys[0]: found}
    assert duties.statuses_today(town[NL], keys) == {keys[0]: found}
    assert duties.statuses_today(town[EMPLOYEE], keys) == {}


@pytest.mark.parametrize("kind", Kind)
def test_nobody_is_ever_done_with_what_is_between_the_two(kind: str) -> None:
    point = RolePoint(kind=kind, key="any")
    is_between = kind in (Kind.RELATION, Kind.STANCE)
    assert duties.is_between_the_two(point) is is_between
    offered = [NOT_DISCUSSED, AGREED, IN_PROGRESS, *([] if is_between else [IN_PLACE])]
    assert duties.offered_statuses(point) == duties.joint_statuses(point, AGREED) == offered
    point.key = next(iter(CONDITIONAL_DUTIES))
    assert duties.offered_statuses(point) == [*offered, NOT_RELEVANT]
    assert duties.joint_statuses(point, AGREED) == offered
    assert duties.joint_statuses(point, NOT_RELEVANT) == [NOT_RELEVANT]


@pytest.mark.parametrize(
    ("one", "other", "are_apart"),
    [
        (AGREED, AGREED, False),
        (NOT_RELEVANT, NOT_RELEVANT, False),
        (AGREED, NOT_RELEVANT, True),
        (NOT_DISCUSSED, AGREED, False),
        (NOT_DISCUSSED, IN_PROGRESS, True),
        (AGREED, IN_PLACE, True),
        (IN_PROGRESS, IN_PLACE, False),
    ],
)
def test_views_more_than_one_step_apart(one: str, other: str, are_apart: bool) -> None:
    assert duties.are_apart(one, other) is duties.are_apart(other, one) is are_apart


@pytest.mark.parametrize(
    ("due", "status", "is_overdue"),
    [
        (-1, AGREED, True),
        (0, AGREED, False),
        (-1, IN_PLACE, False),
        (-1, NOT_RELEVANT, False),
        (None, AGREED, False),
    ],
)
def test_a_step_is_overdue_the_day_after(due: int | None, status: str, is_overdue: bool) -> None:
    row = Duty(due_on=due if due is None else day(due), status=status)
    assert duties.is_overdue(row) is is_overdue
    assert not duties.is_overdue(row, day(-1))


def test_the_leaders_of_today_in_their_order(town: Town) -> None:
    assert duties.leaders(with_holders(town)) == [town[NL], town[RL]]
    vacate(town, RoleKey.NETWORK_LEADER)
    assert duties.leaders(with_holders(town)) == [town[RL]]


@pytest.mark.parametrize("bearer", RolePoint.DUTY_BEARERS)
def test_who_carries_a_duty_and_who_is_left_where_nobody_does(town: Town, bearer: str) -> None:
    is_alone = bearer in (Bearer.REFERENCE_LEADER, Bearer.REFERENCE_LEADER_HELPS)
    row = duty(town, bearer)
    assert duties.bearers(row) == ([town[RL]] if is_alone else [town[NL], town[RL]])
    assert duties.meant_for(row) == (town[RL] if is_alone else None)
    vacate(town, RoleKey.REFERENCE_LEADER)
    row = duty(town, bearer)
    assert duties.bearers(row) == [town[NL]]
    vacate(town, RoleKey.NETWORK_LEADER)
    row = duty(town, bearer)
    assert (duties.bearers(row), duties.meant_for(row)) == ([], None)


@pytest.mark.parametrize(
    ("name", "is_held"), [(CD, True), (RL, True), (FORMER_RL, False), (OTHER_NL, False)]
)
def test_who_has_taken_the_next_step_is_asked_while_they_have_a_role(
    town: Town, name: str, is_held: bool
) -> None:
    row = duty(town, responsible=town[name])
    assert duties.who_is_asked(row) == ([town[name]] if is_held else [town[NL], town[RL]])
    assert duties.is_left_behind(row) is not is_held
    row.status = IN_PLACE
    assert not duties.is_left_behind(row)
    assert not duties.is_left_behind(duty(town))


@pytest.mark.parametrize("told", [{"next_step": "Et møde"}, {"due_on": day()}], ids=str)
def test_what_is_planned_for_nobody_is_meant_for_nobody(town: Town, told: dict) -> None:
    assert duties.meant_for(duty(town, Bearer.REFERENCE_LEADER, **told)) is None


def test_who_is_planned_for_it_is_meant(town: Town) -> None:
    row = duty(town, Bearer.REFERENCE_LEADER, responsible=town[CD])
    assert duties.meant_for(row) == town[CD]
    assert duties.meant_for(duty(town, responsible=town[CD])) == town[CD]


def test_the_texts_are_the_themes_own_once_it_has_them(town: Town) -> None:
    assert duties.duty_points(town.theme) == points()
    for point in (points()[4], points()[2]):
        Duty.objects.create(theme=town.theme, point=point, key=point.key)
    assert duties.duty_points(town.theme) == [points()[2], points()[4]]
    assert duties.duty_points(town.other_theme) == points()
