"""What the two write at a step of the guide."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from dialogues.models import ConversationPoint, Duty
from dialogues.models.duties import DutyStatus
from dialogues.queries.duties import joint_statuses
from referenceledelse.core.web.autosave import SelfSaving
from referenceledelse.core.web.fieldwise import FieldwiseForm
from referenceledelse.core.web.forms import Text, shown
from roles.models import RolePoint

# Words of a note that are told before it is unfolded.
FEW = 8


class GuidePointForm(FieldwiseForm):
    """Decision and note of a step; two people write in it at the same time.

    Only the decision stands open; each other group is folded.
    """

    marks_optional = False
    decision = Text(
        label=_("Det aftaler vi"),
        required=False,
        rows=3,
        help_text=_("Kommer med i udkastet til jeres samarbejdsaftale. Feltet må gerne stå tomt."),
    )
    note = Text(
        label=_("Noter"),
        required=False,
        rows=4,
        help_text=_("Stikord undervejs. Kun I to kan læse dem."),
    )

    # Fields that only make sense together are saved together.
    groups: ClassVar[tuple[tuple[str, ...], ...]] = (("decision",), ("note",))

    def __init__(self, *args: Any, point: ConversationPoint, **kwargs: Any) -> None:
        names = [name for group in self.groups for name in group]
        stored = {name: getattr(point, name) for name in names}
        super().__init__(*args, initial=stored, **kwargs)
        self.remember(*names)

    @property
    def open_part(self) -> SelfSaving:
        return SelfSaving(self, *self.groups[0])

    @property
    def folds(self) -> list["Fold"]:
        return [Fold(SelfSaving(self, *group)) for group in self.groups[1:]]

    def values(self) -> dict[str, dict[str, str]]:
        """What the service takes."""
        return {"texts": self.typed(), "seen": self.seen()}


@dataclass(frozen=True)
class Fold:
    """Folded fields: open where something must be mended, else summed up in a few words.

    One field alone stands open at a step, also where the two have written in the others.
    """

    part: SelfSaving

    @property
    def name(self) -> str:
        return self.part.name

    @property
    def is_open(self) -> bool:
        return any(field.errors for field in self.part.fields) or self.part.is_unsaved

    @property
    def told(self) -> str:
        """The beginning of what stands behind the press."""
        field = self.part.field
        text = shown(field.field, field.value()) if field.value() else ""
        return Truncator(text).words(FEW)


class DutyPointForm(GuidePointForm):
    """As ``GuidePointForm``, and the joint status of the step's duty.

    "Not relevant" is no matter of the two's: the reference leader assesses it on its own page.
    """

    status = forms.ChoiceField(
        label=_("Opgavens status nu"), required=False, widget=forms.RadioSelect
    )

    groups = (("decision",), ("note",), ("status",))

    def __init__(self, *args: Any, duty: Duty | None, **kwargs: Any) -> None:
        """``duty`` comes with its ``status_today`` (``dialogues.queries.duties``)."""
        super().__init__(*args, **kwargs)
        present = duty.status_today if duty else ""
        point = duty.point if duty else None
        self.fields["status"].choices = status_choices(point, present, self.initial["status"])


def status_choices(point: RolePoint | None, present: str, kept: str) -> list[tuple[str, str]]:
    """The statuses that a talk can set; to choose none leaves the duty as it is.

    "Not relevant" is no matter of the two's; what was set already (``kept``) stays.
    """
    unchanged = _("Ikke drøftet endnu")
    if present and present != DutyStatus.NOT_DISCUSSED:
        unchanged = _("Uændret: %(status)s") % {"status": DutyStatus(present).label}
    offered = joint_statuses(point, present) if point else list(DutyStatus)
    left_out = {DutyStatus.NOT_DISCUSSED, DutyStatus.NOT_RELEVANT} - {kept}
    chosen = [one for one in DutyStatus if one == kept or (one in offered and one not in left_out)]
    return [("", str(unchanged)), *((one.value, capfirst(str(one.label))) for one in chosen)]
