"""Narrowing the list of how much each leader carries."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.filters import Filters, Search, Tick


class LoadFilters(Filters):
    q = Search(_("Søg i ledere"), "person__name", "person__unit__name")
    over = Tick(_("Kun ledere over grænsen"), lambda rows: rows.filter(led__gt=F("limit")))
