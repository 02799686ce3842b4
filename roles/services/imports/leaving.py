"""Those who are not in a file that is said to hold everyone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from referenceledelse.core.files.imports import Report
from roles.queries.secretariat import secretariat

if TYPE_CHECKING:
    from roles.services.imports.people import PeopleStep

# More than one in five who leave in a night is more likely half a file.
MOST_LEAVING = 0.2


def plan_leaving(people: PeopleStep, report: Report) -> None:
    """Give each who works here and is missing a last day; the secretariat keeps its access."""
    working = [person for person in people.people.values() if person.is_working]
    there = people.matches.met.keys() | people.nameless
    missing = [person for person in working if person.pk not in there]
    staying = set(secretariat().values_list("pk", flat=True))
    staying |= {people.by.pk} if people.by else set()
    kept = [p for p in missing if p.is_superuser or p.pk in staying]
    if kept:
        text = _("Står ikke i filen, men beholder adgangen: %(names)s.")
        report.notes.append(text % {"names": ", ".join(person.name for person in kept)})
    leaving = [p for p in missing if not p.is_superuser and p.pk not in staying]
    for person in leaving:
        # Who began today has worked today.
        last = max(people.today - timedelta(days=1), person.active_from or date.min)
        people.changed.append((person, {"active_to": last}))
        report.leaving.append(told(vars(person)))
    if len(leaving) > MOST_LEAVING * len(working) and not people.allow_many:
        text = _("%(number)s af %(all)s medarbejdere mangler i filen. Er den hel?")
        report.too_many = text % {"number": len(leaving), "all": len(working)}


def told(values: dict[str, Any]) -> str:
    """How a person is told apart in a report."""
    return ", ".join(values[key] for key in ("name", "email") if values.get(key))
