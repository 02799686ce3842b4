"""Writing about themes: editing, what is new, and proposals."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from referenceledelse.access import demand, is_allowed
from referenceledelse.errors import Refused, Stale
from referenceledelse.htmx import render_fragment, render_page, wants_fragment
from roles.models import SECRETARIAT_GROUP, User
from themes import services
from themes.forms import DecisionForm, DraftForm, ProposalForm, ThemeForm, UpdateForm, stored
from themes.models import Theme

PAGE = 24
SHOWN_UPDATES = 50

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit the theme: in its page with htmx, else on a page of its own."""
    theme = get_object_or_404(_themes(request.user), slug=slug)
    demand(request.user, "themes.edit_theme", theme)
    if theme.status == Theme.Status.DRAFT:
        return redirect("themes:proposal", slug=slug)
    form = ThemeForm(_posted(request), theme=theme, user=request.user)
    context = {"theme": theme, "form": form, "parents": _parents(theme)}
    if form.is_bound and form.is_valid():
        try:
            services.edit_theme(theme=theme, by=request.user, **form.cleaned_data)
        except Stale:
            context |= _conflict(form, theme)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Ændringerne er gemt."))
            return _go(request, theme)
    status = 409 if "conflicts" in context else 200
    return render_page(request, "themes/edit.html", context, fragment="theme-about", status=status)


@require_POST
def write_update(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what is new; the list on the theme's page swaps in place with htmx."""
    theme = get_object_or_404(_themes(request.user), slug=slug)
    demand(request.user, "themes.write_update", theme)
    form = UpdateForm(request.POST)
    context = {"theme": theme, "form": form, "may_write": True, "said": ""}
    if form.is_valid():
        services.write_update(theme=theme, by=request.user, text=form.cleaned_data["text"])
        if not wants_fragment(request):
            messages.success(request, _("Det står nu på temaets side."))
            return redirect(theme)
        context |= {"form": UpdateForm(), "said": _("Det står nu på temaets side.")}
    context["parents"] = _parents(theme)
    context["updates"] = theme.updates.select_related("author")[:SHOWN_UPDATES]
    if wants_fragment(request):
        return render_fragment(request, "themes/_whats_new.html", context)
    return render(request, "themes/write_update.html", context)


@form_methods
def propose(request: HttpRequest) -> HttpResponse:
    """Begin a proposal: save it as a draft or send it at once."""
    demand(request.user, "themes.propose_theme")
    is_sending = "send" in request.POST
    form = ProposalForm(_posted(request), user=request.user, is_sending=is_sending)
    if form.is_bound and form.is_valid():
        theme = services.propose_theme(by=request.user, **form.cleaned_data)
        return _saved(request, theme, is_sending)
    context = {"form": form, "readers": _readers(request.user), "parents": _parents()}
    return render(request, "themes/propose.html", context)


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """My own proposals; for the secretariat also those that wait for an answer."""
    sent = _proposals(request.user).exclude(status=Theme.Status.DRAFT)
    waiting = sent.filter(status=Theme.Status.PROPOSED).order_by("updated_at")
    declined = sent.filter(status=Theme.Status.DECLINED).order_by("-updated_at")
    mine = _themes(request.user).filter(proposed_by=request.user).order_by("-updated_at")
    context: dict[str, Any] = {"mine": mine[:PAGE], "parents": _parents()}
    if request.user.is_secretariat:
        inbox = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
        context |= {"inbox": inbox, "declined": declined[:PAGE]}
    return render(request, "themes/proposals.html", context)


@form_methods
def proposal(request: HttpRequest, slug: str) -> HttpResponse:
    """One proposal: its author writes the draft, the secretariat decides what was sent."""
    theme = get_object_or_404(_proposals(request.user), slug=slug)
    if theme.status == Theme.Status.DRAFT:
        return _draft(request, theme)
    if request.method != "POST":
        return _sent(request, theme, DecisionForm())
    if request.POST.keys() & {"accept", "decline"}:
        return _decide(request, theme)
    return _too_late(request, theme)


def _draft(request: HttpRequest, theme: Theme) -> HttpResponse:
    demand(request.user, "themes.edit_theme", theme)
    is_sending = "send" in request.POST
    initial = {name: getattr(theme, name) for name in ProposalForm.base_fields if name != "units"}
    initial |= {"units": list(theme.units.all()), "version": theme.version}
    form = DraftForm(_posted(request), initial=initial, user=request.user, is_sending=is_sending)
    context = {"theme": theme, "form": form, "readers": _readers(request.user)}
    context["parents"] = _parents(proposals=True)
    if form.is_bound and form.is_valid():
        try:
            services.save_draft(theme=theme, by=request.user, **form.cleaned_data)
        except Stale:
            context |= _conflict(form, theme)
        else:
            return _saved(request, theme, is_sending)
    status = 409 if "conflicts" in context else 200
    return render(request, "themes/propose.html", context, status=status)


def _too_late(request: HttpRequest, theme: Theme) -> HttpResponse:
    """The draft's form, sent again or from another window after the proposal went off."""
    if theme.proposed_by_id != request.user.pk:
        raise BadRequest
    if "send" in request.POST:
        return redirect("themes:proposals")
    form = DraftForm(request.POST, user=request.user)
    form.add_error(None, _("Forslaget er sendt og kan ikke ændres mere."))
    context = {"theme": theme, "form": form, "readers": _readers(request.user)}
    return render(request, "themes/propose.html", context, status=409)


def _saved(request: HttpRequest, theme: Theme, is_sending: bool) -> HttpResponse:
    if not is_sending and theme.status == Theme.Status.DRAFT:
        messages.success(request, _("Kladden er gemt. Kun du kan se den."))
        return redirect("themes:proposal", slug=theme.slug)
    theme.refresh_from_db()
    services.send_proposal(theme=theme, by=request.user)
    messages.success(request, _("Forslaget er sendt til sekretariatet."))
    return redirect("themes:proposals")


def _decide(request: HttpRequest, theme: Theme) -> HttpResponse:
    """Accept or decline; a button pressed twice finds the answer that is already given."""
    if theme.status == Theme.Status.PROPOSED or not request.user.is_secretariat:
        demand(request.user, "themes.decide_proposal", theme)
    is_declining = "decline" in request.POST
    form = DecisionForm(request.POST, is_declining=is_declining)
    if not form.is_valid():
        return _sent(request, theme, form)
    decide = services.decline_proposal if is_declining else services.accept_proposal
    try:
        decide(theme=theme, by=request.user, reason=form.cleaned_data["reason"])
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _sent(request, theme, form, status=refusal.status)
    if is_declining:
        messages.success(request, _("Forslaget er afvist, og forslagsstilleren kan se hvorfor."))
        return redirect("themes:proposals")
    messages.success(request, _("Forslaget er godkendt og er nu et netværkstema."))
    return redirect("themes:theme", slug=theme.slug)


def _sent(
    request: HttpRequest, theme: Theme, form: forms.Form, *, status: int = 200
) -> HttpResponse:
    may_decide = is_allowed(request.user, "themes.decide_proposal", theme)
    if form.is_bound and not may_decide and status == 200:
        raise PermissionDenied
    context = {
        "theme": theme,
        "form": form,
        "may_decide": may_decide or form.is_bound,
        "is_mine": theme.proposed_by_id == request.user.pk,
        "may_edit": is_allowed(request.user, "themes.edit_theme", theme),
        "units": theme.units.all(),
        "readers": _readers(request.user, theme.proposed_by),
        "parents": _parents(proposals=True),
    }
    return render(request, "themes/proposal.html", context, status=status)


def _themes(user: User) -> QuerySet[Theme]:
    return Theme.objects.visible_to(user).select_related("type", "phase", "contact")


def _proposals(user: User) -> QuerySet[Theme]:
    """What was proposed, for its author and the secretariat, also after the answer."""
    rows = _themes(user).filter(proposed_by__isnull=False).select_related("proposed_by")
    return rows if user.is_secretariat else rows.filter(proposed_by=user)


def _readers(user: User, *others: User) -> str:
    """Who else than the person reads a proposal that has been sent: its author, the secretariat."""
    secretariat = User.objects.visible_to(user).filter(groups__name=SECRETARIAT_GROUP).working()
    names = {person.pk: person.name for person in (*others, *secretariat)}
    names.pop(user.pk, None)
    return ", ".join(names.values())


def _parents(theme: Theme | None = None, *, proposals: bool = False) -> list[tuple[str, str]]:
    """The way back from a page below a theme, or below the proposals."""
    found = [(reverse("themes:list"), _("Temaer"))]
    if theme:
        found.append((theme.get_absolute_url(), theme.title))
    if proposals:
        found.append((reverse("themes:proposals"), _("Forslag")))
    return found


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _conflict(form: ThemeForm | DraftForm, theme: Theme) -> dict[str, Any]:
    """Both texts side by side; saving again from here is from the version that is shown."""
    theme.refresh_from_db()
    told = form.fields.keys() - {"version", "note"}
    saved = {name: value for name, value in stored(theme).items() if name in told}
    return {"conflicts": form.conflicts_with(saved, theme.version), "who": ""}


def _go(request: HttpRequest, theme: Theme) -> HttpResponse:
    """To the theme's page, out of the fragment that htmx asked for."""
    if wants_fragment(request):
        return HttpResponseClientRedirect(theme.get_absolute_url())
    return redirect(theme)
