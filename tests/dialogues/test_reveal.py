"""What the two read once they have opened for each other: each duty with both halves."""

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.models import Recognition
from dialogues.pages.reflections import RecognisedDuty
from dialogues.services import reflections
from roles.models import RolePoint, User
from tests import talks
from tests.cast import Cast


def recognise(cast: Cast, person: User, order: int, word: str) -> None:
    """The person has written of one duty alone, and hands in."""
    talk = cast.theme.conversations.get()
    point = RolePoint.objects.get(duties__theme=cast.theme, order=order)
    texts = {("level", point.pk): "yes", ("offer", point.pk): word, ("need", point.pk): word}
    row = talks.reflection_of(talk, person)
    reflections.save_reflection(reflection=row, by=person, texts=texts)
    talks.submit(talk, person)


@pytest.mark.parametrize("reader", ["anna", "bo"])
def test_each_half_of_a_duty_stands_in_its_place(cast: Cast, client: Client, reader: str) -> None:
    talk = talks.invited_talk(cast)
    recognise(cast, cast.anna, 3, "Annas")
    recognise(cast, cast.bo, 7, "Bos")
    client.force_login(getattr(cast, reader))
    duties = client.get(reverse("dialogues:reveal", args=[talk.pk])).context["duties"]
    halves = [
        [side and (side.level, side.offer, side.need) for side in one.sides] for one in duties
    ]
    hers, his = [("yes", "Annas", "Annas"), None], [None, ("yes", "Bos", "Bos")]
    assert halves == [hers, his]


def test_only_what_one_of_the_two_answered_is_shown(cast: Cast, client: Client) -> None:
    talk = talks.invited_talk(cast)
    talks.write(talk, cast.anna, "Fra Anna")
    for person in (cast.anna, cast.bo):
        talks.submit(talk, person)
    client.force_login(cast.bo)
    response = client.get(reverse("dialogues:reveal", args=[talk.pk]))
    answered = response.context["questions"]
    free = talk.question_set.questions.filter(kind="text").count()
    assert [[side.answer for side in one.sides] for one in answered] == [["Fra Anna", ""]] * free
    assert response.content.decode().count("(ikke besvaret)") == free
    assert response.context["duties"] == []


def test_duties_stand_in_their_order(cast: Cast, client: Client) -> None:
    talk = talks.invited_talk(cast)
    mine = talks.reflection_of(talk, cast.anna)
    for duty in cast.theme.duties.all():
        Recognition.objects.create(reflection=mine, point=duty.point, offer="Tid")
    for person in (cast.anna, cast.bo):
        talks.submit(talk, person)
    RolePoint.objects.filter(duties__theme=cast.theme, order=1).update(order=11)
    client.force_login(cast.anna)
    duties = client.get(reverse("dialogues:reveal", args=[talk.pk])).context["duties"]
    assert [one.point.order for one in duties] == [*range(2, 12)]


@pytest.mark.parametrize(
    ("hers", "his", "wants"),
    [
        ({"level": "rely"}, {"level": "yes"}, False),
        ({"level": "rely"}, {"level": "partly"}, True),
        ({"level": "rely"}, {"level": "not_yet"}, True),
        ({"level": "little"}, {"level": "not_yet"}, True),
        ({"level": "little"}, {"level": "partly"}, False),
        ({"level": "not_now"}, {"level": "yes"}, False),
        ({"level": "not_now"}, {"level": "not_yet"}, False),
        ({"level": "unsure"}, {"level": "yes"}, False),
        ({"level": "talk"}, {"level": "talk"}, True),
        ({"level": "rely"}, {"level": "yes", "need": "Hjælp"}, True),
        ({"level": "rely"}, {"level": "yes", "offer": "Tid"}, False),
        ({"level": "rely"}, {"offer": "Tid"}, False),
        ({"level": "not_yet"}, None, False),
        (None, {"level": "talk"}, True),
        (None, {"need": "Hjælp"}, True),
        (None, None, False),
    ],
)
def test_when_a_duty_calls_for_a_talk(
    hers: dict[str, str] | None, his: dict[str, str] | None, wants: bool
) -> None:
    sides = tuple(None if one is None else Recognition(**one) for one in (hers, his))
    assert RecognisedDuty(RolePoint(), sides).wants_talk == wants
