"""Adding, changing and removing what stands in a theme's rooms: one way for every kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from referenceledelse.core.web.access import demand
from referenceledelse.core.web.numbers import whole
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.models import User
from themes.forms.records import RecordForm
from themes.models import Record, Theme
from themes.pages.readers import saved_for
from themes.services import records as services
from themes.views.rooms import frame, row_of, theme_of

# The address tells where a new record was begun, and so where to go on once it is written.
FROM = "fra"


def plain(theme: Theme, request: HttpRequest) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class RecordKind:
    """What the pages say about one kind of record.

    ``begun`` gives the values of a new one, ``added`` is the verb that writes it.
    """

    name: str
    path: str
    model: type[Record]
    form: type[RecordForm]
    room: str
    add: Promise | str
    edit: Promise | str
    remove: Promise | str = ""
    begun: Callable[[Theme, HttpRequest], dict[str, Any]] = plain
    added: Callable[..., Record] = services.add
    # Who looks at a new one, by role; the page says their names.
    seen_by: tuple[str, ...] = ()


@form_methods
def add(request: HttpRequest, slug: str, kind: RecordKind) -> HttpResponse:
    """Write a new record of the kind."""
    theme = theme_of(request, slug)
    begun = kind.begun(theme, request)
    record = kind.model(theme=theme, created_by=request.user, **begun)
    demand(request.user, f"themes.write_{kind.model.ROOM}", record)
    form = kind.form(posted(request), record=record, user=request.user)

    def write(by: User, **told: Any) -> Record:
        for name, value in told.items():
            setattr(record, name, value)
        many = form.many()
        return kind.added(record, by=by, **({"many": many} if many else {}))

    goal = reverse("start") if request.GET.get(FROM) == "start" else None
    said = saved_for(request.user, theme, *kind.seen_by)
    if answered := done(request, form, write, said, goal=goal):
        return answered
    context = {"kind": kind, "form": form, "record": record, "title": kind.add, "back": goal}
    return form_page(
        request, "themes/records/record.html", frame(request, theme, kind.room) | context
    )


@form_methods
def edit(request: HttpRequest, slug: str, pk: int, kind: RecordKind) -> HttpResponse:
    """Change a record; two who change the same see both texts before one of them saves."""
    theme = theme_of(request, slug)
    record = row_of(request, theme, kind.model, pk)
    demand(request.user, f"themes.write_{kind.model.ROOM}", record)
    form = kind.form(posted(request), record=record, user=request.user)

    def write(by: User, **told: Any) -> Record:
        return services.edit(record, by=by, many=form.many(), **told)

    told = {"row": record, "stored": lambda _row: form.stored()}
    if answered := done(request, form, write, _("Det er gemt."), **told):
        return answered
    context = {"kind": kind, "form": form, "record": record, "title": kind.edit}
    if kind.remove:
        context["remove_url"] = reverse(f"themes:remove_{kind.name}", args=[slug, pk])
    return form_page(
        request, "themes/records/record.html", frame(request, theme, kind.room) | context
    )


@require_POST
def remove(request: HttpRequest, slug: str, pk: int, kind: RecordKind) -> HttpResponse:
    """Take a record away from the version that was on the screen."""
    theme = theme_of(request, slug)
    record = row_of(request, theme, kind.model, pk)
    demand(request.user, f"themes.write_{kind.model.ROOM}", record)
    version = whole(request.POST.get("version"))
    if version is None:
        raise BadRequest
    services.remove(record, by=request.user, version=version)
    messages.success(request, _("Det er slettet."))
    return redirect(f"themes:{kind.room}", slug=slug)
