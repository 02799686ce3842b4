"""Tasks that follow from talks: noted in the talk, done from one's own list."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialogues.forms.tasks import TaskForm
from dialogues.models import Conversation, ConversationPoint, Task
from dialogues.queries.pairs import set_by_earlier_pair
from dialogues.queries.succession import TasksLeft, changes
from dialogues.services import tasks
from dialogues.views.guide import step_tasks, visible_conversations
from referenceledelse.core.web.filters import paged
from referenceledelse.core.web.htmx import render_fragment, render_page, wants_fragment
from roles.models import User
from themes.models import LEADING, Assignment
from themes.models.running import runs

PAGE = 50
SHOWN_DONE = 20


@require_safe
def task_list(request: HttpRequest) -> HttpResponse:
    """What I have promised in talks, across themes."""
    context = {**_mine(request), "said": "", "section": "tasks"}
    return render_page(request, "dialogues/tasks/list.html", context, fragment="my-tasks")


@require_POST
def finish_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a task done; with ``done`` 0, not done after all."""
    task = get_object_or_404(Task.objects.visible_to(request.user), pk=pk)
    is_done = request.POST.get("done", "1") != "0"
    tasks.finish_task(task=task, by=request.user, is_done=is_done)
    said = _("Gjort: %(text)s") if is_done else _("Tilbage på listen: %(text)s")
    said = said % {"text": task.text}
    if wants_fragment(request):
        context = {**_mine(request), "said": said}
        return render_fragment(request, "dialogues/tasks/list.html#my-tasks", context)
    messages.success(request, said)
    return redirect(_back(request))


@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a task that stands from before today's two."""
    task = get_object_or_404(Task.objects.visible_to(request.user), pk=pk)
    tasks.take_over_task(task=task, by=request.user)
    messages.success(request, _("Du har overtaget gøremålet: %(text)s") % {"text": task.text})
    return redirect("dialogues:tasks")


@require_POST
def add_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a task at the step ``step``; with htmx the text that is being typed stays untouched."""
    conversation = get_object_or_404(visible_conversations(request.user), pk=pk)
    point = _point(conversation, request.POST.get("step", ""))
    form = TaskForm(request.POST, conversation=conversation)
    context: dict[str, Any] = {"conversation": conversation, "task_form": form, "said": ""}
    if form.is_valid():
        duty = point.point if point else None
        task = tasks.add_task(
            conversation=conversation, by=request.user, point=duty, **form.cleaned_data
        )
        context["said"] = _("Gøremålet er noteret: %(text)s") % {"text": task.text}
        if not wants_fragment(request):
            messages.success(request, context["said"])
            return redirect(_where(conversation, point))
        context["task_form"] = TaskForm(conversation=conversation)
        # One task is often followed by another.
        context["task_form"].fields["text"].widget.attrs["autofocus"] = True
    context |= {
        "step": point.step if point else "",
        "back": (point or conversation).get_absolute_url(),
        "tasks": _listed(conversation, point),
    }
    return render_page(request, "dialogues/tasks/add.html", context, fragment="step-tasks")


def _mine(request: HttpRequest) -> dict[str, Any]:
    rows = _owned(request.user)
    done = rows.filter(done_at__isnull=False).order_by("-done_at")
    waiting = rows.open().order_by(F("due_on").asc(nulls_last=True), "pk")
    earlier = set_by_earlier_pair("conversation__theme") & runs("conversation__theme__")
    led = Assignment.objects.active().filter(person=request.user, role__in=LEADING)
    to_take = waiting.filter(earlier, conversation__theme__in=led.values("theme"))
    return {
        "earlier": to_take[:PAGE],
        "left": _left(request.user, led),
        "page_obj": paged(request, waiting.exclude(pk__in=to_take.values("pk")), PAGE),
        "done": done[:SHOWN_DONE],
    }


def _left(user: User, led: QuerySet[Assignment]) -> list[TasksLeft]:
    """Who has left open tasks that the person may choose among, as the one who followed."""
    found = changes(user, list(led.values_list("theme_id", flat=True)))
    return [change for change in found if change.successor == user]


def _owned(user: User) -> QuerySet[Task]:
    people = ("conversation__theme__phase", "conversation__network_leader")
    rows = Task.objects.visible_to(user).filter(owner=user)
    more = ("conversation__reference_leader", "point", "succession__predecessor", *LEADING)
    return rows.select_related(*people, *more)


def _point(conversation: Conversation, step: str) -> ConversationPoint | None:
    points = conversation.points.select_related("point")
    return points.filter(step=step.replace("\x00", "")).first()


def _listed(conversation: Conversation, point: ConversationPoint | None) -> Iterable[Task]:
    if point:
        return step_tasks(conversation, point)
    return conversation.tasks.select_related("owner", "point")


def _where(conversation: Conversation, point: ConversationPoint | None) -> str:
    """The page that the task was noted on."""
    if point and conversation.status == Conversation.Status.IN_PROGRESS:
        return f"{point.get_absolute_url()}#step-tasks"
    if conversation.status in (Conversation.Status.HELD, Conversation.Status.SUMMARISED):
        return reverse("dialogues:summary", args=[conversation.pk])
    return reverse("dialogues:agreement", args=[conversation.pk])


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return reverse("dialogues:tasks")
