"""The themes, who holds which role on them since when, and the phases they went through."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle

from django.utils.text import slugify

from benchmarks.data import words
from benchmarks.data.town import HISTORY, Led, Town, save
from roles.models import RoleKey, User
from themes.models import Assignment, Gate, Phase, Theme

# How many themes one network leader leads: the first has four, and so the pages of such a one.
LOADS = (4, 1, 2, 1, 3, 1, 1, 2)
# These run, are led, and have a history.
PROBES = LOADS[0]


def leaders(town: Town) -> Iterator[User]:
    """Who leads the themes, one after another."""
    for person, load in zip(cycle(town.employees), cycle(LOADS), strict=False):
        yield from [person] * load


def begin_themes(town: Town, numbers: range, lead: Iterator[User]) -> list[Led]:
    """The themes of these numbers with their holders and units."""
    themes = save([_theme(town, number) for number in numbers])
    led = [_staff(town, number, theme, lead) for number, theme in zip(numbers, themes, strict=True)]
    save([row for one in led for row in _assignments(town, one)])
    through = Theme.units.through
    save(
        [
            through(theme=one.theme, unit=unit)
            for one in led
            for unit in town.rng.sample(town.units, min(3, len(town.units)))
        ]
    )
    save([gate for one in led for gate in _gates(town, one)])
    return led


def propose(town: Town, numbers: range) -> None:
    """Proposals that the secretariat has not answered yet."""
    rows = []
    for number in numbers:
        row, told = _theme(town, number), town.day(town.rng.randint(1, 60))
        row.status, row.proposed_by = Theme.Status.PROPOSED, town.rng.choice(town.employees)
        row.phase, row.phase_since, row.starts_on, row.ends_on = town.phases[0], told, None, None
        row.created_at = row.updated_at = town.at(told)
        rows.append(row)
    save(rows)


def _theme(town: Town, number: int) -> Theme:
    rng = town.rng
    age = 760 + 30 * number if number < PROBES else rng.randint(20, HISTORY)
    phase, since = _phase(town, number, age)
    begun, title = town.day(age), words.title(number)
    return Theme(
        title=title,
        slug=slugify(title.translate(str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"}))),
        type=town.types[number % len(town.types)],
        phase=phase,
        phase_since=since,
        challenge=words.prose(rng, 4),
        why_cross_cutting=words.prose(rng, 3),
        ambition=words.prose(rng, 2),
        outside_partners="Boligforeningen, Idrætsrådet og Lyngvig Gymnasium",
        starts_on=begun,
        ends_on=begun + timedelta(days=max(age - 10, 900 + rng.randint(0, 400))),
        contact=town.secretaries[number % len(town.secretaries)],
        created_at=town.at(begun),
        updated_at=town.at(town.day_since(since)),
    )


def _phase(town: Town, number: int, age: int) -> tuple[Phase, date]:
    """How far a theme of that age is, and since when."""
    is_closed = number >= PROBES and age > 500 and town.rng.random() < 0.25
    *open_ones, closed = town.phases
    place = min(age // 150, len(open_ones) - 1)
    if is_closed:
        return closed, town.day(town.rng.randint(1, age - 400))
    return open_ones[place], town.day(age - 150 * place)


def _staff(town: Town, number: int, theme: Theme, lead: Iterator[User]) -> Led:
    rng, leader = town.rng, next(lead)
    reference, driver = _reference(town), rng.choice(town.employees)
    is_probe = number < PROBES
    return Led(
        number,
        theme,
        leader if is_probe or rng.random() > 0.03 else None,
        reference if is_probe or rng.random() > 0.04 else None,
        driver if driver != leader and rng.random() < 0.6 else None,
    )


def _reference(town: Town) -> User:
    """One of the leaders at the levels that most types ask for, now and then below them."""
    high = [one for one in town.managers[1:] if one.leader_level <= 3] or town.managers
    return town.rng.choice(town.managers[1:] if town.rng.random() < 0.1 else high)


def _assignments(town: Town, one: Led) -> Iterator[Assignment]:
    """Those of today, and for many themes someone who had the role before."""
    begun = one.theme.starts_on
    age = (town.today - begun).days
    held = (
        (RoleKey.NETWORK_LEADER, one.network_leader, age > 500 and one.number % 3 == 0),
        (RoleKey.REFERENCE_LEADER, one.reference_leader, False),
        (RoleKey.CO_DRIVER, one.co_driver, one.number % 5 == 0),
    )
    others = _others(town, one)
    for role, person, is_changed in held:
        since = begun
        if one.number >= PROBES and (is_changed or not (person or role == RoleKey.CO_DRIVER)):
            since = begun + timedelta(days=age // 2)
            yield _held(one, role, next(others), begun, since - timedelta(days=1))
        if person:
            ends = town.day(-30) if town.rng.random() < 0.02 else None
            yield _held(one, role, person, since, ends)


def _held(one: Led, role: str, person: User, since: date, until: date | None) -> Assignment:
    told = {"theme": one.theme, "role_id": role, "person": person}
    return Assignment(**told, starts_on=since, ends_on=until)


def _others(town: Town, one: Led) -> Iterator[User]:
    """Three who hold nothing on the theme."""
    taken = {one.network_leader, one.reference_leader, one.co_driver}
    return (found for found in town.rng.sample(town.managers, 6) if found not in taken)


def _gates(town: Town, one: Led) -> Iterator[Gate]:
    """The theme's way to its phase, evenly over the days."""
    place = town.phases.index(one.theme.phase)
    by = one.network_leader or town.secretaries[0]
    for step in range(place):
        share = (one.theme.phase_since - one.theme.starts_on) * (step + 1) / place
        day = one.theme.starts_on + share
        yield Gate(
            theme=one.theme,
            from_phase=town.phases[step],
            to_phase=town.phases[step + 1],
            passed_on=day,
            created_by=by,
            created_at=town.at(day),
            updated_at=town.at(day),
        )
