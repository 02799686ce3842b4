"""A small world of leaders who come and go, and every door where one sees who holds a role."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from io import StringIO

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.models import FindingKind
from dialogues.queries.findings import findings
from dialogues.queries.mandate import mandate
from referenceledelse.overview.queries import matrix
from roles.models import RoleKey, User
from tests.cast import Cast
from themes.models import LEADING, ROLES, Assignment, Theme
from themes.rules.rooms import holds

NETWORK_LEADER, REFERENCE_LEADER, CO_DRIVER = ROLES
LINE_MANAGER = RoleKey.LINE_MANAGER.value
type Held = dict[tuple[str, str], set[str]]


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


type LastDays = dict[tuple[str, str], date | None]


def the_last_days(client: Client) -> tuple[LastDays, LastDays]:
    """Until when each holds a role, by theme and person, in the file and the administration."""
    data = client.get("/sekretariat/udtraek/udpegninger.csv").getvalue().decode("utf-8-sig")
    rows = csv.DictReader(StringIO(data), delimiter=";")
    filed = {(row["Tema"], row["Person"]): _day(row["Til"]) for row in rows}
    shown = client.get("/admin/themes/assignment/").context["cl"]
    told = {
        (row.theme.title, row.person.name): shown.model_admin.until(row)
        for row in shown.result_list
    }
    return filed, told


def _day(written: str) -> date | None:
    return date(*map(int, reversed(written.split("-")))) if written else None


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
