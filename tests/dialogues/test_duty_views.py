"""When two views of a duty stand apart: one answer for the pages, the sitting and the agenda."""

from itertools import combinations_with_replacement

import pytest
from django.test import Client

from dialogues.models import OwnView
from dialogues.models.duties import DutyStatus
from dialogues.queries.agenda import calls
from dialogues.queries.duties import are_apart
from dialogues.services import duties as services
from roles.models import CONDITIONAL_DUTIES, RolePoint
from tests import talks
from tests.cast import Cast, assign
from tests.dialogues.duty_pages import HTMX, all_ten, duty_of, read, signed_in, url
from themes.models import Assignment

PAIRS = list(combinations_with_replacement(DutyStatus.values, 2))
APART = [
    {"not_discussed", "in_progress"},
    {"not_discussed", "in_place"},
    {"agreed", "in_place"},
    *({"not_relevant", step} for step in ("not_discussed", "agreed", "in_progress", "in_place")),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_views_stand_apart_alike_from_either_side(one: str, other: str) -> None:
    assert are_apart(one, other) == are_apart(other, one) == ({one, other} in APART)


# Of these seven one can be done with, and the last can be left out; of the stances neither.
DONE_WITH = ["arenas", "ownership", "value", "lab_to_practice", "strategic_link", "capital"]
KEYS = [*DONE_WITH, *CONDITIONAL_DUTIES]
STEPS = [pair for pair in PAIRS if "not_relevant" not in pair]
LEFT_OUT = [pair for pair in PAIRS if "not_relevant" in pair]
STANCES = ["sparring", "co_player", "partnership"]
HTMX_HEADER = {"headers": HTMX}
SAID = "I ser forskelligt på opgaven"


def see(cast: Cast, key: str, one: str, other: str) -> None:
    duty = duty_of(cast, key)
    services.set_own_view(duty=duty, by=cast.anna, status=one)
    services.set_own_view(duty=duty, by=cast.bo, status=other)


def told_on_the_next_agenda(cast: Cast) -> set[str]:
    """The duties of which the next talk's agenda says that the two see them differently."""
    told = calls(talks.follow_up(cast), cast.anna)
    apart = [point for point, reasons in told.items() if "I vurderer forskelligt" in reasons[0]]
    return set(RolePoint.objects.filter(pk__in=apart).values_list("key", flat=True))


@pytest.mark.parametrize(
    "pairs", [STEPS[:7], STEPS[3:], *([*STEPS[1:7], left_out] for left_out in LEFT_OUT)]
)
def test_the_pages_and_the_next_agenda_agree(cast: Cast, pairs: list[tuple[str, str]]) -> None:
    talks.approved_talk(cast)
    views = dict(zip(KEYS, pairs, strict=False))
    views |= dict.fromkeys(STANCES, ("in_progress", "not_discussed"))
    for key, two in views.items():
        see(cast, key, *two)
    anna, sitting = signed_in(cast.anna), f"/temaer/{cast.theme.slug}/gennemgang/"
    anna.post(sitting)
    apart = {key for key, two in views.items() if set(two) in APART}
    for person in (cast.anna, cast.bo):
        listed = read(person, all_ten(cast)).split('class="duty-line"')
        assert {key for key, line in zip(order(), listed[1:], strict=True) if SAID in line} == apart
    assert {key for key in views if SAID in read(cast.anna, url(cast, key=key))} == apart
    pages = {key: anna.get(f"{sitting}?opgave={key}").content.decode() for key in views}
    assert {key for key, page in pages.items() if SAID in page} == apart
    assert told_on_the_next_agenda(cast) == apart


def order() -> list[str]:
    points = RolePoint.objects.duties().current().order_by("order")
    return list(points.values_list("key", flat=True))


def test_the_sitting_shows_the_views_of_todays_two_alone(cast: Cast) -> None:
    talks.approved_talk(cast)
    see(cast, "political_interplay", "agreed", "not_relevant")
    Assignment.objects.filter(theme=cast.theme, person=cast.bo).delete()
    assign(cast.theme, "reference_leader", cast.finn)
    anna, sitting = signed_in(cast.anna), f"/temaer/{cast.theme.slug}/gennemgang/"
    anna.post(sitting)
    page = anna.get(f"{sitting}?opgave=political_interplay").content.decode()
    assert "Anna Netsø vurderer" in page
    assert "Bo Refsgaard vurderer" not in page
    assert SAID not in page


def own_form(client: Client, cast: Cast) -> dict[str, str]:
    """What the browser sends of my own view where nothing was typed."""
    form = client.get(url(cast)).context["own_form"]
    return {bound.html_name: bound.value() or "" for bound in form}


def test_note_of_another_window_is_shown_and_stays(cast: Cast) -> None:
    see(cast, "capital", "agreed", "agreed")
    anna = signed_in(cast.anna)
    data = own_form(anna, cast)
    anna.post(url(cast, "own_view"), data | {"own-note": "Den første"})
    for more in ({}, HTMX_HEADER):
        answer = anna.post(url(cast, "own_view"), data | {"own-note": "Den anden"}, **more)
        text = answer.content.decode()
        assert (answer.status_code, "Den første" in text) == (409, True)
        assert "Du har gemt ændringer i et andet vindue" in text
    form = answer.context["own_form"]
    again = {bound.html_name: bound.value() for bound in form}
    assert anna.post(url(cast, "own_view"), again).status_code == 302
    assert OwnView.objects.get(person=cast.anna).note == "Den anden"


def test_what_a_stale_window_leaves_alone_stays(cast: Cast) -> None:
    see(cast, "capital", "agreed", "agreed")
    anna = signed_in(cast.anna)
    data = own_form(anna, cast)
    anna.post(url(cast, "own_view"), data | {"own-note": "Mine ord"})
    anna.post(url(cast, "own_view"), data | {"own-status": "in_progress"})
    view = OwnView.objects.get(person=cast.anna)
    assert (view.status, view.note) == ("in_progress", "Mine ord")
