"""What the two read once they have opened for each other: each duty with both halves."""

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.models import Recognition
from dialogues.services import reflections
from roles.models import RolePoint, User
from tests import talks
from tests.cast import Cast
from tests.dialogues.duty_pages import read


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


def test_only_a_wish_to_talk_calls_for_a_duty_and_it_bears_its_name(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    hers, his = (talks.reflection_of(talk, one) for one in (cast.anna, cast.bo))
    for key, mine, other in (
        ("capital", {"level": "rely"}, {"level": "not_yet", "need": "Hjælp"}),
        ("value", {"level": "rely"}, {"level": "talk"}),
    ):
        point = cast.theme.duties.get(key=key).point
        Recognition.objects.create(reflection=hers, point=point, **mine)
        Recognition.objects.create(reflection=his, point=point, **other)
    for person in (cast.anna, cast.bo):
        talks.submit(talk, person)
    for reader in (cast.anna, cast.bo):
        page = read(reader, reverse("dialogues:reveal", args=[talk.pk]))
        assert page.count("vil gerne tale om opgaven") == 2
        _before, _heading, after = page.partition('id="duty-value"')
        assert "Bo vil gerne tale om opgaven" in after
        assert "Jeg vil gerne tale om opgaven" in after
