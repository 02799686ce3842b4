"""Which round the running themes are seen by, and which one takes proposals."""

import pytest

from tests.town import Town, day
from themes.models import Phase, Round, Theme
from themes.queries.rounds import current_round, open_round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_round_yet(town: Town) -> None:
    Round.objects.all().delete()


def make(town: Town, deadline: int, decided: int | None = None) -> Round:
    decided = deadline if decided is None else decided
    told = {"deadline": day(deadline), "decides_on": day(decided)}
    return Round.objects.create(name_da=f"Runde {deadline}", **told)


def comes_in_by(row: Round, *themes: Theme) -> None:
    Theme.objects.filter(pk__in=[one.pk for one in themes]).update(round=row)


def test_the_newest_that_is_decided_and_that_running_themes_came_in_by(town: Town) -> None:
    newer, older = make(town, -30), make(town, -60)
    make(town, -10)
    assert current_round() is None
    comes_in_by(older, town.other_theme)
    assert current_round() == older
    comes_in_by(newer, town.theme)
    assert current_round() == newer
    comes_in_by(older, town.theme, town.other_theme)
    assert current_round() == older
    Theme.objects.update(phase=Phase.objects.get(key=Phase.CLOSED))
    assert current_round() is None


@pytest.mark.parametrize(("decided", "is_decided"), [(-1, True), (0, True), (1, False)])
def test_a_round_is_decided_when_its_day_has_come(
    town: Town, decided: int, is_decided: bool
) -> None:
    row = make(town, -30, decided)
    comes_in_by(row, town.theme)
    assert current_round() == (row if is_decided else None)


def test_a_round_with_a_proposal_that_waits_is_not_decided(town: Town) -> None:
    older, newer = make(town, -60), make(town, -30)
    comes_in_by(older, town.theme)
    comes_in_by(newer, town.other_theme)
    waiting = Theme.objects.filter(pk=town.theme.pk)
    waiting.update(status=Theme.Status.PROPOSED)
    assert current_round() == newer
    waiting.update(round=newer)
    assert current_round() is None


def test_the_next_whose_deadline_has_not_passed_takes_proposals(town: Town) -> None:
    make(town, -1, 9)
    assert open_round() is None
    later, today = make(town, 30), make(town, 0)
    assert open_round() == today
    today.delete()
    assert open_round() == later
