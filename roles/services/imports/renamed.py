"""A unit that empties into a new one may be the same: that is asked, not guessed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from referenceledelse.core.files.imports import Report
from referenceledelse.core.files.questions import FileQuestion, key_of, said_same
from referenceledelse.core.text.paths import STEP
from roles.models import Unit, User
from roles.queries.joining.people import key_of_email
from roles.queries.joining.units import Contents, UnitPlace, likest

if TYPE_CHECKING:
    from roles.services.imports.units import UnitStep

type Inside = dict[str, set[str]]


def find_renamed(units: UnitStep, report: Report) -> None:
    """Ask of each new unit that an old one has emptied into; those above come first.

    A unit that is answered to be the same stands in its new place afterwards, with all below it.
    """
    if any(path not in units.known for path in units.named):
        Renamed(units, report).find()


class Renamed:
    """What the base organisation holds, and what the file would have it hold."""

    def __init__(self, units: UnitStep, report: Report) -> None:
        self.units, self.report = units, report
        rows = User.objects.working().filter(unit__isnull=False).order_by()
        self.staff = list(rows.values_list("unit_id", "email"))
        led = Unit.objects.filter(manager__isnull=False).order_by()
        self.leaders = list(led.values_list("pk", "manager__email"))
        self.told: Inside = defaultdict(set)
        for row in units.people.rows:
            self.told[row.values.get("unit") or ""].add(row.values.get("email", ""))

        managers = {path: row.values.get("manager", "") for path, row in units.named.items()}
        contents = Contents(units.named, self.told, managers if self.told else {})
        self.coming = {place.path: place for place in contents.places(units.named)}
        self.emptied = self._emptied()

    def find(self) -> None:
        unsure: list[str] = []
        same = said_same(self.units.answers)
        for path in sorted(self.units.named, key=lambda path: (path.count(STEP), path)):
            is_below = any(path.startswith(f"{above}{STEP}") for above in unsure)
            if path in self.units.known or is_below:
                continue
            old = self.units.alike.get(same.get(key_of(path), ""))
            if old or (old := self._likest(path)):
                is_same = self._ask(old, path)
                unsure += [path] if is_same is None else []

    def _likest(self, path: str) -> str:
        found = likest(self.coming[path], self.emptied)
        return found.path if found else ""

    def _ask(self, old: str, new: str) -> bool | None:
        is_same = self.units.answers.get(key_of(old, new))
        text = _("“%(old)s” er tom i filen, og “%(new)s” er ny. Er det den samme enhed?")
        question = FileQuestion(
            f"{old}={new}",
            text % {"old": old, "new": new},
            _("Ja, enheden har fået nyt navn eller ny plads. Alt følger med."),
            _("Nej, det er en ny enhed."),
            is_same,
        )
        self.report.questions.append(question)
        if is_same:
            self.units.move(self.units.known[old], new)
            self.emptied = self._emptied()
        return is_same

    def _emptied(self) -> list[UnitPlace]:
        """Stored units that the file leaves empty."""
        kept = {*self.units.named, *(self.units.path(path) for path in self.told)}
        kept |= {path[:at] for path in [*kept] for at in _steps(path)}
        people: Inside = defaultdict(set)
        for pk, email in self.staff:
            people[self.units.paths[pk]].add(key_of_email(email))
        managers = {self.units.paths[pk]: email for pk, email in self.leaders}
        paths = self.units.known
        return Contents(paths, people, managers).places(path for path in paths if path not in kept)


def _steps(path: str) -> list[int]:
    """Where each unit above ends in the path."""
    return [at for at in range(len(path)) if path.startswith(STEP, at)]
