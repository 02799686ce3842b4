"""Arenas in a register, and what becomes of them on a theme."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from referenceledelse.core.web.filters import Filters, Search
from referenceledelse.core.web.forms import Day, LineField, Text, VersionedForm
from themes.forms.records import Choice
from themes.models import Arena, ArenaUse


class ArenaForm(VersionedForm):
    """An arena in one's own register."""

    name = LineField(label=_("Spillebane"), help_text=_("Fx Chefforum eller ledermøder."))
    purpose = Text(label=_("Hvad kan spillebanen bruges til?"), rows=3, required=False)
    rhythm = LineField(label=_("Hvornår mødes forummet?"), required=False)
    is_open = forms.BooleanField(label=_("Netværkslederne kan bede om den"), required=False)

    def __init__(self, data: Any, *, arena: Arena) -> None:
        super().__init__(data, initial={**self.stored(arena), "version": arena.version})
        if arena.pk is None:
            del self.fields["version"]

    @staticmethod
    def stored(arena: Arena) -> dict[str, Any]:
        """The arena as it is saved now."""
        return {name: getattr(arena, name) for name in ("name", "purpose", "rhythm", "is_open")}


class RegisterForm(forms.Form):
    """A form that chooses from one reference leader's register."""

    def __init__(self, *args: Any, register: QuerySet[Arena], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["arena"].queryset = register


class ArenaRequestForm(RegisterForm):
    """An arena by name, or what one is needed for."""

    arena = Choice(
        Arena,
        label=_("Spillebane i registret"),
        required=False,
        empty_label=_("En anden spillebane"),
    )
    wish = Text(
        label=_("Hvad har I brug for spillebanen til?"),
        rows=3,
        required=False,
        help_text=_("Hvem vil I møde, og hvad skal der komme ud af det?"),
    )


class OpenForm(RegisterForm):
    """A form that opens an arena: one of the register, or one named here that comes into it."""

    marks_optional = False

    arena = Choice(
        Arena,
        label=_("Spillebane i dit register"),
        required=False,
        empty_label=_("Vælg en spillebane"),
    )
    name = LineField(
        label=_("Eller en ny spillebane"),
        required=False,
        max_length=200,
        help_text=_("Fx Chefforum eller ledermøder. Den kommer også i dit register."),
    )

    def __init__(self, *args: Any, register: QuerySet[Arena], **kwargs: Any) -> None:
        super().__init__(*args, register=register, **kwargs)
        if not register.exists():
            del self.fields["arena"]
            self.fields["name"].label = _("Spillebane")

    def refuse_unnamed(self) -> None:
        """One arena is opened: chosen, or named."""
        chosen, name = self.cleaned_data.get("arena"), self.cleaned_data.get("name")
        if chosen and name:
            self.add_error("name", _("Vælg en spillebane, eller skriv en ny. Ikke begge dele."))
        elif not chosen and not name and not self.errors:
            field = "arena" if "arena" in self.fields else "name"
            self.add_error(field, _("Vælg eller skriv, hvilken spillebane du tilbyder."))

    def opened(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in ("arena", "name")}


class ArenaOfferForm(OpenForm):
    """An arena that is opened without anyone asking."""

    answer = Text(label=_("Sådan kan I bruge den"), rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        self.refuse_unnamed()
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        return {"answer": self.cleaned_data["answer"], **self.opened()}


class ArenaAnswerForm(OpenForm):
    """A yes names the arena, a no has a reason."""

    answer = Text(
        label=_("Dit svar"),
        rows=3,
        required=False,
        help_text=_("Skriv en begrundelse, hvis du siger nej."),
    )

    def __init__(self, data: Any, *, use: ArenaUse, is_declining: bool, **kwargs: Any) -> None:
        initial = {"arena": use.arena_id, "answer": use.answer}
        super().__init__(data, initial=initial, **kwargs)
        self.is_declining = is_declining

    def clean(self) -> dict[str, Any]:
        if not self.is_declining:
            self.refuse_unnamed()
        elif not self.cleaned_data.get("answer"):
            self.add_error("answer", _("Skriv, hvorfor det ikke kan lade sig gøre."))
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """What the verb of the answer takes."""
        named = {} if self.is_declining else self.opened()
        return {"answer": self.cleaned_data["answer"], **named}


class UseForm(forms.Form):
    """When the arena was used, and what came of it."""

    used_on = Day(label=_("Hvornår brugte I spillebanen?"))
    outcome = Text(label=_("Hvad fik I ud af det?"), rows=4, required=False)


class UseFilters(Filters):
    q = Search(_("Søg i spillebaner"), "arena__name", "wish", "answer", "outcome")
    trin = ChoiceFilter("state", label=_("Status"), choices=ArenaUse.State.choices)


class ArenaFilters(Filters):
    q = Search(_("Søg i registret"), "name", "purpose", "rhythm")
