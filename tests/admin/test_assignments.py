"""The list of assignments: found, narrowed, ended together, told apart, with its history."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roles.models import Unit
from tests.cast import Cast, assign, make_theme
from tests.rooms import today
from themes.models import Assignment

LIST = reverse("admin:themes_assignment_changelist")


def people(client: Client, **query: object) -> set[str]:
    rows = client.get(LIST, query).context["cl"].result_list
    return {row.person.name for row in rows}


@pytest.mark.parametrize("word", ["bo", "Direktør", "slug", "Lyngvig"])
def test_found_by_mail_title_address_and_unit(cast: Cast, gry: Client, word: str) -> None:
    cast.bo.job_title = "Direktør"
    cast.bo.save()
    word = {"bo": cast.bo.email, "slug": cast.theme.slug}.get(word, word)
    assert "Bo Refsgaard" in people(gry, q=word)


def test_narrowed_by_when_it_holds(cast: Cast, gry: Client) -> None:
    old, begins = make_theme("Gammelt"), timezone.localdate() - timedelta(days=90)
    assign(old, "network_leader", cast.eva, starts_on=begins, ends_on=today(-1))
    assign(old, "co_driver", cast.finn, starts_on=today(5))
    Assignment.objects.filter(person=cast.dan).update(ends_on=today(20))
    assert people(gry, hvornaar="slut") == {"Eva Sten"}
    assert people(gry, hvornaar="kommer") == {"Finn Leder"}
    assert people(gry, hvornaar="slutter") == {"Dan Refning"}
    assert "Bo Refsgaard" in people(gry, hvornaar="idag")


def test_unit_takes_its_units_below_along(cast: Cast, gry: Client) -> None:
    top = Unit.objects.get(parent=None)
    assert people(gry, enhed=top.pk) == {row.person.name for row in Assignment.objects.all()}
    assert people(gry, enhed=cast.eva.unit_id) == {"Anna Netsø", "Clara Netager"}


def test_many_end_with_one_date_after_a_look(cast: Cast, gry: Client) -> None:
    bo, dan = (Assignment.objects.get(person=one) for one in (cast.bo, cast.dan))
    Assignment.objects.filter(pk=dan.pk).update(ends_on=today(2))
    sent = {"action": "end_many", "_selected_action": [bo.pk, dan.pk], "ends_on": today(9)}
    assert "Sidste dag i rollen" in gry.post(LIST, sent).text
    looked = gry.post(LIST, sent | {"look": "1"})
    assert "Rollen slutter allerede den" in looked.text
    assert not Assignment.objects.filter(ends_on=today(9)).exists()
    yes = {"end": "1", "seen": looked.context["seen"]}
    assert gry.post(LIST, sent | yes).status_code == 302
    assert Assignment.objects.get(ends_on=today(9)) == bo


@pytest.mark.parametrize("change", ["another day", "another's save", "one more", "no look"])
def test_yes_is_said_to_what_was_looked_at_and_to_nothing_else(
    cast: Cast, gry: Client, change: str
) -> None:
    bo, dan = (Assignment.objects.get(person=one) for one in (cast.bo, cast.dan))
    sent = {"action": "end_many", "_selected_action": [bo.pk], "ends_on": today(9)}
    yes = {"end": "1", "seen": gry.post(LIST, sent | {"look": "1"}).context["seen"]}
    if change == "another day":
        yes["ends_on"] = today(8)
    elif change == "another's save":
        Assignment.objects.filter(pk=bo.pk).update(ends_on=today(30))
    elif change == "one more":
        yes["_selected_action"] = [bo.pk, dan.pk]
    else:
        yes["seen"] = ""
    again = gry.post(LIST, sent | yes)
    assert "er ændret i mellemtiden. Se igen, hvad der sker" in again.text
    assert not Assignment.objects.filter(ends_on__in=[today(8), today(9)]).exists()
    yes["seen"] = again.context["seen"]
    assert gry.post(LIST, sent | yes).status_code == 302
    assert Assignment.objects.filter(ends_on__in=[today(8), today(9)], pk=bo.pk).exists()


def test_choice_of_a_person_tells_level_and_what_they_hold(cast: Cast, gry: Client) -> None:
    asked = {"app_label": "themes", "model_name": "assignment", "field_name": "person"}
    found = gry.get(reverse("admin:autocomplete"), asked | {"term": "Bo Refs"}).json()
    (text,) = (one["text"] for one in found["results"])
    assert "niveau 2" in text
    assert "Færre ensomme ældre (referenceleder)" in text


def test_history_is_the_change_log(cast: Cast, gry: Client) -> None:
    row = Assignment.objects.get(person=cast.bo)
    row.ends_on = today(30)
    row.save()
    text = gry.get(reverse("admin:themes_assignment_history", args=[row.pk])).text
    assert "oprettet" in text and "ændret" in text
    assert "Til: – →" in text
