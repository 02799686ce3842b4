"""What the secretariat's lists are narrowed by; every field is in the address."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Count, Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dialogues.models import Duty
from dialogues.models.duties import DutyStatus
from referenceledelse.overview import pairs
from referenceledelse.overview.ages import Age, Ages
from referenceledelse.overview.pairs import Step
from roles.models import RoleKey, RolePoint, Unit, User
from themes import leaders
from themes.models import LEADING, Assignment, Phase, Theme, ThemeQuerySet, ThemeType

NONE, ALL, EARLIER = "none", "all", "earlier"
NOT = "not_"
NO_TALK = "no_talk"
LACKS = {
    Step.INVITED: _("har ikke inviteret"),
    Step.REFLECTED: _("ikke begge har forberedt sig"),
    Step.HELD: _("har ikke holdt samtalen"),
    Step.AGREED: _("har ingen godkendt aftale"),
    Step.MANDATE: _("mandatet er ikke på plads"),
}


class Rounds:
    """The rounds that running themes came in by, the newest first; one query.

    The newest is the current one. Themes without a round are never put aside (FEATURES F11.8).
    """

    def __init__(self, user: User) -> None:
        themes = Theme.objects.visible_to(user).running().order_by("-round__deadline")
        fields = ("round", "round__name_da", "round__name_en", "round__deadline")
        rows = themes.values_list(*fields).annotate(Count("pk"))
        self.names: dict[int, str] = {}
        self.counts: dict[int | None, int] = {}
        for pk, danish, english, _deadline, count in rows.values_list(*fields).annotate(
            Count("pk")
        ):
            self.counts[pk] = count
            if pk is not None:
                self.names[pk] = english if english and get_language() == "en" else danish
        self.current = next(iter(self.names), None)

    @property
    def earlier(self) -> int:
        """How many running themes came in by an earlier round."""
        aside = (self.current, None)
        return sum(count for pk, count in self.counts.items() if pk not in aside)

    def choices(self) -> list[tuple[str, Any]]:
        found = [("", _("Aktuel runde")), (EARLIER, _("Tidligere runder")), (ALL, _("Alle runder"))]
        found += [(str(pk), name) for pk, name in self.names.items()]
        return [*found, (NONE, _("Uden runde"))]

    def condition(self, chosen: str) -> Q:
        current = Q(round=None) | Q(round=self.current)
        named = {"": current, EARLIER: ~current, ALL: Q(), NONE: Q(round=None)}
        return named[chosen] if chosen in named else Q(round=chosen)


class OverviewFilter(forms.Form):
    """What the secretariat narrows the themes to; what the address has wrong filters nothing."""

    marks_optional = False
    # What a number elsewhere leads here with; told in words beside the list, and taken off again.
    DRILLED = ("person", "duty", "status", "age")

    round = forms.ChoiceField(label=_("Runde"), required=False)
    type = forms.ModelChoiceField(
        ThemeType.objects.all(), label=_("Type"), required=False, empty_label=_("Alle typer")
    )
    phase = forms.ModelChoiceField(
        Phase.objects.exclude(key=Phase.CLOSED),
        label=_("Fase"),
        required=False,
        empty_label=_("Alle faser"),
    )
    unit = forms.ChoiceField(label=_("Referencelederens afdeling"), required=False)
    show = forms.ChoiceField(
        label=_("Vis"),
        required=False,
        choices=(
            ("", _("Alle temaer")),
            (RoleKey.NETWORK_LEADER.value, _("Mangler netværksleder")),
            (RoleKey.REFERENCE_LEADER.value, _("Mangler referenceleder")),
            (NO_TALK, _("Ingen holdt samtale")),
            (_("Parret …"), [(step.value, step.label) for step in Step]),
            (_("Parret mangler"), [(f"{NOT}{step}", words) for step, words in LACKS.items()]),
        ),
    )
    person = forms.ModelChoiceField(
        User.objects.none(), required=False, widget=forms.HiddenInput, label=_("Leder")
    )
    duty = forms.SlugField(required=False, widget=forms.HiddenInput, label=_("Opgave"))
    status = forms.ChoiceField(
        choices=(("", ""), *DutyStatus.choices),
        required=False,
        widget=forms.HiddenInput,
        label=_("Fælles status"),
    )
    age = forms.ChoiceField(
        choices=(("", ""), *Age.choices),
        required=False,
        widget=forms.HiddenInput,
        label=_("Tid i fasen"),
    )

    def __init__(self, data: QueryDict, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        self.rounds = Rounds(user)
        self.departments, self.home = leaders.departments(user)
        self.fields["round"].choices = self.rounds.choices()
        self.fields["unit"].choices = [
            ("", _("Alle afdelinger")),
            *((str(unit.pk), unit.name) for unit in self.departments),
            (NONE, _("Uden for afdelingerne")),
        ]
        self.fields["person"].queryset = User.objects.visible_to(user)

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """Each valid filter that is set."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def apply(self, themes: ThemeQuerySet) -> ThemeQuerySet:
        """The running themes that all chosen filters let through."""
        chosen = self.chosen
        themes = themes.running().filter(self.rounds.condition(chosen.get("round", "")))
        for name in ("type", "phase"):
            if name in chosen:
                themes = themes.filter(**{name: chosen[name]})
        if "unit" in chosen:
            themes = themes.filter(self._of_unit(chosen["unit"]))
        if "person" in chosen:
            led = Assignment.objects.active().filter(person=chosen["person"], role__in=LEADING)
            themes = themes.filter(pk__in=led.values("theme"))
        if "duty" in chosen or "status" in chosen:
            fields = {"duty": "key", "status": "status"}
            told = {fields[name]: chosen[name] for name in fields if name in chosen}
            duties = Duty.objects.visible_to(self.user).filter(theme=OuterRef("pk"), **told)
            themes = themes.filter(Exists(duties))
        if "age" in chosen:
            themes = themes.filter(Ages().condition(chosen["age"]))
        return self._shown(themes, chosen.get("show", ""))

    def _of_unit(self, unit: str) -> Q:
        """Themes whose reference leader works in the department, or in none of them."""
        held = Assignment.objects.active().filter(role=RoleKey.REFERENCE_LEADER)
        if unit == NONE:
            within = held.filter(person__unit__in=list(self.home))
            outside = held.exclude(pk__in=within.values("pk"))
            return Q(pk__in=outside.values("theme"))
        units = [pk for pk, top in self.home.items() if str(top) == unit]
        return Q(pk__in=held.filter(person__unit__in=units).values("theme"))

    def _shown(self, themes: ThemeQuerySet, show: str) -> ThemeQuerySet:
        if show in LEADING:
            return themes.vacant(show)
        if show == NO_TALK:
            return themes.exclude(pk__in=pairs.talks_of_today().held().values("theme"))
        if show in Step:
            return themes.filter(pk__in=pairs.having(themes, show, self.user))
        if show.startswith(NOT):
            return themes.filter(pk__in=pairs.lacking(themes, show.removeprefix(NOT), self.user))
        return themes

    def query(self, **changes: Any) -> str:
        """The address's parameters with some of them changed; an empty one is left out."""
        sent = {name: self.data.get(name, "") for name in self.chosen} | changes
        return urlencode({name: value for name, value in sent.items() if value not in ("", None)})

    def drilled(self) -> list[tuple[str, str]]:
        """What a number led here with, in words, each with the parameters without it."""
        chosen = self.chosen
        found = []
        if "person" in chosen:
            found.append((str(chosen["person"]), self.query(person="")))
        if "duty" in chosen or "status" in chosen:
            words = filter(None, (self._duty_name(), self._label("status")))
            found.append((": ".join(words), self.query(duty="", status="")))
        if "age" in chosen:
            found.append((capfirst(self._label("age")), self.query(age="")))
        return found

    def _duty_name(self) -> str:
        if "duty" not in self.chosen:
            return ""
        point = RolePoint.objects.duties().current().filter(key=self.chosen["duty"]).first()
        return str(point) if point else self.chosen["duty"]

    def _label(self, name: str) -> str:
        return str(dict(self.fields[name].choices).get(self.chosen.get(name), ""))


def unit_name(units: list[Unit], pk: int | None) -> str:
    """The department's name, or that there is none."""
    return next((unit.name for unit in units if unit.pk == pk), str(_("Uden for afdelingerne")))
