"""A theme's leaders ask the secretariat for another."""

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from referenceledelse.core.web.errors import Refused, Stale
from tests import staffing
from tests.cast import Cast
from tests.themes.test_offers import browser, roles_page
from themes.models import LeaderRequest
from themes.services.leader_requests import (
    approve_request,
    ask_for_leader,
    reject_request,
    withdraw_request,
)


def answer(cast: Cast, wish: LeaderRequest, **data: str) -> object:
    address = reverse("themes:answer_request", args=[cast.theme.slug, wish.pk])
    return browser(cast.gry).post(address, data)


def test_network_leader_asks_for_whoever_is_missing(cast: Cast) -> None:
    staffing.vacate(cast)
    client = browser(cast.anna)
    address = reverse("themes:ask_for_leader", args=[cast.theme.slug])
    assert client.get(address).content.decode().count('type="radio"') == 2
    data = {"role": "reference_leader", "why": "Vi mangler en dør ind", "name": "Dan"}
    assert client.post(address, data).status_code == 302
    text = browser(cast.gry).get("/").content.decode()
    assert "Anna Netsø beder om en referenceleder" in text


def test_button_goes_away_once_everything_is_asked_for(cast: Cast) -> None:
    assert "Bed om en co-driver" in roles_page(cast, cast.anna)
    staffing.wish(cast)
    text = roles_page(cast, cast.anna)
    assert "Bed om en co-driver" not in text
    assert "Træk ønsket tilbage" in text


def test_reference_leader_asks_for_a_network_leader_when_there_is_none(cast: Cast) -> None:
    address = reverse("themes:ask_for_leader", args=[cast.theme.slug])
    assert browser(cast.bo).get(address).status_code == 403
    staffing.vacate(cast, "network_leader")
    data = {"role": "network_leader", "why": "Temaet står stille"}
    assert browser(cast.bo).post(address, data).status_code == 302
    assert LeaderRequest.objects.get().asked_by == cast.bo


def test_role_that_is_held_cannot_be_asked_for(cast: Cast) -> None:
    address = reverse("themes:ask_for_leader", args=[cast.theme.slug])
    page = browser(cast.anna).post(address, {"role": "reference_leader", "why": "En til"})
    assert page.context["form"].errors["role"]
    with pytest.raises(Refused, match="ikke ledig"):
        staffing.wish(cast, role="reference_leader")


def test_approval_leads_to_proposing_someone_with_the_wish_in_view(cast: Cast) -> None:
    wish = staffing.wish(cast)
    page = answer(cast, wish, approve="1")
    propose = reverse("themes:propose_person", args=[cast.theme.slug, "co_driver"])
    assert page.headers["Location"] == propose
    text = browser(cast.gry).get(propose).content.decode()
    assert "Vi når det ikke alene" in text
    assert "Det kunne være Eva." in text
    assert "godkendt" in roles_page(cast, cast.anna)


def test_rejection_needs_a_reason_that_who_asked_reads(cast: Cast) -> None:
    wish = staffing.wish(cast)
    assert answer(cast, wish, reject="1", reason=" ").context["form"].errors["reason"]
    assert answer(cast, wish, reject="1", reason="Vent til foråret").status_code == 302
    assert "Vent til foråret" in roles_page(cast, cast.anna)
    for who in ("bo", "eva", "clara", "root"):
        text = roles_page(cast, getattr(cast, who))
        assert "Vent til foråret" not in text
        assert "Vi når det ikke alene" not in text


def test_wish_is_withdrawn_by_who_asked(cast: Cast) -> None:
    wish = staffing.wish(cast)
    address = reverse("themes:withdraw_request", args=[cast.theme.slug, wish.pk])
    assert browser(cast.anna).post(address).status_code == 302
    assert browser(cast.anna).post(address).status_code == 302
    assert answer(cast, wish, approve="1").status_code == 409
    wish.refresh_from_db()
    assert wish.state == LeaderRequest.State.WITHDRAWN
    assert "beder om" not in browser(cast.gry).get("/").content.decode()


def test_asking_twice_is_one_wish_and_answering_twice_one_answer(cast: Cast) -> None:
    assert staffing.wish(cast) == staffing.wish(cast)
    wish = LeaderRequest.objects.get()
    assert approve_request(wish=wish, by=cast.gry) == approve_request(wish=wish, by=cast.gry)
    with pytest.raises(Stale):
        reject_request(wish=wish, by=cast.gry, reason="Nej alligevel")
    with pytest.raises(Stale):
        withdraw_request(wish=wish, by=cast.anna)


def test_wish_of_another_is_told_without_its_words(cast: Cast) -> None:
    staffing.wish(cast)
    cast.theme.assignments.filter(person=cast.anna).update(person=cast.clara)
    with pytest.raises(Refused, match="allerede et ønske"):
        ask_for_leader(theme=cast.theme, role="co_driver", why="Også mig", by=cast.clara)


def test_others_ask_and_answer_nothing(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        ask_for_leader(theme=cast.theme, role="co_driver", why="Mig", by=cast.eva)
    with pytest.raises(PermissionDenied):
        approve_request(wish=staffing.wish(cast), by=cast.anna)
    with pytest.raises(PermissionDenied):
        withdraw_request(wish=LeaderRequest.objects.get(), by=cast.bo)


def test_empty_and_too_long_words_are_told_beside_the_field(cast: Cast) -> None:
    address = reverse("themes:ask_for_leader", args=[cast.theme.slug])
    data = {"role": "sultan", "why": "x" * 1_001, "name": "y" * 201}
    page = browser(cast.anna).post(address, data)
    assert set(page.context["form"].errors) == {"role", "why", "name"}


def test_log_keeps_no_word_of_a_wish(cast: Cast) -> None:
    reject_request(wish=staffing.wish(cast), by=cast.gry, reason="Ikke Eva")
    kept = str([row.changes for row in LogEntry.objects.get_for_model(LeaderRequest)])
    assert "Eva" not in kept
    assert "alene" not in kept
    assert "***" in kept
