"""Proposing people for the roles of a theme, and their answers."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from referenceledelse.core.web.access import demand
from referenceledelse.core.web.numbers import whole
from referenceledelse.core.web.pageflow import (
    chosen,
    done,
    form_methods,
    form_page,
    go_on,
    posted,
    written,
)
from roles.models import RoleKey, User
from roles.queries.catalogue import sources_of
from themes.forms.offers import OfferAnswerForm, RoleOfferForm
from themes.models import LEADING, ROLES, LeaderRequest, Offer, Theme
from themes.queries.cautions import (
    cautions_before_asking,
    is_beside_own_field,
    own_field,
    why_asked,
)
from themes.queries.suggestions import order_in_words, suggestions
from themes.services import offers as services
from themes.views.assignments import below, staffed_theme
from themes.views.rooms import row_of

# The page's name, by the role that someone is proposed for.
PROPOSE = {
    RoleKey.NETWORK_LEADER.value: gettext_lazy("Foreslå en netværksleder"),
    RoleKey.REFERENCE_LEADER.value: gettext_lazy("Foreslå en referenceleder"),
    RoleKey.CO_DRIVER.value: gettext_lazy("Foreslå en co-driver"),
}


@form_methods
def propose(request: HttpRequest, slug: str, role: str) -> HttpResponse:
    """Propose a person, with those who might and why."""
    theme = staffed_theme(request, slug)
    if role not in ROLES:
        raise Http404
    demand(request.user, "themes.propose_holder", theme)
    person = chosen_person(request)
    form = RoleOfferForm(written(request), role=role, begins=_begins(theme, role), chosen=person)
    go_on(request, form, **{"person": person} if person else {})
    if form.is_bound and form.is_valid():
        person = form.cleaned_data["person"]
        said = _said(theme, role, person)
        if answer := done(request, form, services.propose_person, said, theme=theme, role=role):
            warn(request, theme, role, person)
            return answer
    context = below(request, theme) | _around(request, theme, role, person) | {"form": form}
    return render(request, "themes/offers/propose.html", context)


def _said(theme: Theme, role: str, person: User) -> str:
    """What is told when the proposal stands, whether it is new or was sent before."""
    waiting = services.waiting_offer(theme, role)
    if waiting and waiting.person_id == person.pk:
        return _("%(name)s er allerede foreslået og har ikke svaret.") % {"name": person.name}
    return _("%(name)s er foreslået og ser det på sin startside.") % {"name": person.name}


def _begins(theme: Theme, role: str) -> date:
    """The day after the present leader's last; today where there is none."""
    ends = [row.held_until for row in theme.holders if row.role_id == role and role in LEADING]
    return ends[0] + timedelta(days=1) if ends and ends[0] else timezone.localdate()


def chosen_person(request: HttpRequest) -> User | None:
    """The person who is picked on the list of suggestions, or whom the address names."""
    key = whole(chosen(request) or request.GET.get("person")) or 0
    return User.objects.visible_to(request.user).working().to_choose().filter(pk=key).first()


def warn(request: HttpRequest, theme: Theme, role: str, person: User) -> None:
    """Tell what to think of; nothing of it stands in the way."""
    if said := own_field(theme, role, person):
        messages.info(request, f"{person}: {said}.")
    for said in cautions_before_asking(theme, role, person):
        messages.warning(request, said)


def suggested(request: HttpRequest, theme: Theme, role: str) -> dict[str, Any]:
    """Who could have the role, and in which order they stand."""
    found = suggestions(theme, role, request.user)
    return {"suggestions": found, "order": order_in_words(role)}


def _around(request: HttpRequest, theme: Theme, role: str, chosen: User | None) -> dict[str, Any]:
    wishes = LeaderRequest.objects.visible_to(request.user).filter(theme=theme, role=role)
    wishes = wishes.filter(state=LeaderRequest.State.APPROVED).select_related("asked_by")
    return {
        "title": PROPOSE[role],
        "role": role,
        **suggested(request, theme, role),
        "chosen": chosen,
        "cautions": cautions_before_asking(theme, role, chosen) if chosen else [],
        "own_field": own_field(theme, role, chosen) if chosen else "",
        "wish": None if theme.holder(role) else wishes.first(),
    }


@form_methods
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The person says yes with ``accept`` or no with ``decline``."""
    theme, offer = _offer(request, slug, pk)
    demand(request.user, "themes.answer_offer", offer)
    is_declining = "decline" in request.POST
    form = OfferAnswerForm(
        posted(request),
        label=_("Begrundelse, hvis du siger nej"),
        hint=_("Sekretariatet kan læse begrundelsen. En enkelt sætning er nok."),
        is_needed=is_declining,
    )
    if form.is_bound and not {"accept", "decline"} & request.POST.keys():
        raise BadRequest
    verb, said = _accept, _thanks(offer)
    if is_declining:
        verb, said = services.decline_offer, _("Tak for dit svar.")
    if response := done(request, form, verb, said, goal="start", offer=offer):
        return response
    context = below(request, theme) | _asked(offer) | {"form": form, "offer": offer}
    context["why"] = why_asked(offer)
    context["is_beside_own_field"] = is_beside_own_field(theme, offer.role_id, offer.person)
    return form_page(request, "themes/offers/answer.html", context)


def _accept(*, offer: Offer, by: User, reason: str) -> Offer:
    """A yes needs no reason; what stands in the field beside the no is not kept."""
    return services.accept_offer(offer=offer, by=by)


def _thanks(offer: Offer) -> str:
    if offer.starts_on <= timezone.localdate():
        return _("Tak, fordi du sagde ja. Rollen er din.")
    day = date_format(offer.starts_on, "DATE_FORMAT")
    return _("Tak for dit ja. Rollen er din fra den %(day)s.") % {"day": day}


def _asked(offer: Offer) -> dict[str, Any]:
    role = offer.role
    title = _("Vil du være %(role)s?") % {"role": role.name.lower()}
    points = list(role.points.current().order_by("order"))
    return {"title": title, "role": role, "points": points, "sources": sources_of(points)}


@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a proposal back."""
    _theme, offer = _offer(request, slug, pk)
    services.withdraw_offer(offer=offer, by=request.user)
    messages.success(request, _("Forslaget er trukket tilbage."))
    return redirect(offer)


def _offer(request: HttpRequest, slug: str, pk: int) -> tuple[Theme, Offer]:
    theme = staffed_theme(request, slug)
    return theme, row_of(request, theme, Offer, pk, "role", "person", "proposed_by")
