"""Editing a theme: who may, what is kept, and two at the same time."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from roles.models import Unit
from tests.cast import Cast, make_theme
from tests.themes.test_list import HTMX
from themes.models import Theme
from themes.services import edit_theme


def address(theme: Theme) -> str:
    return f"{theme.get_absolute_url()}rediger/"


def values(theme: Theme, **changes: Any) -> dict[str, Any]:
    """What the form sends when only the changes were typed."""
    return {
        "version": theme.version,
        "title": theme.title,
        "type": theme.type_id,
        "challenge": theme.challenge,
        "starts_on": theme.starts_on.isoformat(),
        "units": [unit.pk for unit in theme.units.all()],
    } | changes


@pytest.fixture
def anna(cast: Cast, client: Client) -> Client:
    """The browser of the theme's network leader."""
    client.force_login(cast.anna)
    return client


def test_who_may_edit(cast: Cast, client: Client) -> None:
    may = (cast.anna, cast.gry)
    for person in (cast.anna, cast.gry, cast.bo, cast.clara, cast.finn, cast.eva, cast.root):
        client.force_login(person)
        cast.theme.refresh_from_db()
        expected = 200 if person in may else 403
        assert client.get(address(cast.theme)).status_code == expected
        response = client.post(address(cast.theme), values(cast.theme, title=person.name))
        assert response.status_code == (302 if person in may else 403)
        assert (address(cast.theme) in client.get(cast.theme.get_absolute_url()).text) is (
            person in may
        )
    cast.theme.refresh_from_db()
    assert cast.theme.title == "Gry Sekretær"


def test_edit_saves_every_field(cast: Cast, anna: Client) -> None:
    unit = Unit.objects.create(name="Teknik")
    sent = {
        "title": "Nyt navn 🌱",
        "challenge": "Første linje\r\nanden linje",
        "why_cross_cutting": "Ingen kan alene",
        "ambition": "Ingen er alene",
        "outside_partners": "Ældre Sagen",
        "ends_on": (timezone.localdate() + timedelta(days=300)).isoformat(),
        "contact": cast.gry.pk,
        "units": [unit.pk],
        "note": "Vi er gået i test",
    }
    response = anna.post(address(cast.theme), values(cast.theme, **sent), follow=True)
    for words in ("Ændringerne er gemt", "Nyt navn 🌱", "Ældre Sagen", "Vi er gået i test"):
        assert words in response.text
    row = Theme.objects.get(pk=cast.theme.pk)
    assert (row.slug, row.version) == (cast.theme.slug, 2)
    assert (row.contact, list(row.units.all())) == (cast.gry, [unit])


def test_edit_in_place(cast: Cast, anna: Client) -> None:
    text = anna.get(address(cast.theme), headers=HTMX).text
    assert text.strip().startswith('<section id="theme-about"')
    response = anna.post(address(cast.theme), values(cast.theme), headers=HTMX)
    assert response["HX-Redirect"] == cast.theme.get_absolute_url()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_stale_save_shows_both_texts_and_keeps_what_was_typed(
    cast: Cast, anna: Client, headers: dict[str, str]
) -> None:
    old = values(cast.theme)
    anna.post(address(cast.theme), old | {"ambition": "Annas ambition"})
    sent = old | {"ambition": "Grys ambition", "note": "Fra Gry"}
    response = anna.post(address(cast.theme), sent, headers=headers)
    assert response.status_code == 409
    assert [
        (field["label"], field["mine"], field["theirs"]) for field in response.context["conflicts"]
    ] == [("Ambitionen", "Grys ambition", "Annas ambition")]
    for words in ("Grys ambition</textarea>", "Fra Gry</textarea>", 'name="version" value="2"'):
        assert words in response.text
    again = anna.post(address(cast.theme), sent | {"version": 2})
    assert again.status_code == 302
    cast.theme.refresh_from_db()
    assert cast.theme.ambition == "Grys ambition"


def test_double_submit_of_an_edit_loses_nothing(cast: Cast, anna: Client) -> None:
    sent = values(cast.theme, ambition="Ny ambition", note="Ny ambition på plads")
    anna.post(address(cast.theme), sent)
    response = anna.post(address(cast.theme), sent)
    assert response.status_code == 302
    assert cast.theme.updates.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"challenge": "x" * 100_000}, "challenge"),
        ({"challenge": "a\x1bb"}, "challenge"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"starts_on": "31. februar"}, "starts_on"),
        ({"type": "999"}, "type"),
        ({"units": ["999"]}, "units"),
        ({"units": ["x"]}, "units"),
        ({"contact": "{eva}"}, "contact"),
        ({"parent": "99999999999999999999"}, "parent"),
        ({"version": "x"}, "version"),
    ],
)
def test_bad_input_is_told_in_danish_and_stays(
    cast: Cast, anna: Client, changes: dict[str, Any], field: str
) -> None:
    ids = {"{eva}": cast.eva.pk}
    changes = {name: ids.get(str(value), value) for name, value in changes.items()}
    sent = values(cast.theme, ambition="Det, jeg skrev") | changes
    response = anna.post(address(cast.theme), sent)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert "Det, jeg skrev</textarea>" in response.text
    cast.theme.refresh_from_db()
    assert cast.theme.version == 1


def test_title_of_another_theme_is_allowed(cast: Cast, anna: Client) -> None:
    response = anna.post(address(cast.theme), values(cast.theme, title=cast.other_theme.title))
    assert response.status_code == 302


def test_unknown_theme_is_not_found(cast: Cast, anna: Client) -> None:
    assert anna.get("/temaer/findes-ikke/rediger/").status_code == 404


def test_proposal_is_edited_by_the_secretariat_without_a_phase(cast: Cast, client: Client) -> None:
    theme = make_theme("Et forslag", status=Theme.Status.PROPOSED, proposed_by=cast.eva)
    client.force_login(cast.gry)
    assert 'name="phase"' not in client.get(address(theme)).text
    client.post(address(theme), values(theme, title="Et bedre forslag"))
    theme.refresh_from_db()
    assert (theme.title, theme.status) == ("Et bedre forslag", Theme.Status.PROPOSED)
    client.force_login(cast.eva)
    assert client.get(address(theme)).status_code == 403


def test_second_stale_save_in_a_row_shows_both_texts_again(cast: Cast, anna: Client) -> None:
    sent = values(cast.theme, challenge="Min tekst", ambition="Min ambition")
    for number in (1, 2, 3):
        theme = Theme.objects.get(pk=cast.theme.pk)
        edit_theme(theme=theme, version=theme.version, by=cast.gry, challenge=f"Nummer {number}")
        answer = anna.post(address(cast.theme), sent)
        assert answer.status_code == 409
        [told] = [one for one in answer.context["conflicts"] if one["theirs"].startswith("Nummer")]
        assert told | {"label": ""} == {
            "label": "",
            "mine": "Min tekst",
            "theirs": f"Nummer {number}",
        }
        assert "Min ambition" in answer.text
        sent["version"] = answer.context["form"]["version"].value()
    assert anna.post(address(cast.theme), sent).status_code == 302
    saved = Theme.objects.get(pk=cast.theme.pk)
    assert (saved.challenge, saved.ambition) == ("Min tekst", "Min ambition")
