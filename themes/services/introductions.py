"""The reference leader introduces people and leaders; the network leader takes it from there."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import is_already, locked, save_by
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check, save_checked
from referenceledelse.core.web.errors import Refused, Stale
from referenceledelse.core.web.faults import update_unless_busy
from roles.models import User
from themes.models import ROLES, ContactRequest, Member, MemberRequest, Ownership, Theme
from themes.queries.network import membership
from themes.rules.rooms import holds
from themes.services.member_requests import already_answered, let_in, locked_request

State = MemberRequest.State


@transaction.atomic
def introduce_person(
    *,
    theme: Theme,
    by: User,
    words: str,
    kind: str = Member.Kind.EMPLOYEE,
    person: User | None = None,
    name: str = "",
    organisation: str = "",
    may_be_listed: bool = False,
) -> MemberRequest:
    """Tell the network leader of someone, who then is in nobody's network yet.

    A colleague is asked too, and the line manager sees it from now on. The same words about the
    same person while one waits are one introduction; raises ``Refused`` for other words.
    """
    row = locked(theme, "phase")
    demand(by, "themes.introduce", row)
    who = {"kind": kind, "person": person, "organisation": organisation}
    who |= {"name": "" if person else name}
    rows = row.member_requests.filter(state__in=MemberRequest.OPEN)
    standing = rows.filter(person=person) if person else rows.filter(**who)
    if (found := standing.first()) and (found.introduced_by, found.words) == (by, words):
        return found
    if said := _why_not(row, person, found):
        raise Refused.beside("person" if person else "name", said)
    told = {"introduced_by": by, "words": words, "may_be_listed": may_be_listed}
    made = MemberRequest(theme=row, **who, **told)
    check(made)
    with acting(by):
        made.save()
    _answer_contact(row, by)
    return made


def _why_not(theme: Theme, person: User | None, standing: MemberRequest | None) -> str:
    """Why there is nobody to introduce: the network knows the person already."""
    if person and holds(person, theme, *ROLES):
        return _("%(name)s har allerede en rolle på temaet.") % {"name": person.name}
    if person and membership(person, theme):
        return _("Personen er allerede med i netværket.")
    if standing is None:
        return ""
    if standing.introduced_by:
        return _("%(name)s er allerede introduceret.") % {"name": standing.label}
    return _("%(name)s har selv bedt om at være med.") % {"name": standing.label}


@transaction.atomic
def answer_introduction(*, wish: MemberRequest, by: User, says_yes: bool) -> MemberRequest:
    """The colleague who is introduced says yes or no thanks, before or after the network leader.

    Who says yes where the network leader has done so is a member from today.
    """
    row = locked_request(wish)
    demand(by, "themes.answer_introduction", row)
    if row.state == State.DECLINED and not says_yes:
        return row
    if not row.is_open:
        raise Stale(already_answered(row))
    if row.why_over:
        raise Refused(row.why_over)
    unread = {"introducer_read_at": None, "manager_seen_at": None}
    if not says_yes:
        save_by(by, row, state=State.DECLINED, introducer_read_at=None)
    elif row.state == State.TAKEN:
        now = timezone.now()
        save_by(by, row, state=State.WELCOMED, said_yes_at=now, read_at=now, **unread)
        let_in(row, by)
    elif row.said_yes_at is None:
        save_by(by, row, said_yes_at=timezone.now())
    return row


@transaction.atomic
def introduce_leader(*, theme: Theme, by: User, leader: User, words: str) -> Ownership:
    """Put a leader on the theme's map with what the network leader should know before they meet.

    Both are told. Raises ``Refused`` where there is nobody to introduce.
    """
    row = locked(theme, "phase")
    demand(by, "themes.introduce", row)
    told = {"introduced_by": by, "introduction": words}
    lines = Ownership.objects.select_for_update(of=("self",)).select_related("theme", "leader")
    line = lines.filter(theme=row, leader=leader).first()
    if line and is_already(line, told):
        return line
    if said := _why_not_the_leader(row, leader, line):
        raise Refused.beside("leader", said)
    told |= {"introduced_on": timezone.localdate(), "introduction_seen_at": None}
    _answer_contact(row, by)
    if line:
        save_checked(line, by, told)
        return line
    made = Ownership(theme=row, leader=leader, created_by=by, **told)
    check(made)
    with acting(by):
        made.save()
    return made


def _why_not_the_leader(theme: Theme, leader: User, line: Ownership | None) -> str:
    """Why there is nobody to introduce: the two know of each other already."""
    said = ""
    if holds(leader, theme, *ROLES):
        said = _("%(name)s har allerede en rolle på temaet.")
    elif line and line.is_in_contact:
        said = _("I har allerede talt med %(name)s om temaet.")
    elif line and line.introduced_on:
        said = _("%(name)s er allerede introduceret.")
    return said % {"name": leader.name}


@transaction.atomic
def ask_contact(*, theme: Theme, by: User, words: str) -> ContactRequest:
    """Ask the reference leader for somebody; other words replace those that wait."""
    row = locked(theme, "phase")
    demand(by, "themes.ask_contact", row)
    wish = ContactRequest.objects.filter(theme=row).open().first()
    wish = wish or ContactRequest(theme=row)
    if (wish.asked_by_id, wish.words) != (by.pk, words):
        wish.asked_by, wish.words, wish.asked_at = by, words, timezone.now()
        wish.save()
    return wish


@transaction.atomic
def withdraw_contact(*, theme: Theme, by: User) -> bool:
    """The network leader needs nobody after all; whether there was something to take back.

    What nobody has answered leaves no trace. What was answered stays.
    """
    row = locked(theme, "phase")
    demand(by, "themes.withdraw_contact", row)
    gone, _kinds = ContactRequest.objects.filter(theme=row, asked_by=by).open().delete()
    return bool(gone)


@transaction.atomic
def know_nobody(*, wish: ContactRequest, by: User) -> ContactRequest:
    """The reference leader knows nobody right now; the network leader is told."""
    row = locked(wish.theme, "phase")
    demand(by, "themes.introduce", row)
    ContactRequest.objects.filter(pk=wish.pk).open().update(
        answered_by=by, answered_at=timezone.now()
    )
    return wish


def _answer_contact(theme: Theme, by: User) -> None:
    """Whoever is introduced is the answer to what the network leader asked for."""
    now = timezone.now()
    open_ones = ContactRequest.objects.filter(theme=theme).open()
    open_ones.update(is_found=True, answered_by=by, answered_at=now)


def mark_contact_read(*, theme: Theme, by: User) -> None:
    """The network leader has read that the other knows nobody."""
    demand(by, "themes.ask_contact", theme)
    rows = ContactRequest.objects.filter(theme=theme).unread_by(by)
    update_unless_busy(rows, read_at=timezone.now())


def mark_introduction_seen(*, line: Ownership, by: User) -> None:
    """The leader has seen to whom they are introduced."""
    demand(by, "themes.read_leader_line", line.theme)
    if line.leader_id == by.pk and line.introduced_on and line.introduction_seen_at is None:
        update_unless_busy(
            Ownership.objects.filter(pk=line.pk), introduction_seen_at=timezone.now()
        )
