"""The private preparation, and the page where the two read each other's answers."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialogues.forms.notes import AdditionForm, own_notes_form
from dialogues.forms.reflections import ReflectionForm, slot_of, stored_answers
from dialogues.models import Conversation, Question, Reflection
from dialogues.models.questions import ConversationKind
from dialogues.models.recognition import ANSWER
from dialogues.pages.conversations import journeys
from dialogues.pages.reflections import side_by_side
from dialogues.pages.stances import last_said
from dialogues.queries.duties import duty_points
from dialogues.queries.guide import levels_at_kickoff
from dialogues.rules.conversations import can_take_part
from dialogues.rules.reflections import can_add_to_reflection, can_write_reflection
from dialogues.services import invitations, reflections
from dialogues.views.guide import visible_conversations
from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.web import autosave
from referenceledelse.core.web.edits import Clash
from referenceledelse.core.web.found import found
from referenceledelse.core.web.pageflow import form_methods, form_page, pressed
from roles.models import User
from themes.models import Theme


@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Open my preparation for the first talk; nobody needs to have invited."""
    theme = get_object_or_404(Theme.objects.visible_to(request.user), slug=slug)
    mine = invitations.begin_preparation(theme=theme, by=request.user)
    return redirect("dialogues:preparation", pk=mine.conversation_id)


@form_methods
def preparation(request: HttpRequest, pk: int) -> HttpResponse:
    """My own reflection: to write while it is open, to read when it is handed in."""
    mine = _mine(request.user, pk)
    if request.method == "POST":
        return _save_then(request, mine) or _drafted(request, mine)
    if not (mine.is_editable and can_write_reflection(request.user, mine)):
        return render(request, "dialogues/reflections/read.html", _page(request, mine))
    return render(request, "dialogues/reflections/preparation.html", _page(request, mine))


@require_POST
def save_field(request: HttpRequest, pk: int) -> HttpResponse:
    """Save one field of my reflection while it is written."""
    rows = Reflection.objects.visible_to(request.user).filter(author=request.user)
    related = ("theme", "network_leader", "reference_leader")
    related = [f"conversation__{name}" for name in related]
    mine = get_object_or_404(rows.select_related(*related), conversation=pk)

    def save(form: ReflectionForm) -> None:
        reflections.save_reflection(reflection=mine, by=request.user, **form.values())

    return autosave.answer(request, _part(request, mine), save)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the form and hand it in; a second click does nothing."""
    mine = _mine(request.user, pk)
    return _save_then(request, mine, reflections.submit) or _handed_in(request, mine)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take my reflection back, to write on."""
    reflections.withdraw(reflection=_mine(request.user, pk), by=request.user)
    messages.success(request, _("Din refleksion er trukket tilbage. Kun du kan læse den."))
    return redirect("dialogues:preparation", pk=pk)


@require_POST
def oral(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the form and take it orally; with ``oral`` 0, write after all."""
    mine, is_oral = _mine(request.user, pk), request.POST.get("oral", "1") != "0"
    verb = partial(reflections.take_orally, is_oral=is_oral)
    if refused := _save_then(request, mine, verb):
        return refused
    if is_oral:
        messages.success(request, _("Du svarer mundtligt. Kun du kan se, hvad du har skrevet."))
    return redirect("dialogues:preparation", pk=pk)


@require_POST
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Show my text to the other, who takes it orally."""
    mine = reflections.share_anyway(reflection=_mine(request.user, pk), by=request.user)
    name = {"name": mine.conversation.other(request.user).name}
    messages.success(request, _("%(name)s kan nu læse dine svar.") % name)
    return redirect("dialogues:preparation", pk=pk)


@require_safe
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Both sides' answers, question by question, once they are open to each other."""
    row = get_object_or_404(
        visible_conversations(request.user).select_related("question_set"), pk=pk
    )
    journey = journeys(request.user, [row])[0]
    context = {"conversation": row, "journey": journey, "other": journey.other}
    if not journey.is_revealed:
        return render(request, "dialogues/reflections/wait.html", context)
    context |= side_by_side(row, request.user)
    if can_add_to_reflection(request.user, _mine(request.user, pk)):
        context["addition_form"] = AdditionForm()
    return render(request, "dialogues/reflections/reveal.html", context)


def _mine(user: User, pk: int) -> Reflection:
    return found(_reflections(user, pk))


@compiled
def _reflections(user: User, conversation: int) -> QuerySet[Reflection]:
    rows = Reflection.objects.visible_to(user).filter(author=user, conversation=conversation)
    rows = rows.select_related(
        "conversation__theme__phase",
        "conversation__network_leader",
        "conversation__reference_leader",
        "conversation__question_set",
    )
    return rows.prefetch_related("answers", "recognitions")


def _before(row: Conversation, user: User) -> dict[str, str]:
    """The own recognition from the kickoff, by duty's key, where the talk is the last one."""
    if row.kind != ConversationKind.CLOSING:
        return {}
    levels = levels_at_kickoff(row, user)
    return {key: level for (person, key), level in levels.items() if person == user.pk}


def _part(request: HttpRequest, mine: Reflection) -> ReflectionForm:
    """The form with no more than what was sent: this runs at every pause in the writing."""
    row, slots = mine.conversation, {slot_of(name) for name in request.POST} - {None}
    answers = {key for part, key in slots if part == ANSWER}
    duties = {key for part, key in slots if part != ANSWER}
    questions = Question.objects.filter(question_set=row.question_set_id, pk__in=answers)
    points = [one for one in duty_points(row.theme) if one.pk in duties] if duties else []
    return ReflectionForm(
        request.POST,
        saved={},
        questions=list(questions) if answers else [],
        points=points,
        side=row.side(request.user),
        other=row.other(request.user).get_short_name(),
    )


def _bind(data: Any, user: User, mine: Reflection) -> ReflectionForm:
    row = mine.conversation
    return ReflectionForm(
        data,
        saved=stored_answers(mine),
        before=_before(row, user),
        said=last_said(row, user),
        questions=_questions(row.question_set_id),
        points=duty_points(row.theme),
        side=row.side(user),
        other=row.other(user).get_short_name(),
    )


@compiled
def _questions(question_set: int) -> QuerySet[Question]:
    return Question.objects.filter(question_set=question_set)


def _page(request: HttpRequest, mine: Reflection, form: ReflectionForm | None = None) -> dict:
    """What the form's page shows; without ``form``, the saved answers to read."""
    row = mine.conversation
    journey = journeys(request.user, [row])[0]
    return {
        "conversation": row,
        "mine": mine,
        "form": form or _bind(None, request.user, mine),
        "may_see_talk": can_take_part(request.user, row),
        "note_form": own_notes_form(row, request.user),
        "may_write": can_write_reflection(request.user, mine),
        "journey": journey,
        "other": journey.other,
    }


def _save_then(
    request: HttpRequest,
    mine: Reflection,
    verb: Callable[..., Reflection] | None = None,
) -> HttpResponse | None:
    """Save the form, then do what its button says; an answer only where that is not possible."""
    form = _bind(request.POST, request.user, mine)
    if not form.is_valid():
        return render(request, "dialogues/reflections/preparation.html", _page(request, mine, form))

    def write(by: User, **told: Any) -> None:
        reflections.save_reflection(reflection=mine, by=by, **told)
        if verb:
            verb(reflection=mine, by=by)

    refusal = pressed(request, write, **form.values())
    if not refusal:
        return None
    now = _mine(request.user, mine.conversation_id)
    context = _page(request, now, form)
    context["refusal"] = "" if isinstance(refusal, Clash) else refusal.message
    form.meet(stored_answers(now))
    return form_page(request, "dialogues/reflections/preparation.html", context)


def _drafted(request: HttpRequest, mine: Reflection) -> HttpResponse:
    """Saved; with ``ready``, the network leader is told at once that the person can be invited."""
    if "ready" in request.POST:
        row = invitations.say_ready(theme=mine.conversation.theme, by=request.user)
        name = {"name": row.network_leader.name}
        messages.success(request, _("%(name)s kan nu se, at du er klar.") % name)
        return redirect("start")
    messages.success(request, _("Din kladde er gemt. Kun du kan læse den."))
    return redirect("dialogues:preparation", pk=mine.conversation_id)


def _handed_in(request: HttpRequest, mine: Reflection) -> HttpResponse:
    row = mine.conversation
    if journeys(request.user, [row])[0].is_revealed:
        messages.success(request, _("I har begge sendt jeres refleksion. Nu kan I læse hinandens."))
        return redirect("dialogues:reveal", pk=row.pk)
    messages.success(request, _("Din refleksion er sendt."))
    return redirect(row)
