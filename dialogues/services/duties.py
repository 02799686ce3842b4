"""The ten duties on a theme: two own views, one joint status."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Conversation, Duty, OwnView, StatusChange
from dialogues.models.duties import DutyStatus
from dialogues.queries.duties import (
    is_against_assessment,
    is_between_the_two,
    is_left_behind,
    new_duty,
    offered_statuses,
    status_today,
)
from dialogues.queries.pairs import is_set_by_earlier_pair
from referenceledelse.core.db.saving import fill, is_already, locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.edits import merge
from referenceledelse.core.web.errors import Refused
from roles.models import CONDITIONAL_DUTIES, RoleKey, RolePoint, User
from themes.models import LEADING, Assignment, Theme
from themes.models.running import why_over
from themes.queries.assignments import leading

Outcome = StatusChange.Outcome


@transaction.atomic
def ensure_duties(*, theme: Theme) -> None:
    """Give the theme its ten duties in the texts' present version; it keeps those it has.

    What the reference leader has assessed not to be relevant begins so.
    """
    have = set(Duty.objects.filter(theme=theme).values_list("key", flat=True))
    Duty.objects.bulk_create(
        (
            new_duty(theme, point)
            for point in RolePoint.objects.duties().current()
            if point.key not in have
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def set_own_view(
    *,
    duty: Duty,
    by: User,
    status: str,
    note: str | None = None,
    seen: Mapping[str, str] | None = None,
) -> OwnView:
    """How one leader sees the duty; the joint status stays as it is, as does a note left out.

    ``seen`` holds the fingerprint of what stood in each when it was opened. Raises ``Clash`` where
    another window has saved something else meanwhile.
    """
    row = locked_for(duty, by)
    refuse_unsuited(row.point, status)
    view = OwnView.objects.filter(duty=row, person=by).first()
    stored = {name: getattr(view, name, "") for name in ("status", "note")}
    typed = {"status": status} if note is None else {"status": status, "note": note}
    changed = merge(stored=stored, typed=typed, seen=seen)
    if view and not changed:
        return view
    values = ({} if view else typed) | changed | {"updated_at": timezone.now()}
    return OwnView.objects.update_or_create(duty=row, person=by, defaults=values)[0]


@transaction.atomic
def propose_status(*, duty: Duty, by: User, status: str, reason: str = "") -> StatusChange:
    """Ask the other leader to confirm a new joint status.

    The same proposal twice is one. Raises ``Refused`` where nobody could confirm, nothing would
    change, another proposal waits, the duty is of a kind that is never in place, or it would be
    "not relevant": that is the reference leader's to assess.
    """
    row = locked_for(duty, by)
    _refuse_without_partner(row)
    waiting = row.status_changes.waiting().first()
    if waiting and (waiting.proposed_by_id, waiting.to_status) == (by.pk, status):
        return waiting
    if waiting:
        raise Refused(_("Et forslag til ny status venter allerede på svar."))
    row.theme = Theme.objects.with_people().get(pk=row.theme_id)
    if status_today(row) == status:
        raise Refused(_("Opgaven har allerede den status."))
    refuse_unsuited(row.point, status)
    refuse_against_assessment(row, status)
    take_back_open(row)
    return StatusChange.objects.create(
        duty=row, from_status=row.status, to_status=status, reason=reason, proposed_by=by
    )


@transaction.atomic
def answer_status(
    *, change: StatusChange, by: User, is_confirmed: bool, answer: str = ""
) -> StatusChange:
    """The other leader confirms, and the joint status changes; or says not yet.

    Raises ``Refused`` for a yes to what the reference leader alone assesses.
    """
    duty = locked_for(change.duty, by)
    row = StatusChange.objects.select_for_update().get(pk=change.pk)
    row.duty = duty
    demand(by, "dialogues.answer_status", row)
    outcome = Outcome.CONFIRMED if is_confirmed else Outcome.DECLINED
    if row.outcome == outcome and row.answered_by_id == by.pk:
        return row
    if not StatusChange.objects.waiting().filter(pk=row.pk).exists():
        raise Refused(_("Forslaget er allerede besvaret eller trukket tilbage."))
    if is_confirmed:
        refuse_against_assessment(duty, row.to_status)
    _answer(row, outcome, by, answer)
    if is_confirmed:
        set_status(duty, row.to_status, row.reason)
    return row


@transaction.atomic
def withdraw_status(*, change: StatusChange, by: User) -> StatusChange:
    """Take back one's own proposal, as long as nobody has answered."""
    row = StatusChange.objects.select_for_update().get(pk=change.pk)
    demand(by, "dialogues.withdraw_status", row)
    if row.outcome == Outcome.WITHDRAWN:
        return row
    if row.outcome != Outcome.OPEN:
        raise Refused(_("Forslaget er allerede besvaret."))
    _answer(row, Outcome.WITHDRAWN, by, "")
    return row


@transaction.atomic
def plan_duty(
    *,
    duty: Duty,
    version: int,
    by: User,
    next_step: str,
    responsible: User | None,
    due_on: date | None,
) -> Duty:
    """Set the next step, who takes it and by when; raises ``Stale``.

    The same plan twice is saved once.
    """
    row = locked_for(duty, by)
    plan = {"next_step": next_step, "responsible": responsible, "due_on": due_on}
    if is_already(row, plan):
        return row
    row.refuse_stale(version)
    _refuse_outsider(row, responsible)
    row.save_next(**plan, **_pair(row))
    return row


@transaction.atomic
def take_over_duty(*, duty: Duty, by: User) -> Duty:
    """Make the joint status and the next step that an earlier pair left those of today's two.

    A next step whose responsible has no role any more passes to ``by``. A second click does
    nothing.
    """
    row = locked_for(duty, by)
    row.theme = Theme.objects.with_people().get(pk=row.theme_id)
    if not is_set_by_earlier_pair(row):
        return row
    responsible = by if is_left_behind(row) else row.responsible
    row.save_next(**_pair(row), responsible=responsible)
    return row


def _pair(duty: Duty) -> dict[str, User | None]:
    """The two who lead the duty's theme today, by the names of the fields."""
    held = leading(duty.theme)
    return {role: held.get(role) for role in LEADING}


def settle_in_talk(*, conversation: Conversation, key: str, status: str, reason: str) -> None:
    """Set what both approved with the agreement."""
    settle_together(
        duty=Duty.objects.get(theme=conversation.theme, key=key),
        status=status,
        reason=reason,
        proposed_by=conversation.network_leader,
        answered_by=conversation.reference_leader,
        conversation=conversation,
    )


def settle_together(
    *,
    duty: Duty,
    status: str,
    reason: str,
    proposed_by: User,
    answered_by: User,
    conversation: Conversation | None = None,
) -> None:
    """Set what both have said yes to; an open proposal is thereby answered."""
    row = _locked(duty)
    take_back_open(row)
    pair = {role: getattr(conversation, role) for role in LEADING} if conversation else _pair(row)
    if row.status == status or is_against_assessment(row, status):
        # Unchanged, or ruled out by an assessment: record only which pair said it.
        _save(row, **pair)
        return
    StatusChange.objects.create(
        duty=row,
        from_status=row.status,
        to_status=status,
        reason=reason,
        proposed_by=proposed_by,
        outcome=Outcome.CONFIRMED,
        answered_by=answered_by,
        answered_at=timezone.now(),
        conversation=conversation,
    )
    set_status(row, status, reason, pair)


def take_back_open(duty: Duty, **only: str) -> None:
    """Withdraw the open proposal, if there is one; ``only`` says of which kind."""
    duty.status_changes.filter(outcome=Outcome.OPEN, **only).update(
        outcome=Outcome.WITHDRAWN, answered_at=timezone.now()
    )


def set_status(
    duty: Duty, status: str, reason: str, pair: Mapping[str, User | None] | None = None
) -> None:
    """Save the joint status as that of ``pair``, by default of the two who lead today."""
    reason = reason if status == DutyStatus.NOT_RELEVANT else ""
    pair = _pair(duty) if pair is None else pair
    _save(duty, status=status, reason=reason, status_since=timezone.localdate(), **pair)


def _save(duty: Duty, **values: Any) -> None:
    """Save without a new version: it guards only the plan, which both leaders edit."""
    if not is_already(duty, values):
        fill(duty, values)
        duty.save(update_fields=[*values])


def _answer(change: StatusChange, outcome: str, by: User, answer: str) -> None:
    change.outcome, change.answer = outcome, answer
    change.answered_by, change.answered_at = by, timezone.now()
    change.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])


def _locked(duty: Duty) -> Duty:
    """Lock the duty; first its theme where an assessment can change the duty too."""
    if duty.key in CONDITIONAL_DUTIES:
        locked(duty.theme)
    return locked(duty, "theme__phase", "point")


def locked_for(duty: Duty, by: User) -> Duty:
    """The duty, locked; ``PermissionDenied`` for strangers, ``Refused`` on a closed theme."""
    row = _locked(duty)
    demand(by, "dialogues.see_shared", row.theme)
    refuse_closed(row.theme)
    demand(by, "dialogues.track_duty", row)
    return row


def refuse_closed(theme: Theme) -> None:
    """Raise ``Refused`` with the reason where nothing is written on the theme any more."""
    if said := why_over(theme):
        raise Refused(said)


def _refuse_without_partner(duty: Duty) -> None:
    held = leading(duty.theme)
    if missing := next((role for role in LEADING if role not in held), None):
        said = _("Temaet mangler en %(role)s, så der er ingen til at bekræfte en fælles status.")
        raise Refused(said % {"role": RoleKey(missing).label})


def refuse_unsuited(point: RolePoint, status: str) -> None:
    """Raise ``Refused``, with the reason, for a status that the duty cannot be given."""
    if not status or status in offered_statuses(point):
        return
    if status == DutyStatus.NOT_RELEVANT:
        raise Refused(_("Opgaven hører altid med, så den kan ikke være “ikke relevant”."))
    raise Refused(
        _("Opgaven bliver aldrig helt færdig, så den kan ikke være “på plads”. Vælg “i gang”.")
    )


def refuse_unsuited_on(theme: Theme, point: RolePoint, status: str) -> None:
    """``refuse_unsuited``, and where the theme's assessment rules the status out."""
    refuse_unsuited(point, status)
    if point.is_conditional:
        duty = theme.duties.filter(key=point.key).first() or new_duty(theme, point)
        refuse_against_assessment(duty, status)


def refuse_against_assessment(duty: Duty, status: str) -> None:
    """Raise ``Refused`` for a joint status that the reference leader's assessment rules out."""
    if is_against_assessment(duty, status):
        if status == DutyStatus.NOT_RELEVANT:
            raise Refused(
                _(
                    "Referencelederen vurderer på siden Politik, om politisk samspil er relevant. "
                    "Den fælles status følger vurderingen."
                )
            )
        raise Refused(
            _(
                "Referencelederen har vurderet, at politisk samspil ikke er relevant. Statussen "
                "kan først ændres, når referencelederen har vurderet det igen på siden Politik."
            )
        )


def _refuse_outsider(duty: Duty, responsible: User | None) -> None:
    holders = Assignment.objects.active().filter(theme=duty.theme_id)
    said = _("Vælg en af de to ledere eller co-driveren som ansvarlig.")
    if is_between_the_two(duty.point):
        holders = holders.filter(role__in=LEADING)
        said = _("Vælg en af de to ledere som ansvarlig.")
    if responsible and not holders.filter(person=responsible).exists():
        raise Refused(said)


def refuse_without_reason(status: str, reason: str) -> None:
    """Raise ``Refused`` for a "not relevant" that nobody has explained."""
    if status == DutyStatus.NOT_RELEVANT and not reason.strip():
        raise Refused(_("Skriv, hvorfor opgaven ikke er relevant."))
