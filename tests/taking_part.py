"""Taking part in the cast's network, made through the services, and who gets in where."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests import rooms
from tests.cast import Cast
from themes.models import (
    ContactRequest,
    Contribution,
    Encouragement,
    FreedResources,
    Member,
    MemberRequest,
)
from themes.services import contributions, encouragements, introductions, member_requests
from themes.services.freed import free_resources

type Row = tuple[str, Callable[[Cast], tuple], str, str]


def wish(cast: Cast, **fields: Any) -> MemberRequest:
    """Eva asks to take part."""
    told = {"theme": cast.theme, "time": "meetings", "words": "Jeg kender Søparken"}
    return member_requests.ask_to_take_part(**told | fields, by=cast.eva)


def introduction(cast: Cast, **fields: Any) -> MemberRequest:
    """Bo introduces Eva."""
    told = {"theme": cast.theme, "person": cast.eva, "words": "Vi cykler samme vej hjem"}
    return introductions.introduce_person(**told | {"by": cast.bo} | fields)


def member(cast: Cast) -> Member:
    """Eva is a member."""
    return rooms.member(cast, kind="employee", person=cast.eva, name=cast.eva.name)


def news(cast: Cast, text: str = "Vi har fået et lokale") -> Contribution:
    """Eva proposes a piece of news."""
    return contributions.propose_news(theme=cast.theme, by=cast.eva, text=text)


def change(cast: Cast, **texts: str) -> Contribution:
    """Eva proposes another challenge."""
    told = texts or {"challenge": "Hver femte er alene hele dagen."}
    cast.theme.refresh_from_db()
    version = cast.theme.version
    return contributions.propose_texts(theme=cast.theme, version=version, by=cast.eva, **told)[0]


def encouragement(cast: Cast, **fields: Any) -> Encouragement:
    """Finn points Eva to the theme."""
    told = {"theme": cast.theme, "words": "Du kender Søparken"} | fields
    return encouragements.encourage(person=cast.eva, by=cast.finn, **told)


def freed(cast: Cast, **fields: Any) -> FreedResources:
    """Finn frees two and a half hours a week and a substitute for Eva."""
    if not cast.eva.memberships.exists():
        member(cast)
    return free(cast, **fields)


def free(cast: Cast, **fields: Any) -> FreedResources:
    """Finn frees it for Eva, who is a member or waits for a yes."""
    told = {"hours_per_week": Decimal("2.5"), "substitute": "Ida", "starts_on": rooms.today()}
    return free_resources(theme=cast.theme, person=cast.eva, by=cast.finn, **told | fields)


def theme(cast: Cast) -> tuple:
    return (cast.theme.slug,)


def talking(cast: Cast) -> MemberRequest:
    """Anna would like to talk with Eva first."""
    told = {"wish": wish(cast), "answer": "talking", "message": "Ring til mig"}
    return member_requests.answer_member_request(**told, by=cast.anna)


def contact(cast: Cast) -> ContactRequest:
    """Anna looks for somebody."""
    told = {"theme": cast.theme, "words": "En, der kender havnen"}
    return introductions.ask_contact(**told, by=cast.anna)


def idea(cast: Cast) -> tuple:
    """Eva's idea, to be put away."""
    return (cast.theme.slug, "ide", rooms.idea(cast).pk)


def of(make: Callable[[Cast], Any]) -> Callable[[Cast], tuple]:
    """The theme's address and the key of what is made."""
    return lambda cast: (cast.theme.slug, make(cast).pk)


def with_member(cast: Cast) -> tuple:
    member(cast)
    return (cast.theme.slug,)


def for_eva(cast: Cast) -> tuple:
    """Eva is a member, so that resources can be freed for her."""
    member(cast)
    return (cast.theme.slug, cast.eva.pk)


def nothing(cast: Cast) -> tuple:
    return ()


# As the rows of tests.test_access: anonymous, eva, anna, clara, bo, dan, finn, gry, root, ida.
ROWS: tuple[Row, ...] = (
    ("themes:take_part", theme, "GET", "3242422224"),
    ("themes:member_request", of(wish), "GET", "3220002000"),
    ("themes:withdraw_member_request", of(wish), "POST", "3340004000"),
    ("themes:introduce_person", theme, "GET", "3444244444"),
    ("themes:introduce_leader", theme, "GET", "3444244444"),
    ("themes:ask_contact", theme, "GET", "3424444444"),
    ("themes:withdraw_contact", theme, "POST", "3434444444"),
    ("themes:know_nobody", of(contact), "POST", "3040300000"),
    ("themes:introduction", of(introduction), "GET", "3220202000"),
    ("themes:answer_introduction", of(introduction), "POST", "3340404000"),
    ("themes:withdraw_member_request", of(introduction), "POST", "3440304000"),
    ("themes:reply_to_member_request", of(talking), "POST", "3240004000"),
    ("themes:give_nothing_now", of(wish), "POST", "3440003000"),
    ("themes:put_away_gift", idea, "POST", "3434344444"),
    ("themes:own_line", with_member, "GET", "3200000000"),
    ("themes:leave_network", with_member, "POST", "3300000000"),
    ("themes:propose_news", theme, "GET", "3232322323"),
    ("themes:propose_change", theme, "GET", "3232222322"),
    ("themes:contribution", of(news), "GET", "3220000200"),
    ("themes:contribution", of(change), "GET", "3220000200"),
    ("themes:withdraw_contribution", of(news), "POST", "3340000400"),
    ("themes:free_resources", for_eva, "GET", "3444442444"),
    ("encouragements:encourage", nothing, "GET", "3444442444"),
    ("encouragements:hide", lambda cast: (encouragement(cast).pk,), "POST", "3300004000"),
)
