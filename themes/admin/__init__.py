"""Themes and their texts in the administration."""

from themes.admin import assignments, handbook, politics, rounds, strategy, themes, thresholds

__all__ = ["assignments", "handbook", "politics", "rounds", "strategy", "themes", "thresholds"]
