"""Nominations of the cast, made the way people make them: Finn nominates Eva."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from roles.models import Nomination
from roles.services import nominations as services
from tests.cast import Cast


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def nomination(cast: Cast, **fields: Any) -> Nomination:
    told = {"strengths": "Samler naboerne", "potential": "Lede et tema", "consent_on": today()}
    return services.nominate(by=cast.finn, **{"nominee": cast.eva, **told, **fields})


def answered(cast: Cast, status: str = "talking", note: str = "Vi ringer") -> Nomination:
    """Gry has answered Finn."""
    row = nomination(cast)
    told = {"version": row.answer_version, "status": status, "note": note}
    return services.answer_nomination(nomination=row, by=cast.gry, **told)
