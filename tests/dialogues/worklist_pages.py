"""The work list as the secretariat reads it."""

from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from dialogues.queries.findings import Finding, findings
from roles.models import SECRETARIAT_GROUP, User
from tests.cast import Cast, make_person, make_theme
from themes.models import Assignment

LIST = "/sekretariat/arbejdsliste/"


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def found(cast: Cast, kind: str) -> list[Finding]:
    """The findings of the kind on the cast's first theme, as Gry gets them."""
    every = findings(cast.gry)
    return [one for one in every if one.kind == kind and one.theme == cast.theme]


def vacancy(cast: Cast) -> Finding:
    """A theme that lacks nothing but a reference leader."""
    theme = make_theme("Uden referenceleder")
    Assignment.objects.create(theme=theme, role_id="network_leader", person=cast.anna)
    return next(one for one in findings(cast.gry) if one.theme == theme)


def colleague() -> User:
    """Another member of the secretariat."""
    person = make_person("Hans Holm", is_staff=True)
    person.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
    return person
