"""Every form of every page: the session is gone, it is sent, one signs in, the words are there.

All without a script, as the slowest browser does it.
"""

from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from referenceledelse.core.web import kept
from referenceledelse.core.web.refill import PageForm, forms_of
from roles.models import User
from tests.addresses import Args
from tests.cast import Cast
from tests.test_access import PEOPLE, ROWS

# Where two may open a page, the one who leads the theme rather than the secretariat.
CHOICE = ("anna", "bo", "gry", "finn", "clara", "dan", "eva", "root")
WRITTEN = ("text", "textarea")

PAGES = [row for row in ROWS if row[2] == "GET" and "2" in row[3][1:]]


def reader(answers: str) -> str:
    return next(who for who in CHOICE if answers[PEOPLE.index(who)] == "2")


def typed(form: PageForm) -> dict[str, list[str]]:
    """What a browser sends of the form when each line of it holds words of its own."""
    data: dict[str, list[str]] = {}
    for at, one in enumerate(form.controls):
        if one.kind in WRITTEN:
            data.setdefault(one.name, []).append(f"Ord nummer {at} & <mere>")
        elif one.kind == "hidden" or "checked" in one.attributes:
            data.setdefault(one.name, []).append(one.value)
        elif one.kind == "select":
            data.setdefault(one.name, []).extend(o.value for o in one.options[-1:])
    return data


def written(form: PageForm) -> list[str]:
    return [value for values in typed(form).values() for value in values if "Ord nummer" in value]


def through_signing_in(client: Client, page: str, action: str, data: dict, who: User) -> str:
    """Send the form without a session, sign in, and go on where signing in leads."""
    del client.cookies[settings.SESSION_COOKIE_NAME]
    here = {"HTTP_ORIGIN": "http://testserver", "HTTP_REFERER": f"http://testserver{page}"}
    door, _mark, onward = client.post(action, data, **here)["Location"].partition("?next=")
    assert door == "/konto/login/"
    client.force_login(who)
    return client.get(unquote(onward)).content.decode()


@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row[0]}-{row[1].__name__}")
def test_words_of_every_form_outlive_the_session(
    cast: Cast, row: tuple[str, Args, str, str]
) -> None:
    name, args, _method, answers = row
    page, person = reverse(name, args=args(cast)), getattr(cast, reader(answers))
    client = Client()
    client.force_login(person)
    shown = client.get(page)
    for form in [] if shown.streaming else forms_of(shown.content.decode(), page):
        if not (words := written(form)):
            continue
        action = min(form.actions, key=len)
        data = typed(form)
        html = through_signing_in(client, page, action, data, person)
        assert "Den er ikke gemt endnu" in html, (name, action)
        filled = [one.value for form in forms_of(html, page) for one in form.controls]
        assert [word for word in words if word not in filled] == [], (name, action)
        del client.cookies[kept.COOKIE]
