"""The reference leader introduces people and leaders; the network leader and the person answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.queries.line_managers import MANAGERS, line_manager
from roles.views.ways import way_back
from themes.forms.introductions import (
    AskContactForm,
    IntroductionAnswerForm,
    LeaderIntroductionForm,
    PersonIntroductionForm,
)
from themes.models import ContactRequest, MemberRequest, Theme
from themes.pages.readers import answering, named_among
from themes.services import introductions as services
from themes.services import member_requests
from themes.views.assignments import staffed_theme
from themes.views.member_requests import mark_seen
from themes.views.records import FROM
from themes.views.records.kinds import linked_leader
from themes.views.rooms import frame, row_of

unreported = sensitive_post_parameters()


@unreported
@form_methods
def introduce_person(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell the network leader of a colleague or of someone from outside."""
    theme = staffed_theme(request, slug)
    demand(request.user, "themes.introduce", theme)
    form = PersonIntroductionForm(posted(request))
    context = _below(request, theme, "network") | {"title": _("Introducer en person")}
    said = _("%(name)s har fået besked.") % {"name": answering(theme.network_leader)}
    goal = reverse("start") if context["is_from_start"] else context["room"].url
    told = {"theme": theme, "goal": goal}
    if answered := done(request, form, services.introduce_person, said, **told):
        return answered
    context |= {"form": form, "back": goal}
    return render(request, "themes/introductions/introduce.html", context)


@unreported
@form_methods
def introduce_leader(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring the network leader and a leader together."""
    theme = staffed_theme(request, slug)
    demand(request.user, "themes.introduce", theme)
    form = LeaderIntroductionForm(posted(request), initial={"leader": linked_leader(request)})
    context = _below(request, theme, "ownership") | {"title": _("Introducer en leder")}
    said = _("%(name)s og lederen har fået besked.")
    said %= {"name": answering(theme.network_leader)}
    goal = reverse("start") if context["is_from_start"] else context["room"].url
    told = {"theme": theme, "goal": goal}
    if answered := done(request, form, services.introduce_leader, said, **told):
        return answered
    context |= {"form": form, "back": goal}
    return render(request, "themes/introductions/introduce.html", context)


@unreported
@form_methods
def introduction(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One introduction, for those it brings together to read, and the network leader to answer."""
    theme, wish = _introduction(request, slug, pk)
    form = IntroductionAnswerForm(posted(request))
    if form.is_bound:
        demand(request.user, "themes.answer_member_request", wish)
        said = _("%(name)s ser dit svar på sin startside.") % {"name": wish.introduced_by.name}
        told = {"goal": _goal(request, theme), "wish": wish}
        if answered := done(request, form, member_requests.answer_member_request, said, **told):
            return answered
        theme, wish = _introduction(request, slug, pk)
    else:
        mark_seen(request.user, wish)
    return form_page(
        request, "themes/introductions/introduction.html", _page(request, theme, wish, form)
    )


@require_POST
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The colleague who is introduced says yes, or no thanks."""
    theme, wish = _introduction(request, slug, pk)
    says_yes = request.POST.get("answer") == "yes"
    row = services.answer_introduction(wish=wish, by=request.user, says_yes=says_yes)
    if row.state == MemberRequest.State.WELCOMED:
        said = _("Du er med i netværket.")
    elif says_yes:
        said = _("%(name)s ser dit ja på sin startside.")
        said %= {"name": answering(theme.network_leader)}
    else:
        said = _("Du har takket nej. %(name)s får besked.") % {"name": row.introduced_by.name}
    messages.success(request, said)
    return redirect(_goal(request, theme))


@unreported
@form_methods
def ask_contact(request: HttpRequest, slug: str) -> HttpResponse:
    """The network leader asks the reference leader for a contact, and reads the latest answer."""
    theme = staffed_theme(request, slug)
    demand(request.user, "themes.ask_contact", theme)
    name = theme.reference_leader.name if theme.reference_leader else _("referencelederen")
    rows = ContactRequest.objects.visible_to(request.user).filter(theme=theme)
    latest = rows.select_related("answered_by").first()
    waits = latest if latest and latest.answered_at is None else None
    form = AskContactForm(posted(request), initial={"words": waits.words if waits else ""})
    goal = reverse("themes:network", args=[slug])
    said = _("%(name)s kan se det på sin startside.") % {"name": name}
    if answered := done(request, form, services.ask_contact, said, theme=theme, goal=goal):
        return answered
    if request.method != "POST":
        services.mark_contact_read(theme=theme, by=request.user)
    title = _("Bed %(name)s om en kontakt") % {"name": name}
    context = _below(request, theme, "network") | {
        "title": _("Ret dit ønske om en kontakt") if waits else title,
        "waits": waits,
        "form": form,
        "latest": latest,
        "may_withdraw": waits is not None and waits.asked_by_id == request.user.pk,
        "back": goal,
    }
    return form_page(request, "themes/introductions/ask.html", context)


@require_POST
def withdraw_contact(request: HttpRequest, slug: str) -> HttpResponse:
    """Take my request for a contact back; the reference leader sees it no more."""
    theme = staffed_theme(request, slug)
    if services.withdraw_contact(theme=theme, by=request.user):
        messages.success(request, _("Du har trukket dit ønske om en kontakt tilbage."))
    else:
        messages.info(request, _("Ønsket er allerede besvaret eller trukket tilbage."))
    return redirect("themes:network", slug=slug)


@require_POST
def know_nobody(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The reference leader knows nobody right now."""
    theme = staffed_theme(request, slug)
    wish = row_of(request, theme, ContactRequest, pk, "asked_by")
    services.know_nobody(wish=wish, by=request.user)
    messages.success(request, _("%(name)s får besked.") % {"name": wish.asked_by.name})
    return redirect("start")


def _goal(request: HttpRequest, theme: Theme) -> str:
    """Back to the page where it was answered."""
    goals = {"start": reverse("start"), "netvaerk": reverse("themes:network", args=[theme.slug])}
    return goals.get(request.POST.get(FROM, ""), theme.get_absolute_url())


def _introduction(request: HttpRequest, slug: str, pk: int) -> tuple[Theme, MemberRequest]:
    theme = staffed_theme(request, slug)
    managers = (f"person__{way}" for way in MANAGERS)
    people = ("person", "answered_by", "introduced_by", *managers)
    return theme, row_of(request, theme, MemberRequest, pk, *people)


def _below(request: HttpRequest, theme: Theme, room: str) -> dict[str, Any]:
    is_from_start = request.GET.get(FROM) == "start"
    up = way_back(*() if is_from_start else ("themes:list", theme))
    return frame(request, theme, room) | {"is_from_start": is_from_start, **up}


def _page(
    request: HttpRequest, theme: Theme, wish: MemberRequest, form: IntroductionAnswerForm
) -> dict[str, Any]:
    user, waits = request.user, wish.is_to_answer
    manager = line_manager(wish.person) if wish.person else None
    people = [wish.introduced_by, wish.answered_by or theme.network_leader, wish.person, manager]
    return frame(request, theme, "network") | {
        "wish": wish,
        "form": form,
        "may_answer": waits and is_allowed(user, "themes.answer_member_request", wish),
        "may_agree": wish.is_to_agree and is_allowed(user, "themes.answer_introduction", wish),
        "may_withdraw": wish.is_open and is_allowed(user, "themes.withdraw_member_request", wish),
        "answers": answering(theme.network_leader),
        "manager": manager,
        "readers": named_among(user, people),
    }
