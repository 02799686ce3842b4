"""Searching: Danish words in any form, on both databases alike, and never what one may not read."""

from time import perf_counter

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from referenceledelse.core.db.search_index import SearchIndex
from referenceledelse.overview.pages.search import KINDS
from roles.models import Role, RolePoint, User
from tests import rooms
from tests.cast import Cast, make_theme
from tests.themes.test_list import HTMX
from themes.models import Idea, Theme, ValueStory

FILLED = {"temaer", "ideer", "fortaellinger", "personer"}


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def found(person: User, text: str) -> dict[str, list[str]]:
    """What the person finds, by kind."""
    groups = browser(person).get("/soeg/", {"q": text}).context["groups"]
    return {group.kind.key: [hit.title for hit in group.hits] for group in groups}


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Ensomhed blandt ældre", "ensomheden"),
        ("Ensomhed blandt ældre", "aeldre"),
        ("Ensomhed blandt ældre", "ÆLDRE"),
        ("Flere boern i skole", "børnene"),
        ("Klimatilpasning i gårdene", "klim"),
        ("Klimatilpasning i gårdene", "gaard"),
        ("Aaben dør", "åben"),
        ("Skolefravær", "skole"),
        ("Unge på tværs af skoler", "skolerne unge"),
        ("Cykler & busser", "cykl busser"),
        ("Ensomhed blandt ældre", "ensomhe"),
        ("Ensomhed blandt ældre", "ensomhede"),
        ("Frivillighed", "frivilligh"),
        ("Klimatilpasning i gårdene", "klimatilpasni"),
        ("Sammen om byen", "om"),
        ("Sammen om byen", "om by"),
        ("Ældre i Århus", "ældre aarhus"),
        ("Efter Covid-19", "covid-19"),
        ("Skriv til hjem@kommune.dk", "kommune"),
        ("Aftale 2.0", "2.0"),
        ("De ensomme", "ensomh"),
        ("De ensomme", "ensomhe"),
        ("Byens skole", "skolern"),
        ("Et hus til alle", "husene"),
        ("Et hus til alle", "husen"),
        ("ÉN INDGANG TIL CAFÉEN", "én café"),
        ("Ring +45 20", "45 20"),
        ("Uge 1:2", "2"),
        ("<b>fede</b> ord", "b fed"),
    ],
)
def test_word_is_found_in_any_form(cast: Cast, written: str, asked: str) -> None:
    make_theme(written)
    assert written in found(cast.eva, asked).get("temaer", [])


def test_every_word_must_be_there(cast: Cast) -> None:
    make_theme("Unge på tværs")
    assert "temaer" not in found(cast.eva, "unge cykler")


@pytest.mark.parametrize(
    "text", ["&", "|", "!", ":*", "'", '"', "\\", "%_", "🌱", "()", "a & !b", "x" * 100_000, "\x00"]
)
def test_odd_signs_find_nothing_and_break_nothing(cast: Cast, text: str) -> None:
    assert browser(cast.eva).get("/soeg/", {"q": text}).status_code == 200


def test_each_kind_is_found_and_leads_to_its_page(cast: Cast) -> None:
    make_theme("Torsdag for alle")
    idea = rooms.idea(cast, description="Kaffe hver torsdag")
    story = rooms.story(cast, title="Torsdagskaffen")
    User.objects.filter(pk=cast.finn.pk).update(job_title="Torsdagsvagt")
    text = browser(cast.eva).get("/soeg/?q=torsdag").text
    for url in (idea.get_absolute_url(), story.get_absolute_url(), f"/personer/{cast.finn.pk}/"):
        assert f'href="{url}"' in text
    assert "<mark>torsdag</mark>" in text
    assert "roller" in found(cast.eva, "referenceleder")


def test_role_is_found_by_what_it_is_for(cast: Cast) -> None:
    role = RolePoint.objects.current().first().role
    Role.objects.filter(pk=role.pk).update(purpose_da="Til for zebraerne")
    assert found(cast.eva, "zebra")["roller"]
    assert "<mark>zebraerne</mark>" in browser(cast.eva).get("/soeg/?q=zebra").text


def test_point_without_english_is_found_in_the_danish_that_is_shown(cast: Cast) -> None:
    point = RolePoint.objects.current().first()
    RolePoint.objects.filter(pk=point.pk).update(name_da="Zebravand", name_en="")
    User.objects.filter(pk=cast.eva.pk).update(language="en")
    assert found(cast.eva, "zebravand")["roller"] == ["Zebravand"]


def test_words_are_shown_escaped(cast: Cast) -> None:
    rooms.idea(cast, title="Kaffe", description="<script>kaffe</script>")
    text = browser(cast.eva).get("/soeg/?q=kaffe").text
    assert "<script>kaffe" not in text
    assert "&lt;script&gt;" in text


def test_proposal_is_found_by_those_who_may_read_it(cast: Cast) -> None:
    make_theme("Hemmelig kladde", status=Theme.Status.DRAFT, proposed_by=cast.eva)
    make_theme("Hemmelig sendt", status=Theme.Status.PROPOSED, proposed_by=cast.eva)
    assert found(cast.eva, "hemmelig")["temaer"] == ["Hemmelig kladde", "Hemmelig sendt"]
    assert found(cast.gry, "hemmelig")["temaer"] == ["Hemmelig sendt"]
    for person in (cast.anna, cast.root):
        assert "temaer" not in found(person, "hemmelig")


def test_who_left_stays_findable_and_who_is_shut_out_finds_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.dan.pk).update(active_to=rooms.today(-3))
    assert found(cast.eva, "refning")["personer"] == ["Dan Refning"]


def test_one_kind_alone_is_paged(cast: Cast) -> None:
    for number in range(23):
        make_theme(f"Fællesskab nummer {number:02}")
    page = browser(cast.eva).get("/soeg/?q=fællesskab&i=temaer&page=2")
    assert len(page.context["groups"]) == 1
    assert len(page.context["groups"][0].hits) == 3
    assert "Vis alle 23 temaer" in browser(cast.eva).get("/soeg/?q=fællesskab").text


def test_htmx_gets_the_results_alone(cast: Cast) -> None:
    answer = browser(cast.eva).get("/soeg/?q=ensomme", headers=HTMX)
    assert answer.text.strip().startswith('<div id="found"')
    assert answer["HX-Replace-Url"] == "/soeg/?q=ensomme"


def fill(cast: Cast, number: int) -> None:
    like = cast.theme
    Theme.objects.bulk_create(
        Theme(
            title=f"Tema {n}",
            slug=f"soeg-{n}",
            type=like.type,
            phase=like.phase,
            challenge=f"Udfordring nummer {n} om cykler og veje",
        )
        for n in range(number)
    )
    who = {"theme": like, "created_by": cast.eva}
    Idea.objects.bulk_create(
        Idea(title=f"Idé {n}", description=f"Nummer {n} om cykler", **who) for n in range(number)
    )
    ValueStory.objects.bulk_create(
        ValueStory(title=f"Fortælling {n}", change=f"Vej nummer {n}", gain="citizen", **who)
        for n in range(number)
    )
    User.objects.bulk_create(
        User(email=f"soeg{n}@example.org", name=f"Nummer {n}") for n in range(number)
    )


@pytest.mark.parametrize("model", [Theme, Idea, ValueStory])
def test_index_of_the_migrations_holds_what_is_searched(model: type[Model]) -> None:
    nodes = MigrationLoader(None).graph.nodes
    plan = [key for key in sorted(nodes) if key[0] == "themes"]
    made = [one for key in plan for one in nodes[key].operations if isinstance(one, SearchIndex)]
    fields = [one.fields for one in made if one.model == model._meta.model_name]
    assert fields[-1] == model.SEARCHED


def test_postgresql_searches_by_its_indexes(cast: Cast) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no such index")
    fill(cast, 2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    indexes = {"temaer": "theme", "ideer": "idea", "fortaellinger": "valuestory"}
    for kind in (kind for kind in KINDS if kind.key in indexes):
        plan = kind.find(cast.eva, "nummer 77").explain()
        assert f"Bitmap Index Scan on themes_{indexes[kind.key]}_search" in plan


def test_search_at_10_000_rows_asks_as_often_and_answers_soon(cast: Cast) -> None:
    counts = []
    client = browser(cast.eva)
    for number in (3, 10_000):
        Theme.objects.filter(slug__startswith="soeg-").delete()
        Idea.objects.all().delete()
        ValueStory.objects.all().delete()
        User.objects.filter(email__startswith="soeg").delete()
        fill(cast, number)
        with CaptureQueriesContext(connection) as asked:
            begun = perf_counter()
            groups = client.get("/soeg/?q=nummer").context["groups"]
            taken = perf_counter() - begun
        assert {group.kind.key for group in groups} >= FILLED
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert taken < 3
