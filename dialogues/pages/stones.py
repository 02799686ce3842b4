"""Stones on the road as one of the two, or a colleague, meets them."""

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from dialogues.models import Stone, StoneStep
from dialogues.queries.stones import is_of_today, readers
from referenceledelse.core.web.access import is_allowed
from roles.models import User
from themes.models import Theme

State = Stone.State
PEOPLE = ("network_leader", "reference_leader", "holder")


@dataclass(frozen=True)
class Road:
    """What lies on a theme's road: the two's own stones, and those of an earlier pair of theirs."""

    partner: User | None
    may_lay: bool
    may_note: bool
    lying: list[Stone]
    settled: list[Stone]
    earlier: list[Stone]


def road_page(user: User, theme: Theme) -> Road:
    """The stones that the person may see; the theme comes with its people. One query."""
    rows = Stone.objects.visible_to(user).filter(theme=theme).select_related(*PEOPLE)
    pair = (theme.network_leader, theme.reference_leader)
    ours = [row for row in rows if is_of_today(row, theme)]
    return Road(
        partner=next((one for one in pair if one and one != user), None),
        may_lay=is_allowed(user, "dialogues.lay_stone", theme) and all(pair),
        may_note=is_allowed(user, "dialogues.note_stone", theme) and all(pair),
        lying=[row for row in ours if row.is_open],
        settled=[row for row in ours if not row.is_open and row.state not in Stone.GONE],
        earlier=[row for row in rows if row not in ours and row.is_open],
    )


@dataclass(frozen=True)
class StonePage:
    """One stone with what has happened to it, and what the reader may do about it now."""

    stone: Stone
    steps: list[StoneStep]
    readers: str
    is_party: bool
    may_take: bool
    may_answer: bool
    may_hand_on: bool
    may_withdraw: bool
    may_carry_on: bool


def stone_page(user: User, row: Stone) -> StonePage:
    """What the person reads and may do; the stone's theme comes with its people."""
    theme = row.theme
    steps = StoneStep.objects.visible_to(user).filter(stone=row).select_related("by", "whom")
    may = {
        verb: is_allowed(user, f"dialogues.{verb}_stone", row)
        for verb in ("answer", "hand_on", "withdraw", "carry_on")
    }
    can_go_on = not is_of_today(row, theme) and theme.network_leader and theme.reference_leader
    return StonePage(
        stone=row,
        steps=list(steps),
        readers=get_text_list([one.name for one in readers(row, user)], _("og")),
        is_party=row.is_party(user),
        may_take=may["answer"] and row.can_go_to(State.TAKEN) and not _has(user, row),
        may_answer=may["answer"] and row.is_open,
        may_hand_on=may["hand_on"] and row.can_go_to(State.HANDED),
        may_withdraw=may["withdraw"] and row.can_go_to(State.WITHDRAWN),
        may_carry_on=bool(may["carry_on"] and row.is_open and can_go_on),
    )


def _has(user: User, row: Stone) -> bool:
    """Whether the person has promised to clear it already."""
    return row.state == State.TAKEN and row.holder_id == user.pk
