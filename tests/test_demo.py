"""The demo municipality: absent unless asked for, the same every time, and open to all in it."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.conf import LazySettings, settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dialogues.models import (
    Conversation,
    Duty,
    OwnView,
    QuestionSet,
    Reflection,
    StatusChange,
    Task,
)
from dialogues.models.questions import ConversationKind
from dialogues.services.questions import load_question_sets
from roles.models import Course, RoleKey, Unit, User
from tests.cast import Cast, assign, make_theme
from themes.models import Assignment, Phase, Theme, ThemeType, ThemeUpdate

MODELS = (
    Unit, User, Theme, ThemeUpdate, Assignment, Conversation, Reflection, Duty, OwnView,
    StatusChange, Task,
)  # fmt: skip
# The day of the run, so that the demo is tried on the days that the tests are.
NOW = timezone.now()


@pytest.fixture
def demo(db: None, settings: LazySettings) -> None:
    """The demo is on; nobody lives there yet."""
    settings.DEMO = True
    import_module("tests.demo_urls")  # which is possible only now
    settings.ROOT_URLCONF = "tests.demo_urls"
    call_command("load_texts", verbosity=0)


@pytest.fixture
def town(demo: None) -> None:
    build()


@pytest.fixture
def resident(demo: None) -> User:
    return User.objects.create_user("en@lyngvig.example", name="En Enkelt")


def build() -> bool:
    from referenceledelse.demo.build import build_once

    with time_machine.travel(NOW, tick=False):
        return build_once()


def snapshot() -> dict[str, list[tuple]]:
    """What every row says, without keys (the database counts them) and passwords (none has one)."""
    rows = {}
    for model in MODELS:
        own = [
            f.attname for f in model._meta.concrete_fields if not (f.primary_key or f.is_relation)
        ]
        own = [name for name in own if name not in ("password", "last_login")]
        rows[model.__name__] = list(model.objects.order_by("pk").values_list(*own))
    return rows


def run_python(code: str, **environ: str) -> subprocess.CompletedProcess:
    environ = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "referenceledelse.settings",
        "SECRET_KEY": "only-for-tests",
        **environ,
    }
    command = [sys.executable, "-c", f"import django; django.setup(); {code}"]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)  # noqa: S603


# Absent unless asked for


def test_no_address_leads_to_the_demo(client: Client, cast: Cast) -> None:
    client.force_login(cast.eva)
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"person": cast.anna.pk}).status_code == 404
    assert client.session["_auth_user_id"] == str(cast.eva.pk)
    with pytest.raises(NoReverseMatch):
        reverse("demo")


@pytest.mark.parametrize(
    "environ", [{"DEBUG": "0", "DEMO": "1"}, {"DEBUG": "1", "DEMO": "0"}, {"DEBUG": "0"}]
)
def test_the_package_cannot_be_imported_unless_both_are_on(environ: dict[str, str]) -> None:
    done = run_python("import referenceledelse.demo.views", **{"DEMO": "0"} | environ)
    assert done.returncode == 1
    assert "ImproperlyConfigured: The demo exists only" in done.stderr


def test_the_address_exists_where_both_are_on() -> None:
    code = "from django.urls import reverse; print(reverse('demo'))"
    assert run_python(code, DEBUG="1", DEMO="1").stdout == "/demo/\n"
    done = run_python(code, DEBUG="0", DEMO="1")
    assert "NoReverseMatch" in done.stderr


def test_the_command_refuses_where_the_demo_is_off(db: None) -> None:
    with pytest.raises(CommandError, match="DEBUG and DEMO"):
        call_command("demo")
    assert not User.objects.exists()


def test_the_view_itself_refuses_where_the_demo_is_off(
    client: Client, demo: None, settings: LazySettings
) -> None:
    settings.DEMO = False
    assert client.get("/demo/").status_code == 404


# The municipality


def test_a_second_build_changes_nothing(town: None) -> None:
    before = snapshot()
    assert build() is False
    assert snapshot() == before


def test_two_builds_make_the_same(demo: None) -> None:
    with transaction.atomic():
        build()
        first = snapshot()
        transaction.set_rollback(True)
    assert not User.objects.exists()
    build()
    assert snapshot() == first


def test_every_type_phase_and_state_occurs(town: None) -> None:
    assert User.objects.count() >= 55
    assert Theme.objects.accepted().count() == 14
    assert set(ThemeType.objects.filter(themes__isnull=False)) == set(ThemeType.objects.all())
    assert set(Phase.objects.filter(themes__isnull=False)) == set(Phase.objects.all())
    states = set(Conversation.objects.values_list("status", flat=True))
    assert states == set(Conversation.Status.values)
    assert set(Duty.objects.values_list("status", flat=True)) == set(Duty.Status.values)
    assert StatusChange.objects.filter(outcome="open").exists()
    assert Task.objects.open().filter(due_on__lt=timezone.localdate(NOW)).exists()


def test_course_of_the_network_leaders_is_for_those_who_lead_already_too(town: None) -> None:
    [row] = [one for one in Course.objects.for_role("network_leader") if one.roles.count() == 1]
    assert "er eller bliver netværksleder" in row.description_da
    assert "are or will be a network leader" in row.description_en
    assert "første" not in row.name_da + row.description_da


def test_nothing_happened_in_the_future(town: None) -> None:
    talks = Conversation.objects.all()
    for moment in ("created_at", "invited_at", "started_at", "held_at", "approved_at", "ended_at"):
        assert not talks.filter(**{f"{moment}__gt": NOW}).exists(), moment
    assert not Reflection.objects.filter(revealed_at__gt=NOW).exists()
    assert not StatusChange.objects.filter(answered_at__gt=NOW).exists()
    assert not Task.objects.filter(done_at__gt=NOW).exists()


def test_nobody_has_a_password_or_all_rights(town: None) -> None:
    assert not any(person.has_usable_password() for person in User.objects.all())
    assert not User.objects.filter(is_superuser=True).exists()
    assert User.objects.filter(is_staff=True).count() >= 1
    assert all(person.is_secretariat for person in User.objects.filter(is_staff=True))


# The page of its people


def test_the_page_lists_everyone_once_with_the_roles_held(client: Client, town: None) -> None:
    page = client.get("/demo/").content.decode()
    people = re.findall(r'name="person"\s+value="(\d+)"', page)
    assert sorted(map(int, people)) == sorted(User.objects.values_list("pk", flat=True))
    roles = " ".join(re.findall(r'data-roles="([^"]+)"', page)).split()
    assert set(roles) == {*RoleKey.values, "employee"}


def test_the_page_asks_the_same_few_questions_however_many_people(
    client: Client, demo: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(10):
        client.get("/demo/")
    build()
    with django_assert_num_queries(10):
        client.get("/demo/")


@pytest.mark.parametrize("status", Theme.Status.values)
def test_the_page_tells_how_far_a_proposal_is_and_the_title_only_once_it_is_sent(
    client: Client, resident: User, status: str
) -> None:
    make_theme("En hemmelig plan", proposed_by=resident, status=status)
    answer = client.get("/demo/")
    assert answer.status_code == 200
    assert ("En hemmelig plan" in answer.content.decode()) == (status not in Theme.WRITABLE)


@pytest.mark.parametrize("has_swapped", [False, True])
@pytest.mark.parametrize("wants_other_time", [False, True])
@pytest.mark.parametrize("status", Conversation.Status.values)
def test_the_page_answers_however_far_a_talk_is_and_whoever_leads_now(
    client: Client, demo: None, status: str, wants_other_time: bool, has_swapped: bool
) -> None:
    load_question_sets()
    two = [User.objects.create_user(f"{name}@lyngvig.example", name=name) for name in ("En", "To")]
    talk = dict(zip(("network_leader", "reference_leader"), two, strict=True))
    talk["theme"] = make_theme("Ensomme ældre")
    talk["question_set"] = QuestionSet.objects.newest(ConversationKind.KICKOFF)
    talk["held_at"] = NOW if status in ("held", "summarised", "approved", "closed") else None
    talk["invited_by"] = two[0]
    Conversation.objects.create(status=status, wants_other_time=wants_other_time, **talk)
    for role in ("network_leader", "reference_leader"):
        assign(talk["theme"], role, two.pop(0 if not has_swapped else -1))
    page = client.get("/demo/").content.decode()
    assert page.count("“Ensomme ældre”") == 2


def test_choosing_a_person_steps_in_and_choosing_another_changes(
    client: Client, resident: User
) -> None:
    other = User.objects.create_user("to@lyngvig.example", name="To Andre")
    for person in (resident, other):
        answer = client.post("/demo/", {"person": person.pk})
        assert (answer.status_code, answer.url) == (302, "/")
        assert client.session["_auth_user_id"] == str(person.pk)


def test_reading_the_page_signs_nobody_in(client: Client, resident: User) -> None:
    client.get("/demo/", {"person": resident.pk})
    assert "_auth_user_id" not in client.session


def test_a_form_from_elsewhere_signs_nobody_in(resident: User) -> None:
    stranger = Client(enforce_csrf_checks=True)
    answer = stranger.post("/demo/", {"person": resident.pk})
    assert answer.status_code == 403
    assert settings.SESSION_COOKIE_NAME not in stranger.cookies


@pytest.mark.parametrize("person", ["", "0", "-1", "abc", "9" * 40, "1; DROP", "²", "\x00"])
def test_an_unknown_person_is_told_and_signs_nobody_in(
    client: Client, resident: User, person: str
) -> None:
    answer = client.post("/demo/", {"person": person})
    assert answer.status_code == 404
    assert "Den person findes ikke i demokommunen" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_nobody_outside_the_demo_can_be_stepped_into(client: Client, demo: None) -> None:
    outsider = User.objects.create_user("chef@example.org", name="Ude Fra")
    assert client.post("/demo/", {"person": outsider.pk}).status_code == 404


def test_who_has_left_cannot_be_stepped_into(client: Client, resident: User) -> None:
    User.objects.update(active_to=timezone.localdate() - timedelta(days=1))
    assert client.post("/demo/", {"person": resident.pk}).status_code == 404
