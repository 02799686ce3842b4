"""The secretariat's overview."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from referenceledelse.access import demand


@require_safe
def secretariat(request: HttpRequest) -> HttpResponse:
    demand(request.user, "overview.see_overview")
    return render(request, "base.html")
