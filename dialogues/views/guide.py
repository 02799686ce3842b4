"""The talk itself: the guide's steps on two screens."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialogues.forms.agenda import AgendaPointForm
from dialogues.forms.guide import DutyPointForm, GuidePointForm
from dialogues.forms.notes import own_notes_form
from dialogues.forms.tasks import TaskForm
from dialogues.models import Conversation, ConversationPoint, Duty, Task
from dialogues.models.guide import CO_PLAYER
from dialogues.models.questions import ConversationKind
from dialogues.pages.guide import Beacon
from dialogues.pages.stances import SpokenOf, spoken_of
from dialogues.queries import guide as steps
from dialogues.queries.agenda import points
from dialogues.queries.duties import with_status_today
from dialogues.rules.conversations import can_write_points
from dialogues.services import conversations, stances, tasks
from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.web import autosave
from referenceledelse.core.web.found import found
from referenceledelse.core.web.htmx import render_fragment
from referenceledelse.core.web.numbers import whole
from referenceledelse.core.web.pageflow import form_methods, form_page, saved
from roles.models import User
from roles.views.ways import way_back


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the guide; who comes second finds it open."""
    conversation = get_object_or_404(visible_conversations(request.user), pk=pk)
    row = conversations.start(conversation=conversation, by=request.user)
    return redirect("dialogues:guide", pk=pk, step=row.current_step)


@form_methods
def guide(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step: what it asks, what both wrote before, and what they write now."""
    conversation = found(_conversations(request.user, pk))
    if conversation.started_at is None:
        return redirect(conversation)
    shown = StepPage(conversation, step, request.user)
    if request.method == "POST":
        return _write(request, shown)
    if not can_write_points(request.user, conversation):
        return render(request, "dialogues/guide/read.html", shown.context())
    if "afslut" in request.GET and shown.next is None:
        return render(request, "dialogues/guide/end.html", shown.context())
    forms = {"form": shown.form(), "task_form": TaskForm(conversation=conversation)}
    return render(
        request, "dialogues/guide/step.html", {**shown.context(), **shown.at_hand(), **forms}
    )


@require_POST
def save_point(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Save what is being typed at a step, field by field."""
    conversation = get_object_or_404(visible_conversations(request.user), pk=pk)
    point = get_object_or_404(_points(conversation), step=step)
    # The duty is asked for where its status is sent: this runs at every pause in the writing.
    duty = _duty(conversation, point) if "status" in request.POST else None

    def save(form: GuidePointForm) -> None:
        conversations.write_point(point=point, by=request.user, **form.values())

    is_own = point.changed_by_id == request.user.pk
    who = "" if is_own else conversation.other(request.user).name
    return autosave.answer(request, _form(point, duty, request.POST), save, who=who)


@require_safe
def beacon(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the other is, and whether the other has written; 204 while nothing is new.

    Asked every few seconds from the step ``trin`` that is on the screen in ``version``, where
    ``vist`` is what the last answer told.
    """
    conversation = found(_conversations(request.user, pk))
    step = request.GET.get("trin", "").replace("\x00", "")
    here = found(_point(conversation, step))
    version = whole(request.GET.get("version")) or 0
    light = Beacon(conversation, here, version, request.user)
    told = request.GET.get("vist", "")
    if light.digest == told:
        return HttpResponse(status=204)
    is_news = light.news != told.partition("~")[0]
    context = {"beacon": light, "conversation": conversation, "is_news": is_news}
    return render_fragment(request, "dialogues/guide/step.html#guide-beacon", context)


@require_POST
def take_over_words(request: HttpRequest, pk: int) -> HttpResponse:
    """Let my words from before the talk be those of the duty; back to where the two are."""
    conversation = get_object_or_404(visible_conversations(request.user), pk=pk)
    stances.take_over_words(conversation=conversation, by=request.user)
    messages.success(request, _("Dine ord fra forberedelsen står nu under opgaven."))
    if conversation.status == Conversation.Status.IN_PROGRESS:
        return redirect(_points(conversation).get(point__key=CO_PLAYER))
    return redirect("dialogues:duty", slug=conversation.theme.slug, key=CO_PLAYER)


@require_POST
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """End the talk; what was decided is now the draft of the agreement."""
    conversation = get_object_or_404(visible_conversations(request.user), pk=pk)
    conversations.hold(conversation=conversation, by=request.user)
    messages.success(
        request, _("Samtalen er holdt. Her er udkastet til jeres aftale – ret det sammen.")
    )
    return redirect("dialogues:summary", pk=pk)


def visible_conversations(user: User) -> QuerySet[Conversation]:
    """The conversations the person may see, with the people that every page names."""
    people = ("theme__phase", "network_leader", "reference_leader", "led_by")
    return Conversation.objects.visible_to(user).select_related(*people)


@compiled
def _conversations(user: User, pk: int) -> QuerySet[Conversation]:
    return visible_conversations(user).filter(pk=pk)


def step_tasks(conversation: Conversation, point: ConversationPoint) -> list[Task]:
    """The tasks of a duty's step; those without a duty stand at every other step."""
    rows = _tasks(conversation, point.point_id)
    for row in rows:
        row.conversation = conversation
    return rows


@compiled
def _tasks(conversation: Conversation, point: int | None) -> QuerySet[Task]:
    rows = Task.objects.filter(conversation=conversation, point=point)
    return rows.select_related("owner")


class StepPage:
    """All that a step's page shows, for one of the two."""

    def __init__(self, conversation: Conversation, step: str, user: User) -> None:
        self.conversation, self.user = conversation, user
        points = _all_points(conversation)
        for one in points:
            one.conversation = conversation
        self.stops = steps.stops(conversation, points)
        here = next((one for one in self.stops if one.step.key == step), None)
        if here is None:
            raise Http404
        self.stop, self.point = here, here.point
        self.previous, self.next = steps.around(conversation, self.stops, here)

    def form(self, data: Any = None) -> GuidePointForm:
        return _form(self.point, _duty(self.conversation, self.point), data)

    def context(self) -> dict[str, Any]:
        return {
            "conversation": self.conversation,
            **way_back((self.conversation.get_absolute_url(), capfirst(str(self.conversation)))),
            "legs": steps.legs(self.stops),
            "is_full": steps.is_full(self.stops),
            "aside": [one for one in self.stops if not one.number],
            "stop": self.stop,
            "previous": self.previous,
            "next": self.next,
            "tasks": step_tasks(self.conversation, self.point),
            "partner": self.conversation.other(self.user),
        }

    def at_hand(self) -> dict[str, Any]:
        """What helps the two at the step: the duty's words, and what both wrote before."""
        return {
            "beacon": Beacon(
                self.conversation, self.point, self.point.version, self.user, self.stops
            ),
            **self._sides(),
            "spoken_of": self._spoken_of(),
            "note_form": own_notes_form(self.conversation, self.user),
            **points(self.conversation, self.user),
            "point_form": AgendaPointForm(),
            "points_said": "",
            "said": "",
        }

    @cached_property
    def _before(self) -> dict[tuple[int, str], str]:
        """Both leaders' recognition at the kickoff, to compare at the closing."""
        if self.conversation.kind != ConversationKind.CLOSING:
            return {}
        return steps.levels_at_kickoff(self.conversation, self.user)

    def _spoken_of(self) -> SpokenOf | None:
        """The reference leader's own words, at the step about the active co-player."""
        is_there = getattr(self.point.point, "key", "") == CO_PLAYER
        return spoken_of(self.conversation, self.user) if is_there else None

    def _sides(self) -> dict[str, list[dict[str, Any]]]:
        """What the two wrote before the talk: of the step, and what no other step reads."""
        step, more = self.stop.step, {}
        if self.point.point:
            written: dict[int, Any] = steps.recognitions(
                self.conversation, self.user, self.point.point
            )
        else:
            said = steps.answers(self.conversation, self.user)
            written = steps.read_at(step, said)
            more = steps.left_over(step, self.stops, said)
        return {"sides": self._both(written), "more_sides": self._both(more)}

    def _both(self, written: dict[int, Any]) -> list[dict[str, Any]]:
        """Always both leaders where one has written, so that neither stands alone."""
        parties = (self.conversation.network_leader, self.conversation.reference_leader)
        return [
            {
                "person": person,
                "side": self.conversation.side(person),
                "wrote": written.get(person.pk),
                "before": self._before.get((person.pk, getattr(self.point.point, "key", ""))),
            }
            for person in parties
            if written
        ]


def _points(conversation: Conversation) -> QuerySet[ConversationPoint]:
    return conversation.points.select_related("point", "changed_by", "conversation")


@compiled
def _all_points(conversation: Conversation) -> QuerySet[ConversationPoint]:
    rows = ConversationPoint.objects.filter(conversation=conversation)
    return rows.select_related("point", "changed_by")


@compiled
def _point(conversation: Conversation, step: str) -> QuerySet[ConversationPoint]:
    rows = ConversationPoint.objects.filter(conversation=conversation, step=step)
    return rows.select_related("point", "changed_by", "conversation")


def _duty(conversation: Conversation, point: ConversationPoint) -> Duty | None:
    duties = _duties(conversation.theme_id, point.point_id) if point.point_id else []
    return duties[0] if duties else None


@compiled
def _duties(theme: int, point: int) -> QuerySet[Duty]:
    rows = Duty.objects.filter(theme=theme, point=point).select_related("point", "theme")
    return with_status_today(rows)


def _form(point: ConversationPoint, duty: Duty | None, data: Any = None) -> GuidePointForm:
    if point.point_id is None:
        return GuidePointForm(data, point=point)
    return DutyPointForm(data, point=point, duty=duty)


def _write(request: HttpRequest, shown: StepPage) -> HttpResponse:
    """Save what was typed, then go where the button says; whatever fails, the text stays."""
    form = shown.form(request.POST)
    task_form = TaskForm(request.POST, conversation=shown.conversation, empty_permitted=True)
    is_valid = all([form.is_valid(), task_form.is_valid()])
    if not can_write_points(shown.user, shown.conversation):
        return _too_late(request, shown, form)

    def write(by: User, **told: Any) -> str:
        conversations.write_point(point=shown.point, by=by, **told)
        if task_form.has_changed():
            values = {"conversation": shown.conversation, "point": shown.point.point}
            tasks.add_task(by=by, **values, **task_form.cleaned_data)
        return _destination(request, shown)

    told = {"row": shown.point, "stored": lambda now: {n: getattr(now, n) for n in form.texts}}
    if is_valid and (goal := saved(request, form, write, **told)):
        return redirect(goal)
    # Who saved the other text, where two met.
    by = shown.point.changed_by if form.conflicts is not None else None
    page = {**shown.context(), **shown.at_hand(), "form": form, "task_form": task_form}
    page["who"] = by.name if by else ""
    return form_page(request, "dialogues/guide/step.html", page, is_strict=True)


def _destination(request: HttpRequest, shown: StepPage) -> str:
    """Where the pressed button leads; ``next`` and ``lead`` take the lead along."""
    pressed, wanted = request.POST.get("then"), request.POST.get("to")
    if wanted and any(stop.step.key == wanted for stop in shown.stops):
        return next(stop.url for stop in shown.stops if stop.step.key == wanted)
    if pressed == "next" and shown.next is None:
        return f"{shown.stop.url}?afslut=1"
    if pressed in ("next", "lead"):
        goal = shown.next if pressed == "next" else shown.stop
        conversations.go_to_step(
            conversation=shown.conversation, by=request.user, step=goal.step.key
        )
        return goal.url
    messages.success(request, _("Gemt."))
    return shown.stop.url


def _too_late(request: HttpRequest, shown: StepPage, form: GuidePointForm) -> HttpResponse:
    """The talk ended while this was typed: show it, so that it can go into the agreement."""
    task_form = TaskForm(request.POST, conversation=shown.conversation)
    fields = [*(form[name] for name in form.texts), task_form["text"]]
    typed = [(field.label, field.value() or "") for field in fields]
    context = {**shown.context(), "typed": [(label, text) for label, text in typed if text]}
    return render(request, "dialogues/guide/read.html", context, status=409)
