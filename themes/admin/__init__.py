"""Themes and their texts in the administration."""

from themes.admin import data, themes, thresholds

__all__ = ["data", "themes", "thresholds"]
