"""People from a file: those who are new, those who changed, and those who left or came back."""

from collections.abc import Iterable
from copy import copy
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.core.db.bulk import Statement, inserts, updates
from referenceledelse.core.db.logbook import log_changes, log_new, name_new
from referenceledelse.core.db.saving import fill
from referenceledelse.core.files.columns import FileRow, Rows, plain
from referenceledelse.core.files.imports import ImportOrder, Report, RowCount
from referenceledelse.core.web.access import demand
from roles.models import AccountChange, User
from roles.queries.joining.people import key_of_email
from roles.services.accounts.addresses import ask_for_addresses, free_address
from roles.services.imports.incomplete import settle
from roles.services.imports.leaving import plan_leaving, told
from roles.services.imports.matches import Matches
from roles.services.imports.units import UnitStep
from roles.services.people import moving

# A column that says which of several jobs counts; it is read and not kept.
PRIMARY = "is_primary"
# The column that says whom a row is about; a change of it is told and saved by itself.
KEYS = {"email"}


class PeopleStep:
    """Makes and changes people; nobody is deleted, those who left get a last day."""

    def __init__(
        self, rows: Rows, units: UnitStep, by: User | None, order: ImportOrder, *, is_complete: bool
    ) -> None:
        self.rows, self.units, self.by = rows, units, by
        self.is_complete, self.allow_many = is_complete, order.allow_many
        self.skip_incomplete = order.skip_incomplete
        # Who stands in the file without an e-mail has not left.
        self.nameless: set[int] = set()
        self.today = timezone.localdate()
        self.count = RowCount(gettext_lazy("personer"))
        beside = ("is_active", "is_staff", "is_superuser", "moved_on")
        found = User.objects.order_by("pk").only(*User.TOLD, *beside)
        self.people = {key_of_email(person.email): person for person in found}
        self.matches = Matches(self.people, rows, order.answers, units)
        self.new: list[dict[str, Any]] = []
        self.made: list[User] = []
        self.log = Statement()
        self.statements: list[Statement] = []
        self.changed: list[tuple[User, dict[str, Any]]] = []
        self.addresses: list[tuple[User, str]] = []

    @property
    def kept(self) -> dict[str, User]:
        """Those whose address is still their own."""
        freed = {person.pk for person in self.matches.freed}
        return {email: p for email, p in self.people.items() if p.pk not in freed}

    def known_as(self, key: str) -> str | None:
        """The e-mail of the person with that id or e-mail, stored or in the file."""
        return self.matches.named(key)

    def plan(self, report: Report) -> None:
        for row in self.rows.rows:
            self._check(row)
        self._settle(report)
        rows = list(self.rows.once("email"))
        list(self.rows.once("stable_id"))
        self.matches.find(rows, report, is_complete=self.is_complete, beside=self.nameless)
        for row, person in self.matches.found:
            self._compare(report, row, person)
        for row in self.matches.fresh:
            self.new.append(row.values)
            report.tell_new(self.count, told(row.values))
        if self.addresses:
            text = _("Nye e-mails: %(number)s. De gælder først, når ejeren har bekræftet dem.")
            report.notes.append(text % {"number": len(self.addresses)})
        for person in self.matches.freed:
            text = _("%(name)s beholder sin konto, men ikke adressen %(email)s.")
            report.notes.append(text % {"name": person.name, "email": person.email})
        if self.is_complete:
            plan_leaving(self, report)

    def _settle(self, report: Report) -> None:
        """Keep one row of each person, and know who is told of without an e-mail."""
        without = [row.values for row in self.rows.rows if row.values.get("email") == ""]
        ids = {values.get("stable_id", "").casefold() for values in without} - {""}
        names = settle(
            self.rows, report, skip=self.skip_incomplete, units=self._places(), today=self.today
        )
        for row in self.rows.rows:
            row.values.pop(PRIMARY, None)
        self.nameless = {
            person.pk
            for person in self.people.values()
            if plain(person.name) in names or person.stable_id.casefold() in ids
        }

    def _places(self) -> dict[str, str]:
        """Where people belong, by their e-mail."""
        paths = self.units.paths
        return {email: paths.get(person.unit_id, "") for email, person in self.people.items()}

    def _check(self, row: FileRow) -> None:
        unit = row.values.get("unit")
        if unit and not self.units.knows(unit):
            like = self.units.alike.get(unit.casefold())
            text = _("Enheden findes ikke. Mener du “%(path)s”?") % {"path": like}
            self.rows.fault(row.number, "unit", unit, text if like else _("Enheden findes ikke."))
        elif unit:
            row.values["unit"] = self.units.path(unit)
        first, last = row.values.get("active_from"), row.values.get("active_to")
        if first and last and last < first:
            text = _("Slutdatoen ligger før startdatoen.")
            self.rows.fault(row.number, "active_to", last, text)
        is_own = self.by and row.values.get("email") == self.by.email.lower()
        if is_own and last and last < self.today:
            text = _("Du kan ikke afslutte din egen ansættelse.")
            self.rows.fault(row.number, "active_to", last, text)

    def _compare(self, report: Report, row: FileRow, person: User) -> None:
        wanted = {key: value for key, value in row.values.items() if key not in KEYS}
        if not wanted.get("stable_id"):
            # An id is the person's for ever; a cell without one says nothing of it.
            wanted.pop("stable_id", None)
        if self.is_complete and person.has_left:
            wanted.setdefault("active_to", None)
        changes = {
            key: value for key, value in wanted.items() if value != self._stored(person, key)
        }
        email = self.matches.new_address(row, person)
        if (changes or email) and person.is_superuser and self.by and not self.by.is_superuser:
            text = _("%(name)s driver systemet og er derfor ikke ændret.")
            report.notes.append(text % {"name": person.name})
            changes, email = {}, ""
        if not (changes or email):
            self.count.same += 1
            return
        if email:
            self.addresses.append((person, email))
        self.changed.append((person, changes))
        self._check_dates(row, person, changes)
        self._tell(report, person, changes | ({"email": email} if email else {}))

    def _check_dates(self, row: FileRow, person: User, changes: dict[str, Any]) -> None:
        """Compare the date in the file with the stored one."""
        first = changes.get("active_from", person.active_from)
        last = changes.get("active_to", person.active_to)
        is_split = {"active_from", "active_to"} - row.values.keys()
        if is_split and first and last and last < first:
            text = _("Slutdatoen ligger før startdatoen.")
            key = next(key for key in ("active_to", "active_from") if key in changes)
            self.rows.fault(row.number, key, changes[key], text)

    def _tell(self, report: Report, person: User, changes: dict[str, Any]) -> None:
        fields = [
            (User._meta.get_field(key).verbose_name, self._stored(person, key), value)
            for key, value in changes.items()
        ]
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
        """First who gives an address up, since another may have got it."""
        for person in self.matches.freed:
            free_address(person=person, by=self.by)
        if self.matches.dropped:
            AccountChange.objects.filter(person__in=self.matches.dropped).delete()
        for statement in self.statements:
            statement.run()
        if self.made:
            self._name_made()
        if self.addresses:
            ask_for_addresses(wanted=self.addresses, by=self.by)

    def _name_made(self) -> None:
        keys = dict(User.objects.order_by().values_list("email", "pk"))
        for person in self.made:
            person.pk = keys[person.email]
        name_new(self.log, self.made)
        self.log.run()
        self.people |= {person.email: person for person in self.made}

    def _unit(self, path: str) -> Any:
        return self.units.known[path] if path else None


def by_key(people: Iterable[User]) -> dict[str, User]:
    """People by their address, and by their id where they have one; all in lower case."""
    rows = list(people)
    ids = {person.stable_id.casefold(): person for person in rows if person.stable_id}
    return ids | {key_of_email(person.email): person for person in rows}
