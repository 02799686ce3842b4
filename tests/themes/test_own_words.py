"""Leaders speak for themselves about a theme; others write down contact and what they heard."""

import pytest
from django.urls import reverse

from tests import rooms
from tests.cast import Cast, assign, make_person
from tests.themes.test_offers import browser
from themes.models import Ownership


def own(cast: Cast) -> str:
    return reverse("themes:leader_line", args=[cast.theme.slug])


def listed(cast: Cast) -> str:
    return reverse("themes:ownership", args=[cast.theme.slug])


def test_leader_corrects_what_another_heard(cast: Cast) -> None:
    heard = {"said": "owns", "heard_by": cast.anna, "heard_on": rooms.today()}
    row = rooms.ownership(cast, **heard)
    client = browser(row.leader)
    text = client.get(own(cast)).text
    assert "hørt og skrevet af Anna Netsø" in text
    assert "Bo Refsgaard" in text  # one of those who read it
    sent = {"version": row.version, "said": "not_now", "words": "Vi flytter til maj"}
    assert client.post(own(cast), sent).status_code == 302
    seen = browser(cast.bo).get(listed(cast)).text
    assert "“Ikke nu”" in seen and "Vi flytter til maj" in seen
    assert "skrevet af lederen selv" in seen


def test_the_answers_earlier_address_leads_to_it(cast: Cast) -> None:
    assert own(cast).endswith("/ledere/mit-svar/")
    answer = browser(rooms.ownership(cast).leader).get(listed(cast) + "min-linje/")
    assert answer.headers["Location"] == own(cast)


def test_nobody_else_changes_or_removes_the_leaders_own_words(cast: Cast) -> None:
    row = rooms.ownership(cast)
    browser(row.leader).post(own(cast), {"version": row.version, "said": "relevant", "words": ""})
    row.refresh_from_db()
    edit = reverse("themes:edit_ownership", args=[cast.theme.slug, row.pk])
    sent = {"version": row.version, "leader": row.leader.name, "said": "uses"}
    assert browser(cast.anna).post(edit, sent | {"last_contact_on": ""}).status_code == 302
    remove = reverse("themes:remove_ownership", args=[cast.theme.slug, row.pk])
    assert browser(cast.anna).post(remove, {"version": row.version + 1}).status_code == 409
    row.refresh_from_db()
    assert (row.said, row.heard_by) == ("relevant", row.leader)


def test_leader_of_a_touched_unit_speaks_without_being_asked(cast: Cast) -> None:
    lone = rooms.leader(cast)
    client = browser(lone)
    assert own(cast) in client.get("/").text
    sent = {"version": 0, "said": "", "words": "Vi vil gerne"}
    assert client.post(own(cast), sent).status_code == 302
    row = Ownership.objects.get()
    assert (row.words, row.is_own_word, row.last_contact_on) == ("Vi vil gerne", True, None)
    assert client.get(listed(cast)).status_code == 403
    assert browser(cast.eva).get(own(cast)).status_code == 403


@pytest.mark.parametrize(
    ("level", "role", "is_listed", "has_line"),
    [
        (4, "", False, True),
        (5, "", False, True),
        (3, "", False, False),
        (None, "", False, False),
        (4, "co_driver", False, False),
        (3, "", True, True),
        (4, "co_driver", True, True),
    ],
)
def test_rule_door_and_start_page_agree_on_who_has_a_line(
    cast: Cast, level: int | None, role: str, is_listed: bool, has_line: bool
) -> None:
    person = make_person("Lise Leder", unit=cast.anna.unit, leader_level=level)
    if role:
        assign(cast.theme, role, person)
    if is_listed:
        rooms.ownership(cast, leader=person)
    client = browser(person)
    assert (client.get(own(cast)).status_code == 200) == has_line
    assert (own(cast) in client.get("/").text) == has_line
    assert (
        own(cast) in client.get(reverse("themes:arenas", args=[cast.theme.slug])).text
    ) == has_line


def test_reference_leader_introduces_a_leader_at_any_level(cast: Cast) -> None:
    chief = make_person("Karla Chef", unit=cast.finn.unit, leader_level=2)
    add = reverse("themes:add_ownership", args=[cast.theme.slug])
    sent = {"leader": chief.name, "introduced_by": cast.finn.name, "said": "relevant"}
    assert browser(cast.bo).post(add, sent | {"words": ""}).status_code == 302
    row = Ownership.objects.get()
    assert (row.leader, row.introduced_by, row.heard_by) == (chief, cast.finn, cast.bo)
    assert "introduceret af Finn Leder" in browser(cast.anna).get(listed(cast)).text
    answer = browser(cast.bo).post(add, {"leader": cast.eva.name, "said": "", "words": ""})
    assert "har intet lederniveau" in answer.text
