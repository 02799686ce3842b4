"""Strategic agendas, how themes connect to them, leaders' ownership, and what a duty page shows."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from roles.models import Unit, User
from tests import rooms, talks
from tests.cast import Cast
from themes.models import AgendaLink, Ownership, Stage, StrategicAgenda
from themes.services import handovers
from themes.services import strategy as services


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def agenda_page(cast: Cast, name: str) -> str:
    return f"{cast.theme.get_absolute_url()}strategi/{name}/"


def test_the_reference_leader_sets_a_new_agenda_in_a_forum_on_a_day(cast: Cast) -> None:
    address, client = agenda_page(cast, "saet-dagsorden"), browser(cast.bo)
    assert address in client.get(f"{cast.theme.get_absolute_url()}strategi/").text
    empty = client.post(address, {"title": "Ingen alene"})
    assert set(empty.context["form"].errors) == {"forum", "decided_on"}
    sent = {"title": "Ingen alene", "forum": "Chefforum", "decided_on": rooms.today(20)}
    for _twice in range(2):
        assert client.post(address, sent).status_code == 302
    row = StrategicAgenda.objects.get(title="Ingen alene")
    assert (row.status, row.set_by) == (StrategicAgenda.Status.IN_FORCE, cast.bo)
    link = row.links.get()
    assert (link.theme, link.state) == (cast.theme, AgendaLink.State.RECOGNISED)
    for page in (row.get_absolute_url(), f"{cast.theme.get_absolute_url()}strategi/"):
        assert "Bo Refsgaard" in browser(cast.eva).get(page).text
    assert "Chefforum" in browser(cast.eva).get("/temaer/dagsordener/").text


@pytest.mark.parametrize("who", ["anna", "gry", "eva", "clara", "dan", "root"])
def test_nobody_else_sets_an_agenda(cast: Cast, who: str) -> None:
    person, day = getattr(cast, who), rooms.today()
    with pytest.raises(PermissionDenied):
        services.set_agenda(
            theme=cast.theme, by=person, title="Ny", forum="Chefforum", decided_on=day
        )
    assert (
        agenda_page(cast, "saet-dagsorden")
        not in browser(person).get(f"{cast.theme.get_absolute_url()}strategi/").text
    )


def test_the_network_leader_proposes_and_the_reference_leader_sets(cast: Cast) -> None:
    talks.held_talk(cast)
    for _twice in range(2):
        sent = {"title": "Ingen alene", "description": "Alle har nogen"}
        answer = browser(cast.anna).post(agenda_page(cast, "ny-dagsorden"), sent)
        assert answer.status_code == 302
    link = AgendaLink.objects.get(agenda__title="Ingen alene")
    assert (link.agenda.status, link.agenda.proposed_by) == ("proposed", cast.anna)
    bo, asked = browser(cast.bo), "Anna Netsø foreslår en ny dagsorden: “Ingen alene”"
    assert asked in bo.get("/").text
    address = agenda_page(cast, f"koblinger/{link.pk}/saet")
    assert browser(cast.anna).get(address).status_code == 403
    form = bo.get(address).context["form"]
    assert form["title"].value() == "Ingen alene"
    assert bo.post(address, {"title": "Ingen alene", "version": 1}).status_code == 200
    told = {"title": "Ingen er alene", "forum": "Direktionen", "decided_on": rooms.today(9)}
    for _twice in range(2):
        assert bo.post(address, {**told, "version": 1}).status_code == 302
    row = StrategicAgenda.objects.get(links=link)
    assert (row.status, row.title, row.set_by) == ("in_force", "Ingen er alene", cast.bo)
    assert asked not in bo.get("/").text


def test_an_agenda_that_another_changed_meanwhile_shows_both_texts(cast: Cast) -> None:
    link = services.propose_agenda(theme=cast.theme, by=cast.anna, title="Ingen alene")
    StrategicAgenda.objects.update(title="Ingen er alene", version=2)
    sent = {"title": "Min titel", "forum": "Chefforum", "decided_on": rooms.today(), "version": 1}
    answer = browser(cast.bo).post(agenda_page(cast, f"koblinger/{link.pk}/saet"), sent)
    assert answer.status_code == 409
    assert "Ingen er alene" in answer.text
    assert "Min titel" in answer.text


@pytest.mark.parametrize(("who", "page"), [("anna", "ny-dagsorden"), ("bo", "saet-dagsorden")])
def test_date_before_the_theme_is_refused_and_stays(cast: Cast, who: str, page: str) -> None:
    sent = {"title": "Ingen alene", "forum": "Chefforum", "decided_on": "2001-01-01"}
    client = browser(getattr(cast, who))
    form = client.post(agenda_page(cast, page), sent).context["form"]
    assert "før temaets start" in form.errors["decided_on"][0]
    assert form["title"].value() == "Ingen alene"


def test_link_is_recognised_then_on_the_agenda(cast: Cast) -> None:
    row = rooms.agenda_link(cast)
    address = f"{cast.theme.get_absolute_url()}strategi/koblinger/{row.pk}/trin/"
    client = browser(cast.bo)
    sent = {"version": 1, "state": "on_agenda", "state_on": rooms.today()}
    assert "forum" in client.post(address, sent).context["form"].errors
    assert client.post(address, sent | {"forum": "Chefforum"}).status_code == 302
    stale = client.post(address, sent | {"state": "recognised"})
    assert stale.status_code == 409
    row.refresh_from_db()
    assert (row.state, row.forum) == (AgendaLink.State.ON_AGENDA, "Chefforum")


def test_map_holds_the_leaders_of_the_units_that_the_theme_touches(cast: Cast) -> None:
    near = rooms.leader(cast)
    far = Unit.objects.create(name="Teknik", parent=Unit.objects.get(parent=None))
    fields = {"leader_level": 5, "unit": far}
    User.objects.create_user("fjern@example.org", "lang adgangskode", name="Fjern Leder", **fields)
    page = f"{cast.theme.get_absolute_url()}ledere/"
    text = browser(cast.anna).get(page).text
    assert near.name in text
    assert "Fjern Leder" not in text
    assert "Ikke kontaktet" in text
    rooms.ownership(cast)
    assert near.name in browser(cast.anna).get(f"{page}?kontakt=ja").text
    assert near.name not in browser(cast.anna).get(f"{page}?kontakt=nej").text


def test_matrix_counts_contact_by_department(cast: Cast) -> None:
    heard = {"said": "owns", "heard_by": cast.anna, "heard_on": rooms.today()}
    rooms.ownership(cast, **heard)
    other = {"leader": rooms.leader(cast, 5)}
    rooms.ownership(cast, **other)
    assert "talt med 2, 1 har sagt noget" in browser(cast.gry).get("/temaer/ledere/").text
    assert "talt med 2, 1 har sagt noget" in browser(cast.anna).get("/temaer/ledere/").text
    for who in (cast.eva, cast.clara, cast.root):
        assert "talt med 2" not in browser(who).get("/temaer/ledere/").text


def test_contact_is_due_on_the_start_page_of_who_takes_it(cast: Cast) -> None:
    rooms.ownership(cast, next_contact_on=rooms.today(2), next_by=cast.bo)
    assert "Tal med Lone Niveau4" in browser(cast.bo).get("/").text
    assert "Lone Niveau4" not in browser(cast.anna).get("/").text
    assert Ownership.objects.get().next_by == cast.bo


# What each duty's page tells of what happened, once every room holds something.
EVIDENCE = {
    "strategic_link": ("koblet til 1 strategisk dagsorden", "Sund hele livet"),
    "arenas": ("1 tilbudt", "Chefforum", "Beslægtede indsatser: 1"),
    "capital": ("ud af 100.000 kr., der er brug for.", "En bus"),
    "ownership": ("0 af 1 leder på niveau 4–5 har sagt", "Lone Niveau4"),
    "value": ("1 værdifortælling", "Torsdagskaffen"),
    "lab_to_practice": ("1 idé: 1 udbredt", "Kaffe om torsdagen"),
    "political_interplay": ("Vurderet som “ikke endnu”", "Intet nyt"),
}


@pytest.mark.parametrize("key", EVIDENCE)
def test_duty_page_shows_what_happened(cast: Cast, key: str) -> None:
    for make in (
        rooms.agenda_link,
        rooms.initiative,
        rooms.offered,
        rooms.funding,
        rooms.ownership,
        rooms.story,
        rooms.assessment,
    ):
        make(cast)
    rooms.idea(cast, Stage.SCALED)
    for who in (cast.anna, cast.bo, cast.gry):
        text = browser(who).get(f"{cast.theme.get_absolute_url()}opgaver/{key}/").text
        assert "Det er der sket" in text
        for told in EVIDENCE[key]:
            assert told in text


def test_duty_without_facts_says_so(cast: Cast) -> None:
    page = f"{cast.theme.get_absolute_url()}opgaver/capital/"
    assert "Der er ikke skrevet et behov for penge endnu." in browser(cast.anna).get(page).text


def test_receiver_and_reference_leader_find_the_hand_over_at_the_start(cast: Cast) -> None:
    talks.held_talk(cast)
    asked = rooms.handover(cast)
    assert "spørger, om du vil overtage idéen" in browser(cast.finn).get("/").text
    assert "Bekræft, at Finn Leder overtager" not in browser(cast.bo).get("/").text
    handovers.answer_handover(handover=asked, by=cast.finn, is_accepted=True)
    assert "spørger, om du vil overtage idéen" not in browser(cast.finn).get("/").text
    assert "Bekræft, at Finn Leder overtager" in browser(cast.bo).get("/").text
