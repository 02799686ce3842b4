"""Naming a colleague in a form: typed, or picked from what htmx suggests while one types."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from referenceledelse.forms import Line
from referenceledelse.order import alphabetical
from referenceledelse.search import containing, word_pattern
from roles.models import User

SUGGESTED = 8
MAIL = re.compile(r"\(([^()\s]+@[^()\s]+)\)\s*$|^\s*([^()\s]+@[^()\s]+)\s*$")


def named(person: User) -> str:
    """The person as the field shows them: the mail tells two of the same name apart."""
    return f"{person.name} ({person.email})"


def suggestions(text: str, user: User, *, among: QuerySet[User] | None = None) -> list[str]:
    """Colleagues whose name, title or mail holds the words, as the field takes them."""
    if not text.strip():
        return []
    rows = User.objects.visible_to(user).working() if among is None else among
    found = rows.filter(containing(text, "name", "job_title", "email")).order_by(
        alphabetical("name"), "pk"
    )
    return [named(person) for person in found[:SUGGESTED]]


class PersonInput(forms.TextInput):
    """A text field with a list of suggestions below it."""

    template_name = "roles/person_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        field_id = context["widget"]["attrs"].get("id") or f"id_{name}"
        context["widget"]["list_id"] = f"{field_id}_people"
        context["widget"]["attrs"] |= {
            "list": f"{field_id}_people",
            "autocomplete": "off",
            "hx-get": str(reverse_lazy("roles:names")),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{field_id}_people",
            "hx-swap": "innerHTML",
        }
        return context


class PersonField(Line):
    """A colleague who works here today, by name, by mail, or as a suggestion was picked."""

    widget = PersonInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return named(value) if isinstance(value, User) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> User | None:
        text = super().clean(value).strip()
        if not text:
            return None
        meant = _meant(text)
        working = list(meant.working()[:2])
        if len(working) == 1:
            return working[0]
        if working:
            said = _("Flere kolleger hedder det. Skriv personens e-mail, eller vælg på listen.")
        elif left := meant.first():
            said = _("%(name)s arbejder her ikke længere.") % {"name": left.name}
        else:
            said = _("Ingen kollega hedder det. Skriv hele navnet, eller vælg på listen.")
        raise ValidationError(said)


def _meant(text: str) -> QuerySet[User]:
    if mail := MAIL.search(text):
        return User.objects.filter(email__iexact=mail[1] or mail[2])
    return User.objects.filter(name__iregex=f"^{word_pattern(text)}$")
