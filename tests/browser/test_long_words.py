"""A word of sixty letters in any text breaks, so that no page scrolls sideways on a phone."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.db.models import Value
from django.db.models.functions import Cast as AsType
from django.db.models.functions import Concat
from django.urls import reverse
from playwright.sync_api import Page

from tests.cast import Cast
from tests.test_access import PEOPLE, ROWS
from tests.test_danish_order import PACKAGES, text_fields

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = "Samarbejdsaftaleopfølgningsmødeindkaldelsesvejledning"
# What a page is made by, and what is read as an address or a time.
APART = {"email", "phone", "version", "fingerprint"}
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAGES = [row for row in ROWS if row[2] == "GET" and "2" in row[3]]


def lengthen() -> None:
    """Put the word, with the row's number, into every text that holds something."""
    names = text_fields() - APART
    for model in apps.get_models():
        if model.__module__.partition(".")[0] in PACKAGES:
            for field in model._meta.concrete_fields:
                if field.name in names and (field.max_length or 60) >= 60:
                    text = Concat(Value(WORD), AsType("pk", models.CharField()))
                    rows = model._default_manager.exclude(**{field.name: ""})
                    with suppress(DatabaseError), transaction.atomic():
                        rows.update(**{field.name: text})


def too_wide(page: Page, address: str) -> str:
    """The address, and how far the page goes beyond the screen; nothing where it fits."""
    answer = page.goto(address)
    beyond = page.evaluate(WIDE)
    return f"{address} {beyond}" if answer.status == 200 and beyond > 0 else ""


def test_no_page_scrolls_sideways(cast: Cast, page_as: Callable[..., Page]) -> None:
    open_pages: dict[str, Page] = {}
    faults = []
    for name, args, _method, answers in PAGES:
        who = PEOPLE[answers.rindex("2")]
        if who not in open_pages:
            open_pages[who] = page_as(getattr(cast, who))
            open_pages[who].set_viewport_size({"width": 320, "height": 640})
        with suppress(Exception):
            address = reverse(name, args=args(cast))
            lengthen()
            faults.append(too_wide(open_pages[who], address))
    print(len(faults))
    assert list(filter(None, faults)) == []
