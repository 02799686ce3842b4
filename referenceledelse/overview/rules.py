"""Who may see the pages that compose all."""

import rules

from roles.models import User


@rules.predicate
def can_see_overview(user: User) -> bool:
    """The secretariat sees across all themes; never a private text (FEATURES 22)."""
    return user.is_secretariat


rules.add_perm("overview.see_overview", can_see_overview)
