"""Finding a person, a person's page, and the own one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from roles.models import RoleKey, Unit, User
from tests.cast import Cast, assign, make_person, make_theme
from themes.models import Phase, Theme

LIST = "/personer/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def eva(cast: Cast, client: Client) -> Client:
    """The browser of an employee without a role."""
    client.force_login(cast.eva)
    return client


def found(client: Client, **filters: str) -> list[str]:
    """The names that the list shows for the filters."""
    response = client.get(LIST, filters)
    assert response.status_code == 200
    return [person.name for person in response.context["page_obj"]]


def page(client: Client, person: User) -> str:
    response = client.get(f"/personer/{person.pk}/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def roles(client: Client, person: User) -> dict[str, list[str]]:
    """The titles of the themes below each heading of the person's page."""
    context = client.get(f"/personer/{person.pk}/").context
    return {name: [r.theme.title for r in context[name]] for name in ("now", "coming", "earlier")}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("netsø", ["Anna Netsø"]),
        ("NETSØ", ["Anna Netsø"]),
        ("netsoe", ["Anna Netsø"]),
        ("anna æld", ["Anna Netsø"]),
        ("sekretær", ["Gry Sekretær"]),
        ("%", []),
        ("_", []),
        (".*", []),
        ("findes ikke", []),
    ],
)
def test_search(cast: Cast, eva: Client, words: str, names: list[str]) -> None:
    assert found(eva, q=words) == names


def test_search_looks_in_title_and_email(cast: Cast, eva: Client) -> None:
    ida = make_person("Ida Nord", job_title="Skoleleder")
    assert found(eva, q="skoleleder") == ["Ida Nord"]
    assert found(eva, q=ida.email) == ["Ida Nord"]


def test_unit_filter_takes_the_units_below_along(cast: Cast, eva: Client) -> None:
    top = cast.bo.unit
    below = Unit.objects.create(name="Plejehjem Nord", parent=cast.anna.unit)
    make_person("Ida Nord", unit=below)
    assert found(eva, enhed=str(below.pk)) == ["Ida Nord"]
    names = {"Anna Netsø", "Clara Netager", "Eva Sten", "Ida Nord"}
    assert set(found(eva, enhed=str(cast.anna.unit_id))) == names
    assert len(found(eva, enhed=str(top.pk))) == 8


@pytest.mark.parametrize(
    "query",
    ["enhed=999999", "enhed=x", "enhed=-1", "q=%00", "q=" + "a" * 500, "page=99", "page=x"],
)
def test_nonsense_in_the_address_still_answers(eva: Client, query: str) -> None:
    response = eva.get(f"{LIST}?{query}")
    assert response.status_code == 200


def test_who_has_left_is_found_only_on_request(cast: Cast, eva: Client) -> None:
    User.objects.filter(pk=cast.dan.pk).update(active_to=timezone.localdate() - timedelta(days=1))
    User.objects.filter(pk=cast.bo.pk).update(is_active=False)
    assert not {"Dan Refning", "Bo Refsgaard"} & set(found(eva))
    assert {"Dan Refning", "Bo Refsgaard"} <= set(found(eva, tidligere="1"))


def test_pages_of_25_keep_the_search(cast: Cast, eva: Client) -> None:
    for n in range(30):
        make_person(f"Per{n:02} Mange")
    first = eva.get(LIST, {"q": "mange"})
    assert len(first.context["page_obj"]) == 25
    assert "q=mange&amp;page=2" in first.content.decode()
    assert found(eva, q="mange", page="2") == [f"Per{n} Mange" for n in range(25, 30)]


def test_typing_brings_the_results_alone(cast: Cast, eva: Client) -> None:
    response = eva.get(LIST, {"q": "netsø", "enhed": ""}, headers=HTMX)
    text = response.content.decode()
    assert text.lstrip().startswith('<section id="people-results"')
    assert "<html" not in text
    assert "1 person" in text
    assert response["HX-Replace-Url"] == f"{LIST}?q=nets%C3%B8"
    assert "HX-Request" in response["Vary"]


def test_no_one_found_says_what_to_try(eva: Client) -> None:
    text = eva.get(LIST, {"q": "findes ikke"}).content.decode()
    assert "Ingen personer her" in text
    assert "<table" not in text


def test_list_shows_roles_of_today_on_running_themes(cast: Cast, eva: Client) -> None:
    closed = make_theme("Slut", phase=Phase.objects.get(key="closed"))
    assign(closed, RoleKey.NETWORK_LEADER, cast.anna)
    old = timezone.localdate() - timedelta(days=9)
    assign(cast.other_theme, "co_driver", cast.anna, starts_on=old, ends_on=old)
    rows = {p.name: p.held for p in eva.get(LIST).context["page_obj"]}
    assert [row.theme for row in rows["Anna Netsø"]] == [cast.theme]
    assert rows["Eva Sten"] == []


def test_person_page_sorts_roles_by_time(cast: Cast, eva: Client) -> None:
    day = timezone.localdate()
    past, future = make_theme("Før"), make_theme("Siden")
    then = {"starts_on": day - timedelta(9), "ends_on": day - timedelta(1)}
    assign(past, "network_leader", cast.anna, **then)
    assign(future, "reference_leader", cast.anna, starts_on=day + timedelta(1))
    wanted = {"now": [cast.theme.title], "coming": ["Siden"], "earlier": ["Før"]}
    assert roles(eva, cast.anna) == wanted


def test_roles_of_a_closed_theme_and_of_one_who_left_are_earlier(cast: Cast, eva: Client) -> None:
    Theme.objects.filter(pk=cast.theme.pk).update(phase=Phase.objects.get(key="closed"))
    assert roles(eva, cast.anna)["earlier"] == [cast.theme.title]
    User.objects.filter(pk=cast.clara.pk).update(is_active=False)
    assert roles(eva, cast.clara)["earlier"] == [cast.other_theme.title]
    assert "Ikke længere ansat" in page(eva, cast.clara)


@pytest.mark.parametrize("status", ["draft", "proposed", "declined"])
def test_theme_that_is_not_accepted_shows_nowhere(cast: Cast, client: Client, status: str) -> None:
    hidden = make_theme("Hemmeligt forslag", status=status, proposed_by=cast.anna)
    hidden.units.add(cast.anna.unit)
    assign(hidden, "network_leader", cast.anna)
    for reader in (cast.eva, cast.anna, cast.gry, cast.root):
        client.force_login(reader)
        for address in (LIST, f"/personer/{cast.anna.pk}/", f"/enheder/{cast.anna.unit_id}/"):
            assert "Hemmeligt forslag" not in client.get(address).content.decode()


def test_person_page_tells_where_to_find_them(cast: Cast, eva: Client) -> None:
    User.objects.filter(pk=cast.anna.pk).update(phone="12 34 56 78", job_title="Konsulent")
    text = page(eva, cast.anna)
    shown = ("Konsulent", "12 34 56 78", f"mailto:{cast.anna.email}", "Ældre og Omsorg")
    assert all(words in text for words in shown)
    assert f'<a href="/personer/{cast.finn.pk}/">Finn Leder</a>' in text
    assert "Personaleleder for" not in text
    assert "Personaleleder for" in page(eva, cast.finn)


def test_unknown_person_is_not_found(eva: Client) -> None:
    assert eva.get("/personer/999999/").status_code == 404


def test_only_the_own_page_can_be_edited(cast: Cast, client: Client) -> None:
    for reader in (cast.eva, cast.finn, cast.gry, cast.root):
        client.force_login(reader)
        assert "/personer/mig/" in page(client, reader)
        assert "Ret min side" not in page(client, cast.anna)


def test_own_page_is_saved(cast: Cast, eva: Client) -> None:
    sent = {"phone": " 12 34 56 78 ", "language": "en", "name": "Direktør", "leader_level": "1"}
    response = eva.post("/personer/mig/", sent, follow=True)
    stored = User.objects.get(pk=cast.eva.pk)
    assert response.redirect_chain == [(f"/personer/{cast.eva.pk}/", 302)]
    assert (stored.phone, stored.language) == ("12 34 56 78", "en")
    assert (stored.name, stored.leader_level) == ("Eva Sten", None)


@pytest.mark.parametrize(
    "sent",
    [
        {"phone": "1" * 41, "language": "da"},
        {"phone": "12", "language": "fr"},
        {"phone": "12\x00", "language": "da"},
        {"phone": "12"},
    ],
)
def test_own_page_refuses_nonsense_and_keeps_what_was_typed(
    cast: Cast, eva: Client, sent: dict[str, str]
) -> None:
    response = eva.post("/personer/mig/", sent)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert sent["phone"].strip("\x00") in response.content.decode()
    assert User.objects.get(pk=cast.eva.pk).phone == ""


def test_queries_do_not_grow_with_the_people(
    cast: Cast, eva: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def person(n: int) -> User:
        row = make_person(f"Per{n} Mange", unit=cast.anna.unit)
        assign(make_theme(f"Tema {n}"), "network_leader", row)
        return row

    person(1)
    eva.get(LIST, {"q": "mange"})
    with django_assert_num_queries(6) as one:
        eva.get(LIST, {"q": "mange"})
    person(2)
    person(3)
    with django_assert_num_queries(len(one)):
        eva.get(LIST, {"q": "mange"})


def test_queries_do_not_grow_with_a_persons_roles(
    cast: Cast, eva: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page(eva, cast.anna)
    with django_assert_num_queries(6) as one:
        page(eva, cast.anna)
    for n in (2, 3):
        assign(make_theme(f"Tema {n}"), "network_leader", cast.anna)
    with django_assert_num_queries(len(one)):
        page(eva, cast.anna)
