"""What can be done with people, units, role texts, nominations and courses."""

from roles.services.catalogue import load_catalogue, revise_point
from roles.services.imports import import_people, import_units
from roles.services.people import (
    edit_own_page,
    ensure_secretariat_group,
    move_people,
    set_language,
    set_secretariat,
)

__all__ = [
    "edit_own_page",
    "ensure_secretariat_group",
    "import_people",
    "import_units",
    "load_catalogue",
    "move_people",
    "revise_point",
    "set_language",
    "set_secretariat",
]
