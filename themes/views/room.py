"""What every room of a theme begins with."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from referenceledelse.errors import Refused, Stale
from referenceledelse.forms import refuse
from roles.models import User
from themes.models import Theme
from themes.rooms import doors

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def accepted(user: User) -> QuerySet[Theme]:
    """The themes that have rooms: those that were taken up."""
    return Theme.objects.visible_to(user).accepted().select_related("type", "phase")


def theme_of(request: HttpRequest, slug: str) -> Theme:
    return get_object_or_404(accepted(request.user), slug=slug)


def parents(theme: Theme, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back from a page of the theme."""
    up = [(reverse("themes:list"), _("Temaer")), (theme.get_absolute_url(), theme.title)]
    return [*up, *more]


def frame(request: HttpRequest, theme: Theme, here: str) -> dict[str, Any]:
    """The theme, its rooms, and the way back."""
    found = doors(theme, request.user, here)
    room = next((door for door in found if door.is_here), None)
    return {"theme": theme, "doors": found, "room": room, "parents": parents(theme)}


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def done(
    request: HttpRequest, form: Form, verb: Callable[..., Model], said: str, **values: Any
) -> HttpResponse | None:
    """Call the verb of the domain and go to what it gives; nothing where it refused.

    The form then says why; ``Stale`` is the caller's to tell.
    """
    try:
        row = verb(by=request.user, **values)
    except Stale:
        raise
    except Refused as refusal:
        refuse(form, refusal)
        return None
    messages.success(request, said)
    return redirect(row)
