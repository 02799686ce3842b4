"""The pages that people open every day ask the database as often at 10 themes as at 1,000."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dialogues.models import Duty
from dialogues.models.duties import DutyStatus
from dialogues.services.agenda import add_point
from dialogues.services.tasks import add_task
from roles.models import RolePoint
from tests import rooms, taking_part, talks
from tests.cast import Cast, assign, make_person, make_theme
from themes.models import Assignment, Phase, Theme, ThemeType
from themes.services import write_update
from themes.services.handovers import answer_handover
from themes.services.member_requests import answer_member_request
from themes.services.network import follow

# The page, who opens it, and the most it may ask (None: as often, that is all).
PAGES = (
    ("/tilgaengelighed/", "gry", 2),
    ("/temaer/", "gry", 7),
    ("/temaer/?visning=tabel", "gry", 7),
    ("/temaer/{slug}/", "anna", 18),
    ("/temaer/{slug}/opgaver/", "anna", 9),
    ("/temaer/{slug}/opgaver/arenas/", "anna", 20),
    ("/", "anna", None),
    ("/", "gry", None),
    ("/sekretariat/arbejdsliste/", "gry", 18),
    ("/sekretariat/", "gry", 14),
    ("/sekretariat/?show=held", "gry", None),
    ("/sekretariat/daekning/", "gry", None),
    ("/sekretariat/figurer/", "gry", None),
    ("/sekretariat/rapport/", "gry", None),
    ("/sekretariat/udtraek/", "gry", None),
)


def fill(upto: int) -> None:
    """So many themes in all, each with two leaders and the ten duties."""
    kind, phase = ThemeType.objects.first(), Phase.objects.get(key="network")
    numbers = range(Theme.objects.count(), upto)
    themes = Theme.objects.bulk_create(
        Theme(title=f"Tema {n}", slug=f"mange-{n}", type=kind, phase=phase, challenge="x")
        for n in numbers
    )
    one, two = make_person("Travl Netsen"), make_person("Travl Refsen")
    sides = (("network_leader", one), ("reference_leader", two))
    Assignment.objects.bulk_create(
        Assignment(theme=theme, role_id=role, person=person)
        for theme in themes
        for role, person in sides
    )
    points = list(RolePoint.objects.duties().current())
    Duty.objects.bulk_create(
        Duty(theme=theme, point=p, key=p.key, status=DutyStatus.AGREED)
        for theme in themes
        for p in points
    )


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_query_counts_do_not_grow_with_the_themes(cast: Cast) -> None:
    talks.held_talk(cast)
    counts = []
    for number in (10, 1_000):
        fill(number)
        counts.append({})
        for page, who, most in PAGES:
            client = Client()
            client.force_login(getattr(cast, who))
            counts[-1][page, who] = queries(client, page.format(slug=cast.theme.slug))
            assert most is None or counts[-1][page, who] <= most
    assert Theme.objects.count() == 1_000
    assert counts[0] == counts[1]


@pytest.mark.parametrize("view", ["", "?visning=tabel"])
def test_theme_list_stays_a_light_page(cast: Cast, view: str) -> None:
    fill(100)
    client = Client()
    client.force_login(cast.gry)
    assert len(client.get(f"/temaer/{view}").content) < 60_000


OWN_PAGES = ("/", "/samtaler/", "/goeremaal/", "/temaer/", "/temaer/forslag/")


@pytest.mark.parametrize("state", ["invited_talk", "started_talk", "held_talk", "approved_talk"])
def test_query_counts_do_not_grow_with_ones_own_talks(cast: Cast, state: str) -> None:
    client = Client()
    client.force_login(cast.anna)
    counts = []
    for more in (1, 3):
        for number in range(more):
            theme = make_theme(f"Tema {more}.{number}")
            assign(theme, "network_leader", cast.anna)
            assign(theme, "reference_leader", cast.bo)
            talk = getattr(talks, state)(replace(cast, theme=theme))
            if talk.started_at:
                add_task(conversation=talk, by=cast.bo, text="Ring", owner=cast.anna)
        counts.append([queries(client, page) for page in OWN_PAGES])
    assert counts[0] == counts[1]


def test_start_asks_as_often_for_one_and_for_three_of_each(cast: Cast) -> None:
    Theme.objects.filter(pk=cast.theme.pk).update(starts_on=rooms.today(-60))
    cast.theme.refresh_from_db()
    counts = []
    for number in ("1", "2", "3"):
        asked = rooms.handover(cast, rooms.idea(cast, "ready", title=f"Idé {number}"))
        answer_handover(handover=asked, by=cast.finn, is_accepted=True)
        rooms.handover(cast, rooms.idea(cast, "ready", title=f"Ny {number}"))
        rooms.idea(cast, title=f"Se {number}", look_again_on=rooms.today(-1))
        rooms.wish(cast, wish=f"Ønske {number}")
        rooms.funding(cast, need=f"Behov {number}", deadline=rooms.today(-1))
        write_update(theme=cast.theme, by=cast.anna, text=f"Nyt {number}")
        follow(theme=cast.theme, by=cast.eva)
        taking_part.news(cast, f"Forslag {number}")
        taking_part.change(cast, challenge=f"Anderledes {number}")
        counts.append([])
        for who in (cast.anna, cast.bo, cast.eva, cast.finn):
            client = Client()
            client.force_login(who)
            counts[-1].append(queries(client, "/"))
    assert counts[0] == counts[1] == counts[2]


def test_pages_ask_as_often_for_one_and_for_three_introductions(cast: Cast) -> None:
    counts = []
    for number in ("1", "2", "3"):
        theme = make_theme(f"Plads til {number}")
        assign(theme, "network_leader", cast.anna)
        assign(theme, "reference_leader", cast.dan)
        for name in ("Vera", "Villy"):
            outside = {"person": None, "kind": "citizen", "name": f"{name} {number}"}
            wish = taking_part.introduction(cast, **outside)
        answer_member_request(wish=wish, by=cast.anna, answer="not_now")
        taking_part.introduction(cast, theme=theme, by=cast.dan)
        rooms.introduced(cast, theme=theme, by=cast.dan)
        rooms.introduced(cast, leader=make_person(f"Leder {number}", leader_level=4))
        counts.append([])
        for who in (cast.anna, cast.bo, cast.eva, cast.finn):
            client = Client()
            client.force_login(who)
            counts[-1].append(queries(client, "/"))
        client.force_login(cast.anna)
        for room in ("netvaerk", "ledere"):
            counts[-1].append(queries(client, f"/temaer/{cast.theme.slug}/{room}/"))
    assert counts[0] == counts[1] == counts[2]


def test_the_guide_asks_as_often_for_one_and_for_three_points(cast: Cast) -> None:
    talk = talks.started_talk(cast)
    client = Client()
    client.force_login(cast.anna)
    page = reverse("dialogues:guide", args=[talk.pk, talk.current_step])
    counts = []
    for number in ("1", "2", "3"):
        for by in (cast.anna, cast.bo):
            add_point(conversation=talk, by=by, text=f"Punkt {number}", is_raised=True)
        counts.append(queries(client, page))
    assert counts[0] == counts[1] == counts[2] <= 11


def test_the_preparation_asks_little(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.anna)
    talk = talks.invited_talk(cast)
    assert queries(client, reverse("dialogues:preparation", args=[talk.pk])) <= 11
