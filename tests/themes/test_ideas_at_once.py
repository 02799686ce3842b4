"""Two people at the same moment with one idea, one hand-over, one assessment."""

import pytest

from referenceledelse.core.web.errors import Stale
from tests import rooms
from tests.cast import Cast
from tests.dialogues.test_at_once import at_once
from themes.models import Assessment, Handover, Idea, IdeaStep, Stage
from themes.services import handovers, ideas, politics, records

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_move_one_idea_at_once_and_one_hears_of_the_other(cast: Cast) -> None:
    row = rooms.idea(cast, Stage.TEST)
    told = {"idea": row, "version": row.version}
    raised = at_once(
        lambda: ideas.move_idea(to=Stage.READY, by=cast.anna, **told),
        lambda: ideas.move_idea(to=Stage.IDEA, by=cast.gry, **told),
    )
    assert [type(error) for error in raised] == [Stale]
    row.refresh_from_db()
    assert row.version == told["version"] + 1
    assert IdeaStep.objects.filter(idea=row).count() == 3


def test_two_ask_a_receiver_at_once_and_one_question_stands(cast: Cast) -> None:
    row = rooms.idea(cast, Stage.READY)
    told = {"idea": row, "unit": cast.eva.unit, "look_again_on": rooms.today(30)}
    raised = at_once(
        lambda: handovers.ask_receiver(receiver=cast.finn, by=cast.anna, **told),
        lambda: handovers.ask_receiver(receiver=cast.dan, by=cast.gry, **told),
    )
    assert len(raised) == 1
    assert Handover.objects.open().count() == 1


def test_confirmed_and_withdrawn_at_once_is_one_of_them(cast: Cast) -> None:
    asked = rooms.handover(cast)
    handovers.answer_handover(handover=asked, by=cast.finn, is_accepted=True)
    at_once(
        lambda: handovers.confirm_handover(handover=asked, by=cast.bo),
        lambda: handovers.withdraw_handover(handover=asked, by=cast.anna),
    )
    asked.refresh_from_db()
    idea = Idea.objects.get(pk=asked.idea_id)
    assert (asked.confirmed_at is None) != (asked.withdrawn_at is None)
    assert (idea.stage == Stage.ADOPTED) == (asked.confirmed_at is not None)


def test_same_record_added_twice_at_once_is_one(cast: Cast) -> None:
    def give() -> None:
        records.add(Idea(theme=cast.theme, title="Kaffe", giver=cast.eva), by=cast.eva)

    assert at_once(give, give) == []
    assert Idea.objects.count() == 1


def test_two_assessments_at_once_leave_one_that_counts(cast: Cast) -> None:
    def assess(reason: str) -> None:
        told = {"interplay": "not_yet", "reason": reason, "next_review_on": rooms.today(60)}
        row = Assessment(theme=cast.theme, **told)
        politics.assess(assessment=row, by=cast.bo, replaces=None)

    raised = at_once(lambda: assess("Den ene"), lambda: assess("Den anden"))
    assert [type(error) for error in raised] == [Stale]
    assert Assessment.objects.filter(is_current=True).count() == 1
