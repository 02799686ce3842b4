"""An employee asks to take part in a network: who reads it, who answers, and what comes of it."""

from datetime import time

import pytest
from django.test import Client
from django.urls import reverse

from roles.models import User
from tests import markers, rooms, staffing, taking_part
from tests.cast import Cast
from themes.models import Member, MemberRequest
from themes.services import member_requests


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(cast: Cast, name: str = "take_part", *args: int) -> str:
    return reverse(f"themes:{name}", args=[cast.theme.slug, *args])


def test_asks_and_is_welcomed(cast: Cast) -> None:
    eva, anna = browser(cast.eva), browser(cast.anna)
    assert "Jeg vil gerne være med" in eva.get(cast.theme.get_absolute_url()).text
    eva.post(page(cast), {"time": "more", "words": "Jeg kender Søparken"})
    receipt = eva.get(cast.theme.get_absolute_url()).text
    assert "Anna Netsø har fået besked" in receipt
    wish = MemberRequest.objects.get()
    assert "Eva Sten vil gerne være med i netværket" in anna.get("/").text
    sent = {"answer": "welcomed", "message": "Hvor er det godt"}
    assert anna.post(wish.get_absolute_url(), sent).status_code == 302
    assert Member.objects.present().get(theme=cast.theme).person == cast.eva
    assert "Anna Netsø byder dig velkommen i netværket" in eva.get("/").text
    assert "Hvor er det godt" in eva.get(wish.get_absolute_url()).text
    start = eva.get("/").text
    assert "byder dig velkommen" not in start
    assert "Mine netværk" in start


def test_line_manager_sees_it_from_the_first_send_and_how_it_was_answered(cast: Cast) -> None:
    wish, finn = taking_part.wish(cast), browser(cast.finn)
    assert "Eva Sten vil gerne være med i et netværk" in finn.get("/").text
    text = finn.get(wish.get_absolute_url()).text
    assert "Jeg kender Søparken" in text
    assert "Hvad vil du svare" not in text
    start = finn.get("/").text
    assert "vil gerne være med i et netværk" in start
    assert "Sig, hvad du kan give" in start
    taking_part.free(cast)
    assert "vil gerne være med i et netværk" not in finn.get("/").text
    member_requests.answer_member_request(wish=wish, by=cast.anna, answer="welcomed")
    assert "Eva Sten er kommet med i et netværk" in finn.get("/").text


def test_line_manager_who_can_give_nothing_now_tells_the_employee_alone(cast: Cast) -> None:
    wish, finn, eva = taking_part.wish(cast), browser(cast.finn), browser(cast.eva)
    word = f"{markers.WORD}-not-now-1"
    finn.post(page(cast, "give_nothing_now", wish.pk), {"words": word})
    assert "vil gerne være med i et netværk" not in finn.get("/").text
    assert "Du har svaret: Ikke lige nu" in finn.get("/mine-medarbejdere/").text
    said = "Finn Leder kan ikke give tid, penge eller en vikar lige nu"
    assert said in eva.get("/").text
    assert word in eva.get(wish.get_absolute_url()).text
    assert said not in eva.get("/").text
    for who in (cast.anna, cast.bo, cast.gry, cast.root):
        pages = ["/", wish.get_absolute_url(), page(cast, "network")]
        text = "".join(browser(who).get(one).content.decode() for one in pages)
        assert word not in text and said not in text
    taking_part.free(cast)
    assert word not in eva.get(wish.get_absolute_url()).text


def test_line_manager_who_would_talk_first_tells_the_employee_alone(cast: Cast) -> None:
    wish, finn, eva = taking_part.wish(cast), browser(cast.finn), browser(cast.eva)
    word = f"{markers.WORD}-not-now-2"
    assert "Tal med mig først" in finn.get(wish.get_absolute_url()).text
    finn.post(page(cast, "give_nothing_now", wish.pk), {"answer": "talk", "words": word})
    text = finn.get("/").text
    assert "vil gerne være med i et netværk" not in text
    assert "Tal med Eva Sten om at være med i netværket" in text
    assert "Sig, hvad du kan give" in text
    assert "Du har svaret: Tal med mig først" in finn.get("/mine-medarbejdere/").text
    said = "Finn Leder vil gerne tale med dig først"
    text = eva.get("/").text
    assert said in text and word in text and cast.finn.email in text
    assert said in eva.get(wish.get_absolute_url()).text
    assert said not in eva.get("/").text
    for who in (cast.anna, cast.bo, cast.gry, cast.root):
        pages = ["/", wish.get_absolute_url(), page(cast, "network")]
        text = "".join(browser(who).get(one).content.decode() for one in pages)
        assert word not in text and said not in text
    shown = finn.get(wish.get_absolute_url())
    assert "Du vil gerne tale med Eva Sten først" in shown.text
    assert [one for one, _label in shown.context["not_now"].fields["answer"].choices] == ["not_now"]
    finn.post(page(cast, "give_nothing_now", wish.pk), {"answer": "not_now", "words": ""})
    assert "Finn Leder kan ikke give tid, penge eller en vikar lige nu" in eva.get("/").text
    assert "Tal med Eva Sten" not in finn.get("/").text
    taking_part.free(cast)
    wish.refresh_from_db()
    assert (wish.not_now_by, wish.is_to_talk) == (None, False)


def test_network_leader_welcomes_on_the_card(cast: Cast) -> None:
    taking_part.wish(cast)
    text = browser(cast.anna).get("/").text
    assert 'name="answer" value="welcomed"' in " ".join(text.split())
    assert "Svar noget andet" in text


def test_member_begins_the_own_line_with_the_words_of_the_wish(cast: Cast) -> None:
    wish = taking_part.wish(cast)
    member_requests.answer_member_request(wish=wish, by=cast.anna, answer="welcomed")
    form = browser(cast.eva).get(page(cast, "own_line")).context["form"]
    assert form["part"].value() == "Jeg kender Søparken"


def test_own_page_shows_the_networks_and_what_is_freed_to_who_may_read_it(cast: Cast) -> None:
    taking_part.freed(cast)
    for who, reads in ((cast.eva, True), (cast.finn, True), (cast.clara, False)):
        text = browser(who).get(cast.eva.get_absolute_url()).text
        assert "Med i netværk" in text and cast.theme.title in text
        assert ("vikar: Ida" in text) == reads
        assert "har ingen rolle" not in text


@pytest.mark.parametrize("answer", ["talking", "not_now"])
def test_anything_but_a_welcome_has_a_word(cast: Cast, answer: str) -> None:
    wish, anna = taking_part.wish(cast), browser(cast.anna)
    refused = anna.post(wish.get_absolute_url(), {"answer": answer, "message": " "})
    assert refused.context["form"].errors["message"]
    anna.post(wish.get_absolute_url(), {"answer": answer, "message": "Ring til mig"})
    wish.refresh_from_db()
    assert (wish.state, wish.message) == (answer, "Ring til mig")
    assert not Member.objects.exists()


def test_asker_and_manager_do_not_answer(cast: Cast) -> None:
    wish = taking_part.wish(cast)
    for person in (cast.eva, cast.finn):
        sent = {"answer": "welcomed", "message": ""}
        assert browser(person).post(wish.get_absolute_url(), sent).status_code == 403


def test_secretariat_reads_and_answers_only_where_nobody_leads(cast: Cast) -> None:
    wish, gry = taking_part.wish(cast), browser(cast.gry)
    assert gry.get(wish.get_absolute_url()).status_code == 404
    staffing.vacate(cast, "network_leader")
    assert "vil gerne være med i netværket" in gry.get("/").text
    gry.post(wish.get_absolute_url(), {"answer": "welcomed", "message": ""})
    assert Member.objects.get().person == cast.eva


def test_what_is_taken_back_nobody_else_reads(cast: Cast) -> None:
    wish = taking_part.wish(cast)
    browser(cast.eva).post(page(cast, "withdraw_member_request", wish.pk))
    assert browser(cast.anna).get(wish.get_absolute_url()).status_code == 404
    assert browser(cast.finn).get(wish.get_absolute_url()).status_code == 404
    assert "Kun du kan læse dette" in browser(cast.eva).get(wish.get_absolute_url()).text
    assert taking_part.wish(cast).pk != wish.pk


def test_words_are_on_the_pages_of_the_three_alone(cast: Cast) -> None:
    wish = taking_part.wish(cast, words=f"{markers.WORD}-wish-words-1")
    pages = [cast.theme.get_absolute_url(), page(cast, "network"), "/", wish.get_absolute_url()]
    pages += ["/mine-medarbejdere/", f"/soeg/?q={markers.WORD}", cast.eva.get_absolute_url()]
    readers = {"eva", "anna", "finn"}
    for who in ("eva", "anna", "finn", "bo", "clara", "dan", "gry", "root"):
        text = "".join(browser(getattr(cast, who)).get(one).content.decode() for one in pages)
        assert bool(markers.found(text)) == (who in readers), who


def test_page_names_who_reads(cast: Cast) -> None:
    text = browser(cast.eva).get(page(cast)).text
    assert "Ud over dig kan Anna Netsø og Finn Leder læse dette" in text


def test_member_corrects_the_own_line_and_leaves(cast: Cast) -> None:
    member, eva = taking_part.member(cast), browser(cast.eva)
    eva.post(page(cast, "own_line"), {"part": "Lokaler", "version": member.version})
    member.refresh_from_db()
    assert member.part == "Lokaler"
    assert "Lokaler" in browser(cast.clara).get(page(cast, "network")).text
    eva.post(page(cast, "leave_network"))
    member.refresh_from_db()
    assert member.left_on == rooms.today()
    assert eva.get(page(cast, "own_line")).status_code == 404


def test_members_see_the_next_meeting_on_their_start_page(cast: Cast) -> None:
    taking_part.member(cast)
    for days in (20, 10):
        told = {"held_on": rooms.today(days), "begins_at": time(14, 30), "place": f"Sal {days}"}
        rooms.meeting(cast, **told)
    text = " ".join(browser(cast.eva).get("/").text.split())
    assert "kl. 14.30, Sal 10" in text
    assert "Sal 20" not in text


def test_network_leader_adds_a_person_with_how_they_were_met(cast: Cast) -> None:
    anna = browser(cast.anna)
    sent = {"kind": "citizen", "name": "Bodil Borger", "may_be_listed": "on"}
    sent |= {"joined_on": rooms.today(), "met_how": "Til borgermødet"}
    assert browser(cast.bo).post(page(cast, "add_member"), sent).status_code == 403
    assert anna.post(page(cast, "add_member"), sent).status_code == 302
    assert "Til borgermødet" in browser(cast.bo).get(page(cast, "network")).text
    assert "Til borgermødet" not in browser(cast.eva).get(page(cast, "network")).text


def test_employee_is_shown_themes_near_the_own_unit_until_asked(cast: Cast) -> None:
    eva = browser(cast.eva)
    assert "Temaer tæt på Ældre og Omsorg" in eva.get("/").text
    taking_part.wish(cast)
    assert "Temaer tæt på" not in eva.get("/").text
    assert "Temaer tæt på" not in browser(cast.anna).get("/").text


def test_wish_is_answered_by_whoever_writes_the_person_into_the_network(cast: Cast) -> None:
    wish = taking_part.wish(cast)
    rooms.member(cast, kind="employee", person=cast.eva, name=cast.eva.name)
    wish.refresh_from_db()
    assert (wish.state, wish.answered_by) == ("welcomed", cast.anna)
    assert "vil gerne være med" not in browser(cast.anna).get("/").text
    assert "Anna Netsø byder dig velkommen i netværket" in browser(cast.eva).get("/").text


def test_wish_is_void_once_the_person_has_a_role_on_the_theme(cast: Cast) -> None:
    wish = taking_part.wish(cast)
    staffing.appoint(theme=cast.theme, role="co_driver", person=cast.eva, by=cast.gry)
    wish.refresh_from_db()
    assert wish.state == "withdrawn"
    assert "vil gerne være med" not in browser(cast.anna).get("/").text


def test_who_asked_sees_on_the_start_page_whose_answer_is_waited_for(cast: Cast) -> None:
    wish = taking_part.wish(cast)
    taking_part.news(cast)
    taking_part.change(cast)
    page = browser(cast.eva).get("/").text
    assert "Du har spurgt, om du må være med. Anna Netsø har ikke svaret endnu" in page
    assert "Du har foreslået en nyhed. Anna Netsø har ikke svaret endnu" in page
    assert "Du har foreslået en rettelse. Anna Netsø har ikke svaret endnu" in page
    assert page.count("Venter på andre") == 1
    sent = {"answer": "talking", "message": "Kom forbi"}
    browser(cast.anna).post(wish.get_absolute_url(), sent)
    asked = "Anna Netsø vil gerne tale med dig, før du kommer med i netværket"
    for _read in range(2):
        page = browser(cast.eva).get("/").text
        assert asked in page
        assert "Du har spurgt, om du må være med" not in page
        browser(cast.eva).get(wish.get_absolute_url())


def test_who_is_to_talk_first_writes_back_and_keeps_the_own_words(cast: Cast) -> None:
    wish, eva, anna = taking_part.talking(cast), browser(cast.eva), browser(cast.anna)
    start = eva.get("/").text
    for said in ("Ring til mig", cast.anna.email):
        assert said in start
    eva.get(wish.get_absolute_url())
    assert "Ring til mig" in eva.get("/").text
    address = page(cast, "reply_to_member_request", wish.pk)
    assert eva.post(address, {"reply": " "}).context["form"].errors["reply"]
    eva.post(address, {"reply": "Torsdag kl. 10"})
    start = eva.get("/").text
    assert "Du har svaret Anna Netsø" in start
    assert "Ring til mig" not in start
    start = anna.get("/").text
    assert "Eva Sten har svaret dig om at være med" in start
    assert "Torsdag kl. 10" in start
    anna.post(wish.get_absolute_url(), {"answer": "welcomed", "message": ""})
    text = eva.get(cast.theme.get_absolute_url()).text
    assert "skrev du: “Jeg kender Søparken”" in text
    assert "Du er med i netværket" in eva.get(wish.get_absolute_url()).text


@pytest.mark.parametrize("answer", ["welcomed", "not_now"])
def test_line_manager_gives_time_while_the_wish_waits(cast: Cast, answer: str) -> None:
    wish, finn, anna = taking_part.wish(cast), browser(cast.finn), browser(cast.anna)
    assert "Jeg kan give tid, penge eller en vikar" in finn.get(wish.get_absolute_url()).text
    sent = {"hours_per_week": "2,5", "starts_on": rooms.today(), "version": 0}
    receipt = finn.post(page(cast, "free_resources", cast.eva.pk), sent, follow=True).text
    assert "Det er gemt. Anna Netsø kan nu se det." in receipt
    assert "Det kan Finn Leder give, hvis Anna Netsø siger velkommen" in " ".join(
        browser(cast.eva).get(wish.get_absolute_url()).text.split()
    )
    assert "Du kan give" in finn.get("/mine-medarbejdere/").text
    said = "Finn Leder kan give 2,5 timer om ugen, hvis du siger velkommen."
    assert said in anna.get("/").text
    network = page(cast, "network")
    assert browser(cast.bo).get(network).context["freed"] == []
    anna.post(wish.get_absolute_url(), {"answer": answer, "message": "Nu"})
    freed = anna.get(network).context["freed_hours"]
    assert freed == (2.5 if answer == "welcomed" else 0)
    assert "har frigivet" not in anna.get("/").text


def test_the_network_says_how_to_take_part_and_where_the_wish_is(cast: Cast) -> None:
    eva = browser(cast.eva)
    assert f'href="{page(cast)}"' in eva.get(page(cast, "network")).text
    wish = taking_part.wish(cast)
    assert f'href="{wish.get_absolute_url()}"' in eva.get(page(cast, "network")).text
    assert f'href="{page(cast)}"' not in eva.get(page(cast, "network")).text


def test_to_write_news_the_form_stands_open_with_the_cursor_in_it(cast: Cast) -> None:
    taking_part.member(cast)
    eva = browser(cast.eva)
    assert "?skriv=nyhed" in eva.get("/").text
    text = eva.get(f"{cast.theme.get_absolute_url()}?skriv=nyhed").text
    assert '<details class="details theme-write d-print-none" open>' in text
    assert "autofocus" in text


def test_employee_without_role_or_talk_has_neither_in_the_menu(cast: Cast) -> None:
    assert 'href="/goeremaal/"' not in browser(cast.eva).get("/").text
    assert 'href="/goeremaal/"' in browser(cast.anna).get("/").text


def test_line_manager_sees_members_among_the_own_people(cast: Cast) -> None:
    taking_part.member(cast)
    people = browser(cast.finn).get("/").context["network_people"]
    assert ("Eva Sten", "Medlem") in {(row.person.name, row.name) for row in people}


def test_each_theme_stands_once_with_a_leader_in_its_unit(cast: Cast) -> None:
    leader = rooms.leader(cast)
    text = browser(leader).get("/").text
    assert "Sig, hvad temaet betyder for jer" in text
    assert "Temaer, hvor du kan svare på din enheds vegne" not in text
    assert text.count(f'<a href="{cast.theme.get_absolute_url()}">') == 1


def test_only_who_is_new_is_asked(cast: Cast) -> None:
    assert "Er du ny her?" in browser(cast.eva).get("/").text
    row = taking_part.member(cast)
    Member.objects.filter(pk=row.pk).update(joined_on=rooms.today(-31))
    assert "Er du ny her?" not in browser(cast.eva).get("/").text


def test_a_wish_without_a_network_leader_waits_for_the_secretariat(cast: Cast) -> None:
    cast.theme.assignments.filter(role="network_leader").delete()
    taking_part.wish(cast)
    assert "Sekretariatet har ikke svaret endnu" in browser(cast.eva).get("/").text


def test_the_word_for_a_substitute_stands_once(cast: Cast) -> None:
    row = taking_part.freed(cast, substitute="Vikar hver onsdag")
    page = browser(cast.eva).get(f"/temaer/{cast.theme.slug}/netvaerk/").text
    assert "Vikar hver onsdag" in page
    assert "vikar: Vikar" not in page
    row.substitute = "Ida"
    assert row.substitute_in_words == "vikar: Ida"
