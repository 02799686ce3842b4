"""When the database is busy, full, read-only or gone: a calm page, with what was typed in it.

No page and no verb has to think of it. Whatever layer meets the fault first, ``FaultMiddleware``
answers it, in any settings.
"""

import logging
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import (
    DatabaseError,
    Error,
    InterfaceError,
    OperationalError,
    connection,
    transaction,
)
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from referenceledelse.core.web.typed import is_written

logger = logging.getLogger(__name__)

RETRY_AFTER = 5
SAFE = ("GET", "HEAD", "OPTIONS")
# "secret" as a word of its own: a field like `secretariat_days` holds none.
SECRET = re.compile(r"password|(^|[_-])secret([_-]|$)", re.IGNORECASE)
# Error codes of SQLite and PostgreSQL that Django maps to another exception class.
ALSO = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "25006"}


def fault_of(error: BaseException | None) -> Error | None:
    """The database fault behind the error, or ``None`` if there is none."""
    while error is not None:
        if isinstance(error, Error) and _is_fault(error):
            return error
        error = error.__cause__ or error.__context__
    return None


def _is_fault(error: Error) -> bool:
    said = getattr(error.__cause__, "sqlite_errorname", None)
    if said == "SQLITE_ERROR":
        # What SQLite answers to bad SQL too; a file that is gone is made anew, without a table.
        return "no such table" in str(error)
    if isinstance(error, OperationalError | InterfaceError):
        return True
    return (said or getattr(error.__cause__, "sqlstate", None)) in ALSO


def update_unless_busy(rows: QuerySet, **values: Any) -> None:
    """While a page is read, note e.g. that a row was seen, without waiting for locks.

    If the database is busy nothing is saved; the next visit tries again.
    """
    connection.ensure_connection()
    wait, usual = _WAITS[connection.vendor]
    connection.connection.execute(wait)
    try:
        with transaction.atomic():
            rows.update(**values)
    except Error as error:
        if fault_of(error) is None:
            raise
        logger.info("Not noted, since the database is busy: %s", error)
    finally:
        if connection.connection:
            connection.connection.execute(usual())


def _usual_sqlite() -> str:
    return f"PRAGMA busy_timeout = {int(connection.settings_dict['OPTIONS']['timeout'] * 1000)}"


_WAITS: dict[str, tuple[str, Callable[[], str]]] = {
    "sqlite": ("PRAGMA busy_timeout = 0", _usual_sqlite),
    "postgresql": ("SET lock_timeout = '50ms'", lambda: "RESET lock_timeout"),
}


def let_through(*, request: HttpRequest, **kwargs: Any) -> None:
    """Raise a database fault again, before Django turns it into a 500.

    Receives ``got_request_exception``, which Django sends before it makes such a response.
    """
    error = sys.exception()
    if getattr(request, "is_watched_for_faults", False) and fault_of(error):
        raise error


class FaultMiddleware:
    """Answer a fault of the database with 503 and a page, whoever meets it first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.is_watched_for_faults = True
        try:
            return self.get_response(request)
        except Exception as error:
            fault = fault_of(error)
            if fault is None:
                raise
            logger.error("The database failed: %s", fault, exc_info=error)
            return fault_page(request)


class PatientSessionMiddleware(SessionMiddleware):
    """Tell a database failure from an ended session, and never fail a page that only reads.

    A page that has been read is answered even if the session cannot be saved: all that is lost is
    that its messages are shown once more.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except (DatabaseError, InterfaceError, SessionInterrupted) as error:
            fault = fault_of(error)
            if fault is None:
                raise
            if request.method not in SAFE:
                raise fault from None
            logger.info("The session is not saved: %s", fault)
            return response


@dataclass(frozen=True)
class Typed:
    """A field as it was sent."""

    name: str
    value: str

    @property
    def is_text(self) -> bool:
        """Whether a person wrote it, rather than chose it or the page carried it along."""
        return is_written(self.name, self.value)

    @property
    def is_long(self) -> bool:
        return "\n" in self.value or len(self.value) > 80


def fault_page(request: HttpRequest) -> HttpResponse:
    """The page for a 503; it asks the database nothing.

    What was typed stands in it, to be sent again with one press: to nobody but the one who sent
    it, and never a password. htmx gets the reason alone, since its form still stands.
    """
    is_read = request.method in SAFE
    is_piece = "HX-Request" in request.headers
    fields, files = ([], []) if is_read or is_piece else _sent(request)
    has_secret = any(SECRET.search(field.name) for field in fields)
    context = {
        "address": request.get_full_path(),
        "is_read": is_read,
        "texts": [] if has_secret else [field for field in fields if field.is_text],
        "others": [] if has_secret else [field for field in fields if not field.is_text],
        "files": [] if has_secret else files,
    }
    with translation.override(_language(request)):
        body = render_to_string("503.html", context | {"message": _why(is_read)})
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "private, no-store"}
    return HttpResponse(body, status=503, headers=headers)


def _why(is_read: bool) -> str:
    if is_read:
        return _("Det er ikke din skyld, og det går som regel hurtigt over.")
    return _("Det er ikke din skyld. Vi fik ikke gemt din tekst.")


def _language(request: HttpRequest) -> str:
    """The person's own where we got so far as to know who it is, else what the browser asks for."""
    person = getattr(request, "_cached_user", None)
    return getattr(person, "language", "") or translation.get_language_from_request(request)


def _sent(request: HttpRequest) -> tuple[list[Typed], list[str]]:
    """The fields that were sent, with the sent CSRF token, and the files' names.

    A fresh token would let another site's form be sent from our page with one press.
    """
    try:
        return [Typed(*pair) for pair in _pairs(request)], [*request.FILES]
    except (BadRequest, SuspiciousOperation, MultiPartParserError, OSError):
        return [], []


def _pairs(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        for value in values:
            yield name, value
