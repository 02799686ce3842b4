"""A theme proposed from the own unit, with the units beside it at hand."""

import pytest
from django.test import Client

from roles.models import Unit
from tests.cast import Cast, make_theme
from themes.models import Theme
from themes.queries.proposals import met_by

PROPOSE = "/temaer/foreslaa/"


@pytest.fixture
def finn(cast: Cast, client: Client) -> Client:
    client.force_login(cast.finn)
    return client


def beside(cast: Cast, name: str = "Sundhed") -> Unit:
    return Unit.objects.create(name=name, parent=cast.eva.unit.parent)


def test_own_unit_is_chosen_and_its_neighbours_come_first(cast: Cast, finn: Client) -> None:
    health, school = beside(cast), Unit.objects.create(name="Skolen")
    cast.theme.units.add(school)
    far = Unit.objects.create(name="Langt væk")
    html = finn.get(f"{PROPOSE}?enhed={cast.eva.unit_id}").content.decode()
    order = [
        html.index(f'name="units" value="{one.pk}"') for one in (cast.eva.unit, school, health, far)
    ]
    assert order == sorted(order)
    assert html.count("checked") == 1
    assert "Egen enhed og naboenheder" in html


def test_neighbours_are_those_beside_and_those_of_the_same_running_themes(cast: Cast) -> None:
    unit, health, school = cast.eva.unit, beside(cast), Unit.objects.create(name="Skolen")
    draft = make_theme("Kladde", status=Theme.Status.DRAFT, proposed_by=cast.eva)
    draft.units.add(unit, Unit.objects.create(name="Kladdens enhed"))
    cast.theme.units.add(school)
    assert met_by([unit], cast.finn) == [school, health]
    assert met_by([], cast.finn) == []


@pytest.mark.parametrize(
    "query", ["", "enhed=", "enhed=x", "enhed=-1", "enhed=999999", "enhed=" + "9" * 30, "enhed=%00"]
)
def test_unknown_unit_is_passed_over(cast: Cast, finn: Client, query: str) -> None:
    response = finn.get(f"{PROPOSE}?{query}")
    assert response.status_code == 200
    assert "checked" not in response.content.decode()
    assert "naboenheder" not in response.content.decode()


def test_what_was_chosen_and_offered_stays_after_a_fault(cast: Cast, finn: Client) -> None:
    health, address = beside(cast), f"{PROPOSE}?enhed={cast.eva.unit_id}"
    assert f'action="{address}"' in finn.get(address).content.decode()
    html = finn.post(address, {"send": "1", "units": [health.pk]}).content.decode()
    assert "Egen enhed og naboenheder" in html
    assert html.count("checked") == 1


def test_proposal_from_the_own_unit_is_saved_with_its_units(cast: Cast, finn: Client) -> None:
    address = f"{PROPOSE}?enhed={cast.eva.unit_id}"
    told = {"title": "Fælles vagtplan", "type": cast.theme.type_id, "units": cast.eva.unit_id}
    assert finn.post(address, told).status_code == 302
    assert list(Theme.objects.get(proposed_by=cast.finn).units.all()) == [cast.eva.unit]
