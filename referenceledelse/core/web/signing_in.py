"""Through signing in and back into the form: what was typed is in it, and not sent by itself."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from referenceledelse.core.web import kept
from referenceledelse.core.web.htmx import wants_fragment
from referenceledelse.core.web.refill import refill

type GetResponse = Callable[[HttpRequest], HttpResponse]

MAIN = re.compile(r"<main\b[^>]*>")


class SignInMiddleware(LoginRequiredMiddleware):
    """Send those who are not signed in to do so; what they sent is kept, not lost."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        return sign_in(request)


def sign_in(request: HttpRequest) -> HttpResponse:
    """On to signing in, and from there to the page that the form was sent from.

    What htmx sends stays on its page, and so do the words.
    """
    response = redirect_to_login(kept.page_of(request))
    if not wants_fragment(request):
        kept.keep(request, response)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form of another session: signed in again, signed out, or another person.

    Nothing is saved. A form of this site that the same person sent comes back with all that was
    typed; one of another person is kept for that person and not shown.
    """
    owner = kept.owner_of(request)
    is_ours = bool(owner) and kept.is_from_here(request)
    is_same = is_ours and kept.is_owner(request, owner)
    if is_ours and not request.user.is_authenticated:
        return sign_in(request)
    is_whole = not wants_fragment(request)
    if is_same and is_whole:
        response = redirect(kept.page_of(request))
        if kept.keep(request, response):
            return response
    is_other = is_ours and not is_same
    # Show the text only to its writer, even if the origin is unknown.
    is_anothers = bool(owner) and not kept.is_owner(request, owner)
    texts = [] if is_anothers else kept.sent_texts(request)
    context = {"is_same": is_same, "is_other": is_other, "texts": texts}
    response = render(request, "403_csrf.html", context, status=403)
    if is_other and is_whole:
        kept.keep(request, response)
    return response


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Forget what was typed, and show the page as it is."""
    mine = [one for one in kept.kept_for(request) if one.key == request.POST.get("key")]
    page = mine[0].page if mine else "start"
    response = redirect(page)
    kept.forget(request, response, [one.key for one in mine])
    return response


class KeptFormMiddleware:
    """Show what was kept in the page that it was typed in, until it is saved."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if kept.COOKIE not in request.COOKIES:
            return response
        if request.method == "POST" and request.user.is_authenticated:
            kept.forget(request, response, kept.settled_by(request, response))
        elif not wants_fragment(request):
            return _shown(request, response)
        return response


def _shown(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if not request.user.is_authenticated:
        return _promised(request, response)
    forms = kept.kept_for(request)
    here = next((f for f in forms if kept.is_same_page(f.page, request.get_full_path())), None)
    if here is None:
        return _told(request, response, {"elsewhere": forms[0]}) if forms else response
    if response.status_code != 200:
        # The page is closed, or leads elsewhere by now; the words stay to be copied.
        onward = response.headers.get("Location", "/")
        return render(request, "kept.html", {"form": here, "onward": onward})
    if not _is_page(response):
        return response
    html = response.content.decode(response.charset)
    filled = refill(html, page=here.page, action=here.action, fields=here.fields)
    if filled is None:
        return _told(request, response, {"form": here, "left": here.texts, "is_gone": True})
    response.content = filled.html
    return _told(request, response, {"form": here, "filled": filled, "left": filled.left})


def _promised(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say on the page of signing in that the words are waiting behind it."""
    onward = request.GET.get("next") or request.POST.get("next", "")
    match = request.resolver_match
    if match and match.url_name == "account_login" and kept.is_waiting_for(request, onward):
        return _told(request, response, {"is_promise": True})
    return response


def _told(request: HttpRequest, response: HttpResponse, told: dict[str, Any]) -> HttpResponse:
    """Put a notice of the kept text at the top of the page."""
    if response.status_code != 200 or not _is_page(response):
        return response
    words = render_to_string("components/kept.html", told, request)
    html = response.content.decode(response.charset)
    response.content = MAIN.sub(lambda main: main[0] + words, html, count=1)
    return response


def _is_page(response: HttpResponse) -> bool:
    return not response.streaming and response.headers.get("Content-Type", "").startswith(
        "text/html"
    )


def onward(request: HttpRequest, otherwise: str) -> str:
    """Where ``next`` in the address leads, if that is on this site."""
    told = request.GET.get("next", "")
    return told if url_has_allowed_host_and_scheme(told, allowed_hosts=None) else otherwise
