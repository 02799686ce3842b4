"""Themes in the administration, and the people who are put in charge of them."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roles.models import User
from tests import staffing
from tests.admin.browser import sent
from tests.cast import Cast, assign, make_theme
from tests.staffing import WHY
from themes.models import Assignment, Phase, Theme, ThemeType


def theme_form(theme: Theme, rows: list[dict[str, object]], **changes: object) -> dict[str, object]:
    """What the browser sends from the theme's page, with these assignments beside the saved."""
    saved = list(theme.assignments.order_by("role__order", "-starts_on"))
    data: dict[str, object] = {
        "title": theme.title,
        "type": theme.type_id,
        "phase": theme.phase_id,
        "challenge": theme.challenge,
        "starts_on": theme.starts_on,
        "units": [u.pk for u in theme.units.all()],
        "assignments-TOTAL_FORMS": len(saved) + len(rows),
        "assignments-INITIAL_FORMS": len(saved),
    } | changes
    for number, row in enumerate(saved):
        values = {"id": row.pk, "role": row.role_id, "person": row.person_id}
        values |= {"starts_on": row.starts_on, "ends_on": row.ends_on or "", "theme": theme.pk}
        data |= {f"assignments-{number}-{name}": value for name, value in values.items()} | {
            key: value for key, value in changes.items() if key.startswith(f"assignments-{number}-")
        }
    for number, row in enumerate(rows, start=len(saved)):
        data |= {f"assignments-{number}-{k}": v for k, v in {"theme": theme.pk, **row}.items()}
    return data


def row(role: str, person: User, start: int = 0, end: int | None = None) -> dict[str, object]:
    today = timezone.localdate()
    return {
        "role": role,
        "person": person.pk,
        "starts_on": today + timedelta(days=start),
        "ends_on": "" if end is None else today + timedelta(days=end),
        "why": WHY,
    }


def post_theme(client: Client, theme: Theme, rows: list[dict], **changes: object) -> str:
    address = reverse("admin:themes_theme_change", args=[theme.pk])
    response = client.post(address, theme_form(theme, rows, **changes))
    assert response.status_code in (200, 302)
    return "saved" if response.status_code == 302 else response.content.decode()


OVERLAP = "Rollen er allerede besat i perioden."
BOTH = "kan kun have én rolle på det samme tema"


def test_second_leader_is_refused_beside_the_row(cast: Cast, gry: Client) -> None:
    text = post_theme(gry, cast.theme, [row("reference_leader", cast.dan)])
    assert OVERLAP in text
    assert cast.theme.assignments.count() == 2


def test_two_new_rows_that_overlap_are_refused(cast: Cast, gry: Client) -> None:
    theme = make_theme("Uden ledere")
    rows = [row("network_leader", cast.anna, 0, 9), row("network_leader", cast.dan, 9)]
    assert OVERLAP in post_theme(gry, theme, rows)
    assert not theme.assignments.exists()


def test_two_new_rows_side_by_side_are_saved(cast: Cast, gry: Client) -> None:
    theme = make_theme("Uden ledere")
    rows = [row("network_leader", cast.anna, 0, 9), row("network_leader", cast.dan, 10)]
    assert post_theme(gry, theme, rows) == "saved"
    assert theme.assignments.count() == 2


def test_same_person_in_both_roles_is_refused(cast: Cast, gry: Client) -> None:
    theme = make_theme("Uden ledere")
    rows = [row("network_leader", cast.dan), row("reference_leader", cast.dan)]
    assert BOTH in post_theme(gry, theme, rows)


def test_change_of_leader_in_one_go(cast: Cast, gry: Client) -> None:
    old = cast.theme.assignments.get(role="reference_leader")
    number = list(cast.theme.assignments.order_by("role__order", "-starts_on")).index(old)
    today = timezone.localdate()
    changes = {f"assignments-{number}-ends_on": today}
    assert post_theme(gry, cast.theme, [row("reference_leader", cast.dan, 1)], **changes) == "saved"
    assert set(cast.theme.assignments.filter(role="reference_leader").values_list("person")) == {
        (cast.bo.pk,),
        (cast.dan.pk,),
    }


def test_end_before_start_is_refused(cast: Cast, gry: Client) -> None:
    theme = make_theme("Uden ledere")
    text = post_theme(gry, theme, [row("network_leader", cast.anna, 5, 2)])
    assert "Slutdatoen ligger før startdatoen." in text


def test_assignment_page_tells_of_the_overlap(cast: Cast, gry: Client) -> None:
    data = {"theme": cast.theme.pk, **row("reference_leader", cast.dan)}
    response = gry.post(reverse("admin:themes_assignment_add"), data)
    assert OVERLAP in response.content.decode()


def test_theme_saved_in_between_keeps_both_texts(cast: Cast, gry: Client) -> None:
    data = sent(gry.get(reverse("admin:themes_theme_change", args=[cast.theme.pk])))
    Theme.objects.filter(pk=cast.theme.pk).update(version=2, challenge="Den andens tekst")
    text = post_theme(gry, cast.theme, [], challenge="Min tekst", opened=data["opened"])
    assert "En anden har i mellemtiden gemt “Den andens tekst”" in text
    assert "Min tekst" in text


def test_theme_saved_in_admin_counts_a_version(cast: Cast, gry: Client) -> None:
    post_theme(gry, cast.theme, [], challenge="Ny tekst")
    theme = Theme.objects.get(pk=cast.theme.pk)
    assert (theme.challenge, theme.version) == ("Ny tekst", cast.theme.version + 1)


def test_new_theme_gets_an_address(cast: Cast, gry: Client) -> None:
    data = {
        "title": "Børn på tværs",
        "type": ThemeType.objects.get(key="welfare").pk,
        "phase": Phase.objects.get(key="startup").pk,
        "challenge": "x",
        "assignments-TOTAL_FORMS": 1,
        "assignments-INITIAL_FORMS": 0,
        **{f"assignments-0-{k}": v for k, v in row("network_leader", cast.anna).items()},
    }
    assert gry.post(reverse("admin:themes_theme_add"), data).status_code == 302
    theme = Theme.objects.get(slug="boern-paa-tvaers")
    assert Assignment.objects.get(theme=theme).person == cast.anna


def test_assignment_that_has_run_is_not_deleted(cast: Cast, gry: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    old = assign(make_theme("Gammelt"), "co_driver", cast.eva, starts_on=yesterday)
    new = assign(make_theme("Nyt"), "co_driver", cast.eva)
    for assignment, answer in ((old, 403), (new, 302)):
        address = reverse("admin:themes_assignment_delete", args=[assignment.pk])
        assert gry.post(address, {"post": "yes"}).status_code == answer


def test_role_of_one_who_left_is_filled_by_the_theme_s_page(cast: Cast, gry: Client) -> None:
    cast.bo.active_to = timezone.localdate() - timedelta(days=3)
    cast.bo.save()
    Assignment.objects.filter(person=cast.bo).update(
        starts_on=timezone.localdate() - timedelta(days=90)
    )
    assert post_theme(gry, cast.theme, [row("reference_leader", cast.dan)]) == "saved"
    assert cast.theme.assignments.get(person=cast.bo).ends_on == cast.bo.active_to
    assert cast.theme in Theme.objects.led_by(cast.dan)


def test_who_held_a_role_is_never_overwritten(cast: Cast, gry: Client) -> None:
    held = cast.theme.assignments.get(person=cast.bo)
    address = reverse("admin:themes_assignment_change", args=[held.pk])
    told = {"role": "reference_leader", "person": cast.dan.pk, "theme": cast.other_theme.pk}
    ends = timezone.localdate() + timedelta(days=5)
    assert gry.post(address, {**told, "starts_on": held.starts_on, "ends_on": ends})
    held.refresh_from_db()
    assert (held.person, held.theme, held.ends_on) == (cast.bo, cast.theme, ends)
    post_theme(gry, cast.theme, [], **{"assignments-0-person": cast.dan.pk})
    assert {row.person for row in cast.theme.assignments.all()} == {cast.anna, cast.bo}


def test_page_of_an_assignment_leads_to_a_successor_and_changes_nobody(
    cast: Cast, gry: Client
) -> None:
    held = staffing.held(cast)
    text = gry.get(reverse("admin:themes_assignment_change", args=[held.pk])).content.decode()
    assert reverse("themes:change_holder", args=[cast.theme.slug, held.pk]) in text
    assert 'name="person"' not in text
    theme = gry.get(reverse("admin:themes_theme_change", args=[cast.theme.pk])).content.decode()
    assert reverse("themes:change_holder", args=[cast.theme.slug, held.pk]) in theme
