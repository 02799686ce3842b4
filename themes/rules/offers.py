"""Who answers when a person is asked to take a role."""

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import Offer


@permission("themes.answer_offer")
def can_answer_offer(user: User, offer: Offer) -> bool:
    """The person who was proposed says yes or no, and nobody else."""
    return offer.person_id == user.pk
