"""The work list as the secretariat uses it: taken, put off, cleared, back again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from dialogues.models import WorkItem, WorkStep
from dialogues.pages.worklist import open_counts
from dialogues.queries.findings import Finding, findings
from dialogues.services import worklist as verbs
from referenceledelse.core.web.errors import Refused, Stale
from roles.models import User
from tests import markers
from tests.cast import Cast, assign, make_theme
from tests.dialogues.worklist_pages import LIST, ago, colleague, vacancy
from tests.test_privacy import rich
from themes.models import Assignment, Theme

TITLE = "Uden referenceleder"


@pytest.fixture
def gry(cast: Cast, client: Client) -> Client:
    client.force_login(cast.gry)
    return client


def page(client: Client, query: str = "") -> str:
    return " ".join(client.get(f"{LIST}{query}").content.decode().split())


def listed(client: Client, query: str = "") -> list[str]:
    """The themes on the page, in order."""
    entries = client.get(f"{LIST}{query}").context["page_obj"]
    return [one.finding.theme.title for one in entries]


def act(client: Client, one: Finding, verb: str, version: int = 0, **data: Any) -> Any:
    """Press the button and follow to where it leads."""
    address = f"{LIST}{one.key}/{verb}/"
    return client.post(address, {"version": version, **data}, follow=True)


def test_finding_says_what_where_since_when_why_and_what_to_do(cast: Cast, gry: Client) -> None:
    one = vacancy(cast)
    html = page(gry)
    for said in ("Mangler referenceleder", TITLE, "Siden ", one.why, "Udpeg en leder"):
        assert said in html
    assert f"/temaer/{one.theme.slug}/udpegninger/" in html


def test_taken_finding_shows_who_has_it(cast: Cast, gry: Client) -> None:
    one = vacancy(cast)
    answer = act(gry, one, "tag").content.decode()
    assert f"Nu har du sagen: Mangler referenceleder, {TITLE}" in answer
    assert "Du har sagen" in answer
    gry.force_login(colleague())
    html = page(gry)
    assert "Gry Sekretær har sagen" in html
    assert "Tag sagen" not in html


def test_finding_that_was_given_back_is_for_all(cast: Cast, gry: Client) -> None:
    one = vacancy(cast)
    act(gry, one, "tag")
    act(gry, one, "slip", 1, note="Jeg er på ferie")
    html = page(gry)
    assert "Tag sagen" in html
    assert "Gry Sekretær slap sagen" in html
    assert "Jeg er på ferie" in html


def test_colleague_takes_over_with_a_note_that_is_seen(cast: Cast, gry: Client) -> None:
    one, hans = vacancy(cast), colleague()
    act(gry, one, "tag")
    gry.force_login(hans)
    assert "Udfyld feltet" in act(gry, one, "overtag", 1).content.decode()
    assert WorkItem.objects.get().claimed_by == cast.gry
    act(gry, one, "overtag", 1, note="Gry har ferie")
    gry.force_login(cast.gry)
    html = page(gry)
    assert "Hans Holm har sagen" in html
    assert "Gry har ferie" in html


def test_cleared_finding_leaves_the_list_and_stands_under_cleared(cast: Cast, gry: Client) -> None:
    one = vacancy(cast)
    assert listed(gry) == [TITLE]
    assert "Løst: Mangler ref" in act(gry, one, "klaret", note="Talt med Bo").content.decode()
    assert listed(gry) == []
    html = page(gry, "?vis=klaret")
    for said in (TITLE, "Gry Sekretær løste sagen", "Talt med Bo", "Åbn igen"):
        assert said in html


def test_clearing_asks_what_was_done(cast: Cast, gry: Client) -> None:
    one = vacancy(cast)
    answer = act(gry, one, "klaret", note="  ").content.decode()
    assert "Udfyld feltet" in answer
    assert not WorkItem.objects.exists()


def test_cleared_finding_is_opened_again_by_hand(cast: Cast, gry: Client) -> None:
    one = vacancy(cast)
    act(gry, one, "klaret", note="Ordnet")
    act(gry, one, "aabn-igen", 1, note="Det var det ikke")
    html = page(gry)
    assert TITLE in html
    assert "Gry Sekretær åbnede sagen igen" in html
    assert "Tag sagen" in html


@pytest.mark.parametrize(("days", "is_listed"), [(29, False), (30, True)])
def test_cleared_finding_comes_back_when_it_is_still_so(
    cast: Cast, gry: Client, days: int, is_listed: bool
) -> None:
    one = vacancy(cast)
    act(gry, one, "klaret", note="Ordnet")
    moment = timezone.localtime() - timedelta(days=days)
    WorkItem.objects.update(cleared_at=moment)
    html = page(gry)
    assert (TITLE in html) is is_listed
    assert ("Problemet er der stadig" in html) is is_listed
    assert (TITLE in page(gry, "?vis=klaret")) is not is_listed
    if is_listed:
        act(gry, one, "tag", 1)
        assert "Problemet er der stadig" not in page(gry)


def test_judged_finding_stays_away_until_it_happens_again(cast: Cast, gry: Client) -> None:
    Assignment.objects.update(starts_on=ago(5))
    User.objects.filter(pk=cast.bo.pk).update(moved_on=ago(3))
    (one,) = findings(cast.gry)
    act(gry, one, "klaret", note="Rollen passer stadig")
    WorkItem.objects.update(cleared_at=timezone.localtime() - timedelta(days=400))
    assert open_counts(cast.gry) == {}
    User.objects.filter(pk=cast.bo.pk).update(moved_on=ago(1))
    assert open_counts(cast.gry) == {"moved": 1}


def test_new_vacancy_is_a_new_finding(cast: Cast, gry: Client) -> None:
    one = vacancy(cast)
    act(gry, one, "klaret", note="Ordnet")
    told = {"starts_on": ago(9), "ends_on": ago(2)}
    assign(one.theme, "reference_leader", cast.dan, **told)
    Theme.objects.filter(pk=one.theme.pk).update(starts_on=ago(20))
    html = page(gry)
    assert "Dan Refning var referenceleder til og med" in html
    assert "Tag sagen" in html


def test_snoozed_finding_waits_for_its_day_with_the_one_who_put_it_off(
    cast: Cast, gry: Client
) -> None:
    one = vacancy(cast)
    act(gry, one, "udsaet", until=ago(-3), note="Ringer igen")
    assert TITLE not in page(gry)
    html = page(gry, "?vis=udsat")
    assert "udsat til" in html
    assert "Ringer igen" in html
    WorkItem.objects.update(snoozed_until=ago(0))
    assert "Du har sagen" in page(gry)


@pytest.mark.parametrize("days", [0, 1, -367])
def test_snoozing_takes_a_day_ahead(cast: Cast, gry: Client, days: int) -> None:
    one = vacancy(cast)
    answer = act(gry, one, "udsaet", until=ago(days), note="Ringer igen")
    html = answer.content.decode()
    assert "Vælg en dag fra i morgen og højst et år frem." in html
    assert "Ringer igen" in html
    assert answer.status_code == 409
    assert not WorkItem.objects.exists()


def test_button_pressed_twice_does_it_once(cast: Cast, gry: Client) -> None:
    one = vacancy(cast)
    for verb, version, data in (
        ("tag", 0, {}),
        ("slip", 1, {}),
        ("udsaet", 2, {"until": ago(-3)}),
        ("klaret", 3, {"note": "Ordnet"}),
        ("aabn-igen", 4, {}),
    ):
        for _again in range(2):
            assert act(gry, one, verb, version, **data).status_code == 200, verb
    assert WorkStep.objects.count() == 5
    assert WorkItem.objects.get().version == 5


def test_who_comes_second_is_told_who_was_first(cast: Cast, gry: Client) -> None:
    one, hans = vacancy(cast), colleague()
    verbs.claim(finding=one, by=hans, version=0)
    answer = act(gry, one, "tag")
    assert answer.status_code == 409
    assert "Hans Holm tog sagen, efter at du åbnede siden." in answer.content.decode()


def test_note_is_kept_where_a_colleague_was_first(cast: Cast, gry: Client) -> None:
    one, hans = vacancy(cast), colleague()
    verbs.clear(finding=one, by=hans, version=0, note="Ordnet")
    answer = act(gry, one, "klaret", note="Jeg har skrevet til alle")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Hans Holm løste sagen, efter at du åbnede siden." in html
    assert "Jeg har skrevet til alle" in html


def test_what_a_colleague_has_is_not_cleared_unasked(cast: Cast) -> None:
    one, hans = vacancy(cast), colleague()
    row = verbs.claim(finding=one, by=hans, version=0)
    for verb, data in ((verbs.clear, {"note": "x"}), (verbs.snooze, {"until": ago(-2)})):
        with pytest.raises(Refused, match="Hans Holm har sagen"):
            verb(finding=one, by=cast.gry, version=row.version, **data)
    with pytest.raises(Refused, match="Kun den, der har sagen"):
        verbs.release(finding=one, by=cast.gry, version=row.version)
    with pytest.raises(Stale):
        verbs.take_over(finding=one, by=cast.gry, version=0, note="Haster")


def test_mended_meanwhile_is_said(cast: Cast, gry: Client) -> None:
    one = vacancy(cast)
    assign(one.theme, "reference_leader", cast.bo)
    assert "Problemet er løst" in act(gry, one, "klaret", note="x").content.decode()
    assert "Problemet er løst" in gry.get(f"{LIST}{one.key}/", follow=True).content.decode()


def test_mended_meanwhile_is_said_on_the_list_that_stands_open(cast: Cast, gry: Client) -> None:
    one = vacancy(cast)
    assign(one.theme, "reference_leader", cast.bo)
    answer = gry.get(f"{LIST}{one.key}/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Retarget"] == "#results"
    assert "Problemet er løst" in answer.content.decode()


@pytest.mark.parametrize("version", ["", "7", "-1", "x", "9" * 30])
def test_number_of_a_version_that_never_was_does_no_harm(
    cast: Cast, gry: Client, version: str
) -> None:
    one = vacancy(cast)
    assert act(gry, one, "tag", version).status_code == 200
    gry.force_login(colleague())
    assert act(gry, one, "klaret", version, note="Ordnet").status_code == 409
    assert WorkItem.objects.get().claimed_by == cast.gry


@pytest.mark.parametrize("key", ["talk-0-0-2026-01-01", "rod-1-0-2026-01-01", "talk", "talk-999"])
def test_what_never_was_on_the_list_is_no_page(cast: Cast, gry: Client, key: str) -> None:
    assert gry.get(f"{LIST}{key}/").status_code == 404
    assert gry.post(f"{LIST}{key}/tag/").status_code == 404


def test_history_of_a_finding_stands_on_its_page(cast: Cast, gry: Client) -> None:
    one = vacancy(cast)
    act(gry, one, "tag")
    act(gry, one, "slip", 1, note="Ferie")
    html = gry.get(f"{LIST}{one.key}/").content.decode()
    assert html.index("slap sagen") < html.index("tog sagen")
    assert "Ferie" in html


# Filters


def test_list_is_narrowed_by_what_the_address_says(cast: Cast, gry: Client) -> None:
    one = vacancy(cast)
    other = make_theme("Helt uden ledere", type=type(one.theme.type).objects.get(key="learning"))
    other.units.add(cast.eva.unit)
    act(gry, one, "tag")
    mine, all_three = [TITLE], sorted([TITLE, other.title, other.title])
    for query, titles in (
        ("", all_three),
        ("?slags=network_leader", [other.title]),
        ("?hvis=mine", mine),
        ("?hvis=ingen", [other.title] * 2),
        ("?type=learning", [other.title] * 2),
        (f"?enhed={cast.eva.unit_id}", [other.title] * 2),
        (f"?enhed={cast.bo.unit_id}", [other.title] * 2),
        ("?q=helt", [other.title] * 2),
        ("?slags=findes-ikke&enhed=x&type=x", all_three),
    ):
        assert sorted(listed(gry, query)) == titles, query


def test_filters_are_kept_by_the_buttons(cast: Cast, gry: Client) -> None:
    one = vacancy(cast)
    assert f"{one.key}/tag/?slags=reference_leader" in page(gry, "?slags=reference_leader")
    address = f"{LIST}{one.key}/tag/?slags=reference_leader"
    assert gry.post(address, {"version": 0}).url == f"{LIST}?slags=reference_leader"


def test_htmx_gets_the_list_alone_and_hears_what_happened(cast: Cast, gry: Client) -> None:
    one = vacancy(cast)
    told = {"version": 0, "note": "Ordnet"}
    answer = gry.post(f"{LIST}{one.key}/klaret/", told, headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert html.strip().startswith("<section")
    assert f'data-announce="Løst: Mangler referenceleder, {TITLE}. På listen nu: 0"' in html
    assert "autofocus-after-swap" in html


def test_refused_form_opens_again_below_its_row(cast: Cast, gry: Client) -> None:
    one = vacancy(cast)
    htmx = {"HX-Request": "true"}
    opened = gry.get(f"{LIST}{one.key}/", headers=htmx)
    refused = gry.post(f"{LIST}{one.key}/klaret/", {"version": 0}, headers=htmx)
    for answer in (opened, refused):
        assert answer.headers["HX-Retarget"] == f"#acts-{one.key}"
        assert f'id="acts-{one.key}"' in answer.content.decode()
        assert "<html" not in answer.content.decode()
    assert "Udfyld feltet" in refused.content.decode()


# Elsewhere


def test_start_page_counts_what_stands_on_the_list(cast: Cast, gry: Client) -> None:
    one = vacancy(cast)
    make_theme("Helt uden ledere")
    html = gry.get("/").content.decode()
    assert "?slags=reference_leader" in html
    assert "<strong>2</strong> Mangler referenceleder" in html
    act(gry, one, "klaret", note="Ordnet")
    assert "<strong>1</strong> Mangler referenceleder" in gry.get("/").content.decode()


def test_list_holds_no_private_word(cast: Cast, gry: Client) -> None:
    Assignment.objects.update(starts_on=ago(90))
    assert rich(cast) > 200
    for query in ("", "?vis=klaret", "?slags=talk"):
        assert markers.found(page(gry, query)) == set()
    for one in findings(cast.gry):
        assert markers.found(gry.get(f"{LIST}{one.key}/").content.decode()) == set()
    assert len(findings(cast.gry)) > 3


# What the database holds


@pytest.mark.parametrize(
    "change",
    [
        lambda cast: {"claimed_by": cast.gry},
        lambda cast: {"claimed_at": timezone.now()},
        lambda cast: {"cleared_by": cast.gry},
        lambda cast: {"cleared_at": timezone.now()},
        lambda cast: {"snoozed_until": ago(-1)},
        lambda cast: (
            dict.fromkeys(("claimed_by", "cleared_by"), cast.gry)
            | dict.fromkeys(("claimed_at", "cleared_at"), timezone.now())
        ),
    ],
)
def test_item_is_whole(cast: Cast, change: Callable[[Cast], dict]) -> None:
    row = WorkItem.objects.create(kind="quiet", theme=cast.theme, since=ago(3))
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkItem.objects.filter(pk=row.pk).update(**change(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkItem.objects.create(kind="quiet", theme=cast.theme, since=ago(3))


def test_colleagues_read_the_notes_and_nobody_else_can(cast: Cast, gry: Client) -> None:
    colleague()
    assert "Ud over dig kan Hans Holm læse dette" in page(gry)
    for person in (cast.root, cast.anna):
        assert not WorkItem.objects.visible_to(person).exists()
