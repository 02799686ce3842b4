"""What courses are narrowed by, why a session is called off, and who came."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.filters import Filters, Search, Shown
from referenceledelse.core.web.forms import Text, VersionedForm
from referenceledelse.core.web.numbers import whole
from roles.forms.person_field import told_apart
from roles.models import CourseSession, RoleKey, SignUp


class CourseFilters(Filters):
    """Courses by their words and by the role that they are for."""

    q = Search(_("Søg efter et kursus"), "name_da", "name_en", "description_da", "description_en")
    rolle = ChoiceFilter(
        "roles__key", label=_("For rollen"), empty_label=_("Alle roller"), choices=RoleKey.choices
    )


class SessionFilters(Filters):
    """The secretariat's list shows what is ahead, unless the address says otherwise."""

    UNMARKED, ALL = "mangler", "alle"

    q = Search(_("Søg i kursus og sted"), "course__name_da", "course__name_en", "place")
    vis = Shown(
        label=_("Vis"),
        empty_label=_("Kommende hold"),
        choices=[(UNMARKED, _("Mangler fremmøde")), (ALL, _("Alle hold"))],
    )

    def filter_queryset(self, rows: Any) -> Any:
        rows, shown = super().filter_queryset(rows), self.chosen.get("vis")
        if shown == self.ALL:
            return rows.order_by("-starts_at", "-pk")
        if shown == self.UNMARKED:
            missing = SignUp.objects.seated().filter(attended=None).values("session")
            return rows.held().filter(pk__in=missing)
        return rows.filter(starts_at__gt=timezone.now())


class CancelForm(forms.Form):
    """Why a session is called off; those who signed up read it."""

    reason = Text(
        label=_("Hvorfor aflyses holdet?"),
        rows=3,
        help_text=_("Alle, der er tilmeldt eller står på venteliste, kan læse det."),
    )


class CameField(forms.ModelMultipleChoiceField):
    """Those with a seat, by name."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        """As Django's, but a number beyond every key is no choice instead of a crash."""
        return super().clean([k if whole(str(k)) is not None else 0 for k in value or ()])

    def offer(self, rows: QuerySet[SignUp]) -> None:
        """Those with a seat, each by name, and by more where two have the same."""
        self.queryset = rows.select_related("person__unit")
        self.names = dict(told_apart(row.person for row in self.queryset))

    def label_from_instance(self, obj: SignUp) -> str:
        return self.names.get(obj.person_id, obj.person.name)


class AttendanceForm(VersionedForm):
    """Who of those with a seat came."""

    marks_optional = False
    came = CameField(SignUp.objects.none(), label=_("Hvem kom?"), required=False)

    def __init__(self, data: Any, *, session: CourseSession) -> None:
        self.session = session
        super().__init__(data, initial={"version": session.version, "came": self.stored()})
        seated = session.sign_ups.seated()
        self.fields["came"].offer(seated.order_by(alphabetical("person__name"), "pk"))

    def stored(self) -> list[SignUp]:
        """Who came, as it is saved now."""
        return list(self.session.sign_ups.filter(attended=True).select_related("person"))
