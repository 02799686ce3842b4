"""Whoever edits an address does not get in as its owner."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from referenceledelse.core.web.access import as_system
from roles.models import AccountChange, User
from roles.models.accounts import NEW, OLD
from roles.services import ensure_secretariat_group
from roles.services.accounts.addresses import ask_for_addresses, free_address
from tests.admin.test_people import person_form
from tests.cast import Cast, make_person

WANTED = "anna.gift@example.org"


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mails go out at once, as they do when a request ends."""
    monkeypatch.setattr(transaction, "on_commit", lambda send, **_kwargs: send())


@pytest.fixture
def gry(cast: Cast) -> Client:
    """The secretariat's browser."""
    ensure_secretariat_group()
    client = Client()
    client.force_login(cast.gry)
    return client


def ask(client: Client, person: User, email: str = WANTED) -> Any:
    return client.post(reverse("roles:change_email", args=[person.pk]), {"email": email})


def link(person: User, side: str) -> str:
    return reverse("roles:confirm_change", args=[person.account_change.token(side)])


def says(client: Client, person: User, side: str, answer: str = "yes") -> str:
    row = User.objects.get(pk=person.pk)
    return client.post(link(row, side), {"answer": answer}).content.decode()


def email_of(person: User) -> str:
    return User.objects.values_list("email", flat=True).get(pk=person.pk)


def wants_password(email: str) -> list[str]:
    """The addresses that a link to a new password goes to."""
    before = len(mail.outbox)
    Client().post(reverse("account_reset_password"), {"email": email})
    letters = mail.outbox[before:]
    return [m.to[0] for m in letters if re.search(r"/konto/password/reset/key/", m.body)]


def test_no_password_goes_to_an_address_before_it_is_the_owners(cast: Cast, gry: Client) -> None:
    assert cast.anna.last_login is None
    ask(gry, cast.anna)
    assert email_of(cast.anna) == cast.anna.email
    assert wants_password(WANTED) == []
    says(gry, cast.anna, NEW)
    assert wants_password(WANTED) == [] and email_of(cast.anna) == cast.anna.email
    assert wants_password(cast.anna.email) == [cast.anna.email]
    says(Client(), cast.anna, OLD)
    assert email_of(cast.anna) == WANTED and not AccountChange.objects.exists()
    assert wants_password(WANTED) == [WANTED] and wants_password(cast.anna.email) == []


def test_both_mailboxes_are_told_and_the_old_one_again_at_the_end(cast: Cast, gry: Client) -> None:
    ask(gry, cast.anna)
    ask(gry, cast.anna)
    assert [letter.to[0] for letter in mail.outbox] == [WANTED, cast.anna.email]
    assert all("/konti/bekraeft/" in letter.body for letter in mail.outbox)
    assert WANTED in mail.outbox[1].body
    for side in (NEW, OLD):
        says(Client(), cast.anna, side)
    assert mail.outbox[2].to == [cast.anna.email] and WANTED in mail.outbox[2].body


def test_looking_at_the_link_changes_nothing(cast: Cast, gry: Client) -> None:
    ask(gry, cast.anna)
    for side in (NEW, OLD):
        page = Client().get(link(User.objects.get(pk=cast.anna.pk), side))
        assert WANTED in page.content.decode() and page["Cache-Control"].count("no-store")
    row = AccountChange.objects.get()
    assert (row.reached_at, row.agreed_at) == (None, None)
    token = row.token(OLD)
    row.delete()
    assert Client().get(reverse("roles:confirm_change", args=[token])).status_code == 404


def test_who_asked_is_no_witness_and_a_second_one_is(cast: Cast, gry: Client) -> None:
    ask(gry, cast.anna)
    says(gry, cast.anna, NEW)
    answer = reverse("roles:answer_change", args=[AccountChange.objects.get().pk])
    assert gry.post(answer, {"answer": "yes"}).status_code == 403
    assert email_of(cast.anna) == cast.anna.email
    second = make_person("Signe Sekretær", is_staff=True)
    second.groups.add(ensure_secretariat_group())
    client = Client()
    client.force_login(second)
    page = client.get(reverse("roles:change_email", args=[cast.anna.pk])).content.decode()
    assert "Jeg har talt med personen" in page
    client.post(answer, {"answer": "yes"})
    assert email_of(cast.anna) == WANTED


def test_owner_who_is_signed_in_says_yes_to_both_and_stays(cast: Cast, gry: Client) -> None:
    anna, elsewhere = Client(), Client()
    for client in (anna, elsewhere):
        client.force_login(cast.anna)
    ask(gry, cast.anna)
    says(anna, cast.anna, NEW)
    assert email_of(cast.anna) == WANTED
    assert anna.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302


def test_no_from_the_old_address_ends_it(cast: Cast, gry: Client) -> None:
    ask(gry, cast.anna)
    token = AccountChange.objects.get().token(NEW)
    assert "ikke ændret noget" in says(Client(), cast.anna, OLD, "no")
    page = Client().post(reverse("roles:confirm_change", args=[token]), {"answer": "yes"})
    assert page.status_code == 404 and email_of(cast.anna) == cast.anna.email


def test_link_to_a_new_password_is_void_once_the_address_is_changed(
    cast: Cast, gry: Client
) -> None:
    wants_password(cast.anna.email)
    address = re.search(r"/konto/password/\S+", mail.outbox[-1].body)[0]
    ask(gry, cast.anna)
    for side in (NEW, OLD):
        says(Client(), cast.anna, side)
    page = Client().get(address, follow=True).content.decode()
    assert 'type="password"' not in page


def test_account_that_nobody_has_used_needs_the_new_address_alone(cast: Cast, gry: Client) -> None:
    ny = make_person("Ny Slåfejl")
    ask(gry, ny)
    assert email_of(ny) == ny.email
    says(Client(), ny, NEW)
    assert email_of(ny) == WANTED


def test_two_get_each_others_address_with_the_second_ones_yes(cast: Cast) -> None:
    with as_system():
        pairs = [(cast.bo, cast.dan.email), (cast.dan, cast.bo.email)]
        ask_for_addresses(wanted=pairs, by=None)
    for person in (cast.bo, cast.dan):
        assert email_of(person) == person.email
        for side in (NEW, OLD):
            says(Client(), person, side)
    assert (email_of(cast.bo), email_of(cast.dan)) == (cast.dan.email, cast.bo.email)


def test_address_that_another_has_is_refused_beside_the_field(cast: Cast, gry: Client) -> None:
    page = ask(gry, cast.anna, cast.bo.email.upper()).content.decode()
    assert "Bo Refsgaard har den e-mail." in page
    ask(gry, cast.anna)
    assert "venter på at få den e-mail" in ask(gry, cast.bo).content.decode()


def test_administration_lets_the_new_address_wait_too(cast: Cast, gry: Client) -> None:
    User.objects.filter(pk=cast.bo.pk).update(last_login=timezone.now())
    for person in (cast.bo, cast.eva):
        address = reverse("admin:roles_user_change", args=[person.pk])
        wanted = f"ny{person.pk}@example.org"
        gry.post(address, person_form(person, email=wanted))
        assert email_of(person) == person.email
        assert AccountChange.objects.get(person=person).email == wanted


def test_freed_address_lets_nobody_in(cast: Cast) -> None:
    anna = Client()
    anna.force_login(cast.anna)
    wants_password(cast.anna.email)
    before = cast.anna.email
    with as_system():
        free_address(person=cast.anna, by=None)
    assert anna.get("/").status_code == 302
    assert wants_password(before) == []
    make_person("Asger Ny", unit=None)
    page = Client().post(
        reverse("account_login"), {"login": before, "password": "en lang adgangskode"}
    )
    assert page.status_code == 200
