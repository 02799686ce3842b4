"""Who writes the note when a role changes hands, and who receives it."""

import pytest

from tests.town import (
    FORMER_RL,
    FUTURE_RL,
    NOBODY,
    RL,
    SECRETARIAT,
    Rule,
    Town,
)
from themes.models import HolderChange
from themes.rules import holder_changes

pytestmark = pytest.mark.django_db


def change(town: Town, following: str | None) -> HolderChange:
    rows = town.theme.assignments.select_related("person")
    follows = rows.get(person=town[following]) if following else None
    return HolderChange(leaving=rows.get(person=town[RL]), following=follows)


NOTE: dict[Rule, set[str]] = {
    holder_changes.can_write_hand_over_note: {RL, *SECRETARIAT},
    holder_changes.can_receive_hand_over_note: {FUTURE_RL},
}


@pytest.mark.parametrize("rule", NOTE, ids=lambda rule: rule.name)
def test_who_leaves_writes_and_who_follows_receives(town: Town, rule: Rule) -> None:
    assert town.who(rule, change(town, FUTURE_RL)) == NOTE[rule]


def test_nobody_receives_as_long_as_nobody_follows(town: Town) -> None:
    nobody_follows = change(town, None)
    assert town.who(holder_changes.can_receive_hand_over_note, nobody_follows) == NOBODY
    former = HolderChange(leaving=town.theme.assignments.get(person=town[FORMER_RL]))
    assert town.who(holder_changes.can_write_hand_over_note, former) == {FORMER_RL, *SECRETARIAT}
