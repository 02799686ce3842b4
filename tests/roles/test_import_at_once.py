"""An import beside others who save: it keeps nobody waiting, and builds on nothing that is gone."""

from collections.abc import Callable

import pytest
from django.db import connection

from referenceledelse.core.files.imports import ImportOrder
from referenceledelse.core.web.access import as_system
from referenceledelse.core.web.errors import Refused
from roles.models import AccountChange, Unit, User
from roles.services.imports.people import PeopleStep
from tests.cast import Cast, make_cast
from tests.tables import csv_of, import_people, person, take_people

type Meanwhile = Callable[[Callable[[], object]], None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Lets something happen when all is planned and nothing is saved yet."""
    prepare = PeopleStep.prepare

    def do(what: Callable[[], object]) -> None:
        def also(step: PeopleStep) -> None:
            prepare(step)
            what()

        monkeypatch.setattr(PeopleStep, "prepare", also)

    return do


@pytest.mark.django_db(transaction=True)
def test_others_can_write_until_all_is_ready_to_be_saved(meanwhile: Meanwhile) -> None:
    cast = make_cast()
    held: list[bool] = []
    meanwhile(lambda: held.append(connection.in_atomic_block))
    with as_system():
        assert take_people(person(cast.eva.email, "Eva Ny")).is_saved
    assert held == [False]


def test_what_another_saved_meanwhile_is_planned_for_anew(cast: Cast, meanwhile: Meanwhile) -> None:
    meanwhile(lambda: User.objects.filter(pk=cast.eva.pk).update(job_title="Leder"))
    with as_system():
        report = take_people(person(cast.eva.email, cast.eva.name, job_title="Leder"))
    assert report.is_saved
    assert "stilling" not in [label for label, _old, _new in report.changes[0].fields]


@pytest.mark.parametrize("which", ["person", "unit", "address"])
def test_id_and_address_that_came_meanwhile_are_planned_for(
    cast: Cast, meanwhile: Meanwhile, which: str
) -> None:
    """With them the row is Eva's, or the unit is there under another name."""

    def another() -> None:
        if which == "person":
            User.objects.filter(pk=cast.eva.pk).update(stable_id="E9")
        elif which == "unit":
            Unit.objects.filter(pk=cast.anna.unit_id).update(stable_id="O1")
        elif not AccountChange.objects.exists():
            AccountChange.objects.create(person=cast.eva, email="ny@example.org")

    meanwhile(another)
    people = csv_of([["e-mail", "medarbejder-id", "navn"], ["ny@example.org", "e9", "Eva Ny"]])
    units = csv_of([["enhed", "enheds-id"], ["Ny enhed", "o1"]])
    before = User.objects.count(), Unit.objects.count()
    with as_system():
        assert import_people(order=ImportOrder(people, more=units, is_try=False), by=None).is_saved
    new = User.objects.count() - before[0], Unit.objects.count() - before[1]
    assert new == ((1, 0) if which == "unit" else (0, 1))
    assert User.objects.filter(name="Eva Ny", stable_id="e9").count() == 1


def test_import_gives_up_while_others_keep_saving(cast: Cast, meanwhile: Meanwhile) -> None:
    phones = iter(range(100))
    meanwhile(lambda: User.objects.filter(pk=cast.dan.pk).update(phone=str(next(phones))))
    with as_system(), pytest.raises(Refused, match="En anden har gemt noget"):
        take_people(person(cast.eva.email, "Eva Ny"))
    assert User.objects.get(pk=cast.eva.pk).name == cast.eva.name
