"""A line manager nominates a talent; the secretariat answers; the author takes it back."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from roles.models import Nomination, Unit, User
from roles.services import nominations as services
from tests.cast import Cast, make_person
from tests.nominations import answered, nomination, today

NEW, MINE, INBOX = "/indstillinger/ny/", "/indstillinger/", "/sekretariat/indstillinger/"
HUGE = "9" * 30


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def sent(cast: Cast, **changes: Any) -> dict[str, Any]:
    told = {
        "nominee": cast.eva.name,
        "strengths": "Samler naboerne",
        "potential": "Lede et tema",
        "has_consent": "on",
        "consent_on": today(-1).isoformat(),
    }
    return {name: value for name, value in (told | changes).items() if value is not None}


def test_nomination_sent_twice_is_one(cast: Cast) -> None:
    finn = signed_in(cast.finn)
    for _twice in range(2):
        answer = finn.post(NEW, sent(cast))
    row = Nomination.objects.get()
    assert answer["Location"] == row.get_absolute_url()
    assert (row.author, row.nominee, row.status) == (cast.finn, cast.eva, "new")
    page = text(finn, row.get_absolute_url())
    assert "Samler naboerne" in page
    assert "Ud over dig kan Gry Sekretær læse dette" in page


BAD = (
    ({"has_consent": None}, "has_consent", "som selv har sagt ja"),
    ({"consent_on": ""}, "consent_on", "Udfyld feltet"),
    ({"consent_on": "2199-01-01"}, "consent_on", "fremtiden"),
    ({"consent_on": "i går"}, "consent_on", "31-12-2026"),
    ({"strengths": ""}, "strengths", "Udfyld feltet"),
    ({"strengths": "a\x07b"}, "strengths", "styretegn"),
    ({"potential": "x" * 5_001}, "potential", "5000"),
    ({"nominee": "Bo Refsgaard"}, "nominee", "dine egne enheder"),
    ({"nominee": "Finn Leder"}, "nominee", "dine egne enheder"),
    ({"nominee": "Ingen Kendt"}, "nominee", "Ingen kollega hedder det"),
    ({"nominee": HUGE}, "nominee", "Ingen kollega hedder det"),
)


@pytest.mark.parametrize(("bad", "field", "told"), BAD)
def test_bad_input_is_told_beside_its_field_and_stays(
    cast: Cast, bad: dict[str, Any], field: str, told: str
) -> None:
    data = sent(cast, **bad)
    response = signed_in(cast.finn).post(NEW, data)
    form = response.context["form"]
    assert response.status_code == 200
    assert told in " ".join(form.errors[field])
    assert form["strengths"].value() == data["strengths"]
    assert not Nomination.objects.exists()


def test_second_open_nomination_of_a_person_is_refused(cast: Cast) -> None:
    nomination(cast)
    response = signed_in(cast.finn).post(NEW, sent(cast, strengths="Noget andet"))
    assert "allerede en åben indstilling" in response.context["form"].errors["nominee"][0]
    told = {"author": cast.finn, "nominee": cast.eva, "consent_on": today()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.create(**told)


def test_person_is_nominated_again_when_the_first_is_done(cast: Cast) -> None:
    answered(cast, "done")
    signed_in(cast.finn).post(NEW, sent(cast))
    assert Nomination.objects.filter(nominee=cast.eva).count() == 2


def test_people_of_units_below_can_be_nominated(cast: Cast) -> None:
    below = Unit.objects.create(name="Nord", parent=cast.eva.unit, manager=cast.anna)
    make_person("Ida Nord", unit=below)
    assert signed_in(cast.finn).post(NEW, sent(cast, nominee="Ida Nord")).status_code == 302


@pytest.mark.parametrize("key", ["", "x", HUGE, "-1", "%00"])
def test_nonsense_in_the_address_chooses_nobody(cast: Cast, key: str) -> None:
    response = signed_in(cast.finn).get(f"{NEW}?medarbejder={key}")
    assert response.context["form"]["nominee"].value() is None


def test_address_chooses_an_own_employee_alone(cast: Cast) -> None:
    finn = signed_in(cast.finn)
    chosen = [finn.get(f"{NEW}?medarbejder={one.pk}") for one in (cast.eva, cast.bo)]
    values = [response.context["form"]["nominee"].value() for response in chosen]
    assert values == [f"Eva Sten ({cast.eva.email})", None]


def test_field_suggests_own_employees_alone(cast: Cast) -> None:
    finn = signed_in(cast.finn)
    assert f'value="Eva Sten ({cast.eva.email})"' in text(finn, NEW)
    assert "Bo Refsgaard" not in text(finn, NEW)
    assert "Eva Sten" in text(finn, "/indstillinger/navne/?nominee=eva")
    assert "Bo Refsgaard" not in text(finn, "/indstillinger/navne/?nominee=bo")


def test_two_tabs_meet_and_lose_nothing(cast: Cast) -> None:
    row, finn = nomination(cast), signed_in(cast.finn)
    address, words = f"/indstillinger/{row.pk}/ret/", {"consent_on": today().isoformat()}
    finn.post(address, words | {"version": 1, "strengths": "Den ene"})
    late = finn.post(address, words | {"version": 1, "strengths": "Den anden"})
    assert late.status_code == 409
    assert {"Den ene", "Den anden"} <= {
        word for clash in late.context["conflicts"] for word in (clash["mine"], clash["theirs"])
    }
    again = finn.post(address, words | {"version": 2, "strengths": "Den anden"})
    assert again.status_code == 302
    assert Nomination.objects.get().strengths == "Den anden"


@pytest.mark.parametrize("version", ["", "0", "x", HUGE])
def test_version_that_is_none_changes_nothing(cast: Cast, version: str) -> None:
    row = nomination(cast)
    told = {"version": version, "strengths": "Nyt", "consent_on": today().isoformat()}
    answer = signed_in(cast.finn).post(f"/indstillinger/{row.pk}/ret/", told)
    assert answer.status_code in (200, 409)
    assert Nomination.objects.get().strengths == "Samler naboerne"


def test_answer_does_not_stand_in_the_authors_way(cast: Cast) -> None:
    row = answered(cast)
    told = {"version": 1, "strengths": "Rettet", "consent_on": today().isoformat()}
    assert signed_in(cast.finn).post(f"/indstillinger/{row.pk}/ret/", told).status_code == 302
    row.refresh_from_db()
    assert (row.strengths, row.note, row.status) == ("Rettet", "Vi ringer", "talking")


def test_nomination_that_is_done_with_is_not_edited(cast: Cast) -> None:
    row = answered(cast, "done")
    address = f"/indstillinger/{row.pk}/ret/"
    told = {"version": 1, "strengths": "For sent", "consent_on": today().isoformat()}
    answer = signed_in(cast.finn).post(address, told)
    assert answer.status_code == 409
    assert "For sent" in answer.content.decode()
    assert signed_in(cast.finn).get(address).status_code == 302


def test_secretariat_answers_and_the_author_is_told_until_it_is_read(cast: Cast) -> None:
    row, finn, gry = nomination(cast), signed_in(cast.finn), signed_in(cast.gry)
    assert "1 ny indstilling" in text(gry, "/")
    told = {"version": 1, "status": "talking", "note": "Vi ringer på tirsdag"}
    for _twice in range(2):
        assert gry.post(f"/indstillinger/{row.pk}/svar/", told).status_code == 302
    assert "1 ny indstilling" not in text(gry, "/")
    assert "Sekretariatet har svaret på din indstilling" in text(finn, "/")
    assert "Vi ringer på tirsdag" in text(finn, row.get_absolute_url())
    assert "Sekretariatet har svaret på din indstilling" not in text(finn, "/")


def test_seen_alone_is_no_answer(cast: Cast) -> None:
    row = answered(cast, "seen", note="")
    assert row.seen_at
    assert "Sekretariatet har svaret" not in text(signed_in(cast.finn), "/")
    assert "Set af sekretariatet" in text(signed_in(cast.finn), row.get_absolute_url())


def test_two_in_the_secretariat_meet_and_lose_nothing(cast: Cast) -> None:
    row, gry = answered(cast), signed_in(cast.gry)
    late = {"version": 1, "status": "talking", "note": "Mit eget svar"}
    answer = gry.post(f"/indstillinger/{row.pk}/svar/", late)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mit eget svar" in page
    assert "Vi ringer" in page


@pytest.mark.parametrize(("status", "code"), [("new", 200), ("x", 200), ("seen", 409)])
def test_way_leads_only_ahead(cast: Cast, status: str, code: int) -> None:
    row = answered(cast)
    told = {"version": row.answer_version, "status": status, "note": "Vi ringer"}
    assert signed_in(cast.gry).post(f"/indstillinger/{row.pk}/svar/", told).status_code == code
    row.refresh_from_db()
    assert row.status == "talking"


@pytest.mark.parametrize("status", ["seen", "talking", "done"])
def test_withdrawing_deletes_every_word_and_keeps_the_days(cast: Cast, status: str) -> None:
    row, finn = answered(cast, status), signed_in(cast.finn)
    address = f"/indstillinger/{row.pk}/traek-tilbage/"
    assert "kan ikke gendannes" in text(finn, address)
    for _twice in range(2):
        assert finn.post(address).status_code == 302
    row.refresh_from_db()
    assert (row.strengths, row.potential, row.note) == ("", "", "")
    assert row.is_withdrawn
    assert row.withdrawn_at
    assert row.consent_on == today()
    assert "teksten er slettet" in text(finn, row.get_absolute_url())


def test_answer_to_what_was_withdrawn_meanwhile_is_told(cast: Cast) -> None:
    row = nomination(cast)
    services.withdraw_nomination(nomination=row, by=cast.finn)
    told = {"version": 1, "status": "talking", "note": "Det når jeg ikke"}
    answer = signed_in(cast.gry).post(f"/indstillinger/{row.pk}/svar/", told)
    assert answer.status_code == 409
    assert "Indstillingen er trukket tilbage." in answer.content.decode()
    assert "Det når jeg ikke" in answer.content.decode()


def test_author_who_manages_no_longer_still_sees_own(cast: Cast) -> None:
    row = nomination(cast)
    Unit.objects.update(manager=cast.dan)
    finn = signed_in(cast.finn)
    assert "Eva Sten" in text(finn, MINE)
    assert "Samler naboerne" in text(finn, row.get_absolute_url())
    assert finn.get(NEW).status_code == 403
    assert signed_in(cast.dan).get(row.get_absolute_url()).status_code == 404


def test_lists_say_that_the_nominee_has_left(cast: Cast) -> None:
    row = nomination(cast)
    User.objects.filter(pk=cast.eva.pk).update(active_to=today(-1))
    for person, address in ((cast.finn, MINE), (cast.gry, INBOX), (cast.gry, f"{MINE}{row.pk}/")):
        assert "Arbejder her ikke længere" in text(signed_in(person), address)


def listed(client: Client, query: str) -> list[str]:
    return [row.nominee.name for row in client.get(INBOX + query).context["page_obj"]]


def test_secretariat_filters_its_list(cast: Cast) -> None:
    nomination(cast, nominee=cast.anna)
    answered(cast)
    done = nomination(cast, nominee=cast.clara)
    told = {"version": 1, "status": "done", "note": ""}
    services.answer_nomination(nomination=done, by=cast.gry, **told)
    gry = signed_in(cast.gry)
    assert set(listed(gry, "")) == {"Anna Netsø", "Eva Sten"}
    assert listed(gry, "?status=dialog") == ["Eva Sten"]
    assert listed(gry, "?status=afsluttet") == ["Clara Netager"]
    assert len(listed(gry, f"?status=&enhed={cast.bo.unit_id}")) == 3
    assert listed(gry, f"?q=netsø&enhed={cast.eva.unit_id}") == ["Anna Netsø"]


@pytest.mark.parametrize("query", ["status=x", f"enhed={HUGE}", "enhed=x", "q=%00", "page=x"])
def test_nonsense_in_the_filters_still_answers(cast: Cast, query: str) -> None:
    assert signed_in(cast.gry).get(f"{INBOX}?{query}").status_code == 200
    assert signed_in(cast.finn).get(f"{MINE}?{query}").status_code == 200


def test_filter_answers_with_the_results_alone(cast: Cast) -> None:
    nomination(cast)
    answer = signed_in(cast.gry).get(f"{INBOX}?status=aaben", headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<section id="results"')
    assert answer["HX-Replace-Url"] == f"{INBOX}?status=aaben"


@pytest.mark.parametrize(("who", "address"), [("finn", MINE), ("gry", INBOX), ("gry", "/")])
def test_lists_ask_as_often_for_one_as_for_many(
    cast: Cast, who: str, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(getattr(cast, who))
    nomination(cast)
    client.get(address)
    with django_assert_num_queries(79 if address == "/" else 7, exact=False) as few:
        client.get(address)
    for number in range(3):
        person = make_person(f"Per{number} Mange", unit=cast.eva.unit)
        nomination(cast, nominee=person)
    with django_assert_num_queries(len(few)):
        client.get(address)
