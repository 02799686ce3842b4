"""Units near a unit, suggested when a line manager proposes a theme."""

import pytest

from roles.models import Unit
from tests.town import EMPLOYEE, SHUT_OUT, Town
from themes.models import Phase, Theme
from themes.queries import proposals

pytestmark = pytest.mark.django_db


def units(parent: Unit | None, *names: str) -> list[Unit]:
    return [Unit.objects.create(name=name, parent=parent) for name in names]


def test_the_units_that_an_address_names(town: Town) -> None:
    two, one = units(None, "Ånd", "Barn")
    keys = [str(two.pk), "x", "", str(one.pk), "0"]
    assert proposals.asked_for(keys, town[EMPLOYEE]) == [one, two]
    many = units(None, *(f"Enhed {number:02}" for number in range(11)))
    found = proposals.asked_for([str(row.pk) for row in many], town[EMPLOYEE])
    assert found == many[:10]
    assert proposals.asked_for(["x", *(str(row.pk) for row in many)], town[EMPLOYEE]) == found
    assert proposals.asked_for(keys, town[SHUT_OUT]) == []


def test_the_units_beside_and_those_of_the_same_running_themes(town: Town) -> None:
    top = units(None, "Alt")[0]
    mine, beside = units(top, "Min", "Ved siden af")
    far, other = units(units(None, "Andet")[0], "Fjern", "Længere væk")
    assert proposals.met_by([], town[EMPLOYEE]) == []
    assert proposals.met_by([mine], town[EMPLOYEE]) == [beside]
    assert proposals.met_by([top], town[EMPLOYEE]) == []
    town.theme.units.add(mine, far)
    town.other_theme.units.add(other)
    old = town.theme.units.exclude(pk__in=[mine.pk, far.pk]).get()
    assert proposals.met_by([mine], town[EMPLOYEE]) == sorted(
        [beside, far, old], key=lambda row: ["Fjern", "Ved siden af", old.name].index(row.name)
    )
    found = proposals.met_by([mine, beside, far, old], town[EMPLOYEE])
    assert set(found) == {other, *Unit.objects.filter(parent=old.parent).exclude(pk=old.pk)}
    assert proposals.met_by([mine], town[SHUT_OUT]) == []
    Theme.objects.update(phase=Phase.objects.get(key=Phase.CLOSED))
    assert proposals.met_by([mine], town[EMPLOYEE]) == [beside]


def test_at_most_twelve_are_suggested_each_once(town: Town) -> None:
    top = units(None, "Alt")[0]
    mine, *others = units(top, *(f"Enhed {number:02}" for number in range(15)))
    town.theme.units.add(mine, *others)
    town.other_theme.units.add(mine, others[0])
    found = proposals.met_by([mine], town[EMPLOYEE])
    assert len(found) == len(set(found)) == 12
