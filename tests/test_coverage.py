"""Coverage, figures and the report: every number agrees with the list that it leads to."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from dialogues.queries.mandate import mandates
from dialogues.services.duties import ensure_duties
from referenceledelse.overview.queries import matrix
from referenceledelse.overview.queries.pairs import PairStep
from roles.models import RoleKey, Unit, User
from tests import mandates as parts_of_mandate
from tests import rooms, staffing, talks
from tests.cast import Cast, assign, make_person, make_theme
from themes.models import Assignment, Gate, Phase, Round, Theme, ThemeType
from themes.services.value import publish_story

LINK = re.compile(r'<a class="count(?:-lack)?" href="([^"]+)">(\d+)')
STATES = ("invited_talk", "agreed_talk", "held_talk", "summarised_talk", "approved_talk")


@pytest.fixture
def gry(client: Client, cast: Cast) -> Client:
    client.force_login(cast.gry)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def pair(cast: Cast, title: str, **fields: object) -> Cast:
    """Another theme with leaders of its own."""
    leader = make_person(f"Nete {title}", unit=cast.anna.unit)
    reader = make_person(f"Rolf {title}", unit=cast.eva.unit)
    theme = make_theme(title, **fields)
    assign(theme, RoleKey.NETWORK_LEADER, leader)
    assign(theme, RoleKey.REFERENCE_LEADER, reader)
    return replace(cast, anna=leader, bo=reader, theme=theme)


def town(cast: Cast) -> None:
    """Pairs in every state, of two types, two rounds and two places, and a vacancy."""
    now = timezone.localdate()
    rounds = [
        Round.objects.create(name_da=name, deadline=day, decides_on=day)
        for name, day in (("Forrige", now - timedelta(400)), ("Nyeste", now - timedelta(40)))
    ]
    kinds = list(ThemeType.objects.all())
    for number, state in enumerate(STATES):
        told = {"round": [*rounds, None][number % 3], "type": kinds[number % len(kinds)]}
        getattr(talks, state)(pair(cast, f"Tema {number}", **told))
    make_theme("Uden ledere", slug="uden", phase_since=now - timedelta(900))


def left_by_its_pair(cast: Cast) -> None:
    """A talk was held, and then someone else came; and a leader left another theme."""
    told = pair(cast, "Skiftet")
    talks.approved_talk(told)
    Assignment.objects.filter(theme=told.theme, person=told.bo).delete()
    assign(told.theme, RoleKey.REFERENCE_LEADER, make_person("Ny i rollen"))
    gone = pair(cast, "Forladt")
    talks.held_talk(gone)
    User.objects.filter(pk=gone.bo.pk).update(active_to=timezone.localdate() - timedelta(1))


def listed(client: Client, address: str) -> int:
    """How long the list is that the address gives."""
    return client.get(address).context["page_obj"].paginator.count


@pytest.mark.parametrize(
    "address",
    [
        "/sekretariat/daekning/",
        "/sekretariat/daekning/?round=all",
        "/sekretariat/daekning/?round=earlier",
        "/sekretariat/daekning/?round=all&unit=none",
        "/sekretariat/figurer/",
    ],
)
def test_every_number_is_the_length_of_its_list(cast: Cast, gry: Client, address: str) -> None:
    town(cast)
    rooms.idea(cast)
    links = LINK.findall(page(gry, address))
    assert len({number for _url, number in links}) > 1
    for url, number in links:
        assert listed(gry, url.replace("&amp;", "&")) == int(number), url


def test_every_number_above_the_matrix_is_the_length_of_its_list(cast: Cast, gry: Client) -> None:
    town(cast)
    html = page(gry, "/sekretariat/")
    links = re.findall(r'<li>\s*<a href="([^"]+)">\s*<strong>(\d+)</strong>', html)
    assert len(links) == 5
    for url, number in links:
        address = url.replace("&amp;", "&")
        address = f"/sekretariat/{address}" if address.startswith("?") else address
        assert listed(gry, address) == int(number), url


@pytest.mark.parametrize(
    ("step", "is_shown"),
    [
        (PairStep.INVITED, lambda row: row.conversation.invitation not in ("none", "no_pair")),
        (PairStep.HELD, lambda row: bool(row.conversation.held_on)),
        (PairStep.AGREED, lambda row: bool(row.conversation.approved_on)),
    ],
)
def test_rows_show_the_step_that_the_filter_asks(
    cast: Cast, gry: Client, step: str, is_shown: Callable[[matrix.MatrixRow], bool]
) -> None:
    town(cast)
    left_by_its_pair(cast)
    rows = list(matrix.rows(Theme.objects.running(), cast.gry))
    done = {row.title for row in rows if is_shown(row)}
    lacking = {row.title for row in rows if row.conversation.has_pair} - done
    for show, titles in ((step, done), (f"not_{step}", lacking)):
        page = gry.get(f"/sekretariat/?round=all&show={show}").context["page_obj"]
        assert {theme.title for theme in page.paginator.object_list} == titles


def test_number_of_pairs_without_a_talk_is_what_the_rows_show(cast: Cast, gry: Client) -> None:
    town(cast)
    left_by_its_pair(cast)
    answer = gry.get("/sekretariat/?round=all")
    html = answer.content.decode()
    number = answer.context["counts"]["not_held"]
    assert number == listed(gry, "/sekretariat/?round=all&show=not_held")
    planned = html.count(">planlagt ")
    assert number == html.count(">ikke holdt<") + planned
    assert html.count(">ikke inviteret<") == listed(gry, "/sekretariat/?round=all&show=not_invited")
    assert ">venter på begge ledere<" in html


def test_coverage_counts_pairs_and_no_vacancy(cast: Cast, gry: Client) -> None:
    town(cast)
    whole = gry.get("/sekretariat/daekning/?round=all").context["coverage"].whole
    counts = {str(count.step): count.number for count in whole.counts}
    assert counts == {
        "pair": 7,
        "invited": 5,
        "reflected": 0,
        "held": 3,
        "agreed": 1,
        "mandate": 0,
    }


def test_pair_is_ready_when_both_are(cast: Cast, gry: Client) -> None:
    talk = talks.invited_talk(cast)
    talks.submit(talk, cast.anna)
    assert listed(gry, "/sekretariat/?show=reflected") == 0
    talks.submit(talk, cast.bo)
    assert listed(gry, "/sekretariat/?show=reflected") == 1


def test_new_reference_leader_begins_afresh(cast: Cast, gry: Client) -> None:
    talks.approved_talk(cast)
    assert listed(gry, "/sekretariat/?show=agreed") == 1
    Assignment.objects.filter(theme=cast.theme, person=cast.bo).delete()
    assign(cast.theme, RoleKey.REFERENCE_LEADER, make_person("Ny Leder"))
    assert listed(gry, "/sekretariat/?show=agreed") == 0
    assert page(gry, "/sekretariat/").count(">ikke inviteret<") == 2


def test_department_is_the_reference_leaders(cast: Cast, gry: Client) -> None:
    unit = Unit.objects.get(name="Ældre og Omsorg")
    institution = Unit.objects.create(name="Plejehjemmet", parent=unit)
    User.objects.filter(pk=cast.bo.pk).update(unit=institution)
    assert listed(gry, f"/sekretariat/?unit={unit.pk}") == 1
    # Dan works at the top.
    assert listed(gry, "/sekretariat/?unit=none") == 1
    names = [line.name for line in gry.get("/sekretariat/daekning/").context["coverage"].by_unit]
    assert names == ["Ældre og Omsorg", "Uden for afdelingerne"]


def test_earlier_rounds_and_closed_themes_stand_aside(cast: Cast, gry: Client) -> None:
    town(cast)
    Theme.objects.filter(title="Tema 2").update(phase=Phase.objects.get(key="closed"))
    html = page(gry, "/sekretariat/")
    assert "Tema 1<" in html
    assert "Tema 0<" not in html
    assert "2 temaer fra tidligere runder" in html
    assert "Tema 0<" in page(gry, "/sekretariat/?round=earlier")
    assert "Tema 2<" not in page(gry, "/sekretariat/?round=all")


@pytest.mark.parametrize(
    "query", ["type=x", "unit=99999999999999999999", "person=9" * 30, "duty=%00", "age=x", "show=x"]
)
def test_filter_that_makes_no_sense_filters_nothing(cast: Cast, gry: Client, query: str) -> None:
    assert listed(gry, f"/sekretariat/?{query}") == 2


def test_what_a_number_led_to_is_told_and_taken_off(cast: Cast, gry: Client) -> None:
    ensure_duties(theme=cast.theme)
    html = page(gry, "/sekretariat/?duty=arenas&status=not_discussed&type=welfare")
    assert "2 Adgang til arenaer: ikke drøftet" in html
    assert 'class="narrowed-to" href="/sekretariat/?type=welfare"' in html


def test_matrix_shows_a_title_as_it_is_written(cast: Cast, gry: Client) -> None:
    make_theme("Fra 0-0 til <b>sejr</b>", slug="fra-nul")
    html = page(gry, "/sekretariat/")
    assert '<a href="/temaer/fra-nul/">Fra 0-0 til &lt;b&gt;sejr&lt;/b&gt;</a>' in html


def test_matrix_says_that_no_talk_was_held_until_one_is(cast: Cast, gry: Client) -> None:
    words = '/temaer/{}/opgaver/">endnu ingen samtale</a>'
    ensure_duties(theme=cast.theme)
    html = page(gry, "/sekretariat/")
    for theme in (cast.theme, cast.other_theme):
        assert words.format(theme.slug) in html
    duty = cast.theme.duties.filter(key="arenas")
    duty.update(status="agreed")
    html = page(gry, "/sekretariat/")
    assert html.count(">endnu ingen samtale</a>") == 9 + 1
    duty.update(status="not_discussed")
    talks.held_talk(cast)
    html = page(gry, "/sekretariat/")
    assert html.count(">endnu ingen samtale</a>") == 1
    assert html.count(">ikke drøftet</a>") == 10


def test_matrix_leads_to_the_pages_that_the_secretariat_may_open(cast: Cast, gry: Client) -> None:
    talk = talks.approved_talk(cast)
    html = page(gry, "/sekretariat/")
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    links = re.findall(r'href="([^"]+)"', body)
    assert f"/samtaler/{talk.pk}/aftale/" in links
    assert len(links) == 16
    assert {gry.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("parts", range(4))
def test_mandate_is_counted_as_its_own_page_does(cast: Cast, parts: int) -> None:
    assign(cast.theme, RoleKey.CO_DRIVER, cast.eva)
    for role in (parts_of_mandate.MANAGER, parts_of_mandate.DRIVER)[:parts]:
        parts_of_mandate.agreed(cast, role)
    if parts > 2:
        talks.approved_talk(cast)
    themes = Theme.objects.filter(pk__in=[cast.theme.pk, cast.other_theme.pk]).order_by("pk")
    rows = matrix.rows(themes, cast.gry)
    for row, mandate in zip(rows, mandates(themes.select_related("type")), strict=True):
        required = [part for part in mandate.parts if part.is_required]
        agreed = len(required) - len(mandate.missing)
        missing = tuple((part.role, part.person.name) for part in mandate.missing if part.person)
        assert [one for one in row.mandate.missing if one[1]] == list(missing)
        assert row.mandate[:2] == (agreed, len(required))
        assert row.mandate.is_in_place == mandate.is_in_place
    assert rows[0].mandate.agreed == parts
    assert rows[0].mandate.is_in_place == (parts == 3)


def test_figures_name_leaders_in_order_and_mark_the_loaded(cast: Cast, gry: Client) -> None:
    for number in range(4):
        assign(make_theme(f"Tema {number}"), "network_leader", cast.bo)
    html = page(gry, "/sekretariat/figurer/")
    names = [html.rindex(escape(one.name)) for one in (cast.anna, cast.bo, cast.clara, cast.dan)]
    assert names == sorted(names)
    assert html.count("over grænsen på 3") == 1


def test_report_tells_the_period(cast: Cast, gry: Client) -> None:
    phases = {phase.key: phase for phase in Phase.objects.all()}
    told = {"from_phase": phases["startup"], "to_phase": phases["network"], "created_by": cast.anna}
    Gate.objects.create(theme=cast.theme, passed_on=date(2026, 3, 1), note="Hemmeligt", **told)
    reason = {"decision_reason": "Ikke nu", "proposed_by": cast.eva}
    make_theme("Et nej", status="declined", decided_on=date(2026, 2, 1), **reason)
    html = page(gry, "/sekretariat/rapport/?fra=2026-01-01&til=2026-06-30")
    assert "1. marts 2026" in html
    assert "Et nej" in html
    assert "Hemmeligt" not in html
    assert "Ikke nu" not in html
    other = page(gry, "/sekretariat/rapport/?fra=2025-01-01&til=2025-06-30")
    assert "Videre til en ny fase" not in other
    assert "Et nej" not in other


def test_report_counts_who_asks_for_a_leader_and_tells_no_more(cast: Cast, gry: Client) -> None:
    wish = staffing.wish(cast)
    html = page(gry, "/sekretariat/rapport/")
    assert "<strong>1</strong> ønske om en leder venter på svar" in html
    assert wish.why not in html


def test_report_shows_public_stories_and_vacancies(cast: Cast, gry: Client) -> None:
    publish_story(story=rooms.story(cast, title="Åben"), by=cast.anna, is_public=True)
    rooms.story(cast, title="Lukket")
    Assignment.objects.filter(person=cast.dan).delete()
    rooms.idea(cast, "adopted", title="Kaffe for alle")
    rooms.wish(cast)
    html = page(gry, "/sekretariat/rapport/")
    assert "Åben" in html
    assert "Lukket" not in html
    assert "<strong>1</strong> tema mangler referenceleder" in html
    assert "<strong>1</strong> ønske om en spillebane venter på svar" in html
    assert "Kaffe for alle" in html


def test_report_with_days_that_make_no_sense_says_so(cast: Cast, gry: Client) -> None:
    html = page(gry, "/sekretariat/rapport/?fra=2026-06-30&til=2026-01-01")
    assert "Slutdatoen ligger før startdatoen." in html
    assert 'value="2026-01-01"' in html
    assert "Temaerne efter fase" in html


def test_page_of_the_matrix_is_light(cast: Cast, gry: Client) -> None:
    for number in range(25):
        ensure_duties(theme=pair(cast, f"Et tema med et langt navn om noget, {number}").theme)
    assert len(gry.get("/sekretariat/").content) < 60_000
    assert len(gry.get("/sekretariat/figurer/").content) < 75_000
