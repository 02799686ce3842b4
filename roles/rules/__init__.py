"""Who may do what with people, units and roles."""

from roles.rules import nominations, people, training

__all__ = ["nominations", "people", "training"]
