"""The list of themes: what it shows to whom, how it is narrowed, and what it costs."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.text import slugify
from pytest_django.fixtures import DjangoAssertNumQueries

from dialogues.models import Duty
from referenceledelse.core.text.search import word_pattern
from roles.models import STEP, RoleKey, RolePoint, Unit
from tests.cast import Cast, assign, make_theme
from themes.models import Assignment, Phase, Theme, ThemeType, ThemeUpdate

LIST = "/temaer/"
HTMX = {"HX-Request": "true"}


def found(client: Client, **filters: str) -> list[str]:
    """The titles that the list shows for the filters."""
    response = client.get(LIST, filters)
    assert response.status_code == 200
    return [theme.title for theme in response.context["page_obj"]]


@pytest.fixture
def eva(cast: Cast, client: Client) -> Client:
    """The browser of an employee without a role."""
    client.force_login(cast.eva)
    return client


def test_list_shows_people_and_what_is_vacant(cast: Cast, eva: Client) -> None:
    Assignment.objects.filter(person=cast.dan).delete()
    text = eva.get(LIST).content.decode()
    assert "Anna Netsø" in text
    assert text.count("Mangler referenceleder</strong>") == 1
    assert "Mangler netværksleder</strong>" not in text


def test_person_who_has_left_holds_no_role(cast: Cast, eva: Client) -> None:
    cast.bo.is_active = False
    cast.bo.save()
    assert found(eva, mangler="reference_leader") == [cast.theme.title]


def test_vacancy_closes_by_itself(cast: Cast, eva: Client) -> None:
    theme = make_theme("Nyt tema")
    assert found(eva, mangler="network_leader") == ["Nyt tema"]
    tomorrow = timezone.localdate() + timedelta(days=1)
    assignment = assign(theme, RoleKey.NETWORK_LEADER, cast.eva, starts_on=tomorrow)
    assert found(eva, mangler="network_leader") == ["Nyt tema"]
    Assignment.objects.filter(pk=assignment.pk).update(starts_on=timezone.localdate())
    assert found(eva, mangler="network_leader") == []


def test_filters_narrow_together(cast: Cast, eva: Client) -> None:
    innovation, test = ThemeType.objects.get(key="innovation"), Phase.objects.get(key="test")
    make_theme("Ét", type=innovation)
    make_theme("To", type=innovation, phase=test)
    assert found(eva, type="innovation") == ["Ét", "To"]
    assert found(eva, fase="test") == ["To"]
    assert found(eva, type="welfare", fase="test") == []


def test_unit_filter_takes_the_units_below_along(cast: Cast, eva: Client) -> None:
    top = Unit.objects.get(parent=None)
    other = Unit.objects.create(name="Teknik", parent=top)
    assert found(eva, enhed=str(top.pk)) == [cast.theme.title]
    assert found(eva, enhed=str(other.pk)) == []


@pytest.mark.parametrize("name", ["anna", "NETSØ", "netsoe", "Anna Netsø"])
def test_person_filter_by_name(cast: Cast, eva: Client, name: str) -> None:
    assert found(eva, person=name) == [cast.theme.title]


def test_person_filter_by_number_shows_the_name(cast: Cast, eva: Client) -> None:
    response = eva.get(LIST, {"person": cast.dan.pk})
    assert [theme.title for theme in response.context["page_obj"]] == [cast.other_theme.title]
    assert 'value="Dan Refning"' in response.content.decode()
    assert f"person={cast.dan.pk}" in response.context["query"]


def test_closed_themes_show_on_request(cast: Cast, eva: Client) -> None:
    make_theme("Færdigt", phase=Phase.objects.get(key=Phase.CLOSED))
    assert "Færdigt" not in found(eva)
    assert "Færdigt" in found(eva, lukkede="1")
    assert found(eva, fase="closed") == ["Færdigt"]


def test_proposals_are_not_in_the_list(cast: Cast, client: Client) -> None:
    make_theme("Kun et forslag", status=Theme.Status.PROPOSED, proposed_by=cast.eva)
    client.force_login(cast.gry)
    assert "Kun et forslag" not in found(client)


@pytest.mark.parametrize("words", ["ÆLDRE", "ældre ensomme", "aeldre", "FÆRRE", "Én"])
def test_search_in_either_case(cast: Cast, eva: Client, words: str) -> None:
    Theme.objects.update(challenge="Ingen ved det")
    Theme.objects.filter(pk=cast.theme.pk).update(ambition="énlige får besøg")
    assert found(eva, q=words) == [cast.theme.title]


@pytest.mark.parametrize("words", ["100%", "(a+", "Åse_", "C:\\drev", "[x]", "a.b*", "ÅSE"])
def test_search_reads_signs_as_they_stand(cast: Cast, eva: Client, words: str) -> None:
    make_theme("åse_ siger 100% om (a+b) [x] a.b* på c:\\DREV")
    assert len(found(eva, q=words)) == 1


@pytest.mark.parametrize("words", ["%", "_", ".", ".*", "$", "\\"])
def test_search_for_a_sign_finds_no_other(cast: Cast, eva: Client, words: str) -> None:
    Theme.objects.update(challenge="uden tegn")
    assert found(eva, q=words) == []


def test_word_pattern_is_literal_but_for_danish_letters() -> None:
    assert word_pattern("Ål.") == r"([åÅ]|aa)l\."
    assert word_pattern("Aarhus") == "([åÅ]|aa)rhus"


@pytest.mark.parametrize(
    "query",
    ["type=findes-ikke", "enhed=999999", "mangler=x", "visning=y", "page=999", "page=-1", "page=a"],
)
def test_filter_that_is_no_filter_shows_the_list(cast: Cast, eva: Client, query: str) -> None:
    response = eva.get(f"{LIST}?{query}")
    assert response.status_code == 200
    assert len(response.context["page_obj"].object_list) == 2


@pytest.mark.parametrize("text", ["a\x1bb", "a" * 100_000])
def test_search_with_text_that_cannot_be_searched_says_so(eva: Client, text: str) -> None:
    response = eva.post(LIST, {"q": text})
    assert response.status_code == 405
    response = eva.get(LIST, {"q": text})
    assert response.status_code == 200
    assert 'id="id_q_error"' in response.content.decode()


def test_person_number_beyond_all_numbers_is_a_name(eva: Client) -> None:
    assert found(eva, person="9" * 60) == []


def test_htmx_gets_the_results_alone_and_a_clean_address(cast: Cast, eva: Client) -> None:
    response = eva.get(LIST, {"q": "unge", "type": "", "visning": "tabel"}, headers=HTMX)
    text = response.content.decode()
    assert text.strip().startswith('<section id="theme-results"')
    assert 'data-announce="1 tema"' in text
    assert "<table" in text
    assert "HX-Request" in response["Vary"]
    assert response["HX-Replace-Url"] == "/temaer/?q=unge&visning=tabel"


def test_active_filters_can_be_taken_off_one_by_one(cast: Cast, eva: Client) -> None:
    response = eva.get(LIST, {"type": "welfare", "lukkede": "on", "visning": "tabel", "q": "unge"})
    text = response.content.decode()
    assert 'href="/temaer/?q=unge&amp;lukkede=1&amp;visning=tabel"' in text
    assert 'href="/temaer/?q=unge&amp;type=welfare&amp;visning=tabel"' in text
    assert 'href="/temaer/?visning=tabel"' in text


def test_pages_keep_the_filters(cast: Cast, eva: Client) -> None:
    for number in range(30):
        make_theme(f"Tema {number:02}")
    assert len(found(eva, type="welfare")) == 24
    assert len(found(eva, type="welfare", page="2")) == 8
    assert "?type=welfare&amp;page=2" in eva.get(LIST, {"type": "welfare"}).content.decode()


def test_wheels_show_to_those_who_may_see_the_duties(cast: Cast, client: Client) -> None:
    give_duties([cast.theme, cast.other_theme])
    for person, wheels in ((cast.gry, 2), (cast.anna, 1), (cast.bo, 1), (cast.eva, 0)):
        client.force_login(person)
        assert client.get(LIST).content.decode().count('class="wheel wheel-small"') == wheels


def test_latest_update_shows_its_day(cast: Cast, eva: Client) -> None:
    for day in (3, 9):
        at = timezone.make_aware(timezone.datetime(2026, 2, day))
        ThemeUpdate.objects.create(theme=cast.theme, author=cast.anna, text="x", created_at=at)
    assert "Seneste nyt den 9. februar 2026" in eva.get(LIST).content.decode()


def give_duties(themes: Iterable[Theme]) -> None:
    """The ten duties on each theme."""
    points = list(RolePoint.objects.duties().current())
    Duty.objects.bulk_create(
        Duty(theme=theme, point=point, key=point.key) for theme in themes for point in points
    )


def fill(cast: Cast, count: int) -> None:
    """So many themes more, each with both leaders, a unit, an update and the ten duties."""
    like = cast.theme
    rows = Theme.objects.bulk_create(
        Theme(
            title=f"Tema {number}",
            slug=slugify(f"fyld {Theme.objects.count()} {number}"),
            type=like.type,
            phase=like.phase,
            challenge="En udfordring",
        )
        for number in range(count)
    )
    held = (("network_leader", cast.anna), ("reference_leader", cast.bo))
    Assignment.objects.bulk_create(
        Assignment(theme=row, role_id=role, person=person) for row in rows for role, person in held
    )
    ThemeUpdate.objects.bulk_create(
        ThemeUpdate(theme=row, author=cast.anna, text="Nyt") for row in rows
    )
    give_duties(rows)


def offered(client: Client, **filters: str) -> set[str]:
    """The units that can be chosen beside the filters, without the ways to them."""
    form = client.get(LIST, filters).context["filters"].form
    return {label.rpartition(STEP)[2] for key, label in form["enhed"].field.choices if key}


def test_of_many_units_the_upper_ones_stand_and_one_goes_down_step_by_step(
    cast: Cast, eva: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Unit.objects.count()
    top = Unit.objects.create(name="Kommunen")
    first, second = (Unit.objects.create(name=name, parent=top) for name in ("Skole", "Kultur"))
    below = Unit.objects.create(name="Nordskolen", parent=first)
    deep = Unit.objects.create(name="Indskolingen", parent=below)
    Unit.objects.create(name="Museet", parent=second)
    assert {"Nordskolen", "Indskolingen", "Museet"} <= offered(eva)
    monkeypatch.setattr("referenceledelse.overview.forms.themes.MOST_UNITS", known + 3)
    assert {"Kommunen", "Skole", "Kultur"} <= offered(eva)
    assert not {"Nordskolen", "Indskolingen", "Museet"} & offered(eva)
    assert {"Nordskolen"} == offered(eva, enhed=str(first.pk)) & {"Nordskolen", "Museet"}
    assert {"Nordskolen", "Indskolingen"} <= offered(eva, enhed=str(deep.pk))
    cast.theme.units.set([deep])
    assert found(eva, enhed=str(deep.pk)) == found(eva, enhed=str(first.pk)) == [cast.theme.title]
    cast.eva.unit = deep
    cast.eva.save()
    assert "Indskolingen" in offered(eva)


@pytest.mark.parametrize("query", ["", "?q=tema&type=welfare&enhed={unit}&lukkede=1&person={anna}"])
def test_list_asks_as_much_at_1000_themes_as_at_10(
    cast: Cast, client: Client, query: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    query = query.format(unit=cast.anna.unit_id, anna=cast.anna.pk)
    client.force_login(cast.gry)
    counts = []
    for more in (10, 990):
        fill(cast, more)
        client.get(LIST + query)
        with django_assert_max_num_queries(8) as asked:
            client.get(LIST + query)
        counts.append(len(asked))
    assert counts[0] == counts[1]
