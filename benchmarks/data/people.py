"""The units in a tree of four levels, and everyone who works in them."""

from benchmarks.data import words
from benchmarks.data.town import Town, save
from roles.models import Unit, User
from roles.services import ensure_secretariat_group

SECRETARIAT = 8
# Nobody signs in with a password here.
LOCKED = "!"


def settle(town: Town, people: int) -> None:
    """So many people; one manages each unit, and some have left."""
    town.units, levels = _units(town, people)
    rows = [_person(town, number, people) for number in range(people)]
    for number, (unit, level) in enumerate(zip(town.units, levels, strict=True)):
        rows[number].unit, rows[number].leader_level = unit, level
        rows[number].job_title, rows[number].active_to = "Leder", None
    managed, last = len(town.units), len(rows) - SECRETARIAT
    for number, row in enumerate(rows[managed:]):
        row.unit = town.units[number * 7 % managed]
    save(rows)
    for unit, row in zip(town.units, rows, strict=False):
        unit.manager = row
    Unit.objects.bulk_update(town.units, ["manager"], batch_size=200)
    town.managers, town.secretaries = rows[:managed], rows[last:]
    town.employees = [row for row in rows[managed:last] if row.active_to is None]
    ensure_secretariat_group().user_set.add(*town.secretaries)


def _units(town: Town, people: int) -> tuple[list[Unit], list[int]]:
    """1,500 units for 20,000 people, and the level of the leader of each."""
    counts = (1, people // 1_700 + 2, people // 83 + 2, people // 16)
    above: list[Unit] = []
    units: list[Unit] = []
    for level, count in enumerate(counts, 1):
        rows = [
            Unit(name=_unit_name(level, number), parent=above[number % len(above)])
            if above
            else Unit(name="Lyngvig Kommune")
            for number in range(count)
        ]
        above = save(rows)
        units += above
    return units, [level for level, count in enumerate(counts, 1) for _ in range(count)]


def _unit_name(level: int, number: int) -> str:
    kind = (words.AREAS, words.QUARTERS, words.PLACES)[level - 2]
    return f"{kind[number % len(kind)]} {number + 1}"


def _person(town: Town, number: int, people: int) -> User:
    is_gone = town.rng.random() < 0.02 and number < people - SECRETARIAT
    begun = town.rng.randint(1_100, 6_000)
    return User(
        email=f"person{number}@lyngvig.example",
        password=LOCKED,
        name=words.name(town.rng),
        job_title=town.rng.choice(words.TITLES),
        phone=f"{20_000_000 + number}",
        is_staff=number >= people - SECRETARIAT,
        active_from=town.day(begun),
        active_to=town.day(town.rng.randint(1, 900)) if is_gone else None,
        moved_on=town.day(town.rng.randint(1, 300)) if town.rng.random() < 0.02 else None,
        duties_read_at=town.now,
    )
