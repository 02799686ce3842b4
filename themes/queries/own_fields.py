"""Whether a theme touches a leader's own field: the units that the person leads or works in.

What touches the top unit touches everybody, so the chief executive's unit counts for nobody.
"""

from django.utils.translation import gettext as _

from roles.models import Unit, User
from roles.queries.units import below, way_up
from themes.models import Theme

# A unit, the one above it, who leads it, and its name.
type UnitRow = tuple[int, int | None, int | None, str]


def unit_rows() -> list[UnitRow]:
    """The whole base organisation, as ``OwnFields`` reads it; one query."""
    return list(Unit.objects.order_by().values_list("pk", "parent", "manager", "name"))


class OwnFields:
    """The units that the theme touches below the top; read in two queries, asked of many."""

    def __init__(self, theme: Theme, rows: list[UnitRow] | None = None) -> None:
        """``rows`` are the ``unit_rows``, where several themes are asked about."""
        rows = unit_rows() if rows is None else rows
        self.above: dict[int, int | None] = {}
        self.names: dict[int, str] = {}
        self.managed: dict[int, list[int]] = {}
        for pk, parent, manager, name in rows:
            self.above[pk], self.names[pk] = parent, name
            self.managed.setdefault(manager, []).append(pk)
        self.tops = {pk for pk, parent in self.above.items() if parent is None}
        self.touched = {unit.pk for unit in theme.units.all()} - self.tops
        self.ways = {pk: way_up(pk, self.above) for pk in self.touched}
        # The units below what is touched, itself included, and those above it.
        self.inside = below(self.touched, self.above)
        self.over = {one for way in self.ways.values() for one in way[1:]}

    def _touched_below(self, unit: int) -> set[int]:
        """What is touched at or below the unit."""
        return {pk for pk, way in self.ways.items() if unit in way}

    @property
    def units(self) -> set[int]:
        """Units whose people work in a field that is touched."""
        return self.inside | (self.over - self.tops)

    @property
    def managers(self) -> set[int]:
        """Those who lead a unit that is touched, or one above or below it."""
        ours = self.inside | self.over
        return {key for key, led in self.managed.items() if key and not ours.isdisjoint(led)}

    def in_words(self, person: User) -> str:
        """How the theme touches the person's own field; empty where it does not."""
        if name := self._led(person):
            return _("Leder %(unit)s, som temaet berører") % {"unit": name}
        return self._beside(person)

    def why(self, person: User) -> str:
        """The same, said to the person who is asked; empty where the theme does not touch it."""
        if name := self._led(person):
            return _("Temaet berører %(unit)s, som du leder.") % {"unit": name}
        said = self._beside(person)
        return f"{said}." if said else ""

    def _led(self, person: User) -> str:
        """The name of what is touched and led by the person; the first by name of several."""
        for led in self.managed.get(person.pk, ()):
            if held := self._touched_below(led):
                return min(self.names[pk] for pk in held)
        return ""

    def _beside(self, person: User) -> str:
        """How a unit of the person's is touched that they do not lead themselves, or not whole."""
        led = [pk for pk in self.managed.get(person.pk, ()) if pk in self.inside]
        for unit in (*led, *([person.unit_id] if person.unit_id else [])):
            if said := self._around(unit):
                return said
        return ""

    def _around(self, unit: int) -> str:
        """How the unit is touched: itself, by what it belongs to, or by what belongs to it."""
        words = {"unit": self.names[unit]}
        if unit in self.touched:
            return _("%(unit)s er berørt af temaet") % words
        if held := [pk for pk in way_up(unit, self.above) if pk in self.touched]:
            words["above"] = self.names[held[0]]
            return _("%(above)s, som %(unit)s hører under, er berørt af temaet") % words
        if unit in self.over - self.tops:
            words["below"] = min(self.names[pk] for pk in self._touched_below(unit))
            return _("%(below)s, som hører under %(unit)s, er berørt af temaet") % words
        return ""

    def caution(self, person: User) -> str:
        """What to think of where the theme touches something, and nothing of the person's own."""
        if not self.touched or self.in_words(person):
            return ""
        return _("Temaet berører ikke det område, som %(name)s selv leder eller arbejder i.") % {
            "name": person.name
        }
