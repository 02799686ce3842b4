"""Judging the political interplay, and asking for it (SOURCE S4.9)."""

from django.db import transaction
from django.utils.translation import gettext as _

from referenceledelse.access import demand
from referenceledelse.errors import Refused, Stale
from referenceledelse.saving import locked
from roles.models import User
from themes.models import Assessment, AssessmentRequest, Theme
from themes.services import records


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
    if current:
        Assessment.objects.filter(pk=current.pk).update(is_current=False)
    row = records.add(assessment, by=by)
    AssessmentRequest.objects.filter(theme=theme).open().update(answer=row)
    return row


def _is_same(one: Assessment, other: Assessment) -> bool:
    names = ("interplay", "committee_id", "reason", "meets_on", "next_review_on")
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
