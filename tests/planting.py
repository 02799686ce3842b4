"""Markup planted in every text that anyone may edit, and what a page makes of it."""

import re
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from auditlog.registry import auditlog
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import CHANGE
from django.contrib.admin.models import LogEntry as AdminEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import CharField, Field, Model, SlugField, TextField, URLField, Value
from django.db.models.functions import Cast, Concat

from tests.tables import csv_of

# An end to every place that text can stand in, and what an element does by itself; no text is a
# template or a pattern either. The longest that a field has room for.
LONG = (
    """'"><img data-planted={} src=x onerror=y><b hx-post="/x" hx-trigger=load>{{{{ 7*7 }}}}"""
    "{{x}} %(x)s %d</b></title></textarea><textarea name=x>"
)
SHORT = """'"><i data-planted={}>"""
MARK = re.compile(r"data-planted=(\d+)")
# Room for the row's key after what is planted, so that no two rows say the same.
KEY = 7
# What the code knows a thing by, or a text that is kept as a secret.
CODES = {"key", "slug", "status", "step", "current_step", "password", "kind", "field"}


def is_text(one: Field) -> bool:
    """Whether someone may write what one likes: no choice, no key, no address of e-mail."""
    is_free = isinstance(one, CharField | TextField) and not isinstance(one, SlugField)
    is_named = one.name not in CODES and one.name != "email"
    return is_free and is_named and not one.choices


@cache
def fields() -> list[Field]:
    """Every such field of the product's own models; a new one is among them by itself."""
    own = [c for c in apps.get_app_configs() if Path(c.path).parent == settings.BASE_DIR]
    models = [model for config in own for model in config.get_models()]
    return [one for model in models for one in model._meta.concrete_fields if is_text(one)]


def name(number: int) -> str:
    one = fields()[number]
    return f"{one.model._meta.label}.{one.name}"


def planted(number: int) -> str:
    """What is planted in the field of that number."""
    one = fields()[number]
    room = (one.max_length or 10_000) - KEY
    before = "https://example.org/" if isinstance(one, URLField) else ""
    return next(t for t in (before + s.format(number) for s in (LONG, SHORT)) if len(t) <= room)


def plant() -> None:
    """Fill each text that a row has; where none has it, in every row that may."""
    texts: dict[type[Model], dict[str, str]] = defaultdict(dict)
    for number, one in enumerate(fields()):
        texts[one.model][one.name] = planted(number)
        value = Concat(Value(planted(number)), Cast("pk", CharField()), output_field=CharField())
        rows = one.model._base_manager.all()
        written = rows.exclude(**{one.name: ""})
        if written.exists() or one.name != "reason":
            with suppress(IntegrityError), transaction.atomic():
                (written if written.exists() else rows).update(**{one.name: value})
    for model in auditlog.get_models():
        if (row := model._base_manager.first()) and texts[model]:
            _log(row, texts[model])


def _log(row: Model, texts: dict[str, str]) -> None:
    """The two logs tell of a row what was changed in it."""
    for one, text in texts.items():
        setattr(row, one, f"{text}." if getattr(row, one) else "")
    row.save()
    AdminEntry.objects.create(
        user=get_user_model().objects.first(),
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        object_repr=str(row)[:200],
        action_flag=CHANGE,
        change_message="[]",
    )


@dataclass
class Form:
    """A form of a page: where it is sent, and the fields and buttons that a browser would send."""

    action: str
    method: str
    is_swapped: bool
    sent: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    def typed(self, text: str) -> dict[str, Any]:
        """The form with the text in every field that someone sees, and in a file's every cell."""
        sent: dict[str, Any] = dict(self.sent)
        for name, kind in self.kinds.items():
            if kind == "file":
                heads = ["E-mail", "Navn", "Stilling", "Enhed", text]
                file = csv_of([heads, ["a@example.org", *[text] * 4]])
                sent[name] = SimpleUploadedFile("personer.csv", file)
            elif kind not in ("hidden", "checkbox", "radio"):
                sent[name] = text
        return sent


class Reader(HTMLParser):
    """A page as a browser reads it: its links and forms, what was planted, and where it is text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.alive: set[str] = set()
        self.shown: set[int] = set()
        self.area, self.select = "", ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        if found.keys() & {"data-planted", "onerror"} or found.get("hx-post") == "/x":
            self.alive.add(self.get_starttag_text() or tag)
        for value in found.values():
            self._read(value)
        self.links += [found[key] for key in ("href", "hx-get") if tag != "link" and key in found]
        if tag == "form":
            action, method = found.get("action", ""), found.get("method", "get").lower()
            is_swapped = bool(found.keys() & {"hx-post", "hx-get"})
            self.forms.append(Form(found.get("hx-post", action), method, is_swapped))
        elif self.forms:
            self._field(self.forms[-1], tag, found)

    def _field(self, form: Form, tag: str, found: dict[str, str]) -> None:
        key, kind = found.get("name", ""), found.get("type", tag)
        if kind == "submit" or (tag == "button" and kind == "button"):
            form.buttons.append((key, found.get("value", ""), found.get("formaction", "")))
        elif tag == "textarea":
            self.area = key
            form.kinds[key], form.sent[key] = "text", [""]
        elif tag == "select":
            self.select = key
            form.kinds[key] = "select"
        elif tag == "option" and self.select and "selected" in found:
            form.sent.setdefault(self.select, []).append(found.get("value", ""))
        elif tag == "input" and key:
            form.kinds[key] = kind
            if kind not in ("checkbox", "radio") or "checked" in found:
                form.sent.setdefault(key, []).append(found.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        if tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        self._read(data)
        if self.area and self.forms:
            self.forms[-1].sent[self.area][0] += data

    def _read(self, text: str) -> None:
        self.shown |= set(map(int, MARK.findall(text)))
