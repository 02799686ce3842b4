"""Who gets into signing in and into the administration."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.cast import Cast
from tests.test_access import ask, names

# allauth's pages: what a stranger and an employee are answered. Sign-up is there, and closed.
ACCOUNT: dict[str, tuple[int, int]] = {
    "account_change_password": (302, 200),
    "account_confirm_email": (200, 200),
    "account_confirm_login_code": (302, 302),
    "account_email": (302, 200),
    "account_email_verification_sent": (200, 200),
    "account_inactive": (200, 200),
    "account_login": (200, 302),
    "account_logout": (302, 200),
    "account_reauthenticate": (302, 200),
    "account_reset_password": (200, 200),
    "account_reset_password_done": (200, 200),
    "account_reset_password_from_key": (200, 200),
    "account_reset_password_from_key_done": (200, 200),
    "account_set_password": (302, 302),
    "account_signup": (200, 302),
}


def account_names() -> list[str]:
    found = names(get_resolver().url_patterns)
    return sorted({name for name in found if name.startswith("account_")})


def account_address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse(
            name, kwargs={"uidb36": "1", "key": "2"} if "reset" in name else {"key": "x"}
        )


@pytest.mark.parametrize("name", account_names())
def test_account_page_for_a_stranger_and_for_an_employee(cast: Cast, name: str) -> None:
    address = account_address(name)
    got = tuple(ask(Client(), who, "GET", address) for who in (None, cast.eva))
    assert (name, got) == (name, ACCOUNT[name])


def admin_addresses() -> Iterator[str]:
    """Every address of the admin, of a first row where it takes one."""
    for name in sorted({n for n in names(get_resolver().url_patterns) if n.startswith("admin:")}):
        for args in ((), ("1",), ("auth",), ("1", "1")):
            with suppress(NoReverseMatch):
                yield reverse(name, args=args)
                break


@pytest.mark.parametrize("who", ["anonymous", "eva", "anna", "bo", "finn"])
def test_admin_lets_in_staff_alone(cast: Cast, who: str) -> None:
    client = Client()
    if who != "anonymous":
        client.force_login(getattr(cast, who))
    for address in admin_addresses():
        # A stranger is sent to sign in, a person without the right is told so.
        status = client.get(address).status_code
        assert (address, status in (302, 403)) == (address, True)


def test_sign_up_is_closed(client: Client) -> None:
    html = client.get(reverse("account_signup")).content.decode()
    assert "<input" not in html.partition("<main")[2]


def test_session_ends_with_log_out_everywhere(client: Client, cast: Cast) -> None:
    client.force_login(cast.anna)
    other_window = Client()
    other_window.cookies = client.cookies.copy()
    client.post(reverse("account_logout"))
    assert other_window.get("/").status_code == 302
