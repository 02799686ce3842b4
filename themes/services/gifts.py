"""Putting away what somebody gave a theme, once it is seen."""

from django.db import transaction

from referenceledelse.core.web.access import demand
from roles.models import User
from themes.models import Allocation, FreedResources, Idea, Ownership, Seen

Gift = Idea | Ownership | FreedResources | Allocation
KINDS = {
    Idea: "idea",
    Ownership: "ownership",
    FreedResources: "freed",
    Allocation: "allocation",
}


@transaction.atomic
def put_away(*, gift: Gift, by: User) -> None:
    """It stands on the person's start page no more; its giver is not told."""
    demand(by, "themes.see_gift", gift)
    mark_seen(gift, by)


def mark_seen(gift: Gift, by: User) -> None:
    """Note that the person has seen it; the verb around it has asked its own rule."""
    Seen.objects.get_or_create(person=by, **{KINDS[type(gift)]: gift})


def is_new_again(gift: Gift) -> None:
    """Nobody has seen it as it is said now. Call in the verb's transaction."""
    Seen.objects.filter(**{KINDS[type(gift)]: gift}).delete()
