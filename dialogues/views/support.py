"""Asking the secretariat, and the inbox that its people share (FEATURES F9.1)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.forms.support import (
    AnswerForm,
    AskForm,
    HandOnForm,
    InboxFilters,
    MeetingForm,
    NoteForm,
    WriteOnForm,
)
from dialogues.models import SupportContact, SupportMessage, SupportRequest
from dialogues.services import support as services
from referenceledelse.access import demand, is_allowed
from referenceledelse.errors import Refused, Stale
from referenceledelse.filters import PAGE
from roles.models import User
from roles.staff import secretariat
from themes.forms.record import refuse
from themes.views.room import listed, posted

Kind = SupportRequest.Kind
# The last word of the address says how the secretariat is reached.
WAYS = {"moede": Kind.MEET, "skriv": Kind.WRITE, "kom-forbi": Kind.DROP_BY}
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """The three ways to the secretariat: meet, write, drop by (SOURCE S6)."""
    context = {
        "contact": SupportContact.objects.first(),
        "open_count": _mine(request).open().count(),
        "theme_slug": request.GET.get("tema", ""),
        "section": "help",
    }
    return render(request, "dialogues/help.html", context)


@form_methods
def ask(request: HttpRequest, way: str) -> HttpResponse:
    """Write a request in one of the three ways."""
    if way not in WAYS:
        raise Http404
    kind = WAYS[way]
    theme = request.GET.get("tema", "")
    form = AskForm(posted(request), kind=kind, user=request.user, theme=theme)
    if form.is_bound and form.is_valid():
        row = services.ask(by=request.user, kind=kind, **form.values())
        messages.success(request, _("Din henvendelse er sendt til sekretariatet."))
        return redirect(row)
    context = {
        "form": form,
        "kind": kind,
        "contact": SupportContact.objects.first(),
        "readers": _names(request.user),
        **_up(),
    }
    return render(request, "dialogues/ask.html", context)


@require_safe
def my_requests(request: HttpRequest) -> HttpResponse:
    """What I have asked the secretariat, with news first."""
    rows = _mine(request).select_related("theme", "owner")
    rows = rows.order_by("-has_news", "-created_at", "-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "readers": _names(request.user), **_up()}
    return render(request, "dialogues/my_requests.html", context)


@form_methods
def my_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One of my requests, what was said, and room to write on."""
    row = get_object_or_404(_mine(request).select_related("theme", "owner"), pk=pk)
    demand(request.user, "dialogues.write_request", row)
    form = WriteOnForm(posted(request), initial={"seen": _newest(row, request.user)})
    seen = form.data.get("seen", "")
    status = 200
    if form.is_bound and form.is_valid():
        try:
            services.write_on(request=row, by=request.user, **form.cleaned_data)
        except Stale:
            form.show(_newest(row, request.user))
            status = 409
        else:
            messages.success(request, _("Din besked er sendt til sekretariatet."))
            return redirect(row)
    services.mark_seen(request=row, by=request.user)
    up = _up((reverse("dialogues:my_requests"), _("Mine henvendelser")))
    context = {**_thread(request, row, seen, status), "form": form, **up}
    return render(request, "dialogues/my_request.html", context, status=status)


@require_POST
def solve(request: HttpRequest, pk: int) -> HttpResponse:
    """I have been helped."""
    row = get_object_or_404(_mine(request), pk=pk)
    services.solve(request=row, by=request.user)
    said = _("Henvendelsen er løst. Skriv igen, hvis der er mere.")
    messages.success(request, said)
    return redirect(row)


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """All requests of the secretariat, those that have waited longest first."""
    demand(request.user, "dialogues.see_inbox")
    rows = SupportRequest.objects.visible_to(request.user).oldest_first()
    rows = rows.select_related("author", "theme", "owner")
    context: dict[str, Any] = {
        "section": "secretariat",
        "parents": [(reverse("secretariat"), _("Sekretariat"))],
        "shortcuts": [
            ("?ejer=mine", _("Mine")),
            ("?ejer=ingen", _("Ingen har taget dem")),
            ("?tilstand=solved", _("Løste")),
        ],
    }
    filters = InboxFilters(request.GET, user=request.user)
    return listed(request, "dialogues/inbox.html", context, filters=filters, rows=rows)


@form_methods
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One request as the secretariat sees it, and the answer to it."""
    row = _case(request, pk)
    form = AnswerForm(posted(request), initial={"seen": _newest(row, request.user)})
    if form.is_bound:
        demand(request.user, "dialogues.answer_request", row)
    if not form.is_bound or not form.is_valid():
        return _case_page(request, row, form=form)
    try:
        services.answer(request=row, by=request.user, **form.cleaned_data)
    except Stale:
        seen = form.data["seen"]
        form.show(_newest(row, request.user))
        return _case_page(request, _case(request, pk), form=form, seen=seen, status=409)
    messages.success(request, _("Svaret er sendt."))
    return redirect("dialogues:case", pk=pk)


@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a request that nobody has."""
    services.claim(request=_case(request, pk), by=request.user)
    messages.success(request, _("Du har taget henvendelsen."))
    return redirect("dialogues:case", pk=pk)


@require_POST
def hand_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a colleague go on with it."""
    form = HandOnForm(request.POST, request=_case(request, pk))
    return _verb(
        request, pk, "hand_form", form, services.hand_on, _("Henvendelsen er givet videre.")
    )


@require_POST
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree when and where the two meet."""
    form = MeetingForm(request.POST, request=_case(request, pk))
    said = _("Mødet er aftalt, og den, der spørger, kan se det.")
    return _verb(request, pk, "meeting_form", form, services.agree_meeting, said)


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write for the secretariat alone."""
    return _verb(request, pk, "note_form", NoteForm(request.POST), services.note, _("Det er gemt."))


def _verb(
    request: HttpRequest,
    pk: int,
    name: str,
    form: forms.Form,
    verb: Callable[..., Any],
    said: str,
) -> HttpResponse:
    """Call the verb with what the form holds; a form that is not right stands on the page."""
    row = _case(request, pk)
    demand(request.user, "dialogues.answer_request", row)
    if form.is_valid():
        values = form.values() if hasattr(form, "values") else form.cleaned_data
        try:
            verb(request=row, by=request.user, **values)
        except Stale:
            return _stale(request, _case(request, pk), name, form)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, said)
            return redirect("dialogues:case", pk=pk)
    return _case_page(request, row, **{name: form})


def _stale(request: HttpRequest, row: SupportRequest, name: str, form: forms.Form) -> HttpResponse:
    """Both sides, and the form on the version that is shown."""
    stored = {"to": row.owner, "meeting_at": row.meeting_at, "meeting_place": row.meeting_place}
    told = {field: value for field, value in stored.items() if field in form.fields}
    conflicts = form.conflicts_with(told, row.version)
    return _case_page(request, row, status=409, conflicts=conflicts, **{name: form})


def _case(request: HttpRequest, pk: int) -> SupportRequest:
    """The request for one of the secretariat; others hear that they are not allowed."""
    demand(request.user, "dialogues.see_inbox")
    rows = SupportRequest.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("author__unit", "theme", "owner"), pk=pk)


def _case_page(
    request: HttpRequest,
    row: SupportRequest,
    *,
    status: int = 200,
    seen: str = "",
    conflicts: list[dict[str, str]] | None = None,
    **given: forms.Form,
) -> HttpResponse:
    """The secretariat's page of a request; ``given`` are the forms that were sent."""
    context = _thread(request, row, seen, status) | {
        "may_answer": is_allowed(request.user, "dialogues.answer_request", row),
        "form": AnswerForm(initial={"seen": _newest(row, request.user)}),
        "note_form": NoteForm(),
        "hand_form": HandOnForm(None, request=row),
        "meeting_form": MeetingForm(None, request=row),
        "conflicts": conflicts,
        "section": "secretariat",
        "parents": [
            (reverse("secretariat"), _("Sekretariat")),
            (reverse("dialogues:inbox"), _("Henvendelser")),
        ],
    }
    return render(request, "dialogues/case.html", context | given, status=status)


def _mine(request: HttpRequest) -> QuerySet[SupportRequest]:
    return SupportRequest.objects.visible_to(request.user).filter(author=request.user)


def _thread(request: HttpRequest, row: SupportRequest, seen: str, status: int) -> dict[str, Any]:
    """What was said, with what is new to one whose text met another's."""
    said = list(_said(row, request.user).select_related("author"))
    if status == 409 and seen.isdecimal():
        for one in said:
            one.is_new = one.pk > int(seen) and one.author_id != request.user.pk
    return {
        "row": row,
        "said": said,
        "has_met": any(getattr(one, "is_new", False) for one in said),
        "times": list(row.times.all()),
        "readers": _names(request.user, row.author),
    }


def _said(row: SupportRequest, user: User) -> QuerySet[SupportMessage]:
    return SupportMessage.objects.visible_to(user).filter(request=row)


def _newest(row: SupportRequest, user: User) -> int:
    """The newest message that stands on the reader's screen."""
    return _said(row, user).order_by("-pk").values_list("pk", flat=True).first() or 0


def _names(user: User, *others: User) -> str:
    """Who else can read a request: the one who asks, and the secretariat by name."""
    people = {one.pk: one.name for one in (*others, *secretariat())}
    people.pop(user.pk, None)
    return ", ".join(people.values()) or _("sekretariatet")


def _up(*more: tuple[str, str]) -> dict[str, Any]:
    """The way back to the page of help, and which entry of the navigation it is."""
    return {"section": "help", "parents": [(reverse("dialogues:help"), _("Hjælp")), *more]}
