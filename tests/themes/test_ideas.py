"""An idea's way from laboratory to base, and who moves it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from referenceledelse.core.web.errors import Refused, Stale, UnknownMove
from roles.models import User
from tests import rooms
from tests.cast import Cast
from tests.themes.test_list import HTMX
from themes.models import Handover, Idea, Stage
from themes.services import handovers, ideas


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_moved_twice_it_moves_once(cast: Cast) -> None:
    row = rooms.idea(cast)
    for _twice in range(2):
        moved = ideas.move_idea(idea=row, to=Stage.TEST, by=cast.anna, version=row.version)
    assert (moved.stage, moved.version) == (Stage.TEST, 2)
    assert [step.to_stage for step in moved.steps.all()] == [Stage.TEST, Stage.IDEA]


def test_two_tabs_that_move_one_idea_hear_of_each_other(cast: Cast) -> None:
    row = rooms.idea(cast, Stage.TEST)
    address = f"{row.get_absolute_url()}flyt/"
    client = browser(cast.anna)
    assert client.post(address, {"version": row.version, "to": "ready"}).status_code == 302
    response = client.post(address, {"version": row.version, "to": "idea"})
    assert response.status_code == 409
    assert "Anna Netsø har flyttet idéen i mellemtiden" in response.text
    assert "klar til drift" in response.text
    row.refresh_from_db()
    assert row.stage == Stage.READY


def test_board_tells_what_became_of_a_move(cast: Cast) -> None:
    row = rooms.idea(cast)
    client, address = browser(cast.anna), f"{row.get_absolute_url()}flyt/"
    moved = client.post(address, {"version": row.version, "to": "test"}, headers=HTMX)
    assert moved.text.strip().startswith('<section id="board" data-announce="Idéen er flyttet."')
    stale = client.post(address, {"version": row.version, "to": "ready"}, headers=HTMX)
    assert stale.status_code == 409
    assert "Idéen blev ikke flyttet" in stale.text


@pytest.mark.parametrize("to", [Stage.ADOPTED, Stage.SCALED])
def test_no_way_into_the_base_but_a_hand_over(cast: Cast, to: str) -> None:
    row = rooms.idea(cast, Stage.READY)
    with pytest.raises(UnknownMove):
        ideas.move_idea(idea=row, to=to, by=cast.anna, version=row.version)
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.filter(pk=row.pk).update(stage=to)


def test_stopped_idea_leaves_what_was_learned(cast: Cast) -> None:
    row = rooms.idea(cast, Stage.TEST)
    client, address = browser(cast.anna), f"{row.get_absolute_url()}stop/"
    empty = client.post(address, {"version": row.version, "learned": " "})
    assert "learned" in empty.context["form"].errors
    told = {"version": row.version, "learned": "Kaffe er ikke nok"}
    assert client.post(address, told).status_code == 302
    assert "Kaffe er ikke nok" in browser(cast.eva).get(row.get_absolute_url()).text


def test_a_stopped_idea_is_taken_up_again(cast: Cast) -> None:
    row = rooms.idea(cast, Stage.TEST)
    ended = {"to": Stage.STOPPED, "by": cast.anna, "version": row.version, "learned": "For dyrt"}
    row = ideas.move_idea(idea=row, **ended)
    client = browser(cast.anna)
    board = client.get(f"{cast.theme.get_absolute_url()}ideer/").text
    page = client.get(row.get_absolute_url()).text
    assert "Tag idéen op igen" in page and "Tag idéen op igen" in board
    assert "Flyt til" not in page and "Flyt idéen" not in page
    client.post(f"{row.get_absolute_url()}flyt/", {"version": row.version, "to": "idea"})
    row.refresh_from_db()
    assert row.stage == Stage.IDEA
    assert "Tag idéen op igen" not in client.get(row.get_absolute_url()).text


def test_reference_leader_moves_but_does_not_stop_and_only_confirms_at_the_gate(cast: Cast) -> None:
    row = rooms.idea(cast)
    row = ideas.move_idea(idea=row, to=Stage.TEST, by=cast.bo, version=row.version)
    row = ideas.move_idea(idea=row, to=Stage.READY, by=cast.bo, version=row.version)
    page = browser(cast.bo).get(row.get_absolute_url()).text
    assert "Stop idéen" not in page
    told = {"version": row.version, "learned": "Nok"}
    for stop in ("stop/", "flyt/"):
        refused = browser(cast.bo).post(row.get_absolute_url() + stop, told | {"to": "stopped"})
        assert refused.status_code == 403
    board = f"{cast.theme.get_absolute_url()}ideer/"
    assert "stop/" not in browser(cast.bo).get(board).text
    assert "stop/" in browser(cast.anna).get(board).text
    assert "Overdrag til basisorganisationen" not in page
    assert "Overdrag til basisorganisationen" in browser(cast.anna).get(row.get_absolute_url()).text


def test_reference_leader_takes_an_idea_on_and_neither_back_nor_up_again(cast: Cast) -> None:
    row = rooms.idea(cast)
    row = ideas.move_idea(idea=row, to=Stage.TEST, by=cast.bo, version=row.version)
    assert ideas.move_idea(idea=row, to=Stage.TEST, by=cast.bo, version=row.version) == row
    page = browser(cast.bo).get(row.get_absolute_url()).text
    assert "Flyt til klar til drift" in page
    assert "Flyt til idé" not in page
    with pytest.raises(PermissionDenied):
        ideas.move_idea(idea=row, to=Stage.IDEA, by=cast.bo, version=row.version)
    ended = {"to": Stage.STOPPED, "by": cast.anna, "version": row.version, "learned": "For dyrt"}
    row = ideas.move_idea(idea=row, **ended)
    with pytest.raises(PermissionDenied):
        ideas.move_idea(idea=row, to=Stage.IDEA, by=cast.bo, version=row.version)


@pytest.mark.parametrize("who", ["eva", "finn", "clara"])
def test_others_do_not_move_ideas(cast: Cast, who: str) -> None:
    row = rooms.idea(cast)
    with pytest.raises(PermissionDenied):
        ideas.move_idea(idea=row, to=Stage.TEST, by=getattr(cast, who), version=1)


def test_hand_over_needs_a_yes_and_a_confirmation(cast: Cast) -> None:
    asked = rooms.handover(cast)
    with pytest.raises(Refused, match="har ikke sagt ja endnu"):
        handovers.confirm_handover(handover=asked, by=cast.bo)
    handovers.answer_handover(handover=asked, by=cast.finn, is_accepted=True, answer="Gerne")
    for _twice in range(2):
        row = handovers.confirm_handover(handover=asked, by=cast.bo)
    asked.refresh_from_db()
    assert (row.stage, row.handover, row.look_again_on) == (
        Stage.ADOPTED,
        asked,
        asked.look_again_on,
    )
    assert asked.accepted_at and asked.confirmed_at
    assert row.steps.filter(to_stage=Stage.ADOPTED).count() == 1


def test_unaccepted_hand_over_is_refused_on_the_page(cast: Cast) -> None:
    asked = rooms.handover(cast)
    address = f"{asked.idea.get_absolute_url()}overdragelse/{asked.pk}/bekraeft/"
    response = browser(cast.bo).post(address)
    assert response.status_code == 409
    assert "Finn Leder har ikke sagt ja endnu" in response.text


def test_receiver_who_left_before_the_confirmation_is_not_confirmed(cast: Cast) -> None:
    asked = rooms.handover(cast)
    handovers.answer_handover(handover=asked, by=cast.finn, is_accepted=True)
    User.objects.filter(pk=cast.finn.pk).update(active_to=rooms.today(-1))
    with pytest.raises(Refused, match="arbejder ikke længere"):
        handovers.confirm_handover(handover=asked, by=cast.bo)


def test_reference_leader_does_not_confirm_own_reception(cast: Cast) -> None:
    asked = rooms.handover(cast, receiver=cast.bo)
    handovers.answer_handover(handover=asked, by=cast.bo, is_accepted=True)
    with pytest.raises(PermissionDenied):
        handovers.confirm_handover(handover=asked, by=cast.bo)


def test_a_no_has_a_reason_and_another_can_be_asked(cast: Cast) -> None:
    asked = rooms.handover(cast)
    address = f"{asked.idea.get_absolute_url()}overdragelse/{asked.pk}/"
    client = browser(cast.finn)
    assert "answer" in client.post(address, {"decline": "1"}).context["form"].errors
    assert client.post(address, {"decline": "1", "answer": "Ingen tid"}).status_code == 302
    assert "Ingen tid" in browser(cast.eva).get(asked.idea.get_absolute_url()).text
    again = rooms.handover(cast, asked.idea, receiver=cast.dan)
    assert again.pk != asked.pk


def test_one_receiver_is_asked_at_a_time(cast: Cast) -> None:
    asked = rooms.handover(cast)
    assert rooms.handover(cast, asked.idea).pk == asked.pk
    with pytest.raises(Refused, match="er allerede spurgt"):
        rooms.handover(cast, asked.idea, receiver=cast.dan)
    handovers.withdraw_handover(handover=asked, by=cast.anna)
    assert rooms.handover(cast, asked.idea, receiver=cast.dan).pk != asked.pk
    assert Handover.objects.open().get().receiver == cast.dan


def test_idea_with_an_open_hand_over_stays_where_it_is(cast: Cast) -> None:
    asked = rooms.handover(cast)
    asked.idea.refresh_from_db()
    with pytest.raises(Refused, match="Træk den tilbage"):
        version = asked.idea.version
        ideas.move_idea(idea=asked.idea, to=Stage.TEST, by=cast.anna, version=version)


def test_giver_sees_every_step_on_the_start_page(cast: Cast) -> None:
    row = rooms.idea(cast)
    reason = "Vi prøver den i Søparken"
    ideas.move_idea(idea=row, to=Stage.TEST, by=cast.anna, version=1, reason=reason)
    text = browser(cast.eva).get("/").text
    assert "Nyt om dine idéer" in text
    assert reason in text
    assert reason not in browser(cast.finn).get("/").text


def test_test_goes_through_four_stages_with_learning_last(cast: Cast) -> None:
    test = rooms.idea_test(cast)
    address = f"{test.idea.get_absolute_url()}test/{test.pk}/"
    sent = {"version": 1, "step": "next", "hypothesis": "Kaffe samler naboer"}
    client = browser(cast.anna)
    refused = client.post(address, sent)
    assert "hvad testen viste" in refused.context["form"].errors["learning"][0]
    assert client.post(address, sent | {"learning": "Ja, tolv kom"}).status_code == 302
    stale = client.post(address, sent | {"learning": "Nej"})
    assert stale.status_code == 409
    assert "Ja, tolv kom" in stale.text
    assert stale.context["form"]["learning"].value() == "Nej"
    test.idea.refresh_from_db()
    assert test.idea.stage == Stage.TEST


def test_stale_stop_keeps_the_words(cast: Cast) -> None:
    row = rooms.idea(cast, Stage.TEST)
    address = f"{row.get_absolute_url()}stop/"
    ideas.move_idea(idea=row, to=Stage.READY, by=cast.gry, version=row.version)
    response = browser(cast.anna).post(address, {"version": row.version, "learned": "Meget"})
    assert response.status_code == 409
    assert "Gry Sekretær har flyttet idéen i mellemtiden" in response.text
    assert response.context["form"]["learned"].value() == "Meget"


def test_move_from_an_old_version_is_stale(cast: Cast) -> None:
    row = rooms.idea(cast, Stage.TEST)
    with pytest.raises(Stale):
        ideas.move_idea(idea=row, to=Stage.READY, by=cast.anna, version=1)
