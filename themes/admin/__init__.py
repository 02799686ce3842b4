"""Themes and their texts in the administration."""

from themes.admin import data, handbook, themes

__all__ = ["data", "handbook", "themes"]
