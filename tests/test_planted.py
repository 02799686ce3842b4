"""What anyone may edit is text on every page, whoever opens it: markup in it does nothing."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import Resolver404, resolve, reverse
from pytest_django.plugin import DjangoDbBlocker

from dialogues.models import Conversation
from roles.models import RoleKey, Unit, User
from tests.planting import Form, Reader, fields, name, plant
from tests.test_access import ROWS, Undo
from themes.models import Arena, Assignment, ValueStory

pytestmark = [pytest.mark.once, pytest.mark.django_db]

# Each kind of person: the pair of a talk to come, one of a talk under way and one of an agreement,
# the owner of an arena, a line manager, the secretariat, and one who may all and reads English.
PEOPLE = (
    "anonymous", "employee", "network", "reference", "guide", "signed", "owner", "driver",
    "manager", "gry", "root",
)  # fmt: skip
# So many addresses of each name are opened by each; lists are long, and their rows are alike.
EACH = 1
# What is typed where the field is not known.
TYPED = """'"><img data-planted=x src=x onerror=y>{{ 7*7 }} %(x)s"""
START = (
    "/",
    "/soeg/?q=planted",
    f"/soeg/?q={TYPED}",
    f"/temaer/{TYPED}/",
    "/admin/",
    "/konto/login/",
    "/tilgaengelighed/",
)
# Leads out of the session that the rest of the pages are opened in.
AWAY = {"account_logout", "demo", "admin:logout"}


@dataclass
class Opened:
    """What one person saw: the names of the pages, what was alive on them, what was text."""

    names: set[str] = field(default_factory=set)
    alive: list[tuple[str, str]] = field(default_factory=list)
    shown: set[int] = field(default_factory=set)


def name_of(address: str) -> str:
    """The address's name; none where it is not ours."""
    parts = urlsplit(address)
    if parts.netloc or parts.scheme or parts.path.startswith("/static/"):
        return ""
    with suppress(Resolver404):
        return resolve(parts.path).view_name
    return "missing"


class Town:
    """The demo municipality full of markup, and who has seen what of it."""

    def __init__(self, people: dict[str, User | None]) -> None:
        self.people = people
        self.seen: dict[str, Opened] = {}
        self.sent: set[tuple] = set()

    def start(self) -> list[str]:
        """Where everybody begins; the rest is led to from there."""
        keys = ValueStory.objects.public().values_list("public_key", flat=True)[:EACH]
        return [*START, *(reverse("public_story", args=[key]) for key in keys)]

    def opened(self, who: str) -> Opened:
        if who not in self.seen:
            self.seen[who] = Visit(self, who).opened
        return self.seen[who]


class Visit:
    """One person opens whatever a page leads to, and sends every form that nobody has sent yet."""

    def __init__(self, town: Town, who: str) -> None:
        self.town, self.opened = town, Opened()
        self.client = Client()
        if person := town.people[who]:
            self.client.force_login(person)
        waiting = town.start()
        known, count = set(waiting), Counter()
        for address in waiting:
            for link in self.open(address):
                there = urljoin(address, link).partition("#")[0]
                called = name_of(there)
                if there not in known and called not in ("", *AWAY) and count[called] < EACH:
                    known.add(there)
                    count[called] += 1
                    waiting.append(there)

    def open(self, address: str) -> list[str]:
        """Read the page and what its forms answer; where it leads."""
        page = self.ask(address, self.client.get, address)
        for form in page.forms if page else ():
            there = urljoin(address, form.action or address)
            called = name_of(there)
            key = (called, form.method, *sorted(form.kinds))
            if key not in self.town.sent and called and called not in AWAY:
                self.town.sent.add(key)
                self.send(there, form)
        return page.links if page else []

    def send(self, address: str, form: Form) -> None:
        """With everything typed anew, in a page of its own and in a part of one; and as it is."""
        if form.method == "get" and not form.is_swapped:
            self.ask(address, self.client.get, address, form.typed(TYPED))
            return
        self.ask(address, self.client.post, address, form.typed(TYPED), follow=True)
        if form.is_swapped:
            swapped = {"HX-Request": "true"}
            self.ask(address, self.client.post, address, form.typed(TYPED), headers=swapped)
        button, value, other = next(iter(form.buttons), ("", "", ""))
        sent = form.sent | ({button: [value]} if button else {})
        there = urljoin(address, other) if other else address
        self.ask(there, self.client.post, there, sent, follow=True)

    def ask(self, address: str, method: Callable, *sent: Any, **how: Any) -> Reader | None:
        """What is answered, read as a browser does; what it changed is taken back."""
        with suppress(Undo), transaction.atomic():
            page = self.read(address, method(*sent, **how))
            raise Undo
        return page

    def read(self, address: str, answer: HttpResponse) -> Reader | None:
        kind = answer.headers.get("Content-Type", "")
        if answer.streaming:
            # What is read to its end closes its file.
            list(answer.streaming_content)
        if answer.streaming or not kind.startswith("text/html"):
            return None
        page = Reader(answer.content.decode())
        if answer.status_code == 200:
            self.opened.names.add(name_of(address))
        self.opened.alive += [(address, tag) for tag in page.alive]
        self.opened.shown |= page.shown
        return page


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Town]:
    """One town for all, undone at the end."""
    with override_settings(DEMO=True), django_db_blocker.unblock(), transaction.atomic():
        import_module("tests.demo_urls")
        with override_settings(ROOT_URLCONF="tests.demo_urls"):
            yield build()
        transaction.set_rollback(True)


def build() -> Town:
    from referenceledelse.demo.build import build_once

    call_command("load_texts", verbosity=0)
    build_once()
    active = Assignment.objects.active()
    talks = {talk.status: talk for talk in Conversation.objects.order_by("pk")}
    status = Conversation.Status
    leading = User.objects.filter(pk__in=active.values("person"))
    people = {
        "anonymous": None,
        "employee": User.objects.exclude(pk__in=leading).filter(is_staff=False).last(),
        "network": talks[status.INVITED].network_leader,
        "reference": talks[status.INVITED].reference_leader,
        "guide": talks[status.IN_PROGRESS].network_leader,
        "signed": talks[status.APPROVED].reference_leader,
        "owner": Arena.objects.first().owner,
        "driver": active.filter(role=RoleKey.CO_DRIVER).first().person,
        "manager": Unit.objects.exclude(manager=None).first().manager,
        "gry": User.objects.filter(is_staff=True).first(),
        "root": User.objects.create_superuser("rod@example.org", name="Rie", language="en"),
    }
    plant()
    return Town(people)


@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_makes_markup_of_what_is_written(town: Town, who: str) -> None:
    assert town.opened(who).alive == []


def test_the_pages_opened_are_most_that_there_are(town: Town) -> None:
    opened = set().union(*(town.opened(who).names for who in PEOPLE))
    pages = {row[0] for row in ROWS if row[2] == "GET"}
    assert len(pages & opened) > len(pages) * 2 / 3


def test_most_that_is_planted_is_told_as_text(town: Town) -> None:
    shown = set().union(*(town.opened(who).shown for who in PEOPLE))
    assert len(fields()) > 120
    assert len(shown) > len(fields()) / 2
    assert "dialogues.Question.hint_da" in {name(number) for number in shown}
