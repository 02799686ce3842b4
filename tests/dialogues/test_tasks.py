"""Tasks that follow from talks: noted by the two, done by their owner."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Conversation, Task
from dialogues.services import tasks
from referenceledelse.core.web.errors import Refused, UnknownMove
from roles.models import User
from tests.cast import Cast
from tests.talks import agreed_talk, held_talk, started_talk

MINE = "/goeremaal/"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def task(talk: Conversation, owner: User, text: str = "Ring til Eva", **fields: Any) -> Task:
    return tasks.add_task(conversation=talk, by=owner, owner=owner, text=text, **fields)


def sent(owner: User, **values: Any) -> dict[str, Any]:
    """The task's fields as a browser sends them from the third duty's step."""
    base = {"task-text": "Ring til Eva", "task-owner": owner.pk, "task-due_on": "2031-05-01"}
    return base | {"step": "opgave-3"} | values


# Services


def test_the_same_task_twice_is_one_with_the_latest_date(cast: Cast) -> None:
    talk, today = started_talk(cast), timezone.localdate()
    task(talk, cast.bo, due_on=today)
    row = task(talk, cast.bo, due_on=today + timedelta(days=7))
    assert (Task.objects.count(), row.due_on) == (1, today + timedelta(days=7))


def test_a_task_belongs_to_one_of_the_two(cast: Cast) -> None:
    with pytest.raises(Refused):
        tasks.add_task(
            conversation=started_talk(cast), by=cast.anna, owner=cast.eva, text="Ring til Bo"
        )


def test_no_task_before_the_talk(cast: Cast) -> None:
    with pytest.raises(UnknownMove):
        task(agreed_talk(cast), cast.anna)


def test_finishing_twice_keeps_the_first_moment_and_can_be_undone(cast: Cast) -> None:
    row = task(started_talk(cast), cast.bo)
    done_at = tasks.finish_task(task=row, by=cast.anna).done_at
    assert tasks.finish_task(task=row, by=cast.bo).done_at == done_at
    assert tasks.finish_task(task=row, by=cast.bo, is_done=False).done_at is None


def test_strangers_finish_nothing(cast: Cast) -> None:
    row = task(started_talk(cast), cast.bo)
    for stranger in (cast.clara, cast.gry, cast.root):
        with pytest.raises(PermissionDenied):
            tasks.finish_task(task=row, by=stranger)


# Pages


def test_a_task_is_noted_from_the_guide_without_the_text_being_sent(cast: Cast) -> None:
    talk = started_talk(cast)
    url = reverse("dialogues:add_task", args=[talk.pk])
    answer = signed_in(cast.anna).post(url, sent(cast.bo), headers={"HX-Request": "true"})
    page = answer.content.decode()
    row = Task.objects.get()
    assert (row.owner, row.point.order, row.created_by) == (cast.bo, 3, cast.anna)
    assert page.strip().startswith('<section id="step-tasks"')
    assert "Gøremålet er noteret" in page
    assert 'value="Ring til Eva"' not in page


def test_without_scripts_the_task_leads_back_to_its_step(cast: Cast) -> None:
    talk = started_talk(cast)
    url = reverse("dialogues:add_task", args=[talk.pk])
    for _ in range(2):
        answer = signed_in(cast.anna).post(url, sent(cast.bo))
        assert answer.url.startswith(reverse("dialogues:guide", args=[talk.pk, "opgave-3"]))
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("task-text", ""),
        ("task-text", "x" * 301),
        ("task-text", "Skjult\x07tegn"),
        ("task-owner", ""),
        ("task-owner", "999999"),
        ("task-due_on", ""),
        ("task-due_on", "i morgen"),
    ],
)
def test_a_task_that_cannot_be_noted_stays_on_the_page(cast: Cast, name: str, value: str) -> None:
    talk = started_talk(cast)
    url = reverse("dialogues:add_task", args=[talk.pk])
    answer = signed_in(cast.anna).post(url, sent(cast.bo, **{name: value}))
    assert answer.status_code == 200
    assert value in answer.content.decode()
    assert 'id="error-summary"' in answer.content.decode()
    assert not Task.objects.exists()


def test_the_list_is_mine_across_themes(cast: Cast) -> None:
    talk = started_talk(cast)
    task(talk, cast.bo, "Bos gøremål")
    task(talk, cast.anna, "Annas gøremål")
    page = signed_in(cast.bo).get(MINE).content.decode()
    assert "Bos gøremål" in page
    assert "Annas gøremål" not in page
    assert cast.theme.title in page


def test_what_is_late_is_said_in_words(cast: Cast) -> None:
    late = timezone.localdate() - timedelta(days=3)
    task(started_talk(cast), cast.bo, due_on=late)
    assert "Fristen var den" in signed_in(cast.bo).get(MINE).content.decode()


def test_a_task_without_a_date_comes_last(cast: Cast) -> None:
    talk = started_talk(cast)
    task(talk, cast.bo, "Uden dato")
    task(talk, cast.bo, "Med dato", due_on=timezone.localdate())
    page = signed_in(cast.bo).get(MINE).content.decode()
    assert page.index("Med dato") < page.index("Uden dato")


def test_finish_and_undo_without_scripts(cast: Cast) -> None:
    row = task(started_talk(cast), cast.bo)
    url, bo = reverse("dialogues:finish_task", args=[row.pk]), signed_in(cast.bo)
    assert bo.post(url, {"done": "1"}).url == MINE
    row.refresh_from_db()
    assert row.done_at is not None
    bo.post(url, {"done": "0"})
    row.refresh_from_db()
    assert row.done_at is None


def test_finishing_with_htmx_swaps_the_list_and_says_so(cast: Cast) -> None:
    row = task(held_talk(cast), cast.bo)
    url = reverse("dialogues:finish_task", args=[row.pk])
    answer = signed_in(cast.bo).post(url, {"done": "1"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert page.strip().startswith('<div id="my-tasks" data-announce="Gjort: Ring til Eva"')
    assert "<html" not in page


def test_finishing_leads_nowhere_outside(cast: Cast) -> None:
    row = task(started_talk(cast), cast.bo)
    url, bo = reverse("dialogues:finish_task", args=[row.pk]), signed_in(cast.bo)
    assert bo.post(url, {"next": "https://example.org/"}).url == MINE
    assert bo.post(url, {"next": "/temaer/"}).url == "/temaer/"


@pytest.mark.parametrize("who", ["eva", "clara", "dan", "finn", "gry", "root"])
def test_tasks_are_nobody_elses(cast: Cast, who: str) -> None:
    talk = started_talk(cast)
    row, client = task(talk, cast.bo), signed_in(getattr(cast, who))
    finish = reverse("dialogues:finish_task", args=[row.pk])
    add = reverse("dialogues:add_task", args=[talk.pk])
    assert client.post(finish).status_code == 404
    assert client.post(add, sent(cast.bo)).status_code == 404
    assert "Ring til Eva" not in client.get(MINE).content.decode()


def test_the_list_asks_the_database_alike_for_one_and_three(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    talk, bo = started_talk(cast), signed_in(cast.bo)
    for text in ("Åben", "Gjort"):
        row = task(talk, cast.bo, text)
    tasks.finish_task(task=row, by=cast.bo)
    bo.get(MINE)
    with django_assert_num_queries(8):
        bo.get(MINE)
    for text in ("To", "Tre"):
        task(talk, cast.bo, text)
        tasks.finish_task(task=task(talk, cast.bo, f"{text} gjort"), by=cast.bo)
    with django_assert_num_queries(8):
        bo.get(MINE)
