"""How far a network leader's mandate is: each part with the people of today."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dialogues.models import Conversation, MandatePart
from dialogues.queries import mandate as mandates
from dialogues.queries.mandate import Mandate, PartCount, PartProgress
from roles.models import RoleKey, Unit, User
from tests.cast import assign
from tests.dialogues.queries.rows import held
from tests.dialogues.rules.states import Status
from tests.town import (
    CD,
    EMPLOYEE,
    FORMER_CD,
    FORMER_NL,
    FORMER_RL,
    MANAGER,
    NL,
    ONE,
    OTHER_MANAGER,
    RL,
    Town,
    day,
)
from themes.models import Assignment, Phase, Theme, ThemeType

pytestmark = pytest.mark.django_db

NETWORK, REFERENCE = RoleKey.NETWORK_LEADER.value, RoleKey.REFERENCE_LEADER.value
LINE, DRIVER = RoleKey.LINE_MANAGER.value, RoleKey.CO_DRIVER.value
NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
YES = {"leader_agreed_at": NOW, "counterpart_agreed_at": NOW, "agreed_at": NOW}
SAYS = {LINE: {"hours_per_week": 5, "hours_from": day()}, DRIVER: {"sharing": "Vi deler"}}


@pytest.fixture(autouse=True)
def _all_is_needed(town: Town) -> None:
    need(town)


def need(town: Town, manager: bool = True, driver: bool = True) -> None:
    ThemeType.objects.update(needs_line_manager=manager, needs_co_driver=driver)


def part(town: Town, role: str = LINE, name: str = MANAGER, **told: Any) -> MandatePart:
    told = {"theme": town.theme, "network_leader": town[NL], **SAYS[role]} | told
    return MandatePart.objects.create(role=role, counterpart=town[name], **told)


def drives(town: Town, name: str, since: int, theme: Theme | None = None) -> None:
    assign(theme or town.theme, DRIVER, town[name], starts_on=day(since))


def vacate(town: Town, *roles: str) -> None:
    Assignment.objects.filter(theme=town.theme, role__in=roles).delete()


def asked(town: Town) -> Mandate:
    return mandates.mandate(Theme.objects.select_related("type").get(pk=town.theme.pk))


def people(town: Town) -> list[tuple[str, User | None]]:
    return [(one.role, one.person) for one in asked(town).parts]


def count(town: Town, *, is_led: bool = True, **told: Any) -> PartCount:
    """The same of a long list, which comes with today's people and the talks."""
    roles = {NETWORK: NL, REFERENCE: RL, LINE: MANAGER} if is_led else {}
    pk = town.theme.pk
    told = {
        "needs": {pk: (True, True)},
        "held": {(pk, role): town[name].pk for role, name in roles.items()},
        "conversations": Conversation.objects.progress(town[ONE]).order_by("created_at", "pk"),
    } | told
    return mandates.counts([pk], **told)[pk]


# With whom


@pytest.mark.parametrize("needs", [(True, False), (False, True)])
def test_each_part_is_agreed_with_who_has_the_role_today(
    town: Town, needs: tuple[bool, bool]
) -> None:
    need(town, *needs)
    found = asked(town)
    assert [(one.role, one.person, one.is_required) for one in found.parts] == [
        (REFERENCE, town[RL], True),
        (LINE, town[MANAGER], needs[0]),
        (DRIVER, town[CD], needs[1]),
    ]
    assert (found.network_leader, found.theme) == (town[NL], town.theme)
    assert [one.role for one in found.missing] == [REFERENCE, LINE if needs[0] else DRIVER]


def test_each_co_driver_has_a_part_and_who_came_first_is_first(town: Town) -> None:
    drives(town, EMPLOYEE, -3)
    drives(town, FORMER_CD, -5)
    drives(town, FORMER_NL, -9, town.other_theme)
    first = [(REFERENCE, town[RL]), (LINE, town[MANAGER])]
    drivers = [(DRIVER, town[name]) for name in (FORMER_CD, EMPLOYEE, CD)]
    assert people(town) == [*first, *drivers]
    names = [town[name].name for name in (FORMER_CD, EMPLOYEE, CD)]
    missing = ((REFERENCE, "Bo Refsgaard"), (LINE, "Finn Leder"))
    missing += tuple((DRIVER, name) for name in names)
    assert count(town) == PartCount(0, 5, missing)


def test_what_nobody_has_stays_open(town: Town) -> None:
    vacate(town, DRIVER, REFERENCE)
    Unit.objects.update(manager=None)
    assert people(town) == [(REFERENCE, None), (LINE, None), (DRIVER, None)]
    missing = ((REFERENCE, ""), (LINE, ""), (DRIVER, ""))
    assert count(town, is_led=False) == PartCount(0, 3, missing)
    vacate(town, NETWORK)
    assert asked(town).network_leader is None


def test_only_what_is_required_counts(town: Town) -> None:
    found = count(town, needs={town.theme.pk: (False, False)})
    assert found == PartCount(0, 1, ((REFERENCE, "Bo Refsgaard"),))
    assert not found.is_in_place
    held(town, status=Status.APPROVED, approved_at=NOW)
    found = count(town, needs={town.theme.pk: (False, False)})
    assert (found, found.is_in_place) == (PartCount(1, 1), True)


# How far


def talks(town: Town, *some: dict) -> list[Conversation]:
    """Talks of today's two, each begun a day after the one before."""
    rows = []
    for number, told in enumerate(some):
        told = {"created_at": NOW + timedelta(days=number), "held_at": None} | told
        if told.get("approved_at"):
            told |= {"status": Status.APPROVED, "held_at": NOW}
        rows.append(held(town, told.pop("pair", (NL, RL)), **told))
    return rows


OPEN = {"status": Status.INVITED, "invited_at": NOW}
NEXT = {"status": Status.INVITED, "invited_at": LATER, "kind": "followup"}


@pytest.mark.parametrize(
    ("some", "begun", "agreed", "which"),
    [
        ([], None, None, None),
        ([OPEN | {"status": Status.CANCELLED}], None, None, None),
        ([{"status": Status.DRAFT, "invited_at": None}], None, None, None),
        ([OPEN | {"pair": (FORMER_NL, RL)}], None, None, None),
        ([OPEN | {"pair": (NL, FORMER_RL)}], None, None, None),
        ([OPEN], NOW, None, 0),
        ([OPEN, NEXT], NOW, None, 1),
        ([OPEN | {"approved_at": NOW}, NEXT], NOW, NOW, 0),
        ([OPEN | {"approved_at": NOW}, NEXT | {"approved_at": LATER}], NOW, LATER, 1),
        ([OPEN, NEXT | {"approved_at": LATER}], NOW, LATER, 1),
    ],
)
def test_the_reference_leaders_part_is_the_agreement_of_the_two(
    town: Town, some: list[dict], begun: Any, agreed: Any, which: int | None
) -> None:
    rows = talks(town, *some)
    pk = None if which is None else rows[which].pk
    found = asked(town).part(REFERENCE)
    assert (found.begun_at, found.agreed_at, found.conversation) == (begun, agreed, pk)
    assert count(town).agreed == int(agreed is not None)
    assert asked(town).has_begun is (begun is not None)


def test_a_talk_of_another_theme_is_not_of_this(town: Town) -> None:
    talks(town, OPEN | {"theme": town.other_theme})
    part(town, theme=town.other_theme, **YES)
    assert (asked(town).has_begun, count(town).agreed) == (False, 0)


@pytest.mark.parametrize(("role", "name"), [(LINE, MANAGER), (DRIVER, CD)])
def test_the_newest_edition_says_how_far_the_others_are(town: Town, role: str, name: str) -> None:
    newest = part(town, role, name, edition=2, created_at=LATER)
    part(town, role, name, created_at=NOW, **YES)
    found = asked(town).part(role, town[name].pk)
    assert found == PartProgress(role, True, LATER, None, newest, None, town[name])
    assert (found.is_missing, count(town).agreed) == (True, 0)
    MandatePart.objects.filter(pk=newest.pk).update(**YES)
    assert (asked(town).part(role).agreed_at, count(town).agreed) == (NOW, 1)
    assert asked(town).has_begun


def test_what_was_agreed_with_others_is_agreed_anew(town: Town) -> None:
    part(town, LINE, OTHER_MANAGER, **YES)
    part(town, DRIVER, FORMER_CD, **YES)
    part(town, network_leader=town[FORMER_NL], **YES)
    assert (asked(town).has_begun, count(town).agreed) == (False, 0)


def test_it_is_in_place_when_nothing_required_is_missing(town: Town) -> None:
    talks(town, OPEN | {"approved_at": NOW})
    part(town, **YES)
    assert not asked(town).is_in_place
    part(town, DRIVER, CD, **YES)
    assert asked(town).is_in_place
    assert count(town) == PartCount(3, 3)


# Of several


def test_of_several_co_drivers_the_one_who_is_not_asked_yet(town: Town) -> None:
    drives(town, EMPLOYEE, -3)
    row = part(town, DRIVER, EMPLOYEE)
    found = asked(town)
    assert found.part(DRIVER).person == town[CD]
    assert found.part(DRIVER, town[EMPLOYEE].pk).row == row
    assert found.part(DRIVER, town[FORMER_CD].pk) == PartProgress(DRIVER)
    part(town, DRIVER, CD)
    assert asked(town).part(DRIVER).person == town[EMPLOYEE]
    vacate(town, DRIVER)
    assert asked(town).part(DRIVER, town[CD].pk) == PartProgress(DRIVER)


def test_one_person_may_answer_for_theme_and_time(town: Town) -> None:
    assert not asked(town).is_managed_by_reference_leader
    Unit.objects.update(manager=town[RL])
    assert asked(town).is_managed_by_reference_leader
    Unit.objects.update(manager=None)
    vacate(town, REFERENCE)
    assert not asked(town).is_managed_by_reference_leader


def test_each_part_says_whose_it_is(town: Town) -> None:
    found = asked(town).parts[1]
    assert (found.name, str(found.whose)) == ("Personalelederens del", "personaleleder Finn Leder")
    assert str(PartProgress(DRIVER).whose) == str(RoleKey.CO_DRIVER.label)


def test_the_pair_of_a_part_is_current_while_both_have_their_roles(town: Town) -> None:
    row = part(town)
    assert mandates.is_current_pair(row)
    assert not mandates.is_current_pair(part(town, LINE, OTHER_MANAGER))
    row.theme.phase = Phase(key=Phase.CLOSED)
    assert not mandates.is_current_pair(row)


def test_what_was_last_agreed_with_todays_manager(town: Town) -> None:
    part(town, edition=3)
    assert mandates.agreed_manager_parts([town[NL].pk]) == {}
    newest = part(town, edition=2, **YES | {"agreed_at": LATER})
    part(town, **YES)
    part(town, DRIVER, CD, **YES | {"agreed_at": LATER + timedelta(days=1)})
    part(town, LINE, OTHER_MANAGER, **YES | {"agreed_at": LATER})
    key = (town[NL].pk, town.theme.pk)
    assert mandates.agreed_manager_parts([town[NL].pk]) == {key: newest}
    assert mandates.agreed_manager_parts([town[RL].pk]) == {}
    Theme.objects.filter(pk=town.theme.pk).update(phase=Phase.objects.get(key=Phase.CLOSED))
    assert mandates.agreed_manager_parts([town[NL].pk]) == {}
