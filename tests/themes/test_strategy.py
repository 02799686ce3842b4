"""Strategic agendas, how themes connect to them, leaders' ownership, and what a duty page shows."""

import pytest
from django.test import Client

from roles.models import Unit, User
from tests import rooms
from tests.cast import Cast
from themes.models import AgendaLink, Ownership, Stage, StrategicAgenda
from themes.services import handovers


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_agenda_is_proposed_with_forum_and_date(cast: Cast) -> None:
    address = f"{cast.theme.get_absolute_url()}strategi/ny-dagsorden/"
    client = browser(cast.bo)
    empty = client.post(address, {"title": "Ingen alene"})
    assert set(empty.context["form"].errors) == {"forum", "decided_on"}
    sent = {"title": "Ingen alene", "forum": "Chefforum", "decided_on": rooms.today(20)}
    for _twice in range(2):
        assert client.post(address, sent).status_code == 302
    row = StrategicAgenda.objects.get(title="Ingen alene")
    assert (row.status, row.proposed_by) == (StrategicAgenda.Status.PROPOSED, cast.bo)
    assert row.links.get().theme == cast.theme
    text = browser(cast.eva).get("/temaer/dagsordener/").text
    assert "Ingen alene" in text
    assert "Chefforum" in text


def test_date_before_the_theme_is_refused_and_stays(cast: Cast) -> None:
    address = f"{cast.theme.get_absolute_url()}strategi/ny-dagsorden/"
    sent = {"title": "Ingen alene", "forum": "Chefforum", "decided_on": "2001-01-01"}
    form = browser(cast.bo).post(address, sent).context["form"]
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
    "ownership": ("talt med 1 leder", "Lone Niveau4"),
    "value": ("1 værdifortælling", "Torsdagskaffen"),
    "lab_to_practice": ("1 idé: 1 udbredt", "Kaffe om torsdagen"),
    "political_interplay": ("Vurderet som “følges”", "Intet nyt"),
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
    asked = rooms.handover(cast)
    assert "spørger, om du vil overtage idéen" in browser(cast.finn).get("/").text
    assert "Bekræft, at Finn Leder overtager" not in browser(cast.bo).get("/").text
    handovers.answer_handover(handover=asked, by=cast.finn, is_accepted=True)
    assert "spørger, om du vil overtage idéen" not in browser(cast.finn).get("/").text
    assert "Bekræft, at Finn Leder overtager" in browser(cast.bo).get("/").text
