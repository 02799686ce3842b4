"""``manage.py import_themes themes.xlsx``."""

from referenceledelse.core.files.imports import ImportOrder, Report
from referenceledelse.management.importing import ImportCommand, bar
from themes.services import import_themes
from themes.sheets.themes import themes_in


class Command(ImportCommand):
    help = "Import themes. Run twice, it changes nothing."

    def take_in(self, order: ImportOrder) -> Report:
        themes = themes_in(order, watch=bar)
        return import_themes(themes=themes, order=order, by=None, watch=bar)
