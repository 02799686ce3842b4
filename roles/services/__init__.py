"""The verbs of the floor."""

from roles.services.catalogue import load_catalogue, revise_point
from roles.services.people import (
    edit_own_page,
    ensure_secretariat_group,
    note_move,
    set_language,
    set_secretariat,
)

__all__ = [
    "edit_own_page",
    "ensure_secretariat_group",
    "load_catalogue",
    "note_move",
    "revise_point",
    "set_language",
    "set_secretariat",
]
