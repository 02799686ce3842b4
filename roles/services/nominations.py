"""The verbs of a nomination: made, edited and withdrawn by its author, answered in the secretariat.

No message holds a word of what was written, since a refusal may end in a log.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.saving import fill, is_already, locked
from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.errors import Refused, UnknownMove
from referenceledelse.core.web.faults import update_unless_busy
from roles.models import Nomination, User

Status = Nomination.Status


@transaction.atomic
def nominate(
    *, by: User, nominee: User, strengths: str, potential: str, consent_on: date
) -> Nomination:
    """Nominate an employee who has said yes; the same nomination sent twice is one.

    Raises ``PermissionDenied`` for who manages nobody, and ``Refused`` for whom one does not
    manage and where a nomination of the person is open already.
    """
    demand(by, "roles.begin_nomination")
    _refuse_stranger(by, nominee)
    _refuse_future(consent_on)
    # Two windows of the author wait for each other here, so that the second finds the first.
    locked(by)
    told = {"strengths": strengths, "potential": potential, "consent_on": consent_on}
    if standing := Nomination.objects.open().filter(author=by, nominee=nominee).first():
        if is_already(standing, told):
            return standing
        said = _("Du har allerede en åben indstilling af medarbejderen. Ret den i stedet.")
        raise Refused.beside("nominee", said)
    return Nomination.objects.create(author=by, nominee=nominee, **told)


def _refuse_stranger(by: User, nominee: User) -> None:
    """Told beside the field, so that nothing that was typed is lost."""
    if not is_allowed(by, "roles.nominate", nominee):
        said = _("Du kan kun indstille medarbejdere i dine egne enheder og deres underenheder.")
        raise Refused.beside("nominee", said)


def _refuse_future(consent_on: date) -> None:
    if consent_on > timezone.localdate():
        said = _("Datoen ligger i fremtiden. Vælg i dag eller en tidligere dag.")
        raise Refused.beside("consent_on", said)


@transaction.atomic
def edit_nomination(
    *,
    nomination: Nomination,
    version: int,
    by: User,
    strengths: str,
    potential: str,
    consent_on: date,
) -> Nomination:
    """Save the author's words as the next version, as long as the nomination is open.

    Raises ``Stale`` where the author saved others in another window.
    """
    row = _locked(nomination, by, "roles.write_nomination")
    if not row.is_open:
        raise UnknownMove(_("Indstillingen er ikke åben længere og kan ikke rettes."))
    _refuse_future(consent_on)
    told = {"strengths": strengths, "potential": potential, "consent_on": consent_on}
    if is_already(row, told):
        return row
    row.refuse_stale(version, _("Teksten er ændret, siden du åbnede siden."))
    row.save_next(**told, updated_at=timezone.now())
    return row


@transaction.atomic
def withdraw_nomination(*, nomination: Nomination, by: User) -> Nomination:
    """Take the nomination back, whatever its state: every word is deleted, the days are kept."""
    row = _locked(nomination, by, "roles.write_nomination")
    if row.is_withdrawn:
        return row
    fill(row, dict.fromkeys(Nomination.TEXTS, ""))
    row.answer_read_at = row.answered_at
    return _move(row, Status.WITHDRAWN, *Nomination.TEXTS, "answer_read_at")


@transaction.atomic
def answer_nomination(
    *, nomination: Nomination, version: int, by: User, status: str, note: str
) -> Nomination:
    """Mark what the secretariat does with it, with a note that the author reads.

    ``version`` is the ``answer_version`` that was read. Raises ``Stale`` where a colleague
    answered meanwhile, ``UnknownMove`` where the way does not lead there.
    """
    row = _locked(nomination, by, "roles.answer_nomination")
    if row.is_withdrawn:
        raise UnknownMove(_("Indstillingen er trukket tilbage."))
    if (row.status, row.note) == (status, note):
        return row
    row.refuse_stale(version, counter="answer_version")
    if status != row.status:
        said = _("Sekretariatet er allerede kommet videre med indstillingen.")
        row.refuse_move(status, said)
    if note != row.note or status in (Status.TALKING, Status.DONE):
        row.answered_at = timezone.now()
        # Who answers an own nomination has read the answer.
        row.answer_read_at = row.answered_at if by.pk == row.author_id else None
    row.note, row.handled_by = note, by
    row.answer_version += 1
    return _move(
        row, status, "note", "handled_by", "answer_version", "answered_at", "answer_read_at"
    )


def _move(row: Nomination, to: str, *changed: str) -> Nomination:
    """Save what changed, and with it the status with its day if it is a new one."""
    names = {*changed}
    if row.status != to:
        row.status = to
        setattr(row, Nomination.STAMPS[to], timezone.now())
        names |= {"status", Nomination.STAMPS[to]}
    row.save(update_fields=names)
    return row


def mark_read(*, nomination: Nomination, by: User) -> None:
    """The author has opened the page that shows the answer."""
    demand(by, "roles.write_nomination", nomination)
    if nomination.has_unread_answer:
        rows = Nomination.objects.filter(pk=nomination.pk, author=by)
        unread = rows.filter(answered_at=nomination.answered_at)
        update_unless_busy(unread, answer_read_at=timezone.now())


def _locked(nomination: Nomination, by: User, rule: str) -> Nomination:
    row = locked(nomination)
    demand(by, rule, row)
    return row
