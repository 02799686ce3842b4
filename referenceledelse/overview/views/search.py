"""The page that searches."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from referenceledelse.core.web.htmx import render_page, wants_fragment
from referenceledelse.overview.pages.search import KINDS, search

LONGEST = 200


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What was found of each kind; one kind alone where the address says so."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    only = request.GET.get("i", "")
    only = only if only in {kind.key for kind in KINDS} else ""
    groups = search(request.user, text, only=only, number=request.GET.get("page")) if text else []
    context = {
        "text": text,
        "only": only,
        "groups": [group for group in groups if group.count],
        "found": sum(group.count for group in groups),
        "query": urlencode({"q": text, "i": only}) + "&",
        "all_query": urlencode({"q": text}),
    }
    response = render_page(request, "overview/search/search.html", context, fragment="found")
    if wants_fragment(request):
        return replace_url(response, f"{reverse('search')}?{urlencode({'q': text})}")
    return response
