"""The list of themes and the page of one theme, with what all floors know about them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from themes.models import Theme


@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    get_object_or_404(Theme.objects.visible_to(request.user), slug=slug)
    return render(request, "base.html")
