"""What the overview's form and heads are made of, read in one query: names that seldom change."""

from datetime import date

from django.db.models import BigIntegerField, CharField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.db.daily import daily
from referenceledelse.core.text.localized import localized
from referenceledelse.core.text.order import danish_key
from roles.models import RolePoint, Unit, User
from roles.queries.units import departments
from themes.models import Phase, ThemeType

TEXT = CharField()
TYPES, PHASES, UNITS, DUTIES = "types", "phases", "units", "duties"


class Places:
    """Types and phases by key, the ten duties by key and number, and the units as a tree."""

    def __init__(self, user: User) -> None:
        self.types: dict[str, str] = {}
        self.phases: dict[str, str] = {}
        self.duties: dict[str, str] = {}
        self._units: list[tuple[int, str, int | None]] = []
        for kind, key, danish, english, order, parent in sorted(_rows(user), key=_place):
            if kind == UNITS:
                self._units.append((int(key), danish, parent))
                continue
            name = localized(danish, english)
            getattr(self, kind)[key] = f"{order} {name}" if kind == DUTIES else name

        self.home = departments({pk: parent for pk, _name, parent in self._units})

    @property
    def departments(self) -> dict[str, str]:
        """Each department's name by its key, in the names' order."""
        found = set(self.home.values())
        return {str(pk): name for pk, name, _parent in self._units if pk in found}


@compiled
def _rows(user: User) -> QuerySet:
    unit = (Cast("pk", TEXT), "name", Value("", TEXT), Value(0, IntegerField()), "parent")
    units = Unit.objects.visible_to(user).order_by().values_list(Value(UNITS, TEXT), *unit)
    return _named().union(units, all=True)


@daily
def _named(_today: date) -> QuerySet:
    """All that every employee may see."""
    # PostgreSQL does not join a NULL without a type to a column of numbers.
    nothing = Cast(Value(None), BigIntegerField())
    named = ("key", "name_da", "name_en", "order", nothing)
    kinds = {
        TYPES: ThemeType.objects,
        PHASES: Phase.objects,
        DUTIES: RolePoint.objects.duties().current(),
    }
    first, *others = (
        rows.order_by().values_list(Value(kind, TEXT), *named) for kind, rows in kinds.items()
    )
    return first.union(*others, all=True).order_by()


def _place(row: tuple) -> tuple:
    """In the order they were given, units by name."""
    return row[4], danish_key(row[2])
