"""What the two write about a duty: own view, joint status, and what comes next."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from dialogues.models import Duty, OwnView
from dialogues.models.duties import DutyStatus
from dialogues.queries.duties import joint_statuses, meant_for, offered_statuses, status_today
from referenceledelse.core.web.fieldwise import FieldwiseForm
from referenceledelse.core.web.forms import Day, Text, VersionedForm
from roles.forms.person_field import PersonChoice
from roles.models import User


class StatusField(forms.ChoiceField):
    """One of the statuses that suit the duty's kind."""

    widget = forms.RadioSelect

    def offer(self, statuses: list[DutyStatus]) -> None:
        self.choices = [(one.value, capfirst(str(one.label))) for one in statuses]


class MarkForm(forms.Form):
    """How one leader sees the duty."""

    prefix = "own"
    use_required_attribute = False

    status = StatusField(label=_("Sådan ser jeg det"))

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].offer(offered_statuses(duty.point))


class OwnViewForm(FieldwiseForm, MarkForm):
    """How one leader sees the duty, with a note."""

    note = Text(label=_("Med mine egne ord"), required=False, rows=3)

    def __init__(self, *args: Any, duty: Duty, mine: OwnView | None, **kwargs: Any) -> None:
        stored_plan = {"status": mine.status, "note": mine.note} if mine else {}
        super().__init__(*args, duty=duty, initial=stored_plan, **kwargs)
        self.remember("status", "note")

    def values(self) -> dict[str, Any]:
        """What ``set_own_view`` takes; call on a valid form."""
        return {**self.typed(), "seen": self.seen()}


class ProposeForm(forms.Form):
    """A new joint status, for the other leader to confirm."""

    prefix = "joint"
    use_required_attribute = False

    status = StatusField(
        label=_("Ny fælles status"),
        error_messages={"invalid_choice": _("Vælg en af de viste statusser.")},
    )

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = status_today(duty)
        offered = [one for one in joint_statuses(duty.point, present) if one != present]
        self.fields["status"].offer(offered)


class SayForm(forms.Form):
    """How a duty stands, said in the half-yearly sitting."""

    use_required_attribute = False
    marks_optional = False

    status = StatusField(label=_("Noget har ændret sig"))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = status_today(duty)
        offered = joint_statuses(duty.point, present)
        self.fields["status"].offer(offered if present in offered else [present, *offered])


class StatusAnswerForm(forms.Form):
    """A word along with "yes" or "not yet"; nobody has to explain."""

    use_required_attribute = False

    answer = Text(label=_("Kommentar"), required=False, rows=2)


class PlanForm(VersionedForm):
    """The duty's next step, who takes it, and by when."""

    use_required_attribute = False

    next_step = Text(label=_("Næste skridt"), required=False, rows=3)
    responsible = PersonChoice(label=_("Ansvarlig"), required=False, empty_label=_("Ingen endnu"))
    due_on = Day(label=_("Senest"), required=False)

    def __init__(self, *args: Any, duty: Duty, people: list[User], **kwargs: Any) -> None:
        """``people`` are those who hold a role on the theme today."""
        initial = {**stored_plan(duty), "responsible": meant_for(duty), "version": duty.version}
        super().__init__(*args, initial=initial, **kwargs)
        known = User.objects.filter(pk__in=[person.pk for person in people])
        self.fields["responsible"].offer(known)


def stored_plan(duty: Duty) -> dict[str, Any]:
    """The plan that is saved, by the names of its fields."""
    return {
        "next_step": duty.next_step,
        "responsible": duty.responsible,
        "due_on": duty.due_on,
    }
