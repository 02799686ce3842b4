"""Asking the secretariat, and following what it answers."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialogues.forms.support import SupportRequestForm, WriteOnForm
from dialogues.models import SupportContact, SupportRequest
from dialogues.pages.support import newest, readers, thread
from dialogues.services import support as services
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.filters import paged
from referenceledelse.core.web.numbers import whole
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.models import Course
from roles.views.ways import way_back

Kind = SupportRequest.Kind
# The last word of the address says how the secretariat is reached.
WAYS = {"moede": Kind.MEET, "skriv": Kind.WRITE, "kom-forbi": Kind.DROP_BY, "ide": Kind.IDEA}


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """The ways to the secretariat: meet, write or call, drop by, and bring an idea or a wish."""
    context = {
        "contact": SupportContact.objects.first(),
        "open_count": _mine(request).open().count(),
        "has_asked": _mine(request).exists(),
        "theme_slug": request.GET.get("tema", ""),
        "section": "help",
    }
    return render(request, "dialogues/support/help.html", context)


@form_methods
def ask(request: HttpRequest, way: str) -> HttpResponse:
    """Write a request in one of the ways."""
    if way not in WAYS:
        raise Http404
    kind = WAYS[way]
    theme = request.GET.get("tema", "")
    told = {"theme": theme, "subject": _about_course(request)}
    form = SupportRequestForm(posted(request), kind=kind, user=request.user, **told)
    said = _("Din henvendelse er sendt til sekretariatet.")
    if kind == Kind.IDEA:
        said = _("Tak! Sekretariatet har fået din idé eller dit ønske.")
    if answered := done(request, form, services.ask, said, kind=kind):
        return answered
    context = {
        "form": form,
        "kind": kind,
        "contact": SupportContact.objects.first(),
        "readers": readers(request.user),
        **way_back("dialogues:help"),
    }
    return render(request, "dialogues/support/ask.html", context)


def _about_course(request: HttpRequest) -> str:
    """What one writes about who comes from a course that has no session to sign up for."""
    key = whole(request.GET.get("kursus"))
    row = Course.objects.visible_to(request.user).filter(pk=key).first() if key else None
    return _("Næste hold på “%(course)s”") % {"course": row.name} if row else ""


@require_safe
def my_requests(request: HttpRequest) -> HttpResponse:
    """What I have asked the secretariat, with news first."""
    rows = _mine(request).order_by("-has_news", "-created_at", "-pk")
    context = {"page_obj": paged(request, rows), "readers": readers(request.user)}
    context |= way_back("dialogues:help")
    return render(request, "dialogues/support/list.html", context)


@form_methods
def my_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One of my requests, what was said, and room to write on."""
    row = get_object_or_404(_mine(request), pk=pk)
    demand(request.user, "dialogues.write_request", row)
    form = WriteOnForm(posted(request), initial={"seen": newest(row, request.user)})
    said = _("Din besked er sendt til sekretariatet.")
    told = {"row": row, "stored": lambda now: {"version": newest(now, request.user)}}
    if answered := done(request, form, services.write_on, said, goal=row, request=row, **told):
        return answered
    services.mark_seen(request=row, by=request.user)
    up = way_back("dialogues:help", "dialogues:my_requests")
    context = {**thread(row, request.user, seen=form.seen_before), "form": form, **up}
    return form_page(request, "dialogues/support/request.html", context)


@require_POST
def solve(request: HttpRequest, pk: int) -> HttpResponse:
    """I have been helped."""
    row = get_object_or_404(_mine(request), pk=pk)
    services.solve(request=row, by=request.user)
    messages.success(
        request, _("Henvendelsen er afsluttet. Skriv endelig igen, hvis du har flere spørgsmål.")
    )
    return redirect(row)


def _mine(request: HttpRequest) -> QuerySet[SupportRequest]:
    rows = SupportRequest.objects.visible_to(request.user).filter(author=request.user)
    return rows.select_related("author", "theme", "owner")
