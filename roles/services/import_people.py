"""People from a file: those who are new, those who changed, and those who left or came back."""

from copy import copy
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.access import demand
from referenceledelse.bulk import Statement, inserts, updates
from referenceledelse.cleaning import one_line
from referenceledelse.columns import Row, Rows, plain
from referenceledelse.imports import Count, Order, Report
from referenceledelse.logbook import log_changes, log_new, name_new
from referenceledelse.saving import fill
from roles.models import User
from roles.queries.secretariat import secretariat
from roles.services.import_units import UnitStep
from roles.services.incomplete import settle
from roles.services.moves import moving
from roles.sheets import PEOPLE

# More than one in five who leave in a night is more likely half a file.
MOST_LEAVING = 0.2

# Says which of several jobs counts, and is nothing that is kept.
PRIMARY = "is_primary"
KEPT = tuple(column.key for column in PEOPLE.columns if column.key != PRIMARY)


class PeopleStep:
    """Makes and changes people; nobody is deleted, those who left get a last day."""

    def __init__(
        self, rows: Rows, units: UnitStep, by: User | None, order: Order, *, is_complete: bool
    ) -> None:
        self.rows, self.units, self.by = rows, units, by
        self.is_complete, self.allow_many = is_complete, order.allow_many
        self.skip_incomplete = order.skip_incomplete
        # Who stands in the file without an e-mail has not left.
        self.nameless: set[str] = set()
        self.today = timezone.localdate()
        self.count = Count(gettext_lazy("personer"))
        found = User.objects.order_by("pk").only(*KEPT, "is_active", "is_superuser", "moved_on")
        self.people = {one_line(person.email).lower(): person for person in found}
        self.named: set[str] = set()
        self.new: list[dict[str, Any]] = []
        self.made: list[User] = []
        self.log = Statement()
        self.statements: list[Statement] = []
        self.changed: list[tuple[User, dict[str, Any]]] = []

    @property
    def emails(self) -> set[str]:
        """All who are there or come along."""
        return self.people.keys() | self.named

    def plan(self, report: Report) -> None:
        for row in self.rows.rows:
            self._check(row)
        self.nameless = settle(
            self.rows, report, skip=self.skip_incomplete, units=self._places(), today=self.today
        )
        for row in self.rows.once("email"):
            row.values.pop(PRIMARY, None)
            self.named.add(row.values["email"])
            person = self.people.get(row.values["email"])
            if person is None:
                self.new.append(row.values)
                report.tell_new(self.count, told(row.values))
            else:
                self._compare(report, row, person)
        if self.is_complete:
            self._plan_leaving(report)

    def _places(self) -> dict[str, str]:
        """Where people belong, by their e-mail."""
        paths = self.units.paths
        return {email: paths.get(person.unit_id, "") for email, person in self.people.items()}

    def _check(self, row: Row) -> None:
        unit = row.values.get("unit")
        if unit and not self.units.knows(unit):
            like = self.units.alike.get(unit.casefold())
            text = _("Enheden findes ikke. Mener du “%(path)s”?") % {"path": like}
            self.rows.fault(row.number, "unit", unit, text if like else _("Enheden findes ikke."))
        first, last = row.values.get("active_from"), row.values.get("active_to")
        if first and last and last < first:
            text = _("Slutdatoen ligger før startdatoen.")
            self.rows.fault(row.number, "active_to", last, text)
        is_own = self.by and row.values.get("email") == self.by.email.lower()
        if is_own and last and last < self.today:
            text = _("Du kan ikke afslutte din egen ansættelse.")
            self.rows.fault(row.number, "active_to", last, text)

    def _compare(self, report: Report, row: Row, person: User) -> None:
        wanted = dict(row.values)
        if self.is_complete and person.has_left:
            wanted.setdefault("active_to", None)
        changes = {
            key: value for key, value in wanted.items() if value != self._stored(person, key)
        }
        changes.pop("email", None)
        if changes and person.is_superuser and self.by and not self.by.is_superuser:
            text = _("%(name)s driver systemet og er derfor ikke ændret.")
            report.notes.append(text % {"name": person.name})
            changes = {}
        if not changes:
            self.count.same += 1
            return
        self.changed.append((person, changes))
        self._check_dates(row, person, changes)
        self._tell(report, person, changes)

    def _check_dates(self, row: Row, person: User, changes: dict[str, Any]) -> None:
        """One date in the file, and the other one as it is."""
        first = changes.get("active_from", person.active_from)
        last = changes.get("active_to", person.active_to)
        is_split = {"active_from", "active_to"} - row.values.keys()
        if is_split and first and last and last < first:
            text = _("Slutdatoen ligger før startdatoen.")
            key = next(key for key in ("active_to", "active_from") if key in changes)
            self.rows.fault(row.number, key, changes[key], text)

    def _tell(self, report: Report, person: User, changes: dict[str, Any]) -> None:
        names = {column.key: column.name for column in PEOPLE.columns}
        fields = [(names[k], self._stored(person, k), value) for k, value in changes.items()]
        report.tell_change(self.count, told(vars(person)), fields)
        if "active_to" in changes:
            is_gone = changes["active_to"] is not None and changes["active_to"] < self.today
            if is_gone and not person.has_left:
                report.leaving.append(told(vars(person)))
            elif person.has_left and not is_gone:
                report.returning.append(told(vars(person)))

    def _stored(self, person: User, key: str) -> Any:
        if key == "unit":
            return self.units.paths.get(person.unit_id, "")
        return getattr(person, key)

    def _plan_leaving(self, report: Report) -> None:
        """Those who work here and are not in a file that is said to hold everyone."""
        working = [person for person in self.people.values() if person.is_working]
        missing = [
            person
            for person in working
            if one_line(person.email).lower() not in self.named
            and plain(person.name) not in self.nameless
        ]
        staying = set(secretariat().values_list("pk", flat=True))
        staying |= {self.by.pk} if self.by else set()
        kept = [p for p in missing if p.is_superuser or p.pk in staying]
        if kept:
            text = _("Står ikke i filen, men beholder adgangen: %(names)s.")
            report.notes.append(text % {"names": ", ".join(person.name for person in kept)})
        leaving = [p for p in missing if not p.is_superuser and p.pk not in staying]
        for person in leaving:
            # Who began today has worked today.
            last = max(self.today - timedelta(days=1), person.active_from or date.min)
            self.changed.append((person, {"active_to": last}))
            report.leaving.append(told(vars(person)))
        if len(leaving) > MOST_LEAVING * len(working) and not self.allow_many:
            text = _("%(number)s af %(all)s medarbejdere mangler i filen. Er den hel?")
            report.too_many = text % {"number": len(leaving), "all": len(working)}

    def prepare(self) -> None:
        """New people choose a password over the mail before they sign in."""
        self.made = [
            User(
                **{key: value for key, value in values.items() if key != "unit"},
                unit=self._unit(values.get("unit", "")),
                password=make_password(None),
            )
            for values in self.new
        ]
        self.log = log_new(self.made, self.by)
        making = inserts(self.made, late=["unit"])
        moves, others = [], []
        for person, changes in self.changed:
            demand(self.by, "roles.keep_person", person)
            if "unit" in changes:
                moves.append((person, self._unit(changes["unit"])))
            rest = {key: value for key, value in changes.items() if key != "unit"}
            if rest:
                others.append((copy(person), person, rest))
        for _before, person, rest in others:
            fill(person, rest)
        fields = sorted({key for _before, _person, rest in others for key in rest})
        pairs = [(before, person) for before, person, _rest in others]
        changing = updates([person for _before, person in pairs], fields)
        logging = log_changes(pairs, self.by, fields)
        self.statements = [making, changing, logging, *moving(moves, self.by)]

    def save(self) -> None:
        for statement in self.statements:
            statement.run()
        if self.made:
            keys = dict(User.objects.order_by().values_list("email", "pk"))
            for person in self.made:
                person.pk = keys[person.email]
            name_new(self.log, self.made)
            self.log.run()
            self.people |= {person.email: person for person in self.made}

    def _unit(self, path: str) -> Any:
        return self.units.known[path] if path else None


def told(values: dict[str, Any]) -> str:
    """How a person is told apart in a report."""
    return ", ".join(values[key] for key in ("name", "email") if values.get(key))
