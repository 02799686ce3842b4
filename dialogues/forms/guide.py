"""What the two write at a step of the guide."""

from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from dialogues.forms.duties import ask_why
from dialogues.models import ConversationPoint, Duty
from dialogues.models.duties import DutyStatus
from dialogues.queries.duties import offered_statuses
from referenceledelse.autosave import SelfSaving
from referenceledelse.fieldwise import FieldwiseForm
from referenceledelse.forms import Text
from roles.models import RolePoint


class PointForm(FieldwiseForm):
    """Note and decision of a step; two people write in it at the same time."""

    marks_optional = False
    note = Text(
        label=_("Noter"),
        required=False,
        rows=6,
        help_text=_("Stikord undervejs. De bliver mellem jer to."),
    )
    decision = Text(
        label=_("Det beslutter vi"),
        required=False,
        rows=3,
        help_text=_("Kommer med i udkastet til jeres samarbejdsaftale."),
    )

    # Fields that only make sense together are saved together.
    groups: ClassVar[tuple[tuple[str, ...], ...]] = (("note",), ("decision",))

    def __init__(self, *args: Any, point: ConversationPoint, **kwargs: Any) -> None:
        names = [name for group in self.groups for name in group]
        stored = {name: getattr(point, name) for name in names}
        super().__init__(*args, initial=stored, **kwargs)
        self.remember(*names)

    def parts(self) -> list[SelfSaving]:
        return [SelfSaving(self, *group) for group in self.groups]

    def values(self) -> dict[str, dict[str, str]]:
        """What the service takes."""
        return {"texts": self.typed(), "seen": self.seen()}


class DutyPointForm(PointForm):
    """As ``PointForm``, and the joint status of the step's duty."""

    status = forms.ChoiceField(
        label=_("Sådan står opgaven nu"), required=False, widget=forms.RadioSelect
    )
    reason = Text(
        label=_("Hvorfor er den ikke relevant?"),
        required=False,
        rows=2,
        help_text=_("Skriv det så kort, som I kan."),
    )

    groups = (("note",), ("decision",), ("status", "reason"))

    def __init__(self, *args: Any, duty: Duty | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = duty.status if duty else ""
        self.fields["status"].choices = status_choices(duty.point if duty else None, present)

    def clean(self) -> dict[str, Any]:
        ask_why(self)
        return self.cleaned_data


def status_choices(point: RolePoint | None, present: str) -> list[tuple[str, str]]:
    """The statuses that a talk can set; to choose none leaves the duty as it is."""
    unchanged = _("Ikke drøftet endnu")
    if present and present != DutyStatus.NOT_DISCUSSED:
        unchanged = _("Uændret: %(status)s") % {"status": DutyStatus(present).label}
    offered = offered_statuses(point) if point else list(DutyStatus)
    chosen = [one for one in offered if one != DutyStatus.NOT_DISCUSSED]
    return [("", str(unchanged)), *((one.value, capfirst(str(one.label))) for one in chosen)]
