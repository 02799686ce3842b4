"""Who writes good examples, and who lets all read them."""

import pytest

from tests.town import (
    FORMER_NL,
    FORMER_RL,
    NL,
    OTHER_NL,
    OTHER_RL,
    RL,
    SECRETARIAT,
    Rule,
    Town,
)
from themes.models import Example, ExampleEdition
from themes.rules import examples

pytestmark = pytest.mark.django_db


def test_who_leads_or_has_led_writes_one(town: Town) -> None:
    led = {NL, RL, FORMER_NL, FORMER_RL, OTHER_NL, OTHER_RL}
    assert town.who(examples.can_write_example) == led


@pytest.mark.parametrize("status", Example.Status.values)
def test_an_example_is_its_authors_and_the_secretariat_answers(town: Town, status: str) -> None:
    row = Example(author=town[FORMER_RL], status=status)
    may: dict[Rule, set[str]] = {
        examples.can_edit_example: {FORMER_RL},
        examples.can_answer_example: SECRETARIAT,
    }
    assert {rule: town.who(rule, row) for rule in may} == may


def test_the_secretariat_answers_for_what_all_read(town: Town) -> None:
    assert town.who(examples.can_read_sent_examples) == SECRETARIAT
    edition = ExampleEdition(example=Example(author=town[NL]))
    assert town.who(examples.can_take_down_example, edition) == SECRETARIAT
