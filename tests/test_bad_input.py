"""What no honest browser sends gets a page, never a stack trace, and changes nothing."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import dialogues.urls
import roles.urls
import themes.urls
from dialogues.services.tasks import add_task
from tests.cast import Cast
from tests.talks import started_talk

HUGE = "9" * 30
BODY = "application/x-www-form-urlencoded"


def days(count: int) -> date:
    return timezone.localdate() + timedelta(days=count)


@pytest.mark.parametrize("length", [19, 30, 5_000])
def test_number_beyond_every_key_is_no_page(cast: Cast, client: Client, length: int) -> None:
    client.force_login(cast.root)
    for below in ("", "forberedelse/", "svarene/", "aftale/", "aftale/print/", "guide/velkomst/"):
        assert client.get(f"/samtaler/{'9' * length}/{below}").status_code == 404
    for place in ("personer", "enheder"):
        assert client.get(f"/{place}/{'9' * length}/").status_code == 404


def routes(patterns: list) -> Iterator[str]:
    for pattern in patterns:
        yield str(pattern.pattern)
        yield from routes(getattr(pattern, "url_patterns", []))


def test_every_key_in_an_address_has_an_end() -> None:
    ours = [dialogues.urls, roles.urls, themes.urls]
    found = [route for module in ours for route in routes(module.urlpatterns)]
    assert len(found) > 40
    assert [route for route in found if "<int:" in route] == []


def test_units_beyond_every_key_are_told_at_the_field(cast: Cast, client: Client) -> None:
    client.force_login(cast.eva)
    answer = client.post("/temaer/foreslaa/", {"title": "Et tema", "units": [HUGE, "x"]})
    assert answer.status_code == 200
    assert answer.context["form"].errors["units"]


@pytest.mark.parametrize("step", ["\x00", "velkomst\x00", HUGE])
def test_step_that_nobody_can_type_is_no_crash(cast: Cast, client: Client, step: str) -> None:
    talk = started_talk(cast)
    client.force_login(cast.anna)
    address = reverse("dialogues:beacon", args=[talk.pk])
    assert client.get(address, {"trin": step, "version": HUGE}).status_code in (200, 404)
    task = {"step": step, "task-text": "Ring", "task-owner": cast.bo.pk, "task-due_on": days(3)}
    assert client.post(reverse("dialogues:add_task", args=[talk.pk]), task).status_code == 302


def test_body_that_is_too_large_or_not_text_gets_a_page(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.anna)
    for data, kind, status, said in (
        ("a=" + "x" * 6_000_000, BODY, 413, "Det fylder for meget"),
        ("a=b", f"{BODY}; charset=latin-1", 400, "Det forstod vi ikke"),
    ):
        answer = client.post("/sprog/", data, content_type=kind)
        assert answer.status_code == status
        assert said in answer.content.decode()


def test_nobody_changes_the_own_sign_in_address(cast: Cast, client: Client) -> None:
    client.force_login(cast.bo)
    data = {"action_add": "", "email": "anden@example.org"}
    assert client.post("/konto/email/", data).status_code == 404


def test_private_page_is_kept_by_no_browser(cast: Cast, client: Client) -> None:
    client.force_login(cast.anna)
    assert client.get("/").headers["Cache-Control"] == "private, no-store"


def test_who_has_left_is_signed_out_and_holds_no_role(cast: Cast, client: Client) -> None:
    client.force_login(cast.bo)
    assert client.get("/").status_code == 200
    cast.bo.active_to = days(-1)
    cast.bo.save()
    assert client.get("/").status_code == 302
    assert cast.theme.assignments.active().filter(person=cast.bo).count() == 0


def test_message_does_not_outlive_the_sign_out(cast: Cast, client: Client) -> None:
    task = add_task(
        conversation=started_talk(cast), by=cast.anna, text="Fortroligt om Bo", owner=cast.anna
    )
    client.force_login(cast.anna)
    client.post(reverse("dialogues:finish_task", args=[task.pk]))
    client.logout()
    client.force_login(cast.eva)
    assert "Fortroligt om Bo" not in client.get("/").content.decode()
    assert "messages" not in client.cookies
