"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from referenceledelse.overview.pages.start import start_page


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """ "Mit næste skridt", by role."""
    return render(request, "overview/start/start.html", start_page(request.user))
