"""Asking to take part in a network, and the network leader's answer."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.saving import locked, save_by
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused, Stale
from referenceledelse.core.web.faults import mark
from roles.models import User
from themes.models import Follow, FreedResources, Member, MemberRequest, Theme
from themes.queries.network import membership, standing_wish
from themes.services import records
from themes.services.gifts import mark_seen

State = MemberRequest.State


@transaction.atomic
def ask_to_take_part(*, theme: Theme, by: User, time: str, words: str = "") -> MemberRequest:
    """Ask the network leader; the same words while one waits are one request.

    The person's line manager sees it from now on. Raises ``Refused`` for other words.
    """
    row = locked(theme, "phase")
    demand(by, "themes.ask_to_take_part", row)
    if standing := standing_wish(by, row):
        if (standing.time, standing.words) == (time, words):
            return standing
        said = _("Du har allerede bedt om at være med. Din nye tekst er ikke sendt.")
        raise Refused(said)
    return MemberRequest.objects.create(theme=row, person=by, time=time, words=words)


@transaction.atomic
def withdraw_member_request(*, wish: MemberRequest, by: User) -> MemberRequest:
    """Who asked takes it back; nobody else reads it from then on."""
    row = _locked(wish)
    demand(by, "themes.withdraw_member_request", row)
    if row.state == State.WITHDRAWN:
        return row
    if not row.is_open:
        raise Stale(_answered(row))
    save_by(by, row, state=State.WITHDRAWN)
    _take_back_promise(row)
    return row


@transaction.atomic
def reply_to_member_request(*, wish: MemberRequest, by: User, reply: str) -> MemberRequest:
    """Write back where the two are to talk first; what was written before is replaced."""
    row = _locked(wish)
    demand(by, "themes.reply_to_member_request", row)
    if row.state != State.TALKING:
        raise Stale(_answered(row) if row.answered_by else _("Der er ikke svaret endnu."))
    if row.why_over:
        raise Refused(row.why_over)
    if row.reply != reply:
        save_by(by, row, reply=reply)
    return row


@transaction.atomic
def answer_member_request(
    *, wish: MemberRequest, by: User, answer: str, message: str = ""
) -> MemberRequest:
    """Welcome the person as a member, talk first, or not right now with a word.

    Who is welcomed is a member from today and follows the theme. The line manager is told anew.
    """
    row = _locked(wish)
    demand(by, "themes.answer_member_request", row)
    if (row.state, row.answered_by_id, row.message) == (answer, by.pk, message):
        return row
    if not row.is_open:
        raise Stale(_answered(row))
    if row.why_over:
        raise Refused(row.why_over)
    if answer != State.WELCOMED and not message.strip():
        raise Refused.beside("message", _word_for(answer) % {"name": row.person.name})
    told = {"answered_by": by, "answered_at": timezone.now(), "message": message}
    save_by(by, row, state=answer, **told, read_at=None, manager_seen_at=None)
    if answer == State.WELCOMED:
        _welcome(row, by)
    elif answer == State.NOT_NOW:
        _take_back_promise(row)
    return row


def _take_back_promise(row: MemberRequest) -> None:
    """What the line manager would have freed for a yes is not kept for another day."""
    rows = FreedResources.objects.filter(theme=row.theme_id, person=row.person_id)
    rows.filter(freed_at__gte=row.asked_at).delete()


def _word_for(answer: str) -> str:
    """What is asked for where the answer came without a word."""
    if answer == State.TALKING:
        return _("Skriv, hvordan og hvornår I kan tale sammen. %(name)s læser det.")
    return _("Skriv kort hvorfor. %(name)s læser det.")


def _welcome(row: MemberRequest, by: User) -> None:
    if membership(row.person, row.theme) is None:
        told = {"kind": Member.Kind.EMPLOYEE, "person": row.person, "name": row.person.name}
        records.add(Member(theme=row.theme, joined_on=timezone.localdate(), **told), by=by)
    Follow.objects.get_or_create(theme=row.theme, person=row.person)
    # It stood beside the request, and is no news to who has answered it.
    for freed in FreedResources.objects.filter(theme=row.theme, person=row.person):
        mark_seen(freed, by)


def _answered(row: MemberRequest) -> str:
    """Who was first, and with what."""
    if row.answered_by is None or row.state == State.WITHDRAWN:
        return _("%(name)s har trukket sit ønske tilbage.") % {"name": row.person.name}
    told = {"name": row.answered_by.name, "answer": row.get_state_display()}
    return _("%(name)s har allerede svaret: %(answer)s.") % told


def _locked(wish: MemberRequest) -> MemberRequest:
    locked(Theme(pk=wish.theme_id))
    return locked(wish, "theme__phase", "person", "answered_by")


def mark_read(*, wish: MemberRequest, by: User) -> None:
    """Who asked has read the answer."""
    demand(by, "themes.withdraw_member_request", wish)
    if wish.answered_at and wish.read_at is None:
        mark(_as_it_stands(wish), read_at=timezone.now())


def mark_seen_by_manager(*, wish: MemberRequest, by: User) -> None:
    """The line manager has seen how it stands."""
    demand(by, "themes.manage_member_request", wish)
    if wish.manager_seen_at is None:
        mark(_as_it_stands(wish), manager_seen_at=timezone.now())


def _as_it_stands(wish: MemberRequest) -> QuerySet[MemberRequest]:
    """The row, unless it was answered since it was read."""
    return MemberRequest.objects.filter(pk=wish.pk, state=wish.state)
