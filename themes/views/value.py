"""Value stories: a theme's own, all of them to show, and the one that the city may read."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.filters import listed
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.views.ways import way_back
from themes.forms.value import ShowForm, StoryFilters
from themes.models import ValueStory
from themes.rules.rooms import REFERENCE_LEADER, holds
from themes.services import value as services
from themes.views.rooms import frame, row_of, theme_of

SHOWN = 12


@require_safe
def value(request: HttpRequest, slug: str) -> HttpResponse:
    """The theme's stories of value."""
    theme = theme_of(request, slug)
    rows = ValueStory.objects.visible_to(request.user).filter(theme=theme)
    story = ValueStory(theme=theme, created_by=request.user)
    context = frame(request, theme, "value") | {
        "may_write": is_allowed(request.user, "themes.write_value", story),
    }
    filters = StoryFilters(request.GET, rows, request=request)
    return listed(request, "themes/value/value.html", context, filters)


@require_safe
def story(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One story, with who has been shown it."""
    theme = theme_of(request, slug)
    rows = ValueStory.objects.visible_to(request.user).filter(theme=theme)
    row = get_object_or_404(rows.select_related("created_by"), pk=pk)
    row.theme = theme
    room = (reverse("themes:value", args=[slug]), _("Værdi"))
    context = frame(request, theme, "value") | {
        "story": row,
        "may_write": is_allowed(request.user, "themes.write_value", row),
        "may_show": is_allowed(request.user, "themes.show_story", row),
        "may_publish": is_allowed(request.user, "themes.publish_story", row),
        "address": request.build_absolute_uri(row.public_url),
        **way_back("themes:list", theme, room),
    }
    return render(request, "themes/value/story.html", context)


@form_methods
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One of the two leaders says to whom the story is shown."""
    theme = theme_of(request, slug)
    row = row_of(request, theme, ValueStory, pk)
    demand(request.user, "themes.show_story", row)
    is_theirs = holds(request.user, theme, REFERENCE_LEADER)
    begun = {"shown_on": timezone.localdate()}
    form = ShowForm(posted(request), initial=begun, is_reference_leader=is_theirs)
    said = _("Alle kan nu se, hvem du viser fortællingen for.")
    told = {"story": row, "beside": "shown_on"}
    if answered := done(request, form, services.show_story, said, **told):
        return answered
    context = {
        "form": form,
        "title": _("Jeg viser fortællingen for …"),
        "back": row.get_absolute_url(),
    }
    return form_page(
        request, "themes/records/record.html", frame(request, theme, "value") | context
    )


@require_POST
def publish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Switch the story's public address on, or off with ``stop``."""
    theme = theme_of(request, slug)
    rows = ValueStory.objects.visible_to(request.user).filter(theme=theme)
    row = get_object_or_404(rows.select_related("theme"), pk=pk)
    is_public = "stop" not in request.POST
    services.publish_story(story=row, by=request.user, is_public=is_public)
    said = _("Alle kan nu læse fortællingen på dens egen adresse.")
    messages.success(request, said if is_public else _("Fortællingen er ikke længere offentlig."))
    return redirect(row)


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """All stories, to show the organisation, the politicians and the city; made to be printed."""
    rows = ValueStory.objects.visible_to(request.user).select_related("theme")
    context: dict[str, Any] = {**way_back("themes:list")}
    filters = StoryFilters(request.GET, rows, request=request)
    template = "themes/value/stories.html"
    return listed(request, template, context, filters, size=SHOWN)


@login_not_required
@never_cache
@require_safe
def public_story(request: HttpRequest, key: UUID) -> HttpResponse:
    """A story that its network leader has opened to the city, and nothing else of the theme.

    No cache keeps it, so that it goes dark when it is closed.
    """
    rows = ValueStory.objects.public().only("title", "change", "for_whom", "evidence")
    row = get_object_or_404(rows, public_key=key)
    told = {name: getattr(row, name) for name in ("title", "change", "for_whom", "evidence")}
    return render(request, "themes/value/public.html", {"story": told})
