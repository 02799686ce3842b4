"""Who may what on a theme, asked of the rules themselves: each rule, each person, each state."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from referenceledelse.core.web.access import is_allowed
from roles.models import RoleKey, User
from tests.cast import Cast, assign, make_person
from themes.models import Idea, Member, NetworkMeeting, Phase, Stage, Theme, ValueStory
from themes.rules.leader_requests import askable_roles
from themes.rules.rooms import holds

NETWORK_LEADER, REFERENCE_LEADER, CO_DRIVER = (
    RoleKey.NETWORK_LEADER.value,
    RoleKey.REFERENCE_LEADER.value,
    RoleKey.CO_DRIVER.value,
)
Status = Theme.Status
ALL = "anna bo clara dan eva finn gry ida root"

# What the rule is asked about, and who may on an accepted theme.
RULES: tuple[tuple[str, Callable[[Theme], Any], str], ...] = (
    ("follow", lambda theme: theme, ALL),
    ("edit_theme", lambda theme: theme, "anna gry"),
    ("write_update", lambda theme: theme, "anna bo gry ida"),
    ("read_ownership", lambda theme: theme, "anna bo gry ida"),
    ("give_idea", lambda theme: theme, ALL),
    ("propose_holder", lambda theme: theme, "gry"),
    ("appoint", lambda theme: theme, "gry root"),
    ("write_network", lambda theme: Member(theme=theme), "anna gry ida"),
    ("introduce", lambda theme: theme, "bo"),
    ("write_strategy", lambda theme: Member(theme=theme), "anna bo gry"),
    ("recognise_link", lambda theme: Member(theme=theme), "bo gry"),
    ("write_arenas", lambda theme: Member(theme=theme), "anna bo gry"),
    ("offer_arena", lambda theme: Member(theme=theme), "bo"),
    ("write_capital", lambda theme: Member(theme=theme), "anna bo gry"),
    ("read_own_reason", lambda theme: theme, ALL),
    ("read_leader_line", lambda theme: theme, ""),
    ("write_leader_line", lambda theme: theme, ""),
    ("write_ownership", lambda theme: Member(theme=theme), "anna bo"),
    ("write_value", lambda theme: Member(theme=theme), "anna bo gry ida"),
    ("publish_story", lambda theme: Member(theme=theme), "anna"),
    ("write_review", lambda theme: Member(theme=theme), "anna bo gry"),
    ("write_phases", lambda theme: Member(theme=theme), "anna gry"),
    ("write_politics", lambda theme: Member(theme=theme), "bo"),
    ("ask_for_assessment", lambda theme: Member(theme=theme), "anna"),
    ("move_idea", lambda theme: Idea(theme=theme), "anna bo gry ida"),
    ("offer_handover", lambda theme: Idea(theme=theme), "anna gry ida"),
    ("write_idea", lambda theme: Idea(theme=theme), ALL),
)


@pytest.fixture
def people(cast: Cast) -> dict[str, User]:
    """The cast, and Ida, who is co-driver of the theme."""
    ida = make_person("Ida Medkører", unit=cast.anna.unit)
    assign(cast.theme, CO_DRIVER, ida)
    return {name: ida if name == "ida" else getattr(cast, name) for name in ALL.split()}


def who(people: dict[str, User], rule: str, thing: Any) -> str:
    found = (name for name, p in people.items() if is_allowed(p, f"themes.{rule}", thing))
    return " ".join(sorted(found))


def test_who_may_what_on_an_accepted_theme(cast: Cast, people: dict[str, User]) -> None:
    found = {rule: who(people, rule, thing(cast.theme)) for rule, thing, _may in RULES}
    assert found == {rule: may for rule, _thing, may in RULES}


@pytest.mark.parametrize(
    ("status", "may"),
    [
        (Status.DRAFT, {"edit_theme": "eva"}),
        (Status.REVISE, {"edit_theme": "eva"}),
        (Status.PROPOSED, {"edit_theme": "gry"}),
        (Status.DECLINED, {}),
    ],
)
def test_who_may_what_before_a_theme_is_accepted(
    cast: Cast, people: dict[str, User], status: str, may: dict[str, str]
) -> None:
    cast.theme.status, cast.theme.proposed_by = status, cast.eva
    found = {rule: who(people, rule, thing(cast.theme)) for rule, thing, _may in RULES}
    assert {rule: names for rule, names in found.items() if names} == may


def test_closed_theme_is_given_no_ideas(cast: Cast, people: dict[str, User]) -> None:
    cast.theme.phase = Phase.objects.get(key=Phase.CLOSED)
    found = {rule: who(people, rule, thing(cast.theme)) for rule, thing, _may in RULES}
    closed = {"give_idea": "", "write_idea": "", "introduce": ""}
    assert found == {rule: may for rule, _thing, may in RULES} | closed


def test_idea_is_its_givers_until_it_is_tested(cast: Cast, people: dict[str, User]) -> None:
    idea = Idea(pk=1, theme=cast.theme, created_by=cast.eva, stage=Stage.IDEA)
    assert who(people, "write_idea", idea) == "anna bo eva gry ida"
    idea.stage = Stage.TEST
    assert who(people, "write_idea", idea) == "anna bo gry ida"


def test_reference_leader_corrects_own_members_and_keeps_no_meetings(
    cast: Cast, people: dict[str, User]
) -> None:
    assert who(people, "write_network", NetworkMeeting(theme=cast.theme)) == "anna gry ida"
    for author, may in (("bo", "anna bo gry ida"), ("anna", "anna gry ida")):
        row = Member(pk=1, theme=cast.theme, created_by=people[author])
        assert who(people, "write_network", row) == may


@pytest.mark.parametrize("author", ["bo", "ida", "eva"])
def test_story_of_another_is_the_network_leaders(
    cast: Cast, people: dict[str, User], author: str
) -> None:
    story = ValueStory(pk=1, theme=cast.theme, created_by=people[author])
    may = {"anna", "gry"} | ({author} - {"eva"})
    assert who(people, "write_value", story) == " ".join(sorted(may))


def days(number: int) -> Any:
    return timezone.localdate() + timedelta(days=number)


PERIODS = {
    "today": ({}, True),
    "until today": ({"starts_on": -9, "ends_on": 0}, True),
    "until yesterday": ({"starts_on": -9, "ends_on": -1}, False),
    "from tomorrow": ({"starts_on": 1}, False),
}


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("role", [NETWORK_LEADER, REFERENCE_LEADER, CO_DRIVER])
def test_who_holds_a_role_today(cast: Cast, role: str, period: str) -> None:
    told, is_held = PERIODS[period]
    cast.theme.assignments.all().delete()
    assign(cast.theme, role, cast.eva, **{name: days(n) for name, n in told.items()})
    others = {NETWORK_LEADER, REFERENCE_LEADER, CO_DRIVER} - {role}
    # Fetched with its holders, and without them.
    for theme in (cast.theme, Theme.objects.with_people().get(pk=cast.theme.pk)):
        assert holds(cast.eva, theme, role) is is_held
        assert not holds(cast.eva, theme, *others)
        assert not holds(cast.anna, theme, role)
    for theme in (cast.other_theme, Theme.objects.with_people().get(pk=cast.other_theme.pk)):
        assert not holds(cast.eva, theme, role)


def test_who_has_left_the_municipality_holds_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.bo.pk).update(active_to=days(-1))
    for theme in (cast.theme, Theme.objects.with_people().get(pk=cast.theme.pk)):
        assert not holds(cast.bo, theme, REFERENCE_LEADER)


def test_who_leads_or_has_led_writes_examples(cast: Cast, people: dict[str, User]) -> None:
    assert who(people, "write_example", None) == "anna bo clara dan"
    cast.theme.assignments.update(starts_on=days(-9), ends_on=days(-1))
    assign(cast.theme, NETWORK_LEADER, cast.eva, starts_on=days(1))
    assert who(people, "write_example", None) == "anna bo clara dan"


def test_leaders_ask_for_who_is_missing_beside_them(cast: Cast) -> None:
    def asked(person: User) -> list[str]:
        return askable_roles(person, Theme.objects.with_people().get(pk=cast.theme.pk))

    assert [asked(p) for p in (cast.anna, cast.bo, cast.gry)] == [[CO_DRIVER], [], []]
    cast.theme.assignments.filter(role=REFERENCE_LEADER).delete()
    assert asked(cast.anna) == [REFERENCE_LEADER, CO_DRIVER]
    Theme.objects.filter(pk=cast.theme.pk).update(phase=Phase.objects.get(key=Phase.CLOSED))
    assert asked(cast.anna) == []


def test_only_the_employed_may_anything(cast: Cast) -> None:
    told = (
        {"is_active": False},
        {"active_to": days(-1)},
        {"active_from": days(1)},
    )
    for person, rule in (
        (cast.gry, "propose_holder"),
        (cast.anna, "edit_theme"),
        (cast.eva, "follow"),
    ):
        assert is_allowed(person, f"themes.{rule}", cast.theme)
        assert person.has_perm(f"themes.{rule}", cast.theme)
        for fields in told:
            gone = User(pk=person.pk, **fields)
            assert not is_allowed(gone, f"themes.{rule}", cast.theme)
            assert not gone.has_perm(f"themes.{rule}", cast.theme)
