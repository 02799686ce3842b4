"""Whom each row of a file with people is about: by id, by address, and where that is unsure asked.

An address alone is no proof: it may have been given to another, whose account must not become
that of the one who had it.
"""

from collections.abc import Mapping, Sequence, Set

from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.files.columns import FileRow, Rows
from referenceledelse.core.files.imports import Report
from referenceledelse.core.files.questions import Answers, key_of, said_same
from roles.models import AccountChange, User
from roles.queries.joining.people import Known, is_longer, key_of_email, may_be_same, pairs
from roles.services.imports.asking import Asking
from roles.services.imports.units import UnitStep


class Matches:
    """The rows and the people they are about; ``freed`` lose their address to another."""

    def __init__(
        self, people: Mapping[str, User], rows: Rows, answers: Answers, units: UnitStep
    ) -> None:
        self.people, self.rows = list(people.values()), rows
        self.by_email, self.answers, self.units = dict(people), answers, units
        self.by_id = {p.stable_id.casefold(): p for p in self.people if p.stable_id}
        by_pk = {person.pk: person for person in self.people}
        asked = AccountChange.objects.waiting().filter(into=None)
        self.asked = {e.lower(): by_pk[pk] for pk, e in asked.values_list("person", "email")}
        self.found: list[tuple[FileRow, User]] = []
        self.fresh: list[FileRow] = []
        self.freed: list[User] = []
        # Those who waited for an address that is another's.
        self.dropped: list[User] = []
        self.met: dict[int, FileRow] = {}
        # Rows that have a known address which is not the person's, with the one who has it.
        self.claims: list[tuple[FileRow, User]] = []
        self.ignored: set[int] = set()
        self.canon: dict[str, str] = {}

    def find(
        self, rows: Sequence[FileRow], report: Report, *, is_complete: bool, beside: Set[int]
    ) -> None:
        """Match the rows; ``beside`` are people listed without an e-mail."""
        self.asking, self.is_complete = Asking(report, self.answers), is_complete
        self.beside = beside
        self.by_row = {row.values["email"]: row for row in rows}
        for row in rows:
            self._meet(row)
        self._pair()
        for row, holder in self.claims:
            self._free(row, holder)
        for email, person in (self.by_email | self.asked).items():
            self._call(key_of_email(person.email), email, person.stable_id)
        for row, person in self.found:
            self._call(key_of_email(person.email), row.values["email"], row.values.get("stable_id"))
        for row in self.fresh:
            self._call(row.values["email"], row.values["email"], row.values.get("stable_id"))

    def _call(self, email: str, *names: str | None) -> None:
        self.canon |= {name.casefold(): email for name in names if name}

    def named(self, key: str) -> str | None:
        """The address of the one whom the address or the id names, if anyone."""
        return self.canon.get(key.casefold())

    def new_address(self, row: FileRow, person: User) -> str:
        """The address that the row would give the person; none where it is theirs already."""
        email = row.values["email"]
        is_theirs = person in (self.by_email.get(email), self.asked.get(email))
        return "" if is_theirs or row.number in self.ignored else email

    def _meet(self, row: FileRow) -> None:
        email, key = row.values["email"], row.values.get("stable_id", "").casefold()
        holder, by_id = self.by_email.get(email) or self.asked.get(email), self.by_id.get(key)
        if by_id:
            self._take(row, by_id)
            if holder and holder is not by_id:
                self.claims.append((row, holder))
        elif holder is None:
            self.fresh.append(row)
        elif key and holder.stable_id:
            self._make(row, holder)
        elif self._is_still(holder, row):
            self._take(row, holder)
        elif other := self._swapped(row, holder):
            if self.asking.swapped(row, holder, other) is not False:
                self.ignored.add(row.number)
            self._take(row, other)
        elif self.asking.given_away(row, holder) is False:
            self._make(row, holder)
        else:
            self._take(row, holder)

    def _take(self, row: FileRow, person: User) -> None:
        if first := self.met.get(person.pk):
            text = _("Personen står allerede i række %(row)s.") % {"row": first.number}
            self.rows.fault(row.number, "email", row.values["email"], text)
            return
        self.met[person.pk] = row
        self.found.append((row, person))

    def _make(self, row: FileRow, holder: User) -> None:
        self.fresh.append(row)
        self.claims.append((row, holder))

    def _is_still(self, person: User, row: FileRow) -> bool:
        """Whether the name says that nobody else has got the address; one who left is looked at
        more closely, since the address may lie about for years and be given away.
        """
        name = row.values.get("name")
        if not name:
            return True
        return (is_longer if person.has_left else may_be_same)(person.name, name)

    def _swapped(self, row: FileRow, holder: User) -> User | None:
        """The one whom the row names, if the file has given the two each other's address."""
        name = row.values["name"].casefold()
        for other in self.people:
            if other.name.casefold() != name:
                continue
            beside = self.by_row.get(key_of_email(other.email))
            if beside and beside.values.get("name", "").casefold() == holder.name.casefold():
                return other
        return None

    def _pair(self) -> None:
        """Who stops and who begins may be one person with a new name and a new address."""
        gone = {key_of_email(person.email): person for person in self._gone()}
        paired = pairs(map(self._known, gone.values()), map(self._told, self.fresh))
        ids = {p.stable_id.casefold(): email for email, p in gone.items() if p.stable_id}
        same = said_same(self.answers)
        for row in list(self.fresh):
            email = row.values["email"]
            said = same.get(key_of(email)) or same.get(key_of(row.values.get("stable_id") or " "))
            old = gone.get(ids.get(said or "", said or "")) or gone.get(paired.get(email, ""))
            has_other = old and old.stable_id and row.values.get("stable_id")
            if not old or has_other:
                continue
            if self.asking.same_post(self._known(old), self._told(row), is_said=bool(said)):
                self.fresh.remove(row)
                if self.met.pop(old.pk, None):
                    self.found = [pair for pair in self.found if pair[1] is not old]
                self._take(row, old)

    def _gone(self) -> list[User]:
        """Those who are not in a file that holds everyone, and those who stop by it."""
        days = {person.pk: row.values.get("active_to") for row, person in self.found}
        return [
            person
            for person in self.people
            if person.is_working
            and (
                (self.is_complete and not self._is_there(person))
                or (days.get(person.pk) and days[person.pk] < timezone.localdate())
            )
        ]

    def _is_there(self, person: User) -> bool:
        return person.pk in self.met or person.pk in self.beside

    def _known(self, person: User) -> Known:
        place = self.units.paths.get(person.unit_id, "")
        return Known(key_of_email(person.email), person.name, person.job_title, place)

    def _told(self, row: FileRow) -> Known:
        values = row.values
        told = (values.get(key) or "" for key in ("email", "name", "job_title", "unit"))
        return Known(*told)

    def _free(self, row: FileRow, holder: User) -> None:
        """The address goes to another: at once from one who has left, never from one who works."""
        email = row.values["email"]
        if key_of_email(holder.email) != email:
            self.dropped.append(holder)
            return
        if holder in self.freed:
            return
        own = self.met.get(holder.pk)
        is_new = any(row is fresh for fresh in self.fresh)
        if own and self.new_address(own, holder) and not is_new:
            return
        stays = holder.is_superuser or (holder.is_working and holder.is_staff)
        is_missing = self.is_complete and not self._is_there(holder)
        if not stays and (not holder.is_working or is_missing):
            self.freed.append(holder)
            return
        text = _("%(name)s har adressen og arbejder her. Giv først %(name)s en anden adresse.")
        self.rows.fault(row.number, "email", email, text % {"name": holder.name})
