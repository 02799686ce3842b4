"""One theme's whole life, as the people concerned: from proposal to scaled and closed.

In the end each of the ten duties shows what really happened.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from dialogues.services import partnership
from dialogues.services.questions import load_question_sets
from roles.models import RoleKey
from tests import rooms, talks
from tests.cast import Cast, assign
from themes.models import Idea, Stage, Theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Flere på cykel"
type PageAs = Callable[..., Page]


def save(page: Page) -> None:
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("gemt")


def propose(eva: Page) -> None:
    """Eva writes a proposal with one of the marks, and sends it."""
    eva.goto("/temaer/")
    eva.get_by_role("link", name="Foreslå et tema").click()
    eva.get_by_role("textbox", name="Titel").fill(TITLE)
    eva.get_by_label("Type").select_option(label="Velfærd")
    eva.get_by_role("textbox", name="Udfordringen", exact=True).fill("Mange kører kort i bil.")
    eva.get_by_text("Kendetegn ved et godt tema").click()
    eva.get_by_label("Hvorfor er det ikke nok at gøre, som vi plejer?").fill("Stier er ikke nok")
    eva.get_by_role("button", name="Send til sekretariatet").click()
    expect(eva.get_by_text("Forslaget er sendt til sekretariatet.")).to_be_visible()


def take_up(gry: Page) -> None:
    """Gry finds the proposal in her inbox and accepts it."""
    gry.goto("/")
    gry.get_by_role("link", name="1 forslag venter på svar").click()
    gry.get_by_role("link", name=TITLE).click()
    expect(gry.get_by_text("Stier er ikke nok")).to_be_visible()
    gry.get_by_role("button", name="Godkend som tema").click()
    expect(gry.get_by_role("heading", name=TITLE, level=1)).to_be_visible()


def talk(cast: Cast) -> None:
    """The two have talked, agreed and taken the pulse; how is told in test_main_job."""
    load_question_sets()
    paper = talks.agreement_of(talks.approved_talk(cast))
    paper.items.filter(point__key="co_player").update(text="Bo møder med hver måned")
    pulse = partnership.open_pulse(theme=cast.theme, by=cast.anna)
    for person in (cast.anna, cast.bo):
        partnership.answer_pulse(pulse=pulse, by=person, answers={})


def gather(anna: Page, root: str) -> None:
    """Anna finds members and writes up the first meeting and the first leader."""
    anna.goto(f"{root}netvaerk/")
    anna.get_by_role("link", name="Tilføj et medlem").click()
    anna.get_by_label("Borger").check()
    anna.get_by_label("Navn").fill("Bodil Cyklist")
    anna.get_by_label("Personen har sagt ja til at stå på listen").check()
    save(anna)
    anna.get_by_role("link", name="Netværksmøder").click()
    anna.get_by_role("link", name="Planlæg eller notér et møde").click()
    anna.get_by_label("Formål").fill("Hvorfor kører vi kort i bil?")
    anna.get_by_label("Bodil Cyklist").check()
    save(anna)
    anna.goto(f"{root}ledere/")
    anna.get_by_role("link", name="Tilføj en leder").click()
    anna.get_by_label("Leder", exact=True).fill("Lone Niveau4")
    anna.get_by_label("Vi tager ejerskab").check()
    anna.get_by_label("Sidste kontakt").fill(str(rooms.today()))
    save(anna)
    anna.goto(f"{root}sparring/")
    anna.get_by_label("Dato").fill(str(rooms.today()))
    anna.get_by_role("button", name="Skriv i loggen").click()
    anna.get_by_label("Sparringen er holdt").check()
    anna.get_by_role("button", name="Gem", exact=True).click()


def open_doors(anna: Page, bo: Page, root: str) -> None:
    """Bo ties the theme to an agenda, opens an arena that Anna asked for, and finds the money."""
    bo.goto(f"{root}strategi/")
    bo.get_by_role("link", name="Sæt en ny dagsorden").click()
    bo.get_by_label("Titel").fill("Et grønnere Lyngvig")
    bo.get_by_label("Forum", exact=True).fill("Chefforum")
    bo.get_by_label("Dato for forummets møde").fill(str(rooms.today(30)))
    bo.get_by_role("button", name="Gem", exact=True).click()
    bo.get_by_role("link", name="Ret trinnet: Et grønnere Lyngvig").click()
    bo.get_by_label("Status").select_option(label="På dagsorden")
    bo.get_by_label("Forum", exact=False).fill("Chefforum")
    save(bo)
    anna.goto(f"{root}spillebaner/bed-om/")
    anna.get_by_label("Hvad har I brug for spillebanen til?").fill("Møde cykelhandlerne")
    anna.get_by_role("button", name="Gem", exact=True).click()
    bo.goto("/temaer/spillebaner/ny/")
    bo.get_by_label("Spillebane", exact=False).first.fill("Erhvervsrådet")
    bo.get_by_label("Netværkslederne kan bede om den").check()
    bo.get_by_role("button", name="Gem", exact=True).click()
    bo.goto("/")
    bo.get_by_role("link", name="Svar: Anna Netsø beder om en spillebane").click()
    bo.get_by_label("Spillebane i dit register").select_option(label="Erhvervsrådet")
    bo.get_by_role("button", name="Tilbyd spillebanen").click()
    bo.goto(f"{root}kapital/ny/")
    bo.get_by_label("Hvad skal pengene bruges til?").fill("40 ladcykler")
    bo.get_by_label("Behov i kroner").fill("400.000")
    bo.get_by_label("Hvor kan pengene komme fra?").fill("Cykelpuljen")
    bo.get_by_label("Midler udefra").check()
    bo.get_by_label("Bevilget", exact=True).check()
    for label in ("Dato for ansøgningen", "Dato for afgørelsen"):
        bo.get_by_label(label).fill(str(rooms.today()))
    for label in ("Søgt i kroner", "Bevilget i kroner"):
        bo.get_by_label(label).fill("350.000 kr.")
    save(bo)


def judge(bo: Page, root: str) -> None:
    bo.goto(f"{root}politik/")
    bo.get_by_role("link", name="Vurder nu").click()
    bo.get_by_label("Relevant", exact=True).check()
    bo.get_by_label("Begrundelse").fill("Udvalget har spurgt")
    bo.get_by_label("Udvalg", exact=False).first.select_option(
        label="By-, Kultur- og Miljøudvalget"
    )
    bo.get_by_label("Hvad fortæller vi politikerne?").fill("31 familier cykler")
    bo.get_by_label("Hvad spørger vi politikerne om?").fill("Hvor må cyklerne stå?")
    bo.get_by_label("Hvornår skal det senest ske?").fill(str(rooms.today(60)))
    bo.get_by_label("Næste vurdering").fill(str(rooms.today(90)))
    bo.get_by_role("button", name="Gem vurderingen").click()


def move_on(anna: Page, root: str, phase: str) -> None:
    """Through the gate to the next phase, which the form proposes."""
    anna.goto(f"{root}faser/")
    anna.get_by_role("link", name="Gå til næste fase").click()
    expect(anna.get_by_label("Til fasen").locator("option:checked")).to_have_text(phase)
    anna.get_by_label("Kommentar").fill(f"Klar til {phase}")
    anna.get_by_role("button", name="Gå videre").click()
    expect(anna.get_by_text(f"Temaet er nu i fasen {phase}.")).to_be_visible()


def give(eva: Page, root: str) -> None:
    eva.goto(f"{root}ideer/")
    eva.get_by_role("link", name="Giv temaet en idé").click()
    eva.get_by_label("Idéen i få ord").fill("Lån en ladcykel")
    save(eva)


def try_out(anna: Page, root: str) -> None:
    """Anna tests the idea, writes what was learned, and moves it along on the board."""
    anna.goto(f"{root}ideer/")
    anna.get_by_role("link", name="Lån en ladcykel").click()
    anna.get_by_role("link", name="Begynd en test").click()
    anna.get_by_label("Hypotesen").fill("Den, der prøver, bliver ved")
    anna.get_by_role("button", name="Gem", exact=True).click()
    anna.get_by_role("link", name="Skriv videre på testen").click()
    anna.get_by_label("Næste skridt", exact=True).check()
    anna.get_by_label("Hvad viste testen?").fill("31 af 40 blev ved")
    anna.get_by_role("button", name="Gem", exact=True).click()
    move(anna, root, "Klar til drift", "ready")


def move(anna: Page, root: str, name: str, stage: str) -> None:
    """On the board, by the card's own button."""
    anna.goto(f"{root}ideer/")
    anna.locator("[data-card] summary").click()
    anna.get_by_role("button", name=name).click()
    anna.get_by_text("Idéen er flyttet.").first.wait_for(state="attached")
    anna.goto(f"{root}ideer/")
    expect(anna.locator(f".board-{stage}")).to_contain_text("Lån en ladcykel")


def hand_over(anna: Page, finn: Page, bo: Page, cast: Cast) -> None:
    """Anna asks Finn, who says yes; then Bo confirms."""
    anna.get_by_role("link", name="Lån en ladcykel").click()
    anna.get_by_role("link", name="Overdrag til basisorganisationen").click()
    anna.get_by_label("Modtager").fill("Finn Leder")
    anna.get_by_label("Enhed").select_option(str(cast.eva.unit_id))
    anna.get_by_label("Følg op").fill(str(rooms.today(120)))
    anna.get_by_role("button", name="Gem", exact=True).click()
    finn.goto("/")
    finn.get_by_role("link", name="Svar: Anna Netsø spørger, om du vil overtage idéen").click()
    finn.get_by_label("Dit svar").fill("Den passer hos os")
    finn.get_by_role("button", name="Ja, jeg overtager idéen").click()
    bo.goto("/")
    bo.get_by_role("link", name="Se og bekræft").click()
    bo.get_by_role("button", name="Bekræft overdragelsen").click()
    expect(bo.get_by_text("Idéen er nu i drift i basisorganisationen.")).to_be_visible()


def scale_and_tell(anna: Page, eva: Page, root: str) -> None:
    """The idea is scaled, its giver hears of it, and Anna tells what it was worth."""
    move(anna, root, "Udbredt", "scaled")
    eva.goto("/")
    expect(eva.get_by_text("nu på trinnet udbredt")).to_be_visible()
    anna.goto(f"{root}vaerdi/ny/")
    anna.get_by_label("Overskrift").fill("31 familier uden bil nummer to")
    anna.get_by_label("Hvad blev anderledes?").fill("De solgte den.")
    anna.get_by_label("Borgere").check()
    anna.get_by_label("Hvem gør det en forskel for?").fill("31 familier")
    anna.get_by_label("Vist for byen").fill(str(rooms.today()))
    save(anna)


# What each duty's page shows in the end, in the order of the ten.
SHOWN = {
    "strategic_link": "Et grønnere Lyngvig",
    "arenas": "Erhvervsrådet",
    "sparring": "Sparringen blev sidst holdt",
    "capital": "bevilget 350.000 kr. ud af 400.000 kr., der er brug for.",
    "ownership": "Lone Niveau4",
    "co_player": "Bo møder med hver måned",
    "value": "31 familier uden bil nummer to",
    "lab_to_practice": "Lån en ladcykel",
    "political_interplay": "Vurderet som “relevant”",
    "partnership": "Pulsen blev sidst taget",
}


def see_the_duties(page: Page, root: str) -> None:
    for key, told in SHOWN.items():
        page.goto(f"{root}opgaver/{key}/")
        expect(page.locator("main")).to_contain_text(told)


def live(cast: Cast, page_as: PageAs, **options: bool) -> Theme:
    """The theme's life, from Eva's proposal to the closed theme."""
    anna, bo, eva, finn, gry = (
        page_as(getattr(cast, who), **options) for who in ("anna", "bo", "eva", "finn", "gry")
    )
    propose(eva)
    take_up(gry)
    theme = Theme.objects.get(title=TITLE)
    rooms.leader(cast)
    assign(theme, RoleKey.NETWORK_LEADER, cast.anna)
    assign(theme, RoleKey.REFERENCE_LEADER, cast.bo)
    talk(replace(cast, theme=theme))
    root = theme.get_absolute_url()
    gather(anna, root)
    open_doors(anna, bo, root)
    judge(bo, root)
    for phase in ("Netværk", "Test"):
        move_on(anna, root, phase)
    give(eva, root)
    try_out(anna, root)
    hand_over(anna, finn, bo, cast)
    scale_and_tell(anna, eva, root)
    for phase in ("Overdragelse", "Skalering", "Afsluttet"):
        move_on(anna, root, phase)
    for page in (anna, bo):
        see_the_duties(page, root)
    anna.goto(root)
    expect(anna.get_by_role("heading", name="Det kom der ud af temaet")).to_be_visible()
    return theme


def test_a_theme_lives_from_proposal_to_closed(cast: Cast, page_as: PageAs) -> None:
    theme = live(cast, page_as)
    assert Idea.objects.get(theme=theme).stage == Stage.SCALED
    theme.refresh_from_db()
    assert theme.is_closed


def test_a_theme_lives_without_javascript(cast: Cast, page_as: PageAs) -> None:
    theme = live(cast, page_as, java_script_enabled=False)
    assert Idea.objects.get(theme=theme).stage == Stage.SCALED
