"""Queries that are compiled once for everyone, and find what they would find uncompiled."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Prefetch, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from dialogues.models import Conversation
from referenceledelse.core.db.compiled import Unfit, compiled
from roles.models import RoleKey, User
from tests import talks
from tests.cast import Cast, make_person, make_theme
from themes.models import Assignment, Theme, ThemeUpdate


def roles_of(person: User) -> QuerySet[Assignment]:
    rows = Assignment.objects.active().filter(person=person)
    return rows.select_related("theme__phase", "role").order_by("pk")


def themes_among(keys: Sequence[int], before: date) -> QuerySet[Theme]:
    themes = Theme.objects.filter(pk__in=keys, starts_on__lt=before).with_people()
    return themes.order_by("title")


def test_each_person_finds_the_own_rows(cast: Cast) -> None:
    asked = compiled(roles_of)
    for person in (cast.anna, cast.bo, cast.eva, cast.gry, cast.anna):
        assert asked(person) == list(roles_of(person))
    assert asked(cast.anna)


def test_who_asks_may_be_the_lazy_person_of_a_request(cast: Cast) -> None:
    assert compiled(roles_of)(SimpleLazyObject(lambda: cast.anna)) == list(roles_of(cast.anna))


def test_what_is_joined_comes_along(cast: Cast) -> None:
    asked = compiled(roles_of)
    asked(cast.anna)
    with CaptureQueriesContext(connection) as queries:
        (row,) = asked(cast.anna)
        assert (row.theme.title, row.role.key) == (cast.theme.title, RoleKey.NETWORK_LEADER)
        assert row.theme.phase.name
    assert len(queries) == 1


def test_it_is_made_once_for_all_of_one_shape(cast: Cast) -> None:
    made = []

    @compiled
    def asked(person: User) -> QuerySet[Assignment]:
        made.append(person)
        return roles_of(person)

    for person in (cast.anna, cast.bo, cast.clara):
        asked(person)
    once = len(made)
    assert once == 2  # with two sets of stand-ins
    asked(cast.gry)  # with other rights, so the query may look different
    assert len(made) == 2 * once


def test_it_is_made_anew_on_another_day_and_in_another_language(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = compiled(roles_of)
    assert asked(cast.anna)
    today = timezone.localdate()
    Assignment.objects.filter(person=cast.anna).update(ends_on=today)
    assert asked(cast.anna)
    monkeypatch.setattr(timezone, "localdate", lambda *_: today + timedelta(days=1))
    assert asked(cast.anna) == []
    made = []

    @compiled
    def names() -> QuerySet[Theme]:
        made.append(translation.get_language())
        return Theme.objects.all()

    for language in ("da", "en"):
        with translation.override(language):
            names()
    assert set(made) == {"da", "en"}


@pytest.mark.parametrize("number", range(6))
def test_lists_of_any_length(cast: Cast, number: int) -> None:
    themes = [make_theme(f"Tema {n}") for n in range(6)]
    keys = [theme.pk for theme in themes[:number]]
    asked, tomorrow = compiled(themes_among), timezone.localdate() + timedelta(days=1)
    assert asked(keys, tomorrow) == list(themes_among(keys, tomorrow)) == themes[:number]
    assert asked(keys, date(2000, 1, 1)) == []


def test_values_days_moments_and_texts(cast: Cast) -> None:
    @compiled
    def names(text: str, since: datetime, number: int) -> QuerySet[User, str]:
        people = User.objects.filter(name=text, date_joined__lt=since, pk__gte=number)
        return people.values_list("name", flat=True)

    later = timezone.now() + timedelta(minutes=1)
    assert names(cast.anna.name, later, 0) == [cast.anna.name]
    assert names(cast.bo.name, later, cast.bo.pk) == [cast.bo.name]
    assert names(cast.bo.name, later, cast.bo.pk + 1) == []
    assert names(cast.bo.name, later - timedelta(days=1), 0) == []


def test_what_one_may_see_is_asked_of_each(cast: Cast) -> None:
    talk = talks.held_talk(cast)

    @compiled
    def seen(user: User) -> QuerySet[Conversation]:
        return Conversation.objects.visible_to(user)

    people = (cast.anna, cast.eva, cast.bo, cast.gry, cast.root)
    assert [seen(one) == [talk] for one in people] == [
        Conversation.objects.visible_to(one).filter(pk=talk.pk).exists() for one in people
    ]
    assert [seen(cast.anna), seen(cast.eva)] == [[talk], []]


def test_a_person_without_a_unit_is_another_shape(cast: Cast) -> None:
    @compiled
    def colleagues(user: User) -> QuerySet[User]:
        return User.objects.filter(unit=user.unit_id).exclude(pk=user.pk)

    homeless = make_person("Uden Enhed")
    homeless.unit = None
    homeless.save()
    for person in (cast.anna, homeless, cast.anna):
        expected = User.objects.filter(unit=person.unit_id).exclude(pk=person.pk)
        assert colleagues(person) == list(expected)


def asks_the_database(user: User) -> QuerySet[Theme]:
    return Theme.objects.filter(pk__in=list(Theme.objects.values_list("pk", flat=True)))


def asks_the_row_for_more(user: User) -> QuerySet[User]:
    return User.objects.filter(name=user.name)


def reads_the_clock(user: User) -> QuerySet[ThemeUpdate]:
    return ThemeUpdate.objects.filter(author=user, created_at__lt=timezone.now())


def counts_on(user: User) -> QuerySet[User]:
    return User.objects.filter(pk=user.pk + 1)


def prefetches_for_one(user: User) -> QuerySet[Theme]:
    return Theme.objects.prefetch_related(
        Prefetch("assignments", Assignment.objects.filter(person=user), to_attr="mine")
    )


@pytest.mark.parametrize(
    "make",
    [asks_the_database, asks_the_row_for_more, reads_the_clock, counts_on, prefetches_for_one],
)
def test_what_depends_on_more_than_its_arguments_is_refused(
    cast: Cast, make: Callable[[User], QuerySet]
) -> None:
    assert list(make(cast.anna)) is not None
    with pytest.raises(Unfit):
        compiled(make)(cast.anna)


def test_only_what_has_a_place_in_sql_is_taken(cast: Cast) -> None:
    with pytest.raises(Unfit, match="sequence"):
        compiled(themes_among)([cast.theme], date(2027, 2, 28))
