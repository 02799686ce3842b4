"""Who holds a role today: every door of the house gives the same answer, whoever has left.

``HOLDERS=200`` tries so many worlds, others each time, instead of the same few.
"""

import os
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dialogues.queries.mandate import mandate
from referenceledelse.core.files.imports import ImportOrder
from referenceledelse.core.web.access import is_allowed
from roles.models import RoleKey, Unit, User, manager_key
from roles.queries.line_managers import line_manager
from tests.cast import Cast, assign, make_person
from tests.staffing import appoint
from tests.tables import csv_of, import_assignments
from tests.themes.doors import (
    ALL,
    LEADERS,
    LINE_MANAGER,
    NETWORK_LEADER,
    REFERENCE_LEADER,
    VACANT,
    Held,
    World,
    the_file_of_assignments,
    the_rows,
    the_states,
)
from themes.models import LEADING, ROLES, Assignment
from themes.queries.load import load_of
from themes.queries.suggestions import suggestions
from themes.services.offers import propose_person

WORLDS = int(os.environ.get("HOLDERS", "0"))

days = st.integers(min_value=-40, max_value=40)


class Undo(Exception):
    """Roll an example back."""


@st.composite
def employments(draw: st.DrawFn) -> tuple[int | None, int | None, bool, int | None]:
    """From when, to when, whether the person may sign in, and in which unit."""
    begins = draw(st.none() | days)
    ends = draw(st.none() | days)
    if begins is not None and ends is not None:
        begins, ends = sorted((begins, ends))
    may_sign_in = draw(st.sampled_from((True, True, True, False)))
    return begins, ends, may_sign_in, draw(st.none() | st.integers(0, 2))


@st.composite
def appointments(draw: st.DrawFn) -> list[tuple[int, int, int, int | None]]:
    """Theme, role and person by number, the first day, and the last one or none."""
    rows = st.tuples(
        st.integers(0, 1), st.integers(0, 2), st.integers(0, 4), days, st.none() | days
    )
    found = []
    for *who, begins, ends in draw(st.lists(rows, max_size=9)):
        begins, ends = (begins, None) if ends is None else sorted((begins, ends))
        found.append((*who, begins, ends))
    return found


def day(offset: int | None) -> date | None:
    return None if offset is None else timezone.localdate() + timedelta(days=offset)


def build(world: World, employed: list, managed: list, appointed: list) -> None:
    """Appoint while all work here, as far as the rules let them; then they come and go."""
    world.people = [make_person(f"Person {n}", leader_level=2) for n in range(len(employed))]
    units: list[Unit] = []
    for number, manager in enumerate(managed):
        above, who = units[-1:], None if manager is None else world.people[manager]
        units += [Unit.objects.create(name=f"{number}", parent=(above or [None])[0], manager=who)]
    for theme, role, person, begins, ends in appointed:
        told = {"starts_on": day(begins), "ends_on": day(ends)}
        with suppress(IntegrityError), transaction.atomic():
            assign(world.themes[theme], ROLES[role], world.people[person], **told)
    for person, (begins, ends, is_active, unit) in zip(world.people, employed, strict=True):
        person.active_from, person.active_to, person.is_active = day(begins), day(ends), is_active
        person.unit = None if unit is None else units[unit]
        person.save()
    world.people = list(User.objects.filter(name__startswith="Person").order_by("pk"))


def filled(held: Held) -> Held:
    return {key: names for key, names in held.items() if names}


@pytest.fixture
def world(cast: Cast, client: Client) -> World:
    Assignment.objects.all().delete()
    client.force_login(cast.gry)
    cast.gry.is_superuser = True
    cast.gry.save()
    return World(cast, client, [cast.theme, cast.other_theme])


def check_all(world: World) -> None:
    check_managers(world)
    held = filled(world.held)
    for door in ALL:
        assert (door.__name__, filled(door(world))) == (door.__name__, held)
    led = {key: names for key, names in held.items() if key[1] in LEADING}
    for door in LEADERS:
        assert (door.__name__, filled(door(world))) == (door.__name__, led)
    for door in VACANT:
        assert (door.__name__, door(world)) == (door.__name__, world.vacant)
    for person in world.people:
        leads = {theme for (theme, _role), names in led.items() if person.name in names}
        assert load_of(person) == len(leads)
    for theme in world.themes:
        for role in ROLES:
            suggested = {one.person.name for one in suggestions(theme, role, world.cast.gry)}
            assert not suggested & set().union(*(held.get((theme.title, r), set()) for r in ROLES))


def check_managers(world: World) -> None:
    keys = dict(User.objects.annotate(key=manager_key()).values_list("pk", "key"))
    for person in world.people:
        manager = world.manager_of(person)
        assert line_manager(person) == manager
        assert keys[person.pk] == (manager and manager.pk)
        assert is_allowed(person, "overview.see_staff") == any(
            person.is_working and world.manager_of(one) == person and one.is_working
            for one in world.people
        )
    for theme in world.themes:
        found = mandate(theme)
        leader = found.network_leader
        assert found.part(LINE_MANAGER).person == (leader and world.manager_of(leader))


def refused_by_a_file(world: World, people: dict[str, User]) -> set[tuple[str, str]]:
    """The leading roles that the preview of an import says are taken from today on."""
    wanted = [(theme.title, role) for theme in world.themes for role in LEADING]
    rows = [[title, RoleKey(role).label, people[role].email] for title, role in wanted]
    order = ImportOrder(csv_of([["Tema", "Rolle", "E-mail"], *rows]))
    report = import_assignments(order=order, by=world.cast.gry)
    return {wanted[fault.row - 2] for fault in report.faults}


def check_every_vacancy_can_be_filled(world: World) -> None:
    """Nobody who left stands in the way: where none is to come, the secretariat fills the role."""
    coming = Assignment.objects.with_state().filter(state=Assignment.State.COMING)
    taken = set(coming.values_list("theme__title", "role"))
    newcomer = make_person("Nora Ny", leader_level=2)
    other = make_person("Otto Ny", leader_level=2)
    world.people += [newcomer, other]
    leads = {NETWORK_LEADER: newcomer, REFERENCE_LEADER: other}
    every = {key for key in world.held if key[1] in LEADING}
    assert refused_by_a_file(world, leads) == every - (world.vacant - taken)
    for title, role in world.vacant - taken:
        theme = next(one for one in world.themes if one.title == title)
        told = {"theme": theme, "role": role, "person": leads[role], "by": world.cast.gry}
        propose_person(**told, starts_on=timezone.localdate(), why="Kender området")
        appoint(**told)
        assert world.held[title, role] == {leads[role].name}
    for door in (the_rows, the_states, the_file_of_assignments):
        assert (door.__name__, filled(door(world))) == (door.__name__, filled(world.held))
    for door in VACANT:
        assert (door.__name__, door(world)) == (door.__name__, world.vacant)


@settings(
    max_examples=WORLDS or 12,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=not WORLDS,
)
@given(
    employed=st.lists(employments(), min_size=5, max_size=5),
    managed=st.lists(st.none() | st.integers(0, 4), min_size=3, max_size=3),
    appointed=appointments(),
)
def test_every_door_names_the_same_people(
    world: World, employed: list, managed: list, appointed: list
) -> None:
    with suppress(Undo), transaction.atomic():
        build(world, employed, managed, appointed)
        check_all(world)
        check_every_vacancy_can_be_filled(world)
        raise Undo
