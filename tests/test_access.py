"""Who gets in where: every address of the site, asked by each kind of person.

A row names the address, what it needs to exist, and what each of PEOPLE is answered: 2 in (200),
3 sent on (302), 4 not allowed (403), 0 not found (404), 9 refused for its state (409), 5 wrong
method (405), 1 not understood (400). An address without a row fails the test, so that no page is
opened by mistake.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from dialogues.services import agenda, partnership, sittings
from dialogues.services.duties import propose_status
from dialogues.services.questions import load_question_sets
from dialogues.services.tasks import add_task
from roles.models import RoleKey
from tests.cast import Cast, make_theme
from tests.talks import (
    agreed_talk,
    approved_talk,
    held_talk,
    invited_talk,
    started_talk,
    summarised_talk,
)
from themes.models import Theme

PEOPLE = ("anonymous", "eva", "anna", "clara", "bo", "dan", "finn", "gry", "root")
ANSWER = {"2": 200, "3": 302, "4": 403, "0": 404, "5": 405, "9": 409, "1": 400}


class Undo(Exception):
    """Roll back what one person did, before the next is asked."""


type Args = Callable[[Cast], tuple]


def nothing(cast: Cast) -> tuple:
    return ()


def theme(cast: Cast) -> tuple:
    return (cast.theme.slug,)


def questions(cast: Cast) -> tuple:
    load_question_sets()
    return theme(cast)


def invited(cast: Cast) -> tuple:
    return (invited_talk(cast).pk,)


def agreed(cast: Cast) -> tuple:
    return (agreed_talk(cast).pk,)


def started(cast: Cast) -> tuple:
    return (started_talk(cast).pk,)


def agenda_point(cast: Cast) -> tuple:
    """A point that Anna has raised."""
    talk = invited_talk(cast)
    point = agenda.add_point(conversation=talk, by=cast.anna, text="Tid", is_raised=True)
    return (talk.pk, point.pk)


def a_sparring(cast: Cast) -> tuple:
    """A sparring that Anna and Bo have planned."""
    day = timezone.localdate()
    row = partnership.plan_sparring(theme=cast.theme, by=cast.anna, takes_place_on=day)
    return (cast.theme.slug, row.pk)


def a_pulse(cast: Cast) -> tuple:
    """A pulse that Anna has begun."""
    load_question_sets()
    partnership.open_pulse(theme=cast.theme, by=cast.anna)
    return (cast.theme.slug,)


def a_sitting(cast: Cast) -> tuple:
    """A half-yearly sitting that Anna has begun."""
    sittings.start_sitting(theme=cast.theme, by=cast.anna)
    return (cast.theme.slug,)


def sitting_duty(cast: Cast) -> tuple:
    return (*a_sitting(cast), "capital")


def guide_step(cast: Cast) -> tuple:
    return (started_talk(cast).pk, "velkomst")


def held(cast: Cast) -> tuple:
    return (held_talk(cast).pk,)


def summarised(cast: Cast) -> tuple:
    return (summarised_talk(cast).pk,)


def duty(cast: Cast) -> tuple:
    invited_talk(cast)
    return (cast.theme.slug, "arenas")


def status_change(cast: Cast) -> tuple:
    invited_talk(cast)
    row = cast.theme.duties.get(key="arenas")
    change = propose_status(duty=row, by=cast.anna, status="agreed")
    return (cast.theme.slug, "arenas", change.pk)


def task(cast: Cast) -> tuple:
    talk = started_talk(cast)
    return (add_task(conversation=talk, by=cast.anna, owner=cast.anna, text="Ring til Bo").pk,)


def approved(cast: Cast) -> tuple:
    return (approved_talk(cast).pk,)


def proposed(cast: Cast) -> tuple:
    """A proposal that Eva has sent."""
    values = {"status": Theme.Status.PROPOSED, "proposed_by": cast.eva}
    return (make_theme("Et forslag", **values).slug,)


def role(cast: Cast) -> tuple:
    return (RoleKey.REFERENCE_LEADER.value,)


def person(cast: Cast) -> tuple:
    return (cast.anna.pk,)


def unit(cast: Cast) -> tuple:
    return (cast.anna.unit_id,)


def names(patterns: list, prefix: str = "") -> Iterator[str]:
    """The full name of every address below the resolver."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, space)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


# name, what must exist, method, and the answer to each of PEOPLE in that order
ROWS: tuple[tuple[str, Args, str, str], ...] = (
    ("start", nothing, "GET", "322222222"),
    ("accessibility", nothing, "GET", "222222222"),
    ("secretariat", nothing, "GET", "344444424"),
    ("themes:list", nothing, "GET", "322222222"),
    ("themes:theme", theme, "GET", "322222222"),
    ("themes:edit", theme, "GET", "342444424"),
    ("themes:write_update", theme, "POST", "342444424"),
    ("themes:propose", nothing, "GET", "322222222"),
    ("themes:proposals", nothing, "GET", "322222222"),
    ("themes:proposal", proposed, "GET", "320000020"),
    ("roles:list", nothing, "GET", "322222222"),
    ("roles:role", role, "GET", "322222222"),
    ("roles:people", nothing, "GET", "322222222"),
    ("roles:person", person, "GET", "322222222"),
    ("roles:edit_self", nothing, "GET", "322222222"),
    ("roles:units", nothing, "GET", "322222222"),
    ("roles:unit", unit, "GET", "322222222"),
    ("roles:set_language", nothing, "POST", "333333333"),
    ("dialogues:list", nothing, "GET", "322222222"),
    ("dialogues:new", questions, "GET", "342444444"),
    ("dialogues:new", questions, "POST", "343444444"),
    ("dialogues:conversation", invited, "GET", "302020000"),
    ("dialogues:invitation", invited, "GET", "302040000"),
    ("dialogues:answer", invited, "POST", "304020000"),
    ("dialogues:cancel", invited, "GET", "302020000"),
    ("dialogues:preparation", invited, "GET", "302020000"),
    ("dialogues:save_field", invited, "POST", "301010000"),
    ("dialogues:submit", invited, "POST", "303030000"),
    ("dialogues:withdraw", invited, "POST", "303030000"),
    ("dialogues:oral", invited, "POST", "303030000"),
    ("dialogues:share", invited, "POST", "309090000"),
    ("dialogues:reveal", invited, "GET", "302020000"),
    ("dialogues:add", invited, "POST", "302020000"),
    ("dialogues:own_notes", invited, "GET", "302020000"),
    ("dialogues:save_note", invited, "POST", "301010000"),
    ("dialogues:delete_note", invited, "POST", "303030000"),
    ("dialogues:agenda", invited, "GET", "302020000"),
    ("dialogues:add_point", invited, "POST", "302020000"),
    ("dialogues:rewrite_point", agenda_point, "GET", "302020000"),
    ("dialogues:move_point", agenda_point, "POST", "309090000"),
    ("dialogues:record", invited, "GET", "302020000"),
    ("dialogues:sparring", theme, "GET", "342424444"),
    ("dialogues:edit_sparring", a_sparring, "GET", "342424444"),
    ("dialogues:delete_sparring", a_sparring, "POST", "343434444"),
    ("dialogues:acknowledgement", theme, "GET", "342424444"),
    ("dialogues:pulse", theme, "GET", "342424444"),
    ("dialogues:withdraw_pulse", a_pulse, "POST", "343434444"),
    ("dialogues:succession", theme, "GET", "300000000"),
    ("dialogues:sitting", theme, "GET", "342424444"),
    ("dialogues:say", sitting_duty, "POST", "342424444"),
    ("dialogues:conclude_sitting", a_sitting, "POST", "341414444"),
    ("dialogues:start", agreed, "POST", "303030000"),
    ("dialogues:guide_print", invited, "GET", "302020000"),
    ("dialogues:guide_print", held, "GET", "302020000"),
    ("dialogues:blank_form", invited, "GET", "302020000"),
    ("dialogues:guide", guide_step, "GET", "302020000"),
    ("dialogues:save_point", guide_step, "POST", "301010000"),
    ("dialogues:beacon", started, "GET", "300000000"),
    ("dialogues:hold", started, "POST", "303030000"),
    ("dialogues:add_task", started, "POST", "302020000"),
    ("dialogues:summary", held, "GET", "302020000"),
    ("dialogues:agreement", summarised, "GET", "302020000"),
    ("dialogues:agreement_print", summarised, "GET", "302020000"),
    ("dialogues:agreement", approved, "GET", "302020020"),
    ("dialogues:agreement_print", approved, "GET", "302020020"),
    ("dialogues:approve", summarised, "POST", "302020000"),
    ("dialogues:reopen", approved, "GET", "302020000"),
    ("dialogues:close", approved, "POST", "303030000"),
    ("dialogues:tasks", nothing, "GET", "322222222"),
    ("dialogues:finish_task", task, "POST", "303030000"),
    ("dialogues:duties", theme, "GET", "342424424"),
    ("dialogues:duties_print", theme, "GET", "342424424"),
    ("dialogues:duty", duty, "GET", "342424424"),
    ("dialogues:own_view", duty, "POST", "342424444"),
    ("dialogues:mark_view", duty, "POST", "341414444"),
    ("dialogues:propose_status", duty, "POST", "342424444"),
    ("dialogues:answer_status", status_change, "POST", "344414444"),
    ("dialogues:withdraw_status", status_change, "POST", "343444444"),
    ("dialogues:plan_duty", duty, "POST", "342424444"),
)

# Addresses of libraries and of the admin are asked by their own tests below.
ELSEWHERE = ("admin:", "account_")


def known() -> set[str]:
    return {name for name in names(get_resolver().url_patterns) if not name.startswith(ELSEWHERE)}


def test_every_address_has_a_row() -> None:
    assert known() - {row[0] for row in ROWS} == set()


def ask(client: Client, cast: Cast, person: str, method: str, address: str) -> int:
    if person != "anonymous":
        client.force_login(getattr(cast, person))
    return getattr(client, method.lower())(address).status_code


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1].__name__}-{row[2]}")
def test_who_gets_in(cast: Cast, row: tuple[str, Args, str, str]) -> None:
    name, args, method, answers = row
    address = reverse(name, args=args(cast))
    got = {}
    for who in PEOPLE:
        # Each is asked in the same world, whatever the one before did to it.
        with suppress(Undo), transaction.atomic():
            got[who] = ask(Client(), cast, who, method, address)
            raise Undo
    assert got == {who: ANSWER[letter] for who, letter in zip(PEOPLE, answers, strict=True)}


# Where a page only takes what is posted, and where it only shows, for the one whom it is for.
@pytest.mark.parametrize("row", [r for r in ROWS if r[2] == "POST"], ids=lambda row: row[0])
def test_what_is_posted_is_not_fetched(cast: Cast, row: tuple[str, Args, str, str]) -> None:
    name, args, _, _ = row
    if name == "dialogues:new":
        return
    answer = ask(Client(), cast, "anna", "GET", reverse(name, args=args(cast)))
    assert answer == 405


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
    got = tuple(ask(Client(), cast, who, "GET", address) for who in ("anonymous", "eva"))
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
