"""What the person has asked for, and another has yet to answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from dialogues.models import Conversation
from referenceledelse.core.db.compiled import compiled
from referenceledelse.overview.pages.steps.step import MOST
from roles.models import User
from themes.models import ContactRequest, Contribution, MemberRequest, Theme
from themes.pages.readers import answering


@dataclass(frozen=True)
class Awaited:
    """What was asked for, in a sentence, where it stands, and what it is about."""

    words: str
    url: str
    about: str
    # Where the theme stands, if that is another place.
    about_url: str = ""


def waiting_for_others(user: User) -> list[Awaited]:
    """All that waits for another's answer, in a constant number of queries."""
    return [
        *_conversations(user),
        *_wishes(user),
        *_introductions(user),
        *_contacts(user),
        *_proposals(user),
    ]


def _conversations(user: User) -> Iterator[Awaited]:
    """Invitations that the other leader has yet to answer."""
    for row in _invited(user):
        if (user.pk == row.invited_by_id) == row.wants_other_time:
            continue
        words = _("%(name)s skal svare på invitationen") % {"name": row.guest.name}
        if row.wants_other_time:
            words = _("%(name)s foreslår nye tidspunkter") % {"name": row.host.name}
        yield Awaited(words, row.get_absolute_url(), row.theme.title)


@compiled
def _invited(user: User) -> QuerySet[Conversation]:
    rows = Conversation.objects.visible_to(user).waiting()
    rows = rows.filter(status=Conversation.Status.INVITED)
    return rows.select_related("theme", "network_leader", "reference_leader")


def _wishes(user: User) -> Iterator[Awaited]:
    """The networks that the person has asked to take part in, and has no yes or no from."""
    for row in _own_wishes(user):
        said = _("Du har spurgt, om du må være med. %(name)s har ikke svaret endnu")
        name = answering(row.theme.network_leader)
        if row.answered_by:
            said = _("Du har svaret %(name)s, som vil tale med dig, før du kommer med i netværket")
            name = row.answered_by.name
        theme = row.theme
        said %= {"name": name}
        yield Awaited(said, row.get_absolute_url(), theme.title, theme.get_absolute_url())


@compiled
def _own_wishes(user: User) -> QuerySet[MemberRequest]:
    rows = MemberRequest.objects.visible_to(user).open().wanted().filter(person=user)
    # An answer that the person has yet to reply to is among what waits for the person.
    rows = rows.filter(Q(answered_at=None) | ~Q(reply=""))
    return rows.select_related("answered_by").prefetch_related(_themes())[:MOST]


def _themes() -> Prefetch:
    """The themes with who leads them."""
    return Prefetch("theme", Theme.objects.with_people())


def _introductions(user: User) -> Iterator[Awaited]:
    """Whom the person has introduced, until both sides have answered."""
    for row in _introduced(user):
        said = _("Du har introduceret %(person)s. %(name)s har ikke svaret endnu")
        is_taken = row.state == MemberRequest.State.TAKEN
        name = row.label if is_taken else answering(row.theme.network_leader)
        told = {"person": row.label, "name": name}
        yield Awaited(said % told, row.get_absolute_url(), row.theme.title)


@compiled
def _introduced(user: User) -> QuerySet[MemberRequest]:
    rows = MemberRequest.objects.visible_to(user).open().filter(introduced_by=user)
    # An answer that is not read yet is among what waits for the person.
    rows = rows.filter(Q(answered_at=None) | Q(introducer_read_at__isnull=False))
    return rows.select_related("person").prefetch_related(_themes())[:MOST]


def _contacts(user: User) -> Iterator[Awaited]:
    """Whom the person has asked the reference leader for."""
    for row in _asked_for(user):
        said = _("Du har bedt om en kontakt. Referencelederen har ikke svaret endnu")
        yield Awaited(said, row.get_absolute_url(), row.theme.title)


@compiled
def _asked_for(user: User) -> QuerySet[ContactRequest]:
    return ContactRequest.objects.waiting().filter(asked_by=user).select_related("theme")[:MOST]


def _proposals(user: User) -> Iterator[Awaited]:
    """The news and the other texts that the person has proposed."""
    for row in _proposed(user):
        said = _("Du har foreslået en rettelse. %(name)s har ikke svaret endnu")
        if row.is_news:
            said = _("Du har foreslået en nyhed. %(name)s har ikke svaret endnu")
        name = answering(row.theme.network_leader)
        yield Awaited(said % {"name": name}, row.get_absolute_url(), row.theme.title)


@compiled
def _proposed(user: User) -> QuerySet[Contribution]:
    rows = Contribution.objects.visible_to(user).waiting().filter(author=user)
    return rows.order_by("proposed_at", "pk").prefetch_related(_themes())[:MOST]
