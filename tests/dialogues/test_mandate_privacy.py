"""Who reads which part of a mandate, through every door."""

import pytest
from auditlog.models import LogEntry
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dialogues.models import MandatePart
from roles.models import User
from roles.services import ensure_secretariat_group
from tests import mandates
from tests.cast import Cast
from tests.mandates import DRIVER, MANAGER

WORDS = {MANAGER: "Torsdage er netværkets.", DRIVER: "Ida skriver ud."}
ALL = ("anna", "bo", "finn", "ida", "gry", "root", "clara", "dan", "eva")


def readers(cast: Cast, role: str, name: str) -> set[str]:
    """Who finds the part's words on the mandate, the part or the paper."""
    people = {who: getattr(cast, who) for who in ALL if who != "ida"}
    people["ida"] = mandates.co_driver(cast)
    args = [cast.theme.slug]
    if name == "mandate_part":
        args.append("personaleleder" if role == MANAGER else "co-driver")
    found = set()
    for who, person in people.items():
        client = Client()
        client.force_login(person)
        html = client.get(reverse(f"dialogues:{name}", args=args)).content.decode()
        found |= {who} if WORDS[role] in html else set()
    return found


@pytest.mark.parametrize("page", ["mandate_part", "mandate_print"])
def test_part_that_is_not_agreed_is_read_by_the_two_alone(cast: Cast, page: str) -> None:
    mandates.written(cast, MANAGER)
    mandates.written(cast, DRIVER)
    assert readers(cast, MANAGER, page) == {"anna", "finn"}
    assert readers(cast, DRIVER, page) == {"anna", "ida"}


@pytest.mark.parametrize("page", ["mandate_part", "mandate_print"])
def test_agreed_part_is_read_by_the_themes_people_and_the_secretariat(
    cast: Cast, page: str
) -> None:
    mandates.in_place(cast)
    assert readers(cast, MANAGER, page) == {"anna", "finn", "bo", "ida", "gry"}
    assert readers(cast, DRIVER, page) == {"anna", "ida", "bo", "gry"}


@pytest.mark.parametrize("role", [MANAGER, DRIVER])
def test_overview_of_the_mandate_holds_no_words(cast: Cast, role: str) -> None:
    mandates.in_place(cast)
    assert readers(cast, role, "mandate") == set()


def test_reopened_part_is_the_twos_again_and_the_one_before_stays_open(cast: Cast) -> None:
    row = mandates.reopened(cast)
    MandatePart.objects.filter(pk=row.pk).update(time_balance="Nye ord")
    client = Client()
    client.force_login(cast.bo)
    html = client.get(row.get_absolute_url()).content.decode()
    assert "Torsdage er netværkets." in html
    assert "Nye ord" not in html
    assert client.get(f"{row.get_absolute_url()}?udgave={row.pk}").status_code == 404
    html = client.get(f"/temaer/{cast.theme.slug}/mandat/print/").content.decode()
    assert "Anna Netsø genåbnede aftalen" in html


def test_reason_and_greeting_stay_with_the_two(cast: Cast) -> None:
    row = mandates.reopened(cast)
    for person in (cast.anna, cast.finn):
        mandates.agree_part(part=row, version=row.version, by=person)
    MandatePart.objects.update(message="Hemmelig hilsen", place="Hemmeligt sted")
    for person in (cast.bo, cast.gry):
        client = Client()
        client.force_login(person)
        for address in (row.get_absolute_url(), f"/temaer/{cast.theme.slug}/mandat/print/"):
            html = client.get(address).content.decode()
            assert "Torsdage er netværkets." in html
            assert "Timerne rækker ikke." not in html
            assert "Hemmelig" not in html


@pytest.mark.parametrize("person", ["gry", "root"])
def test_administration_shows_how_far_the_parts_are_and_no_words(cast: Cast, person: str) -> None:
    ensure_secretariat_group()
    row = mandates.reopened(cast)
    client = Client()
    client.force_login(getattr(cast, person))
    pages = [
        reverse("admin:dialogues_mandatepart_changelist"),
        reverse("admin:dialogues_mandatepart_change", args=[row.pk]),
        reverse("admin:dialogues_mandatepart_history", args=[row.pk]),
    ]
    html = "".join(client.get(page).content.decode() for page in pages)
    assert "Finn Leder" in html
    for words in ("Torsdage", "tirsdag", "7,5", "Timerne rækker ikke"):
        assert words not in html
    assert client.post(pages[1], {"edition": 3}).status_code == 403


def test_log_tells_who_said_yes_and_who_reopened_and_no_word(cast: Cast) -> None:
    row = mandates.reopened(cast)
    rows = LogEntry.objects.filter(content_type__model="mandatepart")
    actors = rows.filter(changes__has_key="counterpart_agreed_at").values_list("actor", flat=True)
    assert cast.finn.pk in actors
    assert rows.filter(object_pk=str(row.pk), changes__has_key="reopened_by").exists()
    kept = {name for entry in rows for name in entry.changes}
    assert kept <= {
        *("theme", "role", "network_leader", "counterpart", "edition", "talk_at"),
        *("leader_agreed_at", "counterpart_agreed_at", "agreed_at", "reopened_by"),
    }


def test_types_parts_are_edited_in_the_administration_with_a_help_text(cast: Cast) -> None:
    ensure_secretariat_group()
    client = Client()
    client.force_login(cast.gry)
    address = reverse("admin:themes_themetype_change", args=[cast.theme.type.pk])
    html = client.get(address).content.decode()
    for name in ("needs_line_manager", "needs_co_driver"):
        assert f'name="{name}"' in html
    assert "Mandatet er først på plads, når personalelederen har aftalt sin del." in html


def told_to(person: User, address: str) -> str:
    client = Client()
    client.force_login(person)
    return client.get(address).content.decode()


def test_page_names_its_readers(cast: Cast) -> None:
    row = mandates.written(cast)
    assert "Ud over dig kan Finn Leder læse dette" in told_to(cast.anna, row.get_absolute_url())
    mandates.agreed(cast)
    assert "Ud over dig kan Finn Leder, Bo Refsgaard og sekretariatet læse dette" in told_to(
        cast.anna, row.get_absolute_url()
    )


@pytest.mark.parametrize("role", [MANAGER, DRIVER])
def test_database_refuses_an_agreement_about_nothing(cast: Cast, role: str) -> None:
    row = mandates.agreed(cast, role)
    with pytest.raises(IntegrityError), transaction.atomic():
        MandatePart.objects.filter(pk=row.pk).update(hours_per_week=None, sharing="")
