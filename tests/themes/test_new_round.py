"""The secretariat begins a round: two steps, nothing kept before the last."""

from typing import Any

from auditlog.models import LogEntry
from django.test import Client

from tests import rooms
from tests.cast import Cast
from themes.models import Round

ADDRESS = "/sekretariat/ny-runde/"


def told(**fields: Any) -> dict[str, Any]:
    days = {"deadline": rooms.today(400), "decides_on": rooms.today(430)}
    return {"name_da": "Ekstrarunden", "forum_da": "Direktionen", **days, **fields}


def test_form_begins_with_the_next_round_after_the_last(cast: Cast, client: Client) -> None:
    client.force_login(cast.gry)
    last = Round.objects.order_by("deadline").last()
    Round.objects.filter(pk=last.pk).update(forum_da="Byrådet")
    initial = client.get(ADDRESS).context["form"].initial
    assert initial["deadline"] > last.deadline
    assert initial["forum_da"] == "Byrådet"


def test_preview_keeps_nothing_and_going_back_loses_nothing(cast: Cast, client: Client) -> None:
    client.force_login(cast.gry)
    count = Round.objects.count()
    preview = client.post(ADDRESS, told()).text
    assert "Sådan ser forslagsstillerne runden" in preview
    assert "Beslutningen bliver taget i Direktionen" in preview
    back = client.post(ADDRESS, told(back="1")).text
    assert 'value="Ekstrarunden"' in back
    assert "Trin 1 af 2" in back
    assert Round.objects.count() == count


def test_last_step_makes_the_round_once(cast: Cast, client: Client) -> None:
    client.force_login(cast.gry)
    for _ in range(2):
        answer = client.post(ADDRESS, told(create="1"))
    row = Round.objects.get(name_da="Ekstrarunden")
    assert answer.url == row.get_absolute_url()
    assert LogEntry.objects.get_for_object(row).get().actor == cast.gry


def test_days_that_do_not_fit_are_told_beside_the_field(cast: Cast, client: Client) -> None:
    client.force_login(cast.gry)
    taken = Round.objects.first().deadline
    for field, changes in (
        ("deadline", {"deadline": rooms.today(-1)}),
        ("deadline", {"deadline": taken, "decides_on": taken}),
        ("decides_on", {"decides_on": rooms.today(1)}),
    ):
        answer = client.post(ADDRESS, told(create="1", **changes))
        assert answer.context["form"].errors[field]
        assert 'value="Ekstrarunden"' in answer.text
