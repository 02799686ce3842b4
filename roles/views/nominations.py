"""Nominations of talents: the author's pages, and the secretariat's list and answer.

What is posted is kept out of error reports, and no message names anyone.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from referenceledelse.access import demand, is_allowed
from referenceledelse.errors import Refused, Stale
from referenceledelse.filters import listed
from referenceledelse.forms import refuse
from referenceledelse.htmx import render_fragment
from referenceledelse.numbers import whole
from roles.forms.nominations import (
    AnswerForm,
    EditNominationForm,
    InboxFilters,
    NominationFilters,
    NominationForm,
    stored,
)
from roles.models import Nomination, User
from roles.people_field import suggestions
from roles.queries.line_managers import employees
from roles.queries.secretariat import secretariat
from roles.services import nominations as services

type Parents = list[tuple[str, str]]

form_methods = require_http_methods(["GET", "HEAD", "POST"])
unreported = sensitive_post_parameters()


@require_safe
def nominations(request: HttpRequest) -> HttpResponse:
    """The nominations that one has made, also by who manages nobody any more."""
    demand(request.user, "roles.see_own_nominations")
    filters = NominationFilters(request.GET)
    rows = Nomination.objects.visible_to(request.user).filter(author=request.user)
    context = {
        "section": "staff",
        "parents": _way(request.user)[:-1],
        "may_nominate": is_allowed(request.user, "roles.begin_nomination"),
    }
    template = "roles/nominations.html"
    return listed(request, template, context, filters=filters, rows=_shown(rows))


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """All nominations, for the secretariat: what is open first of all."""
    demand(request.user, "roles.see_nominations")
    filters = InboxFilters(request.GET, user=request.user)
    rows = Nomination.objects.visible_to(request.user)
    context = {"section": "secretariat", "parents": _way(request.user, is_author=False)[:-1]}
    template = "roles/nomination_inbox.html"
    return listed(request, template, context, filters=filters, rows=_shown(rows))


def _shown(rows: Any) -> Any:
    """What a list needs of each nomination, and no word of what was written."""
    return rows.select_related("nominee__unit", "author").defer(*Nomination.TEXTS)


@require_safe
def staff_names(request: HttpRequest) -> HttpResponse:
    """What the field for an employee suggests: one's own people alone."""
    typed = next(iter(request.GET.values()), "")
    found = suggestions(typed, request.user, among=employees(request.user))
    return render_fragment(request, "roles/names.html", {"names": found})


@unreported
@form_methods
def nominate(request: HttpRequest) -> HttpResponse:
    """Nominate an employee; the address may name one of one's own."""
    demand(request.user, "roles.begin_nomination")
    key = whole(request.GET.get("medarbejder")) or 0
    chosen = employees(request.user).filter(pk=key).first()
    form = NominationForm(_posted(request), user=request.user, nominee=chosen)
    if form.is_bound and form.is_valid():
        told = {**form.words(), "nominee": form.cleaned_data["nominee"]}
        try:
            row = services.nominate(by=request.user, **told)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Indstillingen er sendt til sekretariatet."))
            return redirect(row)
    context = {"form": form, "readers": _readers(request.user), "parents": _way(request.user)}
    return render(request, "roles/nominate.html", context | {"section": "staff"})


@require_safe
def nomination(request: HttpRequest, pk: int) -> HttpResponse:
    """One nomination, for its author and the secretariat."""
    row = _found(request, pk)
    if is_allowed(request.user, "roles.write_nomination", row):
        services.mark_read(nomination=row, by=request.user)
    may_answer = is_allowed(request.user, "roles.answer_nomination", row)
    form = AnswerForm(nomination=row) if may_answer and not row.is_withdrawn else None
    return _page(request, row, {"form": form})


@unreported
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat says how far it is, and writes to the author."""
    row = _found(request, pk)
    demand(request.user, "roles.answer_nomination", row)
    form = AnswerForm(request.POST, nomination=row)
    if not form.is_valid():
        return _page(request, row, {"form": form})
    told = form.cleaned_data
    try:
        services.answer_nomination(nomination=row, by=request.user, **told)
    except Stale:
        row.refresh_from_db()
        saved = {"status": row.status, "note": row.note}
        clash = form.conflicts_with(saved, row.answer_version)
        who = row.handled_by.name if row.handled_by else ""
        return _page(request, row, {"form": form, "conflicts": clash, "who": who}, status=409)
    except Refused as refusal:
        refuse(form, refusal)
        return _page(request, row, {"form": form}, status=refusal.status)
    messages.success(request, _("Svaret er gemt."))
    return redirect(row)


def _page(
    request: HttpRequest, row: Nomination, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    is_author = row.author_id == request.user.pk
    context |= {
        "nomination": row,
        "is_author": is_author,
        "readers": _readers(request.user, row),
        "parents": _way(request.user, is_author=is_author),
        "section": "staff" if is_author else "secretariat",
    }
    return render(request, "roles/nomination.html", context, status=status)


@unreported
@form_methods
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The author writes on, as long as the nomination is open."""
    row = _found(request, pk)
    demand(request.user, "roles.write_nomination", row)
    if request.method != "POST" and not row.is_open:
        return redirect(row)
    form = EditNominationForm(_posted(request), nomination=row)
    context: dict[str, Any] = {"form": form, "nomination": row}
    status = 200
    if form.is_bound and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            told = {"version": version, **form.words()}
            services.edit_nomination(nomination=row, by=request.user, **told)
        except Refused as refusal:
            status = 200 if refusal.fields else refusal.status
            context |= _refused(form, row, refusal)
        else:
            messages.success(request, _("Indstillingen er gemt."))
            return redirect(row)
    context |= {"readers": _readers(request.user, row), "section": "staff"}
    parents = [*_way(request.user), (row.get_absolute_url(), _("Indstilling"))]
    return render(request, "roles/nominate.html", context | {"parents": parents}, status=status)


def _refused(form: EditNominationForm, row: Nomination, refusal: Refused) -> dict[str, Any]:
    """Both texts side by side where another window saved; else why it cannot be saved."""
    if not isinstance(refusal, Stale):
        refuse(form, refusal)
        return {}
    row.refresh_from_db()
    return {"conflicts": form.conflicts_with(stored(row), row.version), "who": ""}


@form_methods
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a nomination back; asked once more first, since its words are then gone."""
    row = _found(request, pk)
    demand(request.user, "roles.write_nomination", row)
    if request.method == "POST":
        services.withdraw_nomination(nomination=row, by=request.user)
        messages.success(request, _("Indstillingen er trukket tilbage, og teksten er slettet."))
        return redirect(row)
    if row.is_withdrawn:
        return redirect(row)
    parents = [*_way(request.user), (row.get_absolute_url(), _("Indstilling"))]
    context = {"nomination": row, "parents": parents, "section": "staff"}
    return render(request, "roles/withdraw_nomination.html", context)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _found(request: HttpRequest, pk: int) -> Nomination:
    rows = Nomination.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("nominee__unit", "author", "handled_by"), pk=pk)


def _readers(user: User, row: Nomination | None = None) -> str:
    """Who else reads it: its author, and the secretariat but for the nominee."""
    people = [*([row.author] if row else []), *secretariat()]
    names = {person.pk: person.name for person in people}
    for own in (user.pk, row and row.nominee_id):
        names.pop(own, None)
    return get_text_list(list(names.values()), _("og"))


def _way(user: User, *, is_author: bool = True) -> Parents:
    """The way back from a nomination, as its author or as the secretariat has come."""
    if not is_author:
        inbox_page = (reverse("roles:nomination_inbox"), _("Talenter"))
        return [(reverse("secretariat"), _("Sekretariat")), inbox_page]
    top = [(reverse("staff"), _("Mine medarbejdere"))] if user.is_line_manager else []
    return [*top, (reverse("roles:nominations"), _("Indstillede medarbejdere"))]
