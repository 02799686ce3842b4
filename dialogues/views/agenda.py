"""The plan of a talk, and the points that the two bring along (FEATURES F6.2-F6.4, F6.10)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dialogues import guide as steps
from dialogues.agenda import calls, points
from dialogues.forms.agenda import AgendaPointForm, MinutesForm, RewriteForm
from dialogues.models import AgendaPoint, Conversation
from dialogues.rules.agenda import can_plan_talk
from dialogues.services import agenda as services
from dialogues.views.guide import talks
from referenceledelse.edits import Clash
from referenceledelse.htmx import render_fragment, wants_fragment
from referenceledelse.pageflow import form_methods, form_page, posted, saved
from roles.models import User


@form_methods
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The steps with minutes and order, and the points beside them."""
    row = get_object_or_404(talks(request.user), pk=pk)
    if row.status == Conversation.Status.DRAFT:
        return redirect(row)
    form = _minutes(row, posted(request))
    if not form.is_bound or not form.is_valid():
        return render(request, "dialogues/agenda.html", _page(request, row, form))
    try:
        services.set_minutes(conversation=row, by=request.user, **form.values())
        _move(request, row)
    except Clash as clash:
        form.meet({one.step.key: str(one.step.minutes) for one in form.stops} | clash.stored)
        return form_page(request, "dialogues/agenda.html", _page(request, row, form))
    messages.success(request, _("Planen er gemt."))
    return redirect("dialogues:agenda", pk=pk)


def _move(request: HttpRequest, row: Conversation) -> None:
    """The arrow that was pressed, if one was."""
    for name, up in (("up", True), ("down", False)):
        if step := request.POST.get(name):
            services.move_duty(conversation=row, by=request.user, step=step, up=up)


@require_POST
def add_point(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a point; the button says whether the other sees it at once."""
    row = get_object_or_404(talks(request.user), pk=pk)
    form = AgendaPointForm(request.POST)
    if not form.is_valid():
        return _points(request, row, {"point_form": form})
    is_raised = "raise" in request.POST
    services.add_point(
        conversation=row, by=request.user, text=form.cleaned_data["text"], is_raised=is_raised
    )
    said = _("Punktet er gemt. Kun du kan se det, indtil du sætter det på dagsordenen.")
    return _points(request, row, {}, _("Punktet er på dagsordenen.") if is_raised else said)


@require_POST
def move_point(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """Raise, park, take up, finish or delete a point."""
    row, one = _point(request.user, pk, point)
    verb = request.POST.get("verb", "")
    if verb == "delete":
        services.delete_point(point=one, by=request.user)
    else:
        services.move_point(point=one, by=request.user, verb=verb)
    return _points(request, row, {}, _said(verb))


def _said(verb: str) -> str:
    return {
        "raise": _("Punktet er på dagsordenen."),
        "park": _("Punktet er udsat."),
        "take_up": _("Punktet er taget op igen."),
        "finish": _("Punktet er markeret som drøftet."),
        "delete": _("Punktet er slettet."),
    }[verb]


@form_methods
def rewrite_point(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """Other words for my own point."""
    row, one = _point(request.user, pk, point)
    if request.method != "POST" and not can_plan_talk(request.user, row):
        return redirect("dialogues:agenda", pk=pk)
    initial = {"text": one.text, "version": one.version}
    form = RewriteForm(posted(request), initial=initial)
    told = {"row": one, "stored": lambda now: {"text": now.text}, "beside": "text"}
    if saved(request, form, services.rewrite_point, point=one, **told):
        return redirect("dialogues:agenda", pk=pk)
    context = {"conversation": row, "form": form, "point": one}
    return form_page(request, "dialogues/agenda_point.html", context)


def _page(request: HttpRequest, row: Conversation, form: MinutesForm) -> dict[str, Any]:
    found = calls(row, request.user)
    planned = sum(one.step.minutes for one in form.stops)
    return {
        "conversation": row,
        "other": row.other(request.user),
        "form": form,
        "rows": [
            (stop, field, seen, found.get(stop.point.point_id)) for stop, field, seen in form.rows()
        ],
        "planned": planned,
        "is_too_long": planned > row.booked_minutes,
        **_beside(row, request.user),
    }


def _beside(row: Conversation, user: User) -> dict[str, Any]:
    return {**points(row, user), "point_form": AgendaPointForm(), "points_said": ""}


def _minutes(row: Conversation, data: Any) -> MinutesForm:
    return MinutesForm(data, stops=steps.stops(row.points.select_related("point", "conversation")))


def _point(user: User, pk: int, point: int) -> tuple[Conversation, AgendaPoint]:
    row = get_object_or_404(talks(user), pk=pk)
    rows = AgendaPoint.objects.visible_to(user).select_related("conversation")
    return row, get_object_or_404(rows, pk=point, conversation=row)


def _points(
    request: HttpRequest, row: Conversation, changes: dict[str, Any], said: str = ""
) -> HttpResponse:
    """The points alone where htmx asks for them, else the page they stand on."""
    if wants_fragment(request):
        context = {"conversation": row, **_beside(row, request.user), **changes}
        context["points_said"] = said
        return render_fragment(request, "dialogues/_agenda_points.html", context)
    if changes:
        context = _page(request, row, _minutes(row, None)) | changes
        return render(request, "dialogues/agenda.html", context)
    messages.success(request, said)
    return redirect("dialogues:agenda", pk=row.pk)
