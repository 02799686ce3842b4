"""Naming a colleague in a form: typed, or picked from what htmx suggests while one types."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.text.search import containing, word_pattern
from referenceledelse.core.web.forms import LineField
from referenceledelse.core.web.numbers import whole
from roles.models import User

SUGGESTED = 8
MAIL = re.compile(r"\(([^()\s]+@[^()\s]+)\)\s*$|^\s*([^()\s]+@[^()\s]+)\s*$")


def named(person: User) -> str:
    """The person as the field shows them: the mail tells two of the same name apart."""
    return f"{person.name} ({person.email})"


def suggested(people: Iterable[User]) -> tuple[tuple[str, str], ...]:
    """Each person as the field takes them, and as one tells them apart on the list."""
    return tuple((named(one), f"{one.name}, {one.placed_as} ({one.email})") for one in people)


def suggestions(
    text: str, user: User, *, among: QuerySet[User] | None = None
) -> tuple[tuple[str, str], ...]:
    """Colleagues whose name, title or mail holds the words, as ``suggested`` tells them."""
    if not text.strip():
        return ()
    rows = User.objects.visible_to(user).working() if among is None else among
    found = rows.filter(containing(text, "name", "job_title", "email")).order_by(
        alphabetical("name"), "pk"
    )
    return suggested(found.to_choose()[:SUGGESTED])


def told_apart(people: Iterable[User]) -> list[tuple[int, str]]:
    """Choices between a few people: by name alone, and by more where two have the same."""
    rows = list(people)
    names = Counter(person.name for person in rows)
    return [(one.pk, one.name if names[one.name] == 1 else one.chosen_as) for one in rows]


class PersonChoice(forms.ModelChoiceField):
    """One of the people whom ``offer`` names, each with what tells them apart."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(User.objects.none(), **kwargs)

    def offer(self, people: QuerySet[User]) -> None:
        self.queryset = people.to_choose()

    def to_python(self, value: Any) -> User | None:
        """As Django's, but a number beyond every key is no choice instead of a crash."""
        known = not isinstance(value, str) or not value or whole(value) is not None
        return super().to_python(value if known else "0")

    def label_from_instance(self, obj: User) -> str:
        return obj.chosen_as


class PersonInput(forms.TextInput):
    """A text field with a list of suggestions below it."""

    template_name = "roles/people/input.html"

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


class PersonField(LineField):
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
        found = meant(text)
        working = list(found.working()[:2])
        if len(working) == 1:
            return working[0]
        if working:
            said = _("Flere kolleger hedder det. Skriv personens e-mail, eller vælg på listen.")
        elif left := found.first():
            said = _("%(name)s arbejder her ikke længere.") % {"name": left.name}
        else:
            said = _("Ingen kollega hedder det. Skriv hele navnet, eller vælg på listen.")
        raise ValidationError(said)


def meant(text: str) -> QuerySet[User]:
    """Who is called that, by a name or an e-mail, as the field shows them."""
    if mail := MAIL.search(text):
        return User.objects.filter(email__iexact=mail[1] or mail[2])
    return User.objects.filter(name__iregex=f"^{word_pattern(text)}$")
