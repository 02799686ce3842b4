"""Who takes part in a network, when it meets, and what one may join."""

from copy import copy

import pytest

from roles.models import Unit
from tests.cast import make_theme
from tests.town import (
    EMPLOYEE,
    FAR,
    FORMER_NL,
    MANAGER,
    MEMBER,
    NL,
    ROOT,
    SHUT_OUT,
    Town,
    day,
    join,
)
from themes.models import Member, MemberRequest, NetworkMeeting, Phase, Theme
from themes.queries import network

pytestmark = pytest.mark.django_db


def close(theme: Theme) -> None:
    Theme.objects.filter(pk=theme.pk).update(phase=Phase.objects.get(key=Phase.CLOSED))


def meet(theme: Theme, days: int, **fields: object) -> NetworkMeeting:
    return NetworkMeeting.objects.create(theme=theme, held_on=day(days), **fields)


def test_ones_own_line_as_long_as_one_takes_part(town: Town) -> None:
    row = Member.objects.get(person=town[MEMBER])
    join(town, EMPLOYEE, left_on=day(-1))
    assert network.membership(town[MEMBER], town.theme) == row
    assert network.membership(town[MEMBER], town.other_theme) is None
    assert network.membership(town[EMPLOYEE], town.theme) is None
    assert network.membership(town[NL], town.theme) is None


def test_the_running_networks_by_title_each_with_its_next_meeting(town: Town) -> None:
    first = join(town, EMPLOYEE)
    Member.objects.filter(pk=first.pk).update(theme=town.other_theme)
    second = join(town, EMPLOYEE)
    Theme.objects.filter(pk=town.theme.pk).update(title="Alle med")
    meet(town.theme, 1, created_by=town[NL])
    found = network.networks_of(town[EMPLOYEE])
    assert found == [second, first]
    assert found[0].theme.next_meeting.held_on == day(1)
    assert found[1].theme.next_meeting is None
    close(town.theme)
    assert network.networks_of(town[EMPLOYEE]) == [first]
    Member.objects.filter(pk=first.pk).update(left_on=day())
    assert network.networks_of(town[EMPLOYEE]) == []


def test_who_is_shut_out_is_told_of_no_network(town: Town) -> None:
    join(town, SHUT_OUT)
    assert network.networks_of(town[SHUT_OUT]) == []


def test_the_next_meeting_of_each_network_todays_among_them(town: Town) -> None:
    told = {"created_by": town[NL]}
    meet(town.theme, -1, **told)
    early = meet(town.theme, 3, begins_at="09:00", **told)
    late = meet(town.theme, 3, begins_at="14:00", **told)
    meet(town.theme, 4, **told)
    today = meet(town.other_theme, 0, **told)
    asked = [town.theme.pk, town.other_theme.pk]
    found = network.next_meetings(asked)
    assert found == {town.theme.pk: early, town.other_theme.pk: today}
    assert network.next_meetings(asked[:1]) == {town.theme.pk: early}
    early.delete()
    assert network.next_meetings(asked[:1]) == {town.theme.pk: late}


def suggested(town: Town, name: str) -> list[str]:
    return [theme.title for theme in network.themes_to_join(town[name])]


def test_running_themes_near_ones_unit_are_suggested(town: Town) -> None:
    theme = town.theme.title
    assert suggested(town, EMPLOYEE) == [theme]
    # Who holds a role, has no unit, works elsewhere, or is shut out is suggested nothing.
    assert [suggested(town, name) for name in (NL, ROOT, FAR, MANAGER, SHUT_OUT)] == [[]] * 5
    above = make_theme("Hele kommunen")
    above.units.set([town[EMPLOYEE].unit.parent, town[EMPLOYEE].unit])
    assert suggested(town, EMPLOYEE) == [theme, "Hele kommunen"]
    assert suggested(town, FAR) == suggested(town, MANAGER) == ["Hele kommunen"]
    close(town.theme)
    assert suggested(town, EMPLOYEE) == ["Hele kommunen"]


def test_who_held_a_role_once_may_join(town: Town) -> None:
    person = copy(town[FORMER_NL])
    person.unit = town[EMPLOYEE].unit
    assert network.themes_to_join(person) == [town.theme]


def test_not_what_one_has_joined_or_asked_for(town: Town) -> None:
    MemberRequest.objects.create(theme=town.theme, person=town[FAR])
    row = join(town, EMPLOYEE)
    assert suggested(town, EMPLOYEE) == []
    row.left_on = day(-1)
    row.save()
    assert suggested(town, EMPLOYEE) == [town.theme.title]
    MemberRequest.objects.create(theme=town.theme, person=town[EMPLOYEE])
    assert suggested(town, EMPLOYEE) == []
    MemberRequest.objects.update(state=MemberRequest.State.WITHDRAWN)
    assert suggested(town, EMPLOYEE) == [town.theme.title]


def test_no_more_than_a_few_by_title(town: Town) -> None:
    unit = Unit.objects.get(pk=town[EMPLOYEE].unit_id)
    for title in ("Åbent", "Økonomi", "Ærlighed", "Alt"):
        make_theme(title).units.add(unit)
    assert suggested(town, EMPLOYEE) == ["Alt", town.theme.title, "Ærlighed"]
