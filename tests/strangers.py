"""Every verb of every ``services/``, asked by those who may not and by the one who may.

``VERBS`` in ``tests/<app>/verbs.py`` has a row for each public function that changes something for
someone; ``NO_VERBS`` beside it names the others, each with its reason. A row reads: this verb, for
Finn, with what it is given, made in the cast's world:

    Verb(nominations.nominate, "finn", lambda cast: {"nominee": cast.eva, …})
"""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from roles.models import Unit, User
from tests.cast import Cast
from themes.models import Assignment

# What a statement begins with that changes no row.
QUIET = ("SELECT", "WITH", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "SET ", "PRAGMA")

type Given = Callable[[Cast], dict[str, Any]]


class Undo(Exception):
    """Roll back what one caller did, before the next is asked."""


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written within is gone afterwards."""
    with suppress(Undo), transaction.atomic():
        yield
        raise Undo


@dataclass(frozen=True)
class Verb:
    """One verb, what it is given beside ``by``, and who of the cast may do it."""

    function: Callable[..., Any]
    rightful: str
    given: Given = lambda cast: {}
    # Tells two rows of one verb apart.
    what: str = ""
    # Empty where every employee may.
    stranger: str = "eva"
    # Why no role ends here: who did it once, or every employee, may as long as they work here.
    keeps: str = ""
    # Where the thing itself says no to a stranger, in words: ``Refused``.
    refusal: type[Exception] = PermissionDenied
    by: str = "by"

    @property
    def path(self) -> str:
        return path_of(self.function)

    def __str__(self) -> str:
        return f"{self.path} {self.what}".strip()


def of(name: str, thing: Any, /, **more: Any) -> Given:
    """What the verb is given: something that is made first, and values or what makes them."""
    return lambda cast: {name: thing(cast), **made(more)}


def versioned(name: str, thing: Any, /, **more: Any) -> Given:
    """The same with the version that the thing has."""

    def given(cast: Cast) -> dict[str, Any]:
        row = thing(cast)
        return {name: row, "version": row.version, **made(more)}

    return given


def made(values: dict[str, Any]) -> dict[str, Any]:
    """The values, asked for in the moment where they are functions: a day is today's."""
    return {name: value() if callable(value) else value for name, value in values.items()}


def path_of(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__name__}"


def functions_of(app: str) -> Iterator[str]:
    """Every public function that is defined somewhere in the app's services."""
    package = import_module(f"{app}.services")
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for name, function in inspect.getmembers(import_module(found.name), inspect.isfunction):
            if function.__module__ == found.name and not name.startswith("_"):
                yield path_of(function)


def apps_with_verbs() -> list[str]:
    """The apps that have services; those of libraries are not ours."""
    ours = [config.name for config in apps.get_app_configs() if "site-packages" not in config.path]
    return sorted(name for name in ours if find_spec(f"{name}.services"))


def rows_of(app: str) -> tuple[tuple[Verb, ...], dict[str, str]]:
    """The app's verbs, and the functions that are none."""
    rows = import_module(f"tests.{app}.verbs")
    return rows.VERBS, rows.NO_VERBS


def database() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the sessions."""
    tables = sorted(set(connection.introspection.table_names()) - {"django_session"})
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            if rows := cursor.fetchall():
                found[table] = sorted(rows, key=repr)
    return found


def stays(person: User) -> None:
    """Nothing happens to the person."""


def ends_all_roles(person: User) -> None:
    """The person had what they had until yesterday: assignments, unit, the secretariat."""
    yesterday = timezone.localdate() - timedelta(days=1)
    begun = yesterday - timedelta(days=90)
    held = Assignment.objects.filter(person=person)
    held.update(starts_on=begun, ends_on=yesterday)
    Unit.objects.filter(manager=person).update(manager=None)
    person.groups.clear()
    User.objects.filter(pk=person.pk).update(is_superuser=False)


def is_deactivated(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def left_yesterday(person: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    User.objects.filter(pk=person.pk).update(active_to=yesterday)


def answers(cast: Cast, verb: Verb) -> dict[str, str]:
    """What each caller meets, all in the same world."""
    rightful = getattr(cast, verb.rightful)
    callers = {
        "stranger": (getattr(cast, verb.stranger or verb.rightful), stays),
        "former holder": (rightful, ends_all_roles),
        "deactivated": (rightful, is_deactivated),
        "left yesterday": (rightful, left_yesterday),
        "rightful": (rightful, stays),
    }
    given = verb.given(cast)
    return {
        name: _answer(verb, given, person, happens) for name, (person, happens) in callers.items()
    }


def _answer(
    verb: Verb,
    given: dict[str, Any],
    person: User,
    happens: Callable[[User], None],
    *,
    is_compared: bool = False,
) -> str:
    """What the caller meets. The tables are only read twice where a refusal came after a write."""
    with undone():
        happens(person)
        by = User.objects.get(pk=person.pk)
        before = database() if is_compared else {}
        with writes() as written:
            try:
                verb.function(**deepcopy(given), **{verb.by: by})
            except verb.refusal:
                is_refused = True
            else:
                is_refused = False
        if not is_refused:
            return "done" if written else "did nothing"
        if not written:
            return "refused"
        if is_compared:
            return "refused" if database() == before else "refused, but changed something"
    return _answer(verb, given, person, happens, is_compared=True)


@contextmanager
def writes() -> Iterator[list[str]]:
    """Every statement within that may change a row."""
    found: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        if not sql.lstrip("( ").upper().startswith(QUIET):
            found.append(sql)
        return execute(sql, *args)

    with connection.execute_wrapper(note):
        yield found


def expected(verb: Verb) -> dict[str, str]:
    """Nobody but the rightful does anything."""
    return {
        "stranger": "refused" if verb.stranger else "done",
        "former holder": "done" if verb.keeps else "refused",
        "deactivated": "refused",
        "left yesterday": "refused",
        "rightful": "done",
    }
