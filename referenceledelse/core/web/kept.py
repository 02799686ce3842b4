"""What was typed in a form that could not be saved, kept until its writer is back in it.

A form bears a signed mark of the person it was made for, so that what is sent without a session,
or in another one, is known to be that person's, and is shown to nobody else. It is kept beside the
sessions, under a cookie of its own: it outlives the signing out and in again, whoever comes
between, and ends by itself with the day's work. No password and no file is kept, nothing that
another site sent, and nothing is ever sent on by itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from importlib import import_module
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme

from referenceledelse.core.web.faults import SECRET
from referenceledelse.core.web.htmx import wants_fragment
from referenceledelse.core.web.typed import OURS, OWNER, PAGE, is_written

COOKIE = "referenceledelse_kept"
FORMS = "kept_forms"
LASTS = timedelta(hours=12)
MOST_FORMS = 10
LONGEST = 1_000_000

type Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Kept:
    """A form as it was sent: by whom, from which page, to which address, and what it held."""

    key: str
    owner: str
    page: str
    action: str
    fields: Fields
    at: float

    @property
    def texts(self) -> list[str]:
        return texts(self.fields)


_signer = signing.Signer(salt="form-owner")


def owner_mark(person: object) -> str:
    """What a form bears to say whom it was made for, given the person's key."""
    return _signer.sign(str(person))


def owner_of(request: HttpRequest) -> str:
    """The key of the person that the sent form was made for; empty where no one can tell."""
    try:
        return _signer.unsign(request.POST.get(OWNER, ""))
    except signing.BadSignature:
        return ""


def is_owner(request: HttpRequest, owner: str) -> bool:
    """Whether the one who is signed in is that person."""
    return request.user.is_authenticated and str(request.user.pk) == owner


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form was sent from a page of this site."""
    said = request.headers.get("Origin", "")
    if said in ("", "null"):
        said = "://".join(urlsplit(request.headers.get("Referer", ""))[:2])
    own = f"{request.scheme}://{request.get_host()}"
    return said == own or said in settings.CSRF_TRUSTED_ORIGINS


def page_of(request: HttpRequest) -> str:
    """The address of the page that holds the sent form, as far as it is known."""
    for told in (request.POST.get(PAGE, ""), _referred(request)):
        if told.startswith("/") and _leads_here(told, request):
            return told
    return request.get_full_path()


def keep(request: HttpRequest, response: HttpResponse) -> bool:
    """Keep what was typed in the sent form, under a cookie of ``response``; or say that it is not.

    Only what comes from a page of this site, in a form made for a known person, is kept.
    """
    owner, fields = owner_of(request), _typed(request.POST)
    size = sum(len(value) for values in fields.values() for value in values)
    if not (owner and fields and is_from_here(request)) or size > LONGEST or _is_secret(request):
        return False
    form = Kept(
        key=get_random_string(12),
        owner=owner,
        page=page_of(request),
        action=request.path,
        fields=fields,
        at=timezone.now().timestamp(),
    )
    others = [
        one
        for one in _forms(_opened(request))
        if (one.owner, one.page, one.action) != (owner, form.page, form.action)
    ]
    _store(request, response, [*others, form][-MOST_FORMS:])
    return True


def kept_for(request: HttpRequest) -> list[Kept]:
    """What the signed-in person has not saved yet in this browser; asks nothing without cookie."""
    if COOKIE not in request.COOKIES or not request.user.is_authenticated:
        return []
    return [one for one in _forms(_opened(request)) if is_owner(request, one.owner)]


def is_waiting_for(request: HttpRequest, page: str) -> bool:
    """Whether something is kept for that page, whoever it is for."""
    return COOKIE in request.COOKIES and any(
        is_same_page(one.page, page) for one in _forms(_opened(request))
    )


def forget(request: HttpRequest, response: HttpResponse, done: Iterable[str]) -> None:
    """Keep the forms of those keys no longer."""
    gone = set(done)
    if not gone:
        return
    left = [one for one in _forms(_opened(request)) if one.key not in gone]
    _store(request, response, left)


def settled_by(request: HttpRequest, response: HttpResponse) -> list[str]:
    """The keys of the forms whose words the request has just saved, whole or field by field."""
    if not _is_saved(request, response):
        return []
    sent, page = set(_typed(request.POST)), page_of(request)
    return [
        one.key
        for one in kept_for(request)
        if one.action == request.path or (is_same_page(one.page, page) and sent & set(one.fields))
    ]


# What every form shows that was not saved.
REFUSED = b'id="error-summary"'


def _is_saved(request: HttpRequest, response: HttpResponse) -> bool:
    """A saved form is answered with a redirect; a page that comes back saved nothing."""
    if not wants_fragment(request):
        return 300 <= response.status_code < 400
    return response.status_code < 400 and REFUSED not in getattr(response, "content", b"")


def is_same_page(one: str, other: str) -> bool:
    return unquote(one) == unquote(other)


def texts(fields: Fields) -> list[str]:
    """The words among the values: what would have to be written again."""
    return [value for name, value in _pairs(fields) if is_written(name, value)]


def sent_texts(request: HttpRequest) -> list[str]:
    """The words that the request brought, to give back where they cannot be saved."""
    return texts(_typed(request.POST)) if request.method == "POST" else []


def _pairs(fields: Fields) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, values in fields.items() for value in values)


def _typed(sent: QueryDict) -> Fields:
    return {
        name: values
        for name, values in sent.lists()
        if name not in OURS and not SECRET.search(name) and any(values)
    }


def _is_secret(request: HttpRequest) -> bool:
    """Whether the form is one of signing in, which keeps its own secrets."""
    return (request.resolver_match.url_name or "").startswith("account_")


def _referred(request: HttpRequest) -> str:
    address = urlsplit(request.headers.get("Referer", ""))
    trusted = {urlsplit(origin).netloc for origin in settings.CSRF_TRUSTED_ORIGINS}
    if address.netloc not in trusted | {request.get_host()}:
        return ""
    return f"{address.path}?{address.query}" if address.query else address.path


def _leads_here(address: str, request: HttpRequest) -> bool:
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return False
    try:
        return bool(resolve(urlsplit(address).path))
    except Resolver404:
        return False


def _session(key: str | None) -> SessionBase:
    return import_module(settings.SESSION_ENGINE).SessionStore(key)


def _opened(request: HttpRequest) -> SessionBase | None:
    """The kept forms of this browser; never the session of someone signed in."""
    key = request.COOKIES.get(COOKIE)
    store = _session(key) if key else None
    return store if store is not None and FORMS in store else None


def _forms(store: SessionBase | None) -> list[Kept]:
    oldest = (timezone.now() - LASTS).timestamp()
    rows = store[FORMS] if store is not None else []
    # What an earlier version of the product kept in another shape stops no page.
    found = [Kept(**row) for row in rows if row.keys() == Kept.__dataclass_fields__.keys()]
    return [one for one in found if one.at > oldest]


def _store(request: HttpRequest, response: HttpResponse, forms: list[Kept]) -> None:
    store = _opened(request)
    if store is not None:
        store.delete()
    if not forms:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    fresh = _session(None)
    fresh[FORMS] = [asdict(one) for one in forms]
    fresh.set_expiry(LASTS)
    fresh.create()
    response.set_cookie(
        COOKIE,
        fresh.session_key,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
