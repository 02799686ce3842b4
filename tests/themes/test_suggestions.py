"""Who might take a vacant role, with reasons; how much each carries; what to think of."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from roles.models import Unit, User
from roles.services import ensure_secretariat_group
from tests import rooms, staffing
from tests.admin.test_themes import post_theme, row
from tests.cast import Cast, assign, make_person, make_theme
from tests.rooms import today
from tests.themes.test_offers import browser, propose
from themes.models import Assignment, Offer, Theme, Thresholds
from themes.queries.suggestions import suggestions
from themes.services.offers import decline_offer


def found(cast: Cast, role: str = "reference_leader") -> dict[str, str]:
    """Whom the theme's list names, with all that is said of each."""
    theme = Theme.objects.select_related("type", "phase").get(pk=cast.theme.pk)
    return {
        one.person.name: " / ".join([*one.reasons, *one.cautions])
        for one in suggestions(theme, role, cast.gry)
    }


def leader(name: str, unit: Unit, level: int = 2) -> User:
    return make_person(name, unit=unit, leader_level=level)


def page(client: Client, cast: Cast, role: str, **query: object) -> str:
    address = reverse("themes:propose_person", args=[cast.theme.slug, role])
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_reasons_are_words_about_level_place_and_room(cast: Cast) -> None:
    staffing.vacate(cast)
    leader("Ditte Nær", cast.eva.unit, level=cast.theme.type.reference_leader_level)
    said = found(cast)["Ditte Nær"]
    rule = cast.theme.type.reference_leader_level
    assert f"Er leder på niveau {rule}, som typen kræver" in said
    assert "Ældre og Omsorg er berørt af temaet" in said
    assert "Leder ingen temaer i dag; grænsen er 3" in said
    assert "Leder Ældre og Omsorg, som temaet berører" in found(cast)["Finn Leder"]
    assert "berører ikke det område, som Dan Refning selv leder" in found(cast)["Dan Refning"]
    assert "Leder 1 tema i dag; grænsen er 3" in found(cast)["Dan Refning"]


def test_unit_below_one_that_is_touched_counts(cast: Cast) -> None:
    staffing.vacate(cast)
    team = Unit.objects.create(name="Nattevagten", parent=cast.eva.unit)
    leader("Nana Nat", team)
    words = "Ældre og Omsorg, som Nattevagten hører under, er berørt af temaet"
    assert words in found(cast)["Nana Nat"]


def test_nearest_with_room_stand_first_and_the_own_manager_last(cast: Cast) -> None:
    staffing.vacate(cast)
    far = Unit.objects.create(name="Havnen")
    leader("Far Fjern", far)
    full, near = leader("Alma Fuld", cast.eva.unit), leader("Vera Ledig", cast.eva.unit)
    staffing.load(cast, full, 3)
    names = list(found(cast))
    assert names[:2] == [near.name, full.name]
    assert names.index("Far Fjern") > names.index("Dan Refning")
    assert names[-1] == "Finn Leder"
    assert "Finn Leder er personaleleder for Anna Netsø" in found(cast)["Finn Leder"]


def test_who_cannot_is_left_out(cast: Cast) -> None:
    staffing.vacate(cast)
    low = leader("Lis Lav", cast.eva.unit, level=5)
    left = leader("Tove Tidligere", cast.eva.unit)
    User.objects.filter(pk=left.pk).update(active_to=today(-1))
    offer = staffing.offer(cast, role="reference_leader", person=cast.dan)
    assert cast.dan.name not in found(cast)
    decline_offer(offer=offer, by=cast.dan, reason="Nej")
    assert {cast.dan.name, low.name, left.name, cast.anna.name}.isdisjoint(found(cast))
    assert "Har haft rollen før" in found(cast)["Bo Refsgaard"]


def test_members_of_the_network_stand_first_for_the_other_roles(cast: Cast) -> None:
    person = make_person("Maja Medlem", unit=Unit.objects.create(name="Havnen"))
    rooms.member(cast, kind="employee", person=person, name=person.name)
    names = found(cast, "co_driver")
    assert next(iter(names)) == "Maja Medlem"
    assert "Er med i temaets netværk" in names["Maja Medlem"]
    assert "Eva Sten" in names
    assert "Anna Netsø" not in names


def test_page_offers_ten_at_most_shows_no_score_and_assigns_nothing(cast: Cast) -> None:
    staffing.vacate(cast)
    for number in range(15):
        leader(f"Leder {chr(65 + number)}", cast.eva.unit)
    text = page(browser(cast.gry), cast, "reference_leader")
    assert text.count("staff-suggestion ") + text.count('staff-suggestion"') == 10
    assert "Øverst står ledere fra områder, som temaet berører" in text
    assert not Offer.objects.exists()
    chosen = User.objects.get(name="Leder A")
    text = page(browser(cast.gry), cast, "reference_leader", person=chosen.pk)
    assert f'value="Leder A ({chosen.email})"' in text
    assert not Offer.objects.exists()


def test_suggestions_ask_as_often_among_thousands(cast: Cast) -> None:
    staffing.vacate(cast)
    counts = []
    for many in (3, 3_000):
        User.objects.bulk_create(
            User(
                email=f"m{many}-{n}@example.org",
                name=f"Masse {many}-{n}",
                unit=cast.eva.unit,
                leader_level=n % 6 or None,
            )
            for n in range(many)
        )
        for role in ("reference_leader", "co_driver"):
            with CaptureQueriesContext(connection) as asked:
                assert len(found(cast, role)) <= 10
            counts.append((role, len(asked)))
    assert counts[:2] == counts[2:]


def test_over_the_limit_is_asked_about_and_can_be_meant(cast: Cast) -> None:
    staffing.vacate(cast)
    staffing.load(cast, cast.dan, 2)
    answer = propose(cast, "reference_leader", person="Dan Refning")
    assert "Leder 3 temaer i dag; grænsen er 3" in answer.content.decode()
    assert not Offer.objects.exists()
    answer = propose(cast, "reference_leader", person="Dan Refning", over_limit="on")
    assert answer.status_code == 302
    assert Offer.objects.get().person == cast.dan


def test_limit_is_not_asked_about_below_it_nor_for_a_co_driver(cast: Cast) -> None:
    staffing.vacate(cast)
    client = browser(cast.gry)
    assert "over_limit" not in page(client, cast, "reference_leader", person=cast.dan.pk)
    staffing.load(cast, cast.dan, 2)
    assert "over_limit" in page(client, cast, "reference_leader", person=cast.dan.pk)
    assert propose(cast, "co_driver", person="Dan Refning").status_code == 302


def test_what_to_think_of_is_told_and_stops_nothing(cast: Cast) -> None:
    staffing.vacate(cast)
    User.objects.filter(pk=cast.finn.pk).update(leader_level=5)
    said = ("Finn Leder er leder på niveau 5", "Finn Leder er personaleleder for Anna Netsø")
    text = page(browser(cast.gry), cast, "reference_leader", person=cast.finn.pk)
    assert all(words in text for words in said)
    client = browser(cast.gry)
    address = reverse("themes:propose_person", args=[cast.theme.slug, "reference_leader"])
    data = {"person": "Finn Leder", "starts_on": today().isoformat()}
    text = client.post(address, data, follow=True).content.decode()
    assert all(words in text for words in said)
    assert Offer.objects.get().person == cast.finn


def test_administration_warns_after_saving(cast: Cast) -> None:
    staffing.vacate(cast)
    data = {"theme": cast.theme.pk, "role": "reference_leader", "person": cast.finn.pk}
    data |= {"starts_on": today().isoformat(), "why": staffing.WHY}
    address = reverse("admin:themes_assignment_add")
    text = browser(cast.root).post(address, data, follow=True).content.decode()
    assert "Finn Leder er personaleleder for Anna Netsø" in text
    assert staffing.held(cast).person == cast.finn


def test_administration_of_the_theme_warns_too(cast: Cast, client: Client) -> None:
    ensure_secretariat_group()
    staffing.vacate(cast)
    client.force_login(cast.gry)
    assert post_theme(client, cast.theme, [row("reference_leader", cast.finn)]) == "saved"
    text = client.get(reverse("admin:themes_theme_changelist")).content.decode()
    assert "Finn Leder er personaleleder for Anna Netsø" in text


def test_load_page_puts_those_over_the_limit_first_and_leads_to_their_themes(cast: Cast) -> None:
    staffing.load(cast, cast.dan, 3)
    client = browser(cast.gry)
    rows = client.get("/sekretariat/belastning/").context["page_obj"].object_list
    assert (rows[0]["person__name"], rows[0]["led"]) == ("Dan Refning", 4)
    text = client.get("/sekretariat/belastning/").content.decode()
    assert f'href="/temaer/?person={cast.dan.pk}"' in text
    assert text.count("over grænsen</strong>") == 1
    assert len(client.get(f"/temaer/?person={cast.dan.pk}").context["page_obj"].object_list) == 4


def test_load_page_is_narrowed_and_follows_the_limit(cast: Cast) -> None:
    staffing.load(cast, cast.dan, 1)
    client = browser(cast.gry)
    assert len(client.get("/sekretariat/belastning/?over=on").context["page_obj"]) == 0
    Thresholds.objects.update(load_limit=1)
    assert len(client.get("/sekretariat/belastning/?over=on").context["page_obj"]) == 1
    assert len(client.get("/sekretariat/belastning/?q=clara").context["page_obj"]) == 1


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_pages_ask_as_often_for_one_as_for_three(cast: Cast) -> None:
    client, counts = browser(cast.gry), []
    roles = reverse("themes:assignments", args=[cast.theme.slug])
    for number in range(2):
        staffing.load(cast, make_person(f"Leder {number}"), 1 + 2 * number)
        assign(cast.theme, "co_driver", make_person(f"Kim {number}"))
        past = {"starts_on": today(-30), "ends_on": today(-20 + number)}
        assign(cast.theme, "co_driver", make_person(f"Tim {number}"), **past)
        who = make_person(f"Nej {number}", unit=cast.eva.unit)
        decline_offer(offer=staffing.offer(cast, person=who), by=who, reason="Nej")
        counts.append([asked(client, page) for page in (roles, "/sekretariat/belastning/", "/")])
    assert counts[0] == counts[1]
    assert Assignment.objects.filter(theme=make_theme("Tomt")).count() == 0


def test_leader_from_higher_up_in_the_line_is_cautioned_and_stands_last(cast: Cast) -> None:
    staffing.vacate(cast)
    Unit.objects.filter(parent=None).update(manager=cast.dan)
    for level in range(2):
        cast.anna.unit = Unit.objects.create(name=f"Team {level}", parent=cast.anna.unit)
    cast.anna.save()
    said = found(cast)
    assert "Dan Refning leder Lyngvig Kommune, som Anna Netsø hører under" in said["Dan Refning"]
    assert "Finn Leder leder Ældre og Omsorg, som Anna Netsø hører under" in said["Finn Leder"]
    assert set(list(said)[-2:]) == {"Dan Refning", "Finn Leder"}


def test_own_field_is_told_when_a_reference_leader_is_chosen(cast: Cast) -> None:
    staffing.vacate(cast)
    told = page(browser(cast.gry), cast, "reference_leader", person=cast.finn.pk)
    assert "Finn Leder: Leder Ældre og Omsorg, som temaet berører" in told
    told = page(browser(cast.gry), cast, "reference_leader", person=cast.dan.pk)
    assert told.count("Temaet berører ikke det område, som Dan Refning selv leder") == 2


def test_level_stands_beside_each_who_can_be_proposed(cast: Cast) -> None:
    staffing.vacate(cast)
    User.objects.filter(pk=cast.finn.pk).update(leader_level=2, job_title="Ældrechef")
    gry = browser(cast.gry)
    told = "Ældrechef, Lyngvig Kommune, lederniveau 2"
    assert told in page(gry, cast, "reference_leader")
    chosen = page(gry, cast, "reference_leader", person=cast.finn.pk)
    assert told in chosen.partition("<form")[2].partition('name="person"')[0]
    names = gry.get(reverse("roles:names"), {"person": "Finn"}).text
    assert f"Finn Leder, {told} ({cast.finn.email})" in names
    assert "lederniveau" not in gry.get(reverse("roles:names"), {"person": "Eva"}).text
