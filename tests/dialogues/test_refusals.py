"""A refusal says what is the matter, and blames nobody for it."""

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.services.agreements import reopen
from tests import mandates, talks
from tests.cast import Cast
from tests.settled import LEFT, leave, page, signed_in, steps


@pytest.mark.parametrize("name", ["cancel", "invitation", "record"])
def test_page_of_a_talk_whose_other_has_left_says_so(cast: Cast, name: str) -> None:
    row = talks.started_talk(cast)
    leave(cast.bo)
    answer = signed_in(cast.anna).get(reverse(f"dialogues:{name}", args=[row.pk]))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert LEFT.format(name="Bo Refsgaard") in html
    assert "en anden rolle end din" not in html


def test_page_of_a_talk_that_was_held_says_where_it_stands(cast: Cast) -> None:
    row = talks.held_talk(cast)
    answer = signed_in(cast.anna).get(reverse("dialogues:cancel", args=[row.pk]))
    assert (answer.status_code, "“holdt”" in answer.content.decode()) == (409, True)


def test_page_that_is_the_hosts_is_still_closed_to_the_guest(cast: Cast) -> None:
    row = talks.invited_talk(cast)
    answer = signed_in(cast.bo).get(reverse("dialogues:invitation", args=[row.pk]))
    assert answer.status_code == 403


def test_form_that_a_rule_refused_asks_nobody_to_correct_anything(cast: Cast) -> None:
    row = talks.held_talk(cast)
    leave(cast.bo)
    version = talks.agreement_of(row).version
    address = reverse("dialogues:summary", args=[row.pk])
    html = signed_in(cast.anna).post(address, {"version": version}).content.decode()
    assert LEFT.format(name="Bo Refsgaard") in html
    assert "Ret dette, og prøv igen" not in html
    assert "Det kan ikke lade sig gøre lige nu" in html


def test_reopening_is_told_to_the_other_and_to_who_reads_the_old_edition(cast: Cast) -> None:
    row, ida = talks.approved_talk(cast), mandates.co_driver(cast)
    address = reverse("dialogues:agreement", args=[row.pk])
    assert "genåbnede aftalen" not in page(ida, address)
    reopen(conversation=row, by=cast.anna, reason="Nyt budget")
    said = "Anna Netsø har genåbnet jeres samarbejdsaftale"
    assert (said in steps(cast.bo, cast.theme), said in steps(cast.anna, cast.theme)) == (1, 0)
    assert "Nyt budget" in page(cast.bo, reverse("dialogues:summary", args=[row.pk]))
    for reader in (ida, cast.gry):
        html = page(reader, address)
        assert "Anna Netsø genåbnede aftalen den" in html
        assert "Aftalen er ved at blive skrevet om." in html
        assert "Nyt budget" not in html
    assert "Nyt budget" in page(cast.bo, f"{address}?udgave=1")


def test_who_left_is_told_at_the_door_why_they_are_signed_out(cast: Cast) -> None:
    bo, said = signed_in(cast.bo), "Du står ikke længere som ansat her."
    leave(cast.bo)
    answer = bo.get("/", follow=True)
    assert answer.redirect_chain
    assert said in answer.content.decode()
    assert said not in Client().get(answer.redirect_chain[-1][0]).content.decode()
