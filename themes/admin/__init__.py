"""Themes and their texts in the administration."""

from themes.admin import data, handbook, themes, thresholds

__all__ = ["data", "handbook", "themes", "thresholds"]
