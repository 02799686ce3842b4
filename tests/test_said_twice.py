"""The same words by the same person twice are one; other words are told, and never dropped."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client

from dialogues.models import StoneStep
from dialogues.services import stones
from referenceledelse.core.web.errors import Refused
from roles.models import User
from tests import rooms, staffing, taking_part
from tests.cast import Cast
from themes.models import Contribution, Encouragement, LeaderRequest, MemberRequest, Ownership
from themes.services import contributions, encouragements, leader_requests, offers
from themes.services.handovers import answer_handover

FIRST, OTHER = "De første ord", "Nogle helt andre ord"
type Say = Callable[[str], Any]


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def a_stone(cast: Cast, colleague: User | None = None) -> dict[str, Any]:
    row = stones.lay(theme=cast.theme, by=cast.anna, text="Porten er lukket")
    if colleague:
        row = stones.hand_on(stone=row, by=cast.bo, colleague=colleague)
    return {"stone": row}


def _with(verb: Callable[..., Any], name: str, **told: Any) -> Say:
    return lambda words: verb(**told, **{name: words})


VERBS: dict[str, Callable[[Cast], Say]] = {
    "hand on": lambda cast: _with(
        stones.hand_on, "words", **a_stone(cast), by=cast.bo, colleague=cast.eva
    ),
    "decline": lambda cast: _with(stones.decline, "words", **a_stone(cast), by=cast.bo),
    "give back": lambda cast: _with(
        stones.decline, "words", **a_stone(cast, cast.eva), by=cast.eva
    ),
    "clear": lambda cast: _with(stones.clear, "words", **a_stone(cast), by=cast.bo),
    "clear as a colleague": lambda cast: _with(
        stones.clear, "words", **a_stone(cast, cast.eva), by=cast.eva
    ),
    "contribution": lambda cast: _with(
        contributions.decline_contribution,
        "reason",
        contribution=taking_part.news(cast),
        by=cast.anna,
    ),
    "why": lambda cast: _with(
        contributions.propose_texts,
        "why",
        theme=cast.theme,
        version=cast.theme.version,
        by=cast.eva,
        challenge="Hver femte er alene",
    ),
    "encouragement": lambda cast: _with(
        encouragements.encourage, "words", person=cast.eva, by=cast.finn, theme=cast.theme
    ),
    "wish": lambda cast: lambda words: taking_part.wish(cast, words=words),
    "introduction": lambda cast: lambda words: taking_part.introduction(cast, words=words),
    "introduced leader": lambda cast: lambda words: rooms.introduced(cast, words=words),
    "wish for a leader": lambda cast: lambda words: staffing.wish(cast, why=words),
    "rejected wish": lambda cast: _with(
        leader_requests.reject_request, "reason", wish=staffing.wish(cast), by=cast.gry
    ),
    "offer": lambda cast: _with(
        offers.decline_offer,
        "reason",
        offer=(staffing.vacate(cast), staffing.offer(cast, person=cast.dan))[1],
        by=cast.dan,
    ),
}


def words_kept() -> list[str]:
    """Every place where one of the two texts stands."""
    told = ((StoneStep, "words"), (Contribution, "reason"), (Contribution, "why"))
    told += ((Encouragement, "words"), (MemberRequest, "words"), (LeaderRequest, "why"))
    told += ((Ownership, "introduction"),)
    return [
        text
        for model, name in told
        for text in model.objects.values_list(name, flat=True)
        if text in (FIRST, OTHER)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", VERBS)
def test_other_words_the_second_time_are_refused_and_the_same_are_not(
    cast: Cast, name: str
) -> None:
    say = VERBS[name](cast)
    say(FIRST)
    before = words_kept()
    say(FIRST)
    with pytest.raises(Refused):
        say(OTHER)
    assert words_kept() == before


@pytest.mark.django_db
def test_anothers_answer_to_a_contribution_is_not_taken_for_ones_own(cast: Cast) -> None:
    row = taking_part.news(cast)
    contributions.decline_contribution(contribution=row, by=cast.gry, reason=FIRST)
    with pytest.raises(Refused, match="Gry Sekretær har allerede svaret"):
        contributions.decline_contribution(contribution=row, by=cast.anna, reason=FIRST)


def told_again(answer: HttpResponse) -> bool:
    """Whether the page says no and still holds what was typed."""
    return answer.status_code in (200, 409) and OTHER in answer.content.decode()


@pytest.mark.django_db
def test_what_was_typed_stays_on_the_page_that_refuses_it(cast: Cast) -> None:
    wish = f"{cast.theme.get_absolute_url()}vaer-med/"
    news: Model = taking_part.news(cast)
    encouraged = {"person": cast.eva.pk, "aim": "take_part", "theme": cast.theme.pk}
    sent: list[tuple[User, str, dict[str, str], str]] = [
        (cast.eva, wish, {"time": "more"}, "words"),
        (cast.anna, news.get_absolute_url(), {"decline": "1"}, "reason"),
        (cast.finn, "/opfordringer/ny/", encouraged, "words"),
    ]
    for person, address, told, name in sent[::-1]:
        client = browser(person)
        for _press in range(2):
            assert client.post(address, told | {name: FIRST}).status_code == 302, address
        assert told_again(client.post(address, told | {name: OTHER})), address
    assert browser(cast.eva).get(wish).status_code == 302


@pytest.mark.django_db
def test_colleague_whose_stone_was_cleared_meanwhile_keeps_what_was_typed(cast: Cast) -> None:
    row = a_stone(cast, cast.eva)["stone"]
    stones.clear(stone=row, by=cast.bo, words=FIRST)
    page = f"{row.get_absolute_url()}ryddet/"
    answer = browser(cast.eva).post(page, {"cleared-words": OTHER})
    assert answer.status_code == 409
    assert told_again(answer)
    assert "Bo Refsgaard ryddede stenen" in answer.content.decode()
    assert FIRST not in answer.content.decode()


@pytest.mark.django_db
def test_receivers_other_words_are_refused(cast: Cast) -> None:
    handover = rooms.handover(cast)
    told = {"handover": handover, "by": handover.receiver, "is_accepted": True}
    for _press in range(2):
        answer_handover(**told, answer=FIRST)
    with pytest.raises(Refused):
        answer_handover(**told, answer=OTHER)
