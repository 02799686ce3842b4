"""Rows that cannot stand as they are: a person without an e-mail, or with more than one job.

They are named and stop the file, or, where that is chosen, are left out and counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from referenceledelse.core.files.columns import FileRow, Rows, plain
from referenceledelse.core.files.imports import Report

# Stands for no leader level, below every real one.
NO_LEVEL = 100


def settle(
    rows: Rows, report: Report, *, skip: bool, units: Mapping[str, str], today: date
) -> set[str]:
    """Tell of the rows, and keep one row of each person; returns the names left without e-mail.

    ``units`` says by e-mail where people belong already, so that of two equal jobs the same one
    is taken every night.
    """
    left_out: dict[int, str] = {}
    nameless = _without_email(rows, left_out, skip=skip)
    jobs: dict[str, list[FileRow]] = defaultdict(list)
    for row in rows.rows:
        same = jobs[row.values["email"]] if row.values.get("email") else []
        if row.values.get("email") and not any(row.values == other.values for other in same):
            same.append(row)
    for email, found in jobs.items():
        if len(found) > 1:
            _of_one_email(rows, found, left_out, units.get(email), today, skip=skip)
    rows.rows = [row for row in rows.rows if row.number not in left_out]
    if skip:
        rows.faults = [fault for fault in rows.faults if fault.row not in left_out]
        report.skipped += left_out.values()
    return nameless


def _without_email(rows: Rows, left_out: dict[int, str], *, skip: bool) -> set[str]:
    found = [row for row in rows.rows if row.values.get("email") == ""]
    for row in found:
        name = row.values.get("name", "")
        text = _("%(name)s har ingen e-mail.") % {"name": name or _("Personen")}
        left_out[row.number] = _told(row, text)
        if not skip:
            rows.fault(row.number, "email", "", f"{text} {_advice()}")
    return {plain(row.values.get("name", "")) for row in found} - {""}


def _of_one_email(
    rows: Rows,
    found: list[FileRow],
    left_out: dict[int, str],
    unit: str | None,
    today: date,
    *,
    skip: bool,
) -> None:
    names = {plain(name): name for row in found if (name := row.values.get("name"))}
    if len(names) > 1:
        text = _("%(names)s har den samme e-mail. Hver person skal have sin egen.")
        said = text % {"names": _and(names.values())}
        rows.fault(found[1].number, "email", found[1].values["email"], said)
        others = {row.number for row in found[1:]}
        rows.rows = [row for row in rows.rows if row.number not in others]
        return
    name = next(iter(names.values()), found[0].values["email"])
    main = min(found, key=lambda row: _rank(row, unit, today)) if skip else found[0]
    for row in (row for row in found if row is not main):
        text = _("%(name)s står allerede i række %(row)s.") % {"name": name, "row": main.number}
        job = row.values.get("job_title") or row.values.get("unit", "")
        left_out[row.number] = _told(row, f"{text} {job}".strip())
        if not skip:
            asked = _("Har personen mere end én ansættelse?")
            said = f"{text} {asked} {_advice()}"
            rows.fault(row.number, "email", row.values["email"], said)


def _rank(row: FileRow, unit: str | None, today: date) -> tuple:
    """The job that is marked, else one of today, else the highest leader, else as it was."""
    first, last = row.values.get("active_from"), row.values.get("active_to")
    is_today = (first is None or first <= today) and (last is None or last >= today)
    level = row.values.get("leader_level") or NO_LEVEL
    is_elsewhere = row.values.get("unit") != unit
    return (not row.values.get("is_primary"), not is_today, level, is_elsewhere, row.number)


def _and(names: Iterable[str]) -> str:
    return _(" og ").join(names)


def _told(row: FileRow, text: str) -> str:
    return _("Række %(row)s: %(text)s") % {"row": row.number, "text": text}


def _advice() -> str:
    return _("Ret rækken, eller vælg at springe ufuldstændige rækker over (--skip-incomplete).")
