"""That preparing is voluntary is said to the reference leader; the network leader reflects."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.talks import agreed_talk

VOLUNTARY = "frivillig"
OWN_NEEDS = "Tænk spørgsmålene igennem, før I mødes."


@pytest.mark.parametrize("page", ["preparation", "blank_form"])
def test_preparation_is_voluntary_for_the_reference_leader_alone(
    cast: Cast, client: Client, page: str
) -> None:
    address = reverse(f"dialogues:{page}", args=[agreed_talk(cast).pk])
    client.force_login(cast.anna)
    network_leader = client.get(address).text
    client.force_login(cast.bo)
    reference_leader = client.get(address).text
    assert OWN_NEEDS in network_leader and VOLUNTARY not in network_leader
    assert VOLUNTARY in reference_leader and OWN_NEEDS not in reference_leader


@pytest.mark.parametrize(
    ("who", "said"),
    [("anna", "Forbered dig til samtalen med"), ("bo", "Det er frivilligt.")],
)
def test_start_page_asks_the_one_and_invites_the_other(
    cast: Cast, client: Client, who: str, said: str
) -> None:
    agreed_talk(cast)
    client.force_login(getattr(cast, who))
    assert said in client.get("/").text


@pytest.mark.parametrize(("who", "is_told"), [("anna", False), ("bo", True)])
def test_way_of_the_talk_calls_it_voluntary_for_the_reference_leader_alone(
    cast: Cast, client: Client, who: str, is_told: bool
) -> None:
    talk = agreed_talk(cast)
    client.force_login(getattr(cast, who))
    assert ("Frivillig, før I mødes" in client.get(talk.get_absolute_url()).text) is is_told


def test_invitation_to_the_first_talk_says_who_reflects(cast: Cast, client: Client) -> None:
    client.force_login(cast.anna)
    text = client.get(reverse("dialogues:new", args=[cast.theme.slug])).text
    assert "tænker du over dine egne behov og ønsker" in text
    assert f"{cast.bo.name} kan gøre det samme" in text
