"""Role texts and question sets in the administration: versions, and what is locked."""

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.models import (
    Question,
    QuestionSet,
)
from dialogues.services.questions import load_question_sets
from roles.models import RolePoint
from tests.cast import Cast


def point_form(point: RolePoint, **changes: str) -> dict[str, str]:
    names = ("kind", "bearer", *RolePoint.TEXTS)
    return {name: getattr(point, name) for name in names} | changes


def test_changed_point_becomes_the_next_version(cast: Cast, gry: Client) -> None:
    old = RolePoint.objects.duties().get(key="arenas")
    address = reverse("admin:roles_rolepoint_change", args=[old.pk])
    assert gry.post(address, point_form(old, text_da="Ny tekst")).status_code == 302
    old.refresh_from_db()
    new = RolePoint.objects.duties().current().get(key="arenas")
    assert (old.is_current, old.version) == (False, 1)
    assert (new.text_da, new.version, new.name_da) == ("Ny tekst", 2, old.name_da)


def test_older_point_is_read_only_and_loses_no_text(cast: Cast, gry: Client) -> None:
    old = RolePoint.objects.duties().get(key="arenas")
    address = reverse("admin:roles_rolepoint_change", args=[old.pk])
    gry.post(address, point_form(old, text_da="Den andens tekst"))
    assert 'name="text_da"' not in gry.get(address).content.decode()
    text = gry.post(address, point_form(old, text_da="Min tekst")).content.decode()
    assert "En anden har gemt en nyere udgave" in text
    assert "Min tekst" in text
    assert RolePoint.objects.duties().filter(key="arenas").count() == 2


def test_published_set_is_read_only(cast: Cast, gry: Client) -> None:
    load_question_sets()
    published = QuestionSet.objects.first()
    address = reverse("admin:dialogues_questionset_change", args=[published.pk])
    assert 'name="_publish"' not in gry.get(address).content.decode()
    assert gry.post(address, {"name_da": "Andet"}).status_code == 403
    delete = reverse("admin:dialogues_questionset_delete", args=[published.pk])
    assert gry.post(delete, {"post": "yes"}).status_code == 403


def new_set(questions: int) -> QuestionSet:
    question_set = QuestionSet.objects.create(kind="kickoff", number=7, name_da="Nyt sæt")
    for number in range(questions):
        Question.objects.create(
            question_set=question_set,
            key=f"q{number}",
            order=number,
            network_leader_da="?",
            reference_leader_da="?",
        )
    return question_set


@pytest.mark.parametrize(
    ("questions", "told"), [(1, "er udgivet"), (0, "uden spørgsmål kan ikke udgives")]
)
def test_publishing_from_the_list(cast: Cast, gry: Client, questions: int, told: str) -> None:
    question_set = new_set(questions)
    data = {"action": "publish_sets", "_selected_action": [question_set.pk]}
    address = reverse("admin:dialogues_questionset_changelist")
    assert told in gry.post(address, data, follow=True).content.decode()
    question_set.refresh_from_db()
    assert question_set.is_published is bool(questions)


def test_publish_button_saves_first(cast: Cast, gry: Client) -> None:
    question_set = new_set(1)
    question = question_set.questions.get()
    data = {"kind": "kickoff", "number": 7, "name_da": "Bedre navn", "_publish": "1"}
    data |= {"questions-TOTAL_FORMS": 1, "questions-INITIAL_FORMS": 1}
    values = {"id": question.pk, "question_set": question_set.pk, "key": "q0", "order": 1}
    values |= {"kind": "text", "network_leader_da": "A?", "reference_leader_da": "B?"}
    data |= {f"questions-0-{name}": value for name, value in values.items()}
    address = reverse("admin:dialogues_questionset_change", args=[question_set.pk])
    assert gry.post(address, data).status_code == 302
    question_set.refresh_from_db()
    assert (question_set.name_da, question_set.is_published) == ("Bedre navn", True)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("themes_round_add", "Den sidste dag, hvor et forslag kommer med i runden."),
        ("themes_themetype_add", "Vises på temaets side og hjælper forslagsstilleren"),
        ("themes_committee_add", "Fjern fluebenet, når udvalget er nedlagt."),
        ("themes_themequestion_add", "Kun ved faseskift:"),
        ("themes_strategicagenda_add", "Skriv, hvor dagsordenen er besluttet"),
        ("themes_handbookpage_add", "En tom linje giver et nyt afsnit."),
        ("themes_assignment_add", "Den første dag, personen har rollen."),
        ("roles_user_add", "Enheden afgør, hvem der er personens personaleleder."),
        ("dialogues_questionset_add", "Spørgsmålet, som netværkslederen læser det."),
    ],
)
def test_page_helps_the_one_who_edits(cast: Cast, gry: Client, page: str, said: str) -> None:
    assert said in gry.get(reverse(f"admin:{page}")).text
