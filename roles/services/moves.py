"""A person's place in the base organisation, and who is there no longer."""

from collections.abc import Sequence
from copy import copy
from itertools import batched

from django.db import transaction
from django.utils import timezone

from referenceledelse.access import demand
from referenceledelse.logbook import BATCH, log_changes
from roles.models import Unit, User


@transaction.atomic
def move_people(*, moves: Sequence[tuple[User, Unit | None]], by: User | None) -> None:
    """Let each person belong to the unit.

    Whatever changes a person's unit comes here: the administration and the imports. The day is
    remembered, so that whoever assigned the person can be asked to look again; who is placed in
    a first unit does not move.
    """
    for stored in (
        User.objects.select_for_update().in_bulk([one.pk for one, _unit in moves]).values()
    ):
        demand(by, "roles.keep_person", stored)
    today = timezone.localdate()
    changed = [(copy(person), person, unit) for person, unit in moves]
    for before, person, unit in changed:
        person.unit = unit
        if before.unit_id not in (None, person.unit_id):
            person.moved_on = today
    for some in batched(changed, BATCH, strict=False):
        User.objects.bulk_update([person for _before, person, _unit in some], ["unit", "moved_on"])
    log_changes(((before, person) for before, person, _unit in changed), by, ["unit"])
