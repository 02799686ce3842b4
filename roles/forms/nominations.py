"""What is written when a talent is nominated, and what the lists are narrowed by."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.filters import Filters, Search
from referenceledelse.core.web.forms import Day, Text, VersionedForm
from roles.forms.people import UnitFilter
from roles.forms.person_field import PersonField, PersonInput, suggested
from roles.models import Nomination, User
from roles.queries.line_managers import employees

Status = Nomination.Status
# How many employees the page lists; the others are suggested while typing.
NAMED = 40


class StaffInput(PersonInput):
    """A field for a colleague that suggests the writer's own employees."""

    names: tuple[tuple[str, str], ...] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["names"] = self.names
        context["widget"]["attrs"]["hx-get"] = str(reverse_lazy("roles:staff_names"))
        return context


class StaffField(PersonField):
    """One of the writer's own employees."""

    widget = StaffInput


class WordsForm(forms.Form):
    """What the manager writes about the talent."""

    strengths = Text(
        label=_("Hvad er medarbejderen god til?"),
        help_text=_("Fortæl gerne om en gang, hvor medarbejderen samlede andre på tværs."),
    )
    potential = Text(
        label=_("Hvad kunne være næste skridt?"),
        required=False,
        help_text=_("Fx at lede et netværkstema, være co-driver eller deltage i et netværk."),
    )
    consent_on = Day(label=_("Hvornår sagde medarbejderen ja?"))

    def values(self) -> dict[str, Any]:
        """What was written about the nominee; call on a valid form."""
        return {name: told for name, told in self.cleaned_data.items() if name != "has_consent"}


class NominationForm(WordsForm):
    """A new nomination, with the consent that it takes."""

    nominee = StaffField(
        label=_("Medarbejder"),
        help_text=_(
            "Skriv navnet, eller vælg på listen. Du kan indstille medarbejdere i dine egne "
            "enheder og deres underenheder."
        ),
    )
    has_consent = forms.BooleanField(
        label=_("Jeg har talt med medarbejderen, som siger ja til at blive indstillet"),
        error_messages={
            "required": _("Du kan kun indstille en medarbejder, som selv har sagt ja.")
        },
    )

    field_order = ("nominee", "strengths", "potential", "has_consent", "consent_on")

    def __init__(self, data: Any, *, user: User, nominee: User | None = None) -> None:
        super().__init__(data, initial={"nominee": nominee})
        staff = employees(user).to_choose().order_by(alphabetical("name"), "pk")[:NAMED]
        self.fields["nominee"].widget.names = suggested(staff)


class EditNominationForm(VersionedForm, WordsForm):
    """A nomination that the author writes on."""

    def __init__(self, data: Any, *, nomination: Nomination) -> None:
        super().__init__(data, initial={**stored_words(nomination), "version": nomination.version})


def stored_words(nomination: Nomination) -> dict[str, Any]:
    """The author's words as they are saved now."""
    return {name: getattr(nomination, name) for name in WordsForm.base_fields}


def stored_answer(nomination: Nomination) -> dict[str, Any]:
    """The secretariat's answer as it is saved now, with the version of its own."""
    told = {"status": nomination.status, "note": nomination.note}
    return {**told, "version": nomination.answer_version}


class NominationAnswerForm(VersionedForm):
    """What the secretariat does with a nomination."""

    marks_optional = False

    status = forms.ChoiceField(
        label=_("Hvor langt er I?"),
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Status.SEEN, Status.TALKING, Status.DONE)],
    )
    note = Text(
        label=_("Svar"),
        required=False,
        help_text=_(
            "Sekretariatet og den leder, der har indstillet medarbejderen, kan læse svaret."
        ),
    )

    def __init__(self, data: Any = None, *, nomination: Nomination) -> None:
        here, version = nomination.status, nomination.answer_version
        status = Status.SEEN.value if here == Status.NEW else here
        initial = {"status": status, "note": nomination.note, "version": version}
        super().__init__(data, initial=initial)
        # Only the way ahead is shown; what a colleague has passed meanwhile is still understood.
        ahead = (here, *Nomination.ALLOWED[here])
        field = self.fields["status"]
        field.widget.choices = [one for one in field.choices if one[0] in ahead]


class NominationFilters(Filters):
    """One's own nominations; all of them unless the address says otherwise."""

    STATES: ClassVar[dict[str, tuple[str, ...]]] = {
        "aaben": Nomination.OPEN,
        "dialog": (Status.TALKING.value,),
        "afsluttet": (Status.DONE.value,),
        "trukket": (Status.WITHDRAWN.value,),
    }

    q = Search(_("Søg efter en medarbejder"), "nominee__name")
    status = ChoiceFilter(
        label=_("Status"),
        choices=[
            ("aaben", _("Åbne")),
            ("dialog", _("I dialog")),
            ("afsluttet", _("Afsluttede")),
            ("trukket", _("Trukket tilbage")),
        ],
        method="in_state",
    )

    def in_state(self, rows: QuerySet, _name: str, state: str) -> QuerySet:
        return rows.filter(status__in=self.STATES[state])


class NominationInboxFilters(NominationFilters):
    """The secretariat's list shows what is open, unless the address says otherwise."""

    q = Search(_("Søg efter en medarbejder eller en leder"), "nominee__name", "author__name")
    enhed = UnitFilter("nominee__unit")

    def __init__(self, data: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(data or {"status": "aaben"}, *args, **kwargs)
