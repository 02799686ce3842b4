"""A theme's leaders ask the secretariat for another."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from referenceledelse.core.web.access import demand
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.models import Role
from themes.forms.leader_requests import RequestForm
from themes.forms.offers import OfferAnswerForm
from themes.models import LeaderRequest, Theme
from themes.pages.assignments import ask_title
from themes.rules.leader_requests import askable_roles
from themes.services import leader_requests as services
from themes.views.assignments import below, staffed_theme
from themes.views.rooms import row_of


@form_methods
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for someone in a vacant role."""
    theme = staffed_theme(request, slug)
    demand(request.user, "themes.ask_for_leader", theme)
    keys = askable_roles(request.user, theme)
    roles = list(Role.objects.visible_to(request.user).filter(key__in=keys))
    form = RequestForm(posted(request), roles=roles)
    said = _("Sekretariatet ser dit ønske på sin startside.")
    if answer := done(request, form, services.ask_for_leader, said, theme=theme):
        return answer
    context = below(request, theme) | {
        "form": form,
        "title": ask_title(roles),
        "lead": _("Sekretariatet svarer dig her og finder en person at spørge."),
        "readers": _("sekretariatet"),
        "submit": _("Send ønsket"),
    }
    return render(request, "themes/assignments/form.html", context)


@form_methods
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The secretariat says yes with ``approve`` and finds someone, or no with ``reject``."""
    theme, wish = _wish(request, slug, pk)
    demand(request.user, "themes.answer_request", wish)
    is_rejecting = "reject" in request.POST
    hint = _("%(name)s kan læse begrundelsen. Du skal skrive en, hvis du siger nej.") % {
        "name": wish.asked_by.name
    }
    form = OfferAnswerForm(posted(request), label=_("Dit svar"), hint=hint, is_needed=is_rejecting)
    if form.is_bound and not {"approve", "reject"} & request.POST.keys():
        raise BadRequest
    verb, said = services.approve_request, _("Ønsket er godkendt. Find nu en person at foreslå.")
    if is_rejecting:
        verb, said = services.reject_request, _("Svaret er sendt.")
    if response := done(request, form, verb, said, wish=wish):
        goal = redirect("themes:propose_person", slug=slug, role=wish.role_id)
        return response if is_rejecting else goal
    context = below(request, theme) | {"form": form, "wish": wish}
    return form_page(request, "themes/leader_requests/answer.html", context)


@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Who asked takes the wish back."""
    _theme, wish = _wish(request, slug, pk)
    services.withdraw_request(wish=wish, by=request.user)
    messages.success(request, _("Ønsket er trukket tilbage."))
    return redirect(wish)


def _wish(request: HttpRequest, slug: str, pk: int) -> tuple[Theme, LeaderRequest]:
    theme = staffed_theme(request, slug)
    return theme, row_of(request, theme, LeaderRequest, pk, "role", "asked_by")
