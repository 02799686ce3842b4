"""Two people at the same moment about one role."""

import pytest

from tests import staffing
from tests.cast import Cast
from tests.dialogues.test_at_once import at_once
from themes.models import Assignment, HolderChange, LeaderRequest, Offer
from themes.services.assignments import assign
from themes.services.holder_changes import change_holder
from themes.services.offers import accept_offer, decline_offer, withdraw_offer

pytestmark = pytest.mark.django_db(transaction=True)


def vacant_offer(cast: Cast) -> Offer:
    staffing.vacate(cast)
    return staffing.offer(cast, role="reference_leader", person=cast.dan)


def test_two_who_propose_at_once_leave_one_proposal(cast: Cast) -> None:
    staffing.vacate(cast)
    told = {"role": "reference_leader"}
    raised = at_once(
        lambda: staffing.offer(cast, person=cast.dan, **told),
        lambda: staffing.offer(cast, person=cast.finn, **told),
    )
    assert len(raised) == 1
    assert Offer.objects.waiting().count() == 1


def test_yes_twice_at_once_is_one_assignment(cast: Cast) -> None:
    offer = vacant_offer(cast)
    assert at_once(*[lambda: accept_offer(offer=offer, by=cast.dan)] * 3) == []
    assert Assignment.objects.filter(theme=cast.theme, person=cast.dan).count() == 1


def test_yes_and_a_direct_appointment_at_once_is_one_holder(cast: Cast) -> None:
    offer = vacant_offer(cast)
    told = {"theme": cast.theme, "role": "reference_leader", "person": cast.finn, "by": cast.gry}
    told["why"] = "Sagde ja på mødet"
    raised = at_once(lambda: accept_offer(offer=offer, by=cast.dan), lambda: assign(**told))
    assert len(raised) == 1
    held = Assignment.objects.active().filter(theme=cast.theme, role="reference_leader")
    assert held.count() == 1
    offer.refresh_from_db()
    is_taken_back = offer.state == Offer.State.WITHDRAWN
    assert is_taken_back == (held.get().person == cast.finn)


def test_yes_no_and_withdrawal_at_once_is_one_of_them(cast: Cast) -> None:
    offer = vacant_offer(cast)
    raised = at_once(
        lambda: accept_offer(offer=offer, by=cast.dan),
        lambda: decline_offer(offer=offer, by=cast.dan, reason="Nej"),
        lambda: withdraw_offer(offer=offer, by=cast.gry),
    )
    assert len(raised) == 2
    offer.refresh_from_db()
    held = Assignment.objects.filter(theme=cast.theme, person=cast.dan).exists()
    assert held == (offer.state == Offer.State.ACCEPTED)


def test_asking_twice_at_once_is_one_wish(cast: Cast) -> None:
    assert at_once(*[lambda: staffing.wish(cast)] * 2) == []
    assert LeaderRequest.objects.count() == 1


def test_two_who_change_the_holder_at_once_and_one_hears_of_the_other(cast: Cast) -> None:
    told = {"leaving": staffing.held(cast), "version": 0, "by": cast.gry}
    raised = at_once(
        lambda: change_holder(**told, last_on=staffing.today(7)),
        lambda: change_holder(**told, last_on=staffing.today(9)),
    )
    assert len(raised) == 1
    assert HolderChange.objects.get().version == 1
