"""Good examples of the duties: written by leaders, approved by the secretariat."""

from typing import Any

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roles.models import RoleKey, User
from tests import rooms
from tests.cast import Cast, assign, make_theme
from themes.models import Assignment, Example, ExampleEdition, ThemeType

TOLD = {
    "duty": "arenas",
    "title": "Et kvarter på ledermødet",
    "happened": "Jeg fik et kvarter.\n\n- Tre skoler meldte sig",
    "useful": "Spørg om tid, ikke om opbakning.",
}


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def the_one() -> Example:
    return Example.objects.get()


def form(row: Example, **changes: Any) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ("duty", "title", "happened", "useful")}
    return {**told, "theme": row.theme_id or "", "version": row.version, **changes}


def judge(cast: Cast, row: Example, **data: Any) -> Any:
    row.refresh_from_db()
    data = {"version": row.version} | data
    return browser(cast.gry).post(f"{row.get_absolute_url()}svar/", data, follow=True)


def edit(cast: Cast, row: Example, **changes: Any) -> Any:
    row.refresh_from_db()
    return browser(cast.anna).post(f"{row.get_absolute_url()}rediger/", form(row, **changes))


def test_example_goes_from_draft_to_all(cast: Cast) -> None:
    anna, eva = browser(cast.anna), browser(cast.eva)
    anna.post("/eksempler/ny/", {**TOLD, "theme": cast.theme.pk})
    row = the_one()
    assert row.status == "draft"
    assert "Et kvarter" not in eva.get("/eksempler/").text
    assert row.title not in browser(cast.gry).get("/sekretariat/eksempler/").text
    edit(cast, row, send="1")
    assert row.title in browser(cast.gry).get("/sekretariat/eksempler/").text
    assert "Eksemplet er godkendt" in judge(cast, row, approve="1").text
    assert "Et kvarter" in eva.get("/eksempler/").text
    page = eva.get(row.get_absolute_url()).text
    assert "<li>Tre skoler meldte sig</li>" in page
    assert cast.theme.title in page


def test_example_sent_back_tells_its_author_why(cast: Cast) -> None:
    row = rooms.example(cast, "sent")
    assert "Skriv hvorfor" in judge(cast, row, **{"return": "1"}).text
    judge(cast, row, **{"return": "1", "reason": "Nævn ingen borgere"})
    assert "Sekretariatet beder dig rette et eksempel" in browser(cast.anna).get("/").text
    assert "Nævn ingen borgere" in browser(cast.anna).get(row.get_absolute_url()).text
    assert browser(cast.gry).get(row.get_absolute_url()).status_code == 404
    edit(cast, row, title="Uden navne")
    row.refresh_from_db()
    assert (row.status, row.reason) == ("returned", "Nævn ingen borgere")
    edit(cast, row, send="1")
    row.refresh_from_db()
    assert (row.status, row.reason) == ("sent", "")


def test_approved_edition_stays_while_the_next_waits(cast: Cast) -> None:
    row = rooms.example(cast, "approved")
    edit(cast, row, title="Den nye overskrift", send="1")
    eva = browser(cast.eva)
    page = eva.get(row.get_absolute_url()).text
    assert "Penge på en uge" in page
    assert "Den nye overskrift" not in page + eva.get("/eksempler/").text
    seen = browser(cast.gry).get(row.get_absolute_url()).text
    assert "Penge på en uge" in seen
    assert "Den nye overskrift" in seen
    judge(cast, row, **{"return": "1", "reason": "Den gamle var bedre"})
    assert "Penge på en uge" in eva.get("/eksempler/").text
    edit(cast, row, title="Den nye overskrift", send="1")
    judge(cast, row, approve="1")
    assert "Den nye overskrift" in eva.get("/eksempler/").text


def test_saving_the_same_words_keeps_it_approved(cast: Cast) -> None:
    row = rooms.example(cast, "approved")
    edit(cast, row)
    row.refresh_from_db()
    assert row.status == "approved"


def test_secretariat_approves_only_what_it_has_read(cast: Cast) -> None:
    row = rooms.example(cast, "sent")
    read = row.version
    edit(cast, row, happened="Noget helt andet", send="1")
    answer = judge(cast, row, approve="1", version=read)
    assert answer.status_code == 409
    assert "Forfatteren har sendt en ny udgave" in answer.text
    assert "Noget helt andet" in answer.text
    assert not ExampleEdition.objects.exists()


def test_author_who_saves_in_two_windows_loses_nothing(cast: Cast) -> None:
    row = rooms.example(cast)
    version = row.version
    edit(cast, row, title="Fra det ene vindue")
    answer = edit(cast, row, title="Fra det andet", version=version)
    assert answer.status_code == 409
    assert "Fra det ene vindue" in answer.text
    assert "Fra det andet" in answer.text


def test_author_withdraws_and_deletes_at_will(cast: Cast) -> None:
    row = rooms.example(cast, "approved")
    address = f"{row.get_absolute_url()}traek-tilbage/"
    anna = browser(cast.anna)
    for _ in range(2):
        anna.post(address)
        assert the_one().status == "draft"
    assert browser(cast.eva).get(row.get_absolute_url()).status_code == 404
    anna.post(address, {"delete": "1"})
    assert not Example.objects.exists()


def test_log_tells_of_an_approval_and_nothing_of_the_words(cast: Cast) -> None:
    rooms.example(cast, "approved")
    kept = str([entry.changes for entry in LogEntry.objects.all()])
    assert "approved_on" in kept
    row = the_one()
    assert row.happened not in kept
    assert row.useful not in kept


def test_secretariat_takes_it_down_with_a_reason(cast: Cast) -> None:
    row = rooms.example(cast, "approved")
    address = f"{row.get_absolute_url()}tag-ned/"
    gry = browser(cast.gry)
    assert gry.post(address, {"down-reason": " "}).context["down_form"].errors["reason"]
    assert ExampleEdition.objects.exists()
    gry.post(address, {"down-reason": "En borger har klaget"})
    assert browser(cast.eva).get(row.get_absolute_url()).status_code == 404
    assert "En borger har klaget" in browser(cast.anna).get(row.get_absolute_url()).text


def test_button_pressed_twice_answers_once(cast: Cast) -> None:
    row = rooms.example(cast, "sent")
    data = {"version": row.version, "approve": "1"}
    gry, address = browser(cast.gry), f"{row.get_absolute_url()}svar/"
    gry.post(address, data)
    assert "venter ikke længere på svar" in gry.post(address, data, follow=True).text
    assert ExampleEdition.objects.count() == 1


def test_same_example_sent_twice_is_one(cast: Cast) -> None:
    for _ in range(2):
        browser(cast.anna).post("/eksempler/ny/", {**TOLD, "send": "1"})
    assert the_one().status == "sent"


def test_who_led_a_theme_may_still_write(cast: Cast) -> None:
    days = {"starts_on": rooms.today(-90), "ends_on": rooms.today(-3)}
    Assignment.objects.filter(person=cast.anna).update(**days)
    assert browser(cast.anna).get("/eksempler/ny/").status_code == 200
    assign(make_theme("Senere"), RoleKey.NETWORK_LEADER, cast.eva, starts_on=rooms.today(9))
    assert browser(cast.eva).get("/eksempler/ny/").status_code == 403


def test_form_offers_own_themes_and_the_ten_duties(cast: Cast) -> None:
    fields = browser(cast.anna).get("/eksempler/ny/").context["form"].fields
    assert list(fields["theme"].queryset) == [cast.theme]
    assert len(fields["duty"].choices) == 11
    answer = browser(cast.anna).post("/eksempler/ny/", {**TOLD, "duty": "x", "theme": "9" * 30})
    assert {"duty", "theme"} <= answer.context["form"].errors.keys()
    assert TOLD["title"] in answer.text


def test_list_is_narrowed_by_duty_and_type(cast: Cast) -> None:
    rooms.example(cast, "approved")
    rooms.example(cast, "approved", title="Uden tema", duty="arenas", theme=None)
    eva = browser(cast.eva)
    assert "Uden tema" not in eva.get("/eksempler/?opgave=capital").text
    kind = ThemeType.objects.get(key="welfare").pk
    page = eva.get(f"/eksempler/?type={kind}").text
    assert "Penge på en uge" in page
    assert "Uden tema" not in page


def test_example_stands_beside_its_duty(cast: Cast) -> None:
    row = rooms.example(cast, "approved")
    link = f'href="{row.get_absolute_url()}"'
    duties = f"/temaer/{cast.theme.slug}/opgaver"
    assert link in browser(cast.bo).get(f"{duties}/capital/").text
    assert link not in browser(cast.bo).get(f"{duties}/arenas/").text
    assert link in browser(cast.eva).get("/roller/reference_leader/").text


def test_log_keeps_what_is_approved_and_no_word_of_a_draft(cast: Cast) -> None:
    row = rooms.example(cast, "approved")
    edit(cast, row, title="Min nye kladde")
    kept = LogEntry.objects.filter(content_type__model__in=["example", "exampleedition"])
    assert {one.content_type.model for one in kept} == {"exampleedition"}
    assert kept.get().actor == cast.gry
    assert "Min nye kladde" not in str([one.changes for one in LogEntry.objects.all()])


PAGES = ("/eksempler/", "/roller/reference_leader/", "/eksempler/mine/", "/sekretariat/eksempler/")


@pytest.mark.parametrize("page", [*PAGES, "/"])
def test_page_asks_as_often_for_one_and_for_three(cast: Cast, page: str) -> None:
    person = cast.gry if page in ("/", "/sekretariat/eksempler/") else cast.anna
    counts = []
    for number in (1, 3):
        for status in ("approved", "sent"):
            rooms.example(cast, status, title=f"{status} {number}")
            rooms.example(cast, status, title=f"{status} {number} igen")
        client = browser(person)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
