"""The limits that the secretariat sets, on one page of their own."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.web.admin import GivenAdmin
from themes.models import Thresholds
from themes.models.thresholds import ONLY


@admin.register(Thresholds)
class ThresholdsAdmin(GivenAdmin):
    fieldsets: ClassVar = (
        (_("Ledernes belastning"), {"fields": ("load_limit",)}),
        (
            _("Sekretariatets arbejdsliste"),
            {
                "fields": Thresholds.days(),
                "description": _(
                    "Arbejdslisten beregnes, hver gang nogen åbner den. En ny grænse gælder derfor "
                    "med det samme."
                ),
            },
        ),
    )

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """There is one row, so its page is the list."""
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, *args, **kwargs)
        return redirect("admin:themes_thresholds_change", ONLY)
