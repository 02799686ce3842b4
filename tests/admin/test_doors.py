"""The administration's forms do what the verbs allow, whatever Django's own permissions say."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from roles.models import RolePoint, User
from tests.admin.test_themes import theme_form
from tests.cast import Cast, make_theme
from tests.rooms import today
from themes.models import HandbookPage, Round, Theme

ROUND = {"name_da": "Ekstrarunden", "forum_da": "Chefforum"}


def page_of(model: str, page: str, *keys: int) -> str:
    return reverse(f"admin:{model}_{page}", args=keys)


@pytest.fixture
def helper(cast: Cast, gry: Client, client: Client) -> Client:
    """Eva may in Django's eyes what the secretariat may; she does not work there."""
    cast.eva.is_staff = True
    cast.eva.save()
    cast.eva.user_permissions.set(Permission.objects.filter(group__user=cast.gry))
    client.force_login(cast.eva)
    return client


DOORS: dict[str, Callable[[], str]] = {
    "people's file": lambda: page_of("roles_user", "import"),
    "units' file": lambda: page_of("roles_unit", "import"),
    "themes' file": lambda: page_of("themes_theme", "import"),
    "assignments' file": lambda: page_of("themes_assignment", "import"),
    "another round": lambda: page_of("themes_round", "add"),
    "a round's copy": lambda: page_of("themes_round", "duplicate", Round.objects.first().pk),
    "a theme": lambda: page_of("themes_theme", "change", Theme.objects.first().pk),
    "a theme's copy": lambda: page_of("themes_theme", "duplicate", Theme.objects.first().pk),
    "a page's copy": lambda: page_of("themes_handbookpage", "duplicate", page().pk),
}


def page() -> HandbookPage:
    return HandbookPage.objects.first()


@pytest.mark.parametrize("door", DOORS)
def test_permission_of_django_opens_no_door_alone(cast: Cast, helper: Client, door: str) -> None:
    before = [model.objects.count() for model in (Theme, Round, HandbookPage)]
    data = {"name": "Kopi", **ROUND, "deadline": today(40), "decides_on": today(60)}
    assert helper.post(DOORS[door](), data).status_code == 403
    assert [model.objects.count() for model in (Theme, Round, HandbookPage)] == before


def test_person_and_point_are_kept_by_who_administers(cast: Cast, helper: Client) -> None:
    address = page_of("roles_user", "change", cast.anna.pk)
    assert helper.post(address, {"name": "Et andet navn"}).status_code == 403
    point = RolePoint.objects.filter(is_current=True).first()
    told = {name: getattr(point, name) for name in ("kind", "bearer", *RolePoint.TEXTS)}
    address = page_of("roles_rolepoint", "change", point.pk)
    assert helper.post(address, told | {"text_da": "Evas ord"}).status_code == 403
    assert User.objects.get(pk=cast.anna.pk).name == cast.anna.name
    assert not RolePoint.objects.filter(text_da="Evas ord").exists()


@pytest.mark.parametrize("status", [Theme.Status.REVISE, Theme.Status.DECLINED])
def test_proposal_that_was_answered_is_only_read(cast: Cast, gry: Client, status: str) -> None:
    row = make_theme("Evas forslag", status=status, proposed_by=cast.eva, decision_reason="Kort")
    address = page_of("themes_theme", "change", row.pk)
    assert 'name="_save"' not in gry.get(address).text
    assert gry.post(address, theme_form(row, [], title="Gry skriver")).status_code == 403
    assert Theme.objects.get(pk=row.pk).title == "Evas forslag"


def test_who_runs_the_site_reads_themes_and_begins_no_round(cast: Cast, client: Client) -> None:
    client.force_login(cast.root)
    address = page_of("themes_theme", "change", cast.theme.pk)
    assert client.post(address, theme_form(cast.theme, [], title="Rod")).status_code == 403
    assert client.get(page_of("themes_round", "add")).status_code == 403


def test_round_is_begun_here_too(cast: Cast, gry: Client) -> None:
    data = {**ROUND, "name_en": "", "forum_en": ""}
    data |= {"deadline": today(40).isoformat(), "decides_on": today(60).isoformat()}
    answer = gry.post(page_of("themes_round", "add"), data, follow=True)
    assert answer.redirect_chain and "Ekstrarunden" in answer.text
    assert Round.objects.filter(name_da="Ekstrarunden").count() == 1
