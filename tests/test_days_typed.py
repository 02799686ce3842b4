"""Dates as people type them: read alike in every form and in the administration."""

import time
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from referenceledelse.core.text.days import Day, DayAndHour, Hour, Moment
from roles.models import User
from tests import rooms
from tests.cast import Cast
from themes.models import Funding

PACKAGES = ("referenceledelse", "roles", "themes", "dialogues")
OURS = (Day, Moment, Hour, DayAndHour)
THEIRS = (forms.DateField, forms.DateTimeField, forms.TimeField, forms.SplitDateTimeField)


@pytest.mark.parametrize(
    "typed",
    [
        "24-11-2026", "24.11.2026", "24/11 2026", "24/11/2026", "24-11-26", "2026-11-24",
        "24.11.26", "24/11-2026", "24/11 26", "24 11 2026", " 24. 11. 2026 ", "2026.11.24",
        "24. november 2026", "24. nov. 26", "\u200e24\u200e-11-2026", "24\u00a0 nov 2026",
    ],
)  # fmt: skip
def test_date_is_read_in_every_usual_way(typed: str) -> None:
    assert Day().clean(typed) == date(2026, 11, 24)


@pytest.mark.parametrize("typed", ["4-1-2027", "04/01 27", "2027-1-4", "4. jan 2027", "4.1.2027."])
def test_day_and_month_need_no_noughts(typed: str) -> None:
    assert Day().clean(typed) == date(2027, 1, 4)


@pytest.mark.parametrize("typed", ["0026-11-24", "24-11-0026", "9999-12-31", "31-12-1066"])
def test_unlikely_year_is_asked_about(typed: str) -> None:
    with pytest.raises(ValidationError) as told:
        Day().clean(typed)
    meant = 2026 if "0026" in typed else timezone.localdate().year
    assert f"Mente du {meant}?" in told.value.messages[0]


@pytest.mark.parametrize("typed", ["20266-11-24", "24-11-202", "0000-11-24", "24-11-2201"])
def test_slip_in_the_year_is_asked_about(typed: str) -> None:
    with pytest.raises(ValidationError, match="Mente du"):
        Day().clean(typed)


@pytest.mark.parametrize("typed", ["24-13-2026", "31-02-2026", "i morgen", "24", "24-11", "x-1-26"])
def test_what_is_no_date_is_told_with_an_example(typed: str) -> None:
    with pytest.raises(ValidationError, match="31-12-2026"):
        Day().clean(typed)


@pytest.mark.parametrize("field", OURS[:3])
def test_row_of_spaces_is_answered_at_once(field: type[forms.Field]) -> None:
    began = time.monotonic()
    with pytest.raises(ValidationError):
        field().clean(f"1{' ' * 1000}1{' ' * 1000}x")
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-24T10:30", "2026-11-24T10:30:00", "24-11-2026 10.30", "24/11 2026 kl. 10.30",
        "24-11-26 kl 10:30", "24.11.2026, 10.30", "24. november 2026 kl. 10.30",
    ],
)  # fmt: skip
def test_time_of_a_meeting_is_read_in_every_usual_way(typed: str) -> None:
    moment = timezone.localtime(Moment().clean(typed))
    assert (moment.date(), moment.hour, moment.minute) == (date(2026, 11, 24), 10, 30)


@pytest.mark.parametrize("typed", ["24/11 2026", "24-11-2026 25.00", "10.30", "24-11-2026 kl. ti"])
def test_meeting_without_a_time_is_asked_for_it(typed: str) -> None:
    with pytest.raises(ValidationError, match=r"kl\. 10\.30"):
        Moment().clean(typed)


def every_form() -> Iterator[type[forms.BaseForm]]:
    """Every form class of the product; the administration makes its own fields, see below."""
    for package in PACKAGES:
        for path in (settings.BASE_DIR / package).rglob("*.py"):
            parts = path.relative_to(settings.BASE_DIR).with_suffix("").parts
            if not {"migrations", "demo"} & set(parts):
                import_module(".".join(parts).removesuffix(".__init__"))
    waiting = [forms.BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        is_admins = ".admin." in form.__module__ and issubclass(form, forms.BaseModelForm)
        if form.__module__.partition(".")[0] in PACKAGES and not is_admins:
            yield form


def every_admin_form(person: User) -> Iterator[type[forms.BaseForm]]:
    request = RequestFactory().get("/")
    request.user = person
    for one in admin.site._registry.values():
        fields = [f.name for f in one.model._meta.fields if f.editable]
        yield one.get_form(request, None, fields=fields, change=False)
        for inline in one.inlines:
            yield inline(one.model, admin.site).get_formset(request, None).form


def test_every_date_field_is_of_the_one_kind(cast: Cast) -> None:
    found = [*every_form(), *every_admin_form(cast.root)]
    dates = [
        (f"{form.__module__}.{form.__name__}.{name}", field)
        for form in found
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, THEIRS)
    ]
    assert len(dates) > 50
    assert [name for name, field in dates if not isinstance(field, OURS)] == []


def test_no_form_makes_a_date_field_of_another_kind() -> None:
    names = tuple(f"forms.{one.__name__}(" for one in THEIRS)
    sources = [p for package in PACKAGES for p in Path(settings.BASE_DIR, package).rglob("*.py")]
    own = Path(settings.BASE_DIR, "referenceledelse/core/text/days.py")
    texts = {str(p): p.read_text(encoding="utf-8") for p in sources if p != own}
    assert [p for p, text in texts.items() if any(name in text for name in names)] == []


def entry(**changed: str) -> dict[str, str]:
    data = {"need": "Busser", "amount_needed": "1000", "source": "Puljen", "origin": "external"}
    return data | {"status": "applied", "amount_applied": "1000"} | changed


def test_capital_entry_is_kept_with_the_year_that_was_meant(cast: Cast, client: Client) -> None:
    client.force_login(cast.anna)
    page = reverse("themes:add_funding", args=[cast.theme.slug])
    answer = client.post(page, entry(applied_on="9999-12-31"))
    assert "Mente du" in answer.context["form"].errors["applied_on"][0]
    today = timezone.localdate()
    assert client.post(page, entry(applied_on=f"{today:%d-%m-%y}")).status_code == 302
    assert Funding.objects.get().applied_on == today


def test_administration_reads_the_same_dates(cast: Cast, client: Client) -> None:
    client.force_login(cast.root)
    page = reverse("admin:roles_user_change", args=[cast.bo.pk])
    data = {"name": cast.bo.name, "email": cast.bo.email, "language": "da", "is_active": "on"}
    answer = client.post(page, data | {"active_from": "24/11 26", "active_to": "31-12-9999"})
    assert list(answer.context["errors"]) != []
    client.post(page, data | {"active_from": "24/11 26"})
    assert User.objects.get(pk=cast.bo.pk).active_from == date(2026, 11, 24)


@pytest.mark.parametrize("year", [26, 9999])
def test_unlikely_year_that_is_kept_already_hinders_no_page(
    cast: Cast, client: Client, year: int
) -> None:
    rooms.funding(cast)
    Funding.objects.update(applied_on=date(year, 12, 31))
    client.force_login(cast.anna)
    for page in (f"/temaer/{cast.theme.slug}/kapital/", "/temaer/kapital/"):
        assert client.get(page).status_code == 200
