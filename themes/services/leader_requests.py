"""Asking the secretariat for a leader."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import is_already, locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused
from roles.models import User
from themes.models import LeaderRequest, Theme
from themes.rules.leader_requests import askable_roles
from themes.services.settling import close_waiting

State = LeaderRequest.State


@transaction.atomic
def ask_for_leader(*, theme: Theme, role: str, why: str, by: User, name: str = "") -> LeaderRequest:
    """Ask for someone in a vacant role; the same wish twice by one is one wish."""
    locked(theme)
    stored = Theme.objects.with_people().select_related("phase").get(pk=theme.pk)
    demand(by, "themes.ask_for_leader", stored)
    if role not in askable_roles(by, stored):
        raise Refused.beside("role", _("Rollen er ikke ledig længere."))
    if wish := stored.leader_requests.filter(role=role, state=State.WAITING).first():
        if (wish.asked_by_id, wish.why, wish.name) == (by.pk, why, name):
            return wish
        if wish.asked_by_id == by.pk:
            said = _("Du har allerede bedt om en leder til den rolle. Din nye tekst er ikke sendt.")
            raise Refused.beside("why", said)
        if wish.is_waiting:
            raise Refused.beside("role", _("Sekretariatet har allerede et ønske om den rolle."))
        close_waiting(wish, by, State.WITHDRAWN)
    row = LeaderRequest(theme=stored, role_id=role, why=why, name=name, asked_by=by)
    with acting(by):
        row.save()
    return row


@transaction.atomic
def withdraw_request(*, wish: LeaderRequest, by: User) -> LeaderRequest:
    """Who asked takes the wish back."""
    row = locked(wish, "theme")
    demand(by, "themes.withdraw_request", row)
    return _move(row, by, State.WITHDRAWN)


@transaction.atomic
def approve_request(*, wish: LeaderRequest, by: User, reason: str = "") -> LeaderRequest:
    """The secretariat will find someone; the next step is to propose a person."""
    row = locked(wish, "theme")
    demand(by, "themes.answer_request", row)
    return _move(row, by, State.APPROVED, reason=reason, answered_by=by)


@transaction.atomic
def reject_request(*, wish: LeaderRequest, by: User, reason: str) -> LeaderRequest:
    """The secretariat says no, with the reason that who asked reads."""
    row = locked(wish, "theme")
    demand(by, "themes.answer_request", row)
    if row.state == State.WAITING and not reason.strip():
        said = _("Skriv, hvorfor du siger nej. %(name)s kan læse din begrundelse.")
        raise Refused.beside("reason", said % {"name": row.asked_by.name})
    return _move(row, by, State.REJECTED, reason=reason, answered_by=by)


def _answered(row: LeaderRequest) -> str:
    """Who was first, and with what."""
    if row.answered_by is None:
        return _("Ønsket venter ikke længere på svar.")
    told = {"name": row.answered_by.name, "answer": row.get_state_display()}
    return _("%(name)s har allerede svaret på ønsket: %(answer)s.") % told


def _move(row: LeaderRequest, by: User, state: str, **changes: object) -> LeaderRequest:
    """Take a waiting wish to where it ends; one's own second try finds it there already."""
    if row.state == state and is_already(row, changes):
        return row
    row.refuse_over(partial(_answered, row))
    return close_waiting(row, by, state, **changes)
