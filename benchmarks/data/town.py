"""What all that is generated has in common: the chance, the days, the people and the texts."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.apps import apps
from django.db import models
from django.utils import timezone

from dialogues.models import QuestionSet
from referenceledelse.core.db.bulk import inserts
from roles.models import RolePoint, Unit, User
from themes.models import Phase, Theme, ThemeType

# So far back does everything go.
HISTORY = 1_095
BATCH = 1_000


@dataclass
class Led:
    """A theme with its people of today; nobody where the role is vacant."""

    number: int
    theme: Theme
    network_leader: User | None
    reference_leader: User | None
    co_driver: User | None

    @property
    def pair(self) -> dict[str, User]:
        """The two by the names that rows of a pair have them under."""
        return {"network_leader": self.network_leader, "reference_leader": self.reference_leader}

    @property
    def is_led(self) -> bool:
        return bool(self.network_leader and self.reference_leader)


@dataclass
class Town:
    """The municipality so far."""

    rng: Random
    now: datetime
    units: list[Unit] = field(default_factory=list)
    managers: list[User] = field(default_factory=list)
    employees: list[User] = field(default_factory=list)
    secretaries: list[User] = field(default_factory=list)
    points: list[RolePoint] = field(default_factory=list)
    types: list[ThemeType] = field(default_factory=list)
    phases: list[Phase] = field(default_factory=list)
    questions: dict[str, QuestionSet] = field(default_factory=dict)

    @classmethod
    def begin(cls, seed: int) -> "Town":
        """A town with the texts that come along, and nobody in it."""
        sets = {kind: QuestionSet.objects.newest(kind) for kind in ("kickoff", "followup")}
        return cls(
            Random(seed),  # noqa: S311
            timezone.now(),
            points=list(RolePoint.objects.duties().current()),
            types=list(ThemeType.objects.all()),
            phases=list(Phase.objects.exclude(key=Phase.PROPOSAL)),
            questions=sets,
        )

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def day(self, ago: int) -> date:
        """The day so many days ago; ahead where the number is below zero."""
        return self.today - timedelta(days=ago)

    def at(self, day: date, hour: int = 10) -> datetime:
        return timezone.make_aware(datetime.combine(day, time(hour)))

    def day_since(self, day: date) -> date:
        """Some day from that one to today."""
        return day + timedelta(days=self.rng.randint(0, max(0, (self.today - day).days)))


def save[Row: models.Model](rows: Sequence[Row]) -> list[Row]:
    """The rows, all of one model, in the database and with their keys."""
    if not rows:
        return []
    return type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)


def put(rows: Iterable[models.Model]) -> None:
    """The rows in the database, twice as fast: nothing points at them, so they need no keys."""
    inserts(list(rows)).run()


@contextmanager
def own_moments() -> Iterator[None]:
    """Let rows keep the moments that they are given, where Django would put in today."""
    changed = [
        (one, name)
        for model in apps.get_models()
        for one in model._meta.local_fields
        for name in ("auto_now", "auto_now_add")
        if getattr(one, name, False)
    ]
    for one, name in changed:
        setattr(one, name, False)
    try:
        yield
    finally:
        for one, name in changed:
            setattr(one, name, True)
