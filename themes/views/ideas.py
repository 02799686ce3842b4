"""Ideas on their way from the laboratory to the base organisation: board, table, each by itself."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.filters import listed
from referenceledelse.core.web.htmx import render_page, wants_fragment
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted, pressed
from roles.views.ways import way_back
from themes.forms.ideas import IdeaFilters, MoveForm, StopForm
from themes.models import IN_BASE, Idea, Stage, Theme
from themes.pages import ideas as pages
from themes.services import ideas as services
from themes.views.rooms import frame, row_of, theme_of


@require_safe
def ideas(request: HttpRequest, slug: str) -> HttpResponse:
    """The theme's ideas, as a board or as a table."""
    theme = theme_of(request, slug)
    context = frame(request, theme, "ideas") | _may(request, theme)
    filters = _filtered(request, request.GET, theme)
    if filters.chosen.get("visning") == "tabel":
        return listed(request, "themes/ideas/table.html", context, filters)
    context |= _board(request, filters, theme)
    return render_page(request, "themes/ideas/board.html", context, fragment="board")


def visible(request: HttpRequest, theme: Theme) -> QuerySet[Idea]:
    return Idea.objects.visible_to(request.user).filter(theme=theme)


def _may(request: HttpRequest, theme: Theme) -> dict[str, bool]:
    return {"may_give": is_allowed(request.user, "themes.give_idea", theme)}


def _filtered(request: HttpRequest, data: dict[str, Any], theme: Theme) -> IdeaFilters:
    rows = visible(request, theme).select_related("giver")
    return IdeaFilters(data, rows, request=request)


def _board(request: HttpRequest, filters: IdeaFilters, theme: Theme) -> dict[str, Any]:
    may = pages.powers(request.user, theme)
    columns = pages.board(filters.qs, may)
    told = {"theme": theme, "may_move": may.may_move}
    return {"filters": filters, "columns": columns, "query": filters.query(), **told}


@require_safe
def all_ideas(request: HttpRequest) -> HttpResponse:
    """The ideas of all themes in one table."""
    rows = Idea.objects.visible_to(request.user).select_related("giver", "theme")
    context: dict[str, Any] = {**way_back("themes:list")}
    filters = IdeaFilters(request.GET, rows, request=request)
    context["bars"] = pages.by_stage(Idea.objects.visible_to(request.user))
    return listed(request, "themes/ideas/all.html", context, filters)


@require_safe
def idea(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One idea: where it stands, its tests, its hand-over, and every step it took."""
    theme, row = _idea(request, slug, pk)
    return render(request, "themes/ideas/idea.html", _context(request, theme, row))


def _idea(request: HttpRequest, slug: str, pk: int) -> tuple[Theme, Idea]:
    theme = theme_of(request, slug)
    return theme, row_of(request, theme, Idea, pk, "giver", "created_by")


def _context(request: HttpRequest, theme: Theme, row: Idea) -> dict[str, Any]:
    room = (reverse("themes:ideas", args=[theme.slug]), _("Idéer"))
    handover, may = pages.latest_handover(row), pages.powers(request.user, theme)
    steps = list(row.steps.select_related("by"))
    return frame(request, theme, "ideas") | {
        "idea": row,
        "track": pages.way(row),
        "moves": pages.moves(row, may),
        "tests": row.tests.all(),
        "steps": steps,
        "was_moved": pages.was_moved(steps),
        "handover": handover,
        "is_waiting": handover is not None and handover.is_waiting,
        "places": row.places.select_related("unit"),
        "may_place": row.stage in IN_BASE and may.may_move,
        "asked": row.handovers.select_related("receiver", "unit"),
        "may_move": may.may_move,
        "may_offer": may.may_offer,
        "may_write": is_allowed(request.user, "themes.write_idea", row),
        **way_back("themes:list", theme, room),
    }


@require_POST
def move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take the idea to another stage, from its page or from the board."""
    theme, row = _idea(request, slug, pk)
    demand(request.user, "themes.move_idea", row)
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    refusal = pressed(request, services.move_idea, idea=row, **form.cleaned_data)
    said = refusal.message if refusal else _("Idéen er flyttet.")
    status = refusal.status if refusal else 200
    if wants_fragment(request):
        return _board_again(request, theme, said, status)
    if not refusal:
        messages.success(request, said)
        return redirect(row)
    row.refresh_from_db()
    context = _context(request, theme, row) | {"refusal": said}
    return render(request, "themes/ideas/idea.html", context, status=status)


def _board_again(request: HttpRequest, theme: Theme, said: str, status: int) -> HttpResponse:
    """The board as it stands now, with what became of the move."""
    context = _board(request, _filtered(request, {}, theme), theme) | _may(request, theme)
    context |= {"said": said, "is_refused": status != 200}
    return render_page(request, "themes/ideas/board.html", context, fragment="board", status=status)


@form_methods
def stop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Stop the idea, with what was learned."""
    theme, row = _idea(request, slug, pk)
    demand(request.user, "themes.stop_idea", row)
    initial = {"version": row.version, "learned": row.learned}
    form = StopForm(posted(request), initial=initial)
    verb, said = services.move_idea, _("Idéen er stoppet, og læringen er gemt.")
    told = {"goal": row, "row": row, "idea": row, "to": Stage.STOPPED}
    if answered := done(request, form, verb, said, **told):
        return answered
    context = {"form": form, "title": _("Stop idéen"), "record": row}
    return form_page(
        request, "themes/records/record.html", frame(request, theme, "ideas") | context
    )
