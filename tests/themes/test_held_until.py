"""Until when a role is held, and what will not begin: told alike on every page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format

from roles.models import User
from tests import staffing
from tests.cast import Cast, assign
from tests.rooms import today
from tests.staffing import appoint
from tests.themes.doors import the_last_days
from themes.models import Assignment, Offer, Phase
from themes.services.offers import accept_offer


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def leaves(person: User, on: int) -> None:
    User.objects.filter(pk=person.pk).update(active_to=today(on))


def begun(cast: Cast) -> None:
    Assignment.objects.filter(theme=cast.theme).update(starts_on=today(-90))


def day_told(on: int) -> str:
    return date_format(today(on), "DATE_FORMAT")


def pages(cast: Cast, who: User) -> list[str]:
    """The theme's, its roles' and the person's page."""
    roles = reverse("themes:assignments", args=[cast.theme.slug])
    client = browser(cast.gry)
    addresses = (cast.theme.get_absolute_url(), roles, who.get_absolute_url())
    return [client.get(address).content.decode() for address in addresses]


@pytest.mark.parametrize(("left", "ended"), [(-30, None), (-30, -3), (-3, -30), (20, None)])
def test_last_day_is_the_earlier_one_on_every_page(
    cast: Cast, left: int, ended: int | None
) -> None:
    begun(cast)
    leaves(cast.bo, left)
    ends_on = None if ended is None else today(ended)
    Assignment.objects.filter(person=cast.bo).update(ends_on=ends_on)
    last = min(left, left if ended is None else ended)
    assert all(day_told(last) in page for page in pages(cast, cast.bo))
    cast.gry.is_superuser = True
    cast.gry.save()
    days = the_last_days(browser(cast.gry))
    assert [found[cast.theme.title, "Bo Refsgaard"] for found in days] == [today(last)] * 2


def test_co_driver_who_left_has_a_last_day_too(cast: Cast) -> None:
    assign(cast.theme, "co_driver", cast.eva, starts_on=today(-90))
    leaves(cast.eva, -10)
    assert all(day_told(-10) in page for page in pages(cast, cast.eva))


def test_role_to_come_stands_apart_and_on_the_own_start_page(cast: Cast) -> None:
    assign(cast.theme, "co_driver", cast.eva, starts_on=today(13))
    client = browser(cast.eva)
    page = client.get(cast.eva.get_absolute_url()).content.decode()
    assert page.index("Kommende roller") < page.index(f"fra {day_told(13)}")
    assert "har ingen rolle på et netværkstema lige nu" in page
    start = client.get("/").content.decode()
    assert f"Du bliver co-driver den {day_told(13)}" in start
    assert cast.theme.get_absolute_url() in start


def test_role_that_will_not_begin_is_told_as_such(cast: Cast) -> None:
    assign(cast.theme, "co_driver", cast.eva, starts_on=today(13))
    leaves(cast.eva, 11)
    said = f"skulle begynde den {day_told(13)}, men har sidste arbejdsdag den {day_told(11)}"
    for page in pages(cast, cast.eva):
        assert said in page
        assert "Tidligere" not in page
    assert "begynder ikke" in browser(cast.eva).get("/").content.decode().lower()


def test_change_tells_that_the_one_who_follows_will_not_begin(cast: Cast) -> None:
    staffing.change(cast, last_on=today(12), successor=cast.dan, is_direct=True)
    leaves(cast.dan, 10)
    page = pages(cast, cast.dan)[1]
    assert f"Dan Refning skulle overtage rollen fra den {day_told(13)}" in page
    assert "Foreslå en person" in page


def test_who_is_proposed_after_a_planned_departure_begins_the_day_after(cast: Cast) -> None:
    begun(cast)
    leaves(cast.bo, 10)
    address = reverse("themes:propose_person", args=[cast.theme.slug, "reference_leader"])
    assert f'value="{today(11).isoformat()}"' in browser(cast.gry).get(address).content.decode()
    offer = staffing.offer(
        cast, role="reference_leader", person=cast.dan, starts_on=today() + timedelta(11)
    )
    accept_offer(offer=offer, by=cast.dan)
    assert Assignment.objects.get(theme=cast.theme, person=cast.dan).starts_on == today(11)


def test_change_begins_with_the_last_day_that_is_known(cast: Cast) -> None:
    begun(cast)
    leaving = Assignment.objects.get(theme=cast.theme, role="reference_leader")
    address = reverse("themes:change_holder", args=[cast.theme.slug, leaving.pk])
    gry = browser(cast.gry)
    assert gry.get(address).context["form"]["last_on"].value() == today()
    leaves(cast.bo, 10)
    assert gry.get(address).context["form"]["last_on"].value() == today(10)


def test_yes_that_came_to_nothing_leaves_a_trace(cast: Cast) -> None:
    staffing.change(cast, last_on=today(12), successor=cast.dan)
    accept_offer(offer=Offer.objects.get(), by=cast.dan)
    leaves(cast.dan, 10)
    told = {"theme": cast.theme, "role": "reference_leader", "starts_on": today(13)}
    appoint(**told, person=cast.finn, by=cast.gry)
    page = pages(cast, cast.finn)[1]
    assert f"Dan Refning sagde ja til rollen fra den {day_told(13)}, men fik den ikke" in page
    assert f"fra {day_told(13)}" in page


def test_role_on_a_closed_theme_is_over_in_the_administration_too(cast: Cast) -> None:
    type(cast.theme).objects.filter(pk=cast.theme.pk).update(phase=Phase.objects.get(key="closed"))
    listed = browser(cast.root).get("/admin/themes/assignment/").context["cl"]
    is_now = {row.theme.title: listed.model_admin.is_now(row) for row in listed.result_list}
    assert is_now == {cast.theme.title: False, cast.other_theme.title: True}
    page = browser(cast.gry).get(cast.bo.get_absolute_url()).content.decode()
    assert page.index("Tidligere roller") < page.index("temaet er afsluttet")
    assert "indtil temaet blev afsluttet" in pages(cast, cast.bo)[1]
