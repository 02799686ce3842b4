"""A good example's way: draft, sent, approved or sent back, withdrawn or taken down."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import fill, is_already, locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check
from referenceledelse.core.web.errors import Refused, UnknownMove
from roles.models import User
from themes.models import Example, ExampleEdition
from themes.services.themes import DOUBLE

Status = Example.Status


@transaction.atomic
def write_example(*, by: User, **told: Any) -> Example:
    """Begin a draft that only its author sees; the same one sent twice in a minute is one."""
    demand(by, "themes.write_example")
    locked(by)
    since = timezone.now() - DOUBLE
    if same := by.examples.filter(created_at__gte=since, **told).first():
        return same
    row = Example(author=by, **told)
    check(row)
    row.save()
    return row


@transaction.atomic
def edit_example(*, example: Example, by: User, version: int, **told: Any) -> Example:
    """Save the author's text as its next version, which nobody else reads until it is sent.

    What is approved stays for all to read. Raises ``Stale`` where it was saved from another
    window meanwhile; the same values twice are saved once.
    """
    row = _locked(example)
    demand(by, "themes.edit_example", row)
    if is_already(row, told):
        return row
    row.refuse_stale(version)
    fill(row, told)
    if row.status != Status.RETURNED:
        row.status = Status.DRAFT
    check(row)
    row.save_next(*told, "status")
    return row


@transaction.atomic
def send_example(*, example: Example, by: User) -> Example:
    """Ask the secretariat to approve the text; a second click finds it sent."""
    row = _locked(example)
    demand(by, "themes.edit_example", row)
    if row.status in (Status.DRAFT, Status.RETURNED):
        _move(row, Status.SENT, sent_at=timezone.now())
    return row


@transaction.atomic
def approve_example(*, example: Example, by: User, version: int, reason: str = "") -> Example:
    """Let all read the text as it stood in the version that the secretariat has read."""
    row = _locked(example)
    demand(by, "themes.answer_example", row)
    if row.status == Status.APPROVED and row.version == version + 1:
        return row
    _refuse_changed(row, version)
    told = {name: getattr(row, name) for name in ExampleEdition.TOLD}
    told |= {"approved_on": timezone.localdate(), "approved_by": by}
    with acting(by):
        ExampleEdition.objects.update_or_create(example=row, defaults=told)
    return _move(row, Status.APPROVED)


@transaction.atomic
def return_example(*, example: Example, by: User, version: int, reason: str) -> Example:
    """Send the text back to its author, who reads why; what was approved before stays."""
    row = _locked(example)
    demand(by, "themes.answer_example", row)
    if row.status == Status.RETURNED and row.version == version + 1:
        _refuse_other_words(row, reason)
        return row
    _refuse_changed(row, version)
    return _send_back(row, reason)


@transaction.atomic
def withdraw_example(*, example: Example, by: User) -> Example:
    """Take the example from all readers, and from the secretariat's queue; the text stays."""
    row = _locked(example)
    demand(by, "themes.edit_example", row)
    with acting(by):
        ExampleEdition.objects.filter(example=row).delete()
    return row if row.status == Status.DRAFT else _move(row, Status.DRAFT)


@transaction.atomic
def delete_example(*, example: Example, by: User) -> None:
    """Delete the example and what was approved of it; gone already is no fault."""
    row = Example.objects.select_for_update().filter(pk=example.pk).first()
    if row is None:
        return
    demand(by, "themes.edit_example", row)
    with acting(by):
        row.delete()


@transaction.atomic
def take_down(*, edition: ExampleEdition, by: User, reason: str) -> None:
    """The secretariat takes the example from all readers and tells its author why."""
    demand(by, "themes.take_down_example", edition)
    row = _locked(edition.example)
    with acting(by):
        is_there = ExampleEdition.objects.filter(example=row).delete()[0]
    if is_there:
        _send_back(row, reason)
    else:
        _refuse_other_words(row, reason)


def _locked(example: Example) -> Example:
    row = Example.objects.select_for_update().filter(pk=example.pk).first()
    if row is None:
        raise Refused(_("Forfatteren har slettet eksemplet i mellemtiden."))
    return row


def _refuse_changed(row: Example, version: int) -> None:
    """The text waits for the secretariat, and is what the secretariat has read."""
    if row.status != Status.SENT:
        raise UnknownMove(
            _("Eksemplet venter ikke på svar. Forfatteren kan have trukket det tilbage.")
        )
    said = _("Forfatteren har sendt en ny udgave, siden du åbnede siden. Læs den først.")
    row.refuse_stale(version, said)


def _refuse_other_words(row: Example, reason: str) -> None:
    """Say so where a colleague has sent the example back already, with another reason."""
    if row.reason != reason:
        said = _("En kollega har allerede sendt eksemplet tilbage: “%(reason)s”")
        raise Refused(said % {"reason": row.reason})


def _send_back(row: Example, reason: str) -> Example:
    if not reason.strip():
        raise Refused.beside("reason", _("Skriv hvorfor. Forfatteren kan læse det."))
    return _move(row, Status.RETURNED, reason=reason)


def _move(row: Example, status: str, *, reason: str = "", **changes: Any) -> Example:
    row.save_next(status=status, reason=reason, **changes)
    return row
