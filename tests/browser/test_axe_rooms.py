"""axe finds nothing in the rooms, empty and full, wide and narrow, for those who write and read."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from referenceledelse.overview.pages.map import MOST_DOTS
from roles.models import Unit
from tests import rooms, taking_part
from tests.browser.test_axe import all_faults
from tests.cast import Cast, make_theme
from themes.models import Stage, Theme
from themes.services.value import publish_story

pytestmark = [pytest.mark.axe, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROOMS = (
    "",
    "netvaerk/",
    "netvaerk/moeder/",
    "strategi/",
    "strategi/indsatser/",
    "spillebaner/",
    "ideer/",
    "ideer/?visning=tabel",
    "vaerdi/",
    "kapital/",
    "ledere/",
    "politik/",
    "faser/",
)
FORMS = (
    "netvaerk/medlemmer/ny/",
    "netvaerk/moeder/ny/",
    "strategi/koblinger/ny/",
    "strategi/ny-dagsorden/",
    "strategi/ingen-ny-dagsorden/ny/",
    "strategi/indsatser/ny/",
    "kapital/ingen-midler-udefra/ny/",
    "politik/moeder/ny/",
    "spillebaner/bed-om/",
    "ideer/ny/",
    "vaerdi/ny/",
    "kapital/ny/",
    "ledere/ny/",
    "faser/videre/",
    "faser/evaluation/",
)
ACROSS = (
    "/temaer/kort/",
    "/temaer/ideer/",
    "/temaer/kapital/",
    "/temaer/ledere/",
    "/temaer/vaerdi/",
    "/temaer/dagsordener/",
    "/temaer/runder/",
    "/soeg/",
    "/soeg/?q=kaffe",
    "/soeg/?q=findesikke",
)


def fill(cast: Cast) -> None:
    for make in (
        rooms.member,
        rooms.meeting,
        rooms.agenda_link,
        rooms.initiative,
        rooms.offered,
        rooms.funding,
        rooms.ownership,
        rooms.story,
        rooms.assessment,
        rooms.proposed_agenda,
        rooms.no_new_agenda,
        rooms.no_outside_money,
        rooms.committee_meeting,
        rooms.idea_place,
    ):
        make(cast)
    for number, stage in enumerate(set(Stage) - {Stage.STOPPED}):
        rooms.idea(cast, stage, title=f"Kaffe {number}")


def test_rooms_that_are_empty(cast: Cast, page_as: Callable[..., Page]) -> None:
    root = cast.theme.get_absolute_url()
    assert all_faults(page_as(cast.eva), [f"{root}{room}" for room in ROOMS]) == []


def test_rooms_that_are_full(cast: Cast, page_as: Callable[..., Page]) -> None:
    fill(cast)
    root = cast.theme.get_absolute_url()
    pages = [f"{root}{room}" for room in (*ROOMS, "opgaver/lab_to_practice/")]
    assert all_faults(page_as(cast.anna), pages) == []


def test_forms_of_the_rooms(cast: Cast, page_as: Callable[..., Page]) -> None:
    fill(cast)
    root = cast.theme.get_absolute_url()
    assert all_faults(page_as(cast.anna), [f"{root}{form}" for form in FORMS]) == []
    bo = [f"{root}politik/vurder/", f"{root}spillebaner/tilbyd/", "/temaer/spillebaner/ny/"]
    bo += [f"/temaer/spillebaner/hos/{cast.bo.pk}/", f"{root}strategi/saet-dagsorden/"]
    bo += [f"{root}netvaerk/introducer/", f"{root}ledere/introducer/"]
    assert all_faults(page_as(cast.bo), bo) == []


def test_introductions_for_each_of_those_they_bring_together(
    cast: Cast, page_as: Callable[..., Page]
) -> None:
    wish, line = taking_part.introduction(cast), rooms.introduced(cast)
    root, introduction = cast.theme.get_absolute_url(), wish.get_absolute_url()
    pages = ["/", f"{root}netvaerk/", f"{root}ledere/", introduction]
    found = all_faults(page_as(cast.anna), [*pages, f"{root}ledere/{line.pk}/rediger/"])
    found += all_faults(page_as(cast.bo), pages)
    found += all_faults(page_as(cast.eva), ["/", root, introduction])
    assert found + all_faults(page_as(cast.finn), ["/", f"{root}ledere/min-linje/"]) == []


def test_pages_across_the_themes(cast: Cast, page_as: Callable[..., Page]) -> None:
    fill(cast)
    rooms.round_of_proposals()
    assert all_faults(page_as(cast.gry), list(ACROSS)) == []


def test_ideas_and_their_hand_over(cast: Cast, page_as: Callable[..., Page]) -> None:
    asked = rooms.handover(cast)
    idea, root = asked.idea.get_absolute_url(), cast.theme.get_absolute_url()
    test = rooms.idea_test(cast, rooms.idea(cast, title="En anden"))
    found = all_faults(page_as(cast.finn), [f"{idea}overdragelse/{asked.pk}/", idea, "/"])
    pages = [rooms.idea_place(cast, rooms.idea(cast, Stage.SCALED)).get_absolute_url()]
    pages += [f"{pages[0]}steder/ny/", idea, f"{idea}stop/", f"{idea}overdrag/", f"{idea}rediger/"]
    pages.append(f"{root}ideer/{test.idea_id}/test/{test.pk}/")
    assert found + all_faults(page_as(cast.anna), pages) == []


def test_stories_within_and_without(cast: Cast, page_as: Callable[..., Page], page: Page) -> None:
    story = publish_story(story=rooms.story(cast), by=cast.anna, is_public=True)
    found = all_faults(page_as(cast.anna), [story.get_absolute_url()])
    assert found + all_faults(page, [story.public_url]) == []


def test_proposal_that_is_to_be_revised(cast: Cast, page_as: Callable[..., Page]) -> None:
    told = {"proposed_by": cast.eva, "contact": cast.gry, "decision_reason": "Hvem skal med?"}
    row = make_theme("Et forslag", status=Theme.Status.REVISE, **told)
    assert all_faults(page_as(cast.eva), [f"/temaer/forslag/{row.slug}/"]) == []


def test_map_of_many(cast: Cast, page_as: Callable[..., Page]) -> None:
    for number in range(45):
        make_theme(f"Tema {number}").units.add(cast.eva.unit)
    assert all_faults(page_as(cast.eva), ["/temaer/kort/"]) == []


def test_window_of_the_map(cast: Cast, page_as: Callable[..., Page]) -> None:
    cast.theme.units.add(*(Unit.objects.create(name=f"Sted {number}") for number in range(50)))
    for number in range(MOST_DOTS):
        make_theme(f"Tema {number}").units.add(cast.eva.unit)
    assert all_faults(page_as(cast.eva), ["/temaer/kort/", "/temaer/kort/?page=2"]) == []
