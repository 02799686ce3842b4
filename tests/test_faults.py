"""The database busy, full, read-only or gone: a calm answer in time, and no word lost."""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from html import unescape
from typing import Any

import psycopg
import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client
from django.urls import reverse

from referenceledelse.core.web.faults import fault_of
from tests.addresses import a_begun_part
from tests.cast import Cast
from tests.test_access import ROWS, those_in
from themes.models import Idea

WORDS = "Æblerne hos\nnaboen <b>"
READING = ("SELECT", "WITH", "PRAGMA", "EXPLAIN")


@contextmanager
def busy() -> Iterator[None]:
    """Another has the whole database to write in, and is not done."""
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        with closing(sqlite3.connect(name, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    params = {k: v for k, v in connection.get_connection_params().items() if k in ACCESS}
    with psycopg.connect(**params) as other:
        tables = ", ".join(f'"{name}"' for name in connection.introspection.table_names())
        other.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
        yield
        other.rollback()


ACCESS = ("dbname", "user", "password", "host", "port")


@contextmanager
def read_only() -> Iterator[None]:
    on, off = {
        "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
        "postgresql": ("SET default_transaction_read_only = on",) * 2,
    }[connection.vendor]
    connection.cursor().execute(on)
    try:
        yield
    finally:
        connection.cursor().execute(off)
        connection.close()


@contextmanager
def full() -> Iterator[None]:
    """No page of the file is free, and no more may be had; PostgreSQL is told to say so."""
    if connection.vendor == "postgresql":
        with broken(OperationalError("could not extend file: No space left on device"), READING):
            yield
        return
    cursor = connection.cursor()
    cursor.execute("VACUUM")
    pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        connection.close()


def broken(
    error: Exception = OperationalError("server closed the connection unexpectedly"),  # noqa: B008
    but_for: tuple[str, ...] = ("nothing",),
) -> AbstractContextManager[None]:
    """Every question to the database fails, but for those that begin so."""

    def fail(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        if not sql.lstrip(" \n(").startswith(but_for) or "FOR UPDATE" in sql:
            raise error
        return execute(sql, *args)

    return connection.execute_wrapper(fail)


def told(answer: Any) -> str:
    """The page of a 503, which stands in nobody's cache and says when to come again."""
    assert answer.status_code == 503
    assert (answer["Retry-After"], answer["Cache-Control"]) == ("5", "private, no-store")
    return answer.content.decode()


def typed(text: str = WORDS) -> dict[str, str]:
    return {"title": "Æbler til alle", "description": text, "giver_name": ""}


def sent_again(page: str) -> tuple[str, dict[str, str]]:
    """Where the page's form goes, and what a press of its button sends."""
    form = re.search(r'<form method="post" action="([^"]+)".*?</form>', page, re.DOTALL)
    hidden = re.findall(r'<input [^>]*name="([^"]+)"\s+value="([^"]*)">', form[0])
    texts = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', form[0], re.DOTALL)
    return unescape(form[1]), {name: unescape(value) for name, value in [*hidden, *texts]}


# Through the real database


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", [busy, read_only, full])
def test_a_save_is_told_within_three_seconds_and_sent_again_with_one_press(
    client: Client, cast: Cast, fault: Callable[[], AbstractContextManager[None]]
) -> None:
    client.force_login(cast.anna)
    address = reverse("themes:add_idea", args=[cast.theme.slug])
    idea = typed(WORDS * 220)
    with fault():
        began = time.monotonic()
        page = told(client.post(f"{address}?fra=kort", idea))
        assert time.monotonic() - began < 3
    again, fields = sent_again(page)
    assert again == f"{address}?fra=kort"
    assert {name: fields[name].replace("\r", "") for name in idea} == idea
    answer = client.post(again, fields)
    assert answer.status_code == 302, answer.content.decode()
    assert Idea.objects.get().description.replace("\r", "") == idea["description"]


@pytest.mark.django_db(transaction=True)
def test_a_reader_does_not_wait_for_a_writer(client: Client, cast: Cast) -> None:
    client.force_login(cast.bo)
    with busy():
        began = time.monotonic()
        for address in ("/", "/temaer/", reverse("roles:courses"), cast.theme.get_absolute_url()):
            assert client.get(address).status_code == 200
        assert time.monotonic() - began < 2


@pytest.mark.django_db
def test_postgresql_waits_for_a_lock_and_a_statement_only_so_long() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("is about PostgreSQL")
    with connection.cursor() as cursor:
        asked = [cursor.execute(f"SHOW {name}_timeout").fetchone()[0] for name in WAITS]
    assert asked == [*WAITS.values()]


WAITS = {"lock": "2s", "statement": "30s"}

# Whoever meets it first


@pytest.mark.parametrize(
    "row",
    [r for r in ROWS if those_in(r[3]) and r[2] == "GET"],
    ids=lambda row: f"{row[0]}-{row[1].__name__}",
)
def test_no_page_that_is_read_has_to_write(client: Client, cast: Cast, row: tuple) -> None:
    name, args, _method, answers = row
    person = those_in(answers)[-1]
    address = reverse(name, args=args(cast))
    if person != "anonymous":
        client.force_login(getattr(cast, person))
    with broken(OperationalError("database is locked"), READING):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("is_demo", [True, False])
@pytest.mark.parametrize("is_debug", [True, False])
def test_a_page_is_calm_where_the_session_is_the_first_to_ask(
    client: Client, cast: Cast, settings: LazySettings, is_demo: bool, is_debug: bool
) -> None:
    settings.DEMO, settings.DEBUG = is_demo, is_debug
    client.force_login(cast.anna)
    for error in (OperationalError("could not connect"), InterfaceError("connection closed")):
        with broken(error):
            page = told(client.get("/temaer/"))
        assert "Referenceledelse svarer ikke lige nu" in page
        assert "Content-Security-Policy" in client.get("/temaer/")


def test_the_page_speaks_the_language_of_who_is_known(client: Client, cast: Cast) -> None:
    cast.anna.language = "en"
    cast.anna.save()
    client.force_login(cast.anna)
    with broken(but_for=("SELECT",)):
        page = told(client.post(reverse("roles:edit_self"), {"phone": "1", "language": "da"}))
    assert '<html lang="en"' in page
    assert "Send again" in page


def test_a_password_is_never_in_the_answer(client: Client, cast: Cast) -> None:
    typed = {"login": cast.anna.email, "password": "en lang adgangskode"}
    with broken():
        page = told(client.post(reverse("account_login"), typed))
    assert "en lang adgangskode" not in page
    assert "<form" not in page


def test_a_field_about_the_secretariat_holds_no_secret(client: Client, cast: Cast) -> None:
    client.force_login(cast.anna)
    address = reverse("dialogues:write_part", args=a_begun_part(cast))
    with broken():
        page = told(client.post(address, {"secretariat_days": "To dage hos jer om måneden"}))
    assert "To dage hos jer om måneden" in page


def test_htmx_gets_the_reason_and_its_form_stays(client: Client, cast: Cast) -> None:
    client.force_login(cast.anna)
    address = reverse("themes:add_idea", args=[cast.theme.slug])
    with broken(but_for=("SELECT",)):
        answer = client.post(address, typed(), headers={"HX-Request": "true"})
    page = told(answer)
    assert "<template data-refusal>" in page
    assert "naboen" not in page


def test_a_file_is_asked_for_again(client: Client, cast: Cast) -> None:
    client.force_login(cast.root)
    file = SimpleUploadedFile("personer.csv", b"navn;e-mail")
    with broken():
        page = told(client.post("/admin/roles/user/import/", {"format": "0", "import_file": file}))
    assert 'enctype="multipart/form-data"' in page
    assert 'type="file" id="file-1" name="import_file"' in page


def test_a_message_that_cannot_be_put_away_holds_up_no_reader(client: Client, cast: Cast) -> None:
    client.force_login(cast.anna)
    client.post(reverse("roles:edit_self"), {"phone": "12 34 56 78", "language": "da"})
    with broken(OperationalError("database is locked"), READING):
        assert "Din side er gemt." in client.get("/").content.decode()


def test_a_session_that_cannot_be_saved_is_no_session_that_has_ended(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.anna)
    address = reverse("roles:edit_self")
    with broken(OperationalError("database is locked"), (*READING, 'UPDATE "roles_user"')):
        told(client.post(address, {"phone": "12 34 56 78", "language": "da"}))


def test_a_mistake_of_ours_is_no_fault_of_the_database() -> None:
    assert fault_of(ProgrammingError("relation does not exist")) is None
    assert fault_of(KeyError("name")) is None
