"""Proposals: written by any employee, sent for a round, answered by the secretariat."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.filters import listed, paged
from referenceledelse.core.web.pageflow import form_methods, form_page, posted, saved, status_of
from roles.models import User
from roles.queries.secretariat import secretariat
from roles.views.ways import way_back
from themes import services
from themes.forms import DecisionForm, DraftForm, ProposalForm, stored_theme
from themes.forms.proposals import ProposalFilters
from themes.forms.rounds import QUESTION
from themes.models import Round, Theme, ThemeQuestion
from themes.queries.proposals import asked_for, met_by
from themes.queries.rounds import open_round

ANSWERS = {
    "accept": services.accept_proposal,
    "revise": services.ask_to_revise,
    "decline": services.decline_proposal,
}


@form_methods
def propose(request: HttpRequest) -> HttpResponse:
    """Begin a proposal: save it as a draft or send it at once; the address may name own units."""
    demand(request.user, "themes.propose_theme")
    is_sending = "send" in request.POST
    units = asked_for(request.GET.getlist("enhed"), request.user)
    form = ProposalForm(
        posted(request),
        initial={"units": units},
        user=request.user,
        is_sending=is_sending,
        questions=_questions(),
    )
    form.fields["units"].offer_first([*units, *met_by(units, request.user)])
    if theme := saved(request, form, services.propose_theme):
        return _saved(request, theme, is_sending)
    return form_page(
        request, "themes/proposals/propose.html", _writing(request, form), is_strict=True
    )


def _questions() -> list[ThemeQuestion]:
    """The marks of a good theme."""
    rows = ThemeQuestion.objects.filter(purpose=ThemeQuestion.Purpose.PROPOSAL, is_active=True)
    return list(rows.order_by("order", "pk"))


def _writing(request: HttpRequest, form: ProposalForm) -> dict[str, Any]:
    """What the page of a proposal that is being written shows beside the form."""
    return {
        "form": form,
        "readers": _readers(request.user),
        "round": open_round(),
        **_up(request.user, "themes:proposals"),
    }


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """One's own proposals; for the secretariat an inbox of those that were sent."""
    rows = _proposals(request.user).select_related("round").order_by("updated_at", "pk")
    filters = ProposalFilters(request.GET, rows, request=request)
    context: dict[str, Any] = {
        **_up(request.user),
        "is_inbox": request.user.is_secretariat,
        "round": open_round(),
    }
    return listed(request, "themes/proposals/list.html", context, filters)


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """When one can propose, and when it is decided; the secretariat sees how many came."""
    rows = (
        Round.objects.visible_to(request.user)
        .annotate(sent=Count("proposals"))
        .order_by("-deadline")
    )
    context = {
        "page_obj": paged(request, rows),
        "next_round": open_round(),
        "may_count": request.user.is_secretariat,
        **_up(request.user, "themes:proposals"),
    }
    return render(request, "themes/rounds/list.html", context)


@require_safe
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One round with its proposals and what became of them, as far as the reader may see."""
    row = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    rows = _proposals(request.user).filter(round=row).order_by(alphabetical("title"), "pk")
    sent = rows.exclude(status=Theme.Status.DRAFT)
    context = {
        "round": row,
        "page_obj": paged(request, sent),
        **_up(request.user, "themes:proposals", "themes:rounds"),
    }
    return render(request, "themes/rounds/round.html", context)


@form_methods
def proposal(request: HttpRequest, slug: str) -> HttpResponse:
    """One proposal: its author writes it, the secretariat decides what was sent."""
    theme = get_object_or_404(_proposals(request.user), slug=slug)
    is_mine = theme.proposed_by_id == request.user.pk
    if theme.status in Theme.WRITABLE and is_mine:
        return _draft(request, theme)
    if request.method != "POST":
        return _sent(request, theme, DecisionForm())
    if request.POST.keys() & ANSWERS.keys():
        return _decide(request, theme)
    return _too_late(request, theme)


def _draft(request: HttpRequest, theme: Theme) -> HttpResponse:
    demand(request.user, "themes.edit_theme", theme)
    is_sending = "send" in request.POST
    form = DraftForm(
        posted(request),
        initial=_stored_draft(theme),
        user=request.user,
        is_sending=is_sending,
        questions=_questions(),
    )
    if saved(request, form, services.save_draft, row=theme, stored=stored_theme, theme=theme):
        return _saved(request, theme, is_sending)
    context = {**_writing(request, form), "theme": theme}
    return form_page(request, "themes/proposals/propose.html", context, is_strict=True)


def _stored_draft(theme: Theme) -> dict[str, Any]:
    values = {name: getattr(theme, name) for name in ProposalForm.base_fields if name != "units"}
    answers = theme.answers.filter(gate=None).values_list("question", "text")
    values |= {f"{QUESTION}{question}": text for question, text in answers}
    return {**values, "units": list(theme.units.all()), "version": theme.version}


def _too_late(request: HttpRequest, theme: Theme) -> HttpResponse:
    """The draft's form, sent again or from another window after the proposal went off."""
    if theme.proposed_by_id != request.user.pk:
        raise BadRequest
    if "send" in request.POST:
        return redirect("themes:proposals")
    form = DraftForm(request.POST, user=request.user, questions=_questions())
    form.add_error(None, _("Forslaget er sendt og kan ikke ændres mere."))
    context = {**_writing(request, form), "theme": theme}
    return render(request, "themes/proposals/propose.html", context, status=409)


def _saved(request: HttpRequest, theme: Theme, is_sending: bool) -> HttpResponse:
    if not is_sending and theme.status in Theme.WRITABLE:
        said = _("Kladden er gemt. Kun du kan se den.")
        if theme.status == Theme.Status.REVISE:
            said = _("Forslaget er gemt. Send det igen, når du er klar.")
        messages.success(request, said)
        return redirect("themes:proposal", slug=theme.slug)
    theme.refresh_from_db()
    services.send_proposal(theme=theme, by=request.user)
    messages.success(request, _("Forslaget er sendt til sekretariatet."))
    return redirect("themes:proposals")


def _decide(request: HttpRequest, theme: Theme) -> HttpResponse:
    """Answer; a button pressed twice finds the answer that is already given."""
    demand(request.user, "themes.decide_proposal", theme)
    given = next(name for name in ANSWERS if name in request.POST)
    form = DecisionForm(request.POST, needs_reason=given != "accept")
    if not saved(request, form, ANSWERS[given], theme=theme):
        return _sent(request, theme, form, status=status_of(form, is_strict=True))
    if given == "accept":
        messages.success(request, _("Forslaget er godkendt og er nu et netværkstema."))
        return redirect("themes:theme", slug=theme.slug)
    said = _("Forslaget er afvist, og forslagsstilleren kan se hvorfor.")
    if given == "revise":
        said = _("Forslaget er sendt tilbage, og forslagsstilleren kan se, hvad der skal rettes.")
    messages.success(request, said)
    return redirect("themes:proposals")


def _sent(
    request: HttpRequest, theme: Theme, form: forms.Form, *, status: int = 200
) -> HttpResponse:
    is_waiting = theme.status == Theme.Status.PROPOSED
    may_decide = is_waiting and is_allowed(request.user, "themes.decide_proposal", theme)
    if form.is_bound and not may_decide and status == 200:
        raise PermissionDenied
    answers = theme.answers.filter(gate=None).select_related("question")
    context = {
        "theme": theme,
        "form": form,
        "may_decide": may_decide or form.is_bound,
        "is_mine": theme.proposed_by_id == request.user.pk,
        "may_edit": is_allowed(request.user, "themes.edit_theme", theme),
        "units": theme.units.all(),
        "answers": answers.filter(question__purpose=ThemeQuestion.Purpose.PROPOSAL),
        "readers": _readers(request.user, theme.proposed_by),
        **_up(request.user, "themes:proposals"),
    }
    return render(request, "themes/proposals/proposal.html", context, status=status)


def _proposals(user: User) -> QuerySet[Theme]:
    """What was proposed, for its author and the secretariat, also after the answer."""
    rows = Theme.objects.visible_to(user).filter(proposed_by__isnull=False)
    rows = rows.select_related("type", "phase", "contact", "proposed_by", "round")
    return rows if user.is_secretariat else rows.filter(proposed_by=user)


def _readers(user: User, *others: User) -> str:
    """Who else than the person reads a proposal that has been sent: its author, the secretariat."""
    names = {person.pk: person.name for person in (*others, *secretariat())}
    names.pop(user.pk, None)
    return get_text_list(list(names.values()), _("og"))


def _up(user: User, *more: str) -> dict[str, Any]:
    """The way back from the proposals and the pages below them; the secretariat has its own."""
    if user.is_secretariat:
        return way_back("secretariat", *more)
    return way_back("themes:list", *more)
