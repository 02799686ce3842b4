"""The municipality's types, phases, committees, questions and rounds, before anyone edits them."""

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from referenceledelse.core.db.saving import save_by
from referenceledelse.core.text.shipped import takes_new_text, texts_in
from themes.models import Committee, Phase, Round, ThemeQuestion, ThemeType, Thresholds
from themes.models.thresholds import ONLY
from themes.services.handbook import load_handbook

DEFAULTS = Path(__file__).parent.parent / "defaults.toml"
# Until when one can propose: decided in the middle of the month after.
DEADLINES = ((5, 1), (12, 1))
SEASONS = {5: ("Forårsrunden", "Spring round"), 12: ("Efterårsrunden", "Autumn round")}
QUESTION_TEXTS = ("text_da", "text_en")
FORUM = {"forum_da": "Chefforum", "forum_en": "Chief officers' forum"}


@transaction.atomic
def load_defaults() -> None:
    """Make what is missing; whatever someone has edited stays."""
    texts = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    _make(Committee, texts["committee"], "name_da")
    committees = {row.name_da: row for row in Committee.objects.all()}
    _make(ThemeType, [_with_committee(row, committees) for row in texts["type"]], "key")
    _make(Phase, texts["phase"], "key")
    phases = {row.key: row for row in Phase.objects.all()}
    _renew_questions(texts["question"])
    _make(ThemeQuestion, [_with_phase(row, phases) for row in texts["question"]], "key")
    if not Round.objects.exists():
        Round.objects.bulk_create(coming_rounds(timezone.localdate()))
    Thresholds.objects.get_or_create(pk=ONLY)
    load_handbook()


def _renew_questions(rows: list[dict[str, Any]]) -> None:
    """Let a question that nobody has edited since an earlier release say what it says today."""
    earlier = {row["key"]: row.pop("earlier") for row in rows if "earlier" in row}
    stored = ThemeQuestion.objects.in_bulk(earlier, field_name="key")
    for row in rows:
        question = stored.get(row["key"])
        if question and takes_new_text(question, QUESTION_TEXTS, earlier[row["key"]]):
            save_by(None, question, **texts_in(row, QUESTION_TEXTS))


def _make(model: Any, rows: list[dict[str, Any]], key: str) -> None:
    known = set(model.objects.values_list(key, flat=True))
    model.objects.bulk_create(model(**row) for row in rows if row[key] not in known)


def _with_committee(row: dict[str, Any], committees: dict[str, Committee]) -> dict[str, Any]:
    return {**row, "usual_committee": committees.get(row.get("usual_committee", ""))}


def _with_phase(row: dict[str, Any], phases: dict[str, Phase]) -> dict[str, Any]:
    return {**row, "phase": phases.get(row.get("phase", ""))}


def round_days(years: Iterable[int]) -> list[tuple[date, date]]:
    """Deadline and decision of each round in the years."""
    days = [date(year, *deadline) for year in years for deadline in DEADLINES]
    return [(day, day + relativedelta(months=1, day=15)) for day in days]


def coming_rounds(today: date) -> list[Round]:
    """The next two rounds of the municipality's year: deadlines 1 May and 1 December."""
    days = round_days((today.year, today.year + 1))
    ahead = [pair for pair in days if pair[0] >= today][:2]
    return [
        Round(
            name_da=f"{SEASONS[deadline.month][0]} {deadline.year}",
            name_en=f"{SEASONS[deadline.month][1]} {deadline.year}",
            deadline=deadline,
            decides_on=decides_on,
            **FORUM,
        )
        for deadline, decides_on in ahead
    ]
