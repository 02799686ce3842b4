"""An employee asks to take part in a network; its network leader answers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.models import User
from roles.queries.line_managers import MANAGERS, line_manager
from themes.forms.member_requests import (
    MemberAnswerForm,
    MemberRequestForm,
    NotNowForm,
    ReplyForm,
)
from themes.models import FreedResources, MemberRequest, Theme
from themes.pages.readers import answering, named_among
from themes.queries.network import next_meetings, standing_wish
from themes.services import member_requests as services
from themes.views.assignments import staffed_theme
from themes.views.rooms import frame, row_of

unreported = sensitive_post_parameters()


@unreported
@form_methods
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to take part; what waits already has a page of its own."""
    theme, user = staffed_theme(request, slug), request.user
    demand(user, "themes.ask_to_take_part", theme)
    form = MemberRequestForm(posted(request))
    standing = standing_wish(user, theme)
    if standing and not form.is_bound:
        return redirect(standing)
    said = _("%(name)s har fået besked.") % {"name": answering(theme.network_leader)}
    told = {"theme": theme, "goal": theme}
    if answered := done(request, form, services.ask_to_take_part, said, **told):
        return answered
    context = _below(request, theme) | {
        "form": form,
        "manager": line_manager(user),
        "readers": _readers(theme, user, user),
    }
    return render(request, "themes/member_requests/ask.html", context)


@unreported
@form_methods
def member_request(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One request, for who asked and their manager to read, and the network leader to answer."""
    theme, wish = _wish(request, slug, pk)
    if wish.introduced_by_id:
        return redirect(wish)
    form = MemberAnswerForm(posted(request), wish=wish)
    if form.is_bound:
        demand(request.user, "themes.answer_member_request", wish)
        said = _("%(name)s ser dit svar på sin startside.") % {"name": wish.person.name}
        if answered := done(request, form, _verb, said, goal="start", wish=wish):
            return answered
        theme, wish = _wish(request, slug, pk)
    else:
        mark_seen(request.user, wish)
    return form_page(
        request, "themes/member_requests/request.html", _page(request, theme, wish, form)
    )


@unreported
@require_POST
def reply(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Who asked writes back where the two are to talk first."""
    theme, wish = _wish(request, slug, pk)
    demand(request.user, "themes.reply_to_member_request", wish)
    if wish.answered_by is None:
        raise BadRequest
    form = ReplyForm(request.POST, wish=wish)
    said = _("%(name)s ser dit svar på sin startside.") % {"name": wish.answered_by.name}
    told = {"goal": "start", "wish": wish}
    if answered := done(request, form, services.reply_to_member_request, said, **told):
        return answered
    return form_page(
        request, "themes/member_requests/request.html", _page(request, theme, wish, form)
    )


@unreported
@require_POST
def give_nothing_now(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The line manager can free nothing for it right now, or would talk first."""
    theme, wish = _wish(request, slug, pk)
    demand(request.user, "themes.manage_member_request", wish)
    form = NotNowForm(request.POST, wish=wish)
    said = _("%(name)s ser dit svar på sin startside.") % {"name": wish.person.name}
    told = {"goal": "start", "wish": wish}
    if answered := done(request, form, services.give_nothing_now, said, **told):
        return answered
    page = _page(request, theme, wish, MemberAnswerForm(None, wish=wish)) | {"not_now": form}
    return form_page(request, "themes/member_requests/request.html", page)


def mark_seen(user: User, wish: MemberRequest) -> None:
    """Note that whoever opens it has seen how it stands."""
    if is_allowed(user, "themes.read_request_answer", wish):
        services.mark_read(wish=wish, by=user)
    if is_allowed(user, "themes.manage_member_request", wish):
        services.mark_seen_by_manager(wish=wish, by=user)


def _verb(*, wish: MemberRequest, by: User, answer: str, message: str) -> MemberRequest:
    return services.answer_member_request(wish=wish, by=by, answer=answer, message=message)


def _page(request: HttpRequest, theme: Theme, wish: MemberRequest, form: Form) -> dict[str, Any]:
    user = request.user
    freed = FreedResources.objects.visible_to(user).freed_for(wish)
    may_free = FreedResources(theme=theme, person=wish.person)
    has_said_no = wish.not_now_by is not None and not wish.is_to_talk
    may_say_no = wish.is_waiting and not freed and not has_said_no
    may_say_no = may_say_no and is_allowed(user, "themes.manage_member_request", wish)
    return _below(request, theme) | {
        "wish": wish,
        "form": _form_for(user, wish, form),
        "freed": freed,
        "has_not_now": wish.is_open and user in (wish.person, wish.not_now_by) and wish.not_now_by,
        "not_now": NotNowForm(None, wish=wish) if may_say_no else None,
        "is_own": wish.person == user,
        "manager": line_manager(wish.person),
        "readers": _readers(theme, wish.person, user, wish),
        "next_meeting": next_meetings([theme.pk]).get(theme.pk),
        "may_free": is_allowed(user, "themes.free_resources", may_free),
    }


def _form_for(user: User, wish: MemberRequest, form: Form) -> Form | None:
    """What the reader may write: an answer, or a reply where the two are to talk first."""
    if wish.person != user:
        may_answer = is_allowed(user, "themes.answer_member_request", wish)
        return form if may_answer and (wish.is_waiting or form.errors) else None
    if isinstance(form, ReplyForm):
        return form
    is_asked = wish.is_waiting and wish.state == MemberRequest.State.TALKING
    return ReplyForm(None, wish=wish) if is_asked else None


@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Who asked takes the request back."""
    theme, wish = _wish(request, slug, pk)
    services.withdraw_member_request(wish=wish, by=request.user)
    said = _("Du har trukket dit ønske om at være med tilbage.")
    if wish.introduced_by_id:
        said = _("Du har trukket introduktionen tilbage.")
    messages.success(request, said)
    return redirect(theme)


def _wish(request: HttpRequest, slug: str, pk: int) -> tuple[Theme, MemberRequest]:
    theme = staffed_theme(request, slug)
    managers = (f"person__{way}" for way in MANAGERS)
    return theme, row_of(
        request, theme, MemberRequest, pk, "person", "answered_by", "not_now_by", *managers
    )


def _below(request: HttpRequest, theme: Theme) -> dict[str, Any]:
    return frame(request, theme, "network") | {"answers": answering(theme.network_leader)}


def _readers(theme: Theme, person: User, user: User, wish: MemberRequest | None = None) -> str:
    """Who else reads it, as ``visible_to`` says."""
    if wish is not None and wish.state == MemberRequest.State.WITHDRAWN:
        return ""
    people = [person, wish and wish.answered_by, line_manager(person)]
    if wish is not None and not wish.is_open:
        return named_among(user, people)
    if theme.network_leader:
        return named_among(user, [theme.network_leader, *people])
    return named_among(user, people, _("sekretariatet"))
