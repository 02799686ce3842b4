"""The verbs of the work list: a finding is taken, handed on, put off, cleared, opened again.

Each locks the item's row, which is made the first time. A verb that has happened already does
nothing; where a colleague did another meanwhile it raises ``Stale`` with who it was.
"""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import WorkItem, WorkStep
from dialogues.queries.findings import Finding
from referenceledelse.core.db.actor import acting
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check
from referenceledelse.core.web.errors import Refused
from roles.models import User

Verb = WorkStep.Verb
NOBODYS = {"claimed_by": None, "claimed_at": None, "snoozed_until": None}
NOT_CLEARED = {"cleared_by": None, "cleared_at": None}
LONGEST_SNOOZE = timedelta(days=366)


@transaction.atomic
def claim(*, finding: Finding, by: User, version: int) -> WorkItem:
    """Take a finding that nobody has; one that is back after being cleared is taken anew."""
    row = _locked(finding, by)
    if row.claimed_by_id == by.pk:
        return row
    _refuse_stale(row, version)
    _refuse_anothers(row, by)
    return _move(row, by, Verb.CLAIM, **_mine(by))


@transaction.atomic
def take_over(*, finding: Finding, by: User, version: int, note: str) -> WorkItem:
    """Take what a colleague has, with a note that says why."""
    row = _locked(finding, by)
    if row.claimed_by_id == by.pk:
        return row
    _refuse_stale(row, version)
    return _move(row, by, Verb.TAKE_OVER, note, **_mine(by))


@transaction.atomic
def release(*, finding: Finding, by: User, version: int, note: str = "") -> WorkItem:
    """Give back what one has, so that a colleague can take it."""
    row = _locked(finding, by)
    if row.claimed_by_id is None and _did_last(row, by, Verb.RELEASE):
        return row
    _refuse_stale(row, version)
    if row.claimed_by_id != by.pk:
        raise Refused(_("Kun den, der har sagen, kan slippe den."))
    return _move(row, by, Verb.RELEASE, note, **NOBODYS)


@transaction.atomic
def snooze(*, finding: Finding, by: User, version: int, until: date, note: str = "") -> WorkItem:
    """Keep the finding for oneself and off the list until a day, at most a year on."""
    row = _locked(finding, by)
    if row.claimed_by_id == by.pk and row.snoozed_until == until:
        return row
    _refuse_stale(row, version)
    _refuse_anothers(row, by)
    today = timezone.localdate()
    if not today < until <= today + LONGEST_SNOOZE:
        raise Refused.beside("until", _("Vælg en dag fra i morgen og højst et år frem."))
    return _move(row, by, Verb.SNOOZE, note, **_mine(by) | {"snoozed_until": until})


@transaction.atomic
def clear(*, finding: Finding, by: User, version: int, note: str) -> WorkItem:
    """Take the finding off the list, with what was done about it.

    It comes back by itself as ``WorkItem.is_settled`` says, and by hand with ``reopen``.
    """
    row = _locked(finding, by)
    # Sent from a page that is older than the clearing: a button pressed twice.
    if row.version != version and row.cleared_by_id == by.pk and _did_last(row, by, Verb.CLEAR):
        return row
    _refuse_stale(row, version)
    _refuse_anothers(row, by)
    done = {"cleared_by": by, "cleared_at": timezone.now()}
    return _move(row, by, Verb.CLEAR, note, **NOBODYS | done)


@transaction.atomic
def reopen(*, finding: Finding, by: User, version: int, note: str = "") -> WorkItem:
    """Put what was cleared or put off back on the list, for anyone to take."""
    row = _locked(finding, by)
    if row.cleared_at is None and row.snoozed_until is None and _did_last(row, by, Verb.REOPEN):
        return row
    _refuse_stale(row, version)
    if row.cleared_at is None and row.snoozed_until is None:
        return row
    _refuse_anothers(row, by)
    if row.snoozed_until:
        return _move(row, by, Verb.REOPEN, note, snoozed_until=None)
    return _move(row, by, Verb.REOPEN, note, **NOT_CLEARED)


def _locked(finding: Finding, by: User) -> WorkItem:
    demand(by, "dialogues.keep_worklist")
    person = finding.person and finding.person.pk
    known = {"kind": finding.kind, "theme": finding.theme, "person_id": person}
    made = WorkItem.objects.get_or_create(**known, since=finding.since, defaults={"version": 0})[0]
    return WorkItem.objects.select_for_update().get(pk=made.pk)


def _mine(by: User) -> dict[str, Any]:
    """What an item holds that the person has from now on."""
    return {"claimed_by": by, "claimed_at": timezone.now(), "snoozed_until": None} | NOT_CLEARED


def _move(row: WorkItem, by: User, verb: str, note: str = "", **changes: Any) -> WorkItem:
    step = WorkStep(item=row, verb=verb, by=by, note=note.strip())
    check(step)
    with acting(by):
        row.save_next(**changes)
    step.save()
    return row


def _did_last(row: WorkItem, by: User, verb: str) -> bool:
    """Whether the last that was done is the same, by the same person."""
    last = row.steps.first()
    return last is not None and (last.by_id, last.verb) == (by.pk, verb)


def _refuse_stale(row: WorkItem, version: int) -> None:
    # Nobody has touched an item at version 0.
    if row.version:
        row.refuse_stale(version, partial(_done_meanwhile, row))


def _done_meanwhile(row: WorkItem) -> str:
    last = row.steps.select_related("by").first()
    told = {"name": last.by.name, "verb": last.get_verb_display()}
    return _("%(name)s %(verb)s, efter at du åbnede siden.") % told


def _refuse_anothers(row: WorkItem, by: User) -> None:
    if row.claimed_by_id not in (None, by.pk) and row.claimed_by.is_working:
        raise Refused(_("%(name)s har sagen. Overtag den først.") % {"name": row.claimed_by.name})
