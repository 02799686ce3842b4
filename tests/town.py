"""Everyone around one theme, each named by what they are, for tests that ask the rules themselves.

It is made once for a folder of tests, so a test changes in memory only what it has made or copied
itself; what it saves is undone.
"""

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
import rules
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from referenceledelse.core.web.access import is_allowed
from roles.models import SECRETARIAT_GROUP, RoleKey, Unit, User
from tests.cast import assign, make_cast, make_person
from themes.models import Member, Ownership, Phase, Theme

NL, RL, CD = "the network leader", "the reference leader", "the co-driver"
FORMER_NL, FORMER_RL = "the former network leader", "the former reference leader"
FORMER_CD = "the former co-driver"
FUTURE_NL, FUTURE_RL = "the network leader to come", "the reference leader to come"
OTHER_NL = "the network leader of another theme"
OTHER_RL = "the reference leader of another theme"
OTHER_CD = "the co-driver of another theme"
MANAGER, CHIEF = "the line manager", "the manager above"
OTHER_MANAGER = "a line manager elsewhere"
EMPLOYEE, MEMBER, AUTHOR = "an employee", "a member", "who proposed the theme"
NEAR, LISTED, FAR = "a leader in its unit", "a leader on its list", "a leader elsewhere"
ONE, SECOND = "one of the secretariat", "a second one of the secretariat"
ROOT = "who runs the site"
LEFT, SHUT_OUT = "one of the secretariat who left", "a co-driver who is shut out"
TO_COME = "one of the secretariat who begins tomorrow"

BOTH = {NL, RL}
SECRETARIAT = {ONE, SECOND}
NOBODY: set[str] = set()

RUNNING, CLOSED, PROPOSED = "a theme that runs", "a closed theme", "a proposal"
DRAFT, REVISE, DECLINED = "a draft", "a proposal to revise", "a declined proposal"
STATES = {
    RUNNING: {},
    CLOSED: {"is_closed": True},
    PROPOSED: {"status": Theme.Status.PROPOSED},
    DRAFT: {"status": Theme.Status.DRAFT},
    REVISE: {"status": Theme.Status.REVISE},
    DECLINED: {"status": Theme.Status.DECLINED},
}
ACCEPTED = (RUNNING, CLOSED)
# By the rule's own function, since a rule is registered as a copy.
NAMES = {rule.fn: name for name, rule in rules.permissions.permissions.items()}

type Rule = Callable[..., bool]


def day(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def each(states: Iterable[str], who: set[str]) -> dict[str, set[str]]:
    """The same people in each of the states."""
    return dict.fromkeys(states, who)


@dataclass
class Town:
    """The people by what they are, and the theme that they are around."""

    people: dict[str, User]
    theme: Theme
    other_theme: Theme

    def __getitem__(self, name: str) -> User:
        return self.people[name]

    @property
    def working(self) -> set[str]:
        """All who work here today."""
        return self.people.keys() - {LEFT, SHUT_OUT, TO_COME}

    def in_state(self, state: str = RUNNING) -> Theme:
        """The theme as it would be in the state."""
        theme = copy(self.theme)
        theme.status = STATES[state].get("status", theme.status)
        if STATES[state].get("is_closed"):
            theme.phase = Phase(key=Phase.CLOSED)
        return theme

    def in_each_state(self, make: Callable[[Theme], Any] = lambda theme: theme) -> dict[str, Any]:
        """The theme, or what is made on it, by the words for the theme's state."""
        return {state: make(self.in_state(state)) for state in STATES}

    def who(self, rule: Rule, *thing: Any) -> set[str]:
        """To whom the rule itself says yes; for who does not work here, the door it stands in."""
        return {name for name in self.people if self._may(name, rule, *thing)}

    def _may(self, name: str, rule: Rule, *thing: Any) -> bool:
        if name in self.working:
            return rule(self.people[name], *thing)
        return is_allowed(self.people[name], NAMES[rule.fn], *thing)

    def told(self, rule: Rule, things: dict[str, Any]) -> dict[str, set[str]]:
        """Who may in each of the states, each by the words for it; without those of nobody."""
        found = {state: self.who(rule, thing) for state, thing in things.items()}
        return {state: names for state, names in found.items() if names}


@pytest.fixture(scope="package")
def town(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Town]:
    """The town of the folder whose conftest names this, undone at the folder's end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_town()
        transaction.set_rollback(True)


def make_town() -> Town:
    """The cast, and who has been, will be, or is somewhere else."""
    cast = make_cast()
    unit, top = cast.eva.unit, cast.bo.unit
    school = Unit.objects.create(name="Skoler", parent=top)
    people = {
        NL: cast.anna,
        RL: cast.bo,
        OTHER_NL: cast.clara,
        OTHER_RL: cast.dan,
        EMPLOYEE: cast.eva,
        MANAGER: cast.finn,
        ONE: cast.gry,
        ROOT: cast.root,
        # A leader at level 4 in the theme's unit, who holds a role on it.
        CD: make_person("Ida Medkører", unit=unit, leader_level=4),
        CHIEF: make_person("Tove Top", unit=top, leader_level=1),
        OTHER_MANAGER: make_person("Mona Leder", unit=top, leader_level=3),
        NEAR: make_person("Lone Nær", unit=unit, leader_level=4),
        FAR: make_person("Fie Fjern", unit=school, leader_level=5),
        LISTED: make_person("Lis Listet", unit=school, leader_level=2),
        LEFT: make_person("Liv Rejst", unit=top, active_to=day(-1)),
        TO_COME: make_person("Mia Ny", unit=top, active_from=day(1)),
        SHUT_OUT: make_person("Kaj Lukket", unit=unit, is_active=False),
    }
    others = (SECOND, FORMER_NL, FORMER_RL, FORMER_CD, FUTURE_NL, FUTURE_RL, OTHER_CD)
    people |= {name: make_person(f"{name} x") for name in (*others, MEMBER, AUTHOR)}
    group = Group.objects.get(name=SECRETARIAT_GROUP)
    group.user_set.add(*(people[name] for name in (SECOND, LEFT, TO_COME)))
    for place, manager in ((top, CHIEF), (school, OTHER_MANAGER)):
        Unit.objects.filter(pk=place.pk).update(manager=people[manager])
    cast.theme.proposed_by = people[AUTHOR]
    cast.theme.save()
    town = Town(people, cast.theme, cast.other_theme)
    _give_roles(town)
    Ownership.objects.create(theme=cast.theme, leader=people[LISTED], created_by=cast.anna)
    join(town, MEMBER)
    return _as_read(town)


def _as_read(town: Town) -> Town:
    """The same, read anew; the themes come without their holders, as services have them."""
    people = User.objects.select_related("unit__manager", "unit__parent__manager").in_bulk()
    themes = Theme.objects.select_related("phase", "type").in_bulk()
    found = {name: people[one.pk] for name, one in town.people.items()}
    return Town(found, themes[town.theme.pk], themes[town.other_theme.pk])


def _give_roles(town: Town) -> None:
    """Who holds what until when, beside the leaders of today."""
    leaders = town.theme.assignments.filter(person__in=(town[NL].pk, town[RL].pk))
    leaders.update(ends_on=day(30))
    before, after = {"starts_on": day(-90), "ends_on": day(-60)}, {"starts_on": day(31)}
    given = (
        (RoleKey.NETWORK_LEADER, FORMER_NL, before),
        (RoleKey.REFERENCE_LEADER, FORMER_RL, before),
        (RoleKey.CO_DRIVER, FORMER_CD, before),
        (RoleKey.NETWORK_LEADER, FUTURE_NL, after),
        (RoleKey.REFERENCE_LEADER, FUTURE_RL, after),
        (RoleKey.CO_DRIVER, CD, {}),
        (RoleKey.CO_DRIVER, SHUT_OUT, {}),
    )
    for role, name, period in given:
        assign(town.theme, role, town[name], **period)
    assign(town.other_theme, RoleKey.CO_DRIVER, town[OTHER_CD])


def join(town: Town, name: str, **fields: Any) -> Member:
    """The person is a member of the theme's network."""
    told = {"kind": "employee", "person": town[name], "name": name, "joined_on": day(-9)}
    return Member.objects.create(theme=town.theme, created_by=town[NL], **told | fields)
