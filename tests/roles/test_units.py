"""The tree of units, a unit's page, and the language that pages speak."""

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from roles.models import Unit, User
from tests.cast import Cast, make_person, make_theme
from themes.models import Phase

TREE = "/enheder/"
LANGUAGE = "/sprog/"


@pytest.fixture
def eva(cast: Cast, client: Client) -> Client:
    """The browser of an employee without a role."""
    client.force_login(cast.eva)
    return client


def test_two_units_at_the_top_have_two_names(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(name="Lyngvig Kommune")


def test_tree_nests_each_unit_below_its_parent(cast: Cast, eva: Client) -> None:
    Unit.objects.create(name="Plejehjem Nord", parent=cast.anna.unit)
    [top] = eva.get(TREE).context["branches"]
    assert (top.unit.name, [b.unit.name for b in top.below]) == (
        "Lyngvig Kommune",
        ["Ældre og Omsorg"],
    )
    assert [b.unit.name for b in top.below[0].below] == ["Plejehjem Nord"]


def test_tree_tells_manager_and_how_many_work_there(cast: Cast, eva: Client) -> None:
    User.objects.filter(pk=cast.clara.pk).update(is_active=False)
    text = " ".join(eva.get(TREE).content.decode().split())
    assert "Finn Leder · 2 personer" in text


def test_empty_tree_says_who_fills_it(db: None, client: Client) -> None:
    client.force_login(make_person("Ida Nord"))
    assert "Ingen enheder endnu" in client.get(TREE).content.decode()


def test_queries_do_not_grow_with_the_tree(
    cast: Cast, eva: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    eva.get(TREE)
    with django_assert_num_queries(4) as few:
        eva.get(TREE)
    deep = cast.anna.unit
    for n in range(5):
        deep = Unit.objects.create(name=f"Team {n}", parent=deep, manager=cast.finn)
        make_person(f"Per{n} Mange", unit=deep)
    with django_assert_num_queries(len(few)):
        eva.get(TREE)


def unit_page(client: Client, unit: Unit) -> str:
    response = client.get(f"/enheder/{unit.pk}/")
    assert response.status_code == 200
    return response.content.decode()


def test_unit_page_shows_manager_people_and_units_below(cast: Cast, eva: Client) -> None:
    below = Unit.objects.create(name="Plejehjem Nord", parent=cast.anna.unit)
    text = unit_page(eva, cast.anna.unit)
    for person in (cast.finn, cast.anna, cast.clara, cast.eva):
        assert f'href="/personer/{person.pk}/"' in text
    assert f'<a href="/enheder/{below.pk}/">Plejehjem Nord</a>' in text
    assert f'<a href="/enheder/{cast.bo.unit_id}/">Lyngvig Kommune</a>' in text


def test_unit_page_leaves_out_who_has_left(cast: Cast, eva: Client) -> None:
    User.objects.filter(pk=cast.clara.pk).update(is_active=False)
    assert "Clara Netager" not in unit_page(eva, cast.anna.unit)


def test_unit_page_shows_themes_that_touch_it(cast: Cast, eva: Client) -> None:
    closed = make_theme("Det gamle tema", phase=Phase.objects.get(key="closed"))
    closed.units.add(cast.anna.unit)
    response = eva.get(f"/enheder/{cast.anna.unit_id}/")
    assert response.context["running"] == [cast.theme]
    assert response.context["closed"] == [closed]
    assert cast.theme.title in response.content.decode()


def test_unit_with_a_number_over_999_still_links_to_its_people(cast: Cast, eva: Client) -> None:
    unit = Unit.objects.create(pk=12345, name="Stor enhed")
    assert "/personer/?enhed=12345" in unit_page(eva, unit)


def test_unknown_unit_is_not_found(eva: Client) -> None:
    assert eva.get("/enheder/999999/").status_code == 404


def test_queries_do_not_grow_with_a_units_people(
    cast: Cast, eva: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unit = cast.anna.unit
    Unit.objects.create(name="Team 0", parent=unit, manager=cast.finn)
    unit_page(eva, unit)
    with django_assert_num_queries(8) as few:
        unit_page(eva, unit)
    for n in (1, 2):
        Unit.objects.create(name=f"Team {n}", parent=unit, manager=cast.finn)
        make_person(f"Per{n} Mange", unit=unit)
        make_theme(f"Tema {n}").units.add(unit)
    with django_assert_num_queries(len(few)):
        unit_page(eva, unit)


def test_language_stays_with_the_person(cast: Cast, eva: Client) -> None:
    response = eva.post(LANGUAGE, {"language": "en", "next": "/roller/"})
    assert (response.status_code, response["Location"]) == (302, "/roller/")
    assert User.objects.get(pk=cast.eva.pk).language == "en"
    other = Client()
    other.force_login(cast.eva)
    assert '<html lang="en"' in other.get("/roller/").content.decode()


@pytest.mark.parametrize("language", ["fr", "", "da\x00", "x" * 300])
def test_language_unknown_here_changes_nothing(cast: Cast, eva: Client, language: str) -> None:
    assert eva.post(LANGUAGE, {"language": language, "next": "/roller/"}).status_code == 302
    assert User.objects.get(pk=cast.eva.pk).language == "da"


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"],
)
def test_language_leads_to_no_other_site(eva: Client, address: str) -> None:
    response = eva.post(LANGUAGE, {"language": "en", "next": address})
    assert response["Location"] == "/"


def test_stranger_chooses_for_this_browser(db: None, client: Client) -> None:
    client.post(LANGUAGE, {"language": "en", "next": "/konto/login/"})
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert '<html lang="en"' in client.get("/konto/login/").content.decode()


def test_below_is_the_units_and_all_under_them(cast: Cast) -> None:
    top = Unit.objects.get(parent=None)
    first = Unit.objects.create(name="Havnen", parent=top)
    deep = Unit.objects.create(name="Kran 1", parent=Unit.objects.create(name="7", parent=first))
    beside = Unit.objects.create(name="Parken", parent=top)
    tops = (first.pk, beside.pk)
    assert {unit.name for unit in Unit.objects.below(tops)} == {"Havnen", "7", "Kran 1", "Parken"}
    assert Unit.objects.below([top.pk]).count() == Unit.objects.count()
    assert not Unit.objects.below([]).exists()
    User.objects.filter(pk=cast.anna.pk).update(unit=deep)
    assert list(User.objects.filter(unit__in=Unit.objects.below(tops))) == [cast.anna]
