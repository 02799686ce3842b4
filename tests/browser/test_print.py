"""What Chromium prints: how many sheets, and that what must be on them is, each duty in one piece.

The length of the test's texts is that of the demo's; page counts have room for other fonts.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from dialogues.models import Agreement, Conversation, ConversationPoint
from dialogues.services import conversations
from roles.models import RolePoint, User
from tests import rooms, talks
from tests.browser.pdf import sheets
from tests.cast import Cast

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

type PageAs = Callable[..., Page]
WORDS = "Vi taler sammen hver anden torsdag, og referencelederen åbner døren til chefforum."


def printed(page_as: PageAs, person: User, address: str) -> list[str]:
    """The text of each sheet, without spaces."""
    page = page_as(person)
    page.goto(address)
    return sheets(page.pdf(format="A4", prefer_css_page_size=True))


def bare(text: str) -> str:
    return "".join(str(text).split())


def duties() -> list[str]:
    return [bare(point) for point in RolePoint.objects.duties().current().order_by("order")]


def write_points(talk: Conversation, cast: Cast) -> None:
    """What the two say about each duty."""
    for point in ConversationPoint.objects.filter(conversation=talk).exclude(point=None):
        texts = {"note": WORDS, "decision": WORDS}
        conversations.write_point(point=point, by=cast.anna, texts=texts)


def test_agreement(cast: Cast, page_as: PageAs) -> None:
    talk = talks.approved_talk(cast)
    talks.agreement_of(talk).items.update(text=WORDS, status="agreed")
    Agreement.objects.update(collaboration=WORDS, rhythm=WORDS)
    found = printed(page_as, cast.anna, f"/samtaler/{talk.pk}/aftale/print/")
    assert 1 <= len(found) <= 3
    assert all(name in "".join(found) for name in duties())
    assert [f"{n}/{len(found)}" in text for n, text in enumerate(found, 1)] == [True] * len(found)


def test_ten_duties(cast: Cast, page_as: PageAs) -> None:
    talk = talks.approved_talk(cast)
    talks.agreement_of(talk).items.update(text=WORDS)
    cast.theme.duties.update(next_step=WORDS, responsible=cast.bo, due_on="2030-01-31")
    found = printed(page_as, cast.anna, f"/temaer/{cast.theme.slug}/opgaver/print/")
    assert 1 <= len(found) <= 3
    for name in duties():
        assert [text.count(name) for text in found if name in text] == [1]
    for text in found:
        rows = sum(name in text for name in duties())
        assert text.count("Senest:") == text.count(bare(WORDS)) / 2 == rows
        assert bool(rows) == ("Detharviaftalt" in text)


@pytest.mark.parametrize(("is_written", "lasts"), [(False, "Fællesstatus"), (True, bare(WORDS))])
def test_guide(cast: Cast, page_as: PageAs, is_written: bool, lasts: str) -> None:
    talk = talks.started_talk(cast)
    if is_written:
        write_points(talk, cast)
        talk = conversations.hold(conversation=talk, by=cast.anna)
    found = printed(page_as, cast.bo, f"/samtaler/{talk.pk}/guide/print/")
    assert 3 <= len(found) <= 6
    assert sum(name in text for text in found for name in duties()) == 10
    whole = [bare(str(row.point)) for row in talk.points.exclude(point=None)]
    if not is_written:
        whole = [bare(str(row.point)) for row in talk.points.filter(is_chosen=True) if row.point]
    for text in found:
        assert text.count(lasts) == sum(name in text for name in whole) * (1 + is_written)


def test_blank_form(cast: Cast, page_as: PageAs) -> None:
    talk = talks.agreed_talk(cast)
    talks.write(talk, cast.bo, "Et svar, der ikke skal på papir")
    found = printed(page_as, cast.bo, f"/samtaler/{talk.pk}/skema/print/")
    assert 4 <= len(found) <= 7
    whole = "".join(found)
    for question in talk.question_set.questions.all():
        assert bare(question.reference_leader_da) in whole
    for text in found:
        assert text.count("Jegharbrugforhjælptil") == sum(name in text for name in duties())
    assert "ikkeskalpåpapir" not in whole


def test_no_address_and_no_navigation_is_printed(cast: Cast, page_as: PageAs) -> None:
    talk = talks.agreed_talk(cast)
    found = printed(page_as, cast.anna, f"/samtaler/{talk.pk}/guide/print/")
    assert "http" not in "".join(found)
    assert "Tilbagetil" not in "".join(found)
    assert [bare(cast.theme.title) in text for text in found] == [True] * len(found)


def test_button_prints(cast: Cast, page_as: PageAs) -> None:
    talk = talks.agreed_talk(cast)
    page = page_as(cast.anna)
    page.add_init_script("window.print = () => { document.title = 'printed'; };")
    page.goto(f"/samtaler/{talk.pk}/skema/print/")
    page.get_by_role("button", name="Udskriv").click()
    assert page.title() == "printed"


def test_stories_have_a_sheet_each_and_the_map_one_sheet(cast: Cast, page_as: PageAs) -> None:
    for number in range(3):
        rooms.story(cast, title=f"Fortælling {number}")
    found = printed(page_as, cast.eva, "/temaer/vaerdi/")
    assert [f"Fortælling{number}" in found[2 - number] for number in range(3)] == [True] * 3
    assert "Søgifortællinger" not in "".join(found)
    drawn = printed(page_as, cast.eva, "/temaer/kort/")
    assert all(bare(name) in drawn[0] for name in (cast.theme, cast.anna, cast.bo, cast.clara))
