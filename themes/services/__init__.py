"""What can be done with a theme: edit it, tell what is new, propose and decide one, assign."""

from themes.services.assignments import assign, end_assignment
from themes.services.defaults import load_defaults
from themes.services.imports import import_assignments, import_themes
from themes.services.proposals import (
    accept_proposal,
    ask_to_revise,
    decline_proposal,
    propose_theme,
    save_draft,
    send_proposal,
)
from themes.services.themes import edit_theme, slug_for, write_update

__all__ = [
    "accept_proposal",
    "ask_to_revise",
    "assign",
    "decline_proposal",
    "edit_theme",
    "end_assignment",
    "import_assignments",
    "import_themes",
    "load_defaults",
    "propose_theme",
    "save_draft",
    "send_proposal",
    "slug_for",
    "write_update",
]
