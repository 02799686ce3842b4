"""Which round is current: the overview never empties before the next round is decided."""

import pytest
from django.test import Client

from tests.cast import Cast, make_theme
from tests.rooms import today
from themes.models import Phase, Round, Theme
from themes.services import accept_proposal, ask_to_revise, decline_proposal

RUNNING = 13


@pytest.fixture
def gry(cast: Cast, client: Client) -> Client:
    client.force_login(cast.gry)
    return client


@pytest.fixture
def former(cast: Cast) -> Round:
    """All that runs came in by a round that is decided."""
    row = make_round("Sidste runde", -200)
    for number in range(RUNNING - 2):
        make_theme(f"Tema {number}")
    Theme.objects.update(round=row)
    return row


def make_round(name: str, decides: int) -> Round:
    return Round.objects.create(
        name_da=name, deadline=today(decides - 30), decides_on=today(decides)
    )


def proposal(cast: Cast, row: Round, title: str = "Et nyt tema") -> Theme:
    proposed, phase = Theme.Status.PROPOSED, Phase.objects.get(key=Phase.PROPOSAL)
    return make_theme(title, status=proposed, phase=phase, round=row, proposed_by=cast.eva)


def shown(gry: Client, query: str = "") -> int:
    return gry.get(f"/sekretariat/{query}").context["page_obj"].paginator.count


@pytest.mark.parametrize("decides", [5, 60])
def test_one_accepted_for_an_undecided_round_is_shown_beside_all_that_run(
    cast: Cast, gry: Client, former: Round, decides: int
) -> None:
    accept_proposal(theme=proposal(cast, make_round("Næste runde", decides)), by=cast.gry)
    assert shown(gry) == RUNNING + 1
    assert shown(gry, "?round=earlier") == 0
    page = gry.get("/sekretariat/daekning/")
    assert page.context["rounds"] == "Næste runde og Sidste runde"
    assert page.context["coverage"].whole.counts[0].number == 2


def test_themes_stay_while_a_proposal_waits_though_the_day_has_come(
    cast: Cast, gry: Client, former: Round
) -> None:
    row = make_round("Denne runde", 0)
    accept_proposal(theme=proposal(cast, row), by=cast.gry)
    late = proposal(cast, row, "Et, som venter")
    assert shown(gry) == RUNNING + 1
    decline_proposal(theme=late, by=cast.gry, reason="Ikke på tværs")
    assert (shown(gry), shown(gry, "?round=earlier")) == (1, RUNNING)


def test_proposal_that_is_to_be_revised_holds_no_round_back(
    cast: Cast, gry: Client, former: Round
) -> None:
    row = make_round("Denne runde", -1)
    accept_proposal(theme=proposal(cast, row), by=cast.gry)
    ask_to_revise(theme=proposal(cast, row, "Et til"), by=cast.gry, reason="Hvorfor på tværs?")
    assert shown(gry) == 1


def test_round_by_which_nothing_runs_puts_nothing_aside(
    cast: Cast, gry: Client, former: Round
) -> None:
    row = make_round("Tom runde", -1)
    decline_proposal(theme=proposal(cast, row), by=cast.gry, reason="Ikke på tværs")
    assert shown(gry) == RUNNING


def test_first_round_of_all_puts_nothing_aside_before_it_is_decided(
    cast: Cast, gry: Client
) -> None:
    Theme.objects.update(round=make_round("Den første", 9))
    assert (shown(gry), shown(gry, "?round=earlier")) == (2, 0)


def test_each_page_names_the_same_round_for_proposals(cast: Cast, gry: Client) -> None:
    Round.objects.all().delete()
    rows = [make_round(name, days) for name, days in (("Forbi", 29), ("Næste", 30), ("Senere", 90))]
    assert gry.get("/temaer/forslag/").context["round"] == rows[1]
    assert gry.get("/temaer/runder/").context["next_round"] == rows[1]
    assert gry.get("/temaer/foreslaa/").context["round"] == rows[1]
