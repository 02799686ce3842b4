"""What the page says of a proposal: the right reason, and what was said before."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from referenceledelse.core.web.errors import Refused
from tests import staffing
from tests.cast import Cast, assign
from tests.staffing import appoint
from tests.themes.test_offers import browser, propose, vacant_offer
from themes.models import Offer
from themes.services.offers import accept_offer, decline_offer


def test_label_does_not_call_the_reason_for_a_no_optional(cast: Cast) -> None:
    offer = staffing.offer(cast)
    address = reverse("themes:answer_offer", args=[cast.theme.slug, offer.pk])
    page = browser(cast.eva).get(address).content.decode()
    assert "Begrundelse, hvis du siger nej" in page
    assert "valgfrit" not in page


def test_nobody_is_asked_for_two_roles_of_one_theme(cast: Cast) -> None:
    vacant_offer(cast)
    page = propose(cast, "co_driver", person="Dan Refning")
    assert "allerede foreslået som referenceleder" in page.context["form"].errors["person"][0]
    assert Offer.objects.count() == 1


def test_role_taken_elsewhere_takes_the_other_proposal_back(cast: Cast) -> None:
    offer = staffing.offer(cast, person=cast.finn)
    staffing.vacate(cast)
    appoint(theme=cast.theme, role="reference_leader", person=cast.finn, by=cast.gry)
    offer.refresh_from_db()
    assert offer.state == Offer.State.WITHDRAWN


def test_refusal_tells_the_own_other_role_and_not_another_co_driver(cast: Cast) -> None:
    assign(cast.theme, "co_driver", cast.clara)
    offer = staffing.offer(cast)
    staffing.vacate(cast)
    assign(cast.theme, "reference_leader", cast.eva)
    with pytest.raises(Refused, match="kun have én rolle"):
        accept_offer(offer=offer, by=cast.eva)


def test_same_proposal_again_is_told(cast: Cast) -> None:
    staffing.vacate(cast)
    propose(cast, "reference_leader", person="Dan Refning")
    told = propose(cast, "reference_leader", person="Dan Refning")
    said = [str(one) for one in get_messages(told.wsgi_request)]
    assert "Dan Refning er allerede foreslået og har ikke svaret." in said
    assert Offer.objects.count() == 1


def test_proposal_after_a_no_is_warned_of(cast: Cast) -> None:
    decline_offer(offer=vacant_offer(cast), by=cast.dan, reason="Nej")
    address = reverse("themes:propose_person", args=[cast.theme.slug, "reference_leader"])
    page = browser(cast.gry).get(address, {"person": cast.dan.pk}).content.decode()
    assert "Dan Refning sagde nej til rollen" in page
    told = propose(cast, "reference_leader", person="Dan Refning")
    said = " ".join(str(one) for one in get_messages(told.wsgi_request))
    assert "Dan Refning sagde nej til rollen" in said
