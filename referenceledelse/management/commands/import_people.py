"""``manage.py import_people staff.xlsx``: people, and the units they work in."""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from referenceledelse.core.files.imports import ImportOrder, Report
from referenceledelse.core.files.questions import answers
from referenceledelse.management.importing import ImportCommand, add_answers, bar, content
from roles.services import import_people
from roles.sheets.people import people_in


class Command(ImportCommand):
    help = "Import people, and units from a second sheet or file. Run twice, it changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        add_answers(parser)
        parser.add_argument("--units", type=Path, help="a file with the units")
        parser.add_argument(
            "--complete", action="store_true", help="whoever is not in the file has left"
        )
        parser.add_argument(
            "--allow-many", action="store_true", help="even if more than one in five has left"
        )
        parser.add_argument(
            "--skip-incomplete",
            action="store_true",
            help="leave out rows without an e-mail, and all but a person's primary job",
        )

    def order(self, options: dict[str, Any]) -> ImportOrder:
        return replace(
            super().order(options),
            more=content(options["units"]) if options["units"] else None,
            is_complete=options["complete"],
            allow_many=options["allow_many"],
            skip_incomplete=options["skip_incomplete"],
            answers=answers(options["same"], options["different"]),
        )

    def take_in(self, order: ImportOrder) -> Report:
        people, units = people_in(order, watch=bar)
        return import_people(people=people, units=units, order=order, by=None, watch=bar)
