"""The mandate in parts: invited to, read about, written and agreed by two."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.models import MandatePart
from dialogues.queries.mandate import mandate
from roles.models import Unit, User
from tests import mandates
from tests.cast import Cast
from tests.mandates import DRIVER, MANAGER

SLUGS = {MANAGER: "personaleleder", DRIVER: "co-driver"}


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(cast: Cast, name: str = "mandate", role: str = "") -> str:
    return reverse(f"dialogues:{name}", args=[cast.theme.slug, *([SLUGS[role]] if role else [])])


def page(person: User, where: str) -> str:
    return " ".join(signed_in(person).get(where).content.decode().split())


def typed(client: Client, where: str) -> dict[str, Any]:
    """What a browser sends when nobody has changed anything in the form."""
    form = client.get(where).context["form"]
    values = {bound.html_name: bound.value() for bound in form}
    return {name: "" if value is None else str(value) for name, value in values.items()}


def say_yes(person: User, row: MandatePart, **changes: Any) -> Any:
    where = reverse("dialogues:agree_part", args=[row.theme.slug, row.slug])
    data = {"version": row.version} | changes
    return signed_in(person).post(f"{where}?udgave={row.pk}", data)


# The three parts


def test_mandate_is_in_place_only_when_each_required_part_is_agreed(cast: Cast) -> None:
    mandates.agreed(cast, MANAGER)
    mandates.agreed(cast, DRIVER)
    html = page(cast.anna, address(cast))
    assert "Mandatet er ikke på plads endnu." in html
    assert "referencelederens del (Bo Refsgaard)." in html
    mandates.approved_talk(cast)
    assert "Mandatet er på plads" in page(cast.anna, address(cast))


def test_part_that_the_type_does_not_require_can_still_be_agreed(cast: Cast) -> None:
    cast.theme.type.needs_co_driver = False
    cast.theme.type.save()
    mandates.approved_talk(cast)
    mandates.agreed(cast, MANAGER)
    html = page(cast.anna, address(cast))
    assert "Mandatet er på plads" in html
    assert "Denne del er ikke et krav for temaets type" in html
    mandates.agreed(cast, DRIVER)
    assert "Denne del er ikke et krav for temaets type" in page(cast.anna, address(cast))
    assert mandate(cast.theme).part(DRIVER).agreed_at is not None


def test_reopened_agreement_with_the_reference_leader_takes_the_place_away(cast: Cast) -> None:
    mandates.in_place(cast)
    talk = cast.theme.conversations.get()
    where = reverse("dialogues:reopen", args=[talk.pk])
    signed_in(cast.anna).post(where, {"reason": "Nyt budget"})
    assert "Mandatet er ikke på plads endnu." in page(cast.bo, address(cast))


# The invitation


def test_network_leader_invites_and_is_not_told_what_has_been_read(cast: Cast) -> None:
    moment = timezone.localtime() + timedelta(days=3)
    data = {"talk_at": moment.strftime("%Y-%m-%dT10:00"), "place": "Hos dig", "message": "Kaffe?"}
    answer = signed_in(cast.anna).post(address(cast, "begin_part", MANAGER), data, follow=True)
    assert "Finn Leder er inviteret og kan læse om sin rolle." in answer.content.decode()
    assert "Finn Leder blev inviteret den" in page(cast.anna, address(cast))
    html = page(cast.finn, address(cast, "mandate_part", MANAGER))
    assert "Din rolle som personaleleder" in html
    assert "Frigør ressourcer" in html
    assert "Kaffe?" in html
    told = page(cast.anna, address(cast))
    assert (
        "Finn Leder blev inviteret den" in told
        and "læs" not in told.split("mandate-parts")[1].split("</ul>")[0]
    )


def test_line_manager_offers_the_talk_and_the_network_leader_is_told(cast: Cast) -> None:
    offer, where = (
        "Tilbyd en samtale om tid, penge eller en vikar",
        address(cast, "begin_part", MANAGER),
    )
    assert offer in page(cast.finn, address(cast))
    assert offer not in page(cast.bo, address(cast))
    html = page(cast.finn, where)
    assert "Tilbyd Anna Netsø en samtale" in html
    assert "Din rolle som personaleleder" in html
    answer = signed_in(cast.finn).post(where, {"message": "Torsdag?"}, follow=True)
    assert "Anna Netsø kan nu se dit tilbud" in answer.content.decode()
    row = MandatePart.objects.get()
    assert (row.network_leader, row.counterpart, row.role) == (cast.anna, cast.finn, MANAGER)
    assert (row.host, row.guest) == (cast.finn, cast.anna)
    assert "Finn Leder tilbød samtalen den" in page(cast.anna, address(cast))
    html = page(cast.anna, address(cast, "mandate_part", MANAGER))
    assert "Finn Leder inviterer Anna Netsø til en samtale" in html
    assert "Torsdag?" in html


def test_line_manager_begins_no_other_part(cast: Cast) -> None:
    mandates.co_driver(cast)
    assert signed_in(cast.finn).post(address(cast, "begin_part", DRIVER)).status_code == 403
    assert not MandatePart.objects.exists()


@pytest.mark.parametrize(("role", "own"), [(MANAGER, "Frigør ressourcer"), (DRIVER, "Kører med")])
def test_each_counterpart_reads_the_text_of_the_own_role(cast: Cast, role: str, own: str) -> None:
    mandates.begun(cast, role)
    html = page(mandates.counterpart(cast, role), address(cast, "mandate_part", role))
    assert {
        text for text in ("Frigør ressourcer", "Kører med", "Strategisk kobling") if text in html
    } == {own}


def test_only_the_counterparts_own_reading_counts(cast: Cast) -> None:
    row = mandates.begun(cast)
    page(cast.anna, row.get_absolute_url())
    row.refresh_from_db()
    assert row.read_at is None


def test_second_invitation_is_the_first(cast: Cast) -> None:
    client = signed_in(cast.anna)
    for message in ("Kaffe?", "Te?"):
        answer = client.post(address(cast, "begin_part", MANAGER), {"message": message})
        assert answer.status_code == 302
    assert [row.message for row in MandatePart.objects.all()] == ["Kaffe?"]


def test_unreadable_time_keeps_what_was_typed(cast: Cast) -> None:
    data = {"talk_at": "på torsdag", "message": "Kaffe?"}
    answer = signed_in(cast.anna).post(address(cast, "begin_part", MANAGER), data)
    assert answer.status_code == 200
    assert answer.context["form"].errors["talk_at"]
    assert "Kaffe?" in answer.content.decode()


def test_one_cannot_invite_to_a_time_that_has_passed(cast: Cast) -> None:
    data = {"talk_at": "2020-01-01T10:00", "message": "Kaffe?"}
    answer = signed_in(cast.anna).post(address(cast, "begin_part", MANAGER), data)
    assert answer.context["form"].errors["talk_at"] == ["Tidspunktet ligger i fortiden."]
    assert not MandatePart.objects.exists()


def test_unit_without_a_manager_is_said_and_nobody_is_invited(cast: Cast) -> None:
    Unit.objects.update(manager=None)
    assert "ingen personaleleder" in page(cast.anna, address(cast))
    where = address(cast, "begin_part", MANAGER)
    assert "ingen personaleleder" in page(cast.anna, where)
    assert "ingen personaleleder" in signed_in(cast.anna).post(where).content.decode()
    assert not MandatePart.objects.exists()


def test_theme_without_a_co_driver_asks_the_secretariat_for_one(cast: Cast) -> None:
    assert "Temaet har ingen co-driver endnu." in page(cast.anna, address(cast))


def test_line_manager_who_is_the_reference_leader_is_warned_about_and_may_agree(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.anna.unit_id).update(manager=cast.bo)
    warning = "Bo Refsgaard er både personaleleder og referenceleder her"
    assert warning in page(cast.anna, address(cast))
    assert warning in page(cast.anna, address(cast, "begin_part", MANAGER))
    row = mandates.written(cast)
    assert warning in page(cast.bo, row.get_absolute_url())
    for person in (cast.anna, cast.bo):
        say_yes(person, row)
    row.refresh_from_db()
    assert row.agreed_at is not None


# The words


def test_both_write_the_line_managers_topics_and_what_is_freed(cast: Cast) -> None:
    mandates.begun(cast)
    client = signed_in(cast.finn)
    where = address(cast, "write_part", MANAGER)
    data = typed(client, where) | {
        "time_balance": "Torsdage er netværkets.",
        "hours_per_week": "7,5",
        "hours_from": "2026-09-01",
        "hours_to": "2026-12-31",
        "amount": "5.000",
        "substitute": "Hanne om torsdagen",
        "secretariat_days": "Tirsdage",
        "competence": "Facilitering",
    }
    client.post(where, data)
    html = page(cast.anna, address(cast, "mandate_part", MANAGER))
    for words in ("7,5", "1. september 2026 til", "Tirsdage", "5.000 kr.", "Hanne om torsdagen"):
        assert words in html


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("hours_per_week", "38", "Skriv et antal timer fra 0 til 37."),
        ("hours_per_week", "-1", "Skriv et antal timer fra 0 til 37."),
        ("hours_per_week", "mange", "Skriv et tal, fx 7,5."),
        ("hours_to", "2020-01-01", "Slutdatoen ligger før startdatoen."),
        ("time_balance", "x" * 5001, "5000"),
        ("competence", "\x00", "usynlige styretegn"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_lost(
    cast: Cast, field: str, value: str, said: str
) -> None:
    mandates.written(cast)
    client = signed_in(cast.anna)
    where = address(cast, "write_part", MANAGER)
    data = typed(client, where) | {"secretariat_days": "Uge 7", field: value}
    answer = client.post(where, data)
    assert answer.status_code == 200
    assert said in str(answer.context["form"].errors[field])
    assert "Uge 7" in answer.content.decode()


def test_hours_with_a_point_are_understood(cast: Cast) -> None:
    mandates.begun(cast)
    client = signed_in(cast.anna)
    where = address(cast, "write_part", MANAGER)
    client.post(where, typed(client, where) | {"hours_per_week": "7.5"})
    assert str(MandatePart.objects.get().hours_per_week) == "7.5"


def test_stale_save_shows_both_texts_and_then_saves(cast: Cast) -> None:
    mandates.written(cast)
    anna, finn = signed_in(cast.anna), signed_in(cast.finn)
    where = address(cast, "write_part", MANAGER)
    annas, finns = typed(anna, where), typed(finn, where)
    anna.post(where, annas | {"time_balance": "Annas ord", "hours_per_week": "6,5"})
    answer = finn.post(where, finns | {"time_balance": "Finns ord"})
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Annas ord" in html
    assert "Finns ord" in html
    assert "6,5" in html
    again = {"version": answer.context["form"]["version"].value(), "time_balance": "Begges"}
    assert finn.post(where, finns | again).status_code == 302
    assert MandatePart.objects.get().time_balance == "Begges"


def test_the_same_words_twice_are_one_edit(cast: Cast) -> None:
    mandates.written(cast)
    client = signed_in(cast.anna)
    where = address(cast, "write_part", MANAGER)
    data = typed(client, where) | {"competence": "Mod"}
    assert [client.post(where, data).status_code for _ in range(2)] == [302, 302]


# The two yes'es


@pytest.mark.parametrize("role", [MANAGER, DRIVER])
def test_part_holds_when_both_have_said_yes(cast: Cast, role: str) -> None:
    row = mandates.written(cast, role)
    say_yes(cast.anna, row)
    other = mandates.counterpart(cast, role)
    assert f"Venter på, at {other.name} siger ja." in page(cast.anna, address(cast))
    answer = say_yes(other, row)
    assert answer.url == f"{row.get_absolute_url().split('?')[0]}?udgave={row.pk}"
    assert "Aftalt den" in page(other, address(cast))


def test_yes_twice_does_nothing(cast: Cast) -> None:
    row = mandates.written(cast)
    say_yes(cast.anna, row)
    row.refresh_from_db()
    first = row.leader_agreed_at
    assert say_yes(cast.anna, row).status_code == 302
    row.refresh_from_db()
    assert (row.leader_agreed_at, row.agreed_at) == (first, None)


def test_edit_takes_the_yes_back(cast: Cast) -> None:
    row = mandates.written(cast)
    say_yes(cast.anna, row)
    client = signed_in(cast.finn)
    where = address(cast, "write_part", MANAGER)
    client.post(where, typed(client, where) | {"competence": "Noget andet"})
    row.refresh_from_db()
    assert (row.leader_agreed_at, row.agreed_at) == (None, None)


def test_yes_to_words_that_changed_is_not_given(cast: Cast) -> None:
    row = mandates.written(cast)
    answer = say_yes(cast.anna, row, version=row.version - 1)
    assert answer.status_code == 409
    assert "Teksten er ændret, siden du åbnede den." in answer.content.decode()
    row.refresh_from_db()
    assert row.leader_agreed_at is None


@pytest.mark.parametrize(
    ("role", "said"), [(MANAGER, "hvor mange timer"), (DRIVER, "hvordan I deler arbejdet")]
)
def test_yes_to_nothing_is_refused(cast: Cast, role: str, said: str) -> None:
    answer = say_yes(cast.anna, mandates.begun(cast, role))
    assert answer.status_code == 409
    assert said in answer.content.decode()


def test_save_after_both_have_said_yes_keeps_what_was_typed(cast: Cast) -> None:
    row = mandates.written(cast)
    client = signed_in(cast.anna)
    where = address(cast, "write_part", MANAGER)
    data = typed(client, where) | {"competence": "Det her nåede jeg ikke"}
    for person in (cast.anna, cast.finn):
        say_yes(person, row)
    answer = client.post(where, data)
    assert answer.status_code == 409
    assert "Det her nåede jeg ikke" in answer.content.decode()
    assert client.get(where).status_code == 302


# Taken up again


def test_agreed_part_is_withdrawn_by_reopening_with_a_reason_that_both_read(cast: Cast) -> None:
    mandates.in_place(cast)
    where = address(cast, "reopen_part", MANAGER)
    client = signed_in(cast.finn)
    assert client.post(where, {"reason": ""}).context["form"].errors["reason"]
    client.post(where, {"reason": "Vi mangler hænder."})
    for person in (cast.anna, cast.finn):
        assert "Vi mangler hænder." in page(person, address(cast, "mandate_part", MANAGER))
    assert "Mandatet er ikke på plads endnu." in page(cast.bo, address(cast))
    first = MandatePart.objects.get(role=MANAGER, edition=1)
    assert (first.agreed_at is not None, first.time_balance) == (True, "Torsdage er netværkets.")


def test_reopening_twice_makes_one_edition(cast: Cast) -> None:
    mandates.agreed(cast)
    first, second = (
        signed_in(cast.anna).post(
            f"{address(cast, 'reopen_part', MANAGER)}?udgave={MandatePart.objects.last().pk}",
            {"reason": "Timerne"},
        )
        for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (302, 302)
    assert MandatePart.objects.count() == 2


def test_reopening_what_the_other_has_just_reopened_keeps_the_reason(cast: Cast) -> None:
    row = mandates.agreed(cast)
    where = f"{address(cast, 'reopen_part', MANAGER)}?udgave={row.pk}"
    signed_in(cast.anna).post(where, {"reason": "Timerne"})
    answer = signed_in(cast.finn).post(where, {"reason": "Min grund"})
    assert answer.status_code == 409
    assert "Min grund" in answer.content.decode()
    assert "Anna Netsø har allerede genåbnet aftalen." in answer.content.decode()


# What no honest browser sends


@pytest.mark.parametrize("query", ["9" * 30, "-1", "²", "0"])
def test_edition_that_nobody_can_type_is_no_page(cast: Cast, query: str) -> None:
    row = mandates.agreed(cast)
    client = signed_in(cast.anna)
    assert client.get(row.get_absolute_url(), {"udgave": query}).status_code == 404
    assert client.get(f"/temaer/{cast.theme.slug}/mandat/sekretariat/").status_code == 404


@pytest.mark.parametrize("version", ["", "x", "9" * 30])
def test_yes_to_no_version_is_no_yes(cast: Cast, version: str) -> None:
    row = mandates.written(cast)
    assert say_yes(cast.anna, row, version=version).status_code in (302, 409)
    row.refresh_from_db()
    assert row.leader_agreed_at is None
