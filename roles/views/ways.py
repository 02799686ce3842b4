"""The way back from a page, made in one place: a page only names its parents."""

from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Step = tuple[str, str]

# What the pages are called that others stand below, by the names of their addresses; and the entry
# of the navigation that these belong to, where their own address does not tell it.
CALLED: dict[str, tuple[Promise, str]] = {
    "secretariat": (_("Sekretariat"), "secretariat"),
    "staff": (_("Mine medarbejdere"), "staff"),
    "roles:people": (_("Personer"), ""),
    "roles:units": (_("Enheder"), ""),
    "roles:list": (_("Roller"), "roles"),
    "roles:courses": (_("Kurser"), "help"),
    "roles:manage": (_("Kurser"), "secretariat"),
    "roles:nominations": (_("Indstillede medarbejdere"), "staff"),
    "roles:nomination_inbox": (_("Talenter"), "secretariat"),
    "knowledge:handbook": (_("Håndbog"), "roles"),
    "knowledge:examples": (_("Eksempler"), "roles"),
    "themes:list": (_("Temaer"), "themes"),
    "themes:agendas": (_("Dagsordener"), "themes"),
    "themes:proposals": (_("Forslag"), "themes"),
    "themes:rounds": (_("Runder"), "themes"),
    "dialogues:help": (_("Hjælp"), "help"),
    "dialogues:my_requests": (_("Mine henvendelser"), "help"),
    "dialogues:inbox": (_("Henvendelser"), "secretariat"),
}


def way_back(*parents: str | Model | Step) -> dict[str, Any]:
    """What a page's context holds of the way back: ``parents``, outermost first, and ``section``.

    A parent is named as in ``CALLED``, is a row that has a page, or an address and its name. The
    outermost says which entry of the navigation is marked.
    """
    found: dict[str, Any] = {"parents": [_step(one) for one in parents]}
    outermost = next(iter(parents), None)
    section = CALLED[outermost][1] if isinstance(outermost, str) else ""
    return found | {"section": section} if section else found


def _step(parent: str | Model | Step) -> Step:
    if isinstance(parent, Model):
        return parent.get_absolute_url(), str(parent)
    return (reverse(parent), str(CALLED[parent][0])) if isinstance(parent, str) else parent
