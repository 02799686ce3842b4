"""What the list of themes can be narrowed by, all of it in the address."""

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
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.text.order import danish_key
from referenceledelse.core.text.search import containing
from referenceledelse.core.web.forms import Line
from referenceledelse.core.web.numbers import whole
from roles.models import STEP, RoleKey, Unit, User
from roles.queries.units import below
from themes.models import Assignment, Phase, Theme, ThemeType

VACANT = {
    RoleKey.NETWORK_LEADER.value: _("Mangler netværksleder"),
    RoleKey.REFERENCE_LEADER.value: _("Mangler referenceleder"),
}


class Choices:
    """Types, phases and units to choose from, and the person whom the address names by number.

    Read in one query: the list of themes has eight in all, and a test counts them.
    """

    def __init__(self, user: User, person: str) -> None:
        self.types: dict[str, str] = {}
        self.phases: dict[str, str] = {}
        self.units: dict[str, str] = {}
        self.people: dict[str, str] = {}
        self.above: dict[int, int | None] = {}
        self._children: dict[int | None, list[tuple[str, str]]] = {}
        for kind, key, danish, english, _order, parent in sorted(_rows(user, person), key=_place):
            if kind == "units":
                self.above[int(key)] = parent
                self._children.setdefault(parent, []).append((key, danish))
            else:
                name = english if english and get_language() == "en" else danish
                getattr(self, kind)[key] = name
        self._grow("", "")

    def _grow(self, top: str, above: str) -> None:
        for key, name in self._children.get(int(top) if top else None, ()):
            self.units[key] = above + name
            self._grow(key, self.units[key] + STEP)


def _rows(user: User, person: str) -> QuerySet:
    text, number = CharField(), IntegerField()
    # PostgreSQL does not join a NULL without a type to a column of numbers.
    empty, nothing = Value("", text), Cast(Value(None), BigIntegerField())
    data = ("key", "name_da", "name_en", "order", nothing)
    named = (Cast("pk", text), "name", empty, Value(0, number))
    people = User.objects.visible_to(user).filter(pk=whole(person) or 0)
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
    """Types and phases in the order they were given, units by name."""
    return row[4], danish_key(row[2])


class ThemeFilters(forms.Form):
    """The filters as a form; what the address has wrong is told, and filters nothing."""

    marks_optional = False
    FILTERS = ("q", "type", "fase", "enhed", "person", "mangler", "lukkede")

    q = Line(label=_("Søg i temaer"), required=False, max_length=100)
    type = forms.ChoiceField(label=_("Type"), required=False)
    fase = forms.ChoiceField(label=_("Fase"), required=False)
    enhed = forms.ChoiceField(label=_("Enhed med underenheder"), required=False)
    person = Line(label=_("Person med en rolle"), required=False, max_length=100)
    mangler = forms.ChoiceField(label=_("Ledig rolle"), required=False)
    lukkede = forms.BooleanField(label=_("Vis også afsluttede temaer"), required=False)
    visning = forms.ChoiceField(
        required=False, choices=(("", ""), ("tabel", "")), widget=forms.HiddenInput
    )

    def __init__(self, data: QueryDict, *, user: User, page: str = "themes:list") -> None:
        """``page`` names the address that the filters stand on."""
        self.page = page
        self.choices = Choices(user, data.get("person", ""))
        named = data.copy()
        if person := self.choices.people.get(data.get("person", "")):
            named["person"] = person
        super().__init__(named)
        self.person_id = data["person"] if person else ""
        for name, first, choices in (
            ("type", _("Alle typer"), self.choices.types),
            ("fase", _("Alle faser"), self.choices.phases),
            ("enhed", _("Alle enheder"), self.choices.units),
            ("mangler", _("Alle temaer"), VACANT),
        ):
            self.fields[name].choices = [("", first), *choices.items()]

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """Each valid filter that is set, as the address says it."""
        self.is_valid()
        values = {name: value for name, value in self.cleaned_data.items() if value}
        if "lukkede" in values:
            values["lukkede"] = "1"
        if self.person_id and "person" in values:
            values["person"] = self.person_id
        return values

    @property
    def is_table(self) -> bool:
        return self.chosen.get("visning") == "tabel"

    def apply(self, themes: QuerySet[Theme]) -> QuerySet[Theme]:
        """The accepted themes that all chosen filters let through."""
        chosen = self.chosen
        with_closed = "lukkede" in chosen or chosen.get("fase") == Phase.CLOSED
        rows = themes.accepted() if with_closed else themes.running()
        for name, path in (("type", "type__key"), ("fase", "phase__key")):
            if name in chosen:
                rows = rows.filter(**{path: chosen[name]})
        if "mangler" in chosen:
            rows = rows.vacant(chosen["mangler"])
        if "enhed" in chosen:
            touched = Theme.units.through.objects.filter(
                theme=OuterRef("pk"), unit__in=below([int(chosen["enhed"])], self.choices.above)
            )
            rows = rows.filter(Exists(touched))
        if "person" in chosen:
            rows = rows.filter(Exists(self._held().filter(theme=OuterRef("pk"))))
        if "q" in chosen:
            rows = rows.filter(containing(chosen["q"], *Theme.SEARCHED))
        return rows

    def _held(self) -> QuerySet[Assignment]:
        active = Assignment.objects.active()
        if self.person_id:
            return active.filter(person=self.person_id)
        return active.filter(containing(self.chosen["person"], "person__name"))

    def query(self, **changes: str) -> str:
        """The address's parameters with some of them changed; an empty one is left out."""
        return urlencode({name: v for name, v in {**self.chosen, **changes}.items() if v})

    def address(self, **changes: str) -> str:
        """The page narrowed by what is chosen, with some of it changed."""
        return _joined(reverse(self.page), self.query(**changes))

    def ways(self) -> dict[str, str]:
        """The addresses of the same themes seen otherwise, and of more of them."""
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
            return self.cleaned_data["person"]
        return str(dict(self.fields[name].choices)[self.chosen[name]]).strip()


def _joined(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
