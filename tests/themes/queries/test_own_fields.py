"""Whether a theme touches a leader's own field: a table from place to words."""

from dataclasses import dataclass

import pytest

from roles.models import Unit, User
from tests.town import EMPLOYEE, MANAGER, ROOT, Town
from themes.models import Theme
from themes.queries.own_fields import OwnFields

pytestmark = pytest.mark.django_db

TOP, CITY, HOMES, HOME, SCHOOLS = "Kommunen", "Byen", "Plejehjem", "Birkehjemmet", "Skolerne"
BELOW = {CITY: TOP, HOMES: CITY, HOME: HOMES, SCHOOLS: TOP}
LEADS = "Leder Plejehjem, som temaet berører"
ITSELF = "Plejehjem er berørt af temaet"
UNDER = "Plejehjem, som Birkehjemmet hører under, er berørt af temaet"
OVER = "Plejehjem, som hører under Byen, er berørt af temaet"


@dataclass
class Places:
    """A base organisation of five units, of which the theme touches some."""

    units: dict[str, Unit]
    theme: Theme

    def person(self, works: str | None, *leads: str) -> User:
        """Someone with the one place to work in, who leads the others."""
        person = User.objects.create_user("ny@example.org", "adgangskode", name="Nina Ny")
        person.unit = self.units[works] if works else None
        person.save()
        Unit.objects.filter(pk__in=[self.units[name].pk for name in leads]).update(manager=person)
        return person

    def names(self, keys: set[int]) -> set[str]:
        return {name for name, unit in self.units.items() if unit.pk in keys}


@pytest.fixture
def places(town: Town) -> Places:
    units = {TOP: Unit.objects.create(name=TOP)}
    for name, above in BELOW.items():
        units[name] = Unit.objects.create(name=name, parent=units[above])
    theme = Theme.objects.get(pk=town.theme.pk)
    theme.units.set([units[HOMES]])
    return Places(units, theme)


@pytest.mark.parametrize(
    ("works", "leads", "words"),
    [
        (SCHOOLS, [HOMES], LEADS),
        (SCHOOLS, [CITY], LEADS),
        (TOP, [TOP], LEADS),
        (SCHOOLS, [HOME], UNDER),
        (HOMES, [HOME], UNDER),
        (HOMES, [SCHOOLS], ITSELF),
        (HOMES, [], ITSELF),
        (HOME, [], UNDER),
        (CITY, [], OVER),
        (TOP, [], ""),
        (SCHOOLS, [SCHOOLS], ""),
        (None, [], ""),
    ],
)
def test_how_the_theme_touches_ones_own_field(
    places: Places, works: str | None, leads: list[str], words: str
) -> None:
    person = places.person(works, *leads)
    fields = OwnFields(places.theme)
    assert fields.in_words(person) == words
    assert bool(fields.caution(person)) is not bool(words)
    said = "Temaet berører Plejehjem, som du leder" if words == LEADS else words
    assert fields.why(person) == (f"{said}." if said else "")


def test_of_several_the_first_by_name_is_told(places: Places) -> None:
    other = Unit.objects.create(name="Akutpladser", parent=places.units[CITY])
    places.theme.units.add(other)
    leads = places.person(SCHOOLS, CITY)
    assert OwnFields(places.theme).in_words(leads) == "Leder Akutpladser, som temaet berører"
    works = User.objects.create_user("to@example.org", "adgangskode", unit=places.units[CITY])
    said = OwnFields(places.theme).in_words(works)
    assert said == "Akutpladser, som hører under Byen, er berørt af temaet"


def test_the_nearest_touched_above_is_told(places: Places) -> None:
    places.theme.units.add(places.units[CITY])
    assert OwnFields(places.theme).in_words(places.person(HOME)) == UNDER


def test_the_units_and_the_managers_of_what_is_touched(places: Places, town: Town) -> None:
    leads = {TOP: MANAGER, CITY: EMPLOYEE, HOME: ROOT}
    for name, manager in leads.items():
        Unit.objects.filter(pk=places.units[name].pk).update(manager=town[manager])
    person = places.person(None, HOMES)
    fields = OwnFields(places.theme)
    assert places.names(fields.units) == {CITY, HOMES, HOME}
    assert fields.managers == {person.pk, *(town[name].pk for name in leads.values())}


def test_who_leads_elsewhere_leads_nothing_that_is_touched(places: Places) -> None:
    places.person(None, SCHOOLS)
    assert OwnFields(places.theme).managers == set()


@pytest.mark.parametrize("touched", [[], [TOP]])
def test_what_touches_the_top_alone_counts_for_nobody(places: Places, touched: list[str]) -> None:
    places.theme.units.set([places.units[name] for name in touched])
    person = places.person(HOMES, HOME)
    fields = OwnFields(places.theme)
    assert (fields.in_words(person), fields.caution(person), fields.why(person)) == ("", "", "")
    assert (fields.units, fields.managers) == (set(), set())
