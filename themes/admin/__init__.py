"""Themes and their texts in the administration."""

from themes.admin import data, themes

__all__ = ["data", "themes"]
