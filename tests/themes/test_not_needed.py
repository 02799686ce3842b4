"""What a theme can do without: a new agenda, and outside money; never the whole duty."""

from typing import Any

import pytest
from django.test import Client

from roles.models import User
from tests import rooms
from tests.cast import Cast
from themes.models import Funding, NoNewAgenda, NoOutsideMoney
from themes.services import records
from themes.services import strategy as strategy_services

WHY = "Bykernen er nævnt i planen"
AGENDA, MONEY = "Der er ikke brug for en ny dagsorden", "Der søges ikke midler udefra"
ROOMS = [
    ("strategi", "ingen-ny-dagsorden", AGENDA, NoNewAgenda, "strategic_link"),
    ("kapital", "ingen-midler-udefra", MONEY, NoOutsideMoney, "capital"),
]


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def room(cast: Cast, path: str) -> str:
    return f"{cast.theme.get_absolute_url()}{path}/"


@pytest.mark.parametrize(("path", "below", "said", "model", "key"), ROOMS)
def test_the_part_is_said_not_to_be_needed_with_a_reason(
    cast: Cast, path: str, below: str, said: str, model: type, key: str
) -> None:
    client, address = browser(cast.bo), room(cast, f"{path}/{below}/ny")
    assert address in client.get(room(cast, path)).text
    assert client.post(address, {"reason": " "}).context["form"].errors["reason"]
    for _twice in range(2):
        assert client.post(address, {"reason": WHY}).status_code == 302
    assert model.objects.get().created_by == cast.bo
    text = browser(cast.eva).get(room(cast, path)).text
    assert said in text
    assert WHY in text
    assert said in browser(cast.bo).get(room(cast, f"opgaver/{key}")).text


def test_the_network_leader_leaves_it_to_the_reference_leader_to_judge(cast: Cast) -> None:
    client, judges = browser(cast.anna), "Referencelederen vurderer, om der er brug for"
    page, address = (
        client.get(room(cast, "strategi")).text,
        room(cast, "strategi/ingen-ny-dagsorden/ny"),
    )
    assert judges in page and address not in page
    assert client.post(address, {"reason": WHY}).status_code == 403
    assert judges not in browser(cast.bo).get(room(cast, "strategi")).text
    row = records.add(NoNewAgenda(theme=cast.theme, reason=WHY), by=cast.bo)
    page = client.get(room(cast, "strategi")).text
    assert WHY in page and judges not in page and f"{row.pk}/rediger" not in page


@pytest.mark.parametrize(("path", "below", "said", "model", "key"), ROOMS)
def test_the_duty_keeps_a_status_of_its_own(
    cast: Cast, path: str, below: str, said: str, model: type, key: str
) -> None:
    records.add(model(theme=cast.theme, reason=WHY), by=cast.bo)
    page = browser(cast.bo).get(room(cast, f"opgaver/{key}")).text
    assert 'value="in_progress"' in page
    assert 'value="not_relevant"' not in page


@pytest.mark.parametrize(("path", "below", "said", "model", "key"), ROOMS)
def test_it_is_said_once_and_can_be_taken_back(
    cast: Cast, path: str, below: str, said: str, model: type, key: str
) -> None:
    row = records.add(model(theme=cast.theme, reason=WHY), by=cast.bo)
    client = browser(cast.bo)
    again = client.post(room(cast, f"{path}/{below}/ny"), {"reason": "Noget andet"})
    assert "reason" in again.context["form"].errors
    assert (
        client.post(room(cast, f"{path}/{below}/{row.pk}/slet"), {"version": 1}).status_code == 302
    )
    assert not model.objects.exists()


def test_to_set_an_agenda_takes_back_that_none_is_needed(cast: Cast) -> None:
    records.add(NoNewAgenda(theme=cast.theme, reason=WHY), by=cast.bo)
    told = {"title": "Ny", "forum": "Chefforum", "decided_on": rooms.today()}
    strategy_services.set_agenda(theme=cast.theme, by=cast.bo, **told)
    assert not NoNewAgenda.objects.exists()
    answer = browser(cast.bo).post(room(cast, "strategi/ingen-ny-dagsorden/ny"), {"reason": WHY})
    assert "allerede sat" in answer.context["form"].errors["reason"][0]


def sent(**changes: Any) -> dict[str, Any]:
    told = {"need": "Bus", "source": "En fond", "origin": "external", "amount_needed": "1000"}
    return told | {"status": "planned"} | changes


def test_outside_money_and_none_sought_refuse_each_other(cast: Cast) -> None:
    row = records.add(NoOutsideMoney(theme=cast.theme, reason=WHY), by=cast.bo)
    client = browser(cast.anna)
    refused = client.post(room(cast, "kapital/ny"), sent())
    assert "registreret uden midler udefra" in refused.context["form"].errors["origin"][0]
    assert client.post(room(cast, "kapital/ny"), sent(origin="internal")).status_code == 302
    records.remove(row, by=cast.bo, version=1)
    assert client.post(room(cast, "kapital/ny"), sent()).status_code == 302
    again = client.post(room(cast, "kapital/ingen-midler-udefra/ny"), {"reason": WHY})
    assert "midler udefra" in again.context["form"].errors["reason"][0]
    Funding.objects.filter(origin="external").update(
        status="refused", applied_on=rooms.today(), amount_applied=1, decided_on=rooms.today()
    )
    answer = client.post(room(cast, "kapital/ingen-midler-udefra/ny"), {"reason": WHY})
    assert answer.status_code == 302


# Who answers for the money


def test_the_reference_leader_answers_where_nobody_else_is_named(cast: Cast) -> None:
    rooms.funding(cast)
    page = browser(cast.eva).get(room(cast, "kapital")).text
    assert "Bo Refsgaard" in page
    assert "Bo Refsgaard" in browser(cast.eva).get("/temaer/kapital/").text


def test_another_answers_for_own_money_alone(cast: Cast) -> None:
    own = sent(origin="internal", responsible=cast.finn.email)
    client = browser(cast.anna)
    assert client.post(room(cast, "kapital/ny"), own).status_code == 302
    assert Funding.objects.get().responsible == cast.finn
    assert "Finn Leder" in browser(cast.eva).get(room(cast, "kapital")).text
    outside = client.post(room(cast, "kapital/ny"), own | {"origin": "external"})
    assert "overordnede ansvar" in outside.context["form"].errors["responsible"][0]


def test_nobody_writes_the_application_until_it_is_agreed(cast: Cast) -> None:
    client = browser(cast.anna)
    assert client.get(room(cast, "kapital/ny")).context["form"]["applicant"].value() is None
    assert client.post(room(cast, "kapital/ny"), sent()).status_code == 302
    assert "Ansøgning: ikke aftalt" in client.get(room(cast, "kapital")).text


def test_another_writes_the_application_for_outside_money(cast: Cast) -> None:
    rooms.funding(cast, origin="external", applicant=cast.anna)
    page = browser(cast.eva).get(room(cast, "kapital")).text
    assert "Overordnet ansvar" in page
    assert "Ansøgning: Anna Netsø" in page


def test_who_set_people_or_hours_free_is_named(cast: Cast) -> None:
    told = {"what": "En vikar", "starts_on": rooms.today()}
    client, address = browser(cast.anna), room(cast, "kapital/timer/ny")
    assert "given_by" in client.post(address, told).context["form"].errors
    assert client.post(address, told | {"given_by": cast.bo.email}).status_code == 302
    assert "afsat af Bo Refsgaard" in browser(cast.eva).get(room(cast, "kapital")).text
