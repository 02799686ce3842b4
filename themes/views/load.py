"""How much each leader carries, for the secretariat."""

from django.db.models import Value
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from referenceledelse.core.web.access import demand
from referenceledelse.core.web.filters import listed
from roles.views.ways import way_back
from themes.forms.load import LoadFilters
from themes.models import Thresholds
from themes.queries.load import leaders


@require_safe
def load(request: HttpRequest) -> HttpResponse:
    """The leaders of running themes, those over the limit first."""
    demand(request.user, "themes.see_load")
    limit, rows = Thresholds.now().load_limit, leaders()
    context = {
        "limit": limit,
        "over": rows.filter(led__gt=limit).count(),
        **way_back("secretariat"),
    }
    filters = LoadFilters(request.GET, rows.alias(limit=Value(limit)), request=request)
    return listed(request, "themes/load/load.html", context, filters)
