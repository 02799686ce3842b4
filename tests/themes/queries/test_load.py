"""How much each leader carries: running themes of today, each counted once."""

import pytest

from roles.models import RoleKey
from tests.cast import assign, make_person, make_theme
from tests.town import CD, FORMER_NL, FUTURE_RL, NL, OTHER_NL, OTHER_RL, RL, Town
from themes.models import Phase, Theme
from themes.queries import load

pytestmark = pytest.mark.django_db

LEADER, REFERENCE = RoleKey.NETWORK_LEADER, RoleKey.REFERENCE_LEADER


@pytest.fixture
def more(town: Town) -> None:
    """The network leader also leads a second theme, and is reference leader of a third."""
    closed = Phase.objects.get(key=Phase.CLOSED)
    assign(make_theme("Et mere"), LEADER, town[NL])
    assign(make_theme("Et tredje"), REFERENCE, town[NL])
    assign(make_theme("Et lukket", phase=closed), LEADER, town[NL])
    assign(make_theme("Et foreslået", status=Theme.Status.PROPOSED), LEADER, town[NL])
    assign(make_theme("Et sidste"), RoleKey.CO_DRIVER, town[NL])
    assign(Theme.objects.get(title="Et mere"), REFERENCE, town[RL])


@pytest.mark.usefixtures("more")
def test_each_leader_of_today_with_so_many_running_themes(town: Town) -> None:
    carried = {NL: 3, RL: 2, OTHER_NL: 1, OTHER_RL: 1}
    assert load.themes_led() == {town[name].pk: count for name, count in carried.items()}
    asked = (RL, OTHER_NL, CD)
    found = load.themes_led(town[name].pk for name in asked)
    assert found == {town[RL].pk: 2, town[OTHER_NL].pk: 1}
    assert load.themes_led([]) == {}
    loads = [load.load_of(town[name]) for name in (NL, RL, CD, FORMER_NL, FUTURE_RL)]
    assert loads == [3, 2, 0, 0, 0]


@pytest.mark.usefixtures("more")
@pytest.mark.parametrize(
    ("count", "names"), [(1, {NL, RL, OTHER_NL, OTHER_RL}), (2, {NL, RL}), (3, {NL}), (4, set())]
)
def test_those_who_lead_at_least_so_many(town: Town, count: int, names: set[str]) -> None:
    assert set(load.people_with(count)) == {town[name].pk for name in names}


@pytest.mark.usefixtures("more")
def test_the_most_first_and_in_which_role(town: Town) -> None:
    assign(make_theme("Et nyt"), LEADER, make_person("Ane Ny"))
    found = [
        (row["person__name"], row["led"], row["as_network_leader"], row["as_reference_leader"])
        for row in load.leaders()
    ]
    assert found == [
        ("Anna Netsø", 3, 2, 1),
        ("Bo Refsgaard", 2, 0, 2),
        ("Ane Ny", 1, 1, 0),
        ("Clara Netager", 1, 1, 0),
        ("Dan Refning", 1, 0, 1),
    ]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "Leder ingen temaer i dag; grænsen er 3"),
        (1, "Leder 1 tema i dag; grænsen er 3"),
        (4, "Leder 4 temaer i dag; grænsen er 3"),
    ],
)
def test_in_words(count: int, words: str) -> None:
    assert load.in_words(count, 3) == words
