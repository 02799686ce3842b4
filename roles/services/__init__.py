"""The verbs of the floor."""

from roles.services.catalogue import load_catalogue, revise_point
from roles.services.people import (
    edit_own_page,
    ensure_secretariat_group,
    set_language,
    set_secretariat,
)

__all__ = [
    "edit_own_page",
    "ensure_secretariat_group",
    "load_catalogue",
    "revise_point",
    "set_language",
    "set_secretariat",
]
