"""Who opens an arena, and who asks for one: each person, each state."""

import pytest
from django.contrib.auth.models import Group

from roles.models import SECRETARIAT_GROUP, User
from tests.town import (
    ACCEPTED,
    FORMER_RL,
    NL,
    NOBODY,
    OTHER_RL,
    RL,
    SECRETARIAT,
    Town,
    each,
)
from themes.models import Arena, ArenaUse
from themes.rules import arenas

pytestmark = pytest.mark.django_db


def test_every_reference_leader_of_today_has_a_register(town: Town) -> None:
    assert town.who(arenas.can_keep_register) == {RL, OTHER_RL}


def test_a_register_is_its_owners_also_once_the_role_is_over(town: Town) -> None:
    assert town.who(arenas.can_edit_arena, Arena(owner=town[FORMER_RL])) == {FORMER_RL}


def test_the_two_and_the_secretariat_write_what_is_asked_for(town: Town) -> None:
    uses = town.in_each_state(lambda theme: ArenaUse(theme=theme))
    may = each(ACCEPTED, {NL, RL, *SECRETARIAT})
    assert town.told(arenas.can_write_arenas, uses) == may


def test_the_reference_leader_alone_opens_one(town: Town) -> None:
    uses = town.in_each_state(lambda theme: ArenaUse(theme=theme))
    assert town.told(arenas.can_offer_arena, uses) == each(ACCEPTED, {RL})


def test_the_secretariat_opens_none_not_even_as_reference_leader(town: Town) -> None:
    group = Group.objects.get(name=SECRETARIAT_GROUP)
    group.user_set.add(town[RL])
    leader = User.objects.get(pk=town[RL].pk)
    assert arenas.can_write_arenas(leader, ArenaUse(theme=town.theme))
    assert not arenas.can_offer_arena(leader, ArenaUse(theme=town.theme))


def test_a_register_ends_with_the_role(town: Town) -> None:
    town.theme.assignments.all().delete()
    assert town.who(arenas.can_keep_register) == {OTHER_RL}
    town.other_theme.assignments.all().delete()
    assert town.who(arenas.can_keep_register) == NOBODY
