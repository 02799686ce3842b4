"""What the tests of the duties share: opening a duty, proposing, planning."""

from typing import Any

from django.test import Client
from django.urls import reverse

from dialogues.models import Duty, StatusChange
from dialogues.services import duties as services
from roles.models import User
from tests.cast import Cast

HTMX = {"HX-Request": "true"}


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def duty_of(cast: Cast, key: str = "capital") -> Duty:
    services.ensure_duties(theme=cast.theme)
    return Duty.objects.select_related("theme", "point").get(theme=cast.theme, key=key)


def url(cast: Cast, name: str = "duty", key: str = "capital", *more: int) -> str:
    return reverse(f"dialogues:{name}", args=[cast.theme.slug, key, *more])


def all_ten(cast: Cast) -> str:
    return reverse("dialogues:duties", args=[cast.theme.slug])


def read(person: User, address: str) -> str:
    return " ".join(signed_in(person).get(address).content.decode().split())


def plan(duty: Duty, **values: Any) -> dict[str, Any]:
    base = {"version": duty.version, "next_step": "", "responsible": "", "due_on": ""}
    return base | values


def proposed(
    cast: Cast, by: User, status: str = "agreed", key: str = "capital", **more: str
) -> StatusChange:
    return services.propose_status(duty=duty_of(cast, key), by=by, status=status, **more)
