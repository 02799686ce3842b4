"""The page of one theme: what it tells, to whom, and what is new on it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from dialogues.models import Conversation, QuestionSet
from roles.models import RoleKey
from tests.cast import Cast, assign, make_theme
from tests.themes.test_list import HTMX, fill, give_duties
from themes.models import Assignment, Phase, Theme, ThemeUpdate

TODAY = timezone.localdate


def page(client: Client, theme: Theme) -> str:
    response = client.get(theme.get_absolute_url())
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def talk(cast: Cast, status: str) -> Conversation:
    """A conversation of the theme's two leaders."""
    return Conversation.objects.create(
        theme=cast.theme,
        network_leader=cast.anna,
        reference_leader=cast.bo,
        question_set=QuestionSet.objects.create(kind="kickoff", number=99, name_da="Prøve"),
        status=status,
        invited_by=cast.anna,
    )


@pytest.fixture
def eva(cast: Cast, client: Client) -> Client:
    """The browser of an employee without a role."""
    client.force_login(cast.eva)
    return client


def test_page_tells_the_people_and_the_frame(cast: Cast, eva: Client) -> None:
    Theme.objects.filter(pk=cast.theme.pk).update(
        contact=cast.gry, outside_partners="Ældre Sagen", ambition="Færre <b>alene</b>"
    )
    text = page(eva, cast.theme)
    for words in ("Anna Netsø", "Bo Refsgaard", "Finn Leder", "Gry Sekretær", "Ældre Sagen"):
        assert words in text
    assert "Færre &lt;b&gt;alene" in text
    assert ">Ældre og Omsorg</a>" in text
    assert "Ledig" not in text


def test_vacant_roles_show_plainly(cast: Cast, eva: Client) -> None:
    assert page(eva, make_theme("Nyt")).count("Ledig</strong>") == 2


def test_earlier_and_coming_holders_show_with_dates(cast: Cast, eva: Client) -> None:
    day = timezone.datetime(2026, 1, 31).date()
    theme = make_theme("Skifte", starts_on=None)
    held = {"starts_on": day - timedelta(days=30), "ends_on": day}
    assign(theme, RoleKey.REFERENCE_LEADER, cast.dan, **held)
    assign(theme, RoleKey.REFERENCE_LEADER, cast.bo, starts_on=TODAY() + timedelta(days=5))
    text = page(eva, theme)
    assert "1. januar 2026 – 31. januar 2026" in " ".join(text.split())
    assert "Dan Refning" in text
    assert [row.person for row in eva.get(theme.get_absolute_url()).context["coming"]] == [cast.bo]


def test_line_manager_who_leads_the_theme_is_not_the_own_manager(cast: Cast, eva: Client) -> None:
    theme = make_theme("Chefens tema")
    unit = cast.anna.unit
    unit.manager = cast.anna
    unit.save()
    assign(theme, RoleKey.NETWORK_LEADER, cast.anna)
    assert "personaleleder" not in page(eva, theme)
    unit.parent.manager = cast.finn
    unit.parent.save()
    assert "Finn Leder" in page(eva, theme)


def test_unknown_theme_and_theme_of_another_are_not_found(cast: Cast, eva: Client) -> None:
    draft = make_theme("Hemmeligt", status=Theme.Status.DRAFT, proposed_by=cast.anna)
    assert eva.get("/temaer/findes-ikke/").status_code == 404
    response = eva.get(draft.get_absolute_url())
    assert response.status_code == 404
    assert "Hemmeligt" not in response.content.decode()


def test_proposal_is_shown_on_its_own_page(cast: Cast, client: Client) -> None:
    theme = make_theme("Forslag", status=Theme.Status.PROPOSED, proposed_by=cast.eva)
    client.force_login(cast.eva)
    response = client.get(theme.get_absolute_url())
    assert response.headers["Location"] == f"/temaer/forslag/{theme.slug}/"


def test_wheel_shows_to_those_who_may_see_the_duties(cast: Cast, client: Client) -> None:
    give_duties([cast.theme])
    for person, sees in ((cast.anna, True), (cast.gry, True), (cast.eva, False), (cast.dan, False)):
        client.force_login(person)
        text = page(client, cast.theme)
        assert ("wheel-large" in text) is sees
        assert (f"/temaer/{cast.theme.slug}/opgaver/" in text) is sees


def test_network_leader_is_led_to_the_invitation(cast: Cast, client: Client) -> None:
    client.force_login(cast.anna)
    assert "Inviter Bo Refsgaard til en samtale" in page(client, cast.theme)
    Assignment.objects.filter(person=cast.bo).delete()
    text = page(client, cast.theme)
    assert "Temaet har ingen referenceleder endnu" in text
    assert "/samtaler/ny/" not in text


def test_reference_leader_waits_for_the_invitation(cast: Cast, client: Client) -> None:
    client.force_login(cast.bo)
    assert "Anna Netsø inviterer dig" in page(client, cast.theme)


def test_closed_theme_asks_for_no_conversation(cast: Cast, client: Client) -> None:
    Theme.objects.filter(pk=cast.theme.pk).update(phase=Phase.objects.get(key=Phase.CLOSED))
    for person in (cast.anna, cast.bo):
        client.force_login(person)
        assert "Jeres samtale" not in page(client, cast.theme)


def test_open_conversation_shows_to_its_parties_alone(cast: Cast, client: Client) -> None:
    address = talk(cast, Conversation.Status.INVITED).get_absolute_url()
    for person in (cast.anna, cast.bo, cast.gry, cast.eva, cast.root):
        client.force_login(person)
        assert (address in page(client, cast.theme)) is (person in (cast.anna, cast.bo))


def test_conversation_that_is_a_draft_shows_to_its_author_alone(cast: Cast, client: Client) -> None:
    address = talk(cast, Conversation.Status.DRAFT).get_absolute_url()
    client.force_login(cast.anna)
    assert address in page(client, cast.theme)
    client.force_login(cast.bo)
    assert address not in page(client, cast.theme)


def test_who_may_write_what_is_new(cast: Cast, client: Client) -> None:
    address = f"{cast.theme.get_absolute_url()}nyt/"
    may = (cast.anna, cast.bo, cast.gry)
    for person in (cast.anna, cast.gry, cast.bo, cast.clara, cast.eva, cast.root):
        client.force_login(person)
        assert (f'action="{address}"' in page(client, cast.theme)) is (person in may)
        response = client.post(address, {"text": f"Nyt fra {person.name} 🌱"})
        assert response.status_code == (302 if person in may else 403)
    assert ThemeUpdate.objects.count() == 3
    assert "Nyt fra Anna Netsø 🌱" in page(client, cast.theme)
    assert client.get(address).status_code == 405


@pytest.mark.parametrize("text", ["", "   ", "a\x00b", "a\x1bb", "x" * 100_000])
def test_update_that_cannot_be_saved_stays_on_the_screen(
    cast: Cast, client: Client, text: str
) -> None:
    client.force_login(cast.anna)
    response = client.post(f"{cast.theme.get_absolute_url()}nyt/", {"text": text})
    assert response.status_code == 200
    assert 'id="error-summary"' in response.content.decode()
    assert response.context["form"]["text"].value() == text
    assert not ThemeUpdate.objects.exists()


def test_update_swaps_the_list_in_place(cast: Cast, client: Client) -> None:
    client.force_login(cast.anna)
    address = f"{cast.theme.get_absolute_url()}nyt/"
    text = client.post(address, {"text": "Første møde holdt"}, headers=HTMX).content.decode()
    assert text.strip().startswith('<section id="whats-new"')
    assert "Første møde holdt" in text
    assert 'data-announce="Nyheden ligger nu på temaets side."' in text
    assert 'id="error-summary"' in client.post(address, {}, headers=HTMX).content.decode()


def test_page_asks_as_much_at_1000_themes_as_at_10(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    give_duties([cast.theme])
    talk(cast, Conversation.Status.INVITED)
    counts: dict[str, set[int]] = {}
    for more in (10, 990):
        fill(cast, more)
        for person in (cast.anna, cast.bo, cast.gry, cast.eva):
            client.force_login(person)
            client.get(cast.theme.get_absolute_url())
            with django_assert_max_num_queries(23) as asked:
                client.get(cast.theme.get_absolute_url())
            counts.setdefault(person.name, set()).add(len(asked))
    assert all(len(same) == 1 for same in counts.values()), counts
