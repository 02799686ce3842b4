"""The handbook: its contents by role, one page, and why there are networks at all."""

from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from roles.views.ways import way_back
from themes.models import HandbookPage


@require_safe
def handbook(request: HttpRequest) -> HttpResponse:
    """All pages, those for everybody first and then role by role."""
    rows = HandbookPage.objects.visible_to(request.user).own_pages()
    rows = rows.select_related("role", "phase")
    groups = [(role, list(pages)) for role, pages in groupby(rows, lambda page: page.role)]
    return render(request, "themes/handbook/contents.html", {"groups": groups, "section": "roles"})


@require_safe
def handbook_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page, on screen and on paper, with the role's other pages beside it."""
    rows = HandbookPage.objects.visible_to(request.user).own_pages()
    rows = rows.select_related("role", "phase")
    page = get_object_or_404(rows, slug=slug)
    others = rows.filter(role=page.role_id).exclude(pk=page.pk)
    context = {
        "page": page,
        "others": others,
        **way_back("roles:list", "knowledge:handbook"),
    }
    return render(request, "themes/handbook/page.html", context)


@login_not_required
@require_safe
def why(request: HttpRequest) -> HttpResponse:
    """Why the municipality works in networks; public, and with nobody's data on it."""
    user = request.user
    context = {
        "paragraphs": HandbookPage.objects.why(),
        "may_edit": user.is_authenticated and user.is_secretariat,
        "section": "roles",
    }
    return render(request, "themes/handbook/why.html", context)
