"""Adding, changing and removing what stands in a theme's rooms: one way for every kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from referenceledelse.access import demand
from referenceledelse.errors import Refused, Stale
from referenceledelse.numbers import whole
from roles.models import User
from themes.forms.record import RecordForm
from themes.models import Record, Theme
from themes.services import records as services
from themes.views.room import form_methods, frame, posted, theme_of


def plain(theme: Theme, request: HttpRequest) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Kind:
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


@form_methods
def add(request: HttpRequest, slug: str, kind: Kind) -> HttpResponse:
    """Write a new record of the kind."""
    theme = theme_of(request, slug)
    begun = kind.begun(theme, request)
    record = kind.model(theme=theme, created_by=request.user, **begun)
    demand(request.user, f"themes.write_{kind.model.ROOM}", record)
    form = kind.form(posted(request), record=record, user=request.user)
    if form.is_bound and form.is_valid():
        try:
            saved = _write(kind, form, request.user)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Det er gemt."))
            return redirect(saved)
    context = {"kind": kind, "form": form, "record": record, "title": kind.add}
    return render(request, "themes/record.html", frame(request, theme, kind.room) | context)


def _write(kind: Kind, form: RecordForm, by: User) -> Record:
    for name, value in form.values().items():
        setattr(form.record, name, value)
    many = form.many()
    return kind.added(form.record, by=by, **({"many": many} if many else {}))


@form_methods
def edit(request: HttpRequest, slug: str, pk: int, kind: Kind) -> HttpResponse:
    """Change a record; two who change the same see both texts before one of them saves."""
    theme = theme_of(request, slug)
    record = _found(request, kind, theme, pk)
    demand(request.user, f"themes.write_{kind.model.ROOM}", record)
    form = kind.form(posted(request), record=record, user=request.user)
    context: dict[str, Any] = {"kind": kind, "form": form, "record": record, "title": kind.edit}
    if form.is_bound and form.is_valid():
        try:
            _save(form, request.user)
        except Stale:
            context |= _conflict(form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Det er gemt."))
            return redirect(record)
    status = 409 if "conflicts" in context else 200
    if kind.remove:
        context["remove_url"] = reverse(f"themes:remove_{kind.name}", args=[slug, pk])
    context = frame(request, theme, kind.room) | context
    return render(request, "themes/record.html", context, status=status)


def _save(form: RecordForm, by: User) -> None:
    version = form.cleaned_data["version"]
    services.edit(form.record, by=by, version=version, many=form.many(), **form.values())


@require_POST
def remove(request: HttpRequest, slug: str, pk: int, kind: Kind) -> HttpResponse:
    """Take a record away from the version that was on the screen."""
    theme = theme_of(request, slug)
    record = _found(request, kind, theme, pk)
    demand(request.user, f"themes.write_{kind.model.ROOM}", record)
    version = whole(request.POST.get("version"))
    if version is None:
        raise BadRequest
    services.remove(record, by=request.user, version=version)
    messages.success(request, _("Det er slettet."))
    return redirect(f"themes:{kind.room}", slug=slug)


def _found(request: HttpRequest, kind: Kind, theme: Theme, pk: int) -> Record:
    rows = kind.model.objects.visible_to(request.user).filter(theme=theme)
    record = get_object_or_404(rows, pk=pk)
    record.theme = theme
    return record


def _conflict(form: RecordForm) -> dict[str, Any]:
    """Both texts side by side; saving again from here is from the version that is shown."""
    form.record.refresh_from_db()
    stored = form.stored()
    version = stored.pop("version")
    told = {name: value for name, value in stored.items() if name in form.fields}
    return {"conflicts": form.conflicts_with(told, version), "who": ""}
