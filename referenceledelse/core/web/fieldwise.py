"""Forms that are saved field by field, so that two people can write in one at once."""

from collections.abc import Container, Mapping
from typing import Any

from django import forms

from referenceledelse.core.web.edits import fingerprint
from referenceledelse.core.web.forms import shown


class FieldwiseForm(forms.Form):
    """A form that is saved field by field, each beside a fingerprint of what it held when opened.

    A field that the request leaves out is left alone, so a single one can be sent by itself.
    """

    conflicts: list[dict[str, str]] | None = None
    texts: tuple[str, ...] = ()

    def remember(self, *names: str) -> None:
        """Give each of the named fields its fingerprint; call once they are made."""
        self.texts = names
        for name in names:
            # Without an id, since htmx holds on to the old value of what it knows by id.
            self.fields[f"seen_{name}"] = forms.CharField(
                required=False,
                widget=forms.HiddenInput(attrs={"id": False}),
                initial=fingerprint(self.get_initial_for_field(self.fields[name], name)),
            )

    def keep_only(self, sent: Container[str]) -> None:
        """Leave out the fields that were not sent."""
        kept = tuple(name for name in self.texts if name in sent)
        self.fields = {name: self.fields[name] for one in kept for name in (one, f"seen_{one}")}
        self.texts = kept

    def typed(self) -> dict[str, Any]:
        """What was written in each field; call on a valid form."""
        return {name: self.cleaned_data[name] for name in self.texts}

    def seen(self) -> dict[str, str]:
        """The fingerprints that came with the texts."""
        return {name: self.cleaned_data[f"seen_{name}"] for name in self.texts}

    def by_field(self, stored: Mapping[Any, Any]) -> Mapping[str, Any]:
        """What a service keeps under keys of its own, by the names of the fields."""
        return stored

    def meet(self, stored: Mapping[str, Any]) -> list[dict[str, str]]:
        """What was typed beside what is saved, for components/conflict.html.

        The form then stands on what is saved, so that saving again is a choice made with both
        texts in view; a field that the writer left alone takes the saved text. What is not in
        ``stored`` stays as it came.
        """
        data, seen = self.data.copy(), self.seen()
        told = [name for name in self.texts if name in stored]
        touched = [name for name in told if fingerprint(self.cleaned_data[name]) != seen[name]]
        for name in told:
            data[self.add_prefix(f"seen_{name}")] = fingerprint(stored[name])
            if name not in touched:
                self.cleaned_data[name] = stored[name]
                value = self.fields[name].prepare_value(stored[name])
                data[self.add_prefix(name)] = "" if value is None else str(value)
        self.data = data
        rows = ((self.fields[name], self.cleaned_data[name], stored[name]) for name in touched)
        self.conflicts = [
            {"label": field.label, "mine": shown(field, mine), "theirs": shown(field, saved)}
            for field, mine, saved in rows
            if mine != saved
        ]
        return self.conflicts

    def conflicts_with(self, stored: Mapping[str, Any], version: int) -> list[dict[str, str]]:
        """As ``meet``, for a row that has a version too."""
        return self.meet(stored)
