"""Units from a file, each with its manager, who may come with the same import."""

from collections import defaultdict
from copy import copy
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.core.db.bulk import Statement, updates
from referenceledelse.core.db.logbook import log_changes, log_new, name_new
from referenceledelse.core.files.columns import FileRow, Rows
from referenceledelse.core.files.imports import ImportOrder, Report, RowCount
from referenceledelse.core.text.cleaning import one_line
from referenceledelse.core.text.paths import MOST_LEVELS, STEP, told_too_deep
from roles.models import Unit, User
from roles.queries.units import paths_of
from roles.services.imports.renamed import find_renamed


@dataclass
class Level:
    """The units of one depth of the tree that a file moves or makes.

    ``moved`` holds each as it was and as it is; ``log`` writes the change log of those ``made``.
    """

    moved: list[tuple[Unit, Unit]]
    made: list[Unit]
    log: Statement

    def save(self, by: User | None) -> None:
        # Where they lie is known only once the units above are saved.
        updates([unit for _before, unit in self.moved], ["name", "parent"]).run()
        log_changes(self.moved, by, ["name", "parent"]).run()
        Unit.objects.bulk_create(self.made)
        name_new(self.log, self.made)
        self.log.run()


class UnitStep:
    """Makes the units that are missing, and moves those that have a new name or place.

    A unit is known by its id or else by its path. One that empties into a new one may be the same
    under a new name: that is asked, never guessed.
    """

    def __init__(self, rows: Rows, people: Rows, by: User | None, order: ImportOrder) -> None:
        self.rows, self.people, self.by, self.answers = rows, people, by, order.answers
        self.count = RowCount(gettext_lazy("enheder"))
        self.units = {unit.pk: unit for unit in Unit.objects.order_by()}
        self.stored = paths_of(self.units)
        # As they will be called once the file is in.
        self.paths = dict(self.stored)
        self.by_id = {u.stable_id.casefold(): u for u in self.units.values() if u.stable_id}
        self.below: dict[int | None, list[int]] = defaultdict(list)
        for unit in self.units.values():
            self.below[unit.parent_id].append(unit.pk)
        self.placed: set[int] = set()
        self.named: dict[str, FileRow] = {}
        self.new_ids: dict[str, str] = {}
        self.coming: list[str] = []
        self.levels: list[Level] = []
        self.aside, self.ids = Statement(), [Statement()]
        self._index()

    def _index(self) -> None:
        self.known = {path: self.units[pk] for pk, path in self.paths.items()}
        self.alike = {path.casefold(): path for path in self.known}
        self.former = {path: pk for pk, path in self._moved()}

    def knows(self, path: str) -> bool:
        return self.path(path) in self.known or path in self.named

    def path(self, name: str) -> str:
        """The path that the name stands for: an id, or a path that is no longer the unit's."""
        unit = self.by_id.get(name.casefold())
        if unit:
            return self.paths[unit.pk]
        if name in self.former and name not in self.known and name not in self.named:
            return self.paths[self.former[name]]
        return self.new_ids.get(name.casefold(), name)

    def _moved(self) -> list[tuple[int, str]]:
        return [(pk, path) for pk, path in self.stored.items() if path != self.paths[pk]]

    def plan(self, report: Report) -> None:
        """The units that are missing; what else their rows say is for ``ManagerStep``."""
        self.named = {row.values["path"]: row for row in self.rows.once("path")}
        with_id = [row for row in self.rows.once("stable_id") if "path" in row.values]
        self.new_ids = {row.values["stable_id"].casefold(): row.values["path"] for row in with_id}
        for path in sorted(self.named, key=lambda path: path.count(STEP)):
            self._know_by_id(path, self.named[path])
        find_renamed(self, report)
        self._refuse_depth()
        self.coming = [path for path in self.named if path not in self.known]
        for path in self.coming:
            self._check(path)
            report.tell_new(self.count, path)

    def _refuse_depth(self) -> None:
        """What follows a unit to its new place must not come to lie too deep."""
        for deep in (self.paths[pk] for pk, _before in self._moved()):
            if deep.count(STEP) >= MOST_LEVELS:
                path = max(p for p in self.named if f"{deep}{STEP}".startswith(f"{p}{STEP}"))
                self.rows.fault(self.named[path].number, "path", path, told_too_deep())
                return

    def is_moved(self, pk: int) -> bool:
        """Whether the unit itself is moved, and not only one above it."""
        unit = self.units[pk]
        above, name = self.paths.get(unit.parent_id, ""), one_line(unit.name)
        return self.paths[pk] != (f"{above}{STEP}{name}" if above else name)

    def _check(self, path: str) -> None:
        above = path.rpartition(STEP)[0]
        if above and not self.knows(above):
            text = _("Overenheden “%(path)s” findes ikke, og den står ikke i filen.")
            self.rows.fault(self.named[path].number, "path", path, text % {"path": above})
        if like := self.alike.get(path.casefold()):
            text = _("Række %(row)s: Den nye enhed ligner “%(path)s”.")
            self.rows.notes.append(text % {"row": self.named[path].number, "path": like})

    def _know_by_id(self, path: str, row: FileRow) -> None:
        key = row.values.get("stable_id", "").casefold()
        unit, there = self.by_id.get(key) if key else None, self.known.get(path)
        if unit and there is not unit:
            if there and there.stable_id.casefold() not in self.new_ids:
                text = _("En anden enhed hedder allerede det.")
                self.rows.fault(row.number, "path", path, text)
            self.move(unit, path)
        elif there and key and there.stable_id and there.stable_id.casefold() != key:
            text = _("Enheden har id'et %(id)s.") % {"id": there.stable_id}
            self.rows.fault(row.number, "stable_id", row.values["stable_id"], text)

    def move(self, unit: Unit, path: str) -> None:
        """Let the unit stand there, with all that is below it and has no new place of its own."""
        self.placed.add(unit.pk)
        self._carry(unit.pk, path)
        self._index()

    def _carry(self, pk: int, path: str) -> None:
        self.paths[pk] = path
        for child in self.below[pk]:
            if child not in self.placed:
                self._carry(child, f"{path}{STEP}{one_line(self.units[child].name)}")

    def prepare(self) -> None:
        """From the top down, since each needs the one above it."""
        self.aside = self._stepping_aside()
        new, moved = defaultdict(list), defaultdict(list)
        for path in self.coming:
            new[path.count(STEP)].append(path)
        for pk, _before in self._moved():
            if self.is_moved(pk):
                moved[self.paths[pk].count(STEP)].append(pk)
        for depth in sorted({*new, *moved}):
            pairs = [self._placed(pk) for pk in moved[depth]]
            made = [self._made(path) for path in new[depth]]
            self.known |= dict(zip(new[depth], made, strict=True))
            self.levels.append(Level(pairs, made, log_new(made, self.by)))
        self.ids = self._new_ids()

    def _stepping_aside(self) -> Statement:
        """Temporary names first, so that two units can swap names."""
        taken, rows = set(self.stored.values()), []
        for pk, before in self._moved():
            if self.is_moved(pk) and (self.paths[pk] in taken or before in self.coming):
                row = copy(self.units[pk])
                row.name = f"{pk}/{pk}"
                rows.append(row)
        return updates(rows, ["name"])

    def _placed(self, pk: int) -> tuple[Unit, Unit]:
        unit = self.units[pk]
        before = copy(unit)
        above, _step, unit.name = self.paths[pk].rpartition(STEP)
        unit.parent = self.known[above] if above else None
        return before, unit

    def _made(self, path: str) -> Unit:
        above, _step, name = path.rpartition(STEP)
        stable_id = self.named[path].values.get("stable_id", "")
        return Unit(name=name, parent=self.known[above] if above else None, stable_id=stable_id)

    def _new_ids(self) -> list[Statement]:
        changed = []
        for path, row in self.named.items():
            unit, wanted = self.known[path], row.values.get("stable_id")
            if wanted and wanted != unit.stable_id:
                before = copy(unit)
                unit.stable_id = wanted
                changed.append((before, unit))
        rows = [unit for _before, unit in changed]
        return [updates(rows, ["stable_id"]), log_changes(changed, self.by, ["stable_id"])]

    def save(self) -> None:
        self.aside.run()
        for level in self.levels:
            level.save(self.by)
        for statement in self.ids:
            statement.run()
