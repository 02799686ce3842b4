"""A word of sixty letters in any text breaks, so that no page scrolls sideways on a phone."""

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.db.models import Value
from django.db.models.functions import Cast as AsType
from django.db.models.functions import Concat
from django.urls import reverse
from playwright.sync_api import Page

from referenceledelse.core.web.errors import Refused
from tests.addresses import (
    Args,
    agreed,
    approved,
    guide_step,
    held,
    invited,
    started,
    summarised,
)
from tests.cast import Cast
from tests.test_access import ROWS, those_in
from tests.test_danish_order import NOT_WORDS, PACKAGES

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = "Samarbejdsaftaleopfølgningsmødeindkaldelsesvejledning"
# What a page is made by, and what is read as an address or a time.
APART = NOT_WORDS | {"email"}
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAGES = [row for row in ROWS if row[2] == "GET" and those_in(row[3]) and row[0] != "export"]
STATES = (invited, agreed, started, guide_step, held, summarised, approved)


def long_texts() -> Iterator[models.Field]:
    """Every field of words that has room for one of sixty letters."""
    for model in apps.get_models():
        if model.__module__.partition(".")[0] in PACKAGES:
            for field in model._meta.concrete_fields:
                is_words = isinstance(field, models.CharField | models.TextField)
                is_open = not (field.choices or field.primary_key or field.name in APART)
                if is_words and is_open and (field.max_length or 60) >= 60:
                    yield field


def lengthen() -> None:
    """Put the word, with the row's number, into every text that holds something."""
    for field in long_texts():
        text = Concat(Value(WORD), AsType("pk", models.CharField()))
        rows = field.model._default_manager.exclude(**{field.name: ""})
        with suppress(DatabaseError), transaction.atomic():
            rows.order_by().update(**{field.name: text})


def too_wide(page: Page, address: str) -> str:
    """The address, and how far the page goes beyond the screen; nothing where it fits."""
    answer = page.goto(address)
    beyond = page.evaluate(WIDE)
    return f"{address} {beyond}" if answer.status == 200 and beyond > 0 else ""


def one_way(row: tuple[str, Args, str, str]) -> int:
    """Talks only go on, so the pages of the later states come last."""
    return STATES.index(row[1]) if row[1] in STATES else -1


def pages_of(part: str) -> dict[Args, list[tuple[str, str]]]:
    """Under each that makes addresses, the pages and who opens them; later states come last."""
    found: dict[Args, list[tuple[str, str]]] = {}
    for name, args, _method, answers in sorted(PAGES, key=one_way):
        if (name.partition(":")[0] if ":" in name else "overview") == part:
            found.setdefault(args, []).append((name, those_in(answers)[-1]))
    return found


@pytest.mark.parametrize("part", ["themes", "dialogues", "roles", "overview"])
def test_no_page_scrolls_sideways(cast: Cast, page_as: Callable[..., Page], part: str) -> None:
    open_pages: dict[str, Page] = {}
    faults, seen = [], 0
    for args, pages in pages_of(part).items():
        # What was made for one page may stand in the way of the next.
        with suppress(Refused):
            made = args(cast)
            lengthen()
            for name, who in pages:
                if who not in open_pages:
                    open_pages[who] = page_as(getattr(cast, who))
                    open_pages[who].set_viewport_size({"width": 320, "height": 640})
                seen += 1
                faults.append(too_wide(open_pages[who], reverse(name, args=made)))
    assert seen > 8
    assert list(filter(None, faults)) == []
