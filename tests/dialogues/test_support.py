"""Asking the secretariat and being answered, as both sides see it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from dialogues.models import SupportContact, SupportMessage, SupportRequest
from dialogues.services import support as services
from referenceledelse.core.web.errors import Refused, Stale
from tests.cast import Cast
from tests.support import ahead, answer, colleague, newest, request, signed_in

State = SupportRequest.State


def ask(cast: Cast, way: str = "skriv", **fields: str) -> SupportRequest:
    """Anna sends the form of the page."""
    told = {"subject": "Hjælp", "text": "Hvordan?", "role": ""} | fields
    reply = signed_in(cast.anna).post(reverse("dialogues:ask", args=[way]), told)
    assert reply.status_code == 302, reply.context["form"].errors
    return SupportRequest.objects.latest("pk")


def case(row: SupportRequest) -> str:
    return reverse("dialogues:case", args=[row.pk])


def test_page_of_help_says_where_the_secretariat_is_in_both_languages(cast: Cast) -> None:
    services.load_contact()
    SupportContact.objects.update(hours_da="Altid åbent", hours_en="Always open")
    services.load_contact()
    assert "Altid åbent" in signed_in(cast.eva).get("/hjaelp/").content.decode()
    cast.eva.language = "en"
    cast.eva.save()
    assert "Always open" in signed_in(cast.eva).get("/hjaelp/").content.decode()


def test_mail_address_stands_on_the_page_of_help(cast: Cast, settings: object) -> None:
    settings.SECRETARIAT_EMAIL = "sekretariat@example.org"
    assert "mailto:sekretariat@example.org" in signed_in(cast.eva).get("/hjaelp/").content.decode()


def test_the_secretariats_own_address_and_telephone_stand_before_the_settings(
    cast: Cast, settings: object
) -> None:
    settings.SECRETARIAT_EMAIL = "system@example.org"
    services.load_contact()
    page = signed_in(cast.eva).get("/hjaelp/").content.decode()
    assert "Telefon" not in page
    SupportContact.objects.update(email="netvaerk@example.org", phone="43 68 68 68")
    page = signed_in(cast.eva).get("/hjaelp/").text
    assert "mailto:netvaerk@example.org" in page
    assert 'href="tel:43686868"' in page
    assert page.count("system@example.org") == 2  # in the footer, as address and as words


def test_ideas_and_wishes_are_invited_and_reach_the_secretariat(cast: Cast) -> None:
    assert reverse("dialogues:ask", args=["ide"]) in signed_in(cast.eva).get("/hjaelp/").text
    row = ask(cast, "ide", text="Et kursus i at holde borgermøder")
    assert (row.kind, row.state) == ("idea", "new")
    assert "idé eller ønske" in signed_in(cast.gry).get(case(row)).text.lower()


def test_an_idea_is_thanked_for_and_is_no_cry_for_help(cast: Cast) -> None:
    told = {"subject": "Kursus", "text": "Et kursus i at holde borgermøder"}
    sent = signed_in(cast.eva).post("/hjaelp/ide/", told, follow=True).text
    assert "Tak! Sekretariatet har fået din idé eller dit ønske." in sent
    assert "Tak for din idé eller dit ønske" in sent and "Jeg har fået hjælp" not in sent
    start = signed_in(cast.gry).get("/").text
    assert "1 ny idé eller nyt ønske til sekretariatet" in start
    assert "henvendelse venter" not in start
    assert "Kursus" in signed_in(cast.gry).get("/sekretariat/henvendelser/?slags=idea").text


def test_outsiders_find_the_secretariat_where_it_has_made_itself_public(
    cast: Cast, client: Client
) -> None:
    services.load_contact()
    SupportContact.objects.update(phone="43 68 68 68", address_da="Rum 114")
    pages = (reverse("account_login"), reverse("knowledge:why"))
    for page in pages:
        assert "Rum 114" not in client.get(page).text
    SupportContact.objects.update(is_public=True)
    for page in pages:
        html = client.get(page).text
        assert "Rum 114" in html and 'href="tel:43686868"' in html
        assert "<dt>Skriv</dt>" not in html


def test_meeting_is_asked_for_with_times_and_place(cast: Cast) -> None:
    day = f"{ahead(5):%Y-%m-%dT10:00}"
    row = ask(cast, "moede", time_1=day, place="video", theme=cast.theme.pk)
    assert (row.kind, row.place, row.theme, row.times.count()) == ("meet", "video", cast.theme, 1)
    page = signed_in(cast.gry).get(case(row)).content.decode()
    assert "på video" in page
    assert cast.theme.title in page


def test_meeting_needs_a_time_to_begin_with(cast: Cast) -> None:
    told = {"subject": "Et møde", "text": "Om temaet", "place": "office"}
    page = signed_in(cast.anna).post("/hjaelp/moede/", told).content.decode()
    assert "Foreslå mindst ét tidspunkt." in page
    assert "Om temaet" in page
    assert not SupportRequest.objects.exists()


def test_one_says_which_day_one_drops_by(cast: Cast) -> None:
    row = ask(cast, "kom-forbi", drops_by_on=f"{ahead(2):%Y-%m-%d}")
    assert row.drops_by_on == ahead(2).date()
    assert "Kommer forbi" in signed_in(cast.gry).get("/sekretariat/henvendelser/").content.decode()


def test_theme_is_filled_in_from_the_link_and_only_ones_own_can_be_chosen(cast: Cast) -> None:
    page = signed_in(cast.anna).get(f"/hjaelp/skriv/?tema={cast.theme.slug}").context["form"]
    assert page["theme"].initial == cast.theme
    assert list(page.fields["theme"].queryset) == [cast.theme]
    foreign = signed_in(cast.anna).get(f"/hjaelp/skriv/?tema={cast.other_theme.slug}")
    assert foreign.context["form"]["theme"].initial is None
    told = {"subject": "x", "text": "y", "theme": cast.other_theme.pk}
    reply = signed_in(cast.anna).post("/hjaelp/skriv/", told)
    assert reply.context["form"].errors.keys() == {"theme"}


@pytest.mark.parametrize(
    ("way", "fields", "wrong"),
    [
        ("skriv", {"subject": "", "text": "Min lange tekst"}, "subject"),
        ("skriv", {"subject": "x", "text": "Min lange tekst", "role": "konge"}, "role"),
        ("skriv", {"subject": "x", "text": "Min lange tekst", "theme": "9" * 30}, "theme"),
        ("moede", {"subject": "x", "text": "Min lange tekst", "place": "månen"}, "place"),
        ("moede", {"text": "Min lange tekst", "time_2": "2020-01-01T10:00"}, "time_2"),
        ("kom-forbi", {"text": "Min lange tekst", "drops_by_on": "2020-01-01"}, "drops_by_on"),
        ("kom-forbi", {"text": "Min lange tekst", "drops_by_on": "i morgen"}, "drops_by_on"),
    ],
)
def test_bad_field_is_told_beside_it_and_nothing_typed_is_lost(
    cast: Cast, way: str, fields: dict[str, str], wrong: str
) -> None:
    reply = signed_in(cast.anna).post(reverse("dialogues:ask", args=[way]), fields)
    assert wrong in reply.context["form"].errors
    assert "Min lange tekst" in reply.content.decode()
    assert not SupportRequest.objects.exists()


def test_way_that_does_not_exist_is_no_page(cast: Cast) -> None:
    assert signed_in(cast.anna).get("/hjaelp/brevdue/").status_code == 404


def test_request_sent_twice_is_one(cast: Cast) -> None:
    assert request(cast) == request(cast)
    assert (SupportRequest.objects.count(), SupportMessage.objects.count()) == (1, 1)


def test_answer_takes_the_request_and_tells_the_author_on_the_start_page(cast: Cast) -> None:
    row = request(cast)
    told = {"text": "Kom og drik kaffe", "seen": newest(row), "then": "waits_author"}
    assert signed_in(cast.gry).post(case(row), told).status_code == 302
    row.refresh_from_db()
    assert (row.owner, row.state) == (cast.gry, State.WAITS_AUTHOR)
    anna = signed_in(cast.anna)
    assert "Sekretariatet har svaret dig" in anna.get("/").content.decode()
    page = anna.get(row.get_absolute_url()).content.decode()
    assert "Kom og drik kaffe" in page
    assert "venter på dig" in page
    assert "Sekretariatet venter på dit svar" in anna.get("/").content.decode()
    for other in (cast.bo, cast.root):
        assert "Sekretariatet" not in [s.title for s in signed_in(other).get("/").context["steps"]]


def test_help_page_leads_back_to_what_was_solved(cast: Cast) -> None:
    assert "/hjaelp/mine/" not in signed_in(cast.anna).get("/hjaelp/").content.decode()
    row = request(cast)
    signed_in(cast.anna).post(reverse("dialogues:solve_request", args=[row.pk]))
    assert "/hjaelp/mine/" in signed_in(cast.anna).get("/hjaelp/").content.decode()


def test_author_who_writes_again_opens_a_solved_request(cast: Cast) -> None:
    row = answer(request(cast), cast.gry, then=State.SOLVED)
    assert row.solved_at
    told = {"text": "Der er mere", "seen": newest(row)}
    signed_in(cast.anna).post(row.get_absolute_url(), told)
    row.refresh_from_db()
    assert (row.state, row.owner, row.solved_at) == (State.WAITS_US, cast.gry, None)


def test_author_says_that_the_help_has_come(cast: Cast) -> None:
    row = answer(request(cast), cast.gry)
    address = reverse("dialogues:solve_request", args=[row.pk])
    for _time in range(2):
        assert signed_in(cast.anna).post(address).status_code == 302
    row.refresh_from_db()
    assert row.state == State.SOLVED
    steps = signed_in(cast.anna).get("/").context["steps"]
    assert row.get_absolute_url() not in [step.url for step in steps]


def test_nobody_takes_what_a_colleague_has_taken(cast: Cast) -> None:
    row, hans = request(cast), colleague()
    services.claim(request=row, by=cast.gry)
    services.claim(request=row, by=cast.gry)
    row.refresh_from_db()
    assert (row.state, row.version) == (State.TAKEN, 2)
    reply = signed_in(hans).post(reverse("dialogues:claim_request", args=[row.pk]))
    assert reply.status_code == 409
    assert "Gry Sekretær har lige taget henvendelsen" in reply.content.decode()


def test_request_is_handed_on_to_a_colleague_and_to_nobody_else(cast: Cast) -> None:
    row, hans = services.claim(request=request(cast), by=cast.gry), colleague()
    address = reverse("dialogues:hand_on_request", args=[row.pk])
    told = {"to": hans.pk, "version": row.version}
    for _time in range(2):
        assert signed_in(cast.gry).post(address, told).status_code == 302
    row.refresh_from_db()
    assert row.owner == hans
    reply = signed_in(cast.gry).post(address, {"to": cast.eva.pk, "version": row.version})
    assert reply.context["hand_form"].errors.keys() == {"to"}
    with pytest.raises(Refused):
        services.hand_on(request=row, by=cast.gry, to=cast.eva, version=row.version)


def test_handing_on_what_another_handed_on_meanwhile_is_stale(cast: Cast) -> None:
    row, hans, ida = request(cast), colleague(), colleague("Ida Ekstra")
    seen = row.version
    services.hand_on(request=row, by=cast.gry, to=hans, version=seen)
    address = reverse("dialogues:hand_on_request", args=[row.pk])
    reply = signed_in(cast.gry).post(address, {"to": ida.pk, "version": seen})
    assert reply.status_code == 409
    assert hans.name in reply.content.decode()


def test_meeting_is_agreed_at_a_suggested_time_and_shown_to_the_author(cast: Cast) -> None:
    row = request(cast, kind="meet", place="office", times=[ahead(4)])
    address = reverse("dialogues:agree_meeting", args=[row.pk])
    told = {"time": row.times.get().pk, "meeting_place": "Lokale 114", "version": row.version}
    assert signed_in(cast.gry).post(address, told).status_code == 302
    row.refresh_from_db()
    assert row.meeting_at == row.times.get().starts_at
    page = signed_in(cast.anna).get(row.get_absolute_url()).content.decode()
    assert "Mødet er aftalt" in page
    assert "Lokale 114" in page


def test_two_who_agree_different_meetings_see_both(cast: Cast) -> None:
    row = request(cast)
    at = {"meeting_at": ahead(3), "meeting_place": "Kontoret", "version": row.version}
    services.agree_meeting(request=row, by=cast.gry, **at)
    address = reverse("dialogues:agree_meeting", args=[row.pk])
    told = {"meeting_at": f"{ahead(9):%Y-%m-%dT10:00}", "meeting_place": "Video"}
    reply = signed_in(colleague()).post(address, told | {"version": row.version})
    assert reply.status_code == 409
    assert {c["label"] for c in reply.context["conflicts"]} >= {"Sted"}
    assert "Video" in reply.content.decode()
    assert "Kontoret" in reply.content.decode()


def test_meeting_in_the_past_or_without_a_time_is_refused(cast: Cast) -> None:
    row = request(cast)
    address = reverse("dialogues:agree_meeting", args=[row.pk])
    for typed in ("2020-01-01T10:00", "", "snart"):
        told = {"meeting_at": typed, "meeting_place": "Kontoret", "version": row.version}
        reply = signed_in(cast.gry).post(address, told)
        assert reply.context["meeting_form"].errors.keys() == {"meeting_at"}


def test_two_of_the_secretariat_who_answer_at_once_lose_no_text(cast: Cast) -> None:
    row, hans = request(cast), colleague()
    seen = newest(row)
    told = {"text": "Svar fra Hans", "seen": seen, "then": "solved"}
    answer(row, cast.gry, text="Svar fra Gry")
    reply = signed_in(hans).post(case(row), told)
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "Der er kommet en ny besked, mens du skrev" in page
    assert "Svar fra Gry" in page
    assert "Svar fra Hans" in page
    again = told | {"seen": reply.context["form"]["seen"].value()}
    assert signed_in(hans).post(case(row), again).status_code == 302
    assert row.messages.count() == 3


def test_author_hears_of_an_answer_that_came_while_writing(cast: Cast) -> None:
    row = request(cast)
    seen = newest(row)
    answer(row, cast.gry, text="Vi ringer i morgen")
    told = {"text": "Glem det", "seen": seen}
    reply = signed_in(cast.anna).post(row.get_absolute_url(), told)
    assert reply.status_code == 409
    assert "Vi ringer i morgen" in reply.content.decode()
    assert "Glem det" in reply.content.decode()


def test_internal_note_is_never_the_authors_and_stops_nobody(cast: Cast) -> None:
    row = request(cast)
    seen = newest(row)
    signed_in(cast.gry).post(reverse("dialogues:note_request", args=[row.pk]), {"note": "Pas på"})
    anna = signed_in(cast.anna)
    assert "Pas på" not in anna.get(row.get_absolute_url()).content.decode()
    assert "Pas på" in signed_in(colleague()).get(case(row)).content.decode()
    told = {"text": "Nyt fra Anna", "seen": seen}
    assert anna.post(row.get_absolute_url(), told).status_code == 302
    row.refresh_from_db()
    assert row.state == State.NEW


def test_one_of_the_secretariat_who_asks_is_answered_by_a_colleague(cast: Cast) -> None:
    row = request(cast, by=cast.gry, theme=None)
    services.note(request=row, by=colleague(), text="Om Gry selv")
    page = signed_in(cast.gry).get(case(row)).content.decode()
    assert "Om Gry selv" not in page
    assert "En kollega svarer på den" in page
    with pytest.raises(PermissionDenied):
        answer(row, cast.gry)


def test_answer_sent_twice_is_one_and_a_bad_one_comes_back(cast: Cast) -> None:
    row = request(cast)
    told = {"text": "Ja", "seen": newest(row), "then": "waits_us"}
    gry = signed_in(cast.gry)
    assert [gry.post(case(row), told).status_code for _time in range(2)] == [302, 302]
    assert row.messages.count() == 2
    for bad in ({"then": "blå"}, {"text": ""}, {"seen": "9" * 30}, {"seen": "x"}):
        reply = gry.post(case(row), told | {"text": "Min tekst"} | bad)
        assert reply.context["form"].errors.keys() == bad.keys()
    with pytest.raises(Stale):
        services.write_on(request=row, by=cast.anna, text="Nej", seen=0)


def test_same_word_is_said_again_after_an_answer(cast: Cast) -> None:
    row = request(cast)
    for _time in range(2):
        told = {"text": "Ja", "seen": newest(row)}
        assert signed_in(cast.anna).post(row.get_absolute_url(), told).status_code == 302
        answer(row, cast.gry, text="Helt sikkert?")
    assert row.messages.filter(text="Ja").count() == 2


def test_inbox_shows_what_waits_longest_first_and_filters_by_the_address(cast: Cast) -> None:
    old, new = request(cast, subject="Den gamle"), request(cast, subject="Den nye")
    SupportRequest.objects.filter(pk=old.pk).update(waiting_since=ahead(-9))
    waits = answer(request(cast, subject="Den besvarede"), cast.gry)
    done = answer(request(cast, subject="Den løste"), cast.gry, then=State.SOLVED)
    gry = signed_in(cast.gry)

    def shown(query: str = "") -> list[SupportRequest]:
        return list(gry.get(f"/sekretariat/henvendelser/{query}").context["page_obj"])

    assert shown() == [old, new, waits]
    assert shown("?tilstand=solved") == [done]
    assert shown("?ejer=mine") == [waits]
    assert shown("?ejer=ingen") == [old, new]
    assert shown("?slags=meet") == []
    assert len(shown("?tilstand=alle")) == 4
    assert len(shown("?tilstand=vrøvl&ejer=%00&page=9")) == 3


def test_secretariat_sees_on_the_start_page_how_many_wait(cast: Cast) -> None:
    request(cast)
    answer(request(cast, subject="En anden"), cast.gry)
    needed = signed_in(cast.gry).get("/").context["help_needed"]
    assert [count for _what, count, url in needed if url == reverse("dialogues:inbox")] == [1]
    assert signed_in(cast.root).get("/").context["help_needed"] == []


@pytest.mark.parametrize("address", ["/", "/temaer/{slug}/", "/temaer/{slug}/opgaver/"])
def test_the_way_to_the_secretariat_is_near(cast: Cast, address: str) -> None:
    page = signed_in(cast.anna).get(address.format(slug=cast.theme.slug)).content.decode()
    assert "Spørg sekretariatet" in page
