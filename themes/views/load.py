"""How much each leader carries, for the secretariat (FEATURES F3.4)."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from referenceledelse.access import demand
from referenceledelse.filters import listed
from themes.forms.staffing import LoadFilters
from themes.load import leaders
from themes.models import Thresholds


@require_safe
def load(request: HttpRequest) -> HttpResponse:
    """The leaders of running themes, those over the limit first."""
    demand(request.user, "themes.see_load")
    limit, rows = Thresholds.now().load_limit, leaders()
    context = {
        "limit": limit,
        "section": "secretariat",
        "over": rows.filter(led__gt=limit).count(),
        "parents": [(reverse("secretariat"), _("Sekretariat"))],
    }
    filters = LoadFilters(request.GET, limit=limit)
    return listed(request, "themes/load.html", context, filters=filters, rows=rows)
