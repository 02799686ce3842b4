"""A person's place in the base organisation, and who is there no longer."""

from collections.abc import Sequence
from copy import copy

from django.db import transaction
from django.utils import timezone

from referenceledelse.core.db.bulk import Statement, updates
from referenceledelse.core.db.logbook import log_changes
from referenceledelse.core.web.access import demand
from roles.models import Unit, User

type Moves = Sequence[tuple[User, Unit | None]]


@transaction.atomic
def move_people(*, moves: Moves, by: User | None) -> None:
    """Let each person belong to the unit.

    Whatever changes a person's unit comes here: the administration and the imports. The day is
    remembered, so that whoever assigned the person can be asked to look again; who is placed in
    a first unit does not move.
    """
    keys = [one.pk for one, _unit in moves]
    for stored in User.objects.select_for_update().in_bulk(keys).values():
        demand(by, "roles.keep_person", stored)
    for statement in moving(moves, by):
        statement.run()


def moving(moves: Moves, by: User | None) -> list[Statement]:
    """What moves them, for a verb that has asked the rule and saves much else with it."""
    today = timezone.localdate()
    changed = [(copy(person), person, unit) for person, unit in moves]
    for before, person, unit in changed:
        person.unit = unit
        if before.unit_id not in (None, person.unit_id):
            person.moved_on = today
    rows = [person for _before, person, _unit in changed]
    pairs = [(before, person) for before, person, _unit in changed]
    return [updates(rows, ["unit", "moved_on"], late=["unit"]), log_changes(pairs, by, ["unit"])]
