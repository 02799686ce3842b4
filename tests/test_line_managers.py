"""Who is whose line manager: every page, rule and query gives the same answer."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.queries.mandate import LINE_MANAGER, mandate
from referenceledelse.core.web.access import is_allowed
from referenceledelse.overview.queries.pairs import holders
from roles.models import Unit, User, manages
from roles.queries.line_managers import MANAGERS, line_manager
from tests.cast import Cast, make_person
from themes.models import Assignment, HandbookPage

STAFF = "/mine-medarbejdere/"
# Who manages Anna's unit and the unit above, and who then is Anna's line manager.
CASES = [
    ("finn", "dan", "finn"),
    ("anna", "dan", "dan"),
    ("gone", "dan", "dan"),
    ("later", "dan", "dan"),
    ("shut_out", "dan", "dan"),
    ("", "dan", "dan"),
    ("anna", "", ""),
    ("gone", "anna", ""),
    ("", "later", ""),
    ("", "", ""),
]


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def placed(cast: Cast, unit_has: str, above_has: str) -> None:
    """Give the two units those managers; Anna alone works in hers."""
    away = {"gone": {"active_to": day(-1)}, "later": {"active_from": day(1)}}
    away["shut_out"] = {"is_active": False}
    people = {who: make_person(f"Leder {who}", **fields) for who, fields in away.items()}
    people |= {"finn": cast.finn, "anna": cast.anna, "dan": cast.dan, "": None}
    unit = Unit.objects.get(pk=cast.anna.unit_id)
    Unit.objects.filter(pk=unit.pk).update(manager=people[unit_has])
    Unit.objects.filter(pk=unit.parent_id).update(manager=people[above_has])
    User.objects.filter(pk__in=[cast.clara.pk, cast.eva.pk]).update(unit=None)


def name_of(cast: Cast, who: str) -> str:
    return getattr(cast, who).name if who else ""


def html(person: User, address: str) -> str:
    client = Client()
    client.force_login(person)
    return " ".join(client.get(address).content.decode().split())


@pytest.mark.parametrize(("unit_has", "above_has", "who"), CASES)
def test_queries_know_the_same_manager(cast: Cast, unit_has: str, above_has: str, who: str) -> None:
    placed(cast, unit_has, above_has)
    anna = User.objects.select_related(*MANAGERS).get(pk=cast.anna.pk)
    expected = getattr(cast, who) if who else None
    assert line_manager(anna) == expected
    assert mandate(cast.theme).part(LINE_MANAGER).person == expected
    held = holders([cast.theme.pk])[cast.theme.pk, LINE_MANAGER]
    assert held.person == (expected.pk if expected else None)
    led = Assignment.objects.filter(person=cast.anna)
    of = {one for one in User.objects.all() if led.filter(manages(one.pk, "person")).exists()}
    having = {one for one in User.objects.all() if anna in User.objects.managed_by(one.pk)}
    assert of == having == ({expected} if expected else set())


@pytest.mark.parametrize(("unit_has", "above_has", "who"), CASES)
def test_persons_and_themes_page_name_the_same_manager(
    cast: Cast, unit_has: str, above_has: str, who: str
) -> None:
    placed(cast, unit_has, above_has)
    page = html(cast.eva, cast.anna.get_absolute_url())
    told = re.findall(r"<dt>Personaleleder</dt>\s*<dd>\s*<a [^>]*>\s*([^<]*?)\s*<", page)
    assert told == ([name_of(cast, who)] if who else [])
    theme = html(cast.eva, cast.theme.get_absolute_url())
    assert ("Netværkslederens personaleleder" in theme) == bool(who)
    if not who:
        assert "ingen personaleleder" in html(cast.anna, f"{cast.theme.get_absolute_url()}mandat/")


@pytest.mark.parametrize(("unit_has", "above_has", "who"), CASES)
def test_manager_finds_the_person_on_the_start_and_among_the_own(
    cast: Cast, unit_has: str, above_has: str, who: str
) -> None:
    placed(cast, unit_has, above_has)
    anna = User.objects.get(pk=cast.anna.pk)
    found: dict[str, set[str]] = {"start": set(), "own": set(), "training": set()}
    for name in ("finn", "dan"):
        client = Client()
        client.force_login(getattr(cast, name))
        people = [row.person for row in client.get("/").context["network_people"]]
        found["start"] |= {name} if cast.anna in people else set()
        staff = (client.get(STAFF).context or {}).get("staff")
        own = [line.person for line in staff.lines] if staff else []
        found["own"] |= {name} if cast.anna in own else set()
        may = is_allowed(getattr(cast, name), "roles.see_training", anna)
        found["training"] |= {name} if may else set()
    assert set(map(frozenset, found.values())) == {frozenset({who} if who else ())}


@pytest.mark.parametrize("of", ["an empty unit", "those who have left", "oneself"])
def test_whoever_manages_nobody_is_no_line_manager(cast: Cast, of: str) -> None:
    unit = Unit.objects.create(name="Projekterne", manager=cast.eva)
    if of == "those who have left":
        make_person("Gået Medarbejder", unit=unit, active_to=day(-1))
    if of == "oneself":
        User.objects.filter(pk=cast.eva.pk).update(unit=unit)
    client = Client()
    client.force_login(cast.eva)
    assert f'href="{STAFF}"' not in client.get("/").content.decode()
    assert client.get(STAFF).status_code == 403
    assert client.get("/indstillinger/ny/").status_code != 200
    assert not User.objects.get(pk=cast.eva.pk).is_line_manager
    pages = HandbookPage.objects.beside(User.objects.get(pk=cast.eva.pk), place="proposal")
    assert not pages.filter(role="line_manager").exists()


def test_manager_of_managers_is_a_line_manager(cast: Cast) -> None:
    above = Unit.objects.create(name="Centret", manager=cast.eva)
    unit = Unit.objects.create(name="Projekterne", parent=above, manager=cast.clara)
    User.objects.filter(pk=cast.clara.pk).update(unit=unit)
    assert f'href="{STAFF}"' in html(cast.eva, "/")
    assert is_allowed(User.objects.get(pk=cast.eva.pk), "roles.begin_nomination")


def test_whoever_has_left_manages_nobody_and_nominates_nobody(cast: Cast) -> None:
    assert is_allowed(cast.finn, "roles.nominate", cast.anna)
    User.objects.filter(pk=cast.finn.pk).update(active_to=day(-1))
    finn = User.objects.get(pk=cast.finn.pk)
    assert not finn.is_line_manager
    assert not is_allowed(finn, "roles.begin_nomination")
    assert not is_allowed(finn, "roles.nominate", cast.anna)


@pytest.mark.parametrize(("unit_has", "above_has", "who"), [("gone", "dan", "dan"), *CASES[3:6:2]])
def test_units_and_persons_page_name_who_manages_the_unit_today(
    cast: Cast, unit_has: str, above_has: str, who: str
) -> None:
    placed(cast, unit_has, above_has)
    unit = Unit.objects.get(pk=cast.anna.unit_id)
    name = name_of(cast, who)
    assert name in html(cast.eva, unit.get_absolute_url()).split("Om enheden")[1]
    below = html(cast.eva, unit.parent.get_absolute_url()).split("Enheder under denne")[1]
    assert name in below
    tree = html(cast.eva, "/enheder/").split(f">{unit.name}</a>")[1]
    assert name in tree
    manager = html(cast.eva, getattr(cast, who).get_absolute_url())
    assert unit.name in manager.split("Personaleleder for")[1]
    entered = unit.manager
    if entered and entered != getattr(cast, who):
        assert "Personaleleder for" not in html(cast.eva, entered.get_absolute_url())
