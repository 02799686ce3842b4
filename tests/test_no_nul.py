"""The sign that no text holds, in an address or a field: never a stack trace, on any database."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from referenceledelse.core.web.filters import Filters
from roles.models import User
from tests.addresses import Args
from tests.cast import Cast
from tests.test_access import ROWS, ask, those_in

ASKED = re.compile(r"""GET\.get(?:list)?\(\s*"([^"]+)""")
PACKAGES = ("referenceledelse", "roles", "themes", "dialogues")
# Each page once, asked by the first person who gets in.
PAGES = list({row[0]: row for row in ROWS if those_in(row[3])}.values())
READ = [row for row in PAGES if row[2] == "GET"]
ADMINS = ("q", "p", "o", "_changelist_filters", "_popup", "_to_field", "id", "name", "e")


def first(cast: Cast, answers: str) -> User | None:
    """Who of the cast gets in, in the order of a row's answers."""
    return {**vars(cast), "anonymous": None}[those_in(answers)[0]]


def parameters() -> list[str]:
    """Every name that a page may look for in the address."""
    sources = [path for name in PACKAGES for path in Path(settings.BASE_DIR, name).rglob("*.py")]
    found = {name for path in sources for name in ASKED.findall(path.read_text(encoding="utf-8"))}
    waiting = [Filters]
    while waiting:
        narrowed = waiting.pop()
        waiting += narrowed.__subclasses__()
        found |= set(narrowed.base_filters)
    return sorted(found)


def test_the_parameters_are_found() -> None:
    assert {"person", "tema", "q", "fra", "trin"} <= set(parameters())


@pytest.mark.parametrize("row", READ, ids=lambda row: f"{row[0]}-{row[1].__name__}")
def test_parameter_without_text_is_as_if_it_was_not_there(
    cast: Cast, row: tuple[str, Args, str, str]
) -> None:
    name, args, _method, answers = row
    who = first(cast, answers)
    address = reverse(name, args=args(cast))
    asked = urlencode(dict.fromkeys(parameters(), "\x00"))
    assert ask(Client(), who, "GET", f"{address}?{asked}") in (200, 302, 400)
    assert ask(Client(), who, "GET", f"{address}?{urlencode({'q': 'a' + chr(0)})}") == 200


def test_administration_reads_past_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.root)
    lists = [
        f"admin:{m._meta.app_label}_{m._meta.model_name}_changelist" for m in admin.site._registry
    ]
    for address in map(reverse, lists):
        for name in ADMINS:
            answer = client.get(f"{address}?{name}=%00", follow=True)
            assert answer.status_code in (200, 400), (address, name)
    asked = {"app_label": "roles", "model_name": "user", "field_name": "unit", "term": "\x00"}
    assert client.get(reverse("admin:autocomplete"), asked).status_code == 200


@pytest.mark.parametrize(
    "path", ["/personer/%00/", "/temaer/a%00b/", "/roller/%00/", "/%00", "/static/%00"]
)
def test_path_that_holds_it_leads_nowhere(cast: Cast, client: Client, path: str) -> None:
    client.force_login(cast.eva)
    assert client.get(path).status_code == 404


def test_broken_cookie_signs_nobody_in(cast: Cast, client: Client) -> None:
    client.cookies["sessionid"] = "abcdefgh\x00"
    assert client.get("/temaer/").status_code == 302


@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row[0]}-{row[1].__name__}")
def test_field_that_holds_it_is_told(cast: Cast, row: tuple[str, Args, str, str]) -> None:
    """Every field that the page has itself, and the ones that its buttons send."""
    name, args, _method, answers = row
    who = first(cast, answers)
    address = reverse(name, args=args(cast))
    client = Client()
    if who:
        client.force_login(who)
    form = (client.get(address).context or {}).get("form")
    fields = [form.add_prefix(field) for field in form.fields] if hasattr(form, "fields") else []
    data = dict.fromkeys([*fields, "person", "text", "name", "status", "state"], "x\x00")
    assert client.post(address, data).status_code < 500
