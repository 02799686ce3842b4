"""The map and the charts: every node a link, equal to the table, readable few and useful many."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from referenceledelse.core.svg import charts
from referenceledelse.overview.pages import map as drawing
from roles.models import Unit, User
from tests import rooms
from tests.cast import Cast, assign, make_person, make_theme
from tests.themes.test_list import HTMX
from themes.models import Assignment, Funding, Idea, Theme
from themes.pages.capital import capital_by_quarter
from themes.pages.ideas import by_stage


@pytest.fixture
def eva(cast: Cast, client: Client) -> Client:
    client.force_login(cast.eva)
    return client


def parts(html: str) -> tuple[str, str]:
    """The drawing and the table."""
    svg = html[html.index('<svg class="map') : html.index("</svg>", html.index('<svg class="map'))]
    return svg, html[html.index("<table") :]


def fill(cast: Cast, number: int, *units: Unit) -> None:
    """So many themes more, each with two leaders and the units, or that of Eva."""
    leaders = [make_person("Travl Netsen"), make_person("Travl Refsen")]
    rows = [
        Theme(title=f"Tema {n}", slug=f"kort-{n}", type=cast.theme.type, phase=cast.theme.phase)
        for n in range(number)
    ]
    Theme.objects.bulk_create(rows)
    Theme.units.through.objects.bulk_create(
        Theme.units.through(theme=row, unit=unit)
        for row in rows
        for unit in units or [cast.eva.unit]
    )
    roles = ("network_leader", "reference_leader")
    Assignment.objects.bulk_create(
        Assignment(theme=row, role_id=role, person=person)
        for row in rows
        for role, person in zip(roles, leaders, strict=True)
    )


def test_every_node_is_a_link_in_drawing_and_table(cast: Cast, eva: Client) -> None:
    assign(cast.theme, "co_driver", cast.finn)
    drawn, table = parts(eva.get("/temaer/kort/").text)
    nodes = [cast.theme, cast.other_theme, cast.eva.unit, cast.anna, cast.bo, cast.clara, cast.finn]
    for node in nodes:
        for part in (drawn, table):
            assert f'href="{node.get_absolute_url()}"' in part
    for kind in ("unit", "network_leader", "reference_leader", "co_driver"):
        assert f"map-line map-{kind}" in drawn
    assert 'aria-label="1 enhed, 2 temaer, 5 personer"' in drawn


def test_names_are_shown_escaped_and_in_full_by_the_title(cast: Cast, eva: Client) -> None:
    long = "<script>alert(1)</script> " + "meget " * 20
    Theme.objects.filter(pk=cast.theme.pk).update(title=long.strip())
    html = eva.get("/temaer/kort/").text
    assert "<script>alert" not in html
    assert f"<title>&lt;script&gt;alert(1)&lt;/script&gt; {'meget ' * 19}meget</title>" in html


def test_proposals_and_closed_themes_are_not_on_the_map(cast: Cast, eva: Client) -> None:
    make_theme("Kun foreslået", status=Theme.Status.PROPOSED, proposed_by=cast.eva)
    assert "Kun foreslået" not in eva.get("/temaer/kort/").text


def test_filters_narrow_drawing_and_table_alike(cast: Cast, eva: Client) -> None:
    page = eva.get("/temaer/kort/?q=unge")
    for part in parts(page.text):
        assert "Unge uden job" in part
        assert "Færre ensomme" not in part
    swapped = eva.get("/temaer/kort/?q=unge", headers=HTMX)
    assert swapped.text.strip().startswith('<section id="theme-results"')
    assert swapped["HX-Replace-Url"] == "/temaer/kort/?q=unge"
    assert "/temaer/?q=unge" in page.text


def test_many_themes_are_dots_by_department(cast: Cast, eva: Client) -> None:
    fill(cast, 60)
    drawn, table = parts(eva.get("/temaer/kort/").text)
    assert "map-dots" in drawn
    assert drawn.count("<use ") == Theme.objects.running().count()
    assert f"?enhed={cast.eva.unit_id}" in drawn
    assert table.count("<tr>") == 26


def test_map_asks_as_often_and_stays_light_at_300_themes(cast: Cast, eva: Client) -> None:
    counts = []
    for more in (148, 150):
        fill_more(cast, more)
        with CaptureQueriesContext(connection) as asked:
            html = eva.get("/temaer/kort/").text
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert Theme.objects.running().count() == 300
    assert len(html.encode()) < 80_000


def fill_more(cast: Cast, number: int) -> None:
    before = Theme.objects.count()
    fill(cast, number)
    for row in Theme.objects.filter(slug__startswith="kort-"):
        Theme.objects.filter(pk=row.pk).update(slug=f"fyldt-{before}-{row.pk}")


def test_dots_are_as_light_and_ask_as_often(cast: Cast, eva: Client) -> None:
    counts = []
    for more in (48, 70):
        fill_more(cast, more)
        with CaptureQueriesContext(connection) as asked:
            html = eva.get("/temaer/kort/").text
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert parts(html)[0].count("<use ") == drawing.MOST_DOTS
    assert len(html.encode()) < 80_000


def drawn_themes(part: str) -> set[str]:
    return set(re.findall(r'href="(/temaer/(?:kort-|tema-)\d+/)"', part))


def test_window_draws_the_themes_of_its_table_and_tells_how_many(cast: Cast, eva: Client) -> None:
    fill(cast, 298)
    seen = []
    for number in (1, 2):
        text = eva.get(f"/temaer/kort/?page={number}").text
        drawn, table = parts(text)
        assert drawn_themes(drawn) == drawn_themes(table)
        assert "map-line map-network_leader" in drawn
        seen.append(drawn_themes(table))
    assert "Viser 20 af 300 temaer." in text
    assert "Side 2 af 15" in text
    assert [len(one) for one in seen] == [20, 20]
    assert not seen[0] & seen[1]


def test_filters_lead_from_the_window_to_all_that_fit(cast: Cast, eva: Client) -> None:
    fill(cast, 298)
    text = eva.get("/temaer/kort/?q=unge").text
    assert "Viser" not in text
    assert drawn_themes(parts(text)[0]) == {cast.other_theme.get_absolute_url()}


def test_window_begins_with_own_themes_and_those_of_the_own_unit(cast: Cast, eva: Client) -> None:
    fill(cast, 200, Unit.objects.create(name="Havnen"))
    assign(make_theme("Ø, eget"), "co_driver", cast.eva)
    make_theme("Å, nært").units.add(cast.eva.unit)
    rows = eva.get("/temaer/kort/").context["page_obj"].object_list
    names = [row.title for row in rows[:4]]
    assert names == ["Ø, eget", cast.theme.title, "Å, nært", "Tema 0"]


def test_window_is_shown_to_someone_without_a_unit(cast: Cast, client: Client) -> None:
    fill(cast, 200)
    User.objects.filter(pk=cast.eva.pk).update(unit=None)
    client.force_login(cast.eva)
    assert "Viser 20 af 202 temaer." in client.get("/temaer/kort/").text


def test_window_leads_on_to_the_areas_below(cast: Cast, eva: Client) -> None:
    unit = cast.eva.unit
    below = Unit.objects.create(name="<b>Nord", parent=unit)
    fill(cast, 200, unit)
    page = eva.get("/temaer/kort/?q=tema")
    assert page.context["areas"] == [(unit.name, f"/temaer/kort/?q=tema&enhed={unit.pk}")]
    inside = eva.get(f"/temaer/kort/?enhed={unit.pk}")
    assert f'<a href="/temaer/kort/?enhed={below.pk}">&lt;b&gt;Nord</a>' in inside.text
    Unit.objects.filter(pk=below.pk).delete()
    assert 'aria-labelledby="map-areas"' not in eva.get(f"/temaer/kort/?enhed={unit.pk}").text


def test_as_many_names_as_are_readable_stay_light(cast: Cast, eva: Client) -> None:
    named = [Unit(name=f"Institutionen ved Skoven {n}") for n in range(38)]
    places = Unit.objects.bulk_create(named)
    fill(cast, drawing.READABLE - 2, *places[:3])
    rows = Theme.objects.filter(slug__startswith="kort-").order_by("pk")
    title = "En tidlig indsats for unge i mistrivsel"
    for number, (row, place) in enumerate(zip(rows, places, strict=True)):
        Theme.objects.filter(pk=row.pk).update(title=f"{title} {number}")
        row.units.add(place)
        assign(row, "co_driver", make_person(f"Birthe Skovgaard Lind {number}", job_title="Chef"))
    text = eva.get("/temaer/kort/").text
    assert len(drawn_themes(parts(text)[0])) == drawing.READABLE
    assert len(text.encode()) < 100_000


def test_units_that_most_themes_touch_are_drawn_and_stand_in_the_table(
    cast: Cast, eva: Client
) -> None:
    places = [Unit(name=f"Sted {n}", parent=cast.eva.unit) for n in range(60)]
    cast.other_theme.units.set([Unit.objects.create(name=row.name) for row in places])
    text = eva.get("/temaer/kort/").text
    for part in parts(text):
        units = set(re.findall(r'href="/enheder/\d+/"', part))
        assert len(units) == drawing.MOST_UNITS
    assert "Her ser du de enheder, som flest af temaerne berører." in text
    assert len(text.encode()) < 100_000


def test_window_speaks_english(cast: Cast, eva: Client) -> None:
    fill(cast, 200)
    User.objects.filter(pk=cast.eva.pk).update(language="en")
    text = eva.get("/temaer/kort/").text
    assert "Showing 20 of 202 themes." in text
    assert "Go on to an area" in text


def test_theme_without_a_unit_stands_in_a_row_of_its_own(cast: Cast, eva: Client) -> None:
    fill(cast, 60)
    assert "Ingen enhed valgt" in eva.get("/temaer/kort/").text
    Unit.objects.filter(pk=cast.eva.unit_id).update(name="<b>Ældre</b>")
    assert "<b>Ældre" not in eva.get("/temaer/kort/").text


def test_bars_lead_to_the_ideas_on_the_stage(cast: Cast, eva: Client) -> None:
    rooms.idea(cast)
    text = eva.get("/temaer/ideer/").text
    assert "<title>Idé: 1</title>" in text
    assert 'href="/temaer/ideer/?trin=stopped"' in text
    bars = by_stage(Idea.objects.all())
    assert [bar.number for bar in bars] == [1, 0, 0, 0, 0, 0]


def granted(cast: Cast, amount: int, **changes: Any) -> Funding:
    values = {
        "need": f"Behov {amount}",
        "status": "granted",
        "amount_applied": amount,
        "amount_granted": amount,
        "applied_on": rooms.today(),
        "decided_on": rooms.today(),
    }
    return rooms.funding(cast, **values | changes)


def test_capital_adds_up_by_origin_and_by_what_waits(cast: Cast) -> None:
    granted(cast, 200_000)
    granted(cast, 50_000, origin="external")
    waiting = {"status": "applied", "amount_granted": None, "decided_on": None}
    granted(cast, 30_000, **waiting)
    last = capital_by_quarter(Funding.objects.all())[-1]
    assert (last.internal, last.external, last.waiting) == (200_000, 50_000, 30_000)


def test_chart_is_told_in_words_and_in_a_table(cast: Cast, eva: Client) -> None:
    granted(cast, 1_500_000)
    text = eva.get(f"{cast.theme.get_absolute_url()}kapital/").text
    assert "bevilget 1,5 mio. kr., venter 0 kr." in text
    assert "<td>1.500.000 kr.</td>" in text
    assert "style=" not in text


def test_chart_of_nothing_is_nothing() -> None:
    assert charts.capital_over_time([]) == ""
    assert charts.short(0) == "0 kr."


def test_other_people_than_the_present_are_not_on_the_map(cast: Cast, eva: Client) -> None:
    User.objects.filter(pk=cast.anna.pk).update(active_to=rooms.today(-1))
    assert cast.anna.get_absolute_url() not in eva.get("/temaer/kort/").text
