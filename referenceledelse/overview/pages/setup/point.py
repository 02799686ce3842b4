"""One line of the set-up check."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.urls import reverse

SHOWN = 5


class State(StrEnum):
    """How a line stands: well, worth a look, or missing."""

    FINE, ODD, MISSING = "fine", "odd", "missing"


@dataclass(frozen=True)
class SetupPoint:
    """What is looked at, how it stands, why it matters, and where it is mended."""

    # What holds where all is well, and what is said where it does not.
    titles: tuple[str, str]
    why: str
    state: State = State.FINE
    # The first of what is odd, each with its address, and how many there are in all.
    found: list[tuple[str, str]] = field(default_factory=list)
    count: int = 0
    url: str = ""
    # The setting that mends it, where no page does.
    setting: str = ""

    @property
    def is_fine(self) -> bool:
        return self.state == State.FINE

    @property
    def title(self) -> str:
        state_of, fails = self.titles
        return state_of if self.is_fine else fails

    @property
    def more(self) -> int:
        return self.count - len(self.found)


def state_of(is_fine: bool, otherwise: State = State.ODD) -> State:
    return State.FINE if is_fine else otherwise


def rows_line(
    titles: tuple[str, str], why: str, rows: QuerySet, *, url: str = "", state: State = State.ODD
) -> SetupPoint:
    """A line about the rows that are not as they should be, in at most two queries."""
    count = rows.count()
    found = named(rows[:SHOWN]) if count else []
    return SetupPoint(titles, why, state_of(not count, state), found, count, url)


def list_line(
    titles: tuple[str, str],
    why: str,
    found: list[tuple[str, str]],
    url: str,
    state: State = State.ODD,
) -> SetupPoint:
    """A line about the few things in the list, each with its name and address."""
    return SetupPoint(titles, why, state_of(not found, state), found, len(found), url)


def named(rows: Iterable[Model]) -> list[tuple[str, str]]:
    """Each row's name and the page of the administration that mends it."""
    return [(str(row), admin_page(type(row), row.pk)) for row in rows]


def admin_page(model: type[Model], pk: int | None = None, *, add: bool = False) -> str:
    """The administration's page of the model or of one row, where it has one."""
    if not admin.site.is_registered(model):
        return ""
    name = "add" if add else "change" if pk else "changelist"
    address = f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}"
    return reverse(address, args=[pk] if pk else [])
