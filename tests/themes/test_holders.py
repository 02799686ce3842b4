"""Who holds a role today: every door of the house gives the same answer, whoever has left.

``HOLDERS=200`` tries so many worlds, others each time, instead of the same few.
"""

import csv
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dialogues.findings import findings
from dialogues.models import FindingKind
from dialogues.queries.mandate import mandate
from referenceledelse.access import is_allowed
from referenceledelse.imports import Order
from referenceledelse.overview import matrix
from roles.models import RoleKey, Unit, User, manager_key
from roles.queries.line_managers import line_manager
from tests.cast import Cast, assign, make_person
from tests.tables import csv_of
from themes.load import load_of
from themes.models import LEADING, ROLES, Assignment, Theme
from themes.rules.rooms import holds
from themes.services import import_assignments
from themes.services.assignments import assign as appoint
from themes.services.offers import propose_person
from themes.suggestions import suggestions

NETWORK_LEADER, REFERENCE_LEADER, CO_DRIVER = ROLES
LINE_MANAGER = RoleKey.LINE_MANAGER.value
WORLDS = int(os.environ.get("HOLDERS", "0"))
type Held = dict[tuple[str, str], set[str]]

days = st.integers(min_value=-40, max_value=40)


@dataclass
class World:
    """The theme and another, five people who come and go, and who was appointed when."""

    cast: Cast
    client: Client
    themes: list[Theme]
    people: list[User] = field(default_factory=list)

    @property
    def held(self) -> Held:
        """The answer, told by the dates alone: the person works today, the appointment covers."""
        today = timezone.localdate()
        found: Held = {(theme.title, role): set() for theme in self.themes for role in ROLES}
        for row in Assignment.objects.select_related("person", "theme"):
            spans = ((row.starts_on, row.ends_on), (row.person.active_from, row.person.active_to))
            covers = all((a or today) <= today <= (b or today) for a, b in spans)
            if covers and row.person.is_active:
                found[row.theme.title, row.role_id].add(row.person.name)
        return found

    def manager_of(self, person: User) -> User | None:
        """Told step by step: who works today, of the own unit or else of the one above."""
        unit = person.unit
        for manager in (unit and unit.manager, unit and unit.parent and unit.parent.manager):
            if manager and manager != person and manager.is_working:
                return manager
        return None

    @property
    def vacant(self) -> set[tuple[str, str]]:
        return {key for key, names in self.held.items() if key[1] in LEADING and not names}


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


# The doors


def the_rows(world: World) -> Held:
    return _grouped(Assignment.objects.active().select_related("person", "theme"))


def the_row_itself(world: World) -> Held:
    rows = Assignment.objects.select_related("person", "theme")
    return _grouped(row for row in rows if row.is_held)


def the_states(world: World) -> Held:
    rows = Assignment.objects.with_state().select_related("person", "theme")
    return _grouped(row for row in rows if row.state == Assignment.State.NOW)


def _grouped(rows: object) -> Held:
    found: Held = {}
    for row in rows:
        found.setdefault((row.theme.title, row.role_id), set()).add(row.person.name)
    return found


def the_rules(world: World) -> Held:
    found: Held = {}
    for theme in [*world.themes, *Theme.objects.with_people()]:
        for person in world.people:
            for role in ROLES:
                if holds(person, theme, role):
                    found.setdefault((theme.title, role), set()).add(person.name)
    return found


def the_pages_of_themes(world: World) -> Held:
    found: Held = {}
    for theme in world.themes:
        for place in world.client.get(theme.get_absolute_url()).context["people"]:
            if place.person and place.role:
                found.setdefault((theme.title, place.role), set()).add(place.person.name)
    return found


def the_pages_of_roles(world: World) -> Held:
    found: Held = {}
    for theme in world.themes:
        page = world.client.get(reverse("themes:assignments", args=[theme.slug]))
        for place in page.context["places"]:
            for row in place.holders:
                found.setdefault((theme.title, row.role_id), set()).add(row.person.name)
    return found


def the_pages_of_people(world: World) -> Held:
    found: Held = {}
    for person in world.people:
        for row in world.client.get(person.get_absolute_url()).context["now"]:
            found.setdefault((row.theme.title, row.role_id), set()).add(person.name)
    return found


def the_list_by_person(world: World) -> Held:
    found: Held = {}
    for person in world.people:
        page = world.client.get("/temaer/", {"person": person.name, "visning": "tabel"})
        for theme in page.context["page_obj"].object_list:
            for row in theme.holders:
                if row.person_id == person.pk:
                    found.setdefault((theme.title, row.role_id), set()).add(person.name)
    return found


def the_file_of_assignments(world: World) -> Held:
    found: Held = {}
    for row in _file(world, "udpegninger"):
        if row["Gælder i dag"] == "ja":
            key = (row["Tema"], _role(row["Rolle"]))
            found.setdefault(key, set()).add(row["Person"])
    return found


def the_file_of_themes(world: World) -> Held:
    heads = ("Netværksleder", "Referenceleder", "Co-driver")
    return {
        (row["Tema"], _role(head)): set(row[head].split(", "))
        for row in _file(world, "temaer")
        for head in heads
        if row[head]
    }


def _file(world: World, table: str) -> Iterator[dict[str, str]]:
    data = world.client.get(f"/sekretariat/udtraek/{table}.csv").getvalue()
    yield from csv.DictReader(StringIO(data.decode("utf-8-sig")), delimiter=";")


def _role(word: str) -> str:
    return {str(RoleKey(key).label): key for key in ROLES}[word.lower()]


def the_administration(world: World) -> Held:
    page = world.client.get("/admin/themes/assignment/")
    shown = page.context["cl"]
    return _grouped(row for row in shown.result_list if shown.model_admin.is_now(row))


ALL = (
    the_rows,
    the_row_itself,
    the_states,
    the_rules,
    the_pages_of_themes,
    the_pages_of_roles,
    the_pages_of_people,
    the_list_by_person,
    the_file_of_assignments,
    the_file_of_themes,
    the_administration,
)


def the_matrix(world: World) -> Held:
    rows = matrix.rows(Theme.objects.running(), world.cast.gry)
    cells = {(row.title, role): {getattr(row, role)} for row in rows for role in LEADING}
    return {key: names - {""} for key, names in cells.items()}


def the_mandates(world: World) -> Held:
    found: Held = {}
    for theme in world.themes:
        one = mandate(theme)
        for role, person in (
            (NETWORK_LEADER, one.network_leader),
            (REFERENCE_LEADER, one.part(REFERENCE_LEADER).person),
        ):
            if person:
                found[theme.title, role] = {person.name}
    return found


LEADERS = (the_matrix, the_mandates)


def vacant_on_the_work_list(world: World) -> set[tuple[str, str]]:
    found = set()
    for one in findings(world.cast.gry):
        if one.kind in LEADING:
            found.add((one.theme.title, one.kind.value))
        elif one.kind == FindingKind.LEFT:
            found |= {(one.theme.title, role) for role in LEADING if _says(one.facts["role"], role)}
    return found


def _says(word: object, role: str) -> bool:
    return str(word) == str(RoleKey(role).label)


def vacant_in_the_list(world: World) -> set[tuple[str, str]]:
    found = set()
    for role in LEADING:
        page = world.client.get("/temaer/", {"mangler": role})
        found |= {(theme.title, role) for theme in page.context["page_obj"].object_list}
    return found


def vacant_in_the_overview(world: World) -> set[tuple[str, str]]:
    found = set()
    for role in LEADING:
        page = world.client.get(reverse("secretariat"), {"show": role})
        found |= {(theme.title, role) for theme in page.context["page_obj"].object_list}
    return found


def vacant_where_one_proposes(world: World) -> set[tuple[str, str]]:
    found = set()
    for theme in world.themes:
        page = world.client.get(reverse("themes:assignments", args=[theme.slug]))
        found |= {(theme.title, p.role.key) for p in page.context["places"] if p.is_vacant}
    return {key for key in found if key[1] in LEADING}


VACANT = (
    vacant_on_the_work_list,
    vacant_in_the_list,
    vacant_in_the_overview,
    vacant_where_one_proposes,
)


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
    order = Order(csv_of([["Tema", "Rolle", "E-mail"], *rows]))
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
        propose_person(**told, starts_on=timezone.localdate())
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
