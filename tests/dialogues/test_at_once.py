"""Two windows at the same moment: nobody is passed, and nothing happens twice."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from dialogues.models import Answer, Reflection
from dialogues.services import invitations, reflections
from tests import talks
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*verbs: Callable[[], object]) -> list[Exception]:
    """Run each in a thread and a connection of its own; what they raised."""
    barrier, raised = Barrier(len(verbs)), []

    def run(verb: Callable[[], object]) -> None:
        try:
            barrier.wait()
            verb()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_both_hand_in_at_once_and_both_are_opened(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    rows = {person: talks.write(talk, person, person.name) for person in (cast.anna, cast.bo)}
    verbs = [lambda p=p, r=r: reflections.submit(reflection=r, by=p) for p, r in rows.items()]
    assert at_once(*verbs) == []
    assert set(talk.reflections.values_list("status", flat=True)) == {Reflection.Status.REVEALED}
    assert set(Answer.objects.visible_to(cast.bo).values_list("text", flat=True)) == {
        cast.anna.name,
        cast.bo.name,
    }


def test_handing_in_twice_at_once_is_once(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    row = talks.write(talk, cast.bo, "Mine ord")
    assert at_once(*[lambda: reflections.submit(reflection=row, by=cast.bo)] * 3) == []
    assert talks.reflection_of(talk, cast.bo).version == row.version + 1


def test_saving_the_same_words_at_once_is_one_save(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    row = talks.reflection_of(talk, cast.bo)
    save = lambda: talks.reflections.save_reflection(  # noqa: E731
        reflection=row, by=cast.bo, texts={("answer", question): "Ord"}, seen={}
    )
    question = talk.question_set.questions.filter(kind="text").first().pk
    assert at_once(save, save) == []
    assert (talks.reflection_of(talk, cast.bo).version, Answer.objects.count()) == (2, 1)


def test_taking_back_while_the_other_hands_in_never_opens_one_alone(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    mine, theirs = talks.submit(talk, cast.anna), talks.write(talk, cast.bo, "Bos ord")
    at_once(
        lambda: reflections.withdraw(reflection=mine, by=cast.anna),
        lambda: reflections.submit(reflection=theirs, by=cast.bo),
    )
    opened = [row.is_revealed for row in talk.reflections.all()]
    assert opened in ([True, True], [False, False])


def test_inviting_twice_at_once_gives_one_invitation(cast: Cast) -> None:
    talks.questions.load_question_sets()
    verb = lambda: invitations.draft_invitation(theme=cast.theme, by=cast.anna)  # noqa: E731
    assert at_once(verb, verb, verb) == []
    assert cast.theme.conversations.count() == 1
