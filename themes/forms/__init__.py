"""What people write about themes, and what the lists are narrowed by."""

from themes.forms.themes import (
    DecisionForm,
    DraftForm,
    ProposalForm,
    ThemeForm,
    UpdateForm,
    stored_theme,
)

__all__ = ["DecisionForm", "DraftForm", "ProposalForm", "ThemeForm", "UpdateForm", "stored_theme"]
