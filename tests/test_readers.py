"""Every private page names all who can read it: the sentence is made by the rule itself."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.services import agreements
from roles.models import User
from tests import mandates, talks
from tests.cast import Cast, assign, make_person

WHO = re.compile(r"Ud over dig kan ([^<]*) læse dette")


@pytest.fixture
def drivers(cast: Cast) -> list[User]:
    ida = mandates.co_driver(cast)
    return [ida, assign(cast.theme, "co_driver", make_person("Kaj Driver")).person]


def told(person: User, address: str) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200, (person, address)
    return answer.content.decode()


@pytest.mark.parametrize("path", ["opgaver/", "opgaver/{key}/", "ledere/"])
def test_each_of_two_co_drivers_is_named(cast: Cast, drivers: list[User], path: str) -> None:
    talks.invited_talk(cast)
    path = path.format(key=cast.theme.duties.first().key)
    people = [cast.anna, cast.bo, *drivers]
    for reader in people:
        [said, *_more] = WHO.findall(told(reader, f"{cast.theme.get_absolute_url()}{path}"))
        names = {one.name for one in people if one != reader}
        assert {name for name in names if name in said} == names
        assert said.endswith("og sekretariatet")


def test_paper_names_each_co_driver(cast: Cast, drivers: list[User]) -> None:
    html = told(cast.anna, f"{cast.theme.get_absolute_url()}opgaver/print/")
    assert "Kan læses af Anna Netsø, Bo Refsgaard, Ida Driver, Kaj Driver og sekretariatet" in html


def test_next_step_is_taken_by_any_co_driver(cast: Cast, drivers: list[User]) -> None:
    talks.invited_talk(cast)
    key = "capital"
    html = told(cast.anna, f"{cast.theme.get_absolute_url()}opgaver/{key}/")
    html = re.sub(r"\s*([<>])\s*", r"\1", html)
    for one in drivers:
        assert f'<option value="{one.pk}">{one.name}' in html


def test_agreement_names_each_co_driver(cast: Cast, drivers: list[User]) -> None:
    row = talks.held_talk(cast)
    html = told(cast.anna, reverse("dialogues:summary", args=[row.pk]))
    assert (
        "Når I begge har godkendt aftalen, kan Ida Driver, Kaj Driver og sekretariatet også læse"
        in html
    )
    two = talks.agreement_of(row)
    agreements.send_for_approval(agreement=two, version=two.version, by=cast.anna)
    for person in (cast.anna, cast.bo):
        agreements.approve(agreement=two, version=two.version, by=person)
    names = "Anna Netsø, Bo Refsgaard, Ida Driver, Kaj Driver og sekretariatet"
    for name in ("agreement", "agreement_print"):
        for reader in drivers:
            assert names in told(reader, reverse(f"dialogues:{name}", args=[row.pk]))
