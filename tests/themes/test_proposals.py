"""A proposal on its way from an employee to the secretariat, and back with an answer."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.cast import Cast, make_theme
from tests.rooms import round_of_proposals
from themes.forms.rounds import QUESTION
from themes.models import Gate, Phase, Theme, ThemeQuestion, ThemeType

PROPOSE, PROPOSALS = "/temaer/foreslaa/", "/temaer/forslag/"


def values(**changes: Any) -> dict[str, Any]:
    """What the form sends."""
    return {
        "title": "Flere på cykel",
        "type": ThemeType.objects.get(key="innovation").pk,
        "challenge": "Mange kører kort i bil.",
    } | changes


def propose(client: Client, **changes: Any) -> Theme:
    response = client.post(PROPOSE, values(**changes))
    assert response.status_code == 302
    return Theme.objects.get(title=changes.get("title", "Flere på cykel"))


def page(theme: Theme) -> str:
    return f"{PROPOSALS}{theme.slug}/"


@pytest.fixture
def eva(cast: Cast, client: Client) -> Client:
    """The browser of an employee without a role."""
    client.force_login(cast.eva)
    return client


@pytest.fixture
def gry(cast: Cast) -> Client:
    """The browser of the secretariat."""
    browser = Client()
    browser.force_login(cast.gry)
    return browser


def test_draft_is_its_authors_alone(cast: Cast, eva: Client) -> None:
    theme = propose(eva, challenge="")
    assert (theme.status, theme.phase.key) == (Theme.Status.DRAFT, Phase.PROPOSAL)
    assert "Kun du kan læse dette" in eva.get(page(theme)).text
    for person in (cast.gry, cast.anna, cast.root):
        browser = Client()
        browser.force_login(person)
        assert browser.get(page(theme)).status_code == 404
        assert browser.post(page(theme), {"accept": "1"}).status_code == 404
        assert "Flere på cykel" not in browser.get(PROPOSALS).text


def test_form_names_those_who_will_read(eva: Client) -> None:
    assert "Gry Sekretær" in eva.get(PROPOSE).text


def test_draft_is_saved_then_sent(cast: Cast, eva: Client) -> None:
    theme = propose(eva, units=[cast.eva.unit_id])
    form = eva.get(page(theme)).context["form"]
    assert form.initial["units"] == [cast.eva.unit]
    sent = values(ambition="Renere luft", version=1)
    assert eva.post(page(theme), sent)["Location"] == page(theme)
    assert eva.post(page(theme), sent | {"version": 2, "send": "1"})["Location"] == PROPOSALS
    theme.refresh_from_db()
    assert (theme.status, theme.ambition) == (Theme.Status.PROPOSED, "Renere luft")
    assert theme.units.count() == 0


def test_proposal_sent_at_once_twice_is_one(cast: Cast, eva: Client, gry: Client) -> None:
    for _twice in range(2):
        assert eva.post(PROPOSE, values(send="1")).status_code == 302
    assert cast.eva.proposals.get().status == Theme.Status.PROPOSED
    assert "Flere på cykel" in gry.get(PROPOSALS).text


def test_proposal_without_a_challenge_is_not_sent_and_stays(eva: Client) -> None:
    response = eva.post(PROPOSE, values(challenge=" ", ambition="Renere luft", send="1"))
    assert list(response.context["form"].errors) == ["challenge"]
    assert "Renere luft</textarea>" in response.text
    assert not Theme.objects.filter(title="Flere på cykel").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "a\x00"}, "title"),
        ({"type": ""}, "type"),
        ({"challenge": "x" * 100_000}, "challenge"),
        ({"ambition": "a\x07b"}, "ambition"),
    ],
)
def test_bad_input_stays_on_the_screen(eva: Client, changes: dict[str, Any], field: str) -> None:
    response = eva.post(PROPOSE, values(**changes))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"][field].value() == changes[field]


@pytest.mark.parametrize("title", ["🌱", "Rediger", "Forslag", "-", "Færre ensomme ældre"])
def test_any_title_gets_an_address_of_its_own(eva: Client, title: str) -> None:
    response = eva.post(PROPOSE, values(title=title), follow=True)
    assert response.status_code == 200
    assert response.context["theme"].title == title


def test_stale_draft_shows_both_texts(eva: Client) -> None:
    theme = propose(eva)
    eva.post(page(theme), values(version=1, ambition="Fra den ene fane"))
    response = eva.post(page(theme), values(version=1, ambition="Fra den anden", send="1"))
    assert response.status_code == 409
    assert "Fra den ene fane" in response.text
    assert "Fra den anden</textarea>" in response.text
    theme.refresh_from_db()
    assert theme.status == Theme.Status.DRAFT


def test_accepted_proposal_becomes_a_theme(cast: Cast, eva: Client, gry: Client) -> None:
    theme = propose(eva, send="1")
    for _twice in range(2):
        response = gry.post(page(theme), {"accept": "1", "reason": ""})
        assert response["Location"] == theme.get_absolute_url()
    assert "Flere på cykel" in eva.get("/temaer/").text
    assert "Dit forslag er godkendt" in eva.get(page(theme)).text


def test_declined_proposal_tells_its_author_why(eva: Client, gry: Client) -> None:
    theme = propose(eva, send="1")
    response = gry.post(page(theme), {"decline": "1", "reason": ""})
    assert list(response.context["form"].errors) == ["reason"]
    gry.post(page(theme), {"decline": "1", "reason": "Det arbejder vi med."})
    text = eva.get(page(theme)).text
    assert "Det arbejder vi med." in text
    assert "Svar fra Gry Sekretær" in text
    assert "Afvist" in eva.get(PROPOSALS).text


def test_second_answer_that_differs_is_refused_and_stays(eva: Client, gry: Client) -> None:
    theme = propose(eva, send="1")
    gry.post(page(theme), {"accept": "1"})
    response = gry.post(page(theme), {"decline": "1", "reason": "Alligevel ikke"})
    assert response.status_code == 409
    assert "Alligevel ikke</textarea>" in response.text
    theme.refresh_from_db()
    assert theme.status == Theme.Status.ACCEPTED


def test_only_the_secretariat_decides(cast: Cast, eva: Client) -> None:
    theme = propose(eva, send="1")
    assert eva.post(page(theme), {"accept": "1"}).status_code == 403
    assert 'name="accept"' not in eva.get(page(theme)).text
    browser = Client()
    browser.force_login(cast.anna)
    assert browser.post(page(theme), {"accept": "1"}).status_code == 404
    theme.refresh_from_db()
    assert theme.status == Theme.Status.PROPOSED


def test_accepted_proposal_of_another_is_not_found_as_a_proposal(
    cast: Cast, client: Client
) -> None:
    theme = make_theme("Godkendt", proposed_by=cast.eva)
    client.force_login(cast.anna)
    assert client.get(page(theme)).status_code == 404
    assert client.get(theme.get_absolute_url()).status_code == 200


def test_theme_that_was_never_proposed_has_no_proposal(cast: Cast, gry: Client) -> None:
    assert gry.get(page(cast.theme)).status_code == 404


def test_employee_sees_no_inbox(cast: Cast, eva: Client) -> None:
    make_theme("En andens", status=Theme.Status.PROPOSED, proposed_by=cast.anna)
    response = eva.get(PROPOSALS)
    assert "En andens" not in response.text
    assert "inbox" not in response.context


def test_proposals_ask_as_much_for_three_as_for_one(
    cast: Cast, gry: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for more in (1, 2):
        for number in range(more):
            for status in ("proposed", "declined"):
                make_theme(f"{status} {number}", status=status, proposed_by=cast.eva)
            make_theme(f"Mit {number}", status="draft", proposed_by=cast.gry)
        gry.get(PROPOSALS)
        with django_assert_max_num_queries(10) as asked:
            gry.get(PROPOSALS)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_secretary_who_sends_twice_accepts_nothing(cast: Cast, gry: Client) -> None:
    theme = propose(gry)
    data = values(version=theme.version, send="1")
    for _ in range(2):
        assert gry.post(page(theme), data).status_code == 302
    theme.refresh_from_db()
    assert theme.status == Theme.Status.PROPOSED


def test_answer_without_a_button_decides_nothing(eva: Client, gry: Client) -> None:
    theme = propose(eva, send="1")
    assert gry.post(page(theme), {}).status_code == 400
    theme.refresh_from_db()
    assert theme.status == Theme.Status.PROPOSED


def test_draft_saved_twice_is_saved_once(eva: Client) -> None:
    theme = propose(eva)
    data = values(version=theme.version, ambition="Tre ture om ugen")
    for _ in range(2):
        assert eva.post(page(theme), data).status_code == 302
    theme.refresh_from_db()
    assert (theme.version, theme.ambition) == (2, "Tre ture om ugen")


def test_words_that_come_after_sending_stay_on_the_screen(eva: Client) -> None:
    theme = propose(eva, send="1")
    answer = eva.post(page(theme), values(version=theme.version, ambition="Kom for sent"))
    assert answer.status_code == 409
    assert "Kom for sent" in answer.text


def test_more_words_within_the_minute_are_another_draft(eva: Client) -> None:
    propose(eva)
    eva.post(PROPOSE, values(why_cross_cutting="Skoler og veje skal tale sammen"))
    assert Theme.objects.filter(why_cross_cutting__startswith="Skoler").exists()


def mark(key: str) -> str:
    return f"{QUESTION}{ThemeQuestion.objects.get(key=key).pk}"


def test_marks_of_a_good_theme_are_asked_and_may_be_passed_over(eva: Client, gry: Client) -> None:
    page_ = eva.get(PROPOSE)
    assert len(page_.context["form"].marks) == 7
    theme = propose(eva, send="1", **{mark("new-way"): "Flere cykelstier hjalp ikke"})
    text = gry.get(page(theme)).text
    assert "Flere cykelstier hjalp ikke" in text
    assert "Hvorfor er det ikke nok at gøre, som vi plejer?" in text
    assert "Hvem kunne lede netværket" not in text


def test_answers_to_the_marks_stay_in_the_draft(eva: Client) -> None:
    theme = propose(eva, **{mark("essential"): "Luften"})
    assert eva.get(page(theme)).context["form"][mark("essential")].value() == "Luften"
    eva.post(page(theme), values(version=1, **{mark("essential"): "Luften og støjen"}))
    theme.refresh_from_db()
    assert theme.version == 2
    assert theme.answers.get().text == "Luften og støjen"


def test_proposal_is_sent_for_the_next_round(eva: Client, gry: Client) -> None:
    coming = round_of_proposals(0)
    for days in (-1, 1):
        round_of_proposals(days)
    theme = propose(eva, send="1")
    assert theme.round == coming
    assert "Flere på cykel" in gry.get(coming.get_absolute_url()).text
    assert "Flere på cykel" in eva.get(coming.get_absolute_url()).text


def test_others_do_not_see_who_proposed_in_a_round(cast: Cast, eva: Client) -> None:
    coming = round_of_proposals(0)
    assert propose(eva, send="1").round == coming
    browser = Client()
    browser.force_login(cast.anna)
    assert "Flere på cykel" not in browser.get(coming.get_absolute_url()).text


def test_proposal_is_revised_and_sent_again(cast: Cast, eva: Client, gry: Client) -> None:
    theme = propose(eva, send="1")
    assert "reason" in gry.post(page(theme), {"revise": "1"}).context["form"].errors
    told = {"revise": "1", "reason": "Hvem skal med?"}
    for _twice in range(2):
        assert gry.post(page(theme), told).status_code == 302
    text = eva.get(page(theme)).text
    assert "Gry Sekretær beder dig rette dette" in text
    assert "Hvem skal med?" in text
    assert "Sekretariatet beder dig rette dit forslag" in eva.get("/").text
    theme.refresh_from_db()
    sent = values(version=theme.version, why_cross_cutting="Skolerne", send="1")
    assert eva.post(page(theme), sent)["Location"] == PROPOSALS
    assert "Flere på cykel" in gry.get(PROPOSALS).text
    gry.post(page(theme), {"accept": "1"})
    theme.refresh_from_db()
    assert (theme.status, theme.decided_on) == (Theme.Status.ACCEPTED, timezone.localdate())
    assert Gate.objects.get(theme=theme).to_phase.key == Phase.STARTUP


def test_secretariat_reads_but_does_not_write_what_is_to_be_revised(
    eva: Client, gry: Client
) -> None:
    theme = propose(eva, send="1")
    gry.post(page(theme), {"revise": "1", "reason": "Hvem skal med?"})
    assert 'name="accept"' not in gry.get(page(theme)).text
    assert gry.post(page(theme), {"accept": "1"}).status_code == 409
    assert gry.get(f"{theme.get_absolute_url()}rediger/").status_code == 403
