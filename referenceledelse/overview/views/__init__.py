"""Pages that compose all apps: the start page, the themes, the secretariat's overview."""

from referenceledelse.overview.views.accessibility import accessibility
from referenceledelse.overview.views.figures import coverage, export, exports, figures, report
from referenceledelse.overview.views.map import theme_map
from referenceledelse.overview.views.search import search_page
from referenceledelse.overview.views.secretariat import secretariat
from referenceledelse.overview.views.setup import setup
from referenceledelse.overview.views.staff import staff
from referenceledelse.overview.views.start import read_duties, start
from referenceledelse.overview.views.themes import theme, theme_list

__all__ = [
    "accessibility",
    "coverage",
    "export",
    "exports",
    "figures",
    "read_duties",
    "report",
    "search_page",
    "secretariat",
    "setup",
    "staff",
    "start",
    "theme",
    "theme_list",
    "theme_map",
]
