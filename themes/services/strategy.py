"""Setting a strategic agenda, and how far a theme has come on one."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import is_already, locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check, save_checked
from referenceledelse.core.web.errors import Refused
from roles.models import User
from themes.models import AgendaLink, NoNewAgenda, StrategicAgenda, Theme
from themes.services import records

Status = StrategicAgenda.Status


@transaction.atomic
def propose_agenda(
    *,
    theme: Theme,
    by: User,
    title: str,
    description: str = "",
    forum: str = "",
    decided_on: date | None = None,
) -> AgendaLink:
    """Propose an agenda where none fits, for the reference leader to set; twice is once."""
    theme = locked(theme)
    demand(by, "themes.write_strategy", AgendaLink(theme=theme))
    told = {"title": title, "description": description, "forum": forum, "decided_on": decided_on}
    agenda = StrategicAgenda(**told, status=Status.PROPOSED, proposed_by=by)
    stands = AgendaLink.objects.filter(theme=theme, agenda__title=title, agenda__proposed_by=by)
    return stands.first() or _tie(theme, agenda, by, AgendaLink.State.PROPOSED)


@transaction.atomic
def set_agenda(
    *, theme: Theme, by: User, title: str, forum: str, decided_on: date, description: str = ""
) -> AgendaLink:
    """Set a new agenda, with the forum and the day where it is taken up; twice is once.

    Deletes ``NoNewAgenda``, which no longer holds.
    """
    theme = locked(theme)
    demand(by, "themes.set_agenda", AgendaLink(theme=theme))
    told = {"title": title, "description": description, "forum": forum, "decided_on": decided_on}
    agenda = StrategicAgenda(**told, **_set_by(by))
    stands = AgendaLink.objects.filter(theme=theme, agenda__title=title, agenda__set_by=by)
    if same := stands.first():
        return same
    _forget_that_none_is_needed(theme, by)
    return _tie(theme, agenda, by, AgendaLink.State.RECOGNISED)


@transaction.atomic
def set_proposed(*, link: AgendaLink, by: User, version: int, **told: Any) -> AgendaLink:
    """Set the agenda that another has proposed, in the words of who sets it.

    Raises ``Stale`` where another changed it since ``version``, ``Refused`` where it is set.
    """
    row = locked(link, "theme")
    demand(by, "themes.set_agenda", row)
    agenda = locked(row.agenda)
    if agenda.set_by_id == by.pk and is_already(agenda, told):
        return row
    if agenda.status != Status.PROPOSED:
        raise Refused(_("Dagsordenen er ikke længere et forslag."))
    agenda.refuse_stale(version)
    _refuse_early(row.theme, told["decided_on"])
    save_checked(agenda, by, {**told, **_set_by(by)})
    _forget_that_none_is_needed(row.theme, by)
    state = {"state": AgendaLink.State.RECOGNISED, "state_on": timezone.localdate()}
    save_checked(row, by, state)
    return row


def _set_by(by: User) -> dict[str, Any]:
    return {"status": Status.IN_FORCE, "set_by": by, "set_on": timezone.localdate()}


def _tie(theme: Theme, agenda: StrategicAgenda, by: User, state: str) -> AgendaLink:
    """Save the new agenda, and that the theme is tied to it."""
    _refuse_early(theme, agenda.decided_on)
    check(agenda)
    with acting(by):
        agenda.save()
    link = AgendaLink(theme=theme, agenda=agenda, connection=agenda.description or agenda.title)
    link.state, link.state_on = state, timezone.localdate()
    return records.add(link, by=by)


def _refuse_early(theme: Theme, day: date | None) -> None:
    if day and theme.starts_on and day < theme.starts_on:
        raise Refused.beside("decided_on", _("Datoen ligger før temaets start."))


def _forget_that_none_is_needed(theme: Theme, by: User) -> None:
    with acting(by):
        for row in NoNewAgenda.objects.filter(theme=theme):
            row.delete()


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
