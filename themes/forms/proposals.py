"""The list of proposals, narrowed."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter

from referenceledelse.core.web.filters import Filters, Search, Tick
from themes.models import Round, Theme

Status = Theme.Status


class ProposalFilters(Filters):
    """The secretariat's inbox shows what waits, unless the address says otherwise."""

    q = Search(_("Søg i forslag"), "title", "challenge", "proposed_by__name")
    status = ChoiceFilter(label=_("Status"), choices=[(one.value, one.label) for one in Status])
    runde = ModelChoiceFilter(
        "round",
        label=_("Runde"),
        empty_label=_("Alle runder"),
        queryset=lambda request: Round.objects.visible_to(request.user),
    )
    mine = Tick(_("Kun mine egne"))

    def __init__(self, data: Any, rows: QuerySet, *, request: HttpRequest) -> None:
        self.is_inbox = request.user.is_secretariat
        if self.is_inbox:
            data = data or {"status": Status.PROPOSED.value}
        super().__init__(data, rows, request=request)
        if not self.is_inbox:
            del self.filters["mine"]

    def filter_queryset(self, rows: QuerySet) -> QuerySet:
        rows, is_own = super().filter_queryset(rows), "mine" in self.chosen or not self.is_inbox
        return rows.filter(proposed_by=self.request.user) if is_own else rows

    def query(self) -> str:
        """Keep an empty status ("all"): without one, only what waits is shown."""
        return super().query() or ("status=&" if self.is_inbox else "")
