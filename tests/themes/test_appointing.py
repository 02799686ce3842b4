"""Who can be reference leader at all, and what one who was not asked first is told."""

from collections.abc import Callable

import pytest
from auditlog.models import LogEntry
from django.test import Client

from referenceledelse.core.files.imports import ImportOrder, Report
from referenceledelse.core.web.errors import Refused
from roles.models import User
from roles.services import ensure_secretariat_group
from tests import staffing
from tests.admin.test_themes import post_theme, row
from tests.cast import Cast, make_theme
from tests.rooms import today
from tests.tables import csv_of, import_assignments
from tests.themes.test_offers import browser, propose, roles_page
from themes.models import Assignment
from themes.services.offers import accept_offer

NO_LEADER = "Eva Sten har intet lederniveau"


def by_a_file(cast: Cast, person: User, *more: str) -> Report:
    head, told = ["Tema", "Rolle", "E-mail", "Begrundelse"], ["referenceleder", person.email]
    file = csv_of([head[: 3 + len(more)], [cast.theme.title, *told, *more]])
    order = ImportOrder(file, name="udpegninger.csv", is_try=False)
    return import_assignments(order=order, by=cast.gry)


def in_the_admin(cast: Cast) -> Client:
    ensure_secretariat_group()
    return browser(cast.gry)


def by_the_admin(cast: Cast) -> str:
    return post_theme(in_the_admin(cast), cast.theme, [row("reference_leader", cast.eva)])


def by_the_page(cast: Cast) -> str:
    return propose(cast, "reference_leader", person="Eva Sten").content.decode()


WAYS: list[Callable[[Cast], str]] = [
    by_the_admin,
    by_the_page,
    lambda cast: str(by_a_file(cast, cast.eva).faults[0]),
]


@pytest.mark.parametrize("way", WAYS)
def test_who_is_no_leader_is_refused_as_reference_leader_everywhere(
    cast: Cast, way: Callable[[Cast], str]
) -> None:
    staffing.vacate(cast)
    assert NO_LEADER in way(cast)
    assert not cast.eva.assignments.exists()


def test_who_is_no_leader_any_more_can_still_be_ended_and_not_say_yes(cast: Cast) -> None:
    offer = staffing.offer(cast, theme=make_theme("Nyt"), role="reference_leader", person=cast.bo)
    User.objects.filter(pk=cast.bo.pk).update(leader_level=None)
    with pytest.raises(Refused, match="har intet lederniveau"):
        accept_offer(offer=offer, by=cast.bo)
    staffing.change(cast, last_on=today(3))
    assert staffing.held(cast).ends_on == today(3)


def test_nobody_is_appointed_without_a_reason(cast: Cast) -> None:
    staffing.vacate(cast)
    told = {"theme": cast.theme, "role": "reference_leader", "person": cast.dan, "by": cast.gry}
    with pytest.raises(Refused, match="uden at være spurgt"):
        staffing.appoint(**told, why=" ")
    text = post_theme(
        in_the_admin(cast), cast.theme, [row("reference_leader", cast.dan) | {"why": ""}]
    )
    assert "Udfyld feltet" in text
    assert not cast.dan.assignments.filter(theme=cast.theme).exists()


def test_person_reads_the_reason_until_it_is_read(cast: Cast) -> None:
    staffing.vacate(cast)
    told = {"theme": cast.theme, "role": "reference_leader", "person": cast.dan, "by": cast.gry}
    staffing.appoint(**told, why="Du sagde ja på mødet")
    asked = "Læs, hvorfor valget faldt på dig"
    assert asked in start(cast.dan)
    for who in (cast.dan, cast.gry):
        assert "Du sagde ja på mødet" in roles_page(cast, who)
    for who in (cast.anna, cast.root, cast.eva):
        assert "Du sagde ja på mødet" not in roles_page(cast, who)
    assert asked not in start(cast.dan)
    assert "sagde ja" not in str(LogEntry.objects.values_list("changes", flat=True))


def start(person: User) -> str:
    return browser(person).get("/").content.decode()


@pytest.mark.parametrize("why", [("Sagde ja i juni",), ()])
def test_file_gives_a_reason_or_says_that_it_came_from_it(cast: Cast, why: tuple) -> None:
    staffing.vacate(cast)
    assert by_a_file(cast, cast.dan, *why).is_saved
    said = Assignment.objects.get(theme=cast.theme, person=cast.dan).why
    assert said.startswith(why[0] if why else "Udpegningen kommer fra filen “udpegninger.csv”")
