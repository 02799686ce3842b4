"""The half-yearly confirmation of all ten duties, by the pair in one sitting."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Sitting, SittingDuty
from dialogues.queries.duties import status_today
from dialogues.queries.pairs import lead_today
from dialogues.services.duties import (
    ensure_duties,
    refuse_against_assessment,
    refuse_unsuited,
    refuse_without_reason,
    settle_together,
)
from dialogues.services.pairs import pair_of
from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused, Stale
from roles.models import User
from themes.models import Theme


@transaction.atomic
def start_sitting(*, theme: Theme, by: User) -> Sitting:
    """Begin to go through the ten; the sitting that is open already is given back.

    One that an earlier pair left open is given up.
    """
    theme = locked(theme)
    demand(by, "dialogues.share", theme)
    pair = pair_of(theme)
    rows = Sitting.objects.filter(theme=theme, confirmed_at=None, dropped_at=None)
    if row := rows.filter(**pair).first():
        return row
    rows.update(dropped_at=timezone.now())
    ensure_duties(theme=theme)
    row = Sitting.objects.create(theme=theme, **pair, started_by=by)
    SittingDuty.objects.bulk_create(
        SittingDuty(sitting=row, duty=duty) for duty in theme.duties.all()
    )
    return row


@transaction.atomic
def say(
    *, sitting: Sitting, by: User, key: str, status: str, reason: str = "", seen: str | None = None
) -> SittingDuty:
    """Say how a duty stands; "still so" is the status that it has.

    ``seen`` is what was said of it when the page was made. Raises ``Stale`` where the other has
    said something else meanwhile, ``Refused`` for a "not relevant" without a reason.
    """
    _open(sitting, by)
    row = (
        SittingDuty.objects.select_for_update(of=("self",))
        .select_related("duty__point")
        .get(sitting=sitting, duty__key=key)
    )
    refuse_without_reason(status, reason)
    row.duty.theme = Theme.objects.with_people().get(pk=row.duty.theme_id)
    if status != status_today(row.duty):
        refuse_unsuited(row.duty.point, status)
    refuse_against_assessment(row.duty, status)
    if (row.status, row.reason) == (status, reason):
        return row
    if seen is not None and row.status != seen:
        said = _("%(name)s har netop ændret sin vurdering. Se den, og vælg igen.")
        raise Stale(said % {"name": sitting.other(by).name})
    row.status, row.reason = status, reason
    row.said_by, row.said_at = by, timezone.now()
    row.save(update_fields=["status", "reason", "said_by", "said_at"])
    return row


@transaction.atomic
def finish_sitting(*, sitting: Sitting, by: User) -> Sitting:
    """Ask the other to confirm, once something has been said of all ten."""
    row = _open(sitting, by)
    if row.duties.filter(status="").exists():
        raise Refused(_("I mangler at gennemgå nogle af opgaverne."))
    row.save_next(finished_by=by, finished_at=timezone.now())
    return row


@transaction.atomic
def take_up_sitting(*, sitting: Sitting, by: User) -> Sitting:
    """Open it again, from either side, as long as it is not confirmed."""
    row = _locked(sitting, by)
    _refuse_over(row)
    if row.finished_at:
        row.save_next(finished_by=None, finished_at=None)
    return row


@transaction.atomic
def confirm_sitting(*, sitting: Sitting, by: User) -> Sitting:
    """The other leader's yes: each duty gets the status the two have said, and counts as talked of.

    A second click does nothing.
    """
    row = _locked(sitting, by)
    if row.confirmed_at:
        return row
    _refuse_over(row)
    if row.finished_by_id in (None, by.pk):
        said = _("Gennemgangen mangler at blive bekræftet af %(name)s.")
        raise Refused(said % {"name": row.other(by).name})
    if not lead_today(row):
        raise Refused(_("En af jer leder ikke længere temaet. Begynd en ny gennemgang."))
    for said in row.duties.select_related("duty"):
        settle_together(
            duty=said.duty,
            status=said.status,
            reason=said.reason,
            proposed_by=row.finished_by,
            answered_by=by,
        )
    today = timezone.localdate()
    row.theme.duties.filter(pk__in=row.duties.values("duty")).update(discussed_on=today)
    row.save_next(confirmed_at=timezone.now())
    return row


@transaction.atomic
def drop_sitting(*, sitting: Sitting, by: User) -> Sitting:
    """Give it up; the statuses stay as they were."""
    row = _locked(sitting, by)
    _refuse_over(row)
    row.save_next(dropped_at=timezone.now())
    return row


def _locked(sitting: Sitting, by: User) -> Sitting:
    """The row, locked; raises ``PermissionDenied`` for others than the two."""
    row = locked(sitting, "theme")
    demand(by, "dialogues.sit", row)
    return row


def _refuse_over(row: Sitting) -> None:
    if row.confirmed_at or row.dropped_at:
        raise Refused(_("Gennemgangen er slut."))


def _open(sitting: Sitting, by: User) -> Sitting:
    row = _locked(sitting, by)
    _refuse_over(row)
    if row.finished_at:
        raise Refused(
            _("Gennemgangen mangler at blive bekræftet. Genoptag den, hvis du vil rette noget.")
        )
    return row
