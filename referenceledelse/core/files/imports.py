"""An import from a file: read everything, tell everything, then save all of it or nothing.

All is read and planned while others go on writing; only what is saved at the end keeps them
waiting, and it is saved only if what it was compared with still stands. Each kind of row is a
``Step`` that first makes its plan without touching a row and then saves it. The administration and
the nightly commands run the same steps.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from referenceledelse.core.files.columns import Column, Fault, Rows, read_rows
from referenceledelse.core.files.questions import Answers, FileQuestion
from referenceledelse.core.files.tables import Table, Unreadable, shown
from referenceledelse.core.web.errors import Refused

# How many changes are told one by one.
TOLD = 50
# How often it is planned anew when others save meanwhile.
TRIES = 3

type Watch = Callable[[Iterable, str], Iterable]


def unwatched(rows: Iterable, what: str) -> Iterable:
    """Nobody looks at how far it is."""
    return rows


@dataclass(frozen=True)
class ImportOrder:
    """What is to be imported: the file, a second one beside it, and what was chosen with it."""

    content: bytes
    more: bytes | None = None
    is_complete: bool = False
    allow_many: bool = False
    skip_incomplete: bool = False
    answers: Answers = field(default_factory=dict)
    is_try: bool = True
    # What the file is called, where something is told about it later.
    name: str = ""
    # Called where it is saved, in the same transaction; raises ``Refused`` to stop it.
    claim: Callable[[], None] | None = None


@dataclass(frozen=True)
class Sheet:
    """A kind of table: its title in a workbook, other titles it goes by, and its columns."""

    title: str
    also: tuple[str, ...]
    columns: tuple[Column, ...]

    def is_called(self, title: str) -> bool:
        return title.strip().casefold() in (self.title.casefold(), *self.also)

    def read(self, table: Table, watch: Watch) -> Rows:
        return read_rows(table, self.title, self.columns, watch)


@dataclass
class RowCount:
    """How many rows of one kind are new, change, and stay as they are."""

    label: str | Promise
    new: int = 0
    changed: int = 0
    same: int = 0


@dataclass(frozen=True)
class RowChange:
    """What changes in one row: each field with what it was and what it becomes."""

    name: str
    fields: tuple[tuple[str, str, str], ...] = ()

    def __str__(self) -> str:
        told = "; ".join(f"{label}: {old or '–'} → {new or '–'}" for label, old, new in self.fields)
        return f"{self.name} ({told})" if told else self.name


@dataclass
class Report:
    """What an import would do, or has done."""

    counts: list[RowCount] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    changes: list[RowChange] = field(default_factory=list)
    leaving: list[str] = field(default_factory=list)
    returning: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[FileQuestion] = field(default_factory=list)
    too_many: str = ""
    is_saved: bool = False

    @property
    def is_refused(self) -> bool:
        return bool(self.faults or self.too_many or self.unanswered)

    @property
    def unanswered(self) -> list[FileQuestion]:
        return [question for question in self.questions if question.is_same is None]

    @property
    def changes_anything(self) -> bool:
        return any(count.new or count.changed for count in self.counts) or bool(
            self.leaving or self.questions
        )

    @property
    def grouped(self) -> list[tuple[str, str, int]]:
        """How many faults there are in each sheet's column, the worst first."""
        found = Counter((fault.sheet, fault.column) for fault in self.faults)
        return [(sheet, column, number) for (sheet, column), number in found.most_common()]

    def tell_new(self, count: RowCount, name: str) -> None:
        count.new += 1
        if len(self.new) < TOLD:
            self.new.append(name)

    def tell_change(
        self, count: RowCount, name: str, fields: Iterable[tuple[str, Any, Any]]
    ) -> None:
        count.changed += 1
        if len(self.changes) < TOLD:
            told = tuple((label, shown(old), shown(new)) for label, old, new in fields)
            self.changes.append(RowChange(name, told))


class ImportStep(Protocol):
    """One kind of row on its way from the file to the database."""

    rows: Rows
    count: RowCount | None

    def plan(self, report: Report) -> None:
        """Compare the rows with what is there, and tell what is wrong and what would change."""

    def prepare(self) -> None:
        """Whatever takes time and can be done before others have to wait."""

    def save(self) -> None:
        """Do what was planned."""


def run(
    make: Callable[[], Sequence[ImportStep]],
    *,
    order: ImportOrder,
    stands: Callable[[bool], object],
    watch: Watch = unwatched,
) -> Report:
    """Plan the steps and, without a fault and unless it is only tried, save all in one go.

    ``stands`` reads what the steps compare with, and with True locks it. Raises ``Refused`` where
    others keep changing it.
    """
    for _time in range(TRIES):
        before = stands(False)
        steps = make()
        report = _planned(steps)
        if order.is_try or report.is_refused:
            return report
        for step in steps:
            step.prepare()
        if _is_saved(steps, order, lambda before=before: stands(True) == before, watch):
            report.is_saved = True
            return report
    raise _met()


def _planned(steps: Sequence[ImportStep]) -> Report:
    report = Report()
    for step in steps:
        report.counts += [step.count] if step.count else []
        step.plan(report)
    for step in steps:
        report.notes.extend(note for note in step.rows.notes if note not in report.notes)
        report.faults.extend(step.rows.faults)
    report.faults.sort(key=lambda fault: (fault.sheet, fault.row))
    return report


def _is_saved(
    steps: Sequence[ImportStep], order: ImportOrder, still_stands: Callable[[], bool], watch: Watch
) -> bool:
    """Whether all was saved; nothing is where another has saved since it was planned."""
    try:
        with transaction.atomic():
            if not still_stands():
                return False
            if order.claim:
                order.claim()
            for step in watch(steps, _("gemmer")):
                step.save()
    except IntegrityError as error:
        raise _met() from error
    return True


def _met() -> Refused:
    return Refused(_("En anden har gemt noget på samme tid. Intet er indlæst. Prøv igen."))


def rows_in(tables: list[Table], wanted: Sheet, others: Sequence[Sheet], watch: Watch) -> Rows:
    """The rows of the table of that kind: the one called so, else the first that is no other's.

    Raises ``Unreadable`` where there is none of the kind.
    """
    named = [table for table in tables if wanted.is_called(table.title)]
    free = [t for t in tables if not any(sheet.is_called(t.title) for sheet in others)]
    table = next(iter(named or free), None)
    if table is None:
        raise Unreadable(_("Filen har intet ark med navnet “%(name)s”.") % {"name": wanted.title})
    return wanted.read(table, watch)
