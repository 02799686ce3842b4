"""What happens around every request: the person's language, and a page for every refusal."""

import logging

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.defaults import server_error as django_server_error

from referenceledelse.core.web.errors import Refused
from referenceledelse.core.web.faults import fault_of
from referenceledelse.core.web.kept import sent_texts
from referenceledelse.core.web.signing_in import GetResponse

logger = logging.getLogger(__name__)

NUL, NUL_ENCODED = "\x00", "%00"


class NoNulMiddleware:
    """Strip NUL characters from a request, since PostgreSQL rejects them in text.

    Query parameters and cookies lose it, and a path that holds it is a 404. In posted text the
    form field refuses it; anywhere else the answer is a 400.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.META.get("QUERY_STRING", "")
        while NUL_ENCODED in asked or NUL in asked:
            asked = asked.replace(NUL_ENCODED, "").replace(NUL, "")
        request.META["QUERY_STRING"] = asked
        for name, value in request.COOKIES.items():
            request.COOKIES[name] = value.replace(NUL, "")
        return error_page(request, 404) if NUL in request.path else self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        is_nul = isinstance(error, DataError | ValueError) and "NUL" in str(error)
        return error_page(request, 400) if is_nul else None


class LanguageMiddleware:
    """Speak the language that the browser asks for, until it is known who asks.

    Django's own looks for a language in the address too, which none of ours tells.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        translation.activate(translation.get_language_from_request(request))
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class ReadableBodyMiddleware:
    """Answer an unreadable body with an error page, before later middleware reads POST."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        try:
            _ = request.POST
        except (RequestDataTooBig, TooManyFieldsSent):
            request.POST = QueryDict()
            return error_page(request, 413, _too_much())
        except (BadRequest, SuspiciousOperation, MultiPartParserError):
            request.POST = QueryDict()
            return error_page(request, 400)
        return self.get_response(request)


class PrivatePagesMiddleware:
    """Let no browser keep a signed-in person's pages; the next one at the desk could go back."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class PersonLanguageMiddleware:
    """Speak the language that the signed-in person chose."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self.get_response(request)


class ErrorPageMiddleware:
    """Answer every refusal with a page in the person's language, never with a stack trace."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.DEBUG and response.status_code == 404 and request.resolver_match is None:
            # Django would show its developers' page, which lists every address of the site.
            return error_page(request, 404)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return error_page(request, error.status, error.message)
        if isinstance(error, Http404):
            return error_page(request, 404)
        if isinstance(error, PermissionDenied):
            return error_page(request, 403)
        if isinstance(error, BadRequest | SuspiciousOperation):
            return error_page(request, 400)
        if settings.DEMO and fault_of(error) is None:
            logger.error("Unhandled error", exc_info=error)
            return error_page(request, 500)
        return None


def error_page(request: HttpRequest, status: int, message: str = "") -> HttpResponse:
    """The page for a refusal, with the reason where there is one to tell.

    What was typed stands on it, since a browser that keeps no page has nothing to go back to.
    """
    told = {"message": message, "title": titles()[status], "texts": sent_texts(request)}
    return render(request, f"{status}.html", told, status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for what broke, with what was typed; or without, where even that breaks."""
    try:
        page = render_to_string("500.html", {"texts": sent_texts(request)})
    except Exception:
        logger.exception("The page for an error broke too")
        return django_server_error(request)
    return HttpResponseServerError(page)


def _too_much() -> str:
    """Why a body is refused; a person meets it with a text that was pasted by mistake."""
    return _("Der er sendt mere, end vi kan tage imod på én gang. Forkort teksten, og gem igen.")


def titles() -> dict[int, str]:
    return {
        400: _("Det forstod vi ikke"),
        403: _("Det har du ikke adgang til"),
        404: _("Siden findes ikke"),
        409: _("Det kan ikke lade sig gøre lige nu"),
        413: _("Det fylder for meget"),
        500: _("Noget gik galt hos os"),
    }
