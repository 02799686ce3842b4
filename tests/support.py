"""Requests to the secretariat, and courses, as the tests need them."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from dialogues.models import SupportRequest
from dialogues.services import support as services
from roles.models import SECRETARIAT_GROUP, Course, CourseSession, SignUp, User
from roles.services import training
from tests.cast import Cast, make_person


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def ahead(days: float) -> datetime:
    return timezone.localtime() + timedelta(days=days)


def request(cast: Cast, **fields: Any) -> SupportRequest:
    """Anna asks about her theme, unless said otherwise."""
    told = {"kind": "write", "subject": "Hvordan begynder vi?", "text": "Vi er gået i stå."}
    return services.ask(**({"by": cast.anna, "theme": cast.theme} | told | fields))


def newest(row: SupportRequest) -> int:
    """The message that stands last on everyone's screen."""
    return row.messages.order_by("-pk").values_list("pk", flat=True).first() or 0


def answer(
    row: SupportRequest, by: User, text: str = "Kom forbi.", **fields: Any
) -> SupportRequest:
    told = {"request": row, "by": by, "text": text, "seen": newest(row)}
    return services.answer(**(told | fields))


def colleague(name: str = "Hans Kollega") -> User:
    """Another one of the secretariat."""
    person = make_person(name, is_staff=True)
    person.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
    return person


def course(name: str = "Facilitering", **fields: Any) -> Course:
    return Course.objects.create(name_da=name, description_da="At lede et møde.", **fields)


def session(**fields: Any) -> CourseSession:
    """In three weeks, with two seats, open for two more."""
    begins = fields.pop("starts_at", ahead(21))
    told = {
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=3),
        "place": "Lokale 114",
        "seats": 2,
        "deadline": timezone.localdate(begins) - timedelta(days=7),
    } | fields
    row = told.pop("course", None) or course()
    return CourseSession.objects.create(course=row, **told)


def join(row: CourseSession, *people: User) -> list[SignUp]:
    return [training.sign_up(session=row, by=person) for person in people]


def held(row: CourseSession) -> CourseSession:
    """The session as it is the day after."""
    begins = ahead(-1)
    told = {"starts_at": begins, "ends_at": begins + timedelta(hours=3)}
    CourseSession.objects.filter(pk=row.pk).update(**told, deadline=timezone.localdate(ahead(-8)))
    row.refresh_from_db()
    return row
