"""Nominations of talents: the author's pages, and the secretariat's list and answer.

What is posted is kept out of error reports, and no message names anyone.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.filters import listed
from referenceledelse.core.web.htmx import render_fragment
from referenceledelse.core.web.numbers import whole
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.forms.nominations import (
    EditNominationForm,
    NominationAnswerForm,
    NominationFilters,
    NominationForm,
    NominationInboxFilters,
    stored_answer,
    stored_words,
)
from roles.forms.person_field import suggestions
from roles.models import Nomination, User
from roles.queries.line_managers import employees
from roles.queries.secretariat import secretariat
from roles.services import nominations as services
from roles.views.ways import way_back

# What stands above a nomination, for the secretariat.
ABOVE_INBOX = ("secretariat", "roles:nomination_inbox")

unreported = sensitive_post_parameters()


@require_safe
def nominations(request: HttpRequest) -> HttpResponse:
    """The nominations that one has made, also by who manages nobody any more."""
    demand(request.user, "roles.see_own_nominations")
    rows = Nomination.objects.visible_to(request.user).filter(author=request.user)
    context = {
        "section": "staff",
        **way_back(*_above(request.user)[:-1]),
        "may_nominate": is_allowed(request.user, "roles.begin_nomination"),
    }
    filters = NominationFilters(request.GET, _shown(rows), request=request)
    template = "roles/nominations/list.html"
    return listed(request, template, context, filters)


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """All nominations, for the secretariat: what is open first of all."""
    demand(request.user, "roles.see_nominations")
    rows = Nomination.objects.visible_to(request.user)
    context = way_back(*ABOVE_INBOX[:-1])
    filters = NominationInboxFilters(request.GET, _shown(rows), request=request)
    template = "roles/nominations/inbox.html"
    return listed(request, template, context, filters)


def _shown(rows: Any) -> Any:
    """What a list needs of each nomination, and no word of what was written."""
    return rows.select_related("nominee__unit", "author").defer(*Nomination.TEXTS)


@require_safe
def staff_names(request: HttpRequest) -> HttpResponse:
    """What the field for an employee suggests: one's own people alone."""
    typed = next(iter(request.GET.values()), "")
    found = suggestions(typed, request.user, among=employees(request.user))
    return render_fragment(request, "roles/people/names.html", {"names": found})


@unreported
@form_methods
def nominate(request: HttpRequest) -> HttpResponse:
    """Nominate an employee; the address may name one of one's own."""
    demand(request.user, "roles.begin_nomination")
    key = whole(request.GET.get("medarbejder")) or 0
    chosen = employees(request.user).filter(pk=key).first()
    form = NominationForm(posted(request), user=request.user, nominee=chosen)
    said = _("Indstillingen er sendt til sekretariatet.")
    if answered := done(request, form, services.nominate, said):
        return answered
    context = {"form": form, "readers": _readers(request.user)}
    context |= way_back(*_above(request.user))
    return render(request, "roles/nominations/nominate.html", context)


@require_safe
def nomination(request: HttpRequest, pk: int) -> HttpResponse:
    """One nomination, for its author and the secretariat."""
    row = _found(request, pk)
    if is_allowed(request.user, "roles.write_nomination", row):
        services.mark_read(nomination=row, by=request.user)
    may_answer = is_allowed(request.user, "roles.answer_nomination", row)
    form = NominationAnswerForm(nomination=row) if may_answer and not row.is_withdrawn else None
    return _page(request, row, {"form": form})


@unreported
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat says how far it is, and writes to the author."""
    row = _found(request, pk)
    demand(request.user, "roles.answer_nomination", row)
    form = NominationAnswerForm(request.POST, nomination=row)
    verb, said = services.answer_nomination, _("Svaret er gemt.")
    told = {"row": row, "stored": stored_answer, "nomination": row}
    if answered := done(request, form, verb, said, **told):
        return answered
    who = row.handled_by.name if row.handled_by else ""
    return _page(request, row, {"form": form, "who": who})


def _page(request: HttpRequest, row: Nomination, context: dict[str, Any]) -> HttpResponse:
    is_author = row.author_id == request.user.pk
    context |= {
        "nomination": row,
        "is_author": is_author,
        "readers": _readers(request.user, row),
        **way_back(*(_above(request.user) if is_author else ABOVE_INBOX)),
    }
    return form_page(request, "roles/nominations/nomination.html", context, is_strict=True)


@unreported
@form_methods
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The author writes on, as long as the nomination is open."""
    row = _found(request, pk)
    demand(request.user, "roles.write_nomination", row)
    if request.method != "POST" and not row.is_open:
        return redirect(row)
    form = EditNominationForm(posted(request), nomination=row)
    verb, told = (
        services.edit_nomination,
        {"row": row, "stored": stored_words, "nomination": row},
    )
    if answered := done(request, form, verb, _("Indstillingen er gemt."), **told):
        return answered
    context = {"form": form, "nomination": row, "readers": _readers(request.user, row)}
    context |= _below(request.user, row)
    return form_page(request, "roles/nominations/nominate.html", context, is_strict=True)


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
    context = {"nomination": row, **_below(request.user, row)}
    return render(request, "roles/nominations/withdraw.html", context)


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


def _above(user: User) -> list[str]:
    """What stands above a nomination, for its author."""
    return [*(["staff"] if user.is_line_manager else []), "roles:nominations"]


def _below(user: User, row: Nomination) -> dict[str, Any]:
    """The way back from a page below the nomination."""
    return way_back(*_above(user), (row.get_absolute_url(), _("Indstilling")))
