"""A step of the guide asks for nothing: one field is open, and it may be left empty."""

from dialogues.services import conversations
from tests.cast import Cast
from tests.dialogues.test_guide import address, opened, signed_in
from tests.talks import started_talk


def test_steps_are_left_without_a_word_and_a_duty_is_discussed_at_most(cast: Cast) -> None:
    talk, bo = started_talk(cast), signed_in(cast.bo)
    for step in ("velkomst", "behov"):
        url = address(talk, step)
        answer = bo.post(url, {**opened(bo, url), "then": "next"})
    assert answer.url == address(talk, "opgave-6")
    assert 'sr-only"> (færdig)' in bo.get(answer.url).content.decode()
    conversations.hold(conversation=talk, by=cast.bo)
    (duty,) = cast.theme.duties.exclude(discussed_on=None)
    assert (duty.point.order, duty.status) == (6, "not_discussed")
    assert not talk.agreements.get().items.exclude(text="", status="").exists()


def test_what_is_behind_a_press_is_open_once_it_holds_something(cast: Cast) -> None:
    talk = started_talk(cast)
    url, bo = address(talk), signed_in(cast.bo)
    assert 'class="fold" open' not in bo.get(url).content.decode()
    bo.post(url, {**opened(bo, url), "note": "Stikord", "then": "stay"})
    assert bo.get(url).content.decode().count('class="fold" open') == 1
    page = bo.post(url, {**opened(bo, url), "note": "Stikord", "task-text": "Ring", "then": "next"})
    assert page.content.decode().count('class="fold" open') == 2
