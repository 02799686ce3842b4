"""Notes to self, and what is added after the two have read each other: each the own alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dialogues.models import Addition, Conversation, PrivateNote, Reflection
from dialogues.services import notes
from referenceledelse.core.web.edits import Clash, fingerprint
from referenceledelse.core.web.errors import Refused
from tests.dialogues.queries.rows import held
from tests.town import FORMER_NL, NL, ONE, OTHER_NL, RL, Town
from themes.models import Phase, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(town: Town) -> Conversation:
    """A talk of the two, with a note of each, after another talk with notes of each."""
    talks = held(town, (NL, RL), theme=town.other_theme), held(town)
    for row in talks:
        for name in (RL, NL):
            PrivateNote.objects.create(conversation=row, author=town[name], text=name)
    return talks[1]


def texts() -> list[str]:
    return sorted(PrivateNote.objects.values_list("text", flat=True))


def save(town: Town, talk: Conversation, text: str, name: str = NL, **told: Any) -> Any:
    return notes.save_note(conversation=talk, by=town[name], text=text, **told)


def test_ones_own_note_of_the_talk_is_saved_and_no_other(town: Town, talk: Conversation) -> None:
    row = save(town, talk, "Mit")
    assert (row.author, row.conversation) == (town[NL], talk)
    assert texts() == sorted(["Mit", NL, RL, RL])
    moment = row.updated_at
    again = save(town, talk, "Mit")
    assert (again, again.updated_at) == (row, moment)
    assert save(town, talk, "Mere").updated_at > moment


def test_an_emptied_note_is_none_and_all_others_stay(town: Town, talk: Conversation) -> None:
    assert save(town, talk, "") is None
    assert texts() == sorted([NL, RL, RL])
    assert save(town, talk, "") is None
    assert save(town, talk, "Forfra").text == "Forfra"


def test_deleting_takes_ones_own_note_of_the_talk_alone(town: Town, talk: Conversation) -> None:
    notes.delete_note(conversation=talk, by=town[RL])
    left = PrivateNote.objects.values_list("conversation__theme", "author")
    mine, other = town.theme.pk, town.other_theme.pk
    assert set(left) == {(mine, town[NL].pk), (other, town[NL].pk), (other, town[RL].pk)}


@pytest.mark.parametrize("name", [FORMER_NL, OTHER_NL, ONE])
def test_nobody_else_keeps_or_deletes_notes(town: Town, talk: Conversation, name: str) -> None:
    with pytest.raises(PermissionDenied):
        save(town, talk, "Fremmed", name)
    with pytest.raises(PermissionDenied):
        notes.delete_note(conversation=talk, by=town[name])
    assert texts() == sorted([NL, NL, RL, RL])


def test_what_another_window_saved_is_not_overwritten(town: Town, talk: Conversation) -> None:
    with pytest.raises(Clash):
        save(town, talk, "Nyt", seen=fingerprint("Noget helt andet"))
    assert save(town, talk, "Nyt", seen=fingerprint(NL)).text == "Nyt"


# What is added


def reflection(town: Town, talk: Conversation, **told: Any) -> Reflection:
    now = timezone.now()
    values = {"status": "revealed", "submitted_at": now, "revealed_at": now} | told
    return Reflection.objects.create(conversation=talk, author=town[NL], **values)


def add(town: Town, row: Reflection, text: str = "Og", name: str = NL) -> Addition:
    return notes.add_to_reflection(reflection=row, by=town[name], text=text)


def test_the_same_text_twice_in_a_minute_is_added_once(town: Town, talk: Conversation) -> None:
    row = reflection(town, talk)
    first = add(town, row)
    assert add(town, row) == first
    assert add(town, row, "Endnu") != first
    long_ago = timezone.now() - 2 * notes.DOUBLE - timedelta(seconds=1)
    Addition.objects.filter(pk=first.pk).update(added_at=long_ago)
    assert add(town, row) != first
    there = reflection(town, Conversation.objects.exclude(pk=talk.pk).get())
    assert add(town, there).reflection == there


def test_only_its_author_adds_and_only_once_both_have_read(town: Town, talk: Conversation) -> None:
    row = reflection(town, talk)
    for name in (RL, ONE, FORMER_NL):
        with pytest.raises(PermissionDenied):
            add(town, row, name=name)
    unread = {"status": "submitted", "revealed_at": None}
    Reflection.objects.filter(pk=row.pk).update(**unread)
    with pytest.raises(Refused):
        add(town, row)
    assert not Addition.objects.exists()


def test_nothing_is_added_where_the_talk_cannot_go_on(town: Town, talk: Conversation) -> None:
    row = reflection(town, talk)
    Conversation.objects.filter(pk=talk.pk).update(status="time_agreed", held_at=None)
    assert add(town, row)
    Theme.objects.filter(pk=town.theme.pk).update(phase=Phase.objects.get(key=Phase.CLOSED))
    with pytest.raises(Refused):
        add(town, row, "For sent")
