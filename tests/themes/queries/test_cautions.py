"""What to think of before someone gets a role: told, and never in the way."""

from datetime import UTC, datetime
from typing import Any

import pytest

from roles.models import RoleKey, Unit, User
from tests.cast import assign, make_person, make_theme
from tests.town import CHIEF, EMPLOYEE, FAR, LISTED, MANAGER, NL, ONE, RL, Town, day
from themes.models import LEADING, Assignment, Offer, Theme, Thresholds
from themes.queries import cautions

pytestmark = pytest.mark.django_db

NETWORK, REFERENCE = RoleKey.NETWORK_LEADER.value, RoleKey.REFERENCE_LEADER.value
DRIVER = RoleKey.CO_DRIVER.value
NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
LEADS = "Finn Leder er personaleleder for Anna Netsø. "
LEADS += "Så kan det være sværere for de to at tale frit."
LOW = "Fie Fjern er leder på niveau 5. Typen kræver niveau 3 eller højere oppe."


@pytest.fixture
def theme(town: Town) -> Theme:
    """A theme that touches no place, and asks for a leader at level 3."""
    town.theme.units.clear()
    return Theme.objects.select_related("type").get(pk=town.theme.pk)


@pytest.mark.parametrize(("level", "fits"), [(2, True), (3, True), (4, False), (None, False)])
def test_who_leads_at_a_level_that_the_type_asks_for(
    theme: Theme, level: int | None, fits: bool
) -> None:
    assert cautions.fits(User(leader_level=level), theme.type) is fits


@pytest.mark.parametrize(
    ("role", "name", "said"),
    [
        (REFERENCE, FAR, [LOW]),
        (REFERENCE, MANAGER, [LEADS]),
        (REFERENCE, LISTED, []),
        (NETWORK, FAR, []),
        (NETWORK, EMPLOYEE, []),
        (DRIVER, FAR, []),
        (DRIVER, MANAGER, []),
    ],
)
def test_what_speaks_against_a_person_in_a_role(
    town: Town, theme: Theme, role: str, name: str, said: list[str]
) -> None:
    assert cautions.cautions(theme, role, town[name]) == said


def test_one_without_a_level_is_told_so(town: Town, theme: Theme) -> None:
    (said,) = cautions.cautions(theme, REFERENCE, town[EMPLOYEE])
    assert said.startswith("Eva Sten har intet lederniveau.")


def test_the_own_field_is_a_reference_leaders_alone(town: Town, theme: Theme) -> None:
    person = town[LISTED]
    assert not cautions.is_beside_own_field(theme, REFERENCE, person)
    theme.units.add(town[NL].unit)
    assert cautions.is_beside_own_field(theme, REFERENCE, person)
    assert len(cautions.cautions(theme, REFERENCE, person)) == 1
    assert cautions.own_field(theme, REFERENCE, person) == ""
    for role in (NETWORK, DRIVER):
        assert not cautions.is_beside_own_field(theme, role, person)
        assert cautions.cautions(theme, role, person) == []
    theme.units.set([person.unit])
    assert cautions.own_field(theme, REFERENCE, person)
    assert cautions.own_field(theme, NETWORK, person) == ""
    assert not cautions.is_beside_own_field(theme, REFERENCE, person)


# In the line


def pair(town: Town, network: str = NL, reference: str = RL) -> dict[str, User]:
    return {NETWORK: town[network], REFERENCE: town[reference]}


def test_a_leader_above_the_nearest_is_told_with_the_unit(town: Town) -> None:
    unit = Unit.objects.create(name="Hjørnet", parent=town[NL].unit)
    person = make_person("Per Hjørne", unit=unit)
    sides = {NETWORK: person, REFERENCE: town[RL]}
    assert cautions.chain_caution(sides, NETWORK, person) == ""
    sides[REFERENCE] = town[CHIEF]
    said = f"{town[CHIEF].name} leder {town[CHIEF].unit.name}, som Per Hjørne hører under. "
    said += "Så kan det være sværere for de to at tale frit."
    assert cautions.chain_caution(sides, NETWORK, person) == said


def test_the_person_asked_about_takes_the_place_of_who_has_the_role(town: Town) -> None:
    for role in LEADING:
        assert cautions.chain_caution(pair(town), role, pair(town)[role]) == ""
    assert cautions.chain_caution(pair(town), REFERENCE, town[MANAGER]) == LEADS
    assert cautions.chain_caution(pair(town, reference=MANAGER), NETWORK, town[NL]) == LEADS
    assert cautions.chain_caution(pair(town, reference=MANAGER), DRIVER, town[NL]) == ""
    assert cautions.chain_caution({}, REFERENCE, town[MANAGER]) == ""
    assert cautions.chain_caution({}, NETWORK, town[NL]) == ""


# Before asking, and afterwards


def offer(town: Town, month: int = 1, **told: Any) -> None:
    told = {"theme": town.theme, "person": town[LISTED], "role_id": REFERENCE} | told
    told = {"state": Offer.State.DECLINED, "proposed_by": town[ONE], "reason": "Nej"} | told
    Offer.objects.create(answered_at=NOW.replace(month=month), **told)


def test_who_has_declined_it_before_is_told_with_the_last_day(town: Town, theme: Theme) -> None:
    def said() -> list[str]:
        return cautions.cautions_before_asking(theme, REFERENCE, town[LISTED])

    offer(town, theme=town.other_theme)
    offer(town, role_id=NETWORK)
    offer(town, person=town[RL])
    offer(town, state=Offer.State.WITHDRAWN)
    assert said() == []
    offer(town, 3)
    offer(town, 2)
    assert said() == ["Lis Listet sagde nej til rollen den 2. marts 2026."]


@pytest.mark.parametrize(
    ("role", "ends", "limit", "count"),
    [
        (NETWORK, None, 1, 1),
        (NETWORK, None, 2, 0),
        (NETWORK, 0, 1, 1),
        (NETWORK, -1, 1, 0),
        (DRIVER, None, 1, 0),
    ],
)
def test_the_load_is_told_of_who_leads_now_or_later(
    town: Town, theme: Theme, role: str, ends: int | None, limit: int, count: int
) -> None:
    assign(make_theme("Et mere"), NETWORK, town[NL])
    Thresholds.objects.update(load_limit=limit)
    told = {"ends_on": ends if ends is None else day(ends), "role_id": role}
    row = Assignment(theme=theme, person=town[NL], starts_on=day(-5), **told)
    said = cautions.all_cautions(row)
    load = f"Anna Netsø: Leder 2 temaer i dag; grænsen er {limit}."
    assert said == [load] * count
    row.person, row.role_id = town[FAR], REFERENCE
    assert cautions.all_cautions(row) == ([] if ends == -1 else [LOW])
