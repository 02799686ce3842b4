"""Two people write in the same minute, in any order: every saved sentence is kept or shown."""

import html
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogues.models import Conversation
from roles.models import RoleKey, User
from tests import talks
from tests.cast import Cast, assign, make_theme

STEPS = ("velkomst", "opgave-3")
FIELDS = ("note", "decision")
AREA = re.compile(r'<textarea name="(note|decision)"[^>]*>\n?(.*?)</textarea>', re.DOTALL)
SEEN = re.compile(r'name="seen_(note|decision)" value="([^"]*)"')
THEIRS = re.compile(r'data-meets="(\w+)" data-seen="([^"]*)" data-value="([^"]*)"')
BROUGHT = re.compile(r'data-text="(\w+)" data-value="([^"]*)" data-seen="([^"]*)"')


@dataclass
class Screen:
    """One person's browser: what stands in its fields, and what it has been shown."""

    person: User
    talk: Conversation
    step: str = STEPS[0]
    text: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = Client()
        self.client.force_login(self.person)
        self.read(self.client.get(self.url).content.decode())

    @property
    def url(self) -> str:
        return f"/samtaler/{self.talk.pk}/guide/{self.step}/"

    def read(self, page: str) -> None:
        form = page[page.index('id="point-form"') :]
        self.text = {name: html.unescape(text) for name, text in AREA.findall(form)}
        self.before, self.seen = dict(self.text), dict(SEEN.findall(form))

    def type(self, name: str, sentence: str) -> None:
        self.text[name] = f"{self.text[name]} {sentence}".strip()

    def save_itself(self, name: str, choice: str = "both") -> None:
        """What the browser sends when the person stops typing, and what it does with the answer."""
        sent = {name: self.text[name], f"seen_{name}": self.seen[name]}
        answer = self.client.post(f"{self.url}gem/", sent, headers={"hx-request": "true"})
        page = answer.content.decode()
        if answer.status_code == 200:
            self.saved.append(self.text[name])
            self.before[name] = self.text[name]
            self.seen |= dict(SEEN.findall(page))
            return
        assert answer.status_code == 409
        for met, seen, value in THEIRS.findall(page):
            self.shown += [self.text[met], html.unescape(value)]
            self.seen[met] = seen
            if choice == "theirs":
                self.text[met] = html.unescape(value)
            elif choice == "both":
                self.text[met] = f"{html.unescape(value)}\n\n{self.text[met]}"

    def press(self, then: str) -> None:
        """A button of the form, which carries all that stands in it."""
        sent = {**self.text, **{f"seen_{name}": self.seen[name] for name in FIELDS}, "then": then}
        answer = self.client.post(self.url, sent)
        if answer.status_code == 409:
            page = answer.content.decode()
            self.shown += [html.unescape(text) for text in re.findall(r">([^<>]+)<", page)]
            self.shown += self.text.values()
            self.read(page)
            return
        assert answer.status_code == 302
        self.saved += self.text.values()
        self.step = "opgave-3" if then == "next" else self.step
        self.read(self.client.get(self.url).content.decode())

    def keep_up(self) -> None:
        """What the beacon brings into the fields that the person left alone."""
        asked = {"trin": self.step, "version": "0"}
        page = self.client.get(f"/samtaler/{self.talk.pk}/trin/", asked).content.decode()
        for name, value, seen in BROUGHT.findall(page):
            if name in FIELDS and self.text[name] == self.before[name]:
                self.text[name] = self.before[name] = html.unescape(value)
                self.seen[name] = seen


def sentences(texts: list[str]) -> set[str]:
    return set(re.findall(r"Sætning \d+\.", " ".join(texts)))


ACTIONS = st.tuples(
    st.sampled_from(("anna", "bo")),
    st.sampled_from(("type", "type", "type", "save", "save", "stay", "next", "keep_up")),
    st.sampled_from(FIELDS),
    st.sampled_from(("both", "both", "mine", "theirs")),
)


def play(screens: dict[str, Screen], actions: list[tuple[str, str, str, str]]) -> None:
    for number, (who, action, name, choice) in enumerate(actions):
        screen = screens[who]
        if action == "type":
            screen.type(name, f"Sætning {number}.")
        elif action == "save":
            screen.save_itself(name, choice)
        elif action == "keep_up":
            screen.keep_up()
        elif not (action == "next" and screen.step == "opgave-3"):
            screen.press(action)


@pytest.mark.django_db
def test_every_saved_sentence_is_in_the_record_or_in_a_shown_conflict(cast: Cast) -> None:
    played: list[Any] = []

    @settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
    @given(actions=st.lists(ACTIONS, min_size=6, max_size=30))
    def run(actions: list[tuple[str, str, str, str]]) -> None:
        theme = make_theme("Samme minut")
        for role, person in (
            (RoleKey.NETWORK_LEADER, cast.anna),
            (RoleKey.REFERENCE_LEADER, cast.bo),
        ):
            assign(theme, role, person)
        of_theme = Cast(**{**vars(cast), "theme": theme})
        talk = talks.started_talk(of_theme)
        screens = {who: Screen(getattr(cast, who), talk) for who in ("anna", "bo")}
        play(screens, actions)
        record = [text for row in talk.points.all() for text in (row.note, row.decision)]
        for screen in screens.values():
            others = [text for one in screens.values() for text in one.shown]
            assert sentences(screen.saved) <= sentences(record + others)
        played.append(len(actions))

    run()
    assert len(played) >= 50
