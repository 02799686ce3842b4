"""Pages for paper: the guide, and the reflection as a blank form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from dialogues.pages import prints
from dialogues.queries.duties import duty_points
from dialogues.views.guide import visible_conversations


@require_safe
def guide_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The guide with what has been written; with ``tom`` blank, to write by hand."""
    row = get_object_or_404(visible_conversations(request.user), pk=pk)
    is_blank = "tom" in request.GET
    has_lines = is_blank or row.held_at is None
    points = prints.guide_points(row, is_blank=is_blank)
    printed = prints.printed_stops(row, points, has_lines=has_lines)
    context = {
        "theme": row.theme,
        "conversation": row,
        "other": row.other(request.user),
        "printed": printed,
        "walk": max((one.stop.number for one in printed), default=0),
        "aside": prints.aside(row, points) if has_lines else [],
        "has_lines": has_lines,
        "agenda": [] if is_blank else row.agenda.raised().open(),
        "tasks": [] if is_blank else row.tasks.select_related("owner", "point"),
    }
    return render(request, "dialogues/guide/print.html", context)


@require_safe
def blank_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The reflection to fill in by hand, in the reader's own wording; nothing written is on it."""
    row = get_object_or_404(
        visible_conversations(request.user).select_related("question_set"), pk=pk
    )
    question, boxes = prints.asked_of_each_duty(row, request.user)
    context = {
        "theme": row.theme,
        "conversation": row,
        "other": row.other(request.user),
        "question": question,
        "questions": prints.blank_questions(row, request.user),
        "duties": duty_points(row.theme),
        "boxes": boxes,
    }
    return render(request, "dialogues/reflections/print.html", context)
