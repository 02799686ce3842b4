"""The tables of numbers: coverage, what the pictures show, and the hours that are freed."""

from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dialogues.models.duties import DutyStatus
from dialogues.queries.mandate import agreed_hours
from referenceledelse.core.files.exports import Column, Word
from referenceledelse.core.text.order import alphabetical, danish_key
from referenceledelse.overview.queries import figures
from referenceledelse.overview.queries.coverage import Counting, Part
from referenceledelse.overview.queries.narrowing import Narrowing
from referenceledelse.overview.queries.pairs import Step
from referenceledelse.overview.sheets.themes import Rows, narrowed
from roles.models import RoleKey, User
from themes.models import Assignment, Idea, Stage
from themes.pages.figures import ideas_by_stage
from themes.queries.load import themes_led
from themes.queries.phases import Age, Ages


def coverage_columns(filters: Narrowing) -> list[Column]:
    return [
        Column("group", _("Delt efter"), _("Alle, afdeling, type eller runde.")),
        Column("name", _("Navn"), _("Afdelingens, typens eller rundens navn.")),
        *(Column(step.value, capfirst(str(step.label)), _("Antal par.")) for step in Step),
    ]


def coverage_rows(filters: Narrowing) -> Rows:
    found = Counting(filters).coverage()
    groups: tuple[tuple[Word, list[Part]], ...] = (
        (Word("all", _("Alle")), [found.whole]),
        (Word("unit", _("Afdeling")), found.by_unit),
        (Word("type", _("Type")), found.by_type),
        (Word("round", _("Runde")), found.by_round),
    )
    for group, lines in groups:
        for line in lines:
            yield (group, line.name, *(count.number for count in line.counts))


def hours_columns(filters: Narrowing) -> list[Column]:
    return [
        Column("unit", _("Enhed"), _("Enheden, hvor netværkslederne er ansat.")),
        Column("network_leaders", _("Netværksledere"), _("Antal med aftalte timer i dag.")),
        Column("hours_per_week", _("Timer om ugen"), _("Frigivet til netværksarbejde i alt.")),
    ]


def hours_rows(filters: Narrowing) -> Rows:
    """What each unit has freed today, of the agreed parts of the mandates."""
    themes = narrowed(filters).order_by().values("pk")
    held = Assignment.objects.active().filter(role=RoleKey.NETWORK_LEADER, theme__in=themes)
    rows = list(held.values_list("person", "theme", "person__unit__name"))
    parts = agreed_hours(held.values("person"))
    units: dict[str, dict[int, Decimal]] = {}
    for person, theme, unit in rows:
        part = parts.get((person, theme))
        if part and (freed := part.hours_today):
            people = units.setdefault(unit or "", {})
            people[person] = people.get(person, Decimal(0)) + freed
    for unit, people in sorted(units.items(), key=lambda row: danish_key(row[0])):
        yield unit, len(people), sum(people.values(), Decimal(0))


def duty_columns(filters: Narrowing) -> list[Column]:
    return [
        Column("duty", _("Opgave"), _("En af referencelederens ti.")),
        *(
            Column(status.value, capfirst(str(status.label)), _("Antal temaer."))
            for status in DutyStatus
        ),
    ]


def duty_rows(filters: Narrowing) -> Rows:
    counts = figures.duty_counts(filters.user)
    for key, name in filters.places.duties.items():
        numbers = (counts[key, status] for status in DutyStatus)
        yield Word(key, name), *numbers


def phase_rows(filters: Narrowing) -> Rows:
    for phase, number in figures.phase_counts(filters.user):
        yield Word(phase.key, phase.name), number


def phase_columns(filters: Narrowing) -> list[Column]:
    return [
        Column("phase", _("Fase"), _("Fasens navn.")),
        Column("themes", _("Temaer"), _("Antal temaer i gang.")),
    ]


def age_columns(filters: Narrowing) -> list[Column]:
    return [
        Column("phase", _("Fase"), _("Fasens navn.")),
        *(Column(age.value, capfirst(str(age.label)), _("Antal temaer.")) for age in Age),
    ]


def age_rows(filters: Narrowing) -> Rows:
    counts = figures.age_counts(filters.user, Ages())
    for phase, _number in figures.phase_counts(filters.user):
        numbers = (counts[phase.pk, age] for age in Age)
        yield Word(phase.key, phase.name), *numbers


def idea_columns(filters: Narrowing) -> list[Column]:
    return [
        Column("stage", _("Trin"), _("Det trin, idéerne er nået til.")),
        Column("ideas", _("Idéer"), _("Antal idéer i alle temaer.")),
    ]


def idea_rows(filters: Narrowing) -> Rows:
    ideas = Idea.objects.visible_to(filters.user)
    bars = ideas_by_stage(ideas)
    for stage, bar in zip(Stage, bars, strict=True):
        yield Word(stage.value, bar.name), bar.number


def leader_columns(filters: Narrowing) -> list[Column]:
    return [
        Column("leader", _("Leder"), _("Efter alfabetet.")),
        Column("themes", _("Temaer"), _("Antal temaer i gang, som lederen har i dag.")),
    ]


def leader_rows(filters: Narrowing) -> Rows:
    counts = themes_led()
    people = User.objects.visible_to(filters.user).filter(pk__in=list(counts))
    for pk, name in people.order_by(alphabetical("name"), "pk").values_list("pk", "name"):
        yield name, counts[pk]
