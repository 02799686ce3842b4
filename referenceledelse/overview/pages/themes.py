"""What the page of one theme is put together from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dialogues.models import Conversation
from dialogues.pages.mandate import mandate_seen_by
from dialogues.queries.duties import statuses_today
from dialogues.queries.mandate import Mandate
from dialogues.queries.pairs import new_to
from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.web.access import is_allowed
from referenceledelse.overview.pages.network import taking_part
from roles.models import RoleKey, Unit, User
from roles.queries.line_managers import MANAGERS, line_manager
from themes.models import (
    IN_BASE,
    LEADING,
    Assignment,
    Contribution,
    Funding,
    Idea,
    Offer,
    Theme,
    ThemeUpdate,
    ValueStory,
)
from themes.models.assignments import by_state
from themes.pages.contributions import proposed_for
from themes.pages.readers import answering
from themes.pages.rooms import doors, phase_track

SHOWN_UPDATES = 50


@dataclass
class TeamPlace:
    """One of the people around a theme; without a person, a role that is vacant."""

    label: str
    person: User | None = None
    row: Assignment | None = None
    role: str = ""
    offer: Offer | None = None


def assignments(theme: Theme) -> tuple[list[Assignment], ...]:
    """Who holds a role today, whose is ahead, and who held one, the latest first."""
    rows = _assignments(theme)
    for row in rows:
        row.theme = theme
    return by_state(rows)


@compiled
def _assignments(theme: Theme) -> QuerySet[Assignment]:
    managers = [f"person__{way}" for way in MANAGERS]
    rows = Assignment.objects.filter(theme=theme).select_related("person", "role", *managers)
    return rows.without_why().latest_first()


def people(theme: Theme, earlier: Iterable[Assignment] = ()) -> list[TeamPlace]:
    """The two leaders' places, filled or vacant, and the others where there is somebody.

    A co-driver is missed where there was one ``earlier``, and the type needs one.
    """
    had_one = any(row.role_id == RoleKey.CO_DRIVER and not row.is_void for row in earlier)
    missed = {*LEADING, RoleKey.CO_DRIVER} if had_one and theme.type.needs_co_driver else {*LEADING}
    found = []
    for role in (RoleKey.NETWORK_LEADER, RoleKey.REFERENCE_LEADER, RoleKey.CO_DRIVER):
        held = [row for row in theme.holders if row.role_id == role]
        found += [TeamPlace(row.role.name, row.person, row, role.value) for row in held]
        if not held and role in missed:
            found.append(TeamPlace(str(role.label), role=role.value))
    if manager := line_manager(theme.network_leader):
        found.append(TeamPlace(_("Netværkslederens personaleleder"), manager))
    if theme.contact:
        found.append(TeamPlace(_("Kontakt i sekretariatet"), theme.contact))
    return found


def proposed(theme: Theme, user: User, places: list[TeamPlace]) -> list[TeamPlace]:
    """The places with who is proposed for each, where the reader may know it."""
    offers = {row.role_id: row for row in _offers(user, theme)}
    for place in places:
        place.offer = offers.pop(place.role, None) if place.role else None
    return places + [TeamPlace(row.role.name, role=key, offer=row) for key, row in offers.items()]


@compiled
def _offers(user: User, theme: Theme) -> QuerySet[Offer]:
    rows = Offer.objects.visible_to(user).waiting().filter(theme=theme)
    return rows.select_related("person", "role", "theme")


def duties(theme: Theme, user: User) -> dict[str, Any]:
    """The ten statuses, whether the person may see them at all, and how far the mandate is."""
    statuses = statuses_today(user, [theme.pk]).get(theme.pk, ())
    holds = any(row.person_id == user.pk for row in theme.holders)
    may_see = holds or user.is_secretariat
    # Nothing is missing of a reference leader who has not yet talked with the other.
    is_new = theme.reference_leader == user and bool(_is_new(user, theme))
    found = {"statuses": statuses, "may_see_duties": may_see, "mandate": mandate(theme, user)}
    return found | {"is_new_here": is_new}


@compiled
def _is_new(user: User, theme: Theme) -> QuerySet[Theme]:
    return new_to(user).filter(pk=theme.pk).order_by().values_list("pk")


def mandate(theme: Theme, user: User) -> Mandate | None:
    """How far the mandate is, for those who may know; not of a theme that never had one."""
    found = mandate_seen_by(user, theme)
    return found if found and (found.has_begun or not theme.is_closed) else None


def next_action(theme: Theme, user: User) -> dict[str, Any]:
    """What one of the two leaders does next about their conversation; empty for all others."""
    conversation = next(iter(_conversations(user, theme)), None)
    may_invite = conversation is None and is_allowed(user, "dialogues.invite", theme)
    is_awaiting = conversation is None and theme.reference_leader == user and not theme.is_closed
    is_leader = user in (theme.network_leader, theme.reference_leader)
    other = theme.reference_leader if theme.network_leader == user else theme.network_leader
    return {
        "conversation": conversation,
        "partner": conversation.other(user) if conversation else other if is_leader else None,
        "may_invite": may_invite,
        "is_awaiting": is_awaiting and not may_invite,
        "is_ready": is_awaiting and _is_ready(theme, user),
    }


@compiled
def _conversations(user: User, theme: Theme) -> QuerySet[Conversation]:
    rows = Conversation.objects.visible_to(user).filter(theme=theme).waiting()
    return rows.select_related("network_leader", "reference_leader")[:1]


def _is_ready(theme: Theme, user: User) -> bool:
    """Whether the reference leader has told the network leader of today to be ready."""
    pair = {"network_leader": theme.network_leader, "reference_leader": user}
    waits = Conversation.objects.filter(theme=theme, **pair, invited_at=None)
    return waits.filter(ready_at__isnull=False).exists()


def may(theme: Theme, user: User) -> dict[str, Any]:
    """What the person may do here, and how they take part.

    Who may not edit may propose instead.
    """
    may_edit = is_allowed(user, "themes.edit_theme", theme)
    may_write = is_allowed(user, "themes.write_update", theme)
    may_contribute = is_allowed(user, "themes.contribute", theme)
    may_answer = is_allowed(user, "themes.answer_contribution", Contribution(theme=theme))
    return {
        "taking_part": taking_part(theme, user, may_write=may_write),
        "proposed": proposed_for(theme, user, may_answer=may_answer),
        "answers": answering(theme.network_leader),
        "may_edit": may_edit,
        "may_write": may_write,
        "may_propose_news": may_contribute and not may_write,
        "may_propose_change": may_contribute and not may_edit,
        "may_see_roles": is_allowed(user, "themes.propose_holder", theme)
        or any(row.person_id == user.pk for row in theme.holders),
    }


def around(theme: Theme, user: User) -> dict[str, Any]:
    """The rooms, the way through the phases, the themes below and what they came to in all.

    Also the units that it touches, and what is new.
    """
    below = _below(user, theme)
    family = [theme, *below]
    parent = theme.parent if theme.parent and theme.parent.status == theme.Status.ACCEPTED else None
    return {
        "doors": doors(theme, user, "theme"),
        "phases": phase_track(theme),
        "children": below,
        "parent": parent,
        "sums": totals(family, user) if below or theme.is_closed else {},
        "units": _units(theme),
        "updates": _updates(theme),
    }


@compiled
def _below(user: User, theme: Theme) -> QuerySet[Theme]:
    return Theme.objects.visible_to(user).accepted().filter(parent=theme)


@compiled
def _units(theme: Theme) -> QuerySet[Unit]:
    return Unit.objects.filter(themes=theme)


@compiled
def _updates(theme: Theme) -> QuerySet[ThemeUpdate]:
    return ThemeUpdate.objects.filter(theme=theme).select_related("author")[:SHOWN_UPDATES]


def totals(themes: list[Theme], user: User) -> dict[str, int]:
    """What came of the themes: ideas in the base, stories of value, kroner granted."""
    ideas = Idea.objects.visible_to(user).filter(theme__in=themes)
    return {
        "ideas": ideas.count(),
        "in_base": ideas.filter(stage__in=IN_BASE).count(),
        "stories": ValueStory.objects.visible_to(user).filter(theme__in=themes).count(),
        "granted": Funding.objects.visible_to(user).filter(theme__in=themes).sums()["granted"],
    }
