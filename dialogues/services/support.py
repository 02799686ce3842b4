"""The verbs of a request to the secretariat: ask, answer, take, give on, meet, solve.

Each locks the request, so that two of the secretariat never pass each other unseen.
"""

import tomllib
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import SupportContact, SupportMessage, SupportRequest, SupportTime
from referenceledelse.core.db.saving import save_by
from referenceledelse.core.text.shipped import takes_new_text
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused, Stale
from referenceledelse.core.web.faults import update_unless_busy
from roles.models import User
from themes.models import Theme
from themes.services.themes import DOUBLE

DEFAULTS = Path(__file__).resolve().parent.parent / "support.toml"
State = SupportRequest.State


def load_contact() -> None:
    """Make the secretariat's contact texts, or take in new ones; whatever was edited stays."""
    texts = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    earlier = texts.pop("earlier", [])
    row, _is_new = SupportContact.objects.get_or_create(key=SupportContact.KEY, defaults=texts)
    if takes_new_text(row, SupportContact.TEXTS, earlier):
        save_by(None, row, **texts)


@transaction.atomic
def ask(
    *,
    by: User,
    kind: str,
    subject: str,
    text: str,
    theme: Theme | None = None,
    role: str = "",
    place: str = "",
    drops_by_on: date | None = None,
    times: Iterable[datetime] = (),
) -> SupportRequest:
    """Ask the secretariat; the same request sent twice in a minute is one."""
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    demand(by, "dialogues.ask")
    told = {"kind": kind, "subject": subject, "theme": theme, "role": role, "place": place}
    told |= {"author": by, "drops_by_on": drops_by_on}
    lately = SupportRequest.objects.filter(**told, created_at__gte=timezone.now() - DOUBLE)
    if same := lately.filter(messages__text=text).first():
        return same
    row = SupportRequest.objects.create(**told)
    starts = sorted(set(times))[: SupportRequest.MOST_TIMES]
    SupportTime.objects.bulk_create(SupportTime(request=row, starts_at=one) for one in starts)
    SupportMessage.objects.create(request=row, author=by, text=text)
    return row


@transaction.atomic
def write_on(*, request: SupportRequest, by: User, text: str, seen: int) -> SupportRequest:
    """The author writes again, which opens a solved request anew.

    ``seen`` is the newest message that stood on the author's screen; raises ``Stale`` where the
    secretariat has written since.
    """
    row = _locked(request)
    demand(by, "dialogues.write_request", row)
    if _is_sent(row, by, text, is_internal=False):
        return row
    _refuse_unseen(row, by, seen)
    SupportMessage.objects.create(request=row, author=by, text=text)
    _move(row, State.WAITS_US if row.owner_id else State.NEW)
    return row


@transaction.atomic
def answer(
    *, request: SupportRequest, by: User, text: str, seen: int, then: str = State.WAITS_AUTHOR
) -> SupportRequest:
    """The secretariat answers and says who waits now; who answers first takes the request.

    Raises ``Stale`` where the author or a colleague has written what ``by`` has not seen.
    """
    row = _locked(request)
    demand(by, "dialogues.answer_request", row)
    if _is_sent(row, by, text, is_internal=False):
        return row
    _refuse_unseen(row, by, seen)
    if then not in SupportRequest.AFTER_ANSWER:
        raise ValueError(then)
    SupportMessage.objects.create(request=row, author=by, text=text)
    row.owner, row.has_news = row.owner or by, True
    _move(row, State(then), "owner", "has_news")
    return row


@transaction.atomic
def note(*, request: SupportRequest, by: User, text: str) -> None:
    """Write for the secretariat alone; nothing else changes."""
    row = _locked(request)
    demand(by, "dialogues.answer_request", row)
    if not _is_sent(row, by, text, is_internal=True):
        SupportMessage.objects.create(request=row, author=by, text=text, is_internal=True)


@transaction.atomic
def claim(*, request: SupportRequest, by: User) -> SupportRequest:
    """Take a request that nobody has; raises ``Refused`` where a colleague was first."""
    row = _locked(request)
    demand(by, "dialogues.answer_request", row)
    if row.owner_id == by.pk:
        return row
    if row.is_taken:
        raise Refused(_("%(name)s har lige taget henvendelsen.") % {"name": row.owner.name})
    row.owner = by
    _move(row, State.TAKEN if row.state == State.NEW else State(row.state), "owner")
    return row


@transaction.atomic
def hand_on(*, request: SupportRequest, by: User, to: User, version: int) -> SupportRequest:
    """Let a colleague of the secretariat go on with it; raises ``Stale``."""
    row = _locked(request)
    demand(by, "dialogues.answer_request", row)
    if row.owner_id == to.pk:
        return row
    row.refuse_stale(version)
    if row.is_author(to) or not to.is_working or not to.is_secretariat:
        raise Refused(_("Vælg en kollega i sekretariatet."))
    row.owner = to
    _move(row, State.TAKEN if row.state == State.NEW else State(row.state), "owner")
    return row


@transaction.atomic
def agree_meeting(
    *,
    request: SupportRequest,
    by: User,
    meeting_at: datetime,
    meeting_place: str,
    version: int,
) -> SupportRequest:
    """Set when and where the two meet, or move it; the author is told. Raises ``Stale``."""
    row = _locked(request)
    demand(by, "dialogues.answer_request", row)
    if (row.meeting_at, row.meeting_place) == (meeting_at, meeting_place):
        return row
    row.refuse_stale(version)
    if meeting_at <= timezone.now():
        raise Refused.beside("meeting_at", _("Tidspunktet ligger i fortiden."))
    row.meeting_at, row.meeting_place = meeting_at, meeting_place
    row.owner, row.has_news = row.owner or by, True
    _move(row, State.TAKEN, "owner", "has_news", "meeting_at", "meeting_place")
    return row


@transaction.atomic
def solve(*, request: SupportRequest, by: User) -> SupportRequest:
    """The author says that the help has come; a second click does nothing."""
    row = _locked(request)
    demand(by, "dialogues.write_request", row)
    if not row.is_solved:
        row.has_news = False
        _move(row, State.SOLVED, "has_news")
    return row


def mark_seen(*, request: SupportRequest, by: User) -> None:
    """The author has opened what is new."""
    demand(by, "dialogues.write_request", request)
    rows = SupportRequest.objects.filter(pk=request.pk, author=by, has_news=True)
    update_unless_busy(rows, has_news=False)


def _locked(request: SupportRequest) -> SupportRequest:
    # The owner is not joined in: who had to wait for the lock would get the owner from before.
    return SupportRequest.objects.select_for_update().get(pk=request.pk)


def _move(row: SupportRequest, to: State, *fields: str) -> None:
    """Save the request in a state; ``waiting_since`` changes only with the state."""
    now = timezone.now()
    if row.state != to:
        row.waiting_since = now
    row.state = to
    row.solved_at = (row.solved_at or now) if to == State.SOLVED else None
    row.save_next("state", "waiting_since", "solved_at", *fields)


def _is_sent(row: SupportRequest, by: User, text: str, *, is_internal: bool) -> bool:
    """Whether the last that stands there is the same, written by the same a moment ago."""
    last = row.messages.filter(is_internal=is_internal).order_by("pk").last()
    if last is None or last.created_at < timezone.now() - DOUBLE:
        return False
    return last.author_id == by.pk and last.text == text


def _refuse_unseen(row: SupportRequest, by: User, seen: int) -> None:
    unseen = SupportMessage.objects.visible_to(by).filter(request=row, pk__gt=seen)
    if unseen.exclude(author=by).exists():
        raise Stale(_("Der er kommet en ny besked, siden du åbnede siden."))
