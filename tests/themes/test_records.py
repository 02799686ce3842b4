"""What every kind of record has in common: added once, changed by two, refused beside its field."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from tests import rooms
from tests.cast import Cast
from themes.models import (
    AgendaLink,
    Funding,
    Idea,
    Initiative,
    Member,
    NetworkMeeting,
    Ownership,
    Record,
    ValueStory,
)


@dataclass(frozen=True)
class Case:
    """One kind of record: who writes it, what is sent, and which text is changed by two."""

    model: type[Record]
    path: str
    who: str
    make: Callable[..., Record]
    sent: Callable[[Cast], dict[str, Any]]
    text: str


TODAY = rooms.today()
CASES = (
    Case(
        Member,
        "netvaerk/medlemmer",
        "anna",
        rooms.member,
        lambda cast: {"kind": "citizen", "name": "Bodil Borger", "joined_on": rooms.today()},
        "part",
    ),
    Case(
        NetworkMeeting,
        "netvaerk/moeder",
        "anna",
        rooms.meeting,
        lambda cast: {"purpose": "Lære hinanden at kende", "held_on": rooms.today(), "others": 0},
        "outcome",
    ),
    Case(
        AgendaLink,
        "strategi/koblinger",
        "bo",
        rooms.agenda_link,
        lambda cast: {"agenda": rooms.agenda().pk, "connection": "Flere mødes"},
        "connection",
    ),
    Case(
        Initiative,
        "strategi/indsatser",
        "bo",
        rooms.initiative,
        lambda cast: {"name": "Besøgsvenner", "contact": cast.finn.name},
        "connection",
    ),
    Case(
        Funding,
        "kapital",
        "bo",
        rooms.funding,
        lambda cast: {
            "need": "En bus",
            "source": "Velfærdspuljen",
            "origin": "internal",
            "amount_needed": "100.000",
            "status": "planned",
        },
        "decision",
    ),
    Case(
        Ownership,
        "ledere",
        "anna",
        rooms.ownership,
        lambda cast: {"leader": rooms.leader(cast).name},
        "next_contact_on",
    ),
    Case(
        ValueStory,
        "vaerdi",
        "anna",
        rooms.story,
        lambda cast: {
            "title": "Torsdagskaffen",
            "change": "Tolv naboer spiser sammen",
            "gain": "citizen",
            "for_whom": "Naboer",
        },
        "evidence",
    ),
    Case(
        Idea,
        "ideer",
        "anna",
        rooms.idea,
        lambda cast: {"title": "Kaffe om torsdagen", "giver": cast.eva.email},
        "description",
    ),
)
each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.model.__name__)


def browser(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(getattr(cast, who))
    return client


def words(case: Case, text: str) -> str:
    """A text for the field, which for one kind is a date."""
    return str(rooms.today(len(text))) if case.text.endswith("_on") else text


@each
def test_record_sent_twice_is_one(cast: Cast, case: Case) -> None:
    client, address = browser(cast, case.who), f"{cast.theme.get_absolute_url()}{case.path}/ny/"
    sent = case.sent(cast)
    for _twice in range(2):
        response = client.post(address, sent)
        assert response.status_code == 302, response.context["form"].errors
    row = case.model.objects.get(theme=cast.theme)
    assert row.created_by == getattr(cast, case.who)
    assert "object (" not in str(row)


@each
def test_two_tabs_meet_and_lose_nothing(cast: Cast, case: Case) -> None:
    row = case.make(cast)
    client = browser(cast, case.who)
    address = f"{cast.theme.get_absolute_url()}{case.path}/{row.pk}/rediger/"
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value or value == 0}
    sent = {name: value for name, value in sent.items() if value is not False}
    first, second = words(case, "Den ene"), words(case, "Den anden")
    assert client.post(address, sent | {case.text: first}).status_code == 302
    response = client.post(address, sent | {case.text: second})
    assert response.status_code == 409
    assert response.context["form"][case.text].value() == second
    assert any(field["mine"] != field["theirs"] for field in response.context["conflicts"])
    again = sent | {case.text: second, "version": response.context["form"]["version"].value()}
    assert client.post(address, again).status_code == 302
    row.refresh_from_db()
    assert str(getattr(row, case.text)) == second


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.model is not Idea], ids=lambda case: case.model.__name__
)
def test_record_is_removed_from_the_version_that_was_seen(cast: Cast, case: Case) -> None:
    row = case.make(cast)
    client = browser(cast, case.who)
    address = f"{cast.theme.get_absolute_url()}{case.path}/{row.pk}/slet/"
    assert client.post(address, {"version": row.version + 1}).status_code == 409
    assert case.model.objects.filter(pk=row.pk).exists()
    assert client.post(address, {"version": row.version}).status_code == 302
    assert not case.model.objects.filter(pk=row.pk).exists()
    assert client.post(address, {"version": row.version}).status_code == 404


@each
def test_record_of_another_theme_is_not_found(cast: Cast, case: Case) -> None:
    row = case.make(cast)
    client = browser(cast, "gry" if case.who == "gry" else "clara")
    address = f"{cast.other_theme.get_absolute_url()}{case.path}/{row.pk}/rediger/"
    assert client.get(address).status_code == 404


BAD = (
    ("kapital", "bo", {"amount_needed": "-5"}, "amount_needed", "mindre end 0"),
    ("kapital", "bo", {"amount_needed": "mange"}, "amount_needed", "hele kroner"),
    ("kapital", "bo", {"amount_needed": "9" * 30}, "amount_needed", "for stort"),
    ("kapital", "bo", {"deadline": "2001-01-01"}, "deadline", "før temaets start"),
    ("kapital", "bo", {"status": "applied"}, "amount_applied", "hvornår der blev søgt"),
    ("kapital", "bo", {"applicant": "Ingen Kendt"}, "applicant", "Ingen kollega hedder det"),
    ("netvaerk/medlemmer", "anna", {"kind": "employee"}, "person", "Vælg medarbejderen"),
    ("netvaerk/medlemmer", "anna", {"name": ""}, "name", "Skriv navnet"),
    ("netvaerk/medlemmer", "anna", {"left_on": "2001-01-01"}, "left_on", "før startdatoen"),
    ("netvaerk/moeder", "anna", {"held_on": "2001-01-01"}, "held_on", "før temaets start"),
    ("netvaerk/moeder", "anna", {"others": "-1"}, "others", "større end eller lig"),
    ("strategi/koblinger", "bo", {"agenda": "9" * 25}, "agenda", "gyldig valg"),
    ("ledere", "anna", {"said": "owns", "heard_on": "2199-01-01"}, "heard_on", "fremtiden"),
    ("ledere", "anna", {"last_contact_on": "2199-01-01"}, "last_contact_on", "fremtiden"),
    ("ledere", "anna", {"leader": "Anna Netsø"}, "leader", "intet lederniveau"),
    ("vaerdi", "anna", {"city_on": "2001-01-01"}, "city_on", "før temaets start"),
    ("vaerdi", "anna", {"change": "a\x07b"}, "change", "styretegn"),
    ("ideer", "anna", {"giver_name": "Bodil"}, "giver_name", "som idégiver"),
    ("ideer", "anna", {"title": "x" * 201}, "title", "200"),
)


@pytest.mark.parametrize(("path", "who", "bad", "field", "told"), BAD)
def test_bad_input_is_told_beside_its_field_and_stays(
    cast: Cast, path: str, who: str, bad: dict[str, str], field: str, told: str
) -> None:
    case = next(case for case in CASES if case.path == path)
    sent = case.sent(cast) | bad
    client = browser(cast, who)
    response = client.post(f"{cast.theme.get_absolute_url()}{path}/ny/", sent)
    assert response.status_code == 200
    form = response.context["form"]
    assert told in " ".join(form.errors[field])
    for name, value in sent.items():
        assert str(form[name].value()) == str(value)
    assert not case.model.objects.filter(theme=cast.theme).exists()


def test_receiver_who_has_left_is_told_beside_the_field(cast: Cast) -> None:
    row = rooms.idea(cast, "ready")
    type(cast.finn).objects.filter(pk=cast.finn.pk).update(active_to=rooms.today(-1))
    sent = {"receiver": cast.finn.name, "unit": cast.eva.unit_id, "look_again_on": rooms.today(9)}
    response = browser(cast, "anna").post(f"{row.get_absolute_url()}overdrag/", sent)
    form = response.context["form"]
    assert "arbejder her ikke længere" in form.errors["receiver"][0]
    assert form["receiver"].value() == cast.finn.name
