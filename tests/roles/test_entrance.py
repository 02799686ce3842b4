"""The first of the secretariat is let in without mail: once, soon, and by a command alone."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from roles.models import User
from roles.services.entrance import invite_first
from tests.cast import Cast

PASSWORD = "grønne æbler i maj"
CHOSEN = {"new_password1": PASSWORD, "new_password2": PASSWORD}


def link(email: str = "ida@example.org", name: str = "Ida Holm") -> str:
    out = StringIO()
    call_command("invite_first", email, name, site="https://tema.example.dk/", stdout=out)
    site, address = out.getvalue().strip().split(".dk")
    assert site == "https://tema.example"
    return address


def test_the_link_leads_in_as_one_of_the_secretariat(client: Client, db: None) -> None:
    address = link()
    assert "Velkommen, Ida Holm." in client.get(address).content.decode()
    assert client.post(address, CHOSEN, follow=True).redirect_chain == [("/", 302)]
    assert client.get("/sekretariat/").status_code == 200
    other = Client()
    other.post("/konto/login/", {"login": "ida@example.org", "password": PASSWORD})
    assert other.get("/sekretariat/").status_code == 200


def test_reading_the_page_changes_nothing(client: Client, db: None) -> None:
    address = link()
    before = User.objects.values().get()
    client.get(address)
    assert User.objects.values().get() == before
    assert "_auth_user_id" not in client.session


def test_the_link_works_once(client: Client, db: None) -> None:
    address = link()
    client.post(address, CHOSEN)
    for answer in (Client().get(address), Client().post(address, CHOSEN)):
        assert answer.status_code == 404
        assert "Linket gælder ikke længere" in answer.content.decode()


def test_the_link_works_for_half_an_hour(client: Client, db: None) -> None:
    address = link()
    for minutes, status in ((29, 200), (31, 404)):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
            assert client.get(address).status_code == status


def test_a_new_link_ends_the_one_before(client: Client, db: None) -> None:
    first, second = link(), link()
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_a_weak_password_is_told_beside_its_field(client: Client, db: None) -> None:
    answer = client.post(link(), {"new_password1": "kort", "new_password2": "kort"})
    assert "mindst 12 tegn" in answer.content.decode()
    assert not User.objects.get().has_usable_password()


def test_who_has_a_password_gets_no_link(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Anna Netsø har allerede en adgangskode"):
        link(cast.anna.email)


def test_who_has_left_gets_no_link_and_loses_one_that_is_made(client: Client, db: None) -> None:
    address = link()
    User.objects.update(active_to=timezone.localdate() - timedelta(days=1))
    assert client.get(address).status_code == 404
    with pytest.raises(CommandError, match="er ikke ansat lige nu"):
        link()


@pytest.mark.parametrize("who", ["eva", "gry", "root"])
def test_nobody_who_is_signed_in_makes_a_link_for_another(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        invite_first(email="ny@example.org", name="Ny", by=getattr(cast, who))
    assert not User.objects.filter(email="ny@example.org").exists()


@pytest.mark.parametrize("token", ["x", "WzEsMl0:1:2", "W10:1tR:ab", "\x00"])
def test_a_made_up_link_leads_nowhere(client: Client, db: None, token: str) -> None:
    assert client.get(f"/velkommen/{token}/").status_code == 404


def test_each_step_is_logged_without_the_link(
    client: Client, db: None, caplog: pytest.LogCaptureFixture
) -> None:
    address = link()
    client.post(address, CHOSEN)
    assert "A link to choose a password is made" in caplog.text
    assert "has chosen a password by a link" in caplog.text
    assert address.split("/")[2] not in caplog.text
