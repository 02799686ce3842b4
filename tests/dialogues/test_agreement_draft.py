"""The draft shows the duties spoken of, and the agreement only what is agreed."""

from dialogues.services import conversations
from tests.cast import Cast
from tests.dialogues.test_agreements import page, signed_in, typed
from tests.talks import agreement_of, held_talk, started_talk


def test_draft_opens_with_the_duties_spoken_of_and_asks_for_no_status_without_words(
    cast: Cast,
) -> None:
    talk = started_talk(cast)
    point = talk.points.get(step="opgave-4")
    conversations.write_point(point=point, by=cast.bo, texts={"decision": "Bo søger puljen"})
    conversations.hold(conversation=talk, by=cast.anna)
    form = signed_in(cast.anna).get(page(talk, "summary")).context["form"]
    assert [duty.item.point.key for duty in form.spoken_of()] == ["capital", "co_player"]
    assert [bool(duty.status) for duty in form.spoken_of()] == [True, False]
    assert (len(form.others()), any(duty.status for duty in form.others())) == (8, False)


def test_draft_with_only_what_was_spoken_of_is_signed_and_shows_no_more(cast: Cast) -> None:
    talk = held_talk(cast)
    agreement_of(talk).items.filter(point__key="capital").update(text="Bo søger puljen")
    anna = signed_in(cast.anna)
    assert anna.post(page(talk, "summary"), typed(anna, talk) | {"send": "1"}).status_code == 302
    for person in (cast.anna, cast.bo):
        sent = {"version": agreement_of(talk).version}
        signed_in(person).post(page(talk, "approve"), sent)
    assert agreement_of(talk).approved_at
    for name in ("agreement", "agreement_print"):
        answer = anna.get(page(talk, name))
        assert [item.point.key for item in answer.context["items"]] == ["capital"]
        assert "Ingen ny status" not in answer.content.decode()


def test_status_that_the_other_chose_meanwhile_stays_where_the_page_had_none(cast: Cast) -> None:
    talk = held_talk(cast)
    bo = signed_in(cast.bo)
    his = typed(bo, talk)
    agreement_of(talk).items.filter(point__key="capital").update(text="Aftalt", status="agreed")
    assert bo.post(page(talk, "summary"), his | {"rhythm": "Om torsdagen"}).status_code == 302
    item = agreement_of(talk).items.get(point__key="capital")
    assert (item.text, item.status) == ("Aftalt", "agreed")
    assert agreement_of(talk).rhythm == "Om torsdagen"
