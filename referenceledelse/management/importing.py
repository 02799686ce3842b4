"""What the commands that import a file have in common; a nightly job runs them."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from shlex import quote
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from referenceledelse.core.files.imports import ImportOrder, Report
from referenceledelse.core.files.questions import FileQuestion
from referenceledelse.core.files.tables import MOST_BYTES, Unreadable
from referenceledelse.core.web.access import as_system
from referenceledelse.core.web.errors import Refused
from roles.services.uploads import forget_old_files

# How many names of a long list are told one by one.
NAMED = 20


class ImportCommand(BaseCommand):
    """Reads a file, and saves all of it or, with a fault, nothing; the faults go to stderr."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV or XLSX file")
        parser.add_argument("--dry-run", action="store_true", help="tell what would change")

    def take_in(self, order: ImportOrder) -> Report:
        """The verb of the kind of row."""
        raise NotImplementedError

    def order(self, options: dict[str, Any]) -> ImportOrder:
        path = options["file"]
        return ImportOrder(content=content(path), name=path.name, is_try=options["dry_run"])

    def handle(self, *args: Any, **options: Any) -> None:
        forget_old_files()
        try:
            with as_system():
                report = self.take_in(self.order(options))
        except (Unreadable, Refused) as error:
            raise CommandError(error.message) from error
        self.tell(report, is_loud=options["verbosity"] > 1 or options["dry_run"])
        if report.is_refused:
            for fault in report.faults:
                self.stderr.write(str(fault))
            for question in report.unanswered:
                self.stderr.write(asked(question))
            raise CommandError(refusal(report))

    def tell(self, report: Report, *, is_loud: bool) -> None:
        write = self.stdout.write
        for note in report.notes:
            write(note)
        if is_loud:
            for text, rows in ((_("Ny"), report.new), (_("Ændret"), report.changes)):
                for row in rows:
                    write(f"{text}: {row}")
        lists = (
            (_("Stopper"), report.leaving),
            (_("Tilbage"), report.returning),
            (_("Sprunget over"), report.skipped),
        )
        for text, names in lists:
            if names:
                more = f" … (+{len(names) - NAMED})" if len(names) > NAMED else ""
                write(f"{text} ({len(names)}): {'; '.join(names[:NAMED])}{more}")
        write(summary(report))


def summary(report: Report) -> str:
    """One line for the log of the job."""
    counts = "; ".join(
        _("%(label)s: %(new)s nye, %(changed)s ændrede, %(same)s uændrede")
        % {"label": c.label, "new": c.new, "changed": c.changed, "same": c.same}
        for c in report.counts
    )
    said = _("gemt") if report.is_saved else _("intet er gemt")
    others = [(_("stopper"), report.leaving), (_("fejl"), report.faults)]
    others += [(_("sprunget over"), report.skipped)] if report.skipped else []
    return "; ".join([counts, *(f"{text}: {len(rows)}" for text, rows in others), f"{said}."])


def refusal(report: Report) -> str:
    if report.faults:
        return _("Filen har %(count)s fejl. Intet er gemt.") % {"count": len(report.faults)}
    if report.unanswered:
        number = {"number": len(report.unanswered)}
        return _("Filen rejser %(number)s spørgsmål. Intet er gemt. Svar, og kør igen.") % number
    return f"{report.too_many} {_('Intet er gemt. Er det rigtigt, så brug --allow-many.')}"


def asked(question: FileQuestion) -> str:
    """The question, and what to add to the command as an answer."""
    key = quote(question.key)
    return "\n".join(
        [
            question.text,
            f"  --same {key}  ({question.same})",
            f"  --different {key}  ({question.different})",
        ]
    )


def add_answers(parser: ArgumentParser) -> None:
    """The answers to what an earlier run asked."""
    for name, told in (("same", "the two are the same"), ("different", "the two are not")):
        parser.add_argument(f"--{name}", action="append", default=[], metavar="OLD=NEW", help=told)


def content(path: Path) -> bytes:
    """The file, or no more of it than shows that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(str(error)) from error


def bar(rows: Iterable, what: str) -> Iterable:
    """A progress bar where someone watches; in the log of a nightly job there is none."""
    return tqdm(rows, desc=what, file=sys.stderr, disable=None)
