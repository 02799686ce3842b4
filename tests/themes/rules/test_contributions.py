"""Who proposes a text or a piece of news for a theme, and who takes it."""

import pytest

from tests.town import ACCEPTED, EMPLOYEE, NL, RUNNING, SECRETARIAT, STATES, Town, each
from themes.models import Contribution, Theme
from themes.rules.contributions import (
    can_answer_contribution,
    can_contribute,
    can_withdraw_contribution,
)

pytestmark = pytest.mark.django_db


def contributions(town: Town) -> dict[str, Contribution]:
    def written(theme: Theme) -> Contribution:
        return Contribution(theme=theme, author=town[EMPLOYEE])

    return town.in_each_state(written)


def test_who_works_here_contributes_to_a_theme_that_runs(town: Town) -> None:
    assert town.told(can_contribute, town.in_each_state()) == {RUNNING: town.working}


def test_who_edits_the_theme_answers(town: Town) -> None:
    may = each(ACCEPTED, {NL, *SECRETARIAT})
    assert town.told(can_answer_contribution, contributions(town)) == may


def test_its_author_alone_takes_it_back(town: Town) -> None:
    may = each(STATES, {EMPLOYEE})
    assert town.told(can_withdraw_contribution, contributions(town)) == may
