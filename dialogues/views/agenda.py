"""The plan of a talk, and the points that the two bring along."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dialogues.forms.agenda import AgendaPointForm, RewriteForm
from dialogues.models import AgendaPoint, Conversation
from dialogues.queries import guide as steps
from dialogues.queries.agenda import calls, points
from dialogues.rules.agenda import can_plan_talk
from dialogues.services import agenda as services
from dialogues.views.guide import visible_conversations
from referenceledelse.core.web.htmx import render_fragment, wants_fragment
from referenceledelse.core.web.pageflow import form_methods, form_page, posted, saved
from roles.models import User

# What the buttons of a duty can say.
PRESSED = ("in", "out", "up", "down")


@form_methods
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The steps of the talk with the chosen duties, and the points beside them."""
    row = get_object_or_404(visible_conversations(request.user), pk=pk)
    if row.status == Conversation.Status.DRAFT:
        return redirect(row)
    if request.method != "POST":
        return render(request, "dialogues/agenda/agenda.html", _page(request, row))
    _change(request, row)
    return redirect(_back(request, row))


def _change(request: HttpRequest, row: Conversation) -> None:
    """Do what the pressed button says with its duty."""
    for name, is_chosen in (("in", True), ("out", False)):
        if step := request.POST.get(name):
            told = {"step": step, "is_chosen": is_chosen}
            services.choose_duty(conversation=row, by=request.user, **told)
    for name, up in (("up", True), ("down", False)):
        if step := request.POST.get(name):
            services.move_duty(conversation=row, by=request.user, step=step, up=up)


def _back(request: HttpRequest, row: Conversation) -> str:
    """Where the button was pressed: the guide's step, the two's answers, or the agenda."""
    sent = {name: request.POST.get(name, "").replace("\x00", "") for name in PRESSED}
    step = next(filter(None, sent.values()), "")
    if "svar" in request.POST:
        duty = row.points.filter(step=step).exclude(point=None).select_related("point").first()
        place = f"duty-{duty.point.key}" if duty else "duties-heading"
        return f"{reverse('dialogues:reveal', args=[row.pk])}#{place}"
    here = row.points.filter(step=request.POST.get("guide", "").replace("\x00", "")).first()
    if here and row.started_at:
        return here.get_absolute_url()
    place = "other-duties" if sent["out"] else slugify(step)
    return f"{reverse('dialogues:agenda', args=[row.pk])}#{place}"


@require_POST
def add_point(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a point; the button says whether the other sees it at once."""
    row = get_object_or_404(visible_conversations(request.user), pk=pk)
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
    return form_page(request, "dialogues/agenda/point.html", context)


def _page(request: HttpRequest, row: Conversation) -> dict[str, Any]:
    found = calls(row, request.user)
    shown = steps.stops(row, row.points.select_related("point", "conversation"))

    def told(stops: list[steps.Stop]) -> list[tuple[steps.Stop, list[str]]]:
        return [(stop, found.get(stop.point.point_id, [])) for stop in stops]

    return {
        "conversation": row,
        "other": row.other(request.user),
        "legs": [(leg, told(leg.stops)) for leg in steps.legs(shown)],
        "aside": told([stop for stop in shown if not stop.number]),
        "chosen_duties": sum(one.part > 0 for one in shown),
        "is_full": steps.is_full(shown),
        **_beside(row, request.user),
    }


def _beside(row: Conversation, user: User) -> dict[str, Any]:
    return {**points(row, user), "point_form": AgendaPointForm(), "points_said": ""}


def _point(user: User, pk: int, point: int) -> tuple[Conversation, AgendaPoint]:
    row = get_object_or_404(visible_conversations(user), pk=pk)
    rows = AgendaPoint.objects.visible_to(user).select_related("conversation")
    return row, get_object_or_404(rows, pk=point, conversation=row)


def _points(
    request: HttpRequest, row: Conversation, changes: dict[str, Any], said: str = ""
) -> HttpResponse:
    """The points alone where htmx asks for them, else the page they stand on."""
    if wants_fragment(request):
        context = {"conversation": row, **_beside(row, request.user), **changes}
        context["points_said"] = said
        return render_fragment(request, "dialogues/agenda/_points.html", context)
    if changes:
        context = _page(request, row) | changes
        return render(request, "dialogues/agenda/agenda.html", context)
    messages.success(request, said)
    return redirect("dialogues:agenda", pk=row.pk)
