"""A talk is about the two: what they are asked first, and whose the ten duties are."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from dialogues.models import Conversation, Question, Recognition
from dialogues.services import agenda, conversations, reflections
from roles.models import RolePoint
from tests import talks
from tests.cast import Cast
from tests.dialogues.duty_pages import duty_of, read, signed_in
from tests.dialogues.test_agenda import with_three

KNOWN = "Jeg kender det fra hjemmeplejen"


def preparation(talk: Conversation) -> str:
    return f"/samtaler/{talk.pk}/forberedelse/"


def folds(page: str) -> dict[str, bool]:
    """Whether each of the preparation's folds is open."""
    tags = {name: f'<details class="details asked-{name}"' for name in ("more", "ten")}
    return {name: page.partition(tag)[2].startswith(" open") for name, tag in tags.items()}


@pytest.mark.parametrize("who", ["anna", "bo"])
def test_preparation_opens_with_the_two_and_folds_the_ten(cast: Cast, who: str) -> None:
    talk, person = talks.agreed_talk(cast), getattr(cast, who)
    page = read(person, preparation(talk))
    assert folds(page) == {"more": False, "ten": False}
    questions = {one.key: one for one in talk.question_set.questions.all()}
    first = ["needs", "wishes", "expectations", "recognises", "stake", "bring"]
    side = talk.side(person)
    places = [page.index(questions[key].wording(side)) for key in first]
    places += [page.index("Flere spørgsmål"), page.index(questions["ten"].wording(side))]
    places += [
        page.index("Opgaver, du selv vil nævne (valgfrit)"),
        page.index("1. Strategisk kobling"),
    ]
    assert places == sorted(places)
    assert page.count("<textarea") >= 31


def test_ten_are_one_question_for_the_reference_leader_and_one_for_the_other(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    asked = "Kan du genkende dig selv og dine kompetencer i de ti opgaver?"
    assert asked in read(cast.bo, preparation(talk))
    assert asked not in read(cast.anna, preparation(talk))
    # A talk with the questions of an earlier edition, or of the secretariat, asks it all the same.
    Question.objects.filter(key="ten").delete()
    assert asked in read(cast.bo, preparation(talk))
    assert "Hvad har du brug for fra Bo i de ti opgaver?" in read(cast.anna, preparation(talk))


def test_fold_is_open_where_something_is_written_and_all_of_it_is_saved(cast: Cast) -> None:
    talk, point = talks.agreed_talk(cast), duty_of(cast, "capital").point
    last = talk.question_set.questions.get(key="good")
    bo, url = signed_in(cast.bo), preparation(talk)
    bo.post(f"{url}gem/", {f"need_{point.pk}": "En ansøgning", f"seen_need_{point.pk}": ""})
    assert folds(read(cast.bo, url)) == {"more": False, "ten": True}
    bo.post(url, {f"answer_{last.pk}": "Et halvt år"})
    assert folds(read(cast.bo, url)) == {"more": True, "ten": True}
    page = read(cast.bo, url)
    assert "En ansøgning" in page and "Et halvt år" in page
    talks.submit(talk, cast.bo)
    assert "En ansøgning" in read(cast.bo, url)


def test_one_answer_to_the_ten_is_read_by_its_writer_and_by_the_other(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    ten = talk.question_set.questions.get(key="ten")
    mine = talks.reflection_of(talk, cast.bo)
    texts = {("answer", ten.pk): "I de fleste"}
    reflections.save_reflection(reflection=mine, by=cast.bo, texts=texts)
    for person in (cast.bo, cast.anna):
        talks.submit(talk, person)
    assert "I de fleste" in read(cast.bo, preparation(talk))
    assert "I de fleste" in read(cast.anna, f"/samtaler/{talk.pk}/svarene/")


def test_network_leader_takes_no_duty_over(cast: Cast) -> None:
    talk, point = talks.agreed_talk(cast), duty_of(cast, "capital").point
    page = read(cast.anna, preparation(talk))
    assert "klarer" not in page
    assert "Det har jeg ikke brug for hjælp til lige nu" in page
    assert "Jeg har brug for lidt hjælp" in page
    for level, is_kept in (("alone", False), ("not_now", True)):
        name = f"level_{point.pk}"
        data = {name: level, f"seen_{name}": ""}
        signed_in(cast.anna).post(f"{preparation(talk)}gem/", data)
        assert Recognition.objects.filter(level=level).exists() == is_kept


def migrated(name: str, step: str, app: str = "dialogues") -> Any:
    return getattr(import_module(f"{app}.migrations.{name}"), step)(apps, None)


def test_who_managed_alone_needs_no_help_now(cast: Cast) -> None:
    talk, point = talks.agreed_talk(cast), duty_of(cast, "capital").point
    mine = talks.reflection_of(talk, cast.anna)
    row = Recognition.objects.create(reflection=mine, point=point, level="alone", offer="Tid")
    migrated("0020_the_co_player_has_a_step", "need_no_help")
    row.refresh_from_db()
    assert (row.level, row.offer) == ("not_now", "Tid")


def test_talk_to_come_gets_the_step_and_keeps_what_was_chosen(cast: Cast) -> None:
    ahead = talks.agreed_talk(cast)
    as_before(ahead)
    agenda.choose_duty(conversation=ahead, by=cast.bo, step="opgave-9", is_chosen=True)
    migrated("0020_the_co_player_has_a_step", "put_first")
    steps = ahead.points.exclude(point=None).filter(is_chosen=True)
    assert list(steps.values_list("step", flat=True)) == ["opgave-6", "opgave-3", "opgave-9"]
    conversations.start(conversation=ahead, by=cast.bo)
    assert list(steps.values_list("step", flat=True)) == ["opgave-6", "opgave-3", "opgave-9"]


def test_talk_to_come_lets_lie_what_nobody_asked_for(cast: Cast) -> None:
    ahead = talks.agreed_talk(cast)
    asked = Recognition.objects.create(
        reflection=talks.reflection_of(ahead, cast.anna),
        point=duty_of(cast, "value").point,
        level="talk",
    )
    for person in (cast.anna, cast.bo):
        talks.submit(ahead, person)
    ahead.points.filter(step__in=("opgave-2", "opgave-3")).update(is_chosen=True)
    migrated("0024_no_duty_is_put_on_for_the_two", "let_lie")
    chosen = ahead.points.exclude(point=None).filter(is_chosen=True)
    assert [row.point for row in chosen][1:] == [asked.point]
    assert chosen.first().step == "opgave-6"


def as_before(talk: Conversation) -> None:
    """The talk as it was laid out when the co-player could be left aside."""
    for place, number in enumerate([3, 1, 2, *range(4, 11)], start=3):
        talk.points.filter(step=f"opgave-{number}").update(order=place, is_chosen=number == 3)


def test_talk_that_has_begun_goes_on_by_its_own_steps(cast: Cast) -> None:
    talk = talks.started_talk(cast)
    as_before(talk)
    migrated("0020_the_co_player_has_a_step", "put_first")
    assert talk.points.get(is_chosen=True, point__isnull=False).step == "opgave-3"
    assert "Trin 3 af 6" in read(cast.bo, f"/samtaler/{talk.pk}/guide/opgave-3/")


@pytest.fixture
def without_the_rule(cast: Cast) -> Iterator[Cast]:
    """The database as it was before it knew whose the duties are."""
    is_sqlite = connection.vendor == "sqlite"
    rule = "ALTER TABLE roles_rolepoint DROP CONSTRAINT role_point_duty_is_the_reference_leaders"
    with connection.cursor() as cursor:
        if not is_sqlite:
            # What is to be checked at the end would stand in the way of changing the table.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("PRAGMA ignore_check_constraints = ON" if is_sqlite else rule)
        yield cast
        if is_sqlite:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("network_leader", "reference_leader_helps"),
        ("secretariat", "reference_leader"),
        ("jointly", "jointly"),
    ],
)
def test_duty_that_another_answered_for_is_the_reference_leaders(
    without_the_rule: Cast, was: str, becomes: str
) -> None:
    points = RolePoint.objects.filter(key__in=("capital", "facilitate"))
    points.update(bearer=was)
    migrated("0012_duties_are_the_reference_leaders", "give_back", "roles")
    assert dict(points.values_list("key", "bearer")) == {"capital": becomes, "facilitate": was}


# The fixed step


def test_co_player_is_asked_of_the_reference_leader_whatever_else_calls(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    mine = talks.reflection_of(talk, cast.anna)
    for key in ("capital", "value", "arenas", "ownership"):
        point = duty_of(cast, key).point
        Recognition.objects.create(reflection=mine, point=point, need="Hjælp")
    talks.write(talk, cast.bo, KNOWN)
    talks.submit(talk, cast.bo)
    conversations.start(conversation=talk, by=cast.anna)
    step = f"/samtaler/{talk.pk}/guide/opgave-6/"
    assert 'href="' + step in read(cast.anna, f"/samtaler/{talk.pk}/guide/velkomst/")
    assert KNOWN not in read(cast.anna, step)
    talks.submit(talk, cast.anna)
    for reader, heading in (
        (cast.anna, "Bo Refsgaard fortæller med egne ord"),
        (cast.bo, "Fortæl med dine egne ord"),
    ):
        page = read(reader, step)
        assert heading in page and "Trin 3 af 6" in page
        assert page.count(KNOWN) >= 4
        assert "Spørg hinanden" not in page
        for asked in ("forventer du af netværket", "dit eget område", "egen aktie", "dig selv i"):
            assert asked in page


def test_guide_goes_from_the_needs_to_the_co_player(cast: Cast) -> None:
    talk, bo = talks.started_talk(cast), signed_in(cast.bo)
    needs = f"/samtaler/{talk.pk}/guide/behov/"
    assert bo.post(needs, {"then": "next"}).url == f"/samtaler/{talk.pk}/guide/opgave-6/"


# The page where the two read each other


def test_duty_is_put_on_the_agenda_where_the_two_read_each_other(cast: Cast) -> None:
    talk, bo = talks.agreed_talk(cast), signed_in(cast.bo)
    mine = talks.reflection_of(talk, cast.bo)
    for duty in cast.theme.duties.all():
        Recognition.objects.create(reflection=mine, point=duty.point, need="Hjælp")
    for person in (cast.anna, cast.bo):
        talks.submit(talk, person)
    with_three(talk)
    page, plan = f"/samtaler/{talk.pk}/svarene/", f"/samtaler/{talk.pk}/dagsorden/"
    before = read(cast.bo, page)
    assert before.count("På dagsordenen</p>") == 3
    assert before.count("Hører altid med til samtalen") == 1
    answer = bo.post(plan, {"in": "opgave-9", "svar": "1"})
    assert answer.url == f"{page}#duty-political_interplay"
    bo.post(plan, {"in": "opgave-8", "svar": "1"})
    full = read(cast.anna, page)
    assert full.count("På dagsordenen</p>") == 5
    assert 'name="in"' not in full
    assert "Lad en af dem ligge" in full
    assert bo.post(plan, {"svar": "1"}).url == f"{page}#duties-heading"


def test_agenda_is_not_changed_there_once_the_talk_is_held(cast: Cast) -> None:
    talk = talks.revealed_talk(cast)
    conversations.start(conversation=talk, by=cast.anna)
    conversations.hold(conversation=talk, by=cast.anna)
    page = read(cast.bo, f"/samtaler/{talk.pk}/svarene/")
    assert 'name="svar"' not in page
    assert "På dagsordenen</p>" not in page
