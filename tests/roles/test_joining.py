"""Two accounts of one person become one, and so do two units; nothing is lost, nothing leaks."""

import pytest
from auditlog.models import LogEntry
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Conversation, PrivateNote, Reflection
from dialogues.models.partnership import OfPair
from dialogues.services import notes
from referenceledelse.core.web.errors import Refused
from roles.models import AccountChange, RoleKey, Unit, User
from roles.models.accounts import OLD
from roles.queries.joining import ANSWERS, FOLLOWS, OPPOSITE
from roles.queries.joining.relations import name_of, relations_to
from roles.services import ensure_secretariat_group
from roles.services.accounts.changes import agree_to_change
from roles.services.joining import join_people, join_units, move_unit
from tests.cast import Cast, assign, make_person, make_theme
from tests.talks import held_talk, invited_talk, write
from themes.models import LEADING, Follow

TEXT = "Det her skal kun Anna læse"


@pytest.fixture
def gry(cast: Cast) -> Client:
    ensure_secretariat_group()
    client = Client()
    client.force_login(cast.gry)
    return client


@pytest.fixture
def second(cast: Cast) -> User:
    """Another one of the secretariat."""
    person = make_person("Signe Sekretær", is_staff=True)
    person.groups.add(ensure_secretariat_group())
    return person


@pytest.fixture
def new_anna(cast: Cast) -> User:
    """The account that the nightly job made of Anna's new address."""
    return make_person("Anna Gift", unit=cast.anna.unit, stable_id="17")


def once_only(model: type[models.Model]) -> set[str]:
    """The fields of which a row can have the same values only once.

    What can be once between two people can be theirs alone, and they are never one.
    """
    sides = {frozenset(both) for label, *both in OPPOSITE if label == model._meta.label}
    alone = [{field.name} for field in model._meta.fields if field.unique]
    named = (set(getattr(one, "fields", ())) for one in model._meta.constraints)
    sets = [*alone, *named, *map(set, model._meta.unique_together)]
    found: set[str] = set().union(*(one for one in sets if not any(map(one.issuperset, sides))))
    return found.difference(*sides)


def is_usual(relation: models.ForeignObjectRel) -> bool:
    """Whether that the row follows needs no thought: any number can be, and it stays ours."""
    is_someone = relation.on_delete is models.PROTECT
    return is_someone and relation.field.name not in once_only(relation.related_model)


@pytest.mark.parametrize("model", [User, Unit])
def test_what_does_not_simply_follow_has_its_answer_for_joining(model: type[models.Model]) -> None:
    usual = {name_of(one): is_usual(one) for one in relations_to(model)}
    answers = ANSWERS[model]
    assert {name for name in usual if not usual[name]} - answers.keys() == set()
    assert answers.keys() - usual.keys() == set()
    assert {name for name in answers if usual[name] and answers[name] == FOLLOWS} == set()


def test_two_who_share_a_row_are_never_one() -> None:
    shared = {one._meta.label for one in apps.get_models() if issubclass(one, OfPair)}
    assert len(shared) > 6
    assert {(one, *LEADING) for one in shared} - set(OPPOSITE) == set()


def test_unused_account_is_joined_at_once_and_its_address_waits(
    cast: Cast, gry: Client, new_anna: User
) -> None:
    page = reverse("roles:join_person", args=[cast.anna.pk])
    shown = gry.get(page, {"konto": new_anna.email}).content.decode()
    assert "Anna Gift" in shown and User.objects.get(pk=new_anna.pk).is_working
    gry.post(page, {"konto": new_anna.email, "takes_address": "on"})
    closed, anna = User.objects.get(pk=new_anna.pk), User.objects.get(pk=cast.anna.pk)
    assert (closed.is_working, closed.has_address, closed.stable_id) == (False, False, "")
    assert (anna.stable_id, anna.email) == ("17", cast.anna.email)
    assert AccountChange.objects.get(person=anna).email == new_anna.email
    assert LogEntry.objects.get_for_object(anna)[0].actor == cast.gry


def test_account_in_use_waits_for_its_owner(cast: Cast, gry: Client, new_anna: User) -> None:
    held_talk(cast)
    page = reverse("roles:join_person", args=[new_anna.pk])
    assert "Spørg ejeren" in gry.get(page, {"konto": cast.anna.email}).content.decode()
    gry.post(page, {"konto": cast.anna.email})
    assert not new_anna.assignments.exists() and User.objects.get(pk=cast.anna.pk).is_working
    link = reverse("roles:confirm_change", args=[AccountChange.objects.get().token(OLD)])
    assert "to konti" in Client().get(link).content.decode()
    assert User.objects.get(pk=cast.anna.pk).is_working
    Client().post(link, {"answer": "yes"})
    assert new_anna.assignments.count() == 1 and not User.objects.get(pk=cast.anna.pk).is_working
    assert Conversation.objects.visible_to(new_anna).count() == 1


def test_nobody_joins_an_account_to_read_what_is_in_it(
    cast: Cast, gry: Client, second: User
) -> None:
    talk = invited_talk(cast)
    write(talk, cast.anna, TEXT)
    join_people(keep=cast.gry, other=cast.anna, by=second)
    change = AccountChange.objects.get()
    address = reverse("roles:answer_change", args=[change.pk])
    assert gry.post(address, {"answer": "yes"}).status_code == 403
    assert not Reflection.objects.visible_to(cast.gry).exists()
    assert cast.anna.reflections.get().answers.filter(text=TEXT).exists()


def test_everything_follows_and_stays_private(cast: Cast, new_anna: User, second: User) -> None:
    talk = invited_talk(cast)
    row = write(talk, cast.anna, TEXT)
    notes.save_note(conversation=talk, by=cast.anna, text=TEXT)
    Follow.objects.create(theme=cast.theme, person=cast.anna)
    Follow.objects.create(theme=cast.theme, person=new_anna)
    join_people(keep=new_anna, other=cast.anna, by=cast.gry)
    agree_to_change(change=AccountChange.objects.get(), by=second)
    assert Reflection.objects.get(pk=row.pk).author == new_anna
    assert PrivateNote.objects.visible_to(new_anna).get().text == TEXT
    assert Follow.objects.get().person == new_anna
    for other in (cast.bo, cast.gry, second):
        assert not PrivateNote.objects.visible_to(other).exists()
        assert not Reflection.objects.visible_to(other).filter(pk=row.pk).exists()


def test_two_sides_of_one_conversation_are_never_one(cast: Cast, gry: Client) -> None:
    invited_talk(cast)
    page = reverse("roles:join_person", args=[cast.anna.pk])
    shown = gry.get(page, {"konto": cast.bo.email}).content.decode()
    assert "De to kan ikke samles" in shown and "Spørg ejeren" not in shown
    assert gry.post(page, {"konto": cast.bo.email}).status_code == 200
    assert not AccountChange.objects.exists()
    with pytest.raises(Refused):
        join_people(keep=cast.anna, other=cast.bo, by=cast.gry)


def test_two_roles_on_one_theme_at_a_time_are_told(cast: Cast, gry: Client) -> None:
    assign(cast.theme, RoleKey.CO_DRIVER, cast.eva)
    page = reverse("roles:join_person", args=[cast.anna.pk])
    shown = gry.get(page, {"konto": cast.eva.email}).content.decode()
    assert "Begge har noget under “udpegning”" in shown
    assert gry.post(page, {"konto": cast.eva.email}).status_code == 200
    assert User.objects.get(pk=cast.eva.pk).is_working


def test_rights_do_not_follow(cast: Cast, second: User) -> None:
    assert join_people(keep=cast.eva, other=second, by=cast.gry)
    eva = User.objects.get(pk=cast.eva.pk)
    assert not eva.is_secretariat and not eva.is_staff


def test_superuser_is_joined_by_those_who_run_the_site_alone(cast: Cast, gry: Client) -> None:
    page = reverse("roles:join_person", args=[cast.anna.pk])
    assert gry.post(page, {"konto": cast.root.email}).status_code == 403


def test_unit_is_joined_with_all_that_is_in_it(cast: Cast, gry: Client) -> None:
    old = cast.anna.unit
    new = Unit.objects.create(name="Senior", parent=old.parent)
    team = Unit.objects.create(name="Øst", parent=old)
    make_theme("Et til").units.add(old, new)
    logged = LogEntry.objects.get_for_object(old).count()
    page = reverse("roles:join_unit", args=[new.pk])
    shown = gry.get(page, {"enhed": old.pk}).content.decode()
    assert "3 personer" in shown and Unit.objects.filter(pk=old.pk).exists()
    gry.post(page, {"enhed": old.pk})
    new.refresh_from_db()
    assert not Unit.objects.filter(pk=old.pk).exists() and new.manager == cast.finn
    assert cast.theme.units.get() == new and new.themes.count() == 2
    assert Unit.objects.get(pk=team.pk).parent == new
    assert new.people.count() == 3 and not User.objects.filter(moved_on__isnull=False).exists()
    assert LogEntry.objects.get_for_object(new).count() > logged


def test_units_with_the_same_below_them_are_told(cast: Cast) -> None:
    new = Unit.objects.create(name="Senior", parent=cast.bo.unit)
    for parent in (new, cast.anna.unit):
        Unit.objects.create(name="Øst", parent=parent)
    with pytest.raises(Refused, match="enhed"), transaction.atomic():
        join_units(keep=new, other=cast.anna.unit, by=cast.gry)
    assert cast.anna.unit.people.count() == 3


def test_unit_is_never_joined_with_one_below_it(cast: Cast) -> None:
    with pytest.raises(Refused):
        join_units(keep=cast.anna.unit, other=cast.bo.unit, by=cast.gry)


def test_unit_gets_another_name_and_another_place(cast: Cast, gry: Client) -> None:
    other = Unit.objects.create(name="Social", parent=cast.bo.unit)
    deep = other
    for _level in range(18):
        deep = Unit.objects.create(name="Dyb", parent=deep)
    page = reverse("roles:edit_unit", args=[cast.anna.unit_id])
    gry.post(page, {"name": " Senior  og Omsorg", "parent": other.pk})
    unit = Unit.objects.get(pk=cast.anna.unit_id)
    assert (unit.name, unit.parent, cast.theme.units.get()) == ("Senior og Omsorg", other, unit)
    for data, said in (
        ({"name": "A > B", "parent": other.pk}, "må ikke indeholde"),
        ({"name": "X", "parent": unit.pk}, "under sig selv"),
        ({"name": "Social", "parent": cast.bo.unit_id}, "allerede en enhed"),
        ({"name": "X", "parent": deep.pk}, "for dybt"),
    ):
        assert said in gry.post(page, data).content.decode()
    assert timezone.localdate() not in User.objects.values_list("moved_on", flat=True)
    assert move_unit(unit=unit, by=cast.gry, name="Senior", parent=None).parent is None
