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
    page = " ".join(bo.get(answer.url).text.split())
    assert page.count("> (færdig)</span") == 4 and "(drøftet)" not in page
    bo.post(answer.url, {**opened(bo, answer.url), "then": "next"})
    page = " ".join(bo.get(address(talk, "styring")).text.split())
    assert page.count("> (drøftet)</span") == 2
    conversations.hold(conversation=talk, by=cast.bo)
    (duty,) = cast.theme.duties.exclude(discussed_on=None)
    assert (duty.point.order, duty.status) == (6, "not_discussed")
    assert not talk.agreements.get().items.exclude(text="", status="").exists()


def test_one_field_stays_open_and_what_is_behind_a_press_is_told_in_short(cast: Cast) -> None:
    talk = started_talk(cast)
    url, bo = address(talk), signed_in(cast.bo)
    assert "fold-told" not in bo.get(url).content.decode()
    texts = {"note": "Stikord fra vores snak om, hvordan vi to arbejder sammen", "status": "agreed"}
    bo.post(url, {**opened(bo, url), **texts, "then": "stay"})
    page = " ".join(bo.get(url).content.decode().split())
    assert 'class="fold" open' not in page
    assert ": Stikord fra vores snak om, hvordan vi to…</span>" in page
    assert '<span class="fold-told">: Aftalt</span>' in page
    assert texts["note"] in page


def test_what_is_to_mend_behind_a_press_is_open(cast: Cast) -> None:
    talk = started_talk(cast)
    url, bo = address(talk), signed_in(cast.bo)
    page = bo.post(url, {**opened(bo, url), "note": "Stikord", "task-text": "Ring", "then": "next"})
    assert page.content.decode().count('class="fold" open') == 2
