"""Judging the political interplay, and asking for it."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused, Stale
from roles.models import User
from themes.models import Assessment, AssessmentRequest, Theme
from themes.services import records

# Callbacks of apps above, in the same transaction: ``dialogues`` sets duty 9 to (not) relevant.
FOLLOWERS: list[Callable[[Assessment], None]] = []


@transaction.atomic
def assess(*, assessment: Assessment, by: User, replaces: int | None) -> Assessment:
    """Date a new assessment; the one before stays as history, and the wish for it is answered.

    ``replaces`` is the key of the one that was on the screen; raises ``Stale`` where another
    has come since.
    """
    theme = assessment.theme = locked(assessment.theme)
    demand(by, "themes.write_politics", assessment)
    current = Assessment.objects.filter(theme=theme, is_current=True).first()
    if current and current.pk != replaces:
        if _is_same(current, assessment):
            return current
        raise Stale(_("Der er kommet en nyere vurdering, siden du åbnede siden."))
    row = _replace(current, assessment, by)
    for follow in FOLLOWERS:
        follow(row)
    return row


def _replace(current: Assessment | None, row: Assessment, by: User) -> Assessment:
    """Let the new assessment be the one that counts, and answer the wish for it."""
    if current:
        Assessment.objects.filter(pk=current.pk).update(is_current=False)
    row = records.add(row, by=by)
    AssessmentRequest.objects.filter(theme=row.theme).open().update(answer=row)
    return row


def _is_same(one: Assessment, other: Assessment) -> bool:
    names = ("interplay", "committee_id", "reason", *Assessment.TWO_WAYS, "next_review_on")
    return all(getattr(one, name) == getattr(other, name) for name in names)


@transaction.atomic
def ask_for_assessment(*, theme: Theme, by: User, why: str) -> AssessmentRequest:
    """Ask the reference leader to judge; asked twice by one, the first stands."""
    stored = locked(theme)
    wish = AssessmentRequest(theme=stored, why=why, created_by=by)
    demand(by, "themes.ask_for_assessment", wish)
    if waiting := AssessmentRequest.objects.filter(theme=stored).open().first():
        if waiting.created_by_id == by.pk or waiting.why == why:
            return waiting
        said = _("%(name)s har allerede bedt om en vurdering. Din begrundelse er ikke sendt.")
        raise Refused.beside("why", said % {"name": waiting.created_by.name})
    wish.save()
    return wish
