"""The imports of people and units, from the administration and from a nightly command."""

from copy import copy
from typing import Any

from django.utils.translation import gettext as _

from referenceledelse.core.db.bulk import updates
from referenceledelse.core.db.logbook import log_changes
from referenceledelse.core.files.columns import Rows
from referenceledelse.core.files.imports import ImportOrder, Report, Watch, run, unwatched
from referenceledelse.core.web.access import demand
from roles.models import AccountChange, Unit, User
from roles.queries.secretariat import secretariat
from roles.services.imports.people import PeopleStep
from roles.services.imports.units import UnitStep


def import_people(
    *, people: Rows, units: Rows, order: ImportOrder, by: User | None, watch: Watch = unwatched
) -> Report:
    """Take in the people of a file, and the units beside them.

    Units come first without their managers, then the people, then who manages what. With
    ``is_complete`` the file holds all who work here: whoever is missing has left.
    """
    demand(by, "roles.administer")
    return _import(people, units, order, by, watch)


def import_units(
    *, units: Rows, order: ImportOrder, by: User | None, watch: Watch = unwatched
) -> Report:
    """Take in the units of a file; their managers are people who are there already."""
    demand(by, "roles.administer")
    return _import(None, units, order, by, watch)


def _import(
    people: Rows | None, units: Rows, order: ImportOrder, by: User | None, watch: Watch
) -> Report:
    people_rows = people if people is not None else Rows()
    is_complete = order.is_complete and people is not None

    def make() -> tuple[UnitStep, PeopleStep, ManagerStep]:
        rows = units.again(), people_rows.again()
        unit_step = UnitStep(rows[0], rows[1], by, order)
        people_step = PeopleStep(rows[1], unit_step, by, order, is_complete=is_complete)
        return unit_step, people_step, ManagerStep(unit_step, people_step)

    return run(make, order=order, stands=_stands, watch=watch)


def _stands(is_held: bool) -> object:
    """All that people and units are compared with.

    Locking people holds address changes too, as ``ask_for_addresses`` locks the person.
    """
    units, people = Unit.objects.order_by("pk"), User.objects.order_by("pk")
    if is_held:
        units, people = units.select_for_update(), people.select_for_update()
    asked = AccountChange.objects.waiting().filter(into=None)
    return (
        list(units.values_list("pk", "name", "parent", "manager", "stable_id")),
        list(people.values_list("pk", *User.TOLD, "is_active", "is_staff", "is_superuser")),
        set(secretariat().values_list("pk", flat=True)),
        set(asked.values_list("person", "email")),
    )


class ManagerStep:
    """Gives each unit of the file its manager, once everyone is known."""

    count = None

    def __init__(self, units: UnitStep, people: PeopleStep) -> None:
        self.units, self.people = units, people
        self.rows = Rows(units.rows.sheet, units.rows.columns)
        self.led: list[tuple[str, str]] = []

    def plan(self, report: Report) -> None:
        emails = {person.pk: email for email, person in self.people.kept.items()}
        for path, row in self.units.named.items():
            key, unit = row.values.get("manager"), self.units.known.get(path)
            before = emails.get(unit.manager_id, "") if unit else ""
            email = self.people.known_as(key) if key else key
            if key and email is None:
                text = _("Der er ingen person med den e-mail eller det id.")
                self.rows.fault(row.number, "manager", key, text)
            elif email is not None and email != before:
                self.led.append((path, email))
            if unit:
                self._tell(report, unit, path, row.values, before, email)

    def _tell(
        self,
        report: Report,
        unit: Unit,
        path: str,
        wanted: dict[str, Any],
        before: str,
        email: str | None,
    ) -> None:
        stored, stable_id = self.units.stored[unit.pk], wanted.get("stable_id")
        fields = [(_("enhed"), stored, path)] if self.units.is_moved(unit.pk) else []
        if stable_id and stable_id != unit.stable_id:
            fields.append((_("enheds-id"), unit.stable_id, stable_id))
        if email is not None and email != before:
            fields.append((_("personaleleder"), before, email))
        if fields:
            report.tell_change(self.units.count, stored, fields)
        else:
            self.units.count.same += 1

    def prepare(self) -> None:
        """Nothing: a manager may be new."""

    def save(self) -> None:
        changed = []
        for path, email in self.led:
            unit = self.units.known[path]
            before = copy(unit)
            unit.manager = self.people.people[email] if email else None
            changed.append((before, unit))
        updates([unit for _before, unit in changed], ["manager"]).run()
        log_changes(changed, self.units.by, ["manager"]).run()
