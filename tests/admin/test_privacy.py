"""What nobody finds in the administration, and who does not get in at all."""

from collections.abc import Iterator

import pytest
from auditlog.models import LogEntry
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from dialogues.models import (
    Agreement,
    Answer,
    Approval,
    Conversation,
    ConversationPoint,
    Duty,
    OwnView,
    Recognition,
    Reflection,
    Task,
)
from dialogues.services.questions import load_question_sets
from roles.models import RolePoint, Unit
from roles.services import ensure_secretariat_group
from tests import markers
from tests.cast import Cast, assign, make_person, make_theme
from tests.talks import agreement_of, approved_talk, draft_talk, held_talk
from themes.models import Assignment, Theme

SECRET = "kun for os to"
# What the two write in a conversation's own row.
PRIVATE = ("message", "reply", "end_reason", "place", "link")


def plant(cast: Cast) -> Conversation:
    """A talk from beginning to end, with the secret in every text that is not the admin's."""
    talk = approved_talk(cast)
    Conversation.objects.update(
        message=SECRET, reply=SECRET, end_reason=SECRET, place=SECRET, link=f"https://x.dk/{SECRET}"
    )
    Answer.objects.update(text=SECRET)
    reflection = talk.reflections.first()
    point = RolePoint.objects.duties().first()
    Answer.objects.get_or_create(
        reflection=reflection, question=talk.question_set.questions.first(), text=SECRET
    )
    Recognition.objects.update_or_create(
        reflection=reflection, point=point, defaults={"offer": SECRET, "need": SECRET}
    )
    ConversationPoint.objects.update(note=SECRET, decision=SECRET, reason=SECRET)
    agreement = agreement_of(talk)
    Agreement.objects.update(collaboration=SECRET, rhythm=SECRET, reopen_reason=SECRET)
    agreement.items.update(text=SECRET, reason=SECRET)
    Approval.objects.update(disagreement=SECRET)
    plant_duty(cast, talk, point)
    return talk


def plant_duty(cast: Cast, talk: Conversation, point: RolePoint) -> None:
    """What the two wrote about a duty, saved one by one, so that the change log hears of it."""
    duty = Duty.objects.filter(theme=cast.theme).first()
    duty.next_step, duty.reason = SECRET, SECRET
    duty.save()
    OwnView.objects.create(duty=duty, person=cast.anna, status="agreed", note=SECRET)
    Task.objects.create(conversation=talk, owner=cast.bo, created_by=cast.anna, text=SECRET)
    talk.refresh_from_db()
    for name in PRIVATE:
        setattr(talk, name, f"{getattr(talk, name)}!")
    talk.save()


def addresses(row_limit: int = 3) -> Iterator[str]:
    """Every list, every row's page and its history, each list searched for the secret too."""
    yield reverse("admin:index")
    for model, page in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        if page.search_fields:
            yield reverse(f"{name}_changelist") + f"?q={SECRET}"
            yield reverse(f"{name}_changelist") + "?q=samtale"
        for row in model._base_manager.order_by("-pk")[:row_limit]:
            yield reverse(f"{name}_change", args=[row.pk])
            yield reverse(f"{name}_history", args=[row.pk])
            yield reverse(f"{name}_delete", args=[row.pk])


@pytest.mark.parametrize("person", ["gry", "root"])
def test_no_private_text_stands_anywhere(cast: Cast, client: Client, person: str) -> None:
    ensure_secretariat_group()
    plant(cast)
    client.force_login(getattr(cast, person))
    seen = 0
    for address in addresses():
        response = client.get(address)
        text = response.content.decode().replace(f'value="{SECRET}"', "")
        assert SECRET not in text, address
        seen += response.status_code == 200
    assert seen > 40


@pytest.mark.parametrize("person", ["gry", "root"])
def test_no_marker_stands_anywhere(cast: Cast, client: Client, person: str) -> None:
    ensure_secretariat_group()
    held_talk(cast)
    assert markers.plant() > 50
    client.force_login(getattr(cast, person))
    for address in addresses():
        assert markers.found(client.get(address).content.decode()) == set(), address


def test_log_keeps_no_word_of_a_talk(cast: Cast) -> None:
    plant(cast)
    rows = LogEntry.objects.filter(content_type__app_label="dialogues")
    assert rows.filter(content_type__model="duty", changes__has_key="next_step").exists()
    for row in rows:
        assert not set(PRIVATE) & set(row.changes), row
        assert SECRET not in str(row.changes)


def test_private_models_have_no_page() -> None:
    shown = set(admin.site._registry)
    hidden = {Answer, Recognition, ConversationPoint, OwnView, Approval, Agreement, Task}
    assert shown & hidden == set()


@pytest.mark.parametrize(
    "query",
    [
        "dialogues_conversation_changelist?message__startswith=kun",
        "dialogues_conversation_changelist?points__note__contains=kun",
        "dialogues_reflection_changelist?answers__text__startswith=kun",
        "auditlog_logentry_changelist?changes__icontains=kun",
        "roles_user_changelist?password__startswith=md5",
        "roles_user_changelist?unit__manager__password__startswith=md5",
    ],
)
def test_text_cannot_be_guessed_through_the_address(cast: Cast, client: Client, query: str) -> None:
    plant(cast)
    client.force_login(cast.root)
    name, _mark, lookup = query.partition("?")
    assert client.get(f"{reverse(f'admin:{name}')}?{lookup}").status_code == 400


def test_talk_nobody_was_invited_to_is_not_listed(cast: Cast, gry: Client) -> None:
    talk = draft_talk(cast)
    text = gry.get(reverse("admin:dialogues_conversation_changelist")).content.decode()
    assert cast.theme.title not in text
    assert (
        gry.get(reverse("admin:dialogues_conversation_change", args=[talk.pk])).status_code == 302
    )
    assert not LogEntry.objects.filter(content_type__model="conversation").exists()


def test_draft_theme_is_its_authors_alone(cast: Cast, client: Client) -> None:
    draft = make_theme("Hemmelig kladde", status=Theme.Status.DRAFT, proposed_by=cast.eva)
    draft.challenge = "Kun min egen tanke"
    draft.save()
    client.force_login(cast.root)
    listed = client.get(reverse("admin:themes_theme_changelist")).content.decode()
    logged = client.get(reverse("admin:auditlog_logentry_changelist")).content.decode()
    found = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "themes", "model_name": "assignment", "field_name": "theme", "term": "hem"},
    )
    assert draft.title not in listed + logged + found.content.decode()


def test_log_hides_passwords_and_texts(cast: Cast, client: Client) -> None:
    cast.eva.set_password("en anden lang adgangskode")
    cast.eva.save()
    cast.theme.challenge = "Ny udfordring"
    cast.theme.save()
    assert LogEntry.objects.get_for_object(cast.eva).first().changes["password"] == ["***", "***"]
    client.force_login(cast.root)
    entry = LogEntry.objects.get_for_object(cast.theme).first()
    page = client.get(reverse("admin:auditlog_logentry_change", args=[entry.pk])).content.decode()
    assert "teksten er ændret" in page
    assert "Ny udfordring" not in page


def test_log_tells_a_new_row_and_a_change_in_words(cast: Cast, gry: Client) -> None:
    assignment = Assignment.objects.get(person=cast.bo)
    entry = LogEntry.objects.get_for_object(assignment).get()
    text = gry.get(reverse("admin:auditlog_logentry_change", args=[entry.pk])).content.decode()
    assert "Person: – → Bo Refsgaard" in text
    assert "systemet" in text
    assignment.person = cast.dan
    assignment.save()
    entry = LogEntry.objects.get_for_object(assignment).first()
    text = gry.get(reverse("admin:auditlog_logentry_change", args=[entry.pk])).content.decode()
    assert "Person: Bo Refsgaard → Dan Refning" in text
    assert "Created" not in text
    assert "Object representation" not in text


@pytest.mark.parametrize("model", ["theme", "user", "unit", "role", "assignment", "questionset"])
def test_log_shows_what_a_new_row_began_with(cast: Cast, gry: Client, model: str) -> None:
    load_question_sets()
    entry = LogEntry.objects.filter(content_type__model=model, action=0).first()
    text = gry.get(reverse("admin:auditlog_logentry_change", args=[entry.pk])).content.decode()
    assert ": – → " in text
    assert "Id:" not in text


@pytest.mark.parametrize(
    "model", ["user", "unit", "role", "rolepoint", "theme", "assignment", "themetype", "phase"]
)
def test_secretariat_opens_what_it_edits(cast: Cast, gry: Client, model: str) -> None:
    name = next(
        f"admin:{m._meta.app_label}_{model}"
        for m in admin.site._registry
        if m._meta.model_name == model
    )
    assert gry.get(reverse(f"{name}_changelist")).status_code == 200
    row = next(m for m in admin.site._registry if m._meta.model_name == model)._base_manager.first()
    assert gry.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("person", ["eva", "anna", "bo", "finn"])
def test_others_do_not_get_in(cast: Cast, client: Client, person: str) -> None:
    client.force_login(getattr(cast, person))
    assert client.get(reverse("admin:index")).status_code == 302
    assert client.get(reverse("admin:roles_user_changelist")).status_code == 302


def test_people_cannot_be_deleted(cast: Cast, client: Client) -> None:
    client.force_login(cast.root)
    address = reverse("admin:roles_user_delete", args=[cast.eva.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    assert (
        "delete_selected" not in client.get(reverse("admin:roles_user_changelist")).content.decode()
    )


def test_reflection_page_has_metadata_only(cast: Cast, gry: Client) -> None:
    plant(cast)
    reflection = Reflection.objects.first()
    page = gry.get(reverse("admin:dialogues_reflection_change", args=[reflection.pk]))
    text = page.content.decode()
    assert reflection.author.name in text
    assert "<textarea" not in text
    assert 'name="_save"' not in text


@pytest.mark.parametrize("name", ["roles_user", "roles_unit", "themes_theme", "themes_assignment"])
def test_lists_ask_as_much_for_many_rows_as_for_few(
    cast: Cast, gry: Client, name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse(f"admin:{name}_changelist")
    gry.get(address)
    with CaptureQueriesContext(connection) as asked:
        gry.get(address)
    for number in range(3):
        unit = Unit.objects.create(name=f"Enhed {number}", parent=cast.bo.unit, manager=cast.finn)
        person = make_person(f"Person {number}", unit=unit)
        assign(make_theme(f"Tema {number}"), "co_driver", person)
    with django_assert_num_queries(len(asked)):
        gry.get(address)
