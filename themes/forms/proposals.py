"""The list of proposals, narrowed."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.filters import Filters, OneOf
from referenceledelse.core.web.forms import Line
from roles.models import User
from themes.forms.records import Choice
from themes.models import Round, Theme

Status = Theme.Status


class ProposalFilters(Filters):
    """The secretariat's inbox shows what waits, unless the address says otherwise."""

    SEARCHED = ("title", "challenge", "proposed_by__name")
    LOOKUPS: ClassVar = {"status": "status", "runde": "round"}

    q = Line(label=_("Søg i forslag"), required=False, max_length=100)
    status = OneOf(_("Status"), ((one.value, one.label) for one in Status))
    runde = Choice(Round, label=_("Runde"), required=False, empty_label=_("Alle runder"))
    mine = forms.BooleanField(label=_("Kun mine egne"), required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        if user.is_secretariat and not data:
            data = {"status": Status.PROPOSED.value}
        super().__init__(data)
        self.user = user
        self.fields["runde"].queryset = Round.objects.visible_to(user)
        if not user.is_secretariat:
            del self.fields["mine"]

    def apply(self, rows: Any) -> Any:
        rows = super().apply(rows)
        is_own = "mine" in self.chosen or not self.user.is_secretariat
        return rows.filter(proposed_by=self.user) if is_own else rows

    def query(self) -> str:
        """Of the address alone, so that the inbox stays what it is without one."""
        return super().query() or ("status=&" if self.user.is_secretariat else "")
