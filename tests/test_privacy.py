"""What the two write is on no page that anyone else can open, nor in any log."""

import logging
from contextlib import suppress
from dataclasses import replace

import pytest
from auditlog.models import LogEntry
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import LogEntry as AdminEntry
from django.db.models import CharField, TextField
from django.test import Client
from django.urls import NoReverseMatch, reverse

from dialogues.models import Conversation
from referenceledelse.core.db.rows import Untold
from roles.models import RoleKey
from tests import markers, talks
from tests.cast import Cast, assign, make_person, make_theme
from tests.test_access import PEOPLE, ROWS, Args
from themes.models import LEADING, Assignment

PAGES = [row for row in ROWS if row[2] == "GET"]


def worlds() -> list[tuple[Args, list[str]]]:
    """The pages by what must exist for them, so that each world is made once for all of its own."""
    found: dict[Args, list[str]] = {}
    for name, make, _method, _answers in PAGES:
        found.setdefault(make, []).append(name)
    return list(found.items())


WORLDS = [pytest.param(*one, id=f"{one[1][0]}-and-{len(one[1]) - 1}-more") for one in worlds()]
PARTIES = ("anna", "bo")
TYPED = (CharField, TextField)
OUTSIDERS = [who for who in PEOPLE if who not in (*PARTIES, "anonymous")]


def open_to(client: Client, address: str) -> str:
    """The page and what a search on it finds."""
    answers = (client.get(address + query) for query in ("", f"?q={markers.WORD}"))
    return "".join("" if one.streaming else one.content.decode() for one in answers)


def rich(cast: Cast) -> int:
    """Talks on several themes, full of markers; how many there are."""
    has_two = Assignment.objects.active().filter(theme=cast.theme, role__in=LEADING).count() == 2
    if has_two and not Conversation.objects.filter(theme=cast.theme).exists():
        talks.held_talk(cast)
    for state in (talks.held_talk, talks.invited_talk, talks.agreed_talk, talks.started_talk):
        leader, reader = make_person("Nete Lund"), make_person("Rolf Krag")
        theme = make_theme("Et tema for to andre")
        assign(theme, RoleKey.NETWORK_LEADER, leader)
        assign(theme, RoleKey.REFERENCE_LEADER, reader)
        state(replace(cast, anna=leader, bo=reader, theme=theme))
    return markers.plant()


def test_every_row_without_a_name_is_planted_or_says_why_not() -> None:
    planted = markers.PRIVATE | markers.NAMED | markers.ASKED | markers.CONFIDENTIAL
    untold = {one for one in apps.get_models() if issubclass(one, Untold)}
    assert len(untold) > 20
    assert untold - planted.keys() == {*markers.WORDLESS, *markers.ELSEWHERE}
    for model in markers.WORDLESS:
        typed = [one.name for one in model._meta.fields if isinstance(one, TYPED)]
        assert [name for name in typed if not model._meta.get_field(name).choices] == [], model
    for reason in markers.ELSEWHERE.values():
        asked = reason.partition(":")[0]
        assert not asked.startswith("tests/") or (settings.BASE_DIR / asked).is_file()


def test_there_are_two_hundred_markers(cast: Cast) -> None:
    assert rich(cast) >= 200


@pytest.mark.parametrize(("make", "names"), WORLDS)
def test_page_shows_others_nothing(cast: Cast, make: Args, names: list[str]) -> None:
    args = make(cast)
    assert rich(cast) >= 200
    addresses = [reverse(name, args=args) for name in names]
    for who in OUTSIDERS:
        client = Client()
        client.force_login(getattr(cast, who))
        own = markers.of_own_parts(getattr(cast, who))
        for address in addresses:
            assert markers.found(open_to(client, address)) - own == set(), (who, address)
    for address in addresses:
        assert markers.found(open_to(Client(), address)) == set(), address


@pytest.mark.parametrize(("make", "names"), WORLDS)
def test_page_shows_the_other_party_nothing_of_ones_own(
    cast: Cast, make: Args, names: list[str]
) -> None:
    args = make(cast)
    Conversation.objects.filter(reflections__revealed_at__isnull=False).update(
        theme=cast.other_theme
    )
    rich(cast)
    client = Client()
    client.force_login(cast.bo)
    own = {model._meta.model_name for model in markers.OWN}
    for address in [reverse(name, args=args) for name in names]:
        found = markers.found(open_to(client, address))
        assert {one for one in found if one[0] in own} == set(), address


def test_one_who_comes_after_reads_nothing(cast: Cast) -> None:
    talk = talks.held_talk(cast)
    rich(cast)
    cast.theme.assignments.filter(person=cast.bo).delete()
    new = make_person("Ny Referenceleder")
    assign(cast.theme, RoleKey.REFERENCE_LEADER, new)
    client = Client()
    client.force_login(new)
    slug = {"slug": cast.theme.slug}
    for name in {row[0] for row in PAGES if row[0].startswith("dialogues:")}:
        for given in ({"pk": talk.pk}, slug, {**slug, "key": "sparring"}, {}):
            with suppress(NoReverseMatch):
                page = open_to(client, reverse(name, kwargs=given))
                assert markers.found(page) == set(), name


def test_author_reads_own_words(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    markers.plant()
    client = Client()
    client.force_login(cast.anna)
    page = client.get(reverse("dialogues:preparation", args=[talk.pk])).content.decode()
    assert {"answer", "recognition", "privatenote"} <= {one[0] for one in markers.found(page)}


def test_logs_hold_no_marker(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    talk = talks.started_talk(cast)
    rich(cast)
    client = Client()
    client.force_login(cast.anna)
    with caplog.at_level(logging.DEBUG):
        for model in markers.PRIVATE:
            for row in model.objects.all():
                row.save()
        url = reverse("dialogues:save_point", args=[talk.pk, "velkomst"])
        client.post(url, {"note": f"{markers.WORD}-note-note-1"})
        client.post(url, {"note": f"{markers.WORD}-note-note-2" * 500})
    said = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    kept = [str(entry.changes) + entry.object_repr for entry in LogEntry.objects.all()]
    kept += [entry.change_message + entry.object_repr for entry in AdminEntry.objects.all()]
    assert kept
    assert markers.found(" ".join(said + kept)) == set()
