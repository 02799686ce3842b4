"""The agreement's texts, and the answers to it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.forms.guide import status_choices
from dialogues.models import Agreement, AgreementItem
from dialogues.queries.agreements import Slot
from referenceledelse.core.web.fieldwise import FieldwiseForm
from referenceledelse.core.web.forms import Day, Text, VersionedForm


@dataclass
class DutyFields:
    """The fields of one duty in the agreement; those of a status only where something is agreed."""

    item: AgreementItem
    text: forms.BoundField
    status: forms.BoundField | None = None
    is_spoken_of: bool = False


class AgreementForm(FieldwiseForm):
    """The whole draft as one form: what is common, and what is agreed about each duty.

    A joint status can be chosen once something is agreed. The two write in it at once, so each
    field is saved by itself, and one that was not sent is left alone.
    """

    marks_optional = False
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    collaboration = Text(
        label=_("Sådan vil vi arbejde sammen"),
        required=False,
        rows=6,
        help_text=_("Hvad lover I hinanden, og hvad kan I hver især regne med?"),
    )
    rhythm = Text(
        label=_("Kontakt og rytme"),
        required=False,
        rows=4,
        help_text=_("Hvor tit taler I sammen, og hvordan får I fat i hinanden ind imellem?"),
    )
    review_on = Day(
        label=_("Vi ser på aftalen igen"), required=False, help_text=_("Typisk om et halvt år.")
    )

    common = Agreement.TEXTS

    def __init__(
        self,
        *args: Any,
        agreement: Agreement,
        statuses: dict[str, str],
        on_agenda: Collection[int] = (),
        **kwargs: Any,
    ) -> None:
        """``statuses`` holds each duty's present status by its key.

        ``on_agenda`` are the points of the duties that the two set out to talk about.
        """
        self.on_agenda = on_agenda
        self.items = list(agreement.items.select_related("point"))
        initial = {name: getattr(agreement, name) for name in (*self.common, "edition")}
        for item in self.items:
            initial |= {_field(name, item): getattr(item, name) for name in AgreementItem.TEXTS}
        super().__init__(*args, initial=initial, **kwargs)
        for item in self.items:
            self._add(item, statuses.get(item.point.key, ""))
        self.remember(*(name for name in self.fields if name != "edition"))

    def _add(self, item: AgreementItem, present: str) -> None:
        duty = str(item.point)
        self.fields |= {
            _field("text", item): Text(
                label=_("%(duty)s: det har vi aftalt") % {"duty": duty}, required=False, rows=2
            )
        }
        is_sent = _field("status", item) in self.data
        if not (is_sent if self.is_bound else _is_agreed(item)):
            return
        self.fields |= {
            _field("status", item): forms.ChoiceField(
                label=_("%(duty)s: fælles status") % {"duty": duty},
                required=False,
                choices=status_choices(item.point, present, item.status),
            ),
        }

    def spoken_of(self) -> list[DutyFields]:
        """The duties of the talk, and those that something is agreed about."""
        return [duty for duty in self._duties() if duty.is_spoken_of]

    def others(self) -> list[DutyFields]:
        return [duty for duty in self._duties() if not duty.is_spoken_of]

    def _duties(self) -> Iterator[DutyFields]:
        for item in self.items:
            text, *more = (self[name] for name in self._fields(item).values())
            is_agreed = _is_agreed(item) or bool(text.value())
            yield DutyFields(
                item, text, *more, is_spoken_of=is_agreed or item.point_id in self.on_agenda
            )

    def _fields(self, item: AgreementItem) -> dict[str, str]:
        """The names of the form's fields for the duty, by what they hold."""
        names = {name: _field(name, item) for name in AgreementItem.TEXTS}
        return {name: field for name, field in names.items() if field in self.fields}

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        common = {name: self.cleaned_data[name] for name in ("edition", *self.common)}
        items = {
            item.point_id: {
                name: self.cleaned_data[field] for name, field in self._fields(item).items()
            }
            for item in self.items
        }
        seen = {_slot(name): known for name, known in self.seen().items()}
        return {**common, "items": items, "seen": seen}

    def meet(self, stored: Mapping[str, Any]) -> list[dict[str, str]]:
        """Show the clash, and move the form to the newest edition."""
        conflicts = super().meet(stored)
        self.data["edition"] = str(self.initial["edition"])
        return conflicts

    def stored(self, agreement: Agreement) -> dict[str, Any]:
        """What is saved now, by the form's names."""
        texts: dict[str, Any] = {name: getattr(agreement, name) for name in self.common}
        for item in agreement.items.select_related("point"):
            texts |= {_field(name, item): getattr(item, name) for name in AgreementItem.TEXTS}
        return texts


def _is_agreed(item: AgreementItem) -> bool:
    return bool(item.text or item.status)


def _field(name: str, item: AgreementItem) -> str:
    return f"{name}_{item.point_id}"


def _slot(field: str) -> Slot:
    """What the agreement holds in the form's field."""
    name, _line, point = field.rpartition("_")
    return (name, int(point)) if name in AgreementItem.TEXTS else (field, None)


class ApprovalForm(VersionedForm):
    """A yes to the version that was read, with room for what one sees differently."""

    disagreement = Text(
        label=_("Kommentar"),
        required=False,
        rows=3,
        help_text=_(
            "Ser du anderledes på noget, kan du skrive det her. Kommentaren følger med din "
            "godkendelse. Når I begge har godkendt aftalen, kan temaets co-driver og "
            "sekretariatet også læse kommentaren."
        ),
    )


class ReopenForm(forms.Form):
    """Why an approved agreement is taken up again."""

    reason = Text(
        label=_("Hvorfor vil du genåbne aftalen?"),
        rows=3,
        help_text=_("Begrundelsen står øverst i den nye udgave, hvor I begge kan læse den."),
    )
