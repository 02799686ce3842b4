"""Forms of the administration, compared with what they held when they were opened.

The page carries a fingerprint of each field, of the row and of those beside it. Where another has
saved meanwhile, the one who saves next is told what, field by field, and loses nothing typed; to
save again is then a choice.
"""

import json
from collections.abc import Mapping
from itertools import chain
from typing import Any

from auditlog import get_logentry_model
from auditlog.registry import auditlog
from django import forms
from django.db import models, transaction
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from referenceledelse.core.web.edits import fingerprint
from referenceledelse.core.web.forms import shown

OPENED = "opened"


class OpenedField(forms.CharField):
    """The fingerprints, hidden; a row is never changed by them alone."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class OpenedRow:
    """For a ModelForm of one row: what another saved since the page was opened is told."""

    def _post_clean(self) -> None:
        super()._post_clean()
        # A save of the row takes all that was cleaned.
        self.cleaned_data.pop(OPENED, None)
        if self.instance.pk is None:
            return
        known, now = _known(self.data), prints_of(self)
        names = {_key(self, name): name for name in _compared(self)}
        moved = [name for key, name in names.items() if known.get(key, now[key]) != now[key]]
        typed = {name: fingerprint(self.cleaned_data.get(name)) for name in moved}
        told = [name for name in moved if typed[name] != now[_key(self, name)]]
        who = {name: changed_by(self.instance, name) for name in told}
        for name in told:
            self._tell(name, who[name], is_mine=typed[name] != known[_key(self, name)])
        if told:
            said = _(
                "%(name)s har gemt ændringer, efter at du åbnede siden. Se felterne "
                "igennem, og gem igen."
            )
            self.add_error(None, forms.ValidationError(said % {"name": who[told[0]]}, code="stale"))

    def _tell(self, name: str, who: str, *, is_mine: bool) -> None:
        """Say beside the field what is saved in it; one that was left alone takes that."""
        field = self.fields[name]
        stored = self.get_initial_for_field(field, name)
        said = _("%(name)s har i mellemtiden gemt den tekst, du ser her.") % {"name": who}
        if is_mine:
            said = _(
                "%(name)s har i mellemtiden gemt “%(text)s”. Gem igen, hvis din tekst skal gælde."
            )
            said %= {"name": who, "text": shown(field, stored)}
        else:
            self.data = self.data.copy()
            _put(self.data, self[name], stored)
        self.add_error(name, forms.ValidationError(said, code="stale"))


class OpenedAdmin:
    """For a ModelAdmin: its form and the rows beside it are compared when they are saved."""

    def get_form(
        self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        return type(form.__name__, (OpenedRow, form), {OPENED: OpenedField()})

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        """Without the fingerprints, which stand above the fields."""
        return [name for name in super().get_fields(request, obj) if name != OPENED]

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> models.Model | None:
        """Nobody else saves the row between the look at it and the save."""
        row = super().get_object(request, object_id, from_field)
        if row and request.method == "POST" and transaction.get_connection().in_atomic_block:
            self.model._base_manager.select_for_update().get(pk=row.pk)
            return super().get_object(request, object_id, from_field)
        return row

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page holds the fingerprints of what is saved now."""
        form = context["adminform"].form
        beside = [one.formset.initial_forms for one in context["inline_admin_formsets"]]
        prints: dict[str, str] = {}
        for row in (form, *chain.from_iterable(beside)):
            prints |= prints_of(row) if row.instance.pk else {}
        form.initial[OPENED] = json.dumps(prints, separators=(",", ":"))
        if form.is_bound:
            form.data = form.data.copy()
            form.data[OPENED] = form.initial[OPENED]
        return super().render_change_form(request, context, *args, **kwargs)


class OpenedInline:
    """For an inline: its rows are compared too."""

    def get_formset(
        self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any
    ) -> type[BaseInlineFormSet]:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = type(formset.form.__name__, (OpenedRow, formset.form), {})
        return formset


def changed_by(row: models.Model, name: str) -> str:
    """Who changed the field last, as the change log tells; "another" where it does not know."""
    entry = get_logentry_model()
    if auditlog.contains(type(row)):
        rows = entry.objects.get_for_object(row).filter(action=entry.Action.UPDATE)
        rows = rows.filter(changes__has_key=name).select_related("actor")
        if (found := rows.order_by("-timestamp", "-pk").first()) and found.actor:
            return found.actor.name
    return _("En anden")


def prints_of(form: forms.ModelForm) -> dict[str, str]:
    """The fingerprint of what is saved in each of the form's fields."""
    return {
        _key(form, name): fingerprint(form.get_initial_for_field(form.fields[name], name))
        for name in _compared(form)
    }


def _compared(form: forms.ModelForm) -> list[str]:
    return [
        name
        for name, field in form.fields.items()
        if not field.disabled and not field.widget.is_hidden and name not in ("DELETE", "ORDER")
    ]


def _key(form: forms.ModelForm, name: str) -> str:
    """The field's name; for inline rows with the primary key, since row numbers can shift."""
    if not form.prefix:
        return name
    return f"{form.prefix.rpartition('-')[0]}:{form.instance.pk}:{name}"


def _known(data: Mapping[str, str]) -> dict[str, str]:
    """The fingerprints that came with the page; none where they cannot be read."""
    try:
        known = json.loads(data.get(OPENED) or "{}")
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}


def _put(data: QueryDict, bound: forms.BoundField, value: Any) -> None:
    """Fill the field in, as the browser would send it."""
    widget, name = bound.field.widget, bound.html_name
    if isinstance(widget, forms.MultiWidget):
        for part, one, ending in zip(
            widget.widgets, widget.decompress(value), widget.widgets_names, strict=True
        ):
            data[name + ending] = part.format_value(one) or ""
    elif isinstance(widget, forms.CheckboxInput):
        data.setlist(name, ["on"] if value else [])
    else:
        text = widget.format_value(bound.field.prepare_value(value))
        data.setlist(name, text if isinstance(text, list) else ["" if text is None else text])
