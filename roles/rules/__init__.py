"""Who may do what with people, units and roles."""

from roles.rules import people

__all__ = ["people"]
