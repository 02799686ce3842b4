"""A person's place in the base organisation, and who is there no longer."""

from collections.abc import Sequence
from copy import copy
from itertools import batched

from django.db import transaction

from referenceledelse.logbook import BATCH, log_changes
from roles.models import Unit, User


@transaction.atomic
def move_people(*, moves: Sequence[tuple[User, Unit | None]], by: User | None) -> None:
    """Let each person belong to the unit; without ``by`` the system moves them.

    Whatever changes a person's unit comes here: the administration and the imports.
    """
    changed = [(copy(person), person, unit) for person, unit in moves]
    for _before, person, unit in changed:
        person.unit = unit
    for some in batched(changed, BATCH, strict=False):
        User.objects.bulk_update([person for _before, person, _unit in some], ["unit"])
    log_changes(((before, person) for before, person, _unit in changed), by, ["unit"])
