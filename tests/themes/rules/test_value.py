"""Who tells and shows what a theme has changed: each person, each state."""

import pytest

from tests.town import (
    ACCEPTED,
    CD,
    EMPLOYEE,
    FORMER_RL,
    NL,
    OTHER_RL,
    RL,
    SECRETARIAT,
    Rule,
    Town,
    each,
)
from themes.models import NetworkMeeting, ValueStory
from themes.rules import value

pytestmark = pytest.mark.django_db

# Who may on a theme that was taken up, whether it runs or is closed, and nobody on any other.
MAY: dict[Rule, set[str]] = {
    value.can_write_value: {NL, RL, CD, *SECRETARIAT},
    value.can_show_story: {NL, RL},
    value.can_publish_story: {NL},
}


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_who_writes_on_a_theme_in_each_state(town: Town, rule: Rule) -> None:
    things = town.in_each_state(lambda theme: NetworkMeeting(theme=theme))
    assert town.told(rule, things) == each(ACCEPTED, MAY[rule])


@pytest.mark.parametrize("author", [NL, RL, CD, EMPLOYEE, FORMER_RL, OTHER_RL])
def test_a_story_is_edited_by_whom_it_belongs_to(town: Town, author: str) -> None:
    story = ValueStory(pk=1, theme=town.theme, created_by=town[author])
    may = {NL, *SECRETARIAT} | ({author} & {RL, CD})
    assert town.who(value.can_write_value, story) == may
