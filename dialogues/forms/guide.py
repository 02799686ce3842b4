"""What the two write at a step of the guide."""

from hashlib import sha256
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from dialogues.models import ConversationPoint, Duty
from dialogues.models.duties import DutyStatus
from dialogues.services.duties import offered_statuses
from referenceledelse.forms import Text, VersionedForm
from roles.models import RolePoint


class PointForm(VersionedForm):
    """Note and decision of a step.

    ``opened`` tells what each field held when the page was made: who writes nothing in a field
    overwrites nothing there, also where the other has written meanwhile.
    """

    marks_optional = False
    opened = forms.CharField(widget=forms.HiddenInput, required=False)
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

    texts = ("note", "decision")

    def __init__(self, *args: Any, point: ConversationPoint, **kwargs: Any) -> None:
        stored = {name: getattr(point, name) for name in (*self.texts, "version")}
        super().__init__(
            *args, initial={**stored, "opened": fingerprint(self.texts, stored)}, **kwargs
        )
        self.point = point

    def touched(self) -> set[str]:
        """The fields that the writer changed since the page was made."""
        before = self.cleaned_data["opened"].split(".")
        now = fingerprint(self.texts, self.cleaned_data).split(".")
        if len(before) != len(now):
            return set(self.texts)
        return {name for name, old, new in zip(self.texts, before, now, strict=True) if old != new}

    def meet(self, stored: ConversationPoint) -> list[dict[str, str]]:
        """What was typed beside what the other saved; save again from there.

        A field that the writer left alone takes the other's text.
        """
        touched = self.touched()
        saved = {name: getattr(stored, name) for name in self.texts}
        conflicts = self.conflicts_with(
            {name: text for name, text in saved.items() if name in touched}, stored.version
        )
        self.data["opened"] = ""
        for name in saved.keys() - touched:
            self.data[name] = self.cleaned_data[name] = saved[name]
        return conflicts

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("version", *self.texts)}


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

    texts = ("note", "decision", "status", "reason")

    def __init__(self, *args: Any, duty: Duty | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = duty.status if duty else ""
        self.fields["status"].choices = status_choices(duty.point if duty else None, present)

    def clean(self) -> dict[str, Any]:
        is_not_relevant = self.cleaned_data.get("status") == DutyStatus.NOT_RELEVANT
        if is_not_relevant and self.cleaned_data.get("reason") == "":
            self.add_error("reason", _("Skriv, hvorfor opgaven ikke er relevant."))
        return self.cleaned_data


def status_choices(point: RolePoint | None, present: str) -> list[tuple[str, str]]:
    """The statuses that a talk can set; to choose none leaves the duty as it is."""
    unchanged = _("Ikke talt om endnu")
    if present and present != DutyStatus.NOT_DISCUSSED:
        unchanged = _("Uændret: %(status)s") % {"status": DutyStatus(present).label}
    offered = offered_statuses(point) if point else list(DutyStatus)
    chosen = [one for one in offered if one != DutyStatus.NOT_DISCUSSED]
    return [("", str(unchanged)), *((one.value, capfirst(str(one.label))) for one in chosen)]


def fingerprint(names: tuple[str, ...], values: dict[str, Any]) -> str:
    """A short stand-in for each of some texts, equal where they are."""
    texts = ((values.get(name) or "").strip() for name in names)
    return ".".join(sha256(text.encode()).hexdigest()[:16] for text in texts)
