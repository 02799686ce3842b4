"""Why a person is asked to be reference leader: in words, or from the leader's own field."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from referenceledelse.core.web.errors import Refused
from tests import staffing
from tests.cast import Cast, make_theme
from tests.themes.test_offers import answer, browser, propose, roles_page
from themes.models import Offer
from themes.services.offers import withdraw_offer


def test_reference_leader_reads_why_and_the_network_leader_after_the_yes(cast: Cast) -> None:
    staffing.vacate(cast)
    why = "Dans afdeling møder udfordringen hver dag"
    propose(cast, "reference_leader", person="Dan Refning", why=why)
    offer = Offer.objects.get()
    page = reverse("themes:answer_offer", args=[cast.theme.slug, offer.pk])
    assert f"Derfor spørger vi dig: {why}" in browser(cast.dan).get("/").text
    assert why in browser(cast.dan).get(page).text
    assert why not in roles_page(cast, cast.anna)
    answer(offer, cast.dan, accept="1")
    assert why in roles_page(cast, cast.anna)
    assert "Derfor spurgte vi dig" in roles_page(cast, cast.dan)
    assert why not in roles_page(cast, cast.eva)


def test_who_is_asked_is_told_where_the_theme_is_beside_the_own_field(cast: Cast) -> None:
    staffing.vacate(cast)
    for person, is_beside in ((cast.dan, True), (cast.finn, False)):
        row = staffing.offer(cast, role="reference_leader", person=person)
        told = (
            browser(person).get(reverse("themes:answer_offer", args=[row.theme.slug, row.pk])).text
        )
        assert ("Temaet berører ikke dit eget område." in told) == is_beside
        withdraw_offer(offer=row, by=cast.gry)


def test_blank_reason_is_said_from_the_own_field(cast: Cast) -> None:
    staffing.vacate(cast)
    propose(cast, "reference_leader", person="Finn Leder", why="")
    page = reverse("themes:answer_offer", args=[cast.theme.slug, Offer.objects.get().pk])
    said = "Temaet berører Ældre og Omsorg, som du leder."
    assert f"Derfor spørger vi dig: {said}" in browser(cast.finn).get("/").text
    told = browser(cast.finn).get(page).text
    assert "Derfor spørger vi dig" in told
    assert said in told


def test_who_is_beside_the_theme_is_not_asked_without_a_reason(cast: Cast) -> None:
    staffing.vacate(cast)
    page = propose(cast, "reference_leader", person="Dan Refning", why=" ")
    assert "Skriv derfor, hvorfor I spørger Dan Refning." in page.context["form"].errors["why"][0]
    with pytest.raises(Refused, match="Skriv derfor, hvorfor I spørger Dan Refning"):
        staffing.offer(cast, role="reference_leader", person=cast.dan, why="")
    assert not Offer.objects.exists()
    assert staffing.offer(cast, person=cast.dan, role="co_driver").why == ""


def test_start_page_asks_as_often_for_three_unsaid_reasons_as_for_one(cast: Cast) -> None:
    counts = []
    for number in range(2):
        for one in range(1 + number):
            theme = make_theme(f"Et tema {number} {one}")
            theme.units.add(cast.eva.unit)
            told = {"role": "reference_leader", "person": cast.finn, "why": ""}
            staffing.offer(cast, theme=theme, **told)
        with CaptureQueriesContext(connection) as captured:
            assert browser(cast.finn).get("/").text.count("som du leder.") == 1 + 2 * number
        counts.append(len(captured))
    assert counts[0] == counts[1]
