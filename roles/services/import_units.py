"""Units from a file, each with its manager, who may come with the same import."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.bulk import Statement
from referenceledelse.cleaning import one_line
from referenceledelse.columns import Row, Rows
from referenceledelse.imports import Count, Report
from referenceledelse.logbook import log_new, name_new
from referenceledelse.paths import STEP
from roles.models import Unit, User


def paths_of(units: dict[int, Unit]) -> dict[int, str]:
    """Each unit's path from the top, without asking the database for its parents."""
    found: dict[int, str] = {}

    def path(pk: int) -> str:
        if pk not in found:
            unit = units[pk]
            above = f"{path(unit.parent_id)}{STEP}" if unit.parent_id else ""
            found[pk] = above + one_line(unit.name)
        return found[pk]

    for pk in units:
        path(pk)
    return found


class UnitStep:
    """Makes the units that are missing, and gives each its manager."""

    def __init__(self, rows: Rows, by: User | None) -> None:
        self.rows, self.by = rows, by
        self.count = Count(gettext_lazy("enheder"))
        units = {unit.pk: unit for unit in Unit.objects.order_by()}
        self.paths = paths_of(units)
        self.known = {path: units[pk] for pk, path in self.paths.items()}
        self.alike = {path.casefold(): path for path in self.known}
        self.named: dict[str, Row] = {}
        self.coming: list[str] = []
        self.made: list[list[Unit]] = []
        self.logs: list[Statement] = []

    def knows(self, path: str) -> bool:
        return path in self.known or path in self.named

    def plan(self, report: Report) -> None:
        """The units that are missing; what else their rows say is for ``ManagerStep``."""
        self.named = {row.values["path"]: row for row in self.rows.once("path")}
        self.coming = [path for path in self.named if path not in self.known]
        for path in self.coming:
            above = path.rpartition(STEP)[0]
            if above and not self.knows(above):
                text = _("Overenheden “%(path)s” findes ikke, og den står ikke i filen.")
                row = self.named[path]
                self.rows.fault(row.number, "path", path, text % {"path": above})
            if like := self.alike.get(path.casefold()):
                text = _("Række %(row)s: Den nye enhed ligner “%(path)s”.")
                self.rows.notes.append(text % {"row": self.named[path].number, "path": like})
            report.tell_new(self.count, path)

    def prepare(self) -> None:
        """The new units from the top down, since each needs the one above it."""
        depths = defaultdict(list)
        for path in self.coming:
            depths[path.count(STEP)].append(path)
        for depth in sorted(depths):
            made = [self._made(path) for path in depths[depth]]
            self.known |= dict(zip(depths[depth], made, strict=True))
            self.made.append(made)
            self.logs.append(log_new(made, self.by))

    def save(self) -> None:
        for made, log in zip(self.made, self.logs, strict=True):
            Unit.objects.bulk_create(made)
            name_new(log, made)
            log.run()

    def _made(self, path: str) -> Unit:
        above, _step, name = path.rpartition(STEP)
        return Unit(name=name, parent=self.known[above] if above else None)
