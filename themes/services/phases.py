"""Passing the gates between phases, and preparing evaluation and spread."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check
from referenceledelse.core.web.edits import merge
from referenceledelse.core.web.errors import Refused, Stale
from referenceledelse.core.web.versions import meanwhile
from roles.models import User
from themes.models import Gate, Phase, Review, Theme, ThemeAnswer

# What is written to each question, by the question's key in the database.
type Answers = Mapping[int, str]


@transaction.atomic
def pass_gate(
    *, theme: Theme, to: Phase, by: User, version: int, answers: Answers, note: str = ""
) -> Gate:
    """Move the theme to another phase, with what its gate's questions were answered.

    Pressed twice, it moves once. Raises ``Stale`` where another saved the theme since, or has
    moved it there already with other answers.
    """
    stored = locked(theme)
    demand(by, "themes.write_phases", Gate(theme=stored))
    last = Gate.objects.filter(theme=stored).first()
    if last and stored.phase_id == to.pk == last.to_phase_id:
        if last.created_by_id in (None, by.pk):
            return last
        said = _("%(name)s har allerede flyttet temaet til den fase. Dine svar er ikke gemt.")
        told = said % {"name": last.created_by.name}
        raise Stale(f"{told} {_now_in(stored)}")
    stored.refuse_stale(version, lambda: f"{meanwhile()} {_now_in(stored)}")
    if to.key == Phase.PROPOSAL:
        raise Refused(_("Et godkendt tema kan ikke blive et forslag igen."))
    gate = Gate(theme=stored, from_phase_id=stored.phase_id, to_phase=to, note=note, created_by=by)
    check(gate)
    with acting(by):
        stored.save_next(phase=to, phase_since=timezone.localdate())
        gate.save()
    ThemeAnswer.objects.bulk_create(
        ThemeAnswer(theme=stored, question_id=question, gate=gate, text=text, by=by)
        for question, text in answers.items()
        if text.strip()
    )
    return gate


def _now_in(theme: Theme) -> str:
    return _("Temaet er nu i fasen %s.") % theme.phase


def write_answers(*, theme: Theme, by: User, typed: Answers, seen: Answers | None = None) -> None:
    """Save what was written outside the gates; an empty text takes the answer away.

    Raises ``Clash`` with the answers that another changed meanwhile. Call inside ``atomic`` with
    the theme locked.
    """
    rows = {row.question_id: row for row in theme.answers.filter(gate=None, question__in=typed)}
    stored = {key: row.text for key, row in rows.items()}
    for key, text in merge(stored=stored, typed=typed, seen=seen).items():
        row = rows.get(key) or ThemeAnswer(theme=theme, question_id=key)
        row.text, row.by = text, by
        if text.strip():
            row.save()
        elif row.pk:
            row.delete()


@transaction.atomic
def write_review(
    *,
    theme: Theme,
    purpose: str,
    by: User,
    typed: Answers,
    seen: Answers | None = None,
    meets_on: date | None = None,
    held_on: date | None = None,
) -> Review:
    """Prepare the evaluation or the plan for spreading, each question by itself."""
    row = locked(theme)
    review = Review.objects.filter(theme=row, purpose=purpose).first()
    review = review or Review(theme=row, purpose=purpose, created_by=by)
    demand(by, "themes.write_review", review)
    write_answers(theme=row, by=by, typed=typed, seen=seen)
    review.meets_on, review.held_on = meets_on, held_on
    check(review)
    with acting(by):
        review.save()
    return review
