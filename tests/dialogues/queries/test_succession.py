"""What is left open after one who has left a leading role, and who may give it on."""

import pytest

from dialogues.models import Task
from dialogues.queries.succession import changes
from roles.models import RoleKey, User
from tests.cast import assign
from tests.dialogues.queries.rows import held
from tests.town import FORMER_CD, FORMER_NL, FORMER_RL, FUTURE_NL, NL, ONE, OTHER_NL, RL, Town, day
from themes.models import Assignment, Phase, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_tasks(town: Town) -> None:
    """Each who has left the theme still has something to do from a talk on it."""
    talk = held(town, (FORMER_NL, FORMER_RL))
    for name in (FORMER_NL, FORMER_RL, FORMER_CD, FUTURE_NL, NL):
        told = {"owner": town[name], "created_by": town[name]}
        Task.objects.create(conversation=talk, text=f"Noget for {name}", **told)


def told(town: Town, name: str) -> list[tuple[str, str, list[str]]]:
    """Who has left, who followed, and what is open, as the person finds it."""
    themes = [town.theme.pk, town.other_theme.pk]
    names = {person.pk: name for name, person in town.people.items()}
    return [
        (names[one.predecessor.pk], names[one.successor.pk], [task.text for task in one.tasks])
        for one in changes(town[name], themes)
    ]


def left_here(town: Town, name: str) -> None:
    """The person works here no more."""
    User.objects.filter(pk=town[name].pk).update(active_to=day(-1))


OF_NL = (FORMER_NL, NL, [f"Noget for {FORMER_NL}"])
OF_RL = (FORMER_RL, RL, [f"Noget for {FORMER_RL}"])


@pytest.mark.usefixtures("open_tasks")
def test_who_has_left_the_role_gives_on_the_own(town: Town) -> None:
    assert (told(town, FORMER_NL), told(town, FORMER_RL)) == ([OF_NL], [OF_RL])
    assert [told(town, name) for name in (NL, RL, FORMER_CD, ONE, OTHER_NL)] == [[], [], [], [], []]


@pytest.mark.usefixtures("open_tasks")
def test_for_one_who_works_here_no_more_each_of_the_two_leaders_does(town: Town) -> None:
    left_here(town, FORMER_NL)
    assert told(town, NL) == told(town, RL) == [OF_NL]
    assert [told(town, name) for name in (ONE, OTHER_NL, FORMER_RL)] == [[], [], [OF_RL]]


@pytest.mark.usefixtures("open_tasks")
def test_nothing_where_nobody_has_followed_or_all_is_done(town: Town) -> None:
    Task.objects.filter(owner=town[FORMER_RL]).update(done_at="2026-01-01T10:00Z")
    Assignment.objects.filter(theme=town.theme, person=town[NL]).delete()
    assert (told(town, FORMER_NL), told(town, FORMER_RL)) == ([], [])


@pytest.mark.usefixtures("open_tasks")
def test_nothing_where_the_same_person_leads_again(town: Town) -> None:
    Assignment.objects.filter(theme=town.theme, person=town[NL]).update(person=town[FORMER_NL])
    assert told(town, FORMER_NL) == []


@pytest.mark.usefixtures("open_tasks")
def test_each_change_is_told_once_however_often_one_has_left(town: Town) -> None:
    dates = {"starts_on": day(-40), "ends_on": day(-30)}
    assign(town.theme, RoleKey.NETWORK_LEADER, town[FORMER_NL], **dates)
    assert told(town, FORMER_NL) == [OF_NL]


@pytest.mark.usefixtures("open_tasks")
def test_of_two_roles_the_one_that_was_left_last_is_told_of(town: Town) -> None:
    dates = {"starts_on": day(-900), "ends_on": day(-800)}
    assign(town.theme, RoleKey.NETWORK_LEADER, town[FORMER_RL], **dates)
    assert told(town, FORMER_RL) == [OF_RL]


@pytest.mark.usefixtures("open_tasks")
def test_who_leaves_today_or_is_to_come_has_not_left(town: Town) -> None:
    Assignment.objects.filter(person=town[NL]).update(ends_on=day())
    assert (told(town, NL), told(town, FUTURE_NL)) == ([], [])


@pytest.mark.usefixtures("open_tasks")
def test_a_closed_theme_has_nothing_to_give_on(town: Town) -> None:
    Theme.objects.filter(pk=town.theme.pk).update(phase=Phase.objects.get(key=Phase.CLOSED))
    assert told(town, FORMER_NL) == []


@pytest.mark.usefixtures("open_tasks")
def test_only_the_themes_that_are_asked_for(town: Town) -> None:
    assert list(changes(town[FORMER_NL], [town.other_theme.pk])) == []


@pytest.mark.usefixtures("open_tasks")
def test_of_two_who_left_the_one_who_left_last_comes_first(town: Town) -> None:
    for name, starts, ends in ((FORMER_NL, -90, -60), (FORMER_RL, -95, -50)):
        left_here(town, name)
        row = Assignment.objects.filter(theme=town.theme, person=town[name])
        row.update(starts_on=day(starts), ends_on=day(ends))
    assert told(town, NL) == [OF_RL, OF_NL]
