"""Asking to take part in a network, and the network leader's answer, also to an introduction."""

from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import fill, locked, save_by
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check
from referenceledelse.core.web.errors import Refused, Stale
from referenceledelse.core.web.faults import update_unless_busy
from roles.models import User
from themes.models import Follow, FreedResources, Member, MemberRequest, Theme
from themes.queries.network import membership, standing_wish
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
        if standing.introduced_by:
            told = {"name": standing.introduced_by.name}
            raise Refused(_("%(name)s har introduceret dig. Svar på introduktionen.") % told)
        if (standing.time, standing.words) == (time, words):
            return standing
        said = _("Du har allerede bedt om at være med. Din nye tekst er ikke sendt.")
        raise Refused(said)
    return MemberRequest.objects.create(theme=row, person=by, time=time, words=words)


@transaction.atomic
def withdraw_member_request(*, wish: MemberRequest, by: User) -> MemberRequest:
    """Who asked, or introduced, takes it back; nobody else reads it from then on."""
    row = locked_request(wish)
    demand(by, "themes.withdraw_member_request", row)
    if row.state == State.WITHDRAWN:
        return row
    if not row.is_open:
        raise Stale(already_answered(row))
    save_by(by, row, state=State.WITHDRAWN)
    _take_back_promise(row)
    return row


@transaction.atomic
def reply_to_member_request(*, wish: MemberRequest, by: User, reply: str) -> MemberRequest:
    """Write back where the two are to talk first; what was written before is replaced."""
    row = locked_request(wish)
    demand(by, "themes.reply_to_member_request", row)
    if row.state != State.TALKING:
        raise Stale(already_answered(row) if row.answered_by else _("Der er ikke svaret endnu."))
    if row.why_over:
        raise Refused(row.why_over)
    if row.reply != reply:
        save_by(by, row, reply=reply)
    return row


@transaction.atomic
def give_nothing_now(
    *, wish: MemberRequest, by: User, words: str, is_to_talk: bool = False
) -> MemberRequest:
    """The line manager can free nothing for it right now, or would talk with the person first.

    The person alone reads the words. The network leader's answer is not touched, and the manager
    can still free something later.
    """
    row = locked_request(wish)
    demand(by, "themes.manage_member_request", row)
    said = (row.not_now_by_id, row.not_now_words, row.is_to_talk)
    if said == (by.pk, words, is_to_talk):
        return row
    row.refuse_over(partial(already_answered, row))
    if FreedResources.objects.freed_for(row):
        raise Refused(_("Du har allerede skrevet, hvad du kan give."))
    told = {"not_now_words": words, "is_to_talk": is_to_talk, "not_now_read_at": None}
    save_by(by, row, not_now_by=by, **told)
    return row


@transaction.atomic
def answer_member_request(
    *, wish: MemberRequest, by: User, answer: str, message: str = ""
) -> MemberRequest:
    """Welcome the person as a member, talk first, or not right now with a word.

    Who is welcomed is a member from today and follows the theme; a colleague who is introduced
    first says yes too, and no reason is asked for there. The line manager is told anew.
    """
    row = locked_request(wish)
    demand(by, "themes.answer_member_request", row)
    state = State.TAKEN if answer == State.WELCOMED and row.is_to_agree else answer
    if (row.state, row.answered_by_id, row.message) == (state, by.pk, message):
        return row
    if row.state == State.TAKEN:
        raise Stale(already_answered(row))
    row.refuse_over(partial(already_answered, row))
    if answer != State.WELCOMED and not message.strip() and not row.introduced_by:
        raise Refused.beside("message", _word_for(answer) % {"name": row.label})
    told = {"answered_by": by, "answered_at": timezone.now(), "message": message}
    unread = {"read_at": None, "introducer_read_at": None, "manager_seen_at": None}
    save_by(by, row, state=state, **told, **unread)
    if state == State.WELCOMED:
        let_in(row, by)
    elif state == State.NOT_NOW:
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


def let_in(row: MemberRequest, by: User) -> None:
    """Make who asked, or is introduced, a member in the name of who said welcome.

    An introduction leaves how they were met and who introduced them. Call with the row locked.
    """
    if row.person is None or membership(row.person, row.theme) is None:
        member = Member(theme=row.theme, joined_on=timezone.localdate())
        fill(member, {"kind": row.kind, "person": row.person, "created_by": row.answered_by})
        fill(member, {"name": row.name or row.person.name, "organisation": row.organisation})
        if row.introduced_by:
            fill(member, {"introduced_by": row.introduced_by, "met_how": row.words})
            member.may_be_listed = row.may_be_listed
        check(member)
        with acting(by):
            member.save()
    if row.person:
        Follow.objects.get_or_create(theme=row.theme, person=row.person)
        # It stood beside the request, and is no news to who has answered it.
        for freed in FreedResources.objects.filter(theme=row.theme, person=row.person):
            mark_seen(freed, by)


def already_answered(row: MemberRequest) -> str:
    """Who was first, and with what."""
    if row.state == State.DECLINED:
        return _("%(name)s har takket nej.") % {"name": row.label}
    if row.introduced_by and row.state == State.WITHDRAWN:
        return _("%(name)s har trukket introduktionen tilbage.") % {"name": row.introduced_by.name}
    if row.answered_by is None or row.state == State.WITHDRAWN:
        return _("%(name)s har trukket sit ønske tilbage.") % {"name": row.label}
    told = {"name": row.answered_by.name, "answer": row.get_state_display()}
    return _("%(name)s har allerede svaret: %(answer)s.") % told


def locked_request(wish: MemberRequest) -> MemberRequest:
    """The row as it is now, behind its theme's lock."""
    locked(Theme(pk=wish.theme_id))
    return locked(wish, "theme__phase", "person", "answered_by", "introduced_by")


def mark_read(*, wish: MemberRequest, by: User) -> None:
    """Who asked has read the answer; of an introduction both who it is about and who made it."""
    demand(by, "themes.read_request_answer", wish)
    if by.pk == wish.introduced_by_id:
        if wish.state != State.WAITING and wish.introducer_read_at is None:
            update_unless_busy(_as_it_stands(wish), introducer_read_at=timezone.now())
    elif wish.answered_at and wish.read_at is None:
        update_unless_busy(_as_it_stands(wish), read_at=timezone.now())
    if by.pk == wish.person_id and wish.not_now_by and wish.not_now_read_at is None:
        update_unless_busy(_as_it_stands(wish), not_now_read_at=timezone.now())


def mark_seen_by_manager(*, wish: MemberRequest, by: User) -> None:
    """The line manager has seen how it stands."""
    demand(by, "themes.manage_member_request", wish)
    if wish.manager_seen_at is None:
        update_unless_busy(_as_it_stands(wish), manager_seen_at=timezone.now())


def _as_it_stands(wish: MemberRequest) -> QuerySet[MemberRequest]:
    """The row, unless it was answered since it was read."""
    return MemberRequest.objects.filter(pk=wish.pk, state=wish.state)
