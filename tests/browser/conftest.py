"""The rig of the browser tests: Debian's Chromium against the real server, in Danish."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import connection
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from roles.models import User

# Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A machine with much to do answers late, which is no fault: five seconds is Playwright's patience,
# two that of a server's thread where another holds SQLite's lock.
PATIENCE = 15
expect.set_options(timeout=PATIENCE * 1000)

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; without one the test is skipped, and in CI it fails."""
    if CHROMIUM is None:
        reason = "No Chromium here (looked for chromium, chromium-browser, google-chrome)."
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    # Chromium's sandbox does not run as root.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": [*QUIET, *sandbox]}


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Addresses in the tests begin with a slash."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "da-DK",
        "timezone_id": settings.TIME_ZONE,
        "viewport": {"width": 1280, "height": 900},
    }


class Underway:
    """The requests that the server is answering, by the thread that answers."""

    def __init__(self) -> None:
        self.threads: set[int] = set()
        self.own = threading.get_ident()

    def begin(self, **kwargs: Any) -> None:
        if threading.get_ident() != self.own:
            self.threads.add(threading.get_ident())

    def end(self, **kwargs: Any) -> None:
        self.threads.discard(threading.get_ident())


@pytest.fixture(autouse=True)
def patient(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", PATIENCE)


@pytest.fixture(autouse=True)
def settled(transactional_db: None, live_server: LiveServer) -> Iterator[None]:
    """Empty the tables only when the server has answered all.

    A page that is closed may leave a request behind, and PostgreSQL then finds a deadlock between
    the one that reads and the one that empties.
    """
    underway = Underway()
    request_started.connect(underway.begin)
    request_finished.connect(underway.end)
    yield
    last = time.monotonic() + 20
    quiet = 0
    while quiet < 3 and time.monotonic() < last:
        quiet = 0 if underway.threads else quiet + 1
        time.sleep(0.02)
    request_started.disconnect(underway.begin)
    request_finished.disconnect(underway.end)


@pytest.fixture
def page_as(new_context: Callable[..., BrowserContext], base_url: str) -> Callable[..., Page]:
    """Open a browser of its own for the person, signed in; options as ``new_context`` takes."""

    def open_page(person: User, **options: Any) -> Page:
        client = Client()
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = new_context(**options)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base_url}]
        )
        return context.new_page()

    return open_page
