"""Noting a step that one of the two took by own initiative, and taking the note away."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import FirstStep
from dialogues.services.pairs import pair_of
from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused
from roles.models import User
from themes.models import Theme


@transaction.atomic
def note_step(*, theme: Theme, by: User, text: str, taken_on: date) -> FirstStep:
    """Note one of the own steps between today's two; the same step twice is one."""
    theme = locked(theme)
    demand(by, "dialogues.share", theme)
    if taken_on > timezone.localdate():
        raise Refused.beside("taken_on", _("Notér først skridtet, når du har taget det."))
    key = {"theme": theme, **pair_of(theme), "author": by, "text": text, "taken_on": taken_on}
    return FirstStep.objects.get_or_create(**key)[0]


@transaction.atomic
def remove_step(*, step: FirstStep, by: User) -> None:
    """Take the own note away."""
    row = locked(step, "theme__phase")
    demand(by, "dialogues.remove_step", row)
    row.delete()
