"""The imports of themes and assignments, from the administration and from a command."""

from django.db.models import QuerySet

from referenceledelse.core.db.actor import acting
from referenceledelse.core.files.columns import Rows
from referenceledelse.core.files.imports import ImportOrder, Report, Watch, run, unwatched
from referenceledelse.core.web.access import demand
from roles.models import Unit, User
from roles.queries.secretariat import secretariat
from themes.models import Assignment, Theme
from themes.services.imports.assignments import AssignmentStep
from themes.services.imports.themes import ThemeStep


def import_themes(
    *, themes: Rows, order: ImportOrder, by: User | None, watch: Watch = unwatched
) -> Report:
    """Take in the themes of a file, each known by its address or its title."""
    demand(by, "roles.administer")

    def stands(is_held: bool) -> object:
        return _rows(Theme.objects.order_by("pk"), is_held), _around()

    with acting(by):
        return run(lambda: [ThemeStep(themes.again(), by)], order=order, stands=stands, watch=watch)


def import_assignments(
    *, assignments: Rows, order: ImportOrder, by: User | None, watch: Watch = unwatched
) -> Report:
    """Take in who holds which role; the same row again changes nothing, a last day ends it."""
    demand(by, "roles.administer")

    def stands(is_held: bool) -> object:
        rows = _rows(Theme.objects.order_by("pk"), is_held)
        return rows, _rows(Assignment.objects.order_by("pk"), is_held), _around()

    def steps() -> list[AssignmentStep]:
        return [AssignmentStep(assignments.again(), by, order.name)]

    return run(steps, order=order, stands=stands, watch=watch)


def _rows(rows: QuerySet, is_held: bool) -> list[tuple]:
    """The rows as tuples; ``is_held`` locks them."""
    return list((rows.select_for_update() if is_held else rows).values_list())


def _around() -> tuple[list[tuple], ...]:
    """Other rows the plan reads."""
    people, working = User.objects.order_by("pk"), ("is_active", "active_from", "active_to")
    return (
        list(people.values_list("pk", "email", "stable_id", "name", *working)),
        list(Unit.objects.order_by("pk").values_list("pk", "name", "parent", "stable_id")),
        sorted(Theme.units.through.objects.values_list()),
        sorted(secretariat().values_list("pk", flat=True)),
    )
