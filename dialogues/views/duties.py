"""The ten duties on a theme: the wheel, each duty, and what the two leaders set."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dialogues.forms.duties import (
    MarkForm,
    OwnViewForm,
    PlanForm,
    ProposeForm,
    StatusAnswerForm,
    stored_plan,
)
from dialogues.forms.first_steps import FirstStepForm
from dialogues.forms.stances import StanceForm
from dialogues.models import Duty, FirstStep, StatusChange
from dialogues.pages import duties as pages
from dialogues.pages import prints
from dialogues.pages.duties import TenDuties, TrackedDuty
from dialogues.pages.duties.beside import PARTS, act_of, beside, what_happened
from dialogues.pages.duties.timeline import events
from dialogues.pages.stances import OwnWords, own_words
from dialogues.services import duties as services
from dialogues.services import first_steps, stances
from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.found import found
from referenceledelse.core.web.htmx import render_page, wants_fragment
from referenceledelse.core.web.pageflow import pressed, saved, status_of
from roles.models import User
from roles.views.ways import way_back
from themes.models import Theme
from themes.queries.assignments import add_holders

JOINT, VIEWS = "duty-joint", "duty-views"
# The page's defaults, where nothing was changed.
QUIET = {"said": "", "refusal": "", "typed": "", "is_swap": False}


@require_safe
def duties(request: HttpRequest, slug: str) -> HttpResponse:
    """The wheel and the ten; reading writes nothing."""
    return render(request, "dialogues/duties/list.html", _all_ten(_ten(request, slug)))


@require_safe
def duties_print(request: HttpRequest, slug: str) -> HttpResponse:
    """The ten on paper: what both stand behind, and nobody's own view."""
    ten = _ten(request, slug)
    context = {
        "theme": ten.theme,
        "ten": ten,
        "duties": prints.printed_duties(ten),
        "readers": prints.readers(ten),
    }
    return render(request, "dialogues/duties/print.html", context)


@require_safe
def duty(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One duty with its text at hand."""
    return render(request, "dialogues/duties/duty.html", _context(_ten(request, slug), key))


@require_POST
def own_view(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Save how I see it; the section swaps in place with htmx."""
    ten, line = _for_leader(request, slug, key)
    form = OwnViewForm(request.POST, duty=line.duty, mine=line.mine)
    if saved(request, form, services.set_own_view, duty=line.duty):
        return _done(request, line, VIEWS, _("Din vurdering er gemt."))
    status = status_of(form, is_strict=True)
    return _again(request, ten, key, VIEWS, {"own_form": form}, status)


@require_POST
def mark_view(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Mark on the list how I see the duty; the words that I wrote to it stay."""
    ten, line = _for_leader(request, slug, key)
    form = MarkForm(request.POST, duty=line.duty)
    if not form.is_valid():
        raise BadRequest
    services.set_own_view(duty=line.duty, by=request.user, **form.cleaned_data)
    said = _("Din vurdering er gemt.")
    if not wants_fragment(request):
        messages.success(request, said)
        return redirect(f"{reverse('dialogues:duties', args=[slug])}#{key}")
    context = _all_ten(TenDuties(ten.theme, request.user)) | {"said": said, "marked": key}
    return render_page(request, "dialogues/duties/list.html", context, fragment="duty-list")


@require_POST
def propose_status(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Ask the other leader to confirm a new joint status."""
    ten, line = _for_leader(request, slug, key)
    form = ProposeForm(request.POST, duty=line.duty)
    if not form.is_valid():
        return _again(request, ten, key, JOINT, {"propose_form": form})
    # Where there is no other leader nothing is sent, and the service says why.
    said = _("Forslaget er sendt til %s.") % (ten.partner.name if ten.partner else "")
    told = {"duty": line.duty, **form.cleaned_data}
    return _press(request, ten, line, services.propose_status, said, **told)


@require_POST
def answer_status(request: HttpRequest, slug: str, key: str, pk: int) -> HttpResponse:
    """Say yes with ``confirm`` or not yet with ``decline``; with a word or without."""
    ten, line = _for_leader(request, slug, key)
    change = get_object_or_404(_changes(line.duty), pk=pk)
    demand(request.user, "dialogues.answer_status", change)
    if not {"confirm", "decline"} & request.POST.keys():
        raise BadRequest
    form, is_confirmed = StatusAnswerForm(request.POST), "confirm" in request.POST
    if not form.is_valid():
        return _again(request, ten, key, JOINT, {"answer_form": form})
    said = _("I er enige: Den fælles status er ændret.")
    if not is_confirmed:
        said = _("Du har svaret “ikke endnu”. Den fælles status er uændret.")
    told = {"change": change, "is_confirmed": is_confirmed, **form.cleaned_data}
    verb, typed = services.answer_status, form.cleaned_data["answer"]
    return _press(request, ten, line, verb, said, typed=typed, **told)


@require_POST
def withdraw_status(request: HttpRequest, slug: str, key: str, pk: int) -> HttpResponse:
    """Take back my own proposal."""
    ten, line = _for_leader(request, slug, key)
    change = get_object_or_404(_changes(line.duty), pk=pk)
    demand(request.user, "dialogues.withdraw_status", change)
    said = _("Du har trukket forslaget tilbage.")
    return _press(request, ten, line, services.withdraw_status, said, change=change)


@require_POST
def take_over(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Make what an earlier pair left of the duty ours; back to where the button was."""
    _ten_of, line = _for_leader(request, slug, key)
    services.take_over_duty(duty=line.duty, by=request.user)
    messages.success(request, _("I har overtaget opgaven: %s") % line.duty.point.name)
    if "one" in request.POST:
        return redirect(line.url)
    return redirect(f"{reverse('dialogues:duties', args=[slug])}#{key}")


@require_POST
def plan_duty(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Set what comes next; a stale save shows both texts and loses none."""
    ten, line = _for_leader(request, slug, key)
    form = PlanForm(request.POST, duty=line.duty, people=ten.takers(line.duty))
    told = {"row": line.duty, "stored": stored_plan, "duty": line.duty}
    if saved(request, form, services.plan_duty, **told):
        return _done(request, line, "duty-plan", _("Næste skridt er gemt."))
    context = {"plan_form": form, "conflicts": form.conflicts}
    return _again(request, ten, key, "", context, status_of(form, is_strict=True))


@require_POST
def say(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Keep what I say in my own words of a duty that lives in words."""
    ten, line = _for_leader(request, slug, key)
    words = _my_words(ten, key)
    if not words:
        raise PermissionDenied
    form = StanceForm(request.POST, stored=words)
    told = {"stored": lambda _row: _my_words(TenDuties(ten.theme, request.user), key)}
    if saved(request, form, stances.say, theme=ten.theme, **told):
        return _done(request, line, "duty-words", _("Dine ord er gemt."))
    return _again(request, ten, key, "", {"words_form": form}, status_of(form, is_strict=True))


@require_POST
def note_step(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Note a step that I took by own initiative."""
    ten, line = _for_leader(request, slug, key)
    form = FirstStepForm(request.POST)
    if saved(request, form, first_steps.note_step, theme=ten.theme):
        return _done(request, line, "first-steps", _("Skridtet er gemt."))
    return _again(request, ten, key, "", {"step_form": form}, status_of(form, is_strict=True))


@require_POST
def remove_step(request: HttpRequest, slug: str, key: str, pk: int) -> HttpResponse:
    """Take my own note away."""
    _tracking, line = _for_leader(request, slug, key)
    rows = FirstStep.objects.visible_to(request.user).filter(theme__slug=slug)
    first_steps.remove_step(step=get_object_or_404(rows, pk=pk), by=request.user)
    return _done(request, line, "first-steps", _("Skridtet er fjernet."))


def _ten(request: HttpRequest, slug: str) -> TenDuties:
    theme = found(_themes(request.user, slug))
    add_holders([theme])
    demand(request.user, "dialogues.see_duties", theme)
    return TenDuties(theme, request.user)


@compiled
def _themes(user: User, slug: str) -> QuerySet[Theme]:
    rows = Theme.objects.visible_to(user).accepted().filter(slug=slug)
    return rows.select_related("phase")


def _for_leader(request: HttpRequest, slug: str, key: str) -> tuple[TenDuties, TrackedDuty]:
    """The duty for someone who may write on it; it gets its row now if it has none."""
    ten = _ten(request, slug)
    if ten.is_leader:
        services.refuse_closed(ten.theme)
    demand(request.user, "dialogues.track_duty", Duty(theme=ten.theme))
    line = _line(ten, key)
    if line.duty.pk is None:
        services.ensure_duties(theme=ten.theme)
        ten = TenDuties(ten.theme, request.user)
        line = _line(ten, key)
    return ten, line


def _line(ten: TenDuties, key: str) -> TrackedDuty:
    line = ten.line(key)
    if line is None:
        raise Http404
    return line


def _changes(duty: Duty) -> Any:
    return StatusChange.objects.filter(duty=duty).select_related("duty__theme", "duty__point")


def _all_ten(ten: TenDuties) -> dict[str, Any]:
    up = way_back("themes:list", ten.theme)
    return {"ten": ten, **up, "said": "", "marked": ""}


def _context(ten: TenDuties, key: str) -> dict[str, Any]:
    """All that the page shows; forms only for the two leaders."""
    line = _line(ten, key)
    place = ten.lines.index(line)
    items = pages.agreed(line.duty, ten.user)
    promised = pages.tasks(line.duty, ten.user)
    above = reverse("dialogues:duties", args=[ten.theme.slug])
    context = {
        "ten": ten,
        "line": line,
        "duty": line.duty,
        "previous": ten.lines[place - 1] if place else None,
        "next": ten.lines[place + 1] if place + 1 < len(ten.lines) else None,
        "agreed": items[0] if items else None,
        "evidence": what_happened(ten, key, items),
        "act": act_of(ten, key),
        **beside(ten, key),
        "events": events(line.duty, ten.user, items, promised),
        "tasks": promised,
        "step_form": None,
        **way_back("themes:list", ten.theme, (above, _("De ti opgaver"))),
        **QUIET,
    }
    return context | _forms(ten, line, context.get("own_words")) if ten.may_write else context


def _forms(ten: TenDuties, line: TrackedDuty, words: OwnWords | None) -> dict[str, Any]:
    return {
        "words_form": StanceForm(stored=words.stored) if words and words.mine else None,
        "own_form": OwnViewForm(duty=line.duty, mine=line.mine),
        "propose_form": ProposeForm(duty=line.duty),
        "assesses": ten.assesses(line.duty),
        "answer_form": StatusAnswerForm(),
        "step_form": FirstStepForm(),
        "plan_form": PlanForm(duty=line.duty, people=ten.takers(line.duty)),
    }


def _my_words(ten: TenDuties, key: str) -> dict[str, str]:
    """What the reader says of the duty in own words, by part; nothing for who is not asked."""
    words = own_words(ten, PARTS.get(key, ()))
    return words.stored if words else {}


def _press(
    request: HttpRequest,
    ten: TenDuties,
    line: TrackedDuty,
    verb: Callable[..., Any],
    said: str,
    *,
    typed: str = "",
    **values: Any,
) -> HttpResponse:
    """Press a button about the joint status, and go back to its section.

    Where it is refused the form may be gone; what was ``typed`` is not.
    """
    refusal = pressed(request, verb, **values)
    if not refusal:
        return _done(request, line, JOINT, said)
    told = {"refusal": refusal.message, "typed": typed}
    return _again(request, ten, line.duty.key, JOINT, told, refusal.status)


def _again(
    request: HttpRequest,
    ten: TenDuties,
    key: str,
    fragment: str,
    changed: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """The page as it stands now, with what was typed."""
    fresh = TenDuties(ten.theme, request.user)
    context = _context(fresh, key) | {"is_swap": wants_fragment(request)} | changed
    if not fragment:
        return render(request, "dialogues/duties/duty.html", context, status=status)
    return render_page(
        request, "dialogues/duties/duty.html", context, fragment=fragment, status=status
    )


def _done(request: HttpRequest, line: TrackedDuty, fragment: str, said: str) -> HttpResponse:
    """Back to the section; with htmx the section itself, which says what happened."""
    if not wants_fragment(request):
        messages.success(request, said)
        return redirect(f"{line.url}#{fragment}")
    fresh = TenDuties(line.duty.theme, request.user)
    context = _context(fresh, line.duty.key) | {"said": said, "is_swap": True}
    return render_page(request, "dialogues/duties/duty.html", context, fragment=fragment)
