"""What the list of themes can be narrowed by, all of it in the address."""

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    IntegerField,
    OuterRef,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.text.order import danish_key
from referenceledelse.core.text.search import containing
from referenceledelse.core.web.filters import Filters, LineFilter, Search, Shown, Tick
from referenceledelse.core.web.numbers import whole
from roles.models import STEP, RoleKey, Unit, User
from roles.queries.units import Above, below, way_up
from themes.models import Assignment, Phase, Theme, ThemeQuerySet, ThemeType

VACANT = {
    RoleKey.NETWORK_LEADER.value: _("Mangler netværksleder"),
    RoleKey.REFERENCE_LEADER.value: _("Mangler referenceleder"),
}


# So many units are read through in a list; below them one chooses step by step.
MOST_UNITS = 150


class Choices:
    """Types, phases and units to choose from, and the person whom the address names by number.

    Read in one query: the list of themes has eight in all, and a test counts them.
    """

    def __init__(self, user: User, person: str, unit: str) -> None:
        """``person`` and ``unit`` are what the address names, whatever it is."""
        self.types: dict[str, str] = {}
        self.phases: dict[str, str] = {}
        self.units: dict[str, str] = {}
        self.people: dict[str, str] = {}
        rows = _rows(user, whole(person) or 0)
        for kind, key, danish, english, _order, _above in sorted(
            (row for row in rows if row[0] != "units"), key=_place
        ):
            name = english if english and get_language() == "en" else danish
            getattr(self, kind)[key] = name
        paths, self.above = _tree(
            tuple((key, name, above) for kind, key, name, _, _, above in rows if kind == "units")
        )
        near = {int(one) for one in (unit, str(user.unit_id)) if one in paths}
        self.units = {str(pk): paths[str(pk)] for pk in _offered(self.above, near, paths)}


@lru_cache(maxsize=4)
def _tree(
    rows: tuple[tuple[str, str, int | None], ...],
) -> tuple[dict[str, str], dict[int, int | None]]:
    """The units with their paths, each below the one that it belongs to; and what is above each.

    Kept, since thousands of names take longer to put in order than to read.
    """
    children: dict[int | None, list[tuple[str, str]]] = {}
    for key, name, above in sorted(rows, key=lambda row: danish_key(row[1])):
        children.setdefault(above, []).append((key, name))
    paths: dict[str, str] = {}

    def grow(top: int | None, path: str) -> None:
        for key, name in children.get(top, ()):
            paths[key] = path + name
            grow(int(key), paths[key] + STEP)

    grow(None, "")
    return paths, {int(key): above for key, _name, above in rows}


def _offered(above: Above, near: set[int], paths: Iterable[str]) -> list[int]:
    """Which units one may choose, in order: all, or of too many the upper levels.

    Those that are chosen or the reader's own stand there too, with what is above and just below.
    """
    units = [int(key) for key in paths]
    if len(units) <= MOST_UNITS:
        return units
    levels = {unit: len(way_up(unit, above)) for unit in units}
    known = sorted(levels.values())
    deepest = max((level for level in known if bisect_right(known, level) <= MOST_UNITS), default=1)
    ways = {one for unit in near for one in way_up(unit, above)}
    return [
        unit for unit in units if levels[unit] <= deepest or unit in ways or above[unit] in near
    ]


@compiled
def _rows(user: User, person: int) -> QuerySet:
    text, number = CharField(), IntegerField()
    # PostgreSQL does not join a NULL without a type to a column of numbers.
    empty, nothing = Value("", text), Cast(Value(None), BigIntegerField())
    data = ("key", "name_da", "name_en", "order", nothing)
    named = (Cast("pk", text), "name", empty, Value(0, number))
    people = User.objects.visible_to(user).filter(pk=person)
    return (
        ThemeType.objects.order_by()
        .values_list(Value("types", text), *data)
        .union(
            Phase.objects.exclude(key=Phase.PROPOSAL)
            .order_by()
            .values_list(Value("phases", text), *data),
            Unit.objects.visible_to(user)
            .order_by()
            .values_list(Value("units", text), *named, "parent"),
            people.order_by().values_list(Value("people", text), *named, nothing),
            all=True,
        )
    )


def _place(row: tuple) -> tuple:
    """Types and phases in the order they were given."""
    return row[4], danish_key(row[2])


class ThemeFilters(Filters):
    """The filters of the accepted themes, closed ones only on request."""

    FILTERS = ("q", "type", "fase", "enhed", "person", "mangler", "lukkede")

    q = Search(_("Søg i temaer"), *Theme.SEARCHED)
    type = ChoiceFilter("type__key", label=_("Type"), empty_label=_("Alle typer"))
    fase = ChoiceFilter("phase__key", label=_("Fase"), empty_label=_("Alle faser"))
    enhed = ChoiceFilter(
        label=_("Enhed med underenheder"), empty_label=_("Alle enheder"), method="touching"
    )
    person = LineFilter(label=_("Person med en rolle"), max_length=100, method="held_by")
    mangler = ChoiceFilter(
        label=_("Ledig rolle"),
        empty_label=_("Alle temaer"),
        choices=VACANT,
        method=lambda rows, _name, role: rows.vacant(role),
    )
    lukkede = Tick(_("Vis også afsluttede temaer"))
    visning = Shown(choices=[("tabel", "")], empty_label="", widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict,
        rows: ThemeQuerySet,
        *,
        request: HttpRequest,
        page: str = "themes:list",
    ) -> None:
        """``page`` names the address that the filters stand on."""
        self.page = page
        self.choices = Choices(request.user, data.get("person", ""), data.get("enhed", ""))
        named = data.copy()
        if person := self.choices.people.get(data.get("person", "")):
            named["person"] = person
        self.person_id = data["person"] if person else ""
        super().__init__(named, rows, request=request)
        choices = self.choices
        told = {"type": choices.types, "fase": choices.phases, "enhed": choices.units}
        for name, offered in told.items():
            self.filters[name].extra["choices"] = offered

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """Each valid filter that is set, as the address says it."""
        values = dict(super().chosen)
        if "lukkede" in values:
            values["lukkede"] = "1"
        if self.person_id and "person" in values:
            values["person"] = self.person_id
        return values

    @property
    def is_table(self) -> bool:
        return self.chosen.get("visning") == "tabel"

    def filter_queryset(self, rows: ThemeQuerySet) -> ThemeQuerySet:
        with_closed = "lukkede" in self.chosen or self.chosen.get("fase") == Phase.CLOSED
        return super().filter_queryset(rows.accepted() if with_closed else rows.running())

    def touching(self, rows: ThemeQuerySet, _name: str, unit: str) -> ThemeQuerySet:
        units = below([int(unit)], self.choices.above)
        links = Theme.units.through.objects.filter(theme=OuterRef("pk"), unit__in=units)
        return rows.filter(Exists(links))

    def held_by(self, rows: ThemeQuerySet, _name: str, name: str) -> ThemeQuerySet:
        held = Assignment.objects.active().filter(theme=OuterRef("pk"))
        if self.person_id:
            return rows.filter(Exists(held.filter(person=self.person_id)))
        return rows.filter(Exists(held.filter(containing(name, "person__name"))))

    def query(self, **changes: str) -> str:
        """The address's parameters with some of them changed; an empty one is left out."""
        return urlencode({name: v for name, v in {**self.chosen, **changes}.items() if v})

    def address(self, **changes: str) -> str:
        """The page narrowed by what is chosen, with some of it changed."""
        return _joined(reverse(self.page), self.query(**changes))

    def ways(self) -> dict[str, str]:
        """Addresses of these themes' other views, and with fewer filters."""
        listed, query = reverse("themes:list"), self.query(visning="")
        return {
            "cards_url": _joined(listed, query),
            "table_url": _joined(listed, self.query(visning="tabel")),
            "map_url": _joined(reverse("themes:map"), query),
            "no_search_url": self.address(q=""),
            "reset_url": self.address(**dict.fromkeys(self.FILTERS, "")),
        }

    def active(self) -> list[tuple[str, str]]:
        """What is chosen, in words, each with the address of the list without it."""
        names = [name for name in self.FILTERS[1:] if name in self.chosen]
        return [(self._words(name), self.address(**{name: ""})) for name in names]

    def _words(self, name: str) -> str:
        if name == "lukkede":
            return str(_("Også afsluttede"))
        if name == "person":
            return self.form.cleaned_data["person"]
        return str(dict(self.form.fields[name].choices)[self.chosen[name]]).strip()


def _joined(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
