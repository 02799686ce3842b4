"""What waits for a person in the parts of a mandate."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import MandatePart
from dialogues.models.mandate import part_address
from dialogues.pages.mandate import what_to_do
from dialogues.queries.mandate import (
    LINE_MANAGER,
    REFERENCE_LEADER,
    Mandate,
    PartProgress,
    mandates,
)
from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.text.order import alphabetical
from referenceledelse.overview.pages.steps.step import NextStep
from roles.models import RoleKey, User, manages
from themes.models import Assignment, Theme


def mandate_steps(user: User) -> Iterator[NextStep]:
    """The talks to invite to, and the parts that wait for the person's reading, words or yes.

    The conversation with the reference leader has steps of its own.
    """
    for mandate in mandates(_themes(user)):
        for part in mandate.parts:
            if part.role != REFERENCE_LEADER:
                yield from _steps(user, mandate, part)


@compiled
def _themes(user: User) -> QuerySet[Theme]:
    """Those that the person leads or is asked about, or whose leader the person manages."""
    led = Assignment.objects.active().filter(person=user, role=RoleKey.NETWORK_LEADER)
    asked = MandatePart.objects.filter(counterpart=user, agreed_at=None)
    mine = Q(pk__in=led.values("theme")) | Q(pk__in=asked.values("theme"))
    mine |= Q(pk__in=_to_offer(user).values("theme"), type__needs_line_manager=True)
    themes = Theme.objects.running().filter(mine).select_related("type", "phase")
    return themes.order_by(alphabetical("title"), "pk")


def _to_offer(user: User) -> QuerySet[Assignment]:
    """The own people who lead a network, where nobody has begun what the manager frees for it."""
    pair = {"network_leader": OuterRef("person"), "counterpart": user}
    begun = MandatePart.objects.filter(theme=OuterRef("theme"), role=LINE_MANAGER, **pair)
    led = Assignment.objects.active().filter(role=RoleKey.NETWORK_LEADER)
    return led.filter(manages(user.pk, "person")).exclude(Exists(begun))


def _steps(user: User, mandate: Mandate, part: PartProgress) -> Iterator[NextStep]:
    leader = mandate.network_leader
    if part.row:
        yield from _waiting(user, mandate, part.row)
    elif part.is_required and part.person and leader:
        url = part_address("begin_part", mandate.theme, part.role, part.person.pk)
        if leader == user:
            title = _about(part) % {"name": part.person.name}
            yield NextStep(title, mandate.theme.title, url, _("Inviter"))
        elif part.role == LINE_MANAGER and part.person == user:
            title = _("Aftal med %(name)s, hvad du frigiver: tid, penge eller en vikar")
            title %= {"name": leader.name}
            yield NextStep(title, mandate.theme.title, url, _("Tilbyd en samtale"))


def _about(part: PartProgress) -> str:
    """What the network leader invites to."""
    if part.role == LINE_MANAGER:
        return _("Aftal med %(name)s, hvad du får til netværket: tid, penge eller en vikar")
    return _("Aftal arbejdsdelingen med %(name)s")


def _waiting(user: User, mandate: Mandate, row: MandatePart) -> Iterator[NextStep]:
    """What an unfinished part asks of one whose yes is missing."""
    if row.agreed_at or user not in row.waits_for:
        return
    day = timezone.localdate(row.talk_at) if row.talk_at else None
    title = _title(user, row) % {"name": row.other(user).name}
    url = row.get_absolute_url()
    told = {"due_on": day, "is_awaited": row.has_agreed(row.other(user))}
    yield NextStep(title, mandate.theme.title, url, what_to_do(user, row), **told)


def _title(user: User, row: MandatePart) -> str:
    """What waits, in the words of the one whom it waits for."""
    if row.reopened_by_id not in (None, user.pk):
        return _("%(name)s har åbnet jeres aftale igen")
    if row.has_agreed(row.other(user)):
        return _("%(name)s har sagt ja til jeres aftale")
    if user == row.counterpart and row.read_at is None:
        return _("%(name)s inviterer dig til en samtale om mandatet")
    if row.is_offered and user == row.network_leader and not row.is_written:
        return _("%(name)s tilbyder dig en samtale om tid, penge eller en vikar")
    if row.is_written:
        return _("Læs aftalen med %(name)s og sig ja")
    if row.role == LINE_MANAGER and user == row.counterpart:
        return _("Skriv aftalen med %(name)s om, hvad du frigiver til netværket")
    if row.role == LINE_MANAGER:
        return _("Skriv aftalen med %(name)s om, hvad du får til netværket")
    return _("Skriv aftalen med %(name)s om, hvordan I deler arbejdet")
