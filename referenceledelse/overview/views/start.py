"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from referenceledelse.core.web.htmx import render_fragment, wants_fragment
from referenceledelse.overview.pages.start import start_page
from referenceledelse.overview.pages.welcome import first_days
from roles.services.people import mark_duties_read


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """ "Mit næste skridt", by role."""
    shown = start_page(request.user) | {"is_opened": "opgaver" in request.GET}
    return render(request, "overview/start/start.html", shown)


@require_POST
def read_duties(request: HttpRequest) -> HttpResponse:
    """Open the ten duties in the welcome; from then on the next step is the first."""
    mark_duties_read(by=request.user)
    days = first_days(request.user) if wants_fragment(request) else None
    if days is None:
        return redirect(f"{reverse('start')}?opgaver=1#de-ti-opgaver")
    shown = {"days": days, "welcome": days.welcome, "is_opened": True, "is_swap": True}
    return render_fragment(request, "overview/start/_welcome_first.html", shown)
