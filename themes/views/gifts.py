"""A leader of a theme puts away what somebody gave it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from themes.models import Allocation, FreedResources, Idea, Ownership
from themes.services import gifts as services
from themes.views.rooms import row_of, theme_of

KINDS = {"ide": Idea, "svar": Ownership, "frigivet": FreedResources, "timer": Allocation}


@require_POST
def put_away(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """It is seen, and leaves the start page."""
    if kind not in KINDS:
        raise Http404
    theme = theme_of(request, slug)
    services.put_away(gift=row_of(request, theme, KINDS[kind], pk), by=request.user)
    messages.success(request, _("Det står ikke længere på din startside."))
    return redirect("start")
