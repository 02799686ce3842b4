"""The inbox that the secretariat shares."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialogues.forms.inbox import (
    HandOnRequestForm,
    InternalNoteForm,
    RequestFilters,
    RequestReplyForm,
    SupportMeetingForm,
)
from dialogues.models import SupportRequest
from dialogues.pages.support import newest, thread
from dialogues.services import support as services
from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.filters import listed
from referenceledelse.core.web.pageflow import done, form_methods, posted, status_of
from roles.views.ways import way_back


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """All requests of the secretariat, those that have waited longest first."""
    demand(request.user, "dialogues.see_inbox")
    rows = SupportRequest.objects.visible_to(request.user).oldest_first()
    rows = rows.select_related("author", "theme", "owner")
    context: dict[str, Any] = {
        **way_back("secretariat"),
        "shortcuts": [
            ("?ejer=mine", _("Mine")),
            ("?ejer=ingen", _("Ikke taget endnu")),
            (f"?slags={SupportRequest.Kind.IDEA}", _("Idéer og ønsker")),
            ("?tilstand=solved", _("Afsluttede")),
        ],
    }
    filters = RequestFilters(request.GET, rows, request=request)
    return listed(request, "dialogues/inbox/list.html", context, filters)


@form_methods
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One request as the secretariat sees it, and the answer to it."""
    row = _case(request, pk)
    form = RequestReplyForm(posted(request), initial={"seen": newest(row, request.user)})
    if form.is_bound:
        demand(request.user, "dialogues.answer_request", row)
    goal, said = reverse("dialogues:case", args=[pk]), _("Svaret er sendt.")
    told = {"row": row, "stored": lambda now: {"version": newest(now, request.user)}}
    if answered := done(request, form, services.answer, said, goal=goal, request=row, **told):
        return answered
    return _page(request, row, form=form, seen=form.seen_before, status=status_of(form))


@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a request that nobody has."""
    services.claim(request=_case(request, pk), by=request.user)
    messages.success(request, _("Du har taget henvendelsen."))
    return redirect("dialogues:case", pk=pk)


@require_POST
def hand_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a colleague go on with it."""
    form = HandOnRequestForm(request.POST, request=_case(request, pk))
    said = _("Henvendelsen er givet videre.")
    return _verb(request, pk, "hand_form", form, services.hand_on, said)


@require_POST
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree when and where the two meet."""
    form = SupportMeetingForm(request.POST, request=_case(request, pk))
    said = _("Mødet er aftalt, og afsenderen kan se det.")
    return _verb(request, pk, "meeting_form", form, services.agree_meeting, said)


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write for the secretariat alone."""
    said = _("Notatet er gemt. Kun sekretariatet kan læse det.")
    return _verb(request, pk, "note_form", InternalNoteForm(request.POST), services.note, said)


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
    goal = reverse("dialogues:case", args=[pk])
    told = {"goal": goal, "row": row, "stored": _stored, "request": row}
    if answered := done(request, form, verb, said, **told):
        return answered
    conflicts = getattr(form, "conflicts", None)
    return _page(request, row, status=status_of(form), conflicts=conflicts, **{name: form})


def _stored(row: SupportRequest) -> dict[str, Any]:
    return {"to": row.owner, "meeting_at": row.meeting_at, "meeting_place": row.meeting_place}


def _case(request: HttpRequest, pk: int) -> SupportRequest:
    """The request for one of the secretariat; others hear that they are not allowed."""
    demand(request.user, "dialogues.see_inbox")
    rows = SupportRequest.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("author", "theme", "owner"), pk=pk)


def _page(
    request: HttpRequest,
    row: SupportRequest,
    *,
    status: int = 200,
    seen: int | None = None,
    conflicts: list[dict[str, str]] | None = None,
    **given: forms.Form,
) -> HttpResponse:
    """The secretariat's page of a request; ``given`` are the forms that were sent."""
    context = thread(row, request.user, seen=seen) | {
        "may_answer": is_allowed(request.user, "dialogues.answer_request", row),
        "form": RequestReplyForm(initial={"seen": newest(row, request.user)}),
        "note_form": InternalNoteForm(),
        "hand_form": HandOnRequestForm(None, request=row),
        "meeting_form": SupportMeetingForm(None, request=row),
        "conflicts": conflicts,
        **way_back("secretariat", "dialogues:inbox"),
    }
    return render(request, "dialogues/inbox/request.html", context | given, status=status)
