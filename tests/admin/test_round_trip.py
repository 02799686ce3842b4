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

from referenceledelse.core.files.imports import ImportOrder, Report
from referenceledelse.core.text.cleaning import clean, one_line
from referenceledelse.core.web.access import as_system
from roles.models import Unit, User
from tests.cast import Cast
from tests.tables import import_assignments, import_people, import_themes, import_units
from themes.models import Assignment, Theme

VERBS = {
    "roles_unit": import_units,
    "roles_user": import_people,
    "themes_theme": import_themes,
    "themes_assignment": import_assignments,
}
HARD = ["'", '"', ";", ",", "|", "=", "+", "-", "@", "\t", "'=", "''+", '""', "#N/A", "#REF!"]
HARD += ["æøå", "ÆØÅ", "A\u030a", "é", "e\u0301", "\u200b", "\u00a0", "日本", "👩\u200d💻", "sep=;"]
HARD += ["46350", "01-02-2026", "2026-01-01", "1e5", "TRUE", "ja", "null", "x" * 150, " ", "<b>"]
HARD += ["_x000D_", "%", "\r\n", "\u2028"]
texts = st.lists(st.sampled_from(HARD) | st.text(max_size=8), min_size=1, max_size=5).map("".join)
any_day = st.none() | st.dates(date(1900, 1, 1), date(2200, 12, 31))
days = st.tuples(any_day, any_day).filter(lambda pair: None in pair or pair[0] <= pair[1])
NOT_TYPED = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 65533))
NOT_TYPED |= dict.fromkeys(range(0xD800, 0xE000))
# Begins what two programs made of one letter: a file that holds such is refused, as it should be.
NOT_TYPED |= {ord("Ã"): None}


def as_typed(text: str) -> str:
    """The text as every form of one line keeps it."""
    return one_line(text.translate(NOT_TYPED))[:200].strip()


def as_written(text: str) -> str:
    """The text as every form of several lines keeps it."""
    return clean(f"{text.translate(NOT_TYPED)}\n\n=slut;\n'{text.translate(NOT_TYPED)}").strip()


def as_named(text: str) -> str:
    """A unit's name."""
    return as_typed(text.replace(">", "").replace("›", ""))


lines = texts.map(as_typed).filter(bool)
worlds = st.fixed_dictionaries(
    {
        "units": st.lists(texts.map(as_named).filter(bool), min_size=3, max_size=4),
        "people": st.lists(st.tuples(lines, lines, days), min_size=3, max_size=4),
        "themes": st.lists(st.tuples(lines, texts.map(as_written), days), min_size=3, max_size=3),
    }
)

type World = dict[str, list]


def build(cast: Cast, world: World) -> None:
    number, above = count(1), None
    for name in world["units"]:
        if not Unit.objects.filter(parent=above, name=name).exists():
            above = Unit.objects.create(name=name, parent=above, manager=cast.anna)
    for name, told, (first, last) in world["people"]:
        fields = {"job_title": told, "phone": told[:40].strip(), "leader_level": next(number)}
        fields |= {"unit": above, "active_from": first, "active_to": last}
        User.objects.create(email=f"={next(number)}'x@example.org", name=name, **fields)
    for title, told, (first, last) in world["themes"]:
        texts = {"challenge": told, "ambition": told, "outside_partners": as_typed(told)}
        kind = {"type": cast.theme.type, "phase": cast.theme.phase, "status": "accepted"}
        theme = Theme.objects.create(
            title=title, slug=f"t-{next(number)}", starts_on=first, ends_on=last, **texts, **kind
        )
        theme.units.set(Unit.objects.all())
        Assignment.objects.create(
            theme=theme,
            role_id="network_leader",
            person=User.objects.latest("pk"),
            starts_on=first or date(1900, 1, 1),
            ends_on=last,
        )


@contextmanager
def undone() -> Iterator[None]:
    """What is made inside is gone afterwards, so that each example begins anew."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def exported(gry: Client, model: str, layout: str) -> bytes:
    answer = gry.get(reverse(f"admin:{model}_export_as", args=[layout]))
    return answer.getvalue()


def read_back(model: str, content: bytes) -> Report:
    with as_system():
        return VERBS[model](order=ImportOrder(content, is_try=False), by=None)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds)
def test_whatever_is_exported_is_read_back_and_changes_nothing(
    cast: Cast, gry: Client, world: World
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


@pytest.mark.parametrize(
    ("who", "layout", "status"),
    [("eva", "json", 302), ("root", "json", 200), ("root", "pdf", 404), ("root", "xlsx", 200)],
)
def test_who_may_take_files_out(cast: Cast, who: str, layout: str, status: int) -> None:
    client = Client()
    client.force_login(getattr(cast, who))
    address = reverse("admin:roles_user_export_as", args=[layout])
    answer = client.get(address)
    assert answer.status_code == status
    if status == 200:
        assert answer.getvalue()
