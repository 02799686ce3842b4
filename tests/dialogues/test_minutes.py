"""The minutes of a talk: the two and their collaboration first and longest, few duties beside."""

import pytest

from dialogues.models import Conversation, ConversationPoint
from dialogues.queries import guide
from dialogues.services import agenda
from tests import talks
from tests.cast import Cast
from tests.dialogues.test_agenda import chosen, signed_in, url


@pytest.mark.parametrize("number", [0, 1, 3, 4, 5])
@pytest.mark.parametrize("booked", [30, 45, 60, 90])
def test_what_the_two_need_comes_first_and_gets_more_time_than_all_the_duties(
    cast: Cast, booked: int, number: int
) -> None:
    talk = with_duties(talks.invited_talk(cast), number)
    talk.booked_minutes = booked
    found = guide.stops(talk, talk.points.select_related("point"))
    minutes = {one.step.key: one.minutes for one in found if one.number}
    duties = sum(one.minutes for one in found if one.part)
    needs = minutes.pop("behov")
    assert next(iter(minutes)) == "velkomst" and found[1].step.key == "behov"
    assert needs + sum(minutes.values()) == booked
    assert min(minutes.values()) >= 1
    assert needs >= 2 * max(minutes.values())
    assert needs > duties
    assert duties <= booked / 4


@pytest.mark.parametrize(("booked", "needs"), [(60, 35), (90, 60)])
def test_minutes_that_no_duty_takes_go_to_the_needs_in_whole_fives(
    cast: Cast, booked: int, needs: int
) -> None:
    talk = talks.invited_talk(cast)
    talk.booked_minutes = booked
    found = guide.stops(talk, talk.points.select_related("point"))
    minutes = {one.step.key: one.minutes for one in found if one.number}
    assert (minutes["behov"], sum(minutes.values())) == (needs, booked)
    assert not any(one % 5 for one in minutes.values())
    with_one = with_duties(talk, 1)
    found = guide.stops(with_one, with_one.points.select_related("point"))
    assert next(one.minutes for one in found if one.step.key == "behov") < needs


@pytest.mark.parametrize("kind", ["followup", "closing"])
def test_later_talks_too_are_about_the_two_first(cast: Cast, kind: str) -> None:
    talk = with_duties(talks.invited_talk(cast), 5)
    talk.kind, talk.booked_minutes = kind, 45
    points = guide.planned_points(talk, *(2 * [[row.point for row in duties_of(talk)]]))
    found = guide.stops(talk, points)
    minutes = [one.minutes for one in found if one.number]
    assert (max(minutes), sum(minutes)) == (minutes[1], 45)


def test_few_minutes_are_dealt_out_too(cast: Cast) -> None:
    talk = with_duties(talks.invited_talk(cast), 5)
    talk.booked_minutes = 15
    found = guide.stops(talk, talk.points.select_related("point"))
    assert sum(one.minutes for one in found) == 15
    assert max(found, key=lambda one: one.minutes).step.key == "behov"


def test_agenda_leads_with_the_collaboration_and_its_minutes(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    page = signed_in(cast.bo).get(url(talk)).content.decode()
    assert "Samtalen handler om jeres samarbejde" in page
    found = guide.stops(talk, talk.points.select_related("point", "conversation"))
    assert f"{found[1].minutes} min." in page


def duties_of(talk: Conversation) -> list[ConversationPoint]:
    rows = talk.points.exclude(point=None).exclude(step="opgave-6")
    return list(rows.select_related("point"))


def with_duties(talk: Conversation, number: int) -> Conversation:
    """The talk with so many duties beside the fixed one."""
    rows = duties_of(talk)
    for row in rows[number:]:
        agenda.choose_duty(conversation=talk, by=talk.invited_by, step=row.step, is_chosen=False)
    for row in rows[:number]:
        agenda.choose_duty(conversation=talk, by=talk.invited_by, step=row.step, is_chosen=True)
    return talk


def test_no_more_duties_than_a_talk_has_time_for(cast: Cast) -> None:
    talk = with_duties(talks.started_talk(cast), 5)
    assert len(chosen(talk)) == 6
    out = next(row.step for row in duties_of(talk) if not row.is_chosen)
    bo = signed_in(cast.bo)
    assert f'name="in" value="{out}"' not in bo.get(url(talk)).content.decode()
    step = f"/samtaler/{talk.pk}/guide/{out}/"
    assert 'name="in"' not in bo.get(step).content.decode()
    assert bo.post(url(talk), {"in": out}).status_code == 409
    agenda.choose_duty(conversation=talk, by=cast.bo, step=chosen(talk)[-1], is_chosen=False)
    assert bo.post(url(talk), {"in": out}).status_code == 302
    assert chosen(talk)[-1] == out
