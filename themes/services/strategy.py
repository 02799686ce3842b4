"""Setting a strategic agenda, and how far a theme has come on one (SOURCE S4.1)."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.access import demand
from referenceledelse.actor import acting
from referenceledelse.errors import Refused
from referenceledelse.saving import is_already, locked
from roles.models import User
from themes.models import AgendaLink, StrategicAgenda, Theme
from themes.services import records
from themes.services.themes import check, save_checked


@transaction.atomic
def propose_agenda(
    *, theme: Theme, by: User, title: str, forum: str, decided_on: date, description: str = ""
) -> AgendaLink:
    """Propose an agenda where none fits, and tie the theme to it; twice is once."""
    theme = locked(theme)
    demand(by, "themes.write_strategy", AgendaLink(theme=theme))
    stands = AgendaLink.objects.filter(theme=theme, agenda__title=title, agenda__proposed_by=by)
    if same := stands.first():
        return same
    agenda = StrategicAgenda(
        title=title,
        description=description,
        status=StrategicAgenda.Status.PROPOSED,
        forum=forum,
        decided_on=decided_on,
        proposed_by=by,
    )
    if theme.starts_on and decided_on < theme.starts_on:
        raise Refused.beside("decided_on", _("Datoen ligger før temaets start."))
    check(agenda)
    with acting(by):
        agenda.save()
    link = AgendaLink(theme=theme, agenda=agenda, connection=description or title)
    link.state_on = timezone.localdate()
    return records.add(link, by=by)


@transaction.atomic
def set_link_state(
    *, link: AgendaLink, by: User, version: int, state: str, state_on: date, forum: str = ""
) -> AgendaLink:
    """How far the connection is recognised; the reference leader's or the secretariat's word."""
    row = locked(link, "theme")
    demand(by, "themes.recognise_link", row)
    fields = {"state": state, "state_on": state_on, "forum": forum}
    if not is_already(row, fields):
        row.refuse_stale(version)
        save_checked(row, by, fields)
    return row
