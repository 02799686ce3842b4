"""Whether a unit has emptied into a new one: pure answers about paths and who is in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from referenceledelse.core.text.paths import STEP


@dataclass(frozen=True)
class UnitPlace:
    """A unit as it is, or as a file tells it: what is right below it, who is in it, who leads."""

    path: str
    below: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    manager: str = ""

    @property
    def above(self) -> str:
        return self.path.rpartition(STEP)[0]


@dataclass
class Contents:
    """What is directly in a unit, by path."""

    paths: Iterable[str]
    people: Mapping[str, set[str]]
    managers: Mapping[str, str] = field(default_factory=dict)

    def places(self, paths: Iterable[str]) -> list[UnitPlace]:
        below: dict[str, set[str]] = {}
        for path in self.paths:
            above, _step, name = path.rpartition(STEP)
            below.setdefault(above, set()).add(name.casefold())
        return [
            UnitPlace(
                path,
                frozenset(below.get(path, ())),
                frozenset(self.people.get(path, ())),
                self.managers.get(path, ""),
            )
            for path in paths
        ]


def likest(new: UnitPlace, emptied: Iterable[UnitPlace]) -> UnitPlace | None:
    """The emptied unit of whose subunits or people the new unit has at least half.

    One without either matches by manager and parent unit.
    """
    found = [(score, old) for old in emptied if (score := _score(new, old))]
    return max(found, key=lambda row: (row[0], row[1].path))[1] if found else None


def _score(new: UnitPlace, old: UnitPlace) -> float:
    shares = [
        len(had & has) / len(had)
        for had, has in ((old.below, new.below), (old.people, new.people))
        if had
    ]
    if shares:
        return max(shares) if max(shares) >= 0.5 else 0
    return 0.5 if old.manager and (old.manager, old.above) == (new.manager, new.above) else 0
