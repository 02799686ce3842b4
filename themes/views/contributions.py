"""Any employee proposes a text or a piece of news; the network leader takes it in one press."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.edits import fingerprint
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.models import User
from themes.forms.contributions import DeclineForm, NewsForm, TextsForm, texts
from themes.models import Contribution, Theme
from themes.pages.readers import answering, named_for
from themes.services import contributions as services
from themes.views.assignments import staffed_theme
from themes.views.records import FROM
from themes.views.rooms import frame, row_of
from themes.views.themes import WRITES


@form_methods
def news(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a piece of news; who may write it at once needs no proposal."""
    theme = staffed_theme(request, slug)
    demand(request.user, "themes.contribute", theme)
    if is_allowed(request.user, "themes.write_update", theme):
        return redirect(f"{theme.get_absolute_url()}?{WRITES}=nyhed")
    form = NewsForm(posted(request))
    said = _("Tak. %(name)s ser din nyhed på sin startside.") % {
        "name": answering(theme.network_leader)
    }
    told = {"theme": theme, "goal": theme}
    if answered := done(request, form, services.propose_news, said, **told):
        return answered
    context = _below(request, theme) | {"form": form, "title": _("Foreslå en nyhed")}
    return render(request, "themes/contributions/contribute.html", context)


@form_methods
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose other words for the theme's texts; who edits the theme needs no proposal."""
    theme = staffed_theme(request, slug)
    demand(request.user, "themes.contribute", theme)
    if is_allowed(request.user, "themes.edit_theme", theme):
        return redirect("themes:edit", slug=slug)
    form = TextsForm(posted(request), theme=theme)
    told = {"row": theme, "stored": texts, "theme": theme, "goal": theme}
    if answered := done(request, form, services.propose_texts, _sent(theme), **told):
        return answered
    context = _below(request, theme) | {"form": form, "title": _("Foreslå en rettelse")}
    return form_page(request, "themes/contributions/contribute.html", context)


def _sent(theme: Theme) -> Any:
    """What is said once the proposals are made."""

    def said(made: list[Contribution]) -> str:
        text = ngettext(
            "Tak. %(name)s ser dit forslag på sin startside.",
            "Tak. %(name)s ser dine %(n)s forslag på sin startside.",
            len(made),
        )
        return text % {"name": answering(theme.network_leader), "n": len(made)}

    return said


@form_methods
def contribution(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What is proposed beside what stands: take it with ``take``, or say no with ``decline``."""
    theme, row = _contribution(request, slug, pk)
    form = DeclineForm(posted(request), contribution=row)
    if form.is_bound:
        demand(request.user, "themes.answer_contribution", row)
        if answered := _answered(request, row, form):
            return answered
        theme, row = _contribution(request, slug, pk)
    elif row.author == request.user:
        services.mark_read(contribution=row, by=request.user)
    may_answer = is_allowed(request.user, "themes.answer_contribution", row)
    context = _below(request, theme) | {
        "contribution": row,
        "form": form if may_answer and (row.is_waiting or form.errors) else None,
        "is_own": row.author == request.user,
        "seen": fingerprint(row.now),
        "readers": _readers(theme, row, request.user),
    }
    return form_page(request, "themes/contributions/contribution.html", context)


def _answered(request: HttpRequest, row: Contribution, form: DeclineForm) -> HttpResponse | None:
    """Where to go once it is answered; ``None`` where the answer was refused, with the reason."""
    if not {"take", "decline"} & request.POST.keys():
        raise BadRequest
    verb, said = services.decline_contribution, _("Dit svar er sendt.")
    told: dict[str, Any] = {"contribution": row, "goal": row.theme}
    if request.GET.get(FROM) == "start":
        told["goal"] = "start"
    if "take" in request.POST:
        verb, said = _take, _("Det står nu på temaets side.")
        told["seen"] = request.POST.get("seen", "")
    return done(request, form, verb, said, **told)


def _take(*, contribution: Contribution, by: User, seen: str, reason: str) -> Contribution:
    """A yes needs no words; what stands in the field beside the no is not kept."""
    return services.take_contribution(contribution=contribution, by=by, seen=seen)


@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The author takes the proposal back."""
    theme, row = _contribution(request, slug, pk)
    services.withdraw_contribution(contribution=row, by=request.user)
    messages.success(request, _("Du har trukket dit forslag tilbage."))
    return redirect(theme)


def _contribution(request: HttpRequest, slug: str, pk: int) -> tuple[Theme, Contribution]:
    theme = staffed_theme(request, slug)
    return theme, row_of(request, theme, Contribution, pk, "author", "answered_by")


def _below(request: HttpRequest, theme: Theme) -> dict[str, Any]:
    found = frame(request, theme, "theme")
    readers = named_for(request.user, filter(None, [theme.network_leader]))
    return found | {"answers": answering(theme.network_leader), "readers": readers}


def _readers(theme: Theme, row: Contribution, user: User) -> str:
    """Who else reads it, as ``visible_to`` says."""
    if row.state == Contribution.State.WITHDRAWN:
        return ""
    return named_for(user, filter(None, [row.author, theme.network_leader]))
