"""What the secretariat's lists are narrowed by; every field is in the address."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dialogues.models import Duty
from dialogues.models.duties import DutyStatus
from dialogues.queries.duties import with_status_today
from referenceledelse.overview.queries import pairs
from referenceledelse.overview.queries.pairs import LACKS, NOT, PairStep
from referenceledelse.overview.queries.places import Places
from referenceledelse.overview.queries.rounds import NONE, Rounds
from roles.models import RoleKey, User
from themes.models import LEADING, Assignment, Phase, ThemeQuerySet
from themes.queries.phases import Age, Ages

KEPT = 256
# No theme in one of these is running.
NEVER = (Phase.PROPOSAL, Phase.CLOSED)


@dataclass(frozen=True)
class Drawing:
    """A form and all that its looks depend on."""

    key: tuple
    form: "OverviewFilter" = field(compare=False)


@lru_cache(maxsize=KEPT)
def _drawn(drawing: Drawing) -> SafeString:
    page, target, with_show, *_rest = drawing.key
    context = {
        "filters": drawing.form,
        "page": page,
        "target": target,
        "with_show": with_show,
    }
    return render_to_string("overview/secretariat/_filters.html", context)


class OverviewFilter(forms.Form):
    """What the secretariat narrows the themes to; what the address has wrong filters nothing."""

    marks_optional = False

    round = forms.ChoiceField(label=_("Runde"), required=False)
    type = forms.ChoiceField(label=_("Type"), required=False)
    phase = forms.ChoiceField(label=_("Fase"), required=False)
    unit = forms.ChoiceField(label=_("Referencelederens afdeling"), required=False)
    show = forms.ChoiceField(
        label=_("Vis"),
        required=False,
        choices=(
            ("", _("Alle temaer")),
            (RoleKey.NETWORK_LEADER.value, _("Mangler netværksleder")),
            (RoleKey.REFERENCE_LEADER.value, _("Mangler referenceleder")),
            (_("Nået"), [(step.value, step.label) for step in PairStep]),
            (_("Ikke nået endnu"), [(f"{NOT}{step}", words) for step, words in LACKS.items()]),
        ),
    )
    # Set by links from numbers on other pages; shown above the list, with a remove link.
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
        self.rounds = Rounds()
        self.places = Places(user)
        self.departments = self.places.departments
        phases = {key: name for key, name in self.places.phases.items() if key not in NEVER}
        self.fields["round"].choices = self.rounds.choices()
        self.fields["type"].choices = [("", _("Alle typer")), *self.places.types.items()]
        self.fields["phase"].choices = [("", _("Alle faser")), *phases.items()]
        self.fields["unit"].choices = [
            ("", _("Alle afdelinger")),
            *self.departments.items(),
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
                themes = themes.filter(**{f"{name}__key": chosen[name]})
        if "unit" in chosen:
            themes = themes.filter(self._of_unit(chosen["unit"]))
        if "person" in chosen:
            led = Assignment.objects.active().filter(person=chosen["person"], role__in=LEADING)
            themes = themes.filter(pk__in=led.values("theme"))
        if "duty" in chosen or "status" in chosen:
            fields = {"duty": "key", "status": "status_today"}
            told = {fields[name]: chosen[name] for name in fields if name in chosen}
            duties = with_status_today(Duty.objects.visible_to(self.user))
            duties = duties.filter(theme=OuterRef("pk"), **told)
            themes = themes.filter(Exists(duties))
        if "age" in chosen:
            themes = themes.filter(pk__in=Ages().having(themes, chosen["age"]))
        return self._shown(themes, chosen.get("show", ""))

    def _of_unit(self, unit: str) -> Q:
        """Themes whose reference leader works in the department, or in none of them."""
        held = Assignment.objects.active().filter(role=RoleKey.REFERENCE_LEADER)
        home = self.places.home
        if unit != NONE:
            units = [one for one, department in home.items() if department == int(unit)]
            return Q(pk__in=held.filter(person__unit__in=units).values("theme"))
        within = held.filter(person__unit__in=list(home))
        return Q(pk__in=held.exclude(pk__in=within.values("pk")).values("theme"))

    def _shown(self, themes: ThemeQuerySet, show: str) -> ThemeQuerySet:
        if show in LEADING:
            return themes.vacant(show)
        if show in PairStep:
            return themes.filter(pk__in=pairs.having(themes, show, self.user, self.places.home))
        if show.startswith(NOT):
            step = show.removeprefix(NOT)
            return themes.filter(pk__in=pairs.lacking(themes, step, self.user, self.places.home))
        return themes

    @property
    def count(self) -> int | None:
        """How many themes there are, where that is known without asking."""
        only_round = self.chosen.keys() <= {"round"}
        return self.rounds.count(self.chosen.get("round", "")) if only_round else None

    def query(self, **changes: Any) -> str:
        """The address's parameters with some of them changed; an empty one is left out."""
        sent = {name: self.data.get(name, "") for name in self.chosen} | changes
        return urlencode({name: value for name, value in sent.items() if value not in ("", None)})

    def drawn(self, page: str, target: str, *, with_show: bool = False) -> SafeString:
        """The form; a pure function of its choices and of what is chosen, so made once for each."""
        fields = [
            name for name in ("round", "type", "phase", "unit", "show") if name in self.fields
        ]
        choices = [
            (name, *map(str, one)) for name in fields[:4] for one in self[name].field.choices
        ]
        sent = [(name, str(self.data.get(name, ""))) for name in self.fields]
        key = (page, target, with_show, tuple(choices), tuple(sent), get_language())
        return _drawn(Drawing(key, self))

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
        key = self.chosen.get("duty", "")
        return self.places.duties.get(key, key)

    def _label(self, name: str) -> str:
        return str(dict(self.fields[name].choices).get(self.chosen.get(name), ""))
