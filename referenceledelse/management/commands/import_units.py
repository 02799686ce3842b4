"""``manage.py import_units units.xlsx``."""

from argparse import ArgumentParser
from dataclasses import replace
from typing import Any

from referenceledelse.core.files.imports import ImportOrder, Report
from referenceledelse.core.files.questions import answers
from referenceledelse.management.importing import ImportCommand, add_answers, bar
from roles.services import import_units
from roles.sheets.people import units_in


class Command(ImportCommand):
    help = "Import units. Run twice, it changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        add_answers(parser)

    def order(self, options: dict[str, Any]) -> ImportOrder:
        given = answers(options["same"], options["different"])
        return replace(super().order(options), answers=given)

    def take_in(self, order: ImportOrder) -> Report:
        units = units_in(order, watch=bar)
        return import_units(units=units, order=order, by=None, watch=bar)
