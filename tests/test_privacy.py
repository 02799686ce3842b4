"""What one leader wrote in private is on no page that anyone else can open (FEATURES 22)."""

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from dialogues.models import Answer, Conversation, Recognition
from tests.cast import Cast
from tests.talks import invited_talk, reflection_of
from tests.test_access import PEOPLE, ROWS, Args

# Searched for by its first word, and looked for by its second.
WORD, SECRET = "MARKØR", "8841-hemmelig"
MARK = f"{WORD} {SECRET}"
PAGES = [row for row in ROWS if row[2] == "GET"]


def plant(talk: Conversation, cast: Cast) -> None:
    """Anna's words, in every place that a reflection has for them; not yet open to Bo."""
    mine = reflection_of(talk, cast.anna)
    question = talk.question_set.questions.filter(kind="text").first()
    Answer.objects.create(reflection=mine, question=question, text=f"{MARK} i et svar")
    point = cast.theme.duties.first().point
    words = {"level": "talk", "offer": f"{MARK} tilbud", "need": f"{MARK} behov"}
    Recognition.objects.create(reflection=mine, point=point, **words)


@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row[0]}-{row[1].__name__}")
def test_page_shows_others_nothing(cast: Cast, row: tuple[str, Args, str, str]) -> None:
    address = reverse(row[0], args=row[1](cast))
    for talk in Conversation.objects.filter(~Q(status="draft")):
        plant(talk, cast)
    for who in PEOPLE:
        client = Client()
        if who == "anna":
            continue
        if who != "anonymous":
            client.force_login(getattr(cast, who))
        for query in ("", f"?q={WORD}"):
            answer = client.get(address + query)
            body = answer.content.decode() if not answer.streaming else ""
            assert SECRET not in body, who


def test_author_reads_own_words(cast: Cast) -> None:
    talk = invited_talk(cast)
    plant(talk, cast)
    client = Client()
    client.force_login(cast.anna)
    assert MARK in client.get(reverse("dialogues:preparation", args=[talk.pk])).content.decode()
