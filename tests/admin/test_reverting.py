"""No form of the administration takes a colleague's edit away unseen."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Question, QuestionSet, SupportContact
from dialogues.services.questions import load_question_sets
from roles.models import Course, CourseSession, Role
from roles.services import ensure_secretariat_group
from tests.admin.browser import sent
from tests.cast import Cast
from themes.models import Assignment, StrategicAgenda, Theme, ThemeUpdate

READ = {"Conversation", "Reflection", "MandatePart", "LogEntry"}
EDITED = sorted({model._meta.object_name for model in admin.site._registry} - READ)


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """One row of everything that is edited."""
    ensure_secretariat_group()
    load_question_sets()
    QuestionSet.objects.update(is_published=False)
    SupportContact.objects.create(welcome_da="Kom", hours_da="9-15", address_da="Rådhuset")
    StrategicAgenda.objects.create(title="Sammen om de unge")
    ThemeUpdate.objects.create(theme=cast.theme, text="Nyt", author=cast.anna)
    course = Course.objects.create(name_da="Netværksledelse", description_da="x", step=1)
    course.roles.set(Role.objects.all()[:1])
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    CourseSession.objects.create(
        course=course,
        starts_at=noon,
        ends_at=noon + timedelta(hours=3),
        place="Rådhuset",
        seats=9,
        deadline=noon.date(),
    )
    return cast


def who_may(cast: Cast, model: type[models.Model], row: models.Model) -> Any:
    request = RequestFactory().get("/")
    for person in (cast.gry, cast.root):
        request.user = person
        if admin.site._registry[model].has_change_permission(request, row):
            return person
    return None


def edited_by_another(row: models.Model, names: set[str]) -> tuple[str, Any]:
    """A colleague has changed one of the fields; which, and to what."""
    plain = [one for one in row._meta.fields if not one.choices and one.name != "email"]
    fields = [one for one in plain if one.name in names]
    texts = [one for one in fields if isinstance(one, models.CharField | models.TextField)]
    numbers = [one for one in fields if isinstance(one, models.IntegerField)]
    for field in (*texts, *numbers):
        value = "Kollegaens ord" if field in texts else getattr(row, field.name) + 1
        type(row)._base_manager.filter(pk=row.pk).update(**{field.name: value})
        return field.name, value
    field = next(one for one in fields if isinstance(one, models.DateField))
    value = timezone.localdate() + timedelta(days=99)
    type(row)._base_manager.filter(pk=row.pk).update(**{field.name: value})
    return field.name, value


def test_everything_that_is_edited_is_tried(filled: Cast) -> None:
    rows = {model: model._base_manager.first() for model in admin.site._registry}
    may = {model for model, row in rows.items() if row is None or who_may(filled, model, row)}
    assert {model._meta.object_name for model in may} - READ == set(EDITED)


@pytest.mark.parametrize("name", EDITED)
def test_colleagues_edit_stays_until_it_is_seen(filled: Cast, client: Client, name: str) -> None:
    model = next(one for one in admin.site._registry if one._meta.object_name == name)
    row = model._base_manager.first()
    client.force_login(who_may(filled, model, row))
    address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_change", args=[row.pk])
    data = sent(client.get(address))
    field, value = edited_by_another(row, set(data))
    answer = client.post(address, data)
    assert answer.status_code == 200
    assert "En anden har i mellemtiden gemt" in answer.text
    assert getattr(model._base_manager.get(pk=row.pk), field) == value
    assert client.post(address, sent(answer)).status_code == 302
    assert getattr(model._base_manager.get(pk=row.pk), field) == value


def test_to_save_again_is_a_choice(filled: Cast, client: Client) -> None:
    client.force_login(filled.gry)
    row = StrategicAgenda.objects.get()
    address = reverse("admin:themes_strategicagenda_change", args=[row.pk])
    data = sent(client.get(address)) | {"title": "Mine ord"}
    StrategicAgenda.objects.update(title="Hendes ord", description="Ny beskrivelse")
    answer = client.post(address, data)
    assert "gemt “Hendes ord”" in answer.text
    assert sent(answer)["title"] == "Mine ord"
    client.post(address, sent(answer))
    row.refresh_from_db()
    assert (row.title, row.description) == ("Mine ord", "Ny beskrivelse")


def test_row_beside_keeps_a_colleagues_edit_too(filled: Cast, client: Client) -> None:
    client.force_login(filled.gry)
    row = QuestionSet.objects.first()
    question = row.questions.first()
    address = reverse("admin:dialogues_questionset_change", args=[row.pk])
    data = sent(client.get(address))
    Question.objects.filter(pk=question.pk).update(hint_da="Kollegaens ord")
    answer = client.post(address, data)
    assert (answer.status_code, "i mellemtiden gemt" in answer.text) == (200, True)
    assert client.post(address, sent(answer)).status_code == 302
    question.refresh_from_db()
    assert question.hint_da == "Kollegaens ord"


def test_end_of_a_role_beside_its_theme_stays(filled: Cast, client: Client) -> None:
    client.force_login(filled.gry)
    address = reverse("admin:themes_theme_change", args=[filled.theme.pk])
    data = sent(client.get(address))
    day = timezone.localdate() + timedelta(days=30)
    Assignment.objects.filter(theme=filled.theme, person=filled.bo).update(ends_on=day)
    assert client.post(address, data).status_code == 200
    assert Assignment.objects.get(theme=filled.theme, person=filled.bo).ends_on == day


def test_page_that_nobody_else_has_saved_is_saved_at_once(filled: Cast, client: Client) -> None:
    client.force_login(filled.gry)
    address = reverse("admin:themes_theme_change", args=[filled.theme.pk])
    data = sent(client.get(address)) | {"challenge": "Første\r\nanden"}
    assert client.post(address, data).status_code == 302
    data = sent(client.get(address))
    assert client.post(address, data).status_code == 302
    assert Theme.objects.get(pk=filled.theme.pk).challenge.split() == ["Første", "anden"]
