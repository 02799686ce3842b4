"""axe finds nothing on any kind of page, wide and narrow, and no page scrolls sideways."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from dialogues.models import AgendaPoint, QuestionSet
from dialogues.services import agenda, agreements, invitations, partnership, sittings
from dialogues.services.duties import propose_status
from dialogues.services.questions import load_question_sets
from dialogues.services.tasks import add_task
from referenceledelse.core.web.faults import fault_page
from tests import talks
from tests.addresses import an_entrance
from tests.cast import Cast, make_theme
from themes.models import Theme

pytestmark = [pytest.mark.axe, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = settings.BASE_DIR / "node_modules/axe-core/axe.min.js"
WIDTHS = (1280, 320)
RUN = "async tags => (await axe.run({runOnly: tags, resultTypes: ['violations']})).violations"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Page, address: str) -> list[str]:
    """What axe says of the page at each width, and whether it is wider than its window."""
    page.goto(address)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [
            f"{address} at {width} px: {one['id']} at {one['nodes'][0]['target']}"
            for one in page.evaluate(RUN, RULES)
        ]
        if page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth"):
            found.append(f"{address}: wider than {width} px")
    return found


def all_faults(page: Page, addresses: list[str]) -> list[str]:
    return [fault for address in addresses for fault in faults(page, address)]


def test_pages_for_all(cast: Cast, page_as: Callable[..., Page]) -> None:
    unit = cast.anna.unit_id
    theme = f"/temaer/{cast.theme.slug}/"
    pages = ["/", "/temaer/", "/temaer/?visning=tabel", "/temaer/?q=findes-ikke", theme]
    pages += ["/temaer/foreslaa/", "/temaer/forslag/", "/roller/", "/roller/reference_leader/"]
    pages += ["/personer/", f"/personer/{cast.anna.pk}/", "/personer/mig/", "/enheder/"]
    pages += [f"/enheder/{unit}/", "/samtaler/", "/goeremaal/", "/tilgaengelighed/"]
    pages += ["/konto/logout/", f"{theme}opgaver/", "/sekretariat/", "/findes-ikke/"]
    assert all_faults(page_as(cast.eva), pages) == []


def test_pages_for_strangers(cast: Cast, page: Page) -> None:
    welcome = reverse("roles:entrance", args=an_entrance(cast))
    pages = ["/konto/login/", "/tilgaengelighed/", welcome, "/velkommen/x/"]
    assert all_faults(page, pages) == []


def test_page_of_a_database_that_does_not_answer(cast: Cast, page: Page) -> None:
    sent = {"description": "Første linje\nog en til", "title": "Et ord", "note": "To ord"}
    request = RequestFactory().post("/temaer/?fra=kort", {**sent, "fil": ContentFile("x", "x.csv")})
    html = fault_page(request).content.decode()
    page.route("**/temaer/", lambda route: route.fulfill(body=html, content_type="text/html"))
    assert all_faults(page, ["/temaer/"]) == []


def test_pages_of_the_secretariat(cast: Cast, page_as: Callable[..., Page]) -> None:
    talks.approved_talk(cast)
    proposal = make_theme("Et forslag", status=Theme.Status.PROPOSED, proposed_by=cast.eva)
    theme = f"/temaer/{cast.theme.slug}/"
    pages = ["/", "/sekretariat/", "/temaer/forslag/", f"/temaer/forslag/{proposal.slug}/"]
    pages += ["/temaer/", theme, f"{theme}rediger/", f"{theme}opgaver/", f"{theme}opgaver/capital/"]
    preview = f"/admin/dialogues/questionset/{QuestionSet.objects.newest('kickoff').pk}/vis/"
    pages += [f"{theme}opgaver/print/", f"{preview}reference_leader/da/"]
    assert all_faults(page_as(cast.gry), pages) == []


def test_pages_before_the_talk(cast: Cast, page_as: Callable[..., Page]) -> None:
    load_question_sets()
    anna, bo = page_as(cast.anna), page_as(cast.bo)
    found = all_faults(anna, ["/", f"/samtaler/ny/{cast.theme.slug}/"])
    talk = talks.draft_talk(cast)
    root = f"/samtaler/{talk.pk}/"
    found += all_faults(anna, [root, f"{root}invitation/", f"{root}aflys/"])
    talk = talks.invited_talk(cast)
    bos = [root, f"{root}forberedelse/", f"{root}svarene/", "/", f"{root}aflys/"]
    bos += [f"{root}guide/print/", f"{root}skema/print/"]
    found += all_faults(bo, bos)
    for person in (cast.anna, cast.bo):
        talks.write(talk, person, "Noget, der er værd at læse.")
        talks.submit(talk, person)
    found += all_faults(bo, [root, f"{root}forberedelse/", f"{root}svarene/"])
    invitations.cancel(conversation=talk, by=cast.bo, reason="Ferie")
    assert found + all_faults(anna, [root]) == []


def test_pages_of_the_talk(cast: Cast, page_as: Callable[..., Page]) -> None:
    talk = talks.started_talk(cast)
    add_task(conversation=talk, by=cast.anna, owner=cast.anna, text="Ring til Bo")
    root = f"/samtaler/{talk.pk}/"
    guide = [f"{root}guide/{step}/" for step in ("velkomst", "opgave-1", "naeste-gang")]
    anna = page_as(cast.anna)
    end = f"{root}guide/naeste-gang/?afslut=1"
    assert all_faults(anna, [root, *guide, end, "/goeremaal/"]) == []


def test_pages_of_the_agreement(cast: Cast, page_as: Callable[..., Page]) -> None:
    talk, anna = talks.held_talk(cast), page_as(cast.anna)
    root = f"/samtaler/{talk.pk}/"
    found = all_faults(anna, [root, f"{root}opsummering/", f"{root}guide/opgave-2/"])
    row = talks.agreement_of(talk)
    agreements.send_for_approval(agreement=row, version=row.version, by=cast.anna)
    found += all_faults(anna, [root, f"{root}aftale/"])
    for person in (cast.anna, cast.bo):
        agreements.approve(agreement=row, version=row.version, by=person)
    propose_status(duty=cast.theme.duties.get(key="capital"), by=cast.bo, status="agreed")
    theme = f"/temaer/{cast.theme.slug}/"
    done = [root, f"{root}aftale/", f"{root}aftale/print/", f"{root}genaabn/", "/"]
    done += [theme, f"{theme}opgaver/", f"{theme}opgaver/capital/", f"{theme}opgaver/sparring/"]
    assert found + all_faults(anna, done) == []


def test_pages_with_faults_in_what_was_typed(cast: Cast, page_as: Callable[..., Page]) -> None:
    talk = talks.invited_talk(cast)
    page = page_as(cast.anna)
    page.goto(f"/samtaler/{talk.pk}/invitation/")
    page.get_by_label("Første forslag").fill("2020-01-01T10:00")
    page.get_by_role("button", name="Gem og vis").click()
    assert page.locator("#error-summary").is_visible()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert [one["id"] for one in page.evaluate(RUN, RULES)] == []


def test_pages_beside_the_talk(cast: Cast, page_as: Callable[..., Page]) -> None:
    talk = talks.agreed_talk(cast)
    for text, is_raised in (("Ferie", True), ("Mit eget", False), ("Parkeret", True)):
        agenda.add_point(conversation=talk, by=cast.bo, text=text, is_raised=is_raised)
    agenda.move_point(point=AgendaPoint.objects.last(), by=cast.bo, verb="park")
    point = AgendaPoint.objects.first().pk
    root = f"/samtaler/{talk.pk}/"
    pages = [f"{root}dagsorden/", f"{root}dagsorden/punkt/{point}/"]
    pages += [f"{root}mine-noter/", f"{root}registrer/"]
    assert all_faults(page_as(cast.bo), pages) == []


def test_pages_of_the_partnership(cast: Cast, page_as: Callable[..., Page]) -> None:
    talk = talks.approved_talk(cast)
    today, theme = timezone.localdate(), f"/temaer/{cast.theme.slug}/"
    row = partnership.plan_sparring(theme=cast.theme, by=cast.bo, takes_place_on=today)
    partnership.acknowledge(theme=cast.theme, by=cast.bo, text="Du turde spørge")
    pulse = partnership.open_pulse(theme=cast.theme, by=cast.bo)
    bo, root = page_as(cast.bo), f"/samtaler/{talk.pk}/"
    pages = [f"{theme}sparring/", f"{theme}sparring/{row.pk}/", f"{theme}anerkendelse/"]
    pages += [f"{theme}puls/", f"{theme}opgaver/partnership/", f"{theme}gennemgang/", root]
    pages.append(f"/samtaler/ny/{cast.theme.slug}/?slags=followup")
    found = all_faults(page_as(cast.anna), [pages.pop()]) + all_faults(bo, pages)
    for person in (cast.anna, cast.bo):
        partnership.answer_pulse(pulse=pulse, by=person, answers={})
    sittings.start_sitting(theme=cast.theme, by=cast.anna)
    assert found + all_faults(bo, [f"{theme}puls/", f"{theme}gennemgang/"]) == []
