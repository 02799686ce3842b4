"""What the two do between the talks: once, each for self, and nobody who has left the role."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dialogues.models import Acknowledgement, Pulse, PulseAnswer, QuestionSet, Sparring, Task
from dialogues.services import partnership
from referenceledelse.core.web.errors import Refused, Stale
from roles.models import User
from tests.dialogues.queries.rows import held, sides
from tests.town import FORMER_NL, FORMER_RL, NL, OTHER_NL, OTHER_RL, RL, Town, day
from themes.models import Assignment, ValueStory

pytestmark = pytest.mark.django_db


def sparring(town: Town, pair: tuple[str, str] = (NL, RL), **fields: Any) -> Sparring:
    told = {"theme": town.theme, "takes_place_on": day(-1), "created_by": town[NL]}
    return Sparring.objects.create(**told | sides(town, pair) | fields)


def write(town: Town, row: Sparring, name: str, **told: Any) -> Sparring:
    values = {
        "version": row.version,
        "takes_place_on": day(-1),
        "subject": "Tempo",
        "takeaway": "Ring oftere",
        "is_held": False,
    } | told
    return partnership.write_sparring(sparring=row, by=town[name], **values)


# Sparring


def test_who_left_plans_none_and_writes_deletes_none_of_theirs(town: Town) -> None:
    row = sparring(town, (NL, FORMER_RL), subject="Før")
    with pytest.raises(PermissionDenied):
        partnership.plan_sparring(theme=town.theme, by=town[FORMER_RL], takes_place_on=day())
    with pytest.raises(PermissionDenied):
        write(town, row, FORMER_RL)
    with pytest.raises(PermissionDenied):
        partnership.delete_sparring(sparring=row, by=town[FORMER_RL])
    assert Sparring.objects.get().subject == "Før"


def test_the_same_sparring_twice_is_one(town: Town) -> None:
    told = {"theme": town.theme, "takes_place_on": day(3), "subject": "Tempo"}
    first, again = (partnership.plan_sparring(by=town[name], **told) for name in (NL, RL))
    assert first == again
    assert (first.created_by, first.reference_leader) == (town[NL], town[RL])


def test_each_writes_the_own_takeaway(town: Town) -> None:
    row = sparring(town)
    write(town, write(town, row, NL, takeaway="Leders"), RL, takeaway="Referencens")
    row.refresh_from_db()
    told = (row.network_leader_takeaway, row.reference_leader_takeaway, row.subject)
    assert told == ("Leders", "Referencens", "Tempo")


def test_what_the_other_has_changed_meanwhile_is_not_overwritten(town: Town) -> None:
    row = sparring(town)
    write(town, row, RL)
    with pytest.raises(Stale):
        write(town, row, NL, version=1, subject="Andet")


def test_what_is_to_come_is_planned_and_not_held(town: Town) -> None:
    row = sparring(town)
    with pytest.raises(Refused):
        write(town, row, NL, takes_place_on=day(1), is_held=True)
    row = write(town, row, NL, takes_place_on=day(1))
    assert (row.takes_place_on, row.held_at) == (day(1), None)
    assert write(town, row, NL, takes_place_on=day(), is_held=True).held_at


def test_when_it_was_held_stays_until_it_was_not(town: Town) -> None:
    moment = timezone.now() - timedelta(days=2)
    row = write(town, sparring(town, held_at=moment), NL, is_held=True)
    assert row.held_at == moment
    assert write(town, row, NL).held_at is None


OTHERS = [
    {"theme": True},
    {"pair": (FORMER_NL, RL)},
    {"pair": (NL, FORMER_RL)},
    {"days": -5},
    {"subject": "Andet"},
    {"topic": "habit"},
]


@pytest.mark.parametrize("other", OTHERS, ids=str)
def test_only_the_twos_same_sparring_is_in_the_way(town: Town, other: dict) -> None:
    told = {"takes_place_on": day(-1), "subject": "Tempo"} | other
    if days := told.pop("days", None):
        told["takes_place_on"] = day(days)
    if told.pop("theme", None):
        told["theme"] = town.other_theme
    sparring(town, **told)
    assert write(town, sparring(town, subject="Nyt"), NL).subject == "Tempo"


def test_the_same_sparring_is_not_noted_twice(town: Town) -> None:
    sparring(town, subject="Tempo")
    with pytest.raises(Refused):
        write(town, sparring(town, subject="Nyt"), NL)


def test_a_planned_sparring_goes_and_a_held_one_stays(town: Town) -> None:
    partnership.delete_sparring(sparring=sparring(town, subject="Planlagt"), by=town[RL])
    row = sparring(town, held_at=timezone.now())
    with pytest.raises(Refused):
        partnership.delete_sparring(sparring=row, by=town[RL])
    assert list(Sparring.objects.all()) == [row]


# Acknowledgement


def thank(town: Town, text: str = "Tak", **fields: Any) -> Acknowledgement:
    return partnership.acknowledge(theme=town.theme, by=town[RL], text=text, **fields)


def test_words_sent_twice_at_once_are_one_and_later_words_are_new(town: Town) -> None:
    first = thank(town)
    assert thank(town) == first
    assert thank(town, "Tak igen") != first
    long_ago = timezone.now() - 2 * partnership.DOUBLE
    Acknowledgement.objects.filter(pk=first.pk).update(sent_at=long_ago)
    assert thank(town) != first
    for name in (NL, FORMER_RL, OTHER_RL):
        with pytest.raises(PermissionDenied):
            partnership.acknowledge(theme=town.theme, by=town[name], text="Tak")


def test_a_story_is_acknowledged_with_a_press_or_with_words(town: Town) -> None:
    told = {"theme": town.theme, "created_by": town[NL], "title": "Naboer"}
    story = ValueStory.objects.create(change="De mødes", for_whom="Alle", gain="citizen", **told)
    pressed = partnership.acknowledge_story(story=story, by=town[RL])
    assert pressed.text == "Jeg anerkender værdien i “Naboer”."
    said = partnership.acknowledge_story(story=story, by=town[RL], text="Flot")
    assert (said.text, said.kind, said.story) == ("Flot", "value", story)
    assert (said.theme, said.network_leader) == (town.theme, town[NL])


def test_the_network_leader_reads_the_own_and_only_the_first_time_counts(town: Town) -> None:
    mine = thank(town)
    told = {"text": "Tak", "theme": town.theme}
    before = Acknowledgement.objects.create(**told | sides(town, (FORMER_NL, RL)))
    other = Acknowledgement.objects.create(
        **told | sides(town, (NL, RL)) | {"theme": town.other_theme}
    )
    partnership.mark_read(theme=town.theme, by=town[NL])
    first = Acknowledgement.objects.get(pk=mine.pk).read_at
    assert first
    partnership.mark_read(theme=town.theme, by=town[NL])
    assert Acknowledgement.objects.get(pk=mine.pk).read_at == first
    unread = Acknowledgement.objects.filter(read_at=None)
    assert set(unread) == {before, other}
    with pytest.raises(PermissionDenied):
        partnership.mark_read(theme=town.theme, by=town[OTHER_NL])


# Pulse


@pytest.fixture
def pulse(town: Town) -> Pulse:
    """A pulse of two questions, asked by the reference leader."""
    kind = {"kind": "pulse", "name_da": "Puls"}
    questions = QuestionSet.objects.create(number=999, is_published=True, **kind)
    for order in (1, 2):
        questions.questions.create(key=f"q{order}", order=order)
    told = {"theme": town.theme, "question_set": questions, "opened_by": town[RL]}
    return Pulse.objects.create(**told | sides(town, (NL, RL)))


def answer(town: Town, pulse: Pulse, name: str, text: str) -> Pulse:
    key = pulse.question_set.questions.first().pk
    return partnership.answer_pulse(pulse=pulse, by=town[name], answers={key: text})


def leave(town: Town, name: str) -> None:
    """The person has left the role, and works here still."""
    Assignment.objects.filter(theme=town.theme, person=town[name]).delete()


def test_one_pulse_at_a_time_and_only_who_leads_asks(town: Town, pulse: Pulse) -> None:
    assert partnership.open_pulse(theme=town.theme, by=town[NL]) == pulse
    with pytest.raises(PermissionDenied):
        partnership.open_pulse(theme=town.theme, by=town[FORMER_NL])


@pytest.mark.parametrize("pair", [(FORMER_NL, RL), (NL, FORMER_RL)], ids=" and ".join)
def test_a_pulse_of_an_earlier_pair_is_not_theirs(
    town: Town, pulse: Pulse, pair: tuple[str, str]
) -> None:
    Pulse.objects.filter(pk=pulse.pk).update(**sides(town, pair))
    row = partnership.open_pulse(theme=town.theme, by=town[NL])
    assert row != pulse
    assert (row.network_leader, row.reference_leader) == (town[NL], town[RL])


def test_no_pulse_without_questions(town: Town) -> None:
    with pytest.raises(Refused):
        partnership.open_pulse(theme=town.theme, by=town[NL])


def test_both_open_with_the_second_answer_and_each_counts_once(town: Town, pulse: Pulse) -> None:
    assert answer(town, pulse, NL, "Godt").revealed_at is None
    assert answer(town, pulse, NL, "Skidt").revealed_at is None
    assert answer(town, pulse, RL, "Fint").revealed_at
    told = set(PulseAnswer.objects.values_list("person", "text"))
    both = {(town[NL].pk, "Godt"), (town[RL].pk, "Fint")}
    assert told == both | {(town[NL].pk, ""), (town[RL].pk, "")}
    with pytest.raises(Refused):
        partnership.withdraw_pulse(pulse=pulse, by=town[NL])
    assert partnership.open_pulse(theme=town.theme, by=town[NL]) != pulse


def test_a_pulse_does_not_open_for_one_who_has_left_the_role(town: Town, pulse: Pulse) -> None:
    answer(town, pulse, NL, "Mellem os")
    leave(town, RL)
    with pytest.raises(Refused):
        answer(town, pulse, RL, "Fint")
    pulse.refresh_from_db()
    assert pulse.revealed_at is None
    assert not PulseAnswer.objects.visible_to(town[RL]).exists()


def test_ones_own_answers_are_taken_back_until_both_are_in(town: Town, pulse: Pulse) -> None:
    answer(town, pulse, NL, "Godt")
    PulseAnswer.objects.filter(person=town[NL]).update(text="Mit")
    partnership.withdraw_pulse(pulse=pulse, by=town[RL])
    assert PulseAnswer.objects.filter(person=town[NL]).exists()
    partnership.withdraw_pulse(pulse=pulse, by=town[NL])
    assert not PulseAnswer.objects.exists()
    for name in (FORMER_NL, OTHER_NL):
        with pytest.raises(PermissionDenied):
            partnership.withdraw_pulse(pulse=pulse, by=town[name])


# Change of person


@pytest.fixture
def task(town: Town) -> Task:
    """Something that the former network leader has not done."""
    talk = held(town, (FORMER_NL, RL))
    told = {"owner": town[FORMER_NL], "created_by": town[RL], "text": "Ring til skolen"}
    return Task.objects.create(conversation=talk, **told)


def hand_over(town: Town, by: str, *tasks: Task, **told: Any) -> None:
    people: dict[str, User] = {"predecessor": town[FORMER_NL], "successor": town[NL]}
    partnership.hand_over(theme=town.theme, by=town[by], tasks=tasks, **people | told)


def test_who_has_left_gives_the_open_tasks_on(town: Town, task: Task) -> None:
    hand_over(town, FORMER_NL, task, note="Det vigtigste")
    task.refresh_from_db()
    assert (task.owner, task.succession.note) == (town[NL], "Det vigtigste")
    assert (task.network_leader, task.reference_leader) == (None, None)
    with pytest.raises(Refused):
        hand_over(town, FORMER_NL, task)


def test_who_chooses_for_self_has_taken_them_over(town: Town, task: Task) -> None:
    User.objects.filter(pk=town[FORMER_NL].pk).update(active_to=day(-1))
    hand_over(town, NL, task, predecessor=User.objects.get(pk=town[FORMER_NL].pk))
    task.refresh_from_db()
    assert task.owner == town[NL]
    assert (task.network_leader, task.reference_leader) == (town[NL], town[RL])


@pytest.mark.parametrize("name", [NL, FORMER_RL, OTHER_NL])
def test_nobody_else_gives_them_on(town: Town, task: Task, name: str) -> None:
    with pytest.raises(PermissionDenied):
        hand_over(town, name, task)
    assert Task.objects.get().owner == town[FORMER_NL]


def test_only_open_tasks_of_the_one_on_this_theme(town: Town, task: Task) -> None:
    talk, there = task.conversation, held(town, (FORMER_NL, RL), theme=town.other_theme)
    told = {"created_by": town[RL], "text": "Andet"}
    done = {"owner": town[FORMER_NL], "done_at": timezone.now()}
    others = [
        Task.objects.create(conversation=talk, **told, **done),
        Task.objects.create(conversation=talk, **told, owner=town[RL]),
        Task.objects.create(conversation=there, **told, owner=town[FORMER_NL]),
    ]
    with pytest.raises(Refused):
        hand_over(town, FORMER_NL, *others)
    with pytest.raises(Refused):
        hand_over(town, FORMER_NL)
    task.refresh_from_db()
    assert task.owner == town[FORMER_NL]
