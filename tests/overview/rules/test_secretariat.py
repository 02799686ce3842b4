"""Who may see the pages that compose all."""

import pytest

from referenceledelse.overview.rules.secretariat import (
    can_see_overview,
    can_see_setup,
    can_see_staff,
)
from tests.town import CHIEF, MANAGER, OTHER_MANAGER, ROOT, SECRETARIAT, Rule, Town

pytestmark = pytest.mark.django_db

MAY: dict[Rule, set[str]] = {
    can_see_overview: SECRETARIAT,
    can_see_staff: {MANAGER, CHIEF, OTHER_MANAGER},
    can_see_setup: {ROOT, *SECRETARIAT},
}


@pytest.mark.parametrize("rule", MAY, ids=lambda rule: rule.name)
def test_who_sees_what_is_told_across_themes(town: Town, rule: Rule) -> None:
    assert town.who(rule) == MAY[rule]
