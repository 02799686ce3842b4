"""The two leaders' pages beside the talks: sparring, acknowledgement, pulse, change of person."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dialogues.forms.partnership import (
    AcknowledgementForm,
    HandOverForm,
    PlanSparringForm,
    PulseForm,
    SeenValueForm,
    SparringForm,
    stored_sparring,
)
from dialogues.models import Acknowledgement, Pulse, PulseAnswer, Sparring
from dialogues.queries.succession import changes
from dialogues.services import partnership as services
from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.filters import paged
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.models import RoleKey
from roles.views.ways import way_back
from themes.models import Theme, ValueStory


@form_methods
def sparring(request: HttpRequest, slug: str) -> HttpResponse:
    """The log of the two: what is planned, and what was held."""
    theme, rows = _log(request, slug, Sparring)
    form = PlanSparringForm(posted(request))
    if form.is_bound and form.is_valid():
        row = services.plan_sparring(theme=theme, by=request.user, **form.cleaned_data)
        messages.success(request, _("Sparringen står i loggen."))
        return redirect("dialogues:edit_sparring", slug=slug, pk=row.pk)
    held = rows.filter(held_at__isnull=False)
    context = {
        **_around(request, theme),
        "form": form,
        "planned": rows.filter(held_at=None).order_by("takes_place_on"),
        "page_obj": paged(request, held),
    }
    return render(request, "dialogues/partnership/sparring.html", context)


@form_methods
def edit_sparring(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One sparring, with what each takes along."""
    theme, rows = _log(request, slug, Sparring)
    row = get_object_or_404(rows, pk=pk)
    mine = services.own_takeaway(row, request.user)
    form = SparringForm(posted(request), sparring=row, mine=mine)
    told = {
        "row": row,
        "stored": partial(stored_sparring, mine=mine),
        "beside": "takes_place_on",
    }
    goal, verb = reverse("dialogues:sparring", args=[slug]), services.write_sparring
    said = _("Sparringen er gemt.")
    if answered := done(request, form, verb, said, goal=goal, sparring=row, **told):
        return answered
    context = {**_around(request, theme), "form": form, "sparring": row}
    context |= {"partner": row.other(request.user), "theirs": _their_takeaway(row, mine)}
    return form_page(request, "dialogues/partnership/sparring_edit.html", context)


def _their_takeaway(row: Sparring, mine: str) -> str:
    theirs = {"network_leader_takeaway", "reference_leader_takeaway"} - {mine}
    return getattr(row, theirs.pop())


@require_POST
def delete_sparring(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a planned sparring off the log."""
    _theme, rows = _log(request, slug, Sparring)
    services.delete_sparring(sparring=get_object_or_404(rows, pk=pk), by=request.user)
    messages.success(request, _("Sparringen er slettet."))
    return redirect("dialogues:sparring", slug=slug)


@form_methods
def acknowledgement(request: HttpRequest, slug: str) -> HttpResponse:
    """What the reference leader has acknowledged, and the form for more."""
    theme, rows = _log(request, slug, Acknowledgement)
    value = Acknowledgement.Kind.VALUE
    form = AcknowledgementForm(
        posted(request), initial={"kind": value} if request.GET.get("slags") == value else None
    )
    if form.is_bound and form.is_valid():
        services.acknowledge(theme=theme, by=request.user, **form.cleaned_data)
        messages.success(request, _("Din anerkendelse er sendt. Kun I to kan læse den."))
        return redirect("dialogues:acknowledgement", slug=slug)
    services.mark_read(theme=theme, by=request.user)
    context = {
        **_around(request, theme),
        "form": form,
        "page_obj": paged(request, rows.select_related("story")),
        "may_acknowledge": is_allowed(request.user, "dialogues.acknowledge", theme),
    }
    return render(request, "dialogues/partnership/acknowledgement.html", context)


@form_methods
def acknowledge_story(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The reference leader acknowledges the value of a story, from the story's own page."""
    theme = get_object_or_404(Theme.objects.visible_to(request.user).with_people(), slug=slug)
    rows = ValueStory.objects.visible_to(request.user).filter(theme=theme)
    story = get_object_or_404(rows.select_related("theme"), pk=pk)
    demand(request.user, "dialogues.acknowledge", theme)
    form = SeenValueForm(posted(request))
    said = _("Din anerkendelse er sendt. Kun I to kan læse den.")
    told = {"story": story, "goal": story}
    if answered := done(request, form, services.acknowledge_story, said, **told):
        return answered
    context = {**_around(request, theme), "form": form, "story": story}
    return form_page(request, "dialogues/partnership/seen_value.html", context)


@form_methods
def pulse(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a pulse, answer it, and read both answers once both are in."""
    theme, rows = _log(request, slug, Pulse)
    row = rows.filter(revealed_at=None, **_pair(theme)).first()
    # Both may press "begin": the second finds the pulse open and submits no answers.
    if request.method == "POST" and (row is None or "begin" in request.POST):
        row = services.open_pulse(theme=theme, by=request.user)
        return redirect("dialogues:pulse", slug=slug)
    form = _pulse_form(request, row)
    if form and form.is_bound and form.is_valid():
        done = services.answer_pulse(pulse=row, by=request.user, answers=form.values())
        said = _("Dine svar er gemt. I kan læse hinandens svar, når I begge har svaret.")
        both = _("Nu har I begge svaret og kan læse svarene.")
        messages.success(request, both if done.revealed_at else said)
        return redirect("dialogues:pulse", slug=slug)
    revealed = rows.filter(revealed_at__isnull=False)
    context = {
        **_around(request, theme),
        "pulse": row,
        "form": form,
        "page_obj": paged(request, revealed),
    }
    context["answered"] = _side_by_side(request, context["page_obj"].object_list)
    return render(request, "dialogues/partnership/pulse.html", context)


def _pulse_form(request: HttpRequest, row: Pulse | None) -> PulseForm | None:
    """The form of an open pulse, until its reader has answered."""
    if row is None or row.answers.filter(person=request.user).exists():
        return None
    is_leader = request.user.pk == row.network_leader_id
    side = RoleKey.NETWORK_LEADER if is_leader else RoleKey.REFERENCE_LEADER
    return PulseForm(
        posted(request), questions=list(row.question_set.questions.all()), side=side.value
    )


def _side_by_side(request: HttpRequest, pulses: Any) -> list[dict[str, Any]]:
    """Each pulse with its questions and the answers of both, newest first."""
    rows = PulseAnswer.objects.visible_to(request.user).filter(pulse__in=[p.pk for p in pulses])
    found: dict[int, dict[int, dict[int, PulseAnswer]]] = {}
    for row in rows.select_related("question"):
        of_pulse = found.setdefault(row.pulse_id, {})
        of_pulse.setdefault(row.question_id, {})[row.person_id] = row
    return [
        {"pulse": one, "lines": [_line(one, sides) for sides in found.get(one.pk, {}).values()]}
        for one in pulses
    ]


def _line(pulse: Pulse, sides: dict[int, PulseAnswer]) -> list[dict[str, Any]]:
    """One question as each of the two was asked it, and what each answered."""
    question = next(iter(sides.values())).question
    pair = (
        (pulse.network_leader, RoleKey.NETWORK_LEADER),
        (pulse.reference_leader, RoleKey.REFERENCE_LEADER),
    )
    return [
        {"person": person, "asked": question.wording(side), "answer": sides.get(person.pk)}
        for person, side in pair
    ]


@require_POST
def withdraw_pulse(request: HttpRequest, slug: str) -> HttpResponse:
    """Take my own answers back, until both are in."""
    theme, rows = _log(request, slug, Pulse)
    row = get_object_or_404(rows.filter(**_pair(theme)).order_by("-opened_at")[:1])
    services.withdraw_pulse(pulse=row, by=request.user)
    messages.success(request, _("Dine svar er trukket tilbage."))
    return redirect("dialogues:pulse", slug=slug)


@form_methods
def succession(request: HttpRequest, slug: str) -> HttpResponse:
    """Give open tasks on to the one who followed in the role."""
    theme = get_object_or_404(Theme.objects.visible_to(request.user), slug=slug)
    change = next(changes(request.user, [theme.pk]), None)
    if change is None:
        raise Http404
    is_taker = change.successor == request.user
    form = HandOverForm(posted(request), change=change, is_taker=is_taker)
    if form.is_bound and form.is_valid():
        services.hand_over(
            theme=theme,
            by=request.user,
            predecessor=change.predecessor,
            successor=change.successor,
            **form.cleaned_data,
        )
        said = _("Gøremålene er givet videre til %(name)s.")
        said = _("Du har overtaget gøremålene.") if is_taker else said
        messages.success(request, said % {"name": change.successor.name})
        return redirect("dialogues:tasks")
    context = {"theme": theme, "change": change, "form": form, "section": "tasks"}
    context["is_taker"] = is_taker
    return render(request, "dialogues/partnership/succession.html", context)


def _log(request: HttpRequest, slug: str, model: type) -> tuple[Theme, QuerySet]:
    """The theme and what the reader may see there; 403 for who has no part in it."""
    theme = get_object_or_404(Theme.objects.visible_to(request.user).with_people(), slug=slug)
    people = ("network_leader", "reference_leader", "theme")
    rows = model.objects.visible_to(request.user).filter(theme=theme).select_related(*people)
    if not is_allowed(request.user, "dialogues.see_shared", theme) and not rows.exists():
        raise PermissionDenied
    return theme, rows


def _pair(theme: Theme) -> dict[str, Any]:
    """The present two, to tell their own from what earlier pairs have left."""
    return {"network_leader": theme.network_leader, "reference_leader": theme.reference_leader}


def _around(request: HttpRequest, theme: Theme) -> dict[str, Any]:
    pair = [one for one in (theme.network_leader, theme.reference_leader) if one]
    others = [one for one in pair if one != request.user]
    is_leader = is_allowed(request.user, "dialogues.see_shared", theme)
    return {
        "theme": theme,
        "section": "themes",
        "is_leader": is_leader and len(pair) == 2,
        "partner": others[0] if is_leader and others else None,
        **way_back(theme),
    }
