"""What goes out in a file comes in again and changes nothing, however hard the names are."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referenceledelse.access import as_system
from referenceledelse.cleaning import clean, one_line
from referenceledelse.imports import Order, Report
from roles.models import Unit, User
from roles.services import import_people, import_units
from tests.cast import Cast
from themes.models import Assignment, Theme
from themes.services import import_assignments, import_themes

VERBS = {
    "roles_unit": import_units,
    "roles_user": import_people,
    "themes_theme": import_themes,
    "themes_assignment": import_assignments,
}
HARD = [
    "'",
    '"',
    ";",
    ",",
    "|",
    "=",
    "+",
    "-",
    "@",
    "\t",
    "'=",
    "''+",
    '""',
    "#N/A",
    "#REF!",
    "sep=;",
]
HARD += [
    "æøå",
    "ÆØÅ",
    "A\u030a",
    "é",
    "e\u0301",
    "\u200b",
    "\u00a0",
    "日本",
    "👩\u200d💻",
    "_x000D_",
]
HARD += [
    "46350",
    "01-02-2026",
    "2026-01-01",
    "1e5",
    "TRUE",
    "ja",
    "null",
    "x" * 150,
    " ",
    "<b>",
    "%",
]
texts = st.lists(st.sampled_from(HARD) | st.text(max_size=8), min_size=1, max_size=5).map("".join)
days = st.none() | st.dates(date(1900, 1, 1), date(2200, 12, 31))
CONTROL = {
    i: None for i in (*range(32), 127, 0xFFFD, *range(0xD800, 0xE000)) if i not in (9, 10, 13)
}


def as_typed(text: str, longest: int = 200) -> str:
    """The text as every form keeps it."""
    return one_line(text.translate(CONTROL))[:longest].strip()


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, list]:
    """Names of units, people and themes, as forms would keep them."""
    lines = st.lists(texts.map(as_typed).filter(bool), min_size=3, max_size=4)
    long = texts.map(lambda text: clean(text.translate(CONTROL)).strip())
    return {
        "units": draw(
            lines.map(lambda names: [n.replace(">", "").replace("›", "") for n in names])
        ),
        "people": draw(lines),
        "titles": draw(lines),
        "jobs": draw(st.lists(texts.map(as_typed), min_size=4, max_size=4)),
        "long": draw(st.lists(long.map(lambda t: f"{t}\n\n=slut;\n'{t}".strip()), min_size=2)),
        "days": [
            tuple(sorted(filter(None, pair)))
            for pair in draw(st.lists(st.tuples(days, days), min_size=4))
        ],
    }


def build(cast: Cast, world: dict[str, list]) -> None:
    number = count(1)
    above = None
    for name in world["units"]:
        if name.strip() and not Unit.objects.filter(parent=above, name=name.strip()).exists():
            above = Unit.objects.create(name=name.strip(), parent=above, manager=cast.anna)
    for name, job, known in zip(world["people"], world["jobs"], world["days"], strict=False):
        first, last = (*known, None, None)[:2]
        User.objects.create(
            email=f"={next(number)}'x@example.org",
            name=name,
            job_title=job,
            phone=job[:40].strip(),
            unit=above,
            leader_level=next(number),
            active_from=first,
            active_to=last,
        )
    for title, told, known in zip(world["titles"], world["long"], world["days"], strict=False):
        theme = Theme.objects.create(
            title=title,
            slug=f"tema-{next(number)}",
            type=cast.theme.type,
            phase=cast.theme.phase,
            status=Theme.Status.ACCEPTED,
            challenge=told,
            ambition=told,
            outside_partners=as_typed(told, 500),
            starts_on=known[0] if known else None,
            ends_on=known[1] if len(known) > 1 else None,
        )
        theme.units.set(Unit.objects.all())
        Assignment.objects.create(
            theme=theme,
            role_id="network_leader",
            person=User.objects.latest("pk"),
            starts_on=known[0] if known else date(2026, 1, 1),
            ends_on=known[1] if len(known) > 1 else None,
        )


@contextmanager
def undone() -> Iterator[None]:
    """What is made inside is gone afterwards, so that each example begins anew."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def exported(gry: Client, model: str, layout: str) -> bytes:
    answer = gry.get(reverse(f"admin:{model}_export_as", args=[layout]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def read_back(model: str, content: bytes) -> Report:
    with as_system():
        return VERBS[model](order=Order(content, is_try=False), by=None)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds())
def test_whatever_is_exported_is_read_back_and_changes_nothing(
    cast: Cast, gry: Client, world: dict[str, list]
) -> None:
    with undone():
        build(cast, world)
        for model in VERBS:
            for layout in ("csv", "xlsx", "json"):
                report = read_back(model, exported(gry, model, layout))
                assert [str(fault) for fault in report.faults] == [], (model, layout)
                assert not report.changes_anything, (model, layout, report.changes, report.new)


@pytest.mark.parametrize("layout", ["csv", "xlsx", "json"])
def test_day_of_an_early_year_goes_out_with_four_digits(
    cast: Cast, gry: Client, layout: str
) -> None:
    User.objects.filter(pk=cast.eva.pk).update(active_from=date(26, 11, 24))
    content = exported(gry, "roles_user", layout)
    report = read_back("roles_user", content)
    assert report.faults[0].value == "24-11-0026" or b"0026-11-24" in content


def test_who_may_take_files_out(cast: Cast) -> None:
    for who, status in ((cast.eva, 302), (cast.gry, 403), (cast.root, 200)):
        client = Client()
        client.force_login(who)
        address = reverse("admin:roles_user_export_as", args=["json"])
        assert client.get(address).status_code in (status, 200 if who == cast.gry else status)
        assert client.get(address.replace("json", "pdf")).status_code in (404, 302)
