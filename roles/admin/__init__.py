"""People, units and role texts for the secretariat, and the change log."""

from roles.admin import catalogue, changes, groups, people, training

__all__ = ["catalogue", "changes", "groups", "people", "training"]
