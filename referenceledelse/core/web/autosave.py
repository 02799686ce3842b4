"""Fields that save themselves while they are written, and the answer to each such save."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property

from referenceledelse.core.web.edits import Clash, fingerprint
from referenceledelse.core.web.fieldwise import FieldwiseForm
from referenceledelse.core.web.forms import shown
from referenceledelse.core.web.htmx import render_fragment
from referenceledelse.core.web.typed import OWNER


@dataclass(frozen=True)
class MetField:
    """A field that someone else changed too: what is saved there, and its fingerprint."""

    name: str
    label: str
    value: str
    words: str
    is_text: bool

    @property
    def seen(self) -> str:
        return fingerprint(self.value)


class SelfSaving:
    """One or more fields of a form that are saved together; for components/self_saving.html."""

    def __init__(self, form: FieldwiseForm, *names: str) -> None:
        self.form, self.names = form, names

    @property
    def name(self) -> str:
        return self.names[0]

    @property
    def field(self) -> BoundField:
        return self.form[self.name]

    @cached_property
    def fields(self) -> list[BoundField]:
        return [self.form[name] for name in self.names]

    @cached_property
    def seen(self) -> list[BoundField]:
        return [self.form[f"seen_{name}"] for name in self.names]

    @property
    def is_unsaved(self) -> bool:
        """Whether the page holds words here that were sent and not saved."""
        return self.form.is_bound and any(
            fingerprint(field.value()) != (seen.value() or fingerprint(""))
            for field, seen in zip(self.fields, self.seen, strict=True)
        )

    @property
    def parameters(self) -> str:
        """What the browser sends: these fields alone, not the whole form."""
        sent = [part for name in self.names for part in (name, f"seen_{name}")]
        return ",".join(["csrfmiddlewaretoken", OWNER, *sent])

    def meetings(self, stored: Mapping[str, str]) -> list[MetField]:
        return [
            MetField(
                name=one.name,
                label=one.label,
                value=stored[one.name],
                words=shown(one.field, stored[one.name]),
                is_text=not hasattr(one.field, "choices"),
            )
            for one in self.fields
            if one.name in stored
        ]


def answer(
    request: HttpRequest,
    form: FieldwiseForm,
    save: Callable[[FieldwiseForm], None],
    *,
    who: str = "",
) -> HttpResponse:
    """Save the fields that were sent, and tell when; or why not, or what someone else wrote.

    ``who`` names the one who may have written meanwhile; empty where it is the same person in
    another window.
    """
    form.keep_only(request.POST)
    if not form.texts:
        raise BadRequest
    one = SelfSaving(form, *form.texts)
    if not form.is_valid():
        return _tell(request, one, status=200)
    try:
        save(form)
    except Clash as clash:
        meetings = one.meetings(form.by_field(clash.stored))
        return _tell(request, one, status=409, who=who, meetings=meetings)
    form.data = form.data.copy()
    for name, text in form.typed().items():
        form.data[f"seen_{name}"] = fingerprint(text)
    return _tell(request, one, status=200, saved_at=timezone.now())


def _tell(request: HttpRequest, one: SelfSaving, *, status: int, **told: Any) -> HttpResponse:
    return render_fragment(request, "components/saved.html", {"one": one, **told}, status=status)
