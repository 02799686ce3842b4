"""The secretariat's limits in the administration: one row, on a page of its own."""

from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from themes.models import Thresholds
from themes.services import load_defaults

PAGE = "/admin/themes/thresholds/"
FIELDS = [f.name for f in Thresholds._meta.fields if f.name != "id"]


def values(**changes: int) -> dict[str, int]:
    return {name: getattr(Thresholds.now(), name) for name in FIELDS} | changes


def test_menu_opens_the_one_row_with_every_limit_explained(cast: Cast, gry: Client) -> None:
    answer = gry.get(PAGE, follow=True)
    html = answer.content.decode()
    assert answer.redirect_chain == [(reverse("admin:themes_thresholds_change", args=[1]), 302)]
    for name in FIELDS:
        field = Thresholds._meta.get_field(name)
        assert f'name="{name}"' in html
        assert str(field.help_text) in html


def test_changed_limit_counts_and_is_in_the_log(cast: Cast, gry: Client) -> None:
    assert gry.post(f"{PAGE}1/change/", values(talk_days=3)).status_code == 302
    assert Thresholds.now().talk_days == 3
    entry = LogEntry.objects.get_for_model(Thresholds).first()
    assert (entry.actor, entry.changes) == (cast.gry, {"talk_days": ["10", "3"]})


def test_limit_of_no_days_is_refused_where_it_makes_no_sense(cast: Cast, gry: Client) -> None:
    html = gry.post(f"{PAGE}1/change/", values(reopen_days=0)).content.decode()
    assert "Skriv mindst 1." in html
    assert Thresholds.now().reopen_days == 30


def test_limits_are_neither_added_nor_deleted(cast: Cast, gry: Client) -> None:
    assert gry.get(f"{PAGE}add/").status_code == 403
    assert gry.post(f"{PAGE}1/delete/", {"post": "yes"}).status_code == 403
    assert Thresholds.objects.count() == 1


def test_employee_does_not_open_them(cast: Cast, client: Client) -> None:
    client.force_login(cast.eva)
    assert client.get(PAGE).status_code == 302
    assert client.get(f"{PAGE}1/change/").status_code == 302


def test_new_installation_has_the_row_and_keeps_what_was_edited(cast: Cast) -> None:
    Thresholds.objects.update(quiet_days=90)
    load_defaults()
    assert Thresholds.objects.get().quiet_days == 90
