"""``manage.py import_units units.xlsx``."""

from referenceledelse.imports import Order, Report
from referenceledelse.management.importing import ImportCommand, bar
from roles.services import import_units


class Command(ImportCommand):
    help = "Import units. Run twice, it changes nothing."

    def take_in(self, order: Order) -> Report:
        return import_units(order=order, by=None, watch=bar)
