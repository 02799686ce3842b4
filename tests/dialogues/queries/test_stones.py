"""How many stones lie on a theme's road, and who reads one."""

import pytest

from dialogues.models import Stone, StoneStep
from dialogues.queries import stones
from tests.dialogues.queries.rows import sides
from tests.town import CD, EMPLOYEE, FORMER_NL, NL, RL, Town
from themes.models import Theme

pytestmark = pytest.mark.django_db

State = Stone.State


def lay(town: Town, state: str = State.LYING, pair: tuple[str, str] = (NL, RL)) -> Stone:
    holder = town[RL] if state in Stone.HELD else None
    told = {"theme": town.theme, "state": state, "holder": holder, "text": "En sten"}
    return Stone.objects.create(**told | sides(town, pair))


@pytest.mark.parametrize(
    ("states", "all_", "open_", "cleared"),
    [
        ([], 0, 0, 0),
        ([State.LYING, State.TAKEN, State.HANDED], 3, 3, 0),
        ([State.CLEARED, State.CLEARED, State.LYING], 3, 1, 2),
        ([State.DECLINED], 1, 0, 0),
        ([State.WITHDRAWN, State.CARRIED_ON], 0, 0, 0),
    ],
)
def test_what_was_taken_back_never_counted(
    town: Town, states: list[str], all_: int, open_: int, cleared: int
) -> None:
    for state in states:
        lay(town, state)
    numbers = {"all": all_, "open": open_, "cleared": cleared}
    assert stones.stone_counts(town.theme) == numbers
    assert stones.stone_counts(town.other_theme) == {"all": 0, "open": 0, "cleared": 0}


@pytest.mark.parametrize(
    ("pair", "is_todays"), [((NL, RL), True), ((FORMER_NL, RL), False), ((NL, FORMER_NL), False)]
)
def test_a_stone_of_today_is_the_two_leaders_of_today(
    town: Town, pair: tuple[str, str], is_todays: bool
) -> None:
    theme = Theme.objects.with_people().get(pk=town.theme.pk)
    assert stones.is_of_today(lay(town, pair=pair), theme) is is_todays


def test_the_two_and_each_colleague_who_was_given_it_read_it(town: Town) -> None:
    row, other = lay(town), lay(town)
    for stone, name in ((row, EMPLOYEE), (row, RL), (row, CD), (other, FORMER_NL)):
        StoneStep.objects.create(stone=stone, by=town[RL], whom=town[name], state=State.HANDED)

    def readers(name: str) -> list[str]:
        return [one.name for one in stones.readers(row, town[name])]

    assert readers(NL) == ["Bo Refsgaard", "Eva Sten", "Ida Medkører"]
    assert readers(CD) == ["Anna Netsø", "Bo Refsgaard", "Eva Sten"]
