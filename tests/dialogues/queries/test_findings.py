"""What a finding is known by and says, for whom it is found, and on which day."""

from copy import copy
from datetime import date

import pytest

from dialogues.models import FindingKind
from dialogues.queries.findings import Finding, findings
from dialogues.queries.findings.facts import Person
from roles.models import RoleKey, User
from tests.cast import assign
from tests.town import FORMER_NL, LEFT, ONE, OTHER_CD, SECRETARIAT, Town, day
from themes.models import Assignment

pytestmark = pytest.mark.django_db

DRIVER = RoleKey.CO_DRIVER.value
SINCE = date(2026, 1, 2)


def kinds(user: User, today: date | None = None) -> set[str]:
    return {one.kind.value for one in findings(user, today)}


def test_it_is_known_by_kind_theme_person_and_day(town: Town) -> None:
    told = {"theme": town.theme, "since": SINCE, "said": ""}
    person = Person(7, "Liv", None, None)
    left = Finding(FindingKind.LEFT, person=person, role="network_leader", **told)
    assert left.key == f"left-{town.theme.pk}-7-2026-01-02"
    assert left.kinds == {FindingKind.LEFT, FindingKind.NETWORK_LEADER}
    quiet = Finding(FindingKind.QUIET, **told)
    assert (quiet.key, quiet.kinds) == (
        f"quiet-{town.theme.pk}-0-2026-01-02",
        {FindingKind.QUIET},
    )


def test_it_says_days_and_several_in_words(town: Town) -> None:
    facts = {"name": "Liv", "day": SINCE, "parts": ("den ene", "den anden")}
    said = "%(name)s, %(day)s: %(parts)s"
    one = Finding(FindingKind.QUIET, town.theme, SINCE, said, facts)
    assert one.why == "Liv, 2. januar 2026: den ene, den anden"


def test_the_secretariat_alone_finds_anything_as_long_as_it_may_sign_in(town: Town) -> None:
    Assignment.objects.filter(theme=town.theme, role=RoleKey.NETWORK_LEADER).delete()
    assert {name for name in town.working if findings(town[name])} == SECRETARIAT
    gone = copy(town[ONE])
    gone.is_active = False
    assert findings(gone) == []


def test_nothing_is_found_today_and_what_will_be_is_found_on_its_day(town: Town) -> None:
    assert findings(town[ONE]) == []
    assert "quiet" not in kinds(town[ONE], day(59))
    assert "quiet" in kinds(town[ONE], day(60))


def test_a_co_driver_is_missing_where_one_has_been(town: Town) -> None:
    assert kinds(town[ONE]) == set()
    town.other_theme.assignments.filter(person=town[OTHER_CD]).delete()
    assign(town.other_theme, DRIVER, town[LEFT], starts_on=day(1))
    assert kinds(town[ONE]) == set()
    before = {"starts_on": day(-9), "ends_on": day(-1)}
    assign(town.other_theme, DRIVER, town[FORMER_NL], **before)
    (one,) = findings(town[ONE])
    assert (one.kind, one.theme, one.since) == ("co_driver", town.other_theme, day(-1))
    assign(town.other_theme, DRIVER, town[FORMER_NL], starts_on=day(5))
    assert findings(town[ONE]) == []
