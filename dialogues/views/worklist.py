"""The secretariat's work list, one finding of it, and what the secretariat does with it.

The list's filters stand in the address of every page and button, so that each leads back to the
list as it was.
"""

from django.contrib import messages
from django.core.paginator import Page
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import replace_url, retarget

from dialogues.forms.worklist import WorklistFilters
from dialogues.models import FindingKind
from dialogues.pages.worklist import Entry, add_steps, cleared, entries, with_entries
from dialogues.views.findings import (
    CLAIM,
    CLEAR,
    RELEASE,
    REOPEN,
    SNOOZE,
    TAKE_OVER,
    FindingAct,
    forms_of,
)
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.filters import paged
from referenceledelse.core.web.htmx import render_page, wants_fragment
from referenceledelse.core.web.numbers import whole
from referenceledelse.core.web.pageflow import pressed, refuse
from roles.models import User
from roles.queries.secretariat import secretariat
from roles.views.ways import way_back
from themes.models import Theme, Thresholds

PAGE = 20


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """What is found today, what is put off, or what was cleared."""
    demand(request.user, "dialogues.keep_worklist")
    return _list(request)


@require_safe
def finding(request: HttpRequest, key: str) -> HttpResponse:
    """One finding: why it is here, what was done, and what can be done now."""
    entry = _entry(request, key)
    return _page(request, entry) if entry else _gone(request)


@require_POST
def claim(request: HttpRequest, key: str) -> HttpResponse:
    """Take it."""
    return _do(request, key, CLAIM)


@require_POST
def release(request: HttpRequest, key: str) -> HttpResponse:
    """Give it back."""
    return _do(request, key, RELEASE)


@require_POST
def take_over(request: HttpRequest, key: str) -> HttpResponse:
    """Take it from a colleague."""
    return _do(request, key, TAKE_OVER)


@require_POST
def snooze(request: HttpRequest, key: str) -> HttpResponse:
    """Put it off until a day."""
    return _do(request, key, SNOOZE)


@require_POST
def clear(request: HttpRequest, key: str) -> HttpResponse:
    """Say what was done about it."""
    return _do(request, key, CLEAR)


@require_POST
def reopen(request: HttpRequest, key: str) -> HttpResponse:
    """Put it back on the list."""
    return _do(request, key, REOPEN)


def _do(request: HttpRequest, key: str, act: FindingAct) -> HttpResponse:
    """Do it, and go back to the list; a form that was refused keeps what was typed in it."""
    entry = _entry(request, key)
    if entry is None:
        return _gone(request)
    form = act.form_of(entry, request.POST)
    if not form.is_valid():
        return _page(request, entry, act, form)
    told = {"finding": entry.finding, "version": whole(request.POST.get("version")) or 0}
    refusal = pressed(request, act.verb, **told, **form.cleaned_data)
    if not refusal:
        return _done(request, key, str(act.said) % {"what": _name(entry)})
    if not form.fields:
        raise refusal
    refuse(form, refusal)
    now = _entry(request, key) or entry
    return _page(request, now, act, form, status=refusal.status)


def _done(request: HttpRequest, key: str, said: str) -> HttpResponse:
    if wants_fragment(request):
        return _list(request, key, said)
    messages.success(request, said)
    return redirect(_address(request))


def _gone(request: HttpRequest) -> HttpResponse:
    """What was mended meanwhile is on no list any more."""
    return _done(request, "", _("Sagen er ikke længere på listen. Problemet er løst."))


def _entry(request: HttpRequest, key: str) -> Entry | None:
    """The finding that the address names, or nothing where it was mended since.

    Raises ``Http404`` for what never was on the list.
    """
    demand(request.user, "dialogues.keep_worklist")
    found = next((entry for entry in entries(request.user) if entry.key == key), None)
    if found is None and not _could_be(request.user, key):
        raise Http404
    if found:
        add_steps([found])
    return found


def _could_be(user: User, key: str) -> bool:
    """Whether the key is made as those of findings are, of a theme that there is."""
    kind, _dash, rest = key.partition("-")
    theme = whole(rest.partition("-")[0])
    known = Theme.objects.visible_to(user).filter(pk=theme or 0)
    return kind in FindingKind.values and known.exists()


def _name(entry: Entry) -> str:
    return f"{entry.finding.kind.label}, {entry.finding.theme.title}"


def _address(request: HttpRequest, query: str | None = None) -> str:
    """The list as the address's filters narrow it."""
    query = request.GET.urlencode() if query is None else query
    return f"{reverse('dialogues:worklist')}{'?' if query else ''}{query}"


def _list(request: HttpRequest, acted: str = "", said: str = "") -> HttpResponse:
    """One page of the list; ``acted`` is what the reader has just done something with."""
    themes = Theme.objects.visible_to(request.user).order_by()
    filters, found = WorklistFilters(request.GET, themes, request=request), entries(request.user)
    page = _shown(request, filters, found)
    back = f"{filters.query()}{f'page={page.number}' if page.number > 1 else ''}".rstrip("&")
    context = {
        "filters": filters,
        "page_obj": page,
        "query": filters.query(),
        "back": back,
        "is_cleared": filters.is_cleared,
        "snoozed": sum(entry.is_snoozed for entry in found),
        "acted": acted,
        "said": said,
        "reopen_days": Thresholds.now().reopen_days,
        "readers": _colleagues(request.user),
        **way_back("secretariat"),
    }
    response = render_page(request, "dialogues/worklist/list.html", context, fragment="results")
    if not wants_fragment(request):
        return response
    return retarget(replace_url(response, _address(request, back)), "#results")


def _shown(request: HttpRequest, filters: WorklistFilters, found: list[Entry]) -> Page:
    rows = cleared(request.user, found) if filters.is_cleared else found
    page = paged(request, filters.apply(rows), PAGE)
    page.object_list = with_entries(page, found) if filters.is_cleared else list(page)
    add_steps(page)
    return page


def _page(
    request: HttpRequest,
    entry: Entry,
    refused: FindingAct | None = None,
    form: Form | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The finding with its forms; as a fragment it opens below its row in the list."""
    context = {
        "entry": entry,
        "acts": forms_of(entry, request.user, refused, form),
        "is_in_list": wants_fragment(request),
        "back": request.GET.urlencode(),
        "list_url": _address(request),
        "readers": _colleagues(request.user),
        **way_back("secretariat", (_address(request), _("Arbejdsliste"))),
    }
    response = render_page(
        request, "dialogues/worklist/finding.html", context, fragment="finding-acts", status=status
    )
    return retarget(response, f"#acts-{entry.key}") if wants_fragment(request) else response


def _colleagues(user: User) -> str:
    """Who else reads the list and its notes."""
    rows = secretariat().exclude(pk=user.pk)
    return get_text_list(list(rows.values_list("name", flat=True)), _("og"))
