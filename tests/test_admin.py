"""The administration: what the secretariat does there, and what nobody finds there."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.models import (
    Agreement,
    Answer,
    Approval,
    Conversation,
    ConversationPoint,
    Duty,
    OwnView,
    Question,
    QuestionSet,
    Recognition,
    Reflection,
    Task,
)
from dialogues.services.questions import load_question_sets
from roles.models import RolePoint, Unit, User
from roles.services import ensure_secretariat_group
from tests.cast import Cast, assign, make_person, make_theme
from tests.talks import agreement_of, approved_talk, draft_talk
from themes.models import Assignment, Phase, Theme, ThemeType

SECRET = "kun for os to"


@pytest.fixture
def gry(cast: Cast, client: Client) -> Client:
    """The browser of a person in the secretariat."""
    ensure_secretariat_group()
    client.force_login(cast.gry)
    return client


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
    talk.message = f"{SECRET}!"
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


# Themes and assignments


def theme_form(theme: Theme, rows: list[dict[str, object]], **changes: object) -> dict[str, object]:
    """What the browser sends from the theme's page, with these assignments beside the saved."""
    saved = list(theme.assignments.order_by("role__order", "-starts_on"))
    data: dict[str, object] = {
        "opened_version": theme.version,
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
    }


def post_theme(client: Client, theme: Theme, rows: list[dict], **changes: object) -> str:
    address = reverse("admin:themes_theme_change", args=[theme.pk])
    response = client.post(address, theme_form(theme, rows, **changes))
    assert response.status_code in (200, 302)
    return "saved" if response.status_code == 302 else response.content.decode()


OVERLAP = "Temaet har allerede en i den rolle i perioden."
BOTH = "kan ikke være både netværksleder og referenceleder"


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
    rows = [row("network_leader", cast.anna), row("reference_leader", cast.anna)]
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
    Theme.objects.filter(pk=cast.theme.pk).update(version=2, challenge="Den andens tekst")
    text = post_theme(gry, cast.theme, [], challenge="Min tekst")
    assert "En anden har gemt temaet" in text
    assert "Min tekst" in text
    assert 'name="opened_version" value="2"' in text


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


# Role texts


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


# Question sets


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


# People


def person_form(person: User | None = None, **changes: object) -> dict[str, object]:
    values = {"name": "Ny Person", "email": "Ny@Example.org", "language": "da", "is_active": "on"}
    if person:
        values |= {"name": person.name, "email": person.email, "unit": person.unit_id or ""}
    return values | changes


def test_new_person_has_no_password(cast: Cast, gry: Client) -> None:
    assert gry.post(reverse("admin:roles_user_add"), person_form()).status_code == 302
    person = User.objects.get(email="ny@example.org")
    assert not person.has_usable_password()
    assert not person.is_staff


def test_second_person_with_the_email_is_refused(cast: Cast, gry: Client) -> None:
    data = person_form(email=cast.eva.email.upper())
    text = gry.post(reverse("admin:roles_user_add"), data).content.decode()
    assert "En anden person har allerede den e-mail." in text
    assert User.objects.filter(email__iexact=cast.eva.email).count() == 1


def test_working_in_the_secretariat_opens_and_closes(cast: Cast, gry: Client) -> None:
    address = reverse("admin:roles_user_change", args=[cast.eva.pk])
    gry.post(address, person_form(cast.eva, works_in_secretariat="on"))
    eva = User.objects.get(pk=cast.eva.pk)
    assert eva.is_secretariat and eva.is_staff
    gry.post(address, person_form(cast.eva))
    eva = User.objects.get(pk=cast.eva.pk)
    assert not eva.is_secretariat and not eva.is_staff


def test_secretariat_does_not_change_a_superuser(cast: Cast, gry: Client) -> None:
    address = reverse("admin:roles_user_change", args=[cast.root.pk])
    assert gry.post(address, person_form(cast.root, email="x@example.org")).status_code == 403


@pytest.mark.parametrize("term", ["østergaard", "ØSTER", "oester"])
def test_autocomplete_finds_danish_letters(cast: Cast, gry: Client, term: str) -> None:
    make_person("Ida Østergaard")
    where = {"app_label": "themes", "model_name": "assignment", "field_name": "person"}
    found = gry.get(reverse("admin:autocomplete"), where | {"term": term}).json()["results"]
    assert [row["text"] for row in found] == ["Ida Østergaard"]


# Files

PEOPLE = "email;navn;stilling;telefon;enhed;lederniveau;ansat_fra;ansat_til\n"


def send_file(client: Client, model: str, text: str) -> tuple[str, dict[str, str]]:
    """The preview of the file, and what its yes would send."""
    file = SimpleUploadedFile("fil.csv", text.encode(), "text/csv")
    address = reverse(f"admin:roles_{model}_import")
    response = client.post(address, {"import_file": file, "format": "0", "resource": "0"})
    form = response.context.get("confirm_form")
    return response.content.decode(), form.initial if form else {}


def test_import_of_people_is_tried_first(cast: Cast, gry: Client) -> None:
    line = "Ole@Example.org;Ole Ny;Pædagog;;Lyngvig Kommune / Ældre og Omsorg;;01-08-2026;\n"
    preview, yes = send_file(gry, "user", PEOPLE + line)
    assert "Intet er gemt endnu" in preview
    assert not User.objects.filter(name="Ole Ny").exists()
    done = gry.post(reverse("admin:roles_user_process_import"), yes, follow=True)
    assert "1 nye, 0 ændrede, 0 uændrede" in done.content.decode()
    ole = User.objects.get(email="ole@example.org")
    assert (ole.unit.name, ole.active_from.year) == ("Ældre og Omsorg", 2026)
    assert not ole.has_usable_password()
    again = gry.post(reverse("admin:roles_user_process_import"), yes)
    assert "Filen er allerede hentet ind" in again.content.decode()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("a@example.org;A;;;Findes ikke;;;", "Enheden ”Findes ikke” findes ikke"),
        ("a@example.org;A;;;;x;;", "”x” er ikke et lederniveau"),
        ("a@example.org;A;;;;;i går;", "”i går” er ikke en dato"),
        ("a@example.org;;;;;;;", "navn"),
        ("ikke en mail;A;;;;;;", "e-mail"),
    ],
)
def test_import_tells_what_is_wrong(cast: Cast, gry: Client, line: str, told: str) -> None:
    preview, yes = send_file(gry, "user", f"{PEOPLE}{line}\n")
    assert told in preview
    assert "Traceback" not in preview
    assert not yes


def test_import_without_columns_says_which(cast: Cast, gry: Client) -> None:
    preview, yes = send_file(gry, "user", "navn,email\nA,a@example.org\n")
    assert "Filen mangler kolonnerne: stilling" in preview
    assert not yes


def test_import_of_units_builds_the_tree(cast: Cast, gry: Client) -> None:
    text = (
        "enhed;personaleleder\nLyngvig Kommune / Teknik;\n"
        f"Lyngvig Kommune / Teknik / Vej;{cast.finn.email}\n"
    )
    preview, yes = send_file(gry, "unit", text)
    assert "Intet er gemt endnu" in preview
    gry.post(reverse("admin:roles_unit_process_import"), yes)
    road = Unit.objects.get(name="Vej")
    assert (road.parent.name, road.manager) == ("Teknik", cast.finn)


def test_export_can_be_read_back_unchanged(cast: Cast, gry: Client) -> None:
    User.objects.filter(pk=cast.eva.pk).update(job_title="=HYPERLINK(1)")
    for model in ("unit", "user"):
        text = gry.get(reverse(f"admin:roles_{model}_export")).content.decode("utf-8-sig")
        assert "password" not in text
        assert ";=HYPERLINK" not in text
        preview, _yes = send_file(gry, model, text)
        assert "uændret" in preview
        assert "<td>ændret</td>" not in preview


def test_file_of_another_name_is_not_read(cast: Cast, gry: Client) -> None:
    data = {"import_file_name": "../etc/passwd", "original_file_name": "x", "format": "0"}
    response = gry.post(reverse("admin:roles_user_process_import"), data)
    assert "Filen er væk" in response.content.decode()


def test_employee_exports_nothing(cast: Cast, client: Client) -> None:
    cast.eva.is_staff = True
    cast.eva.save()
    client.force_login(cast.eva)
    assert client.get(reverse("admin:roles_user_export")).status_code == 403
    assert client.get(reverse("admin:roles_user_import")).status_code == 403


def test_reflection_page_has_metadata_only(cast: Cast, gry: Client) -> None:
    plant(cast)
    reflection = Reflection.objects.first()
    page = gry.get(reverse("admin:dialogues_reflection_change", args=[reflection.pk]))
    text = page.content.decode()
    assert reflection.author.name in text
    assert "<textarea" not in text
    assert 'name="_save"' not in text
