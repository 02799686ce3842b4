"""People, units and role texts for the secretariat, and the change log."""

from roles.admin import catalogue, changelog, people, secretariat, training

__all__ = ["catalogue", "changelog", "people", "secretariat", "training"]
