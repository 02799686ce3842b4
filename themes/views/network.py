"""The network: its members, its meetings, and following a theme."""

from django.contrib import messages
from django.db.models import Count, F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from referenceledelse.access import is_allowed
from referenceledelse.filters import listed
from themes.forms.network import MeetingFilters, MemberFilters
from themes.models import Member, NetworkMeeting
from themes.services import network as services
from themes.views.room import frame, theme_of


@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Who takes part; of those who did not agree to be listed, others see how many."""
    theme = theme_of(request, slug)
    # Counted alone: those who did not agree to be listed are told of as a number.
    everyone = Member.objects.filter(theme=theme)
    rows = Member.objects.visible_to(request.user).filter(theme=theme).select_related("person")
    counts = dict(everyone.present().order_by().values_list("kind").annotate(Count("pk")))
    shown = rows.present().count()
    context = frame(request, theme, "network") | {
        "may_write": is_allowed(request.user, "themes.write_network", Member(theme=theme)),
        "counts": [(label, counts[kind]) for kind, label in Member.Kind.choices if kind in counts],
        "unlisted": sum(counts.values()) - shown,
        "part": "members",
    }
    filters = MemberFilters(request.GET)
    return listed(request, "themes/network.html", context, filters=filters, rows=rows)


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
    filters = MeetingFilters(request.GET)
    return listed(request, "themes/meetings.html", context, filters=filters, rows=rows)


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
