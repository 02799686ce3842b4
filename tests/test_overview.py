"""The start page by role, and the secretariat's matrix."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from dialogues.services import agreements, reflections
from dialogues.services.duties import ensure_duties, propose_status
from dialogues.services.tasks import add_task
from roles.models import User
from tests import talks
from tests.cast import Cast, assign, make_person, make_theme
from themes.models import Assignment, Theme


def page(client: Client, person: User, address: str = "/") -> str:
    client.force_login(person)
    return " ".join(client.get(address).content.decode().split())


def test_network_leader_is_asked_to_invite_first(client: Client, cast: Cast) -> None:
    html = page(client, cast.anna)
    assert "Inviter Bo Refsgaard til en opstartssamtale" in html
    assert f"/samtaler/ny/{cast.theme.slug}/" in html


def test_vacant_reference_leader_gives_nobody_to_invite(client: Client, cast: Cast) -> None:
    Assignment.objects.filter(person=cast.bo).delete()
    assert "til en opstartssamtale" not in page(client, cast.anna)


def test_invited_leader_answers_and_prepares(client: Client, cast: Cast) -> None:
    talks.invited_talk(cast)
    html = page(client, cast.bo)
    assert "Anna har inviteret dig til en samtale" in html
    assert "Begynd din forberedelse" in html


def test_host_waits_for_the_answer(client: Client, cast: Cast) -> None:
    talks.invited_talk(cast)
    html = page(client, cast.anna)
    assert "Bo Refsgaard skal svare på invitationen" in html
    assert "Inviter Bo" not in html


def test_revealed_reflections_are_to_be_read(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    for person in (cast.anna, cast.bo):
        talks.write(talk, person, "Det her er mit.")
        talks.submit(talk, person)
    assert "Læs svarene" in page(client, cast.anna)
    assert "Forbered dig" not in page(client, cast.bo)


def test_writer_is_asked_to_share_with_one_who_takes_it_orally(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    talks.write(talk, cast.anna, "Det her er mit.")
    talks.submit(talk, cast.anna)
    reflections.take_orally(reflection=talks.reflection_of(talk, cast.bo), by=cast.bo)
    assert "Bo Refsgaard vil svare mundtligt" in page(client, cast.anna)


def test_running_talk_opens_at_its_step(client: Client, cast: Cast) -> None:
    talk = talks.started_talk(cast)
    assert f"/samtaler/{talk.pk}/guide/velkomst/" in page(client, cast.bo)


def test_approval_is_asked_of_the_one_who_has_not_given_it(client: Client, cast: Cast) -> None:
    talk = talks.summarised_talk(cast)
    row = talks.agreement_of(talk)
    agreements.approve(agreement=row, version=row.version, by=cast.anna)
    assert "venter på din godkendelse" in page(client, cast.bo)
    assert "venter på din godkendelse" not in page(client, cast.anna)


def test_proposed_status_waits_for_the_other_leader(client: Client, cast: Cast) -> None:
    ensure_duties(theme=cast.theme)
    duty = cast.theme.duties.get(key="arenas")
    propose_status(duty=duty, by=cast.anna, status="agreed")
    assert "Anna Netsø foreslår “aftalt”" in page(client, cast.bo)
    assert "foreslår “aftalt”" not in page(client, cast.anna)
    assert "foreslår “aftalt”" not in page(client, cast.dan)


def test_late_task_comes_first(client: Client, cast: Cast) -> None:
    talk = talks.held_talk(cast)
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    add_task(conversation=talk, by=cast.anna, owner=cast.bo, text="Ring til AOF", due_on=yesterday)
    html = page(client, cast.bo)
    assert html.index("Ring til AOF") < html.index("Skriv samarbejdsaftalen med")
    assert "skulle være gjort" in html


def test_line_manager_sees_own_people_in_networks(client: Client, cast: Cast) -> None:
    assert "Dine medarbejdere i netværk" in page(client, cast.finn)
    assert "Dine medarbejdere i netværk" not in page(client, cast.eva)


def test_employee_with_nothing_waiting_is_shown_the_themes(client: Client, cast: Cast) -> None:
    assert "Intet venter på dig lige nu" in page(client, cast.eva)


def test_overview_shows_vacancies_and_nothing_written(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    talks.write(talk, cast.anna, "MARKØR i refleksionen")
    Assignment.objects.filter(person=cast.dan).delete()
    html = page(client, cast.gry, "/sekretariat/")
    assert "mangler referenceleder" in html
    assert "venter på svar" in html
    assert "MARKØR" not in html
    assert "Vil du tale med mig" not in html


@pytest.mark.parametrize("title", ["Skoler 0-0 hjem", "<b>100000000000000000</b>"])
def test_overview_leaves_a_title_as_it_was_written(client: Client, cast: Cast, title: str) -> None:
    Theme.objects.filter(pk=cast.theme.pk).update(title=title)
    html = page(client, cast.gry, "/sekretariat/")
    assert f'<a href="/temaer/{cast.theme.slug}/">{escape(title)}</a>' in html


def test_overview_shows_no_draft(client: Client, cast: Cast) -> None:
    talks.draft_talk(cast)
    assert page(client, cast.gry, "/sekretariat/").count(">ikke inviteret<") == 2


@pytest.mark.parametrize(("show", "titles"), [("reference_leader", 1), ("not_held", 2)])
def test_overview_filter(client: Client, cast: Cast, show: str, titles: int) -> None:
    make_theme("Uden ledere", slug="uden")
    Assignment.objects.filter(person=cast.dan).update(ends_on=timezone.localdate())
    html = page(client, cast.gry, f"/sekretariat/?show={show}")
    assert html.count('<th scope="row">') == titles


def test_overview_is_for_the_secretariat(client: Client, cast: Cast) -> None:
    client.force_login(cast.root)
    assert client.get("/sekretariat/").status_code == 403


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def fill(cast: Cast, number: int) -> None:
    """So many more themes with leaders, an invited talk and ten duties each."""
    for index in range(number):
        theme = make_theme(f"Tema {index}")
        assign(theme, "network_leader", cast.anna)
        assign(theme, "reference_leader", make_person(f"Leder {index}"))
        ensure_duties(theme=theme)


@pytest.mark.parametrize("address", ["/", "/sekretariat/"])
def test_query_count_is_the_same_for_many(client: Client, cast: Cast, address: str) -> None:
    talks.invited_talk(cast)
    ensure_duties(theme=cast.theme)
    client.force_login(cast.gry if address != "/" else cast.anna)
    client.get(address)
    few = queries(client, address)
    fill(cast, 10)
    assert queries(client, address) == few
    assert Theme.objects.count() == 12
