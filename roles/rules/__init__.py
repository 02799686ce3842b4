"""Who may do what with people, units and roles."""

from roles.rules import nominations, people

__all__ = ["nominations", "people"]
