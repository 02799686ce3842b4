"""Stones on the road: the two's list, and each stone with what can be done about it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialogues.forms.stones import ClearedForm, HandOnStoneForm, LayForm, NoteForm, WhyNotForm
from dialogues.models import Stone
from dialogues.pages.stones import PEOPLE, road_page, stone_page
from dialogues.services import stones as services
from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.pageflow import (
    done,
    form_methods,
    form_page,
    posted,
    status_of,
)
from roles.views.ways import way_back
from themes.models import Theme


@form_methods
def stones(request: HttpRequest, slug: str) -> HttpResponse:
    """What lies on the road, and the line with which each of the two says so."""
    theme = _theme(request, slug)
    demand(request.user, "dialogues.see_shared", theme)
    kind, verb, said = LayForm, services.lay, _("Din referenceleder kan nu se stenen.")
    if is_allowed(request.user, "dialogues.note_stone", theme):
        kind, verb, said = (
            NoteForm,
            services.note,
            _("Stenen er noteret, og du er i gang med at rydde den."),
        )
    form = kind(posted(request))
    if answered := done(request, form, verb, said, goal=request.path, theme=theme):
        return answered
    context = _around(theme) | {"form": form} | vars(road_page(request.user, theme))
    return form_page(request, "dialogues/stones/list.html", context)


@require_safe
def stone(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One stone with what has happened to it; the network leader has now seen that."""
    row = _stone(request, slug, pk)
    services.mark_read(stone=row, by=request.user)
    return render(request, "dialogues/stones/stone.html", _context(request, row))


@require_POST
def take(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Promise to clear it."""
    row = services.take(stone=_stone(request, slug, pk), by=request.user)
    messages.success(request, _("Du er i gang med at rydde stenen. Skriv her, når den er ryddet."))
    return redirect(row)


@require_POST
def hand_on(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask a named colleague."""
    row, said = _stone(request, slug, pk), _("Stenen er givet videre.")
    return _answer(request, row, HandOnStoneForm, services.hand_on, said, rule="hand_on_stone")


@require_POST
def decline(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say why not."""
    row, said = _stone(request, slug, pk), _("Dit svar er sendt.")
    return _answer(request, row, WhyNotForm, services.decline, said)


@require_POST
def clear(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """It is out of the way."""
    row, said = _stone(request, slug, pk), _("Stenen er ryddet.")
    return _answer(request, row, ClearedForm, services.clear, said)


@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take my own stone back."""
    services.withdraw(stone=_stone(request, slug, pk), by=request.user)
    messages.success(request, _("Du har trukket stenen tilbage."))
    return redirect("dialogues:stones", slug=slug)


@require_POST
def carry_on(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take my stone along to the new other leader."""
    row = services.carry_on(stone=_stone(request, slug, pk), by=request.user)
    messages.success(request, _("Stenen ligger nu hos jer to."))
    return redirect(row)


def _answer(
    request: HttpRequest,
    row: Stone,
    kind: type[forms.Form],
    verb: Callable[..., Stone],
    said: str,
    *,
    rule: str = "answer_stone",
) -> HttpResponse:
    """Do it and go back to the stone, or show again what was typed.

    What another did meanwhile is told beside it, also where the stone is not one's own any more.
    """
    form = kind(request.POST)
    if not form.is_valid():
        demand(request.user, f"dialogues.{rule}", row)
    if answered := done(request, form, verb, said, goal=row.get_absolute_url(), stone=row):
        return answered
    row = _stone(request, row.theme.slug, row.pk)
    context = _context(request, row) | {kind.prefix.replace("-", "_"): form}
    return render(request, "dialogues/stones/stone.html", context, status=status_of(form))


def _theme(request: HttpRequest, slug: str) -> Theme:
    return get_object_or_404(Theme.objects.visible_to(request.user).with_people(), slug=slug)


def _stone(request: HttpRequest, slug: str, pk: int) -> Stone:
    rows = Stone.objects.visible_to(request.user).select_related(*PEOPLE)
    row = get_object_or_404(rows, theme__slug=slug, pk=pk)
    row.theme = _theme(request, slug)
    return row


def _around(theme: Theme) -> dict[str, Any]:
    return {"theme": theme, **way_back("themes:list", theme)}


def _context(request: HttpRequest, row: Stone) -> dict[str, Any]:
    forms = {"hand_on": HandOnStoneForm(), "why_not": WhyNotForm(), "cleared": ClearedForm()}
    return _around(row.theme) | vars(stone_page(request.user, row)) | forms
