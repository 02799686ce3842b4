"""Themes and their texts in the administration."""

from themes.admin import assignments, data, handbook, themes, thresholds

__all__ = ["assignments", "data", "handbook", "themes", "thresholds"]
