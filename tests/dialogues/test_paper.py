"""The pages for paper: what stands on them, and what never does."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from dialogues.models import AgendaPoint, OwnView, Recognition, Stance
from dialogues.models.stances import ASKED
from dialogues.services import agreements, conversations
from dialogues.services.duties import ensure_duties
from dialogues.services.tasks import add_task
from roles.models import RolePoint, User
from tests import talks
from tests.cast import Cast
from tests.dialogues.test_agenda import with_three

SECRET = "kun for os to"


def read(client: Client, person: User, name: str, *args: object, query: str = "") -> str:
    client.force_login(person)
    response = client.get(reverse(f"dialogues:{name}", args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_duties_show_what_both_stand_behind(cast: Cast, client: Client) -> None:
    talk = talks.approved_talk(cast)
    talks.agreement_of(talk).items.update(text="Vi besøger lederne sammen")
    cast.theme.duties.filter(key="capital").update(
        next_step="Søg puljen", responsible=cast.bo, due_on="2030-01-31", status="in_progress"
    )
    html = read(client, cast.gry, "duties_print", cast.theme.slug)
    assert html.count("Vi besøger lederne sammen") == 10
    assert all(words in html for words in ("Søg puljen", cast.bo.name, "31. januar 2030"))


def test_duties_show_nobodys_own_view(cast: Cast, client: Client) -> None:
    talks.approved_talk(cast)
    for duty in cast.theme.duties.all():
        OwnView.objects.create(duty=duty, person=cast.anna, status="not_relevant", note=SECRET)
    html = read(client, cast.anna, "duties_print", cast.theme.slug)
    assert SECRET not in html
    assert html.count("ikke relevant") == 1  # in the legend


def test_duties_show_no_agreement_before_both_have_approved(cast: Cast, client: Client) -> None:
    talk = talks.summarised_talk(cast)
    talks.agreement_of(talk).items.update(text=SECRET)
    assert SECRET not in read(client, cast.anna, "duties_print", cast.theme.slug)


def test_duties_of_the_newest_edition_win(cast: Cast, client: Client) -> None:
    talk = talks.approved_talk(cast)
    talks.agreement_of(talk).items.update(text="Den gamle aftale")
    agreements.reopen(conversation=talk, by=cast.bo, reason="Nyt år")
    row = talks.agreement_of(talk)
    row.items.update(text="Den nye aftale")
    agreements.send_for_approval(agreement=row, version=row.version, by=cast.anna)
    for person in (cast.anna, cast.bo):
        agreements.approve(agreement=row, version=row.version, by=person)
    html = read(client, cast.bo, "duties_print", cast.theme.slug)
    assert html.count("Den nye aftale") == 10
    assert "Den gamle aftale" not in html


def test_duties_ask_as_much_with_agreements_as_without(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("dialogues:duties_print", args=[cast.theme.slug])
    client.force_login(cast.anna)
    ensure_duties(theme=cast.theme)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    talk = talks.approved_talk(cast)
    talks.agreement_of(talk).items.update(text="Aftalt")
    cast.theme.duties.update(responsible=cast.bo)
    # The other leader has now been talked to, and one current version of each text is its own.
    with django_assert_num_queries(len(asked)):
        client.get(address)


def test_guide_before_the_talk_has_room_to_write(cast: Cast, client: Client) -> None:
    talk = talks.invited_talk(cast)
    html = read(client, cast.bo, "guide_print", talk.pk)
    assert html.count("Det aftaler vi") == 6
    assert "6 trin på ca." in html
    assert html.count("sheet-line") > 20
    assert all(point.name in html for point in RolePoint.objects.duties().current())
    # The co-player's step asks all four parts, as on the screen.
    assert all(str(ASKED[part]) in html for part in Stance.CO_PLAYER)


def test_guide_shows_what_has_been_written(cast: Cast, client: Client) -> None:
    talk = talks.started_talk(cast)
    point = talk.points.get(step="opgave-4")
    texts = {"note": "Puljen åbner i maj", "decision": "Bo søger", "status": "agreed"}
    conversations.write_point(point=point, by=cast.anna, texts=texts)
    add_task(conversation=talk, by=cast.anna, owner=cast.bo, text="Skriv ansøgningen")
    html = read(client, cast.bo, "guide_print", talk.pk)
    assert all(text in html for text in ("Puljen åbner i maj", "Bo søger", "Skriv ansøgningen"))
    blank = read(client, cast.bo, "guide_print", talk.pk, query="?tom")
    assert not any(text in blank for text in ("Puljen åbner i maj", "Bo søger", "Skriv ansøg"))


def test_guide_of_a_held_talk_shows_nothing_empty(cast: Cast, client: Client) -> None:
    talk = talks.started_talk(cast)
    point = talk.points.get(step="opgave-4")
    conversations.write_point(point=point, by=cast.anna, texts={"decision": "Bo søger"})
    conversations.hold(conversation=talk, by=cast.anna)
    html = read(client, cast.anna, "guide_print", talk.pk)
    assert "sheet-line" not in html
    assert html.count('sheet-step"') == 1


def test_duty_that_is_never_in_place_has_no_such_box(cast: Cast, client: Client) -> None:
    talk = with_three(talks.invited_talk(cast))
    html = read(client, cast.anna, "guide_print", talk.pk)
    # Of the three that are chosen only the access to arenas is a task.
    assert html.count("På plads") == 1


@pytest.mark.parametrize(("who", "side"), [("anna", "network_leader"), ("bo", "reference_leader")])
def test_blank_form_asks_in_the_readers_wording(
    cast: Cast, client: Client, who: str, side: str
) -> None:
    talk = talks.invited_talk(cast)
    html = read(client, getattr(cast, who), "blank_form", talk.pk)
    for question in talk.question_set.questions.all():
        assert getattr(question, f"{side}_da") in html
    assert html.count("Jeg vil gerne tale om opgaven") == 10
    assert "Hver anden uge" in html


def test_blank_form_holds_no_written_word(cast: Cast, client: Client) -> None:
    talk = talks.agreed_talk(cast)
    for person in (cast.anna, cast.bo):
        talks.write(talk, person, SECRET)
        reflection, point = talks.reflection_of(talk, person), RolePoint.objects.duties().first()
        Recognition.objects.create(reflection=reflection, point=point, offer=SECRET, need=SECRET)
        talks.submit(talk, person)
    for name in ("blank_form", "guide_print"):
        assert SECRET not in read(client, cast.anna, name, talk.pk)


@pytest.mark.parametrize("name", ["guide_print", "blank_form"])
def test_print_leads_back_and_prints_itself(cast: Cast, client: Client, name: str) -> None:
    html = read(client, cast.bo, name, talks.invited_talk(cast).pk)
    assert "data-print" in html
    assert "Tilbage til" in html
    assert "<nav" not in html


def test_prints_are_found_where_people_look(cast: Cast, client: Client) -> None:
    talk = talks.invited_talk(cast)
    guide, form = (reverse(f"dialogues:{n}", args=[talk.pk]) for n in ("guide_print", "blank_form"))
    page = read(client, cast.bo, "conversation", talk.pk)
    assert f'href="{guide}"' in page
    assert f'href="{form}"' in page
    assert f'href="{form}"' in read(client, cast.bo, "preparation", talk.pk)
    duties = reverse("dialogues:duties_print", args=[cast.theme.slug])
    assert f'href="{duties}"' in read(client, cast.gry, "duties", cast.theme.slug)


def test_guide_shows_the_shared_agenda_and_nobodys_own_points(cast: Cast, client: Client) -> None:
    talk = talks.started_talk(cast)
    for text, raised in (("Vores fælles punkt", timezone.now()), (SECRET, None)):
        AgendaPoint.objects.create(conversation=talk, author=cast.bo, text=text, raised_at=raised)
    for person in (cast.anna, cast.bo):
        html = read(client, person, "guide_print", talk.pk)
        assert "Vores fælles punkt" in html
        assert SECRET not in html
