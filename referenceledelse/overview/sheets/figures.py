"""The tables of numbers: coverage, what the pictures show, and the hours that are freed."""

from collections.abc import Iterator
from decimal import Decimal
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dialogues.models.duties import DutyStatus
from dialogues.queries.mandate import agreed_manager_parts
from referenceledelse.core.files.exports import ExportColumn, Word
from referenceledelse.core.text.order import alphabetical, danish_key
from referenceledelse.overview.queries import figures
from referenceledelse.overview.queries.coverage import Counting, PairGroup
from referenceledelse.overview.queries.narrowing import Narrowing
from referenceledelse.overview.queries.pairs import PairStep
from referenceledelse.overview.sheets.themes import narrowed
from roles.models import RoleKey, User
from themes.models import Assignment, Idea, Stage
from themes.queries.load import themes_led
from themes.queries.phases import Age, Ages


class KindNumbers(NamedTuple):
    """What is counted, and how many there are of each kind."""

    named: str | Word
    numbers: dict[str, int]


def _counted(kinds: type[TextChoices], about: str) -> list[ExportColumn]:
    """A column of a ``Line`` for each kind."""

    def column(key: str, name: str) -> ExportColumn:
        return ExportColumn(key, capfirst(name), lambda line: line.numbers[key], about)

    return [column(kind.value, str(kind.label)) for kind in kinds]


class GroupedPairs(NamedTuple):
    """Some of the pairs, and by what they were divided."""

    by: Word
    part: PairGroup

    def number(self, step: PairStep) -> int:
        return next(count.number for count in self.part.counts if count.step == step)


def coverage_columns(_narrowing: Narrowing) -> list[ExportColumn]:
    def column(step: PairStep) -> ExportColumn:
        name = capfirst(str(step.label))
        return ExportColumn(step.value, name, lambda group: group.number(step), _("Antal par."))

    by, name = _("Delt efter"), _("Navn")
    return [
        ExportColumn("group", by, attrgetter("by"), _("Alle, afdeling, type eller runde.")),
        ExportColumn(
            "name",
            name,
            attrgetter("part.name"),
            _("Afdelingens, typens eller rundens navn."),
        ),
        *map(column, PairStep),
    ]


def coverage_rows(narrowing: Narrowing) -> Iterator[GroupedPairs]:
    found = Counting(narrowing).coverage()
    groups: tuple[tuple[Word, list[PairGroup]], ...] = (
        (Word("all", _("Alle")), [found.whole]),
        (Word("unit", _("Afdeling")), found.by_unit),
        (Word("type", _("Type")), found.by_type),
        (Word("round", _("Runde")), found.by_round),
    )
    for by, parts in groups:
        for part in parts:
            yield GroupedPairs(by, part)


class Freed(NamedTuple):
    """What a unit has freed today."""

    unit: str
    people: int
    hours: Decimal


def hours_columns(_narrowing: Narrowing) -> list[ExportColumn]:
    return [
        ExportColumn(
            "unit",
            _("Enhed"),
            attrgetter("unit"),
            _("Enheden, hvor netværkslederne er ansat."),
        ),
        ExportColumn(
            "network_leaders",
            _("Netværksledere"),
            attrgetter("people"),
            _("Antal netværksledere med aftalte timer i dag."),
        ),
        ExportColumn(
            "hours_per_week",
            _("Timer om ugen"),
            attrgetter("hours"),
            _("Frigivet til netværksarbejde i alt."),
        ),
    ]


def hours_rows(narrowing: Narrowing) -> Iterator[Freed]:
    """What each unit has freed today, of the agreed parts of the mandates."""
    themes = narrowed(narrowing).order_by().values("pk")
    held = Assignment.objects.active().filter(role=RoleKey.NETWORK_LEADER, theme__in=themes)
    rows = list(held.values_list("person", "theme", "person__unit__name"))
    parts = agreed_manager_parts(held.values("person"))
    units: dict[str, dict[int, Decimal]] = {}
    for person, theme, unit in rows:
        part = parts.get((person, theme))
        if part and (freed := part.hours_today):
            people = units.setdefault(unit or "", {})
            people[person] = people.get(person, Decimal(0)) + freed
    for unit, people in sorted(units.items(), key=lambda row: danish_key(row[0])):
        yield Freed(unit, len(people), sum(people.values(), Decimal(0)))


def duty_columns(_narrowing: Narrowing) -> list[ExportColumn]:
    duty = ExportColumn(
        "duty", _("Opgave"), attrgetter("named"), _("En af referencelederens ti opgaver.")
    )
    return [duty, *_counted(DutyStatus, _("Antal temaer."))]


def duty_rows(narrowing: Narrowing) -> Iterator[KindNumbers]:
    counts = figures.duty_counts(narrowing.user)
    for key, name in narrowing.places.duties.items():
        yield KindNumbers(Word(key, name), {one.value: counts[key, one] for one in DutyStatus})


def phase_columns(_narrowing: Narrowing) -> list[ExportColumn]:
    return [
        ExportColumn("phase", _("Fase"), itemgetter(0), _("Fasens navn.")),
        ExportColumn("themes", _("Temaer"), itemgetter(1), _("Antal temaer i gang.")),
    ]


def phase_rows(narrowing: Narrowing) -> Iterator[tuple[Word, int]]:
    for phase, number in figures.phase_counts(narrowing.user):
        yield Word(phase.key, phase.name), number


def age_columns(_narrowing: Narrowing) -> list[ExportColumn]:
    phase = ExportColumn("phase", _("Fase"), attrgetter("named"), _("Fasens navn."))
    return [phase, *_counted(Age, _("Antal temaer."))]


def age_rows(narrowing: Narrowing) -> Iterator[KindNumbers]:
    counts = figures.age_counts(narrowing.user, Ages())
    for phase, _number in figures.phase_counts(narrowing.user):
        yield KindNumbers(
            Word(phase.key, phase.name), {age.value: counts[phase.pk, age] for age in Age}
        )


def idea_columns(_narrowing: Narrowing) -> list[ExportColumn]:
    return [
        ExportColumn("stage", _("Trin"), itemgetter(0), _("Det trin, idéerne er nået til.")),
        ExportColumn("ideas", _("Idéer"), itemgetter(1), _("Antal idéer i alle temaer.")),
    ]


def idea_rows(narrowing: Narrowing) -> Iterator[tuple[Word, int]]:
    counts = Idea.objects.visible_to(narrowing.user).counts()
    for stage in Stage:
        yield Word(stage.value, capfirst(str(stage.label))), counts[stage]


def leader_columns(_narrowing: Narrowing) -> list[ExportColumn]:
    led = _("Antal temaer i gang, som lederen har i dag.")
    return [
        ExportColumn("leader", _("Leder"), itemgetter(0), _("Efter alfabetet.")),
        ExportColumn("themes", _("Temaer"), itemgetter(1), led),
    ]


def leader_rows(narrowing: Narrowing) -> Iterator[tuple[Any, int]]:
    counts = themes_led()
    people = User.objects.visible_to(narrowing.user).filter(pk__in=list(counts))
    for pk, name in people.order_by(alphabetical("name"), "pk").values_list("pk", "name"):
        yield name, counts[pk]
