"""The pages of the roles: the cards, a role's points, and the ten duties as a sheet."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from roles.models import Role, RoleKey, RolePoint
from roles.queries.catalogue import sources_of
from roles.services import revise_point
from tests.cast import Cast, make_person

LIST = "/roller/"
SHEET = "/roller/reference_leader/"


@pytest.fixture
def eva(cast: Cast, client: Client) -> Client:
    """The browser of an employee without a role."""
    client.force_login(cast.eva)
    return client


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_every_role_has_a_card_that_leads_to_it(eva: Client) -> None:
    text = page(eva, LIST)
    assert Role.objects.count() == len(RoleKey)
    for role in Role.objects.all():
        assert f'<a href="/roller/{role.key}/">{role.name_da}</a>' in text
        assert role.summary_da in text


def test_each_card_names_its_source(eva: Client) -> None:
    cards = page(eva, LIST).split('class="card role-card')[1:]
    named = [card.split("Kilde: ")[1].split("<")[0].strip() for card in cards]
    assert set(named) == {role.source_da for role in Role.objects.all()}
    assert named[-1] == "Kommunens egen praksis"


def test_source_that_numbers_its_parts_is_named_once_with_its_numbers(cast: Cast) -> None:
    duties = list(RolePoint.objects.duties().current().order_by("order"))
    assert sources_of(duties) == ["Rollen som referenceleder, punkt 1–10"]
    own = RolePoint(source_da="Kommunens egen praksis")
    few = [duties[3], own, duties[0], own, RolePoint(source_da="")]
    assert sources_of(few) == ["Rollen som referenceleder, punkt 1, 4", own.source]


def test_list_without_roles_says_who_writes_them(db: None, client: Client) -> None:
    client.force_login(make_person("Ida Nord"))
    assert "Rollerne er ikke beskrevet endnu" in page(client, LIST)


def test_sheet_shows_all_of_each_duty(eva: Client) -> None:
    response = eva.get(SHEET)
    text = response.content.decode()
    points = list(RolePoint.objects.duties().current().order_by("order"))
    assert [p.order for p in response.context["points"]] == list(range(1, 11))
    for point in points:
        assert f'<li class="role-point" id="{point.key}">' in text
        assert f'href="#{point.key}"' in text
        shown = (point.name_da, point.text_da, point.example_da, point.question_da)
        assert all(words in text for words in shown), point.key
        assert f"Kilde: {point.source_da}" in text
        assert str(point.get_bearer_display()).capitalize() in text


def test_source_stands_under_the_duty_and_not_under_the_example(eva: Client) -> None:
    text = page(eva, SHEET)
    for point in RolePoint.objects.duties().current():
        places = [text.index(words) for words in (point.text_da, point.example_da)]
        assert places[0] < text.index(f"Kilde: {point.source_da}", places[0]) < places[1]


def test_sheet_shows_the_current_version_only(cast: Cast, eva: Client) -> None:
    old = RolePoint.objects.duties().get(key="arenas")
    revise_point(point=old, by=cast.gry, text_da="Låner nøglen ud til alle døre.")
    text = page(eva, SHEET)
    assert "Låner nøglen ud til alle døre." in text
    assert old.text_da not in text
    assert text.count('id="arenas"') == 1


@pytest.mark.parametrize("key", RoleKey.values)
def test_role_page_tells_its_purpose_and_the_way_to_the_others(eva: Client, key: str) -> None:
    text = page(eva, f"/roller/{key}/")
    role = Role.objects.get(key=key)
    assert role.purpose_da.strip().splitlines()[0] in text
    for other in Role.objects.exclude(key=key):
        assert f'href="/roller/{other.key}/"' in text
    assert ("De ti opgaver" in text) == (key == RoleKey.REFERENCE_LEADER)


def test_unknown_role_is_not_found(eva: Client) -> None:
    assert eva.get("/roller/direktoer/").status_code == 404


def test_sheet_in_english_speaks_english(cast: Cast, eva: Client) -> None:
    type(cast.eva).objects.filter(pk=cast.eva.pk).update(language="en")
    text = page(eva, SHEET)
    point = RolePoint.objects.duties().get(key="arenas")
    assert point.text_en in text
    assert point.text_da not in text


def test_what_someone_wrote_is_shown_as_text(cast: Cast, eva: Client) -> None:
    old = RolePoint.objects.duties().get(key="arenas")
    revise_point(point=old, by=cast.gry, example_da="<script>alert(1)</script>")
    text = page(eva, SHEET)
    assert "<script>alert(1)</script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_queries_do_not_grow_with_the_points(
    eva: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    RolePoint.objects.duties().exclude(key="arenas").delete()
    eva.get(SHEET)
    with django_assert_num_queries(6) as one:
        eva.get(SHEET)
    role = Role.objects.get(key="reference_leader")
    for n in (2, 3):
        RolePoint.objects.create(role=role, key=f"nr-{n}", order=n, name_da="x", text_da="y")
    with django_assert_num_queries(len(one)):
        eva.get(SHEET)
