"""Where a solution is scaled to: adding a place, and taking it away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from referenceledelse.core.web.access import demand
from referenceledelse.core.web.numbers import whole
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.models import User
from roles.views.ways import way_back
from themes.forms.ideas import PlaceForm
from themes.models import Idea, IdeaPlace
from themes.services import records
from themes.views.rooms import frame, row_of, theme_of


@form_methods
def add(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Tell of a place where the solution is used."""
    theme = theme_of(request, slug)
    idea = row_of(request, theme, Idea, pk)
    begun = {"created_by": request.user, "used_since": timezone.localdate()}
    place = IdeaPlace(theme=theme, idea=idea, **begun)
    demand(request.user, "themes.write_idea_place", place)
    form = PlaceForm(posted(request), record=place, user=request.user)

    def write(by: User, **told: Any) -> IdeaPlace:
        for name, value in told.items():
            setattr(place, name, value)
        return records.add(place, by=by)

    if answered := done(request, form, write, _("Det er gemt."), goal=idea):
        return answered
    up = way_back("themes:list", theme, idea)
    context = {"form": form, "record": place, "title": _("Tilføj et sted")}
    return form_page(
        request, "themes/records/record.html", frame(request, theme, "ideas") | context | up
    )


@require_POST
def remove(request: HttpRequest, slug: str, pk: int, place_pk: int) -> HttpResponse:
    """Take a place away from the version that was on the screen."""
    theme = theme_of(request, slug)
    idea = row_of(request, theme, Idea, pk)
    rows = IdeaPlace.objects.visible_to(request.user).filter(idea=idea)
    place = get_object_or_404(rows.select_related("idea__theme"), pk=place_pk)
    demand(request.user, "themes.write_idea_place", place)
    version = whole(request.POST.get("version"))
    if version is None:
        raise BadRequest
    records.remove(place, by=request.user, version=version)
    messages.success(request, _("Det er slettet."))
    return redirect(idea)
