"""Talks that do not come about."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Conversation, FindingKind
from dialogues.models.questions import ConversationKind
from dialogues.queries.findings.facts import (
    NETWORK_LEADER,
    REFERENCE_LEADER,
    Facts,
    Person,
)
from dialogues.queries.findings.finding import Finding
from themes.models import Theme

Status = Conversation.Status


def conversations(known: Facts) -> Iterator[Finding]:
    """What hinders a talk: no answer to the invitation, no time agreed, a day that has passed.

    To prepare in writing is voluntary, so who has not is never told. A theme whose invitation
    waits for an answer has no talk for that reason, and stands once.
    """
    waiting = set()
    for row in known.conversations:
        if row["status"] == Status.INVITED and not row["wants_other_time"]:
            sent_on = timezone.localdate(row["invited_at"])
            if known.waited(sent_on) >= known.limits.invitation_days:
                waiting.add(row["theme_id"])
                yield _unanswered(known, row, sent_on)
    yield from _passed(known)
    booked = {
        row["theme_id"]
        for row in known.conversations
        if row["kind"] == ConversationKind.KICKOFF and (row["scheduled_at"] or row["held_at"])
    }
    for theme in known.themes.values():
        pair = known.pair(theme.pk)
        if pair and theme.pk not in booked | waiting:
            since = max(post.starts_on for post in pair)
            if known.waited(since) >= known.limits.talk_days:
                yield _not_booked(theme, since, pair[0].person)


def _unanswered(known: Facts, row: dict[str, Any], sent_on: date) -> Finding:
    key = row["theme_id"]
    _host, guest = _sides(known, row)
    said = _("%(name)s har ikke svaret på invitationen, som blev sendt den %(day)s.")
    facts = {"name": guest.name, "day": sent_on}
    return Finding(FindingKind.INVITATION, known.themes[key], sent_on, said, facts, contact=guest)


def _sides(known: Facts, row: dict[str, Any]) -> tuple[Person, Person]:
    """Who invited to the talk, and who is invited: the two who lead the theme today."""
    sides = (NETWORK_LEADER, REFERENCE_LEADER)
    if row["invited_by_id"] == row["reference_leader_id"]:
        sides = sides[::-1]
    host, guest = (known.holder(row["theme_id"], side).person for side in sides)
    return host, guest


def _not_booked(theme: Theme, since: date, host: Person) -> Finding:
    said = _(
        "Begge ledere har været udpeget siden den %(day)s, men de har ikke aftalt et tidspunkt "
        "for opstartssamtalen."
    )
    return Finding(FindingKind.TALK, theme, since, said, {"day": since}, contact=host)


def _passed(known: Facts) -> Iterator[Finding]:
    """Talks whose day has passed, and that nobody has begun or written down."""
    for row in known.conversations:
        if row["status"] != Status.TIME_AGREED:
            continue
        day = timezone.localdate(row["scheduled_at"])
        if known.waited(day) >= known.limits.passed_days:
            host, _guest = _sides(known, row)
            said = _(
                "De to ledere havde aftalt at tale sammen den %(day)s, "
                "men samtalen er ikke registreret som holdt."
            )
            theme, facts = known.themes[row["theme_id"]], {"day": day}
            yield Finding(FindingKind.PASSED, theme, day, said, facts, contact=host)
