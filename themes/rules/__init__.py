"""Who may do what with a theme; to import the package is to have the permissions by their names."""

from themes.rules import (
    arenas,
    assignments,
    contributions,
    encouragements,
    examples,
    freed,
    holder_changes,
    ideas,
    introductions,
    leader_requests,
    member_requests,
    offers,
    politics,
    rooms,
    rounds,
    themes,
)

__all__ = [
    "arenas",
    "assignments",
    "contributions",
    "encouragements",
    "examples",
    "freed",
    "holder_changes",
    "ideas",
    "introductions",
    "leader_requests",
    "member_requests",
    "offers",
    "politics",
    "rooms",
    "rounds",
    "themes",
]
