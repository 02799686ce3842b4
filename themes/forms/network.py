"""Members of a network and its meetings."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from referenceledelse.core.text.days import Hour
from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.filters import DayFilter, Filters, Search, Widen
from referenceledelse.core.web.forms import SHORT_TEXT, Day, LineField, Text
from roles.forms.person_field import PersonField
from themes.forms.records import RecordForm
from themes.models import Member

MOST_CHOSEN = 500


class MemberForm(RecordForm):
    """Someone who takes part; a colleague by name, others with what they agreed to."""

    kind = forms.ChoiceField(label=_("Hvem er det?"), choices=Member.Kind, widget=forms.RadioSelect)
    person = PersonField(
        label=_("Medarbejder"),
        required=False,
        help_text=_("Kun for medarbejdere. Skriv navnet, og vælg på listen."),
    )
    name = LineField(
        label=_("Navn"), required=False, help_text=_("For dem, der kommer uden for kommunen.")
    )
    organisation = LineField(
        label=_("Organisation"),
        required=False,
        help_text=_("Virksomhed, forening eller myndighed."),
    )
    part = LineField(label=_("Bidrager med"), required=False)
    met_how = LineField(
        label=_("Hvordan har du mødt personen?"),
        required=False,
        help_text=_("Kun temaets ledere, co-driveren og sekretariatet kan læse det."),
    )
    may_be_listed = forms.BooleanField(
        label=_("Personen har sagt ja til at stå på listen"),
        required=False,
        help_text=_(
            "Andre end temaets ledere, co-driveren og sekretariatet kan kun se navnet, "
            "hvis personen har sagt ja. Medarbejdernes navne kan alle se."
        ),
    )
    joined_on = Day(label=_("Medlem fra"), initial=timezone.localdate)
    left_on = Day(label=_("Medlem til"), required=False)

    # Each is required of one kind, and the page shows only those of the chosen kind.
    person.is_needed = name.is_needed = True

    def stored(self) -> dict[str, Any]:
        values = super().stored()
        values["joined_on"] = values["joined_on"] or timezone.localdate()
        return values

    def clean(self) -> dict[str, Any]:
        return told_apart(self)


def told_apart(form: forms.Form) -> dict[str, Any]:
    """A colleague's name is the person's own; anyone else must be given one."""
    found = form.cleaned_data
    if found.get("kind") == Member.Kind.EMPLOYEE:
        if person := found.get("person"):
            found |= {"name": person.name, "may_be_listed": False}
    elif found.get("kind"):
        found["person"] = None
        if not found.get("name") and "name" not in form.errors:
            form.add_error("name", _("Skriv navnet."))
    return found


class MemberLineForm(RecordForm):
    """What a member brings, in the member's own words."""

    part = LineField(
        label=_("Det bidrager jeg med"),
        required=False,
        help_text=_("Alle medarbejdere kan læse det på netværkets side."),
    )

    def begin_with(self, words: str) -> None:
        """Suggest the words to who has written nothing yet."""
        if not self.is_bound and not self.initial["part"]:
            self.initial["part"] = Truncator(words).chars(SHORT_TEXT)


class MemberChoice(forms.ModelMultipleChoiceField):
    """Members by name."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Member) -> str:
        return obj.label


class NetworkMeetingForm(RecordForm):
    """A meeting of the network: before it, why; after it, who came and what came of it."""

    MANY: ClassVar = ("participants",)

    held_on = Day(label=_("Dato"), help_text=_("Et møde kan godt planlægges frem i tiden."))
    begins_at = Hour(label=_("Klokken"), required=False, help_text=_("Fx 14.00."))
    place = LineField(label=_("Sted"), required=False)
    purpose = Text(label=_("Formål"), rows=3, help_text=_("Hvorfor mødes netværket?"))
    participants = MemberChoice(Member.objects.none(), label=_("Deltagere"), required=False)
    others = forms.IntegerField(
        label=_("Andre deltagere"),
        min_value=0,
        max_value=10_000,
        initial=0,
        help_text=_("Hvor mange deltog ud over dem på listen?"),
    )
    outcome = Text(label=_("Udbytte"), required=False, help_text=_("Hvad kom der ud af mødet?"))

    def prepare(self) -> None:
        """Present members, and those who took part before they left."""
        members = Member.objects.visible_to(self.user).filter(theme=self.record.theme)
        kept = [member.pk for member in self.initial["participants"]]
        found = members.present() | members.filter(pk__in=kept)
        chosen = list(
            found.order_by(alphabetical("name"), "pk").values_list("pk", flat=True)[:MOST_CHOSEN]
        )
        self.fields["participants"].queryset = Member.objects.filter(pk__in=chosen)
        if not chosen:
            del self.fields["participants"]


class MemberFilters(Filters):
    q = Search(_("Søg i netværket"), "name", "organisation", "part")
    slags = ChoiceFilter("kind", label=_("Slags"), choices=Member.Kind.choices)
    tidligere = Widen(_("Vis også tidligere medlemmer"), lambda rows: rows.present())


class MeetingFilters(Filters):
    q = Search(_("Søg i møderne"), "purpose", "outcome", "place")
    fra = DayFilter("held_on", "gte", label=_("Fra"))
    til = DayFilter("held_on", "lte", label=_("Til"))
