"""The way back from a page, made in one place: a page only names its parents."""

from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

type Step = tuple[str, str]

# What the pages are called that others stand below, by the names of their addresses.
CALLED = {
    "secretariat": _("Sekretariat"),
    "staff": _("Mine medarbejdere"),
    "roles:people": _("Personer"),
    "roles:units": _("Enheder"),
    "roles:list": _("Roller"),
    "roles:courses": _("Kurser"),
    "roles:manage": _("Kurser"),
    "roles:nominations": _("Indstillede medarbejdere"),
    "roles:nomination_inbox": _("Talenter"),
    "knowledge:handbook": _("Håndbog"),
    "knowledge:examples": _("Eksempler"),
    "themes:list": _("Temaer"),
    "themes:agendas": _("Dagsordener"),
    "themes:proposals": _("Forslag"),
    "themes:rounds": _("Runder"),
    "dialogues:help": _("Hjælp"),
    "dialogues:my_requests": _("Mine henvendelser"),
    "dialogues:inbox": _("Henvendelser"),
}


def way(*parents: str | Model | Step) -> list[Step]:
    """The parents' addresses and names, outermost first.

    Each parent is named as in ``CALLED``, is a row that has a page, or an address and its name.
    """
    return [_step(one) for one in parents]


def _step(parent: str | Model | Step) -> Step:
    if isinstance(parent, Model):
        return parent.get_absolute_url(), str(parent)
    return (reverse(parent), str(CALLED[parent])) if isinstance(parent, str) else parent


def way_in(section: str, *parents: str | Model | Step) -> dict[str, Any]:
    """The same for the context of a page, with the navigation's entry that it belongs to."""
    return {"section": section, "parents": way(*parents)}
