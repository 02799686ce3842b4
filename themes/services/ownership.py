"""A leader speaks for themselves about a theme, asked or not."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import is_already, locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check, save_checked
from referenceledelse.core.web.errors import Refused
from roles.models import User
from themes.models import Ownership, Theme
from themes.services.gifts import is_new_again


@transaction.atomic
def speak(*, theme: Theme, version: int, said: str, words: str, by: User) -> Ownership:
    """Save what the leader says in place of what another heard; nothing said takes it away.

    ``version`` is that of the line that was on the screen, 0 where there was none.
    """
    theme = locked(theme, "phase")
    demand(by, "themes.write_leader_line", theme)
    rows = Ownership.objects.select_for_update(of=("self",)).select_related("theme", "leader")
    row = rows.filter(theme=theme, leader=by).first()
    heard = (by, timezone.localdate()) if said or words else (None, None)
    fields = {"said": said, "words": words, "heard_by": heard[0]}
    if row is None:
        if not heard[0]:
            raise Refused.beside("words", _("Vælg et svar, eller skriv med dine egne ord."))
        row = Ownership(theme=theme, leader=by, created_by=by, **fields, heard_on=heard[1])
        check(row)
        with acting(by):
            row.save()
    elif not is_already(row, fields):
        row.refuse_stale(version)
        save_checked(row, by, {**fields, "heard_on": heard[1]})
        is_new_again(row)
    return row
