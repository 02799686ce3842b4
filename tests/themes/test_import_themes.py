"""Themes and assignments from files."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.utils import timezone

from referenceledelse.core.files.imports import ImportOrder, Report
from referenceledelse.core.web.access import as_system
from roles.models import RoleKey
from tests.cast import Cast
from tests.tables import Rows, csv_of, import_assignments, import_themes, told
from themes.models import Assignment, Phase, Theme
from themes.services.phases import pass_gate

HEAD = ["Titel", "Adresse", "Type", "Fase", "Udfordring", "Enheder", "Start", "Slut", "Kontakt"]
TOP = "Lyngvig Kommune"


@pytest.fixture(autouse=True)
def nightly() -> Iterator[None]:
    """Without ``by`` the files come with the nightly job, which no person runs."""
    with as_system():
        yield


def day(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%d-%m-%Y}"


def row(title: str = "Grønne tage", **columns: str) -> list[str]:
    values = {"Titel": title, "Type": "Velfærd", "Udfordring": "Vandet løber væk."} | columns
    return [values.get(name, "") for name in HEAD]


def take(*rows: Rows, **chosen: Any) -> Report:
    order = ImportOrder(csv_of([HEAD, *rows]), is_try=False)
    return import_themes(order=order, by=chosen.get("by"))


def test_new_theme_is_accepted_and_whole(cast: Cast) -> None:
    units = f"{TOP} > Ældre og Omsorg; {TOP}"
    new = row(Enheder=units, Start="01-01-2026", Fase="Test", Kontakt=cast.gry.email)
    assert take(new, by=cast.gry).is_saved
    theme = Theme.objects.get(slug="groenne-tage")
    assert (theme.status, theme.contact) == (Theme.Status.ACCEPTED, cast.gry)
    assert theme.units.count() == 2
    assert LogEntry.objects.get_for_object(theme).first().actor == cast.gry


def test_same_file_again_changes_nothing(cast: Cast) -> None:
    rows = [row(Enheder=TOP), row("To\nlinjer", Adresse="to-linjer", Start=day(3))]
    take(*rows)
    before = list(Theme.objects.order_by("pk").values())
    report = take(*rows)
    assert (report.changes_anything, report.counts[0].same) == (False, 2)
    assert list(Theme.objects.order_by("pk").values()) == before


def test_changed_theme_tells_what_changes_and_counts_its_version(cast: Cast) -> None:
    title = cast.theme.title.upper()
    report = take(row(title, Udfordring="Noget andet", Enheder=TOP))
    (change,) = report.changes
    assert ("enheder", f"{TOP} > Ældre og Omsorg", TOP) in change.fields
    cast.theme.refresh_from_db()
    assert (cast.theme.challenge, cast.theme.version) == ("Noget andet", 2)
    assert cast.theme.title == title


def test_address_gives_a_theme_another_title(cast: Cast) -> None:
    take(row("Et nyt navn", Adresse=cast.theme.slug))
    cast.theme.refresh_from_db()
    assert cast.theme.title == "Et nyt navn"


def test_phase_of_a_theme_that_stands_changes_only_at_a_gate(cast: Cast) -> None:
    take(row())
    theme = Theme.objects.get(title="Grønne tage")
    to = Phase.objects.get(key="test")
    pass_gate(theme=theme, to=to, by=cast.gry, version=theme.version, answers={})
    report = take(row(Fase="Opstart"))
    assert not report.changes_anything
    assert "Et tema skifter fase på siden" in report.notes[0]


def test_every_fault_of_the_themes_is_told(cast: Cast) -> None:
    report = take(
        row(Type="Cirkus", Fase="Forslag", Enheder=f"{TOP}; Mars", Kontakt=cast.eva.email),
        row("B", Start="02-01-2026", Slut="01-01-2026", Adresse="Æ ø"),
        row("b", Adresse="runder"),
        row("Grønne tage", Udfordring=""),
    )
    assert [(n, column) for n, column, _said in told(report)] == [
        (2, "type"),
        (2, "fase"),
        (2, "kontakt"),
        (2, "enheder"),
        (3, "adresse"),
        (3, "slut"),
        (4, "titel"),
        (5, "udfordring"),
        (5, "titel"),
    ]
    assert "Innovation, Læring" in report.faults[0].message
    assert Theme.objects.count() == 2


def test_address_is_given_to_one_new_theme_alone(cast: Cast) -> None:
    report = take(row("Et", Adresse="ny"), row("To", Adresse="ny"))
    assert told(report) == [(3, "adresse", "Adressen er optaget. Skriv en anden.")]
    assert take(row("Et", Adresse="ny")).is_saved


def test_title_that_two_themes_have_asks_for_the_address(cast: Cast) -> None:
    Theme.objects.update(title="Ens")
    (fault,) = take(row("Ens")).faults
    assert "Skriv temaets adresse" in fault.message


ROLES = ["Tema", "Rolle", "E-mail", "Fra", "Til"]


def give(*rows: Rows, head: list[str] = ROLES) -> Report:
    order = ImportOrder(csv_of([head, *rows]), is_try=False)
    return import_assignments(order=order, by=None)


def test_role_passes_from_one_to_the_next_whatever_the_order(cast: Cast) -> None:
    rows = (
        [cast.theme.title, "netværksleder", cast.eva.email, day(1), ""],
        [cast.theme.slug, "Network leader", cast.anna.email, day(0), day(0)],
    )
    report = give(*rows)
    assert (report.counts[0].new, report.counts[0].changed) == (1, 1)
    assert report.is_saved
    held = cast.theme.assignments.filter(role=RoleKey.NETWORK_LEADER).order_by("starts_on")
    assert [a.person for a in held] == [cast.anna, cast.eva]
    again = give(*rows)
    assert (again.changes_anything, again.counts[0].same) == (False, 2)


def test_people_and_units_may_be_named_by_their_ids(cast: Cast) -> None:
    for named, number in ((cast.gry, "G-1"), (cast.eva, "E-2"), (cast.anna.unit, "U-3")):
        type(named).objects.filter(pk=named.pk).update(stable_id=number)
    assert take(row(Enheder="U-3", Kontakt="g-1")).is_saved
    theme = Theme.objects.get(slug="groenne-tage")
    assert (theme.contact, theme.units.get()) == (cast.gry, cast.anna.unit)
    assert give([theme.slug, "co-driver", "e-2", "", ""]).is_saved
    assert theme.assignments.get().person == cast.eva


def test_row_without_a_first_day_is_about_the_one_in_force(cast: Cast) -> None:
    ends = [cast.theme.title, "Netværksleder", cast.anna.email, "", day(0)]
    assert give(ends).counts[0].changed == 1
    assert not give(ends).changes_anything
    new = [cast.theme.title, "co-driver", cast.eva.email, "", ""]
    assert give(new).counts[0].new == 1
    assert not give(new).changes_anything
    assert Assignment.objects.get(person=cast.eva).starts_on == timezone.localdate()


@pytest.mark.parametrize(
    ("role", "who", "said"),
    [
        ("Netværksleder", "eva", "Rollen er allerede besat"),
        ("Netværksleder", "bo", "kan kun have én rolle på det samme tema"),
        ("Konge", "eva", "Rollen skal være"),
        ("Referenceleder", "nobody", "Der er ingen person"),
    ],
)
def test_assignment_that_cannot_be_is_told(cast: Cast, role: str, who: str, said: str) -> None:
    person = getattr(cast, who, None)
    report = give([cast.theme.title, role, getattr(person, "email", "x@example.org"), "", ""])
    assert said in " ".join(message for _row, _column, message in told(report))
    assert cast.theme.assignments.count() == 2


def test_two_rows_of_the_file_may_not_stand_in_each_others_way(cast: Cast) -> None:
    Assignment.objects.all().delete()
    report = give(
        [cast.theme.title, "Netværksleder", cast.eva.email, day(0), day(9)],
        [cast.theme.title, "Netværksleder", cast.anna.email, day(9), ""],
        [cast.theme.title, "Netværksleder", cast.anna.email, day(9), ""],
        ["Ukendt", "Netværksleder", cast.anna.email, day(5), day(4)],
    )
    assert [row for row, _column, _said in told(report)] == [3, 4, 5, 5]
    assert not Assignment.objects.exists()


def test_nobody_who_left_is_given_a_role(cast: Cast) -> None:
    cast.eva.active_to = timezone.localdate() - timedelta(days=1)
    cast.eva.save()
    now = [cast.theme.title, "co-driver", cast.eva.email, day(-9), ""]
    assert "arbejder her ikke længere" in give(now).faults[0].message
    assert give([*now[:4], day(-2)]).is_saved
