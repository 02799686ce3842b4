"""Role texts in versions, the secretariat's group, and what people change about themselves."""

import copy

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from dialogues.models import Question, QuestionSet
from dialogues.services import questions
from referenceledelse.core.text.shipped import digest, texts_in
from referenceledelse.core.web.errors import Stale
from roles import services
from roles.models import SECRETARIAT_GROUP, Role, RolePoint, User
from roles.services import catalogue
from tests.cast import Cast, make_person
from tests.talks import invited_talk
from themes.models import Phase, ThemeType


def arenas() -> RolePoint:
    """The current version of the second duty."""
    return RolePoint.objects.duties().current().get(key="arenas")


def test_changed_text_becomes_the_next_version(cast: Cast) -> None:
    old = arenas()
    new = services.revise_point(point=old, by=cast.gry, text_da="Åbner alle døre.")
    old.refresh_from_db()
    assert (old.is_current, old.version) == (False, 1)
    assert old.text_da != "Åbner alle døre."
    assert (new.is_current, new.version, new.text_da) == (True, 2, "Åbner alle døre.")
    assert new.name_da == old.name_da
    assert arenas() == new


def test_same_text_makes_no_version(cast: Cast) -> None:
    old = arenas()
    assert services.revise_point(point=old, by=cast.gry, text_da=old.text_da) == old
    assert RolePoint.objects.duties().filter(key="arenas").count() == 1


def test_revising_an_older_version_is_stale(cast: Cast) -> None:
    old = arenas()
    services.revise_point(point=old, by=cast.gry, text_da="Den første ændring.")
    with pytest.raises(Stale):
        services.revise_point(point=old, by=cast.root, text_da="Den anden ændring.")
    assert arenas().text_da == "Den første ændring."
    assert arenas().version == 2


def test_sending_the_same_change_twice_makes_one_version(cast: Cast) -> None:
    old = arenas()
    first = services.revise_point(point=old, by=cast.gry, text_da="Sendt to gange.")
    assert services.revise_point(point=old, by=cast.gry, text_da="Sendt to gange.") == first
    assert arenas().version == 2


def test_running_theme_keeps_the_version_it_began_with(cast: Cast) -> None:
    invited_talk(cast)
    old = cast.theme.duties.get(key="arenas").point
    services.revise_point(point=old, by=cast.gry, text_da="Kun for nye temaer.")
    assert cast.theme.duties.get(key="arenas").point == old


def test_catalogue_is_loaded_once_and_leaves_edited_texts_alone(cast: Cast) -> None:
    services.revise_point(point=arenas(), by=cast.gry, text_da="Sekretariatets egne ord.")
    Role.objects.filter(key="co_driver").update(name_da="Makker")
    assert services.load_catalogue() == 0
    assert arenas().text_da == "Sekretariatets egne ord."
    assert Role.objects.get(key="co_driver").name_da == "Makker"


OLD = {"text_da": "Som teksten var engang.", "text_en": "As the text once was."}


def shipped_as(monkeypatch: pytest.MonkeyPatch, **texts: str) -> None:
    """Let an earlier release have said so of the second duty."""
    point = arenas()
    RolePoint.objects.filter(pk=point.pk).update(**texts)
    known = [digest(texts_in(arenas(), catalogue.POINT_TEXTS))]
    rows = catalogue.shipped_roles()
    shipped = next(p for role in rows for p in role["point"] if p["key"] == "arenas")
    shipped["earlier"] = known
    monkeypatch.setattr(catalogue, "shipped_roles", lambda: copy.deepcopy(rows))


def test_an_untouched_text_of_an_earlier_release_gives_way_as_a_new_version(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = arenas().text_da
    invited_talk(cast)
    shipped_as(monkeypatch, **OLD)
    assert services.load_catalogue() == 1
    assert (arenas().version, arenas().text_da) == (2, new)
    assert cast.theme.duties.get(key="arenas").point.text_da == OLD["text_da"]
    assert services.load_catalogue() == 0


def test_a_text_that_the_municipality_edited_outlives_the_next_release(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped_as(monkeypatch, **OLD)
    services.revise_point(point=arenas(), by=cast.gry, example_da="Vores eget eksempel.")
    assert services.load_catalogue() == 0
    assert (arenas().version, arenas().text_da) == (2, OLD["text_da"])


def test_each_text_of_today_is_none_of_the_earlier_ones() -> None:
    """A digest of today's text among them would publish it anew at every start."""
    for role in catalogue.shipped_roles():
        assert digest(texts_in(role, catalogue.ROLE_TEXTS)) not in role.get("earlier", [])
        for point in role["point"]:
            assert digest(texts_in(point, catalogue.POINT_TEXTS)) not in point.get("earlier", [])


def test_there_are_ten_duties_in_order_with_every_text(cast: Cast) -> None:
    duties = list(RolePoint.objects.duties().current().order_by("order"))
    assert [duty.order for duty in duties] == list(range(1, 11))
    for duty in duties:
        texts = [getattr(duty, f"{name}_{lang}") for name in TEXTS for lang in ("da", "en")]
        assert all(texts), duty.key


TEXTS = ("name", "text", "example", "question", "source")


def counts() -> list[int]:
    models = (Role, RolePoint, ThemeType, Phase, QuestionSet, Question, Group)
    return [model.objects.count() for model in models]


def test_an_untouched_question_set_gives_way_to_the_release_as_its_next_version(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = invited_talk(cast)
    row, rows = talk.question_set, questions.shipped_sets()
    Question.objects.filter(question_set=row, key="needs").update(network_leader_da="Før i tiden?")
    kickoff = next(one for one in rows if one["kind"] == row.kind)
    kickoff["earlier"] = [digest(questions.all_texts(row))]
    monkeypatch.setattr(questions, "shipped_sets", lambda: copy.deepcopy(rows))
    assert questions.load_question_sets() == 1
    newest = QuestionSet.objects.filter(kind=row.kind).order_by("-number").first()
    assert (newest.number, newest.is_published) == (row.number + 1, True)
    assert newest.questions.get(key="needs").network_leader_da != "Før i tiden?"
    talk.refresh_from_db()
    assert talk.question_set == row
    assert questions.load_question_sets() == 0


def test_the_secretariats_own_question_set_outlives_the_release(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, rows = invited_talk(cast).question_set, questions.shipped_sets()
    kickoff = next(one for one in rows if one["kind"] == row.kind)
    kickoff["earlier"] = [digest(questions.all_texts(row))]
    monkeypatch.setattr(questions, "shipped_sets", lambda: copy.deepcopy(rows))
    services.ensure_secretariat_group()
    draft = questions.duplicate(question_set=row, by=User.objects.get(pk=cast.gry.pk))
    assert questions.load_question_sets() == 0
    assert QuestionSet.objects.filter(kind=row.kind).order_by("-number").first() == draft


def test_load_texts_fills_an_empty_database_and_changes_nothing_after(db: None) -> None:
    call_command("load_texts")
    first = counts()
    assert all(first)
    call_command("load_texts")
    assert counts() == first


def granted() -> set[str]:
    group = services.ensure_secretariat_group()
    rows = group.permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


def test_secretariat_edits_people_themes_and_texts(db: None) -> None:
    models = ("roles.{}_user", "roles.{}_unit", "themes.{}_theme", "themes.{}_assignment")
    wanted = {name.format(verb) for name in models for verb in ("add", "change", "view")}
    wanted |= {"roles.change_rolepoint", "themes.change_phase", "dialogues.change_questionset"}
    assert wanted <= granted()


def test_secretariat_only_looks_at_conversations_and_deletes_no_one(db: None) -> None:
    mine = granted()
    assert {name for name in mine if "conversation" in name or "reflection" in name} == {
        "dialogues.view_conversation",
        "dialogues.view_reflection",
    }
    assert "roles.delete_user" not in mine
    private = ("answer", "recognition", "ownview", "approval", "agreement", "task")
    assert not [name for name in mine if name.endswith(private)]


def test_permission_too_many_is_taken_back(db: None) -> None:
    group = services.ensure_secretariat_group()
    group.permissions.add(Permission.objects.get(codename="view_answer"))
    assert "dialogues.view_answer" not in granted()
    assert Group.objects.filter(name=SECRETARIAT_GROUP).count() == 1


def test_joining_and_leaving_the_secretariat(cast: Cast) -> None:
    services.set_secretariat(person=cast.eva, is_member=True, by=cast.root)
    eva = User.objects.get(pk=cast.eva.pk)
    assert (eva.is_secretariat, eva.is_staff) == (True, True)
    assert eva.has_perm("themes.add_assignment")
    services.set_secretariat(person=eva, is_member=False, by=cast.root)
    eva = User.objects.get(pk=cast.eva.pk)
    assert (eva.is_secretariat, eva.is_staff) == (False, False)
    assert not eva.has_perm("themes.add_assignment")


def test_superuser_who_leaves_the_secretariat_stays_staff(cast: Cast) -> None:
    services.set_secretariat(person=cast.root, is_member=False, by=cast.root)
    assert User.objects.get(pk=cast.root.pk).is_staff is True


def test_language_that_nobody_speaks_here_is_refused(cast: Cast) -> None:
    with pytest.raises(ValueError, match="fr"):
        services.set_language(person=cast.eva, by=cast.eva, language="fr")
    assert User.objects.get(pk=cast.eva.pk).language == "da"


def test_own_page_changes_phone_and_language_only(cast: Cast) -> None:
    eva = cast.eva
    eva.name, eva.leader_level = "Direktør Eva", 1
    services.edit_own_page(person=eva, by=eva, phone="12 34 56 78", language="en")
    stored = User.objects.get(pk=eva.pk)
    assert (stored.phone, stored.language) == ("12 34 56 78", "en")
    assert (stored.name, stored.leader_level) == ("Eva Sten", None)


def test_email_is_one_persons_in_either_case(db: None) -> None:
    one = make_person("Ida Nord")
    assert User.objects.get_by_natural_key(one.email.upper()) == one
