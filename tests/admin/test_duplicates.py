"""Copies to begin from, made in the administration."""

from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse

from tests import rooms
from tests.cast import Cast, make_theme
from themes.models import HandbookPage, Round, Theme


def address(row: object, page: str = "duplicate") -> str:
    return reverse(f"admin:themes_{row._meta.model_name}_{page}", args=[row.pk])


def test_button_leads_to_a_page_that_suggests_a_name(cast: Cast, gry: Client) -> None:
    for row in (cast.theme, Round.objects.first(), HandbookPage.objects.first()):
        assert f'href="{address(row)}"' in gry.get(address(row, "change")).text
        assert f'value="{row} (kopi)"' in gry.get(address(row)).text


def test_copied_theme_is_a_draft_without_people_and_history(cast: Cast, gry: Client) -> None:
    rooms.story(cast)
    answer = gry.post(address(cast.theme), {"name": "Færre ensomme unge"}, follow=True)
    copy = Theme.objects.get(title="Færre ensomme unge")
    assert (copy.status, copy.proposed_by) == (Theme.Status.DRAFT, cast.gry)
    assert copy.challenge == cast.theme.challenge
    assert list(copy.units.all()) == list(cast.theme.units.all())
    assert not copy.assignments.exists()
    assert not copy.updates.exists()
    assert answer.redirect_chain[-1][0] == reverse("themes:proposal", args=[copy.slug])


def test_copied_round_is_a_year_later_and_logged(cast: Cast, gry: Client) -> None:
    row = Round.objects.order_by("deadline").first()
    for _ in range(2):
        gry.post(address(row), {"name": "Ny runde"})
    copy = Round.objects.get(name_da="Ny runde")
    assert copy.deadline.year > row.deadline.year
    assert (copy.deadline.month, copy.forum_da) == (row.deadline.month, row.forum_da)
    assert (copy.decides_on.month, copy.decides_on.day) == (
        row.decides_on.month,
        row.decides_on.day,
    )
    assert LogEntry.objects.get_for_object(copy).get().actor == cast.gry


def test_copied_page_is_not_shown_yet(cast: Cast, gry: Client) -> None:
    row = HandbookPage.objects.get(slug="samtalen")
    for _ in range(2):
        gry.post(address(row), {"name": "Samtalen på gåtur"})
    copy = HandbookPage.objects.get(title_da="Samtalen på gåtur")
    assert (copy.slug, copy.is_shown) == ("samtalen-paa-gaatur", False)
    assert copy.text_da == row.text_da


def test_name_that_is_no_name_is_told(cast: Cast, gry: Client) -> None:
    row = Round.objects.first()
    for name in ("", "x" * 101, "a\x00b"):
        assert gry.post(address(row), {"name": name}).context["form"].errors["name"]


def test_nobody_copies_what_they_cannot_see(cast: Cast, gry: Client, client: Client) -> None:
    draft = make_theme("Evas egen", status=Theme.Status.DRAFT, proposed_by=cast.eva)
    assert gry.get(address(draft)).status_code == 404
    client.force_login(cast.eva)
    assert client.get(address(cast.theme)).status_code == 302


def test_first_page_has_the_shortcuts_of_the_role(cast: Cast, gry: Client) -> None:
    text = gry.get("/admin/").text
    for wanted in ("/sekretariat/ny-runde/", "/sekretariat/opsaetning/", "/sekretariat/eksempler/"):
        assert f'href="{wanted}"' in text
    gry.force_login(cast.root)
    text = gry.get("/admin/").text
    assert 'href="/sekretariat/opsaetning/"' in text
    assert 'href="/sekretariat/ny-runde/"' not in text
