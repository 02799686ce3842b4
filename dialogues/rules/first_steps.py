"""Who takes away a step that one took without being asked."""

from dialogues.models import FirstStep
from dialogues.rules.partnership import can_share
from referenceledelse.core.web.access import permission
from roles.models import User


@permission("dialogues.remove_step")
def can_remove_step(user: User, step: FirstStep) -> bool:
    """Each takes away the own note, as long as the theme runs and its writer leads it."""
    return user.pk == step.author_id and can_share(user, step.theme)
