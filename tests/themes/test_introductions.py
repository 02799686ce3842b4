"""The reference leader introduces people and leaders; the network leader takes it from there."""

import pytest
from django.urls import reverse

from roles.models import RoleKey
from tests import markers, rooms, staffing, taking_part, talks
from tests.cast import Cast, assign, make_person
from tests.settled import close
from tests.themes.test_offers import browser
from themes.models import ContactRequest, Follow, Member, MemberRequest, Ownership
from themes.services import member_requests

WORDS = "Vi cykler samme vej hjem"
CARD = "Bo Refsgaard introducerer Eva Sten"


def page(cast: Cast, name: str, *args: int) -> str:
    return reverse(f"themes:{name}", args=[cast.theme.slug, *args])


def test_a_colleague_is_a_member_once_both_have_said_yes(cast: Cast) -> None:
    bo, anna, eva = browser(cast.bo), browser(cast.anna), browser(cast.eva)
    sent = {"kind": "employee", "person": cast.eva.email, "words": WORDS}
    assert bo.post(page(cast, "introduce_person") + "?fra=start", sent).url == "/"
    wish = MemberRequest.objects.get()
    assert not Member.objects.exists()
    for address in ("/", page(cast, "network")):
        text = anna.get(address).text
        assert CARD in text and WORDS in text and "Tag med" in text and "Ikke nu" in text
    sent = {"fra": "start", "answer": "welcomed", "message": ""}
    assert anna.post(wish.get_absolute_url(), sent).url == "/"
    assert not Member.objects.exists()
    assert CARD not in anna.get("/").text
    assert "Anna Netsø vil gerne have Eva Sten med i netværket" in bo.get("/").text
    text = eva.get("/").text
    assert "Bo Refsgaard har introduceret dig for netværket" in text and WORDS in text
    assert "Du har spurgt" not in text
    eva.post(page(cast, "answer_introduction", wish.pk), {"fra": "start", "answer": "yes"})
    member = Member.objects.get()
    assert (member.person, member.met_how) == (cast.eva, WORDS)
    assert (member.introduced_by, member.created_by) == (cast.bo, cast.anna)
    assert Follow.objects.filter(person=cast.eva, theme=cast.theme).exists()
    assert "Mine netværk" in eva.get("/").text
    assert "Eva Sten er nu med i netværket" in bo.get("/").text
    assert "Introduceret af Bo Refsgaard" in anna.get(page(cast, "network")).text


def test_the_name_that_a_kind_needs_is_not_optional(cast: Cast) -> None:
    address, bo = page(cast, "introduce_person"), browser(cast.bo)
    text = bo.get(address).text
    assert text.count("(valgfrit)") == 1
    assert "Kollegaen bliver selv spurgt." in text
    for kind, field in (("employee", "person"), ("company", "name")):
        answer = bo.post(address, {"kind": kind, "words": WORDS})
        assert list(answer.context["form"].errors) == [field]


def test_who_says_yes_first_is_a_member_when_the_network_leader_answers(cast: Cast) -> None:
    wish = taking_part.introduction(cast)
    eva = browser(cast.eva)
    eva.post(page(cast, "answer_introduction", wish.pk), {"answer": "yes"})
    assert not Member.objects.exists()
    assert "Anna Netsø har ikke svaret endnu" in eva.get("/").text
    assert "Eva Sten vil gerne være med." in browser(cast.anna).get("/").text
    browser(cast.anna).post(wish.get_absolute_url(), {"answer": "welcomed"})
    assert Member.objects.get().person == cast.eva
    assert "Anna Netsø byder dig velkommen i netværket" in eva.get("/").text


@pytest.mark.parametrize("message", ["", "Til foråret"])
def test_not_now_needs_no_reason_and_who_introduced_reads_it(cast: Cast, message: str) -> None:
    wish, bo = taking_part.introduction(cast), browser(cast.bo)
    assert "Du har introduceret Eva Sten. Anna Netsø har ikke svaret endnu" in bo.get("/").text
    sent = {"answer": "not_now", "message": message}
    browser(cast.anna).post(wish.get_absolute_url(), sent)
    text = bo.get("/").text
    assert "Anna Netsø tager ikke Eva Sten med lige nu" in text and message in text
    assert "har introduceret dig" not in browser(cast.eva).get("/").text
    assert message in bo.get(wish.get_absolute_url()).text
    assert "tager ikke Eva Sten med" not in bo.get("/").text


def test_who_is_introduced_may_decline_and_nobody_is_made_a_member(cast: Cast) -> None:
    wish = taking_part.introduction(cast)
    eva = browser(cast.eva)
    eva.post(page(cast, "answer_introduction", wish.pk), {"answer": "no"})
    assert CARD not in browser(cast.anna).get("/").text
    assert "Eva Sten har takket nej til at være med" in browser(cast.bo).get("/").text
    sent = {"answer": "welcomed"}
    assert browser(cast.anna).post(wish.get_absolute_url(), sent).status_code == 404
    assert not Member.objects.exists()
    assert "Jeg vil gerne være med" in eva.get(cast.theme.get_absolute_url()).text


def test_words_are_on_the_pages_of_the_four_alone(cast: Cast) -> None:
    wish = taking_part.introduction(cast, words=f"{markers.WORD}-introduction-words-1")
    pages = [cast.theme.get_absolute_url(), page(cast, "network"), "/", wish.get_absolute_url()]
    pages += ["/mine-medarbejdere/", f"/soeg/?q={markers.WORD}", cast.eva.get_absolute_url()]
    for who in ("eva", "anna", "finn", "bo", "clara", "dan", "gry", "root"):
        text = "".join(browser(getattr(cast, who)).get(one).content.decode() for one in pages)
        assert bool(markers.found(text)) == (who in {"eva", "anna", "finn", "bo"}), who


def test_line_manager_is_told_of_an_introduction_as_of_a_wish(cast: Cast) -> None:
    wish, finn = taking_part.introduction(cast), browser(cast.finn)
    assert "Eva Sten er introduceret for et netværk" in finn.get("/").text
    text = finn.get(wish.get_absolute_url()).text
    assert WORDS in text and "Tag med" not in text
    assert "er introduceret" not in finn.get("/").text
    assert CARD not in finn.get(page(cast, "network")).text


def test_who_comes_from_outside_is_taken_in_one_press_and_listed_only_with_a_yes(
    cast: Cast,
) -> None:
    told = {"kind": "citizen", "name": "Bodil Borger", "organisation": "Beboerne"}
    browser(cast.bo).post(page(cast, "introduce_person"), told | {"words": WORDS})
    wish = MemberRequest.objects.get()
    for who in (cast.eva, cast.clara, cast.gry):
        assert browser(who).get(wish.get_absolute_url()).status_code == 404
    assert "Bo Refsgaard introducerer Bodil Borger, Beboerne" in browser(cast.anna).get("/").text
    browser(cast.anna).post(wish.get_absolute_url(), {"answer": "welcomed"})
    member = Member.objects.get()
    assert (member.name, member.organisation, member.met_how) == ("Bodil Borger", "Beboerne", WORDS)
    assert (member.may_be_listed, member.introduced_by) == (False, cast.bo)
    assert "Bodil Borger" not in browser(cast.eva).get(page(cast, "network")).text


def test_secretariat_answers_where_nobody_leads_the_network(cast: Cast) -> None:
    wish = taking_part.introduction(cast)
    staffing.vacate(cast, "network_leader")
    assert CARD in browser(cast.gry).get("/").text
    browser(cast.gry).post(wish.get_absolute_url(), {"answer": "welcomed"})
    wish.refresh_from_db()
    assert wish.state == "taken"


def test_nobody_is_introduced_whom_the_network_knows(cast: Cast) -> None:
    bo, address = browser(cast.bo), page(cast, "introduce_person")
    for person, said in (
        (cast.anna, "Anna Netsø har allerede en rolle på temaet."),
        (cast.eva, "Eva Sten har selv bedt om at være med."),
    ):
        taking_part.wish(cast) if person == cast.eva else None
        sent = {"kind": "employee", "person": person.email, "words": WORDS}
        assert said in bo.post(address, sent).text
    member_requests.withdraw_member_request(wish=MemberRequest.objects.get(), by=cast.eva)
    taking_part.member(cast)
    assert "allerede med i netværket" in bo.post(address, sent).text
    sent = {"kind": "employee", "words": WORDS}
    assert "Vælg medarbejderen" in bo.post(address, sent).text


def test_what_is_taken_back_is_gone_for_the_others(cast: Cast) -> None:
    wish = taking_part.introduction(cast)
    browser(cast.bo).post(page(cast, "withdraw_member_request", wish.pk))
    for who in (cast.anna, cast.eva, cast.finn):
        assert browser(who).get(wish.get_absolute_url()).status_code == 404
        assert "introducer" not in browser(who).get("/").text
    assert taking_part.introduction(cast).pk != wish.pk


def test_who_is_introduced_may_not_ask_beside_it_but_is_shown_the_way(cast: Cast) -> None:
    wish = taking_part.introduction(cast)
    eva = browser(cast.eva)
    assert eva.get(page(cast, "take_part")).url == wish.get_absolute_url()
    text = eva.get(cast.theme.get_absolute_url()).text
    assert "Bo Refsgaard har introduceret dig for netværket" in text
    sent = {"time": "more", "words": "Jeg kender Søparken"}
    assert "Svar på introduktionen" in eva.post(page(cast, "take_part"), sent).text


def test_network_leader_who_writes_the_person_in_answers_the_introduction(cast: Cast) -> None:
    wish = taking_part.introduction(cast)
    taking_part.member(cast)
    wish.refresh_from_db()
    assert wish.state == "welcomed"
    assert "har introduceret dig" not in browser(cast.eva).get("/").text


# A leader


def introduce(cast: Cast, **told: str) -> Ownership:
    sent = {"leader": rooms.leader(cast).email, "words": "Ring før ni", **told}
    browser(cast.bo).post(page(cast, "introduce_leader"), sent)
    return Ownership.objects.get()


def test_a_leader_and_the_network_leader_are_brought_together(cast: Cast) -> None:
    row, anna, bo = introduce(cast), browser(cast.anna), browser(cast.bo)
    leader = browser(row.leader)
    card = f"Bo Refsgaard introducerer {row.leader.name}"
    text = anna.get("/").text
    assert card in text and "Ring før ni" in text and "Tag kontakt" in text
    edit = page(cast, "edit_ownership", row.pk)
    form = anna.get(edit).context["form"]
    assert form.initial["next_by"] == cast.anna and form.initial["leader"] == row.leader
    text = leader.get("/").text
    assert "Bo Refsgaard har introduceret dig for Anna Netsø, der leder netværket" in text
    assert cast.anna.email in text and page(cast, "leader_line") in text
    listed = anna.get(page(cast, "ownership")).text
    assert "Introduceret" in listed and "af Bo Refsgaard den" in listed
    assert "Ring før ni" in leader.get(page(cast, "leader_line")).text
    assert "har introduceret dig" not in leader.get("/").text
    told = {"version": row.version, "leader": row.leader.name, "last_contact_on": rooms.today()}
    assert anna.post(edit, told | {"said": "", "words": ""}).status_code == 302
    row.refresh_from_db()
    assert (row.introduced_by, row.last_contact_on) == (cast.bo, rooms.today())
    assert card not in anna.get("/").text
    assert "introduceret af Bo Refsgaard" in bo.get(page(cast, "ownership")).text


def test_a_closed_theme_brings_nobody_together(cast: Cast) -> None:
    row = introduce(cast)
    close(cast.theme)
    for person in (cast.anna, row.leader):
        assert "introducer" not in browser(person).get("/").text
    assert browser(cast.bo).get(page(cast, "introduce_leader")).status_code == 403


def test_a_leader_with_a_role_on_the_theme_is_nobody_to_introduce(cast: Cast) -> None:
    held = make_person("Rolf Rolle", unit=cast.eva.unit, leader_level=4)
    cast.theme.units.add(cast.eva.unit)
    bo = browser(cast.bo)
    assert held.get_absolute_url() in bo.get(page(cast, "ownership")).text
    assign(cast.theme, RoleKey.CO_DRIVER, held)
    assert held.get_absolute_url() not in bo.get(page(cast, "ownership")).text
    sent = {"leader": held.email, "words": "x"}
    said = "Rolf Rolle har allerede en rolle på temaet."
    assert said in bo.post(page(cast, "introduce_leader"), sent).text


def test_a_leader_who_was_spoken_to_is_not_introduced_again(cast: Cast) -> None:
    row = rooms.ownership(cast)
    sent = {"leader": row.leader.email, "words": "x"}
    said = f"I har allerede talt med {row.leader.name} om temaet."
    assert said in browser(cast.bo).post(page(cast, "introduce_leader"), sent).text
    Ownership.objects.update(last_contact_on=None)
    assert introduce(cast).pk == row.pk
    sent["words"] = "Andre ord"
    said = f"{row.leader.name} er allerede introduceret."
    assert said in browser(cast.bo).post(page(cast, "introduce_leader"), sent).text


def test_the_way_begins_at_the_start_page_and_at_the_map(cast: Cast) -> None:
    leader, bo = rooms.leader(cast), browser(cast.bo)
    cast.theme.units.add(cast.eva.unit)
    assert f"{page(cast, 'introduce_leader')}?fra=start" in bo.get("/").text
    way = f"{page(cast, 'introduce_leader')}?leder={leader.pk}"
    assert way in bo.get(page(cast, "ownership")).text
    assert leader.email in bo.get(way).text
    text = browser(cast.anna).get(page(cast, "ownership")).text
    assert page(cast, "introduce_leader") not in text


# The network leader asks for somebody


def test_the_network_leader_asks_for_a_contact_and_an_introduction_answers(cast: Cast) -> None:
    anna, bo = browser(cast.anna), browser(cast.bo)
    talks.held_talk(cast)
    ask, sought = (
        page(cast, "ask_contact"),
        "Anna Netsø leder efter en kontakt: En, der kender havnen",
    )
    for room in ("network", "ownership"):
        assert "Bed Bo Refsgaard om en kontakt" in anna.get(page(cast, room)).text
        assert "om en kontakt" not in bo.get(page(cast, room)).text
    for words in ("En anden", "En, der kender havnen"):
        anna.post(ask, {"words": words})
    assert "Du har bedt om en kontakt" in anna.get("/").text
    assert sought in bo.get("/").text and sought not in browser(cast.gry).get("/").text
    sent = {"kind": "employee", "person": cast.eva.email, "words": WORDS}
    bo.post(page(cast, "introduce_person"), sent)
    assert sought not in bo.get("/").text
    assert "Du har bedt om en kontakt" not in anna.get("/").text


def test_the_network_leader_takes_the_own_request_back_until_it_is_answered(cast: Cast) -> None:
    anna, bo, wish = browser(cast.anna), browser(cast.bo), taking_part.contact(cast)
    talks.held_talk(cast)
    take_back = page(cast, "withdraw_contact")
    assert "Træk ønsket tilbage" in anna.get(page(cast, "ask_contact")).text
    answer = anna.post(take_back, follow=True)
    assert "Du har trukket dit ønske om en kontakt tilbage." in answer.text
    assert "leder efter en kontakt" not in bo.get("/").text
    assert bo.post(page(cast, "know_nobody", wish.pk)).status_code == 404
    assert "Træk ønsket tilbage" not in anna.get(page(cast, "ask_contact")).text
    bo.post(page(cast, "know_nobody", taking_part.contact(cast).pk))
    answer = anna.post(take_back, follow=True)
    assert "Ønsket er allerede besvaret eller trukket tilbage." in answer.text
    assert ContactRequest.objects.get().answered_by == cast.bo


def test_a_request_that_waits_stands_on_the_network_and_is_corrected(cast: Cast) -> None:
    anna, correct, ask = browser(cast.anna), "Ret dit ønske om en kontakt", "Bed Bo Refsgaard om"
    assert correct not in anna.get(page(cast, "network")).text
    wish = taking_part.contact(cast)
    text = anna.get(page(cast, "network")).text
    assert wish.words in text and correct in text and ask not in text
    text = anna.get(page(cast, "ownership")).text
    assert correct in text and ask not in text
    text = anna.get(page(cast, "ask_contact")).text
    assert correct in text and "Gem ændringen" in text and ask not in text
    for who in (cast.bo, cast.gry, cast.eva):
        assert wish.words not in browser(who).get(page(cast, "network")).text
    browser(cast.bo).post(page(cast, "know_nobody", wish.pk))
    text = anna.get(page(cast, "network")).text
    assert ask in text and correct not in text
    text = anna.get(page(cast, "ask_contact")).text
    assert ask in text and "Gem ændringen" not in text


def test_the_answer_that_the_other_knows_nobody_is_never_folded_away(cast: Cast) -> None:
    wish = taking_part.contact(cast)
    for number in range(9):
        rooms.idea(cast, look_again_on=rooms.today(), title=f"Idé {number}")
    browser(cast.bo).post(page(cast, "know_nobody", wish.pk))
    shown = browser(cast.anna).get("/").context
    said = "Bo Refsgaard kender ingen lige nu: “En, der kender havnen”"
    assert said in [step.title for step in shown["steps"]]
    assert shown["more_steps"]


def test_who_knows_nobody_says_so_and_the_network_leader_reads_it_once(cast: Cast) -> None:
    anna, bo, wish = browser(cast.anna), browser(cast.bo), taking_part.contact(cast)
    talks.held_talk(cast)
    for _twice in range(2):
        assert bo.post(page(cast, "know_nobody", wish.pk)).url == "/"
    assert "leder efter en kontakt" not in bo.get("/").text
    said = "Bo Refsgaard kender ingen lige nu: “En, der kender havnen”"
    assert said in anna.get("/").text
    assert said in anna.get(page(cast, "ask_contact")).text
    assert said not in anna.get("/").text
