"""The phases of a theme: its gates, and the evaluation and plan that close it well."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from themes.forms.rounds import GateForm, ReviewForm
from themes.models import Gate, Idea, Review, Stage, Theme, ThemeQuestion
from themes.pages.rooms import phase_track
from themes.services import phases as services
from themes.views.rooms import frame, theme_of


@require_safe
def phases(request: HttpRequest, slug: str) -> HttpResponse:
    """The gates that the theme has passed, with what was answered, and what comes."""
    theme = theme_of(request, slug)
    gates = Gate.objects.visible_to(request.user).filter(theme=theme)
    gates = gates.select_related("from_phase", "to_phase", "created_by")
    written = Review.objects.visible_to(request.user).filter(theme=theme)
    reviews = {row.purpose: row for row in written}
    context = frame(request, theme, "phases") | {
        "gates": gates.prefetch_related("answers__question"),
        "track": phase_track(theme),
        "reviews": [(one, reviews.get(one.value)) for one in Review.Purpose],
        "may_write": is_allowed(request.user, "themes.write_phases", Gate(theme=theme)),
    }
    return render(request, "themes/phases/phases.html", context)


@form_methods
def gate(request: HttpRequest, slug: str) -> HttpResponse:
    """Move the theme to another phase; its gate's questions are asked first."""
    theme = theme_of(request, slug)
    demand(request.user, "themes.write_phases", Gate(theme=theme))
    form = GateForm(posted(request), theme=theme, questions=_gate_questions(theme))

    def said(passed: Gate) -> str:
        return _("Temaet er nu i fasen %s.") % passed.to_phase

    told = {"goal": reverse("themes:phases", args=[slug]), "row": theme, "theme": theme}
    if answer := done(request, form, services.pass_gate, said, **told):
        return answer
    context = {"form": form, "open_ideas": _open_ideas(theme)}
    return form_page(request, "themes/phases/gate.html", frame(request, theme, "phases") | context)


def _gate_questions(theme: Theme) -> list[ThemeQuestion]:
    rows = ThemeQuestion.objects.filter(purpose=ThemeQuestion.Purpose.GATE, is_active=True)
    return list(rows.filter(phase=theme.phase_id).order_by("order", "pk"))


def _open_ideas(theme: Theme) -> int:
    """How many ideas are still on their way; worth knowing before a theme is closed."""
    done = (Stage.ADOPTED, Stage.SCALED, Stage.STOPPED)
    return Idea.objects.filter(theme=theme).exclude(stage__in=done).count()


@form_methods
def review(request: HttpRequest, slug: str, purpose: str) -> HttpResponse:
    """Evaluation or plan for spreading: each question saved by itself, so that three can write."""
    if purpose not in Review.Purpose:
        raise Http404
    theme = theme_of(request, slug)
    row = _review(request, theme, purpose)
    may_write = is_allowed(request.user, "themes.write_review", row)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    form = _review_form(request, row)
    verb, told = services.write_review, {"theme": theme, "purpose": purpose}
    if answer := done(request, form, verb, _("Det er gemt."), goal=request.path, **told):
        return answer
    context = {"form": form, "review": row, "may_write": may_write}
    return form_page(
        request, "themes/phases/review.html", frame(request, theme, "phases") | context
    )


def _review(request: HttpRequest, theme: Theme, purpose: str) -> Review:
    rows = Review.objects.visible_to(request.user)
    row = rows.filter(theme=theme, purpose=purpose).first()
    return row or Review(theme=theme, purpose=purpose)


def _review_form(request: HttpRequest, row: Review) -> ReviewForm:
    questions = ThemeQuestion.objects.filter(purpose=row.purpose, is_active=True)
    rows = row.theme.answers.filter(gate=None, question__purpose=row.purpose)
    answers = dict(rows.values_list("question", "text"))
    return ReviewForm(
        posted(request), review=row, questions=questions.order_by("order", "pk"), answers=answers
    )
