"""The work list as the secretariat reads it."""

from datetime import timedelta

from django.utils import timezone

from dialogues.findings import Finding, findings
from tests.cast import Cast

LIST = "/sekretariat/arbejdsliste/"


def ago(days: int) -> object:
    return timezone.localdate() - timedelta(days=days)


def found(cast: Cast, kind: str) -> list[Finding]:
    """The findings of the kind, as Gry gets them."""
    return [one for one in findings(cast.gry) if one.kind == kind]
