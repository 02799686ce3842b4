"""The network: its members, its meetings, and following a theme."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.filters import listed
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.models import User
from themes.forms.network import MeetingFilters, MemberFilters, MemberLineForm
from themes.models import FreedResources, Member, NetworkMeeting, Theme
from themes.pages.introductions import introductions, waiting_contact
from themes.queries.network import membership, next_meetings, standing_wish, words_of_wish
from themes.services import network as services
from themes.views.assignments import staffed_theme
from themes.views.rooms import frame, theme_of


@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Who takes part; of those who did not agree to be listed, others see how many."""
    theme, user = staffed_theme(request, slug), request.user
    rows = Member.objects.visible_to(user).filter(theme=theme)
    context = frame(request, theme, "network") | {
        "next_meeting": next_meetings([theme.pk]).get(theme.pk),
        "part": "members",
        "introductions": introductions(theme, user),
        "contact": waiting_contact(theme, user),
        **_may(theme, user),
        **_counted(theme, rows),
        **_freed(theme, user),
    }

    def each(row: Member) -> None:
        row.theme = theme
        row.may_edit = is_allowed(user, "themes.write_network", row)
        row.is_own = is_allowed(user, "themes.write_own_line", row)

    rows = rows.select_related("person", "introduced_by")
    filters = MemberFilters(request.GET, rows, request=request)
    return listed(request, "themes/network/network.html", context, filters, each=each)


def _may(theme: Theme, user: User) -> dict[str, Any]:
    """What the reader may do here, and the own request where one stands."""
    may_write = is_allowed(user, "themes.write_network", Member(theme=theme))
    may_ask = is_allowed(user, "themes.ask_to_take_part", theme)
    return {
        "may_write": may_write,
        "has_verbs": may_write or _has_own(theme, user),
        "may_read_met_how": is_allowed(user, "themes.read_met_how", theme),
        "may_introduce": is_allowed(user, "themes.introduce", theme),
        "may_ask_contact": is_allowed(user, "themes.ask_contact", theme),
        "may_ask": may_ask,
        "wish": standing_wish(user, theme) if may_ask else None,
    }


def _has_own(theme: Theme, user: User) -> bool:
    """Whether one of the lines is the reader's to correct: about oneself, or written by oneself."""
    own = Member.objects.visible_to(user).filter(theme=theme, created_by=user)
    return membership(user, theme) is not None or own.exists()


def _freed(theme: Theme, user: User) -> dict[str, Any]:
    """What is freed for the network that the reader may know of, with what it comes to today."""
    rows = FreedResources.objects.visible_to(user).lasting().filter(theme=theme)
    found = list(rows.select_related("person").order_by(alphabetical("person__name"), "pk"))
    today = [row for row in found if row.is_today]
    return {
        "freed": found,
        "freed_hours": sum(row.hours_per_week or 0 for row in today),
        "freed_amount": sum(row.amount or 0 for row in today),
    }


def _counted(theme: Theme, rows: QuerySet[Member]) -> dict[str, Any]:
    """How many there are of each kind, and how many the reader does not see by name."""
    everyone = Member.objects.filter(theme=theme).present()
    counts = dict(everyone.order_by().values_list("kind").annotate(Count("pk")))
    return {
        "counts": [(label, counts[kind]) for kind, label in Member.Kind.choices if kind in counts],
        "unlisted": sum(counts.values()) - rows.present().count(),
    }


@require_safe
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """The network's meetings, the latest first."""
    theme = theme_of(request, slug)
    rows = NetworkMeeting.objects.visible_to(request.user).filter(theme=theme)
    named = Prefetch("participants", Member.objects.visible_to(request.user), to_attr="shown")
    rows = rows.annotate(came=Count("participants") + F("others")).prefetch_related(named)
    rows = rows.order_by("-held_on", "-pk")
    context = frame(request, theme, "network") | {
        "may_write": is_allowed(request.user, "themes.write_network", NetworkMeeting(theme=theme)),
        "part": "meetings",
    }
    filters = MeetingFilters(request.GET, rows, request=request)
    return listed(request, "themes/network/meetings.html", context, filters)


@form_methods
def own_line(request: HttpRequest, slug: str) -> HttpResponse:
    """A member's own line: what one brings."""
    theme, member = _own_line(request, slug)
    demand(request.user, "themes.write_own_line", member)
    form = MemberLineForm(posted(request), record=member, user=request.user)
    form.begin_with(words_of_wish(member))
    told = {"row": member, "stored": lambda _row: form.stored(), "member": member}
    if answered := done(request, form, services.write_own_line, _("Det er gemt."), **told):
        return answered
    context = frame(request, theme, "network") | {"form": form, "member": member}
    return form_page(request, "themes/network/own_line.html", context)


@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave the network."""
    theme, member = _own_line(request, slug)
    services.leave_network(member=member, by=request.user)
    messages.success(request, _("Du er ikke længere med i netværket. Tak for din indsats."))
    return redirect(theme)


def _own_line(request: HttpRequest, slug: str) -> tuple[Theme, Member]:
    theme = theme_of(request, slug)
    member = membership(request.user, theme)
    if member is None:
        raise Http404
    member.theme = theme
    return theme, member


@require_POST
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow the theme, or stop following it."""
    theme = theme_of(request, slug)
    if "stop" in request.POST:
        services.unfollow(theme=theme, by=request.user)
        messages.success(request, _("Du følger ikke længere temaet."))
    else:
        services.follow(theme=theme, by=request.user)
        messages.success(
            request, _("Du følger nu temaet. Nyheder fra temaet vises på din startside.")
        )
    return redirect(theme)
