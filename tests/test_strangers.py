"""No verb does anything for a stranger, a former holder, or who no longer works here."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import Cast, make_cast
from tests.strangers import (
    Verb,
    answers,
    apps_with_verbs,
    expected,
    functions_of,
    rows_of,
    undone,
)

APPS = apps_with_verbs()
ROWS = [verb for app in APPS for verb in rows_of(app)[0]]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The cast, made once for all verbs: each is asked in it and undone."""
    with django_db_blocker.unblock(), undone():
        yield make_cast()


@pytest.mark.parametrize("app", APPS)
def test_every_verb_has_a_row(app: str) -> None:
    verbs, others = rows_of(app)
    assert set(functions_of(app)) == {verb.path for verb in verbs} | others.keys()


@pytest.mark.parametrize("app", APPS)
def test_no_verb_is_called_none(app: str) -> None:
    verbs, others = rows_of(app)
    assert {verb.path for verb in verbs} & others.keys() == set()
    assert [path for path, reason in others.items() if not reason] == []


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ROWS, ids=str)
def test_a_verb_is_for_those_who_may(world: Cast, verb: Verb) -> None:
    assert answers(deepcopy(world), verb) == expected(verb)
