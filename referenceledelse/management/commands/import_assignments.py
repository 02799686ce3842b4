"""``manage.py import_assignments assignments.xlsx``."""

from referenceledelse.core.files.imports import ImportOrder, Report
from referenceledelse.management.importing import ImportCommand, bar
from themes.services import import_assignments
from themes.sheets.themes import assignments_in


class Command(ImportCommand):
    help = "Import assignments. Run twice, it changes nothing."

    def take_in(self, order: ImportOrder) -> Report:
        rows = assignments_in(order, watch=bar)
        return import_assignments(assignments=rows, order=order, by=None, watch=bar)
