"""The parts of the cast's mandate in each state, reached through services."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from dialogues.models import MandatePart
from dialogues.services.mandate import agree_part, begin_part, reopen_part, write_part
from roles.models import RoleKey, User
from tests.cast import Cast, assign, make_person
from tests.talks import approved_talk

MANAGER, DRIVER = RoleKey.LINE_MANAGER.value, RoleKey.CO_DRIVER.value
WORDS: dict[str, dict[str, Any]] = {
    MANAGER: {
        "time_balance": "Torsdage er netværkets.",
        "hours_per_week": Decimal("7.5"),
        "hours_from": timezone.localdate(),
        "secretariat_days": "Hver anden tirsdag.",
        "competence": "At lede uden at bestemme.",
    },
    DRIVER: {"sharing": "Ida skriver ud.", "contact": "Hver mandag.", "absence": "Ring."},
}


def co_driver(cast: Cast) -> User:
    """Ida drives along on the cast's theme."""
    row = cast.theme.assignments.filter(role=DRIVER).select_related("person").first()
    return row.person if row else assign(cast.theme, DRIVER, make_person("Ida Driver")).person


def counterpart(cast: Cast, role: str) -> User:
    return cast.finn if role == MANAGER else co_driver(cast)


def begun(cast: Cast, role: str = MANAGER, **words: Any) -> MandatePart:
    """Anna has invited Finn, or Ida."""
    counterpart(cast, role)
    return begin_part(theme=cast.theme, role=role, by=cast.anna, **words)


def written(cast: Cast, role: str = MANAGER, **words: Any) -> MandatePart:
    """Anna has written what they agree on."""
    row = begun(cast, role)
    return write_part(part=row, version=row.version, by=cast.anna, **WORDS[role] | words)


def agreed(cast: Cast, role: str = MANAGER, **words: Any) -> MandatePart:
    """Both have said yes."""
    row = written(cast, role, **words)
    for person in (cast.anna, counterpart(cast, role)):
        row = agree_part(part=row, version=row.version, by=person)
    return row


def reopened(cast: Cast, role: str = MANAGER) -> MandatePart:
    """Anna has taken an agreed part up again."""
    return reopen_part(part=agreed(cast, role), by=cast.anna, reason="Timerne rækker ikke.")


def in_place(cast: Cast) -> None:
    """All three parts are agreed."""
    approved_talk(cast)
    agreed(cast, MANAGER)
    agreed(cast, DRIVER)
