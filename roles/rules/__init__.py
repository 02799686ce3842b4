"""Who may do what with people, units and roles."""

from roles.rules import people, training

__all__ = ["people", "training"]
