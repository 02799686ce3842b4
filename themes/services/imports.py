"""The imports of themes and assignments, from the administration and from a command."""

from referenceledelse.access import demand
from referenceledelse.actor import acting
from referenceledelse.imports import Order, Report, Watch, at_once, needed, pick, run, unwatched
from referenceledelse.tables import read_tables
from roles.models import User
from themes.services.import_assignments import AssignmentStep
from themes.services.import_themes import ThemeStep
from themes.sheets import ASSIGNMENTS, THEMES


def import_themes(*, order: Order, by: User | None, watch: Watch = unwatched) -> Report:
    """Take in the themes of a file, each known by its address or its title."""
    demand(by, "roles.administer")
    table = needed(pick(read_tables(order.content), THEMES, [ASSIGNMENTS]), THEMES)
    rows = THEMES.read(table, watch)
    with at_once(order), acting(by):
        return run([ThemeStep(rows, by)], is_try=order.is_try, watch=watch)


def import_assignments(*, order: Order, by: User | None, watch: Watch = unwatched) -> Report:
    """Take in who holds which role; the same row again changes nothing, a last day ends it."""
    demand(by, "roles.administer")
    table = needed(pick(read_tables(order.content), ASSIGNMENTS, [THEMES]), ASSIGNMENTS)
    rows = ASSIGNMENTS.read(table, watch)
    with at_once(order):
        return run([AssignmentStep(rows, by)], is_try=order.is_try, watch=watch)
