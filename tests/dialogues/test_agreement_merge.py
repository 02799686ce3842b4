"""Two who write the draft at once: what only one has changed keeps it, whoever saves first."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogues.models import Conversation
from dialogues.services import agreements
from tests.cast import Cast
from tests.dialogues.test_agreements import page, shown_in, signed_in, typed
from tests.talks import agreement_of, held_talk

COMMON = ("collaboration", "rhythm", "review_on")
BESIDE = ("text", "status")
STATUSES = ("", "agreed", "in_progress")


def other_value(name: str, now: str, who: int) -> str:
    """Something else than what stands there, and not what the other writes."""
    if name == "review_on":
        return f"2031-0{who}-1{int(now[-1:] or 0) % 9 + 1}"
    if name.startswith("status"):
        return STATUSES[(STATUSES.index(now) + who) % 3]
    return f"{who} bagefter" if now == f"{who} først" else f"{who} først"


def spoken_of(talk: Conversation) -> Conversation:
    """The talk with something agreed about every duty, so that each has its status to choose."""
    agreement_of(talk).items.update(text="Aftalt")
    return talk


def save(client: Client, talk: Conversation, data: dict[str, Any]) -> int:
    """Save, and once more as the page tells where it is refused; how often it took."""
    answer = client.post(page(talk, "summary"), data)
    if answer.status_code == 302:
        return 1
    assert answer.status_code == 409
    assert client.post(page(talk, "summary"), shown_in(answer)).status_code == 302
    return 2


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_field_that_only_one_has_changed_keeps_it(cast: Cast, data: st.DataObject) -> None:
    talk = Conversation.objects.first() or spoken_of(held_talk(cast))
    points = [item.point_id for item in agreement_of(talk).items.all()][:4]
    names = [*COMMON, *(f"{name}_{point}" for name in BESIDE for point in points)]
    people = data.draw(st.permutations([signed_in(cast.anna), signed_in(cast.bo)]))
    before = typed(people[0], talk)
    some = st.sets(st.sampled_from(names), min_size=1)
    changed = [{n: other_value(n, before[n], k + 1) for n in data.draw(some)} for k in range(2)]
    opened = [typed(client, talk) for client in people]
    times = [save(people[k], talk, opened[k] | changed[k]) for k in range(2)]
    assert times == [1, 2 if changed[0].keys() & changed[1].keys() else 1]
    after = typed(people[0], talk)
    assert {n: after[n] for n in names} == {n: before[n] for n in names} | changed[0] | changed[1]


def test_what_the_other_wrote_stands_after_the_second_save(cast: Cast) -> None:
    talk = held_talk(cast)
    anna, bo = signed_in(cast.anna), signed_in(cast.bo)
    hers, his = typed(anna, talk), typed(bo, talk)
    rows = {"rhythm": "Hver anden uge", "collaboration": "Annas"}
    anna.post(page(talk, "summary"), hers | rows)
    answer = bo.post(page(talk, "summary"), his | {"collaboration": "Bos"})
    text = answer.content.decode()
    assert (answer.status_code, "Anna Netsø har gemt" in text) == (409, True)
    assert answer.context["form"]["rhythm"].value() == "Hver anden uge"
    bo.post(page(talk, "summary"), shown_in(answer))
    row = agreement_of(talk)
    assert (row.rhythm, row.collaboration) == ("Hver anden uge", "Bos")


@pytest.mark.parametrize("is_changed", [True, False])
def test_a_page_of_the_edition_before_never_writes_unseen(cast: Cast, is_changed: bool) -> None:
    talk = held_talk(cast)
    bo = signed_in(cast.bo)
    his = typed(bo, talk)
    row = agreement_of(talk)
    agreements.send_for_approval(agreement=row, version=row.version, by=cast.anna)
    for person in (cast.anna, cast.bo):
        agreements.approve(agreement=row, version=row.version, by=person)
    agreements.reopen(conversation=talk, by=cast.anna, reason="Nyt mål")
    his |= {"rhythm": "Fra den gamle side"} if is_changed else {}
    answer = bo.post(page(talk, "summary"), his)
    assert (answer.status_code, agreement_of(talk).rhythm) == (409, "")
    assert bo.post(page(talk, "summary"), shown_in(answer)).status_code == 302
    assert agreement_of(talk).rhythm == his["rhythm"]
