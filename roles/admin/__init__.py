"""People, units and role texts for the secretariat, and the change log."""

from roles.admin import catalogue, changes, people, training

__all__ = ["catalogue", "changes", "people", "training"]
