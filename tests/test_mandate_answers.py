"""Whether the mandate is in place: every page, list and file gives the same answer."""

import csv
import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.models import FindingKind
from dialogues.queries.findings import findings
from dialogues.queries.mandate import mandates
from dialogues.services.mandate import reopen_part
from roles.models import RoleKey, Unit, User
from tests import mandates as parts
from tests.cast import Cast, assign, make_person
from tests.mandates import DRIVER, MANAGER
from themes.models import Phase, Theme, Thresholds

PLACE, NOT = "Mandatet er på plads", "Mandatet er ikke på plads endnu."


def reopened(role: str) -> Callable[[Cast], None]:
    def arrange(cast: Cast) -> None:
        parts.in_place(cast)
        row = cast.theme.mandate_parts.get(role=role)
        reopen_part(part=row, by=cast.anna, reason="Timerne rækker ikke.")

    return arrange


def agreement_reopened(cast: Cast) -> None:
    parts.in_place(cast)
    talk = cast.theme.conversations.get()
    where = reverse("dialogues:reopen", args=[talk.pk])
    signed_in(cast.anna).post(where, {"reason": "Nyt budget"})


def without_co_driver(cast: Cast) -> None:
    parts.in_place(cast)
    cast.theme.assignments.filter(role=DRIVER).delete()


def co_driver_not_needed(cast: Cast) -> None:
    without_co_driver(cast)
    type(cast.theme.type).objects.update(needs_co_driver=False)


def manager_left(cast: Cast) -> None:
    parts.in_place(cast)
    User.objects.filter(pk=cast.finn.pk).update(active_to=timezone.localdate() - timedelta(1))


def manager_changed(cast: Cast) -> None:
    parts.in_place(cast)
    Unit.objects.filter(pk=cast.anna.unit_id).update(manager=cast.dan)


def manager_came_back(cast: Cast) -> None:
    manager_changed(cast)
    Unit.objects.filter(pk=cast.anna.unit_id).update(manager=cast.finn)


def reference_leader_changed(cast: Cast) -> None:
    parts.in_place(cast)
    cast.theme.assignments.filter(person=cast.bo).delete()
    assign(cast.theme, RoleKey.REFERENCE_LEADER, make_person("Ny Leder", leader_level=2))


def network_leader_left(cast: Cast) -> None:
    parts.in_place(cast)
    User.objects.filter(pk=cast.anna.pk).update(active_to=timezone.localdate() - timedelta(1))


def another_co_driver(cast: Cast) -> None:
    """Kaj comes beside Ida, who has agreed her part."""
    parts.in_place(cast)
    assign(cast.theme, DRIVER, make_person("Kaj Driver"))


def both_co_drivers_agreed(cast: Cast) -> None:
    """Ida came first, and Kaj's part is agreed beside hers."""
    another_co_driver(cast)
    row = parts.begin_part(theme=cast.theme, role=DRIVER, by=cast.anna)
    words = parts.WORDS[DRIVER]
    row = parts.write_part(part=row, version=row.version, by=cast.anna, **words)
    for person in (cast.anna, row.counterpart):
        row = parts.agree_part(part=row, version=row.version, by=person)


# What has happened, and how many of the required parts are agreed.
CASES = [
    (parts.in_place, (3, 3)),
    (without_co_driver, (2, 3)),
    (co_driver_not_needed, (2, 2)),
    (manager_left, (2, 3)),
    (manager_changed, (2, 3)),
    (manager_came_back, (3, 3)),
    (reopened(MANAGER), (2, 3)),
    (reopened(DRIVER), (2, 3)),
    (agreement_reopened, (2, 3)),
    (reference_leader_changed, (2, 3)),
    (another_co_driver, (3, 4)),
    (both_co_drivers_agreed, (4, 4)),
]


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def told(person: User, address: str) -> str:
    return signed_in(person).get(address).content.decode()


def in_file(client: Client, cast: Cast) -> dict[str, str]:
    data = client.get("/sekretariat/udtraek/overblik.csv").getvalue().decode("utf-8-sig")
    rows = csv.DictReader(StringIO(data), delimiter=";")
    return next(row for row in rows if row["Tema"] == cast.theme.title)


def matrix_cell(client: Client, cast: Cast) -> str:
    """What the overview says of the theme's mandate."""
    page = client.get("/sekretariat/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    return re.search(rf'href="/temaer/{cast.theme.slug}/mandat/">([^<]*)<', page)[1]


def is_counted(client: Client, cast: Cast) -> bool:
    """Whether the coverage counts the pair, and the list behind the number has the theme."""
    whole = client.get("/sekretariat/daekning/").context["coverage"].whole
    number = {str(count.step): count.number for count in whole.counts}["mandate"]
    assert (cast.theme.title in told(cast.gry, "/sekretariat/?show=mandate")) == bool(number)
    assert (cast.theme.title in told(cast.gry, "/sekretariat/?show=not_mandate")) != bool(number)
    return bool(number)


@pytest.mark.parametrize(("arrange", "count"), CASES)
def test_mandate_is_the_same_everywhere(
    cast: Cast, arrange: Callable[[Cast], None], count: tuple[int, int]
) -> None:
    arrange(cast)
    (agreed, required), gry = count, signed_in(cast.gry)
    is_in_place = agreed == required
    Thresholds.objects.update_or_create(pk=1, defaults={"mandate_days": 0})
    [found] = mandates(Theme.objects.filter(pk=cast.theme.pk).select_related("type"))
    asked = sum(part.is_required for part in found.parts)
    assert (asked - len(found.missing), asked) == (agreed, required)
    assert found.is_in_place == is_in_place
    assert matrix_cell(gry, cast) == ("på plads" if is_in_place else f"{agreed} af {required}")
    in_csv = in_file(gry, cast)
    numbers = (in_csv["Mandat, aftalte dele"], in_csv["Mandat, krævede dele"])
    assert (numbers, in_csv["Mandat på plads"]) == (
        (str(agreed), str(required)),
        "ja" if is_in_place else "nej",
    )
    assert is_counted(gry, cast) == is_in_place
    kinds = {one.kind for one in findings(cast.gry) if one.theme == cast.theme}
    assert (FindingKind.MANDATE in kinds) == (not is_in_place)


@pytest.mark.parametrize(("arrange", "count"), CASES)
def test_everyone_on_the_theme_reads_the_same(
    cast: Cast, arrange: Callable[[Cast], None], count: tuple[int, int]
) -> None:
    arrange(cast)
    drivers = cast.theme.assignments.filter(role=DRIVER).select_related("person")
    people = [cast.anna, cast.gry, *(row.person for row in drivers)]
    theme = cast.theme.get_absolute_url()
    pages = (theme, f"{theme}mandat/", f"{theme}mandat/print/")
    words = PLACE if count[0] == count[1] else NOT
    html = [told(person, page) for person in people for page in pages]
    assert {(PLACE in page, NOT in page) for page in html} == {(words == PLACE, words == NOT)}
    steps = signed_in(cast.anna).get("/").context["steps"]
    waits = [step.title for step in steps if "/mandat/" in step.url]
    assert not (waits and words == PLACE)


def kaj_follows_ida(cast: Cast) -> None:
    """Ida has stopped, and Kaj co-drives."""
    another_co_driver(cast)
    cast.theme.assignments.filter(person__name="Ida Driver").delete()


def test_earlier_co_driver_is_told_that_the_part_is_agreed_with_another(cast: Cast) -> None:
    kaj_follows_ida(cast)
    row = cast.theme.mandate_parts.get(role=DRIVER)
    reopening = reverse("dialogues:reopen_part", args=[cast.theme.slug, row.slug])
    for person in (cast.anna, row.counterpart):
        assert "Nu skal to andre aftale den" in told(person, row.get_absolute_url())
        page = signed_in(person).get(f"{reopening}?med={row.counterpart_id}")
        assert page.status_code == 403
    assert "Kaj Driver" in told(cast.anna, f"{cast.theme.get_absolute_url()}mandat/")
    assert signed_in(cast.bo).get(row.get_absolute_url()).status_code == 404


def test_part_of_one_co_driver_stays_when_another_comes(cast: Cast) -> None:
    another_co_driver(cast)
    row = cast.theme.mandate_parts.get(role=DRIVER)
    for person in (cast.anna, row.counterpart, cast.bo, cast.gry):
        html = told(person, row.get_absolute_url())
        assert ("Ida skriver ud." in html, "Nu skal to andre" in html) == (True, False)


def test_whose_part_is_missing_is_told_by_name_everywhere(cast: Cast) -> None:
    another_co_driver(cast)
    Thresholds.objects.update_or_create(pk=1, defaults={"mandate_days": 0})
    kind, gry, theme = FindingKind.MANDATE, signed_in(cast.gry), cast.theme.get_absolute_url()
    for page in (theme, f"{theme}mandat/", f"{theme}mandat/print/"):
        html = told(cast.anna, page)
        assert ("(Kaj Driver)." in html, "(Ida Driver)" in html) == (True, False)
    assert "<small>mangler Kaj Driver</small>" in gry.get("/sekretariat/").content.decode()
    assert in_file(gry, cast)["Mandat, mangler"] == "co-driver Kaj Driver"
    found = next(one for one in findings(cast.gry) if one.theme == cast.theme and one.kind == kind)
    assert "Endnu ikke aftalt med: co-driver Kaj Driver." in found.why
    titles = [step.title for step in signed_in(cast.anna).get("/").context["steps"]]
    assert [one for one in titles if "Driver" in one] == ["Aftal arbejdsdelingen med Kaj Driver"]


def test_part_is_begun_with_the_co_driver_who_is_asked(cast: Cast) -> None:
    ida, kaj = parts.co_driver(cast), make_person("Kaj Driver")
    assign(cast.theme, DRIVER, kaj)
    where = f"{cast.theme.get_absolute_url()}mandat/co-driver/begynd/"
    anna = signed_in(cast.anna)
    for person in (kaj, ida):
        assert f"?med={person.pk}" in told(cast.anna, f"{cast.theme.get_absolute_url()}mandat/")
        anna.post(f"{where}?med={person.pk}", {"message": "Skal vi tale?"})
    rows = cast.theme.mandate_parts.order_by("pk")
    assert [row.counterpart for row in rows] == [kaj, ida]


def test_who_co_drives_no_more_is_not_replaced_by_another_in_the_invitation(cast: Cast) -> None:
    ida, kaj = parts.co_driver(cast), make_person("Kaj Driver")
    assign(cast.theme, DRIVER, kaj)
    where = f"{cast.theme.get_absolute_url()}mandat/co-driver/begynd/?med={kaj.pk}"
    assert "Inviter Kaj Driver" in told(cast.anna, where)
    cast.theme.assignments.filter(person=kaj).delete()
    answer = signed_in(cast.anna).post(where, {"message": "Kære Kaj"})
    assert "har ikke længere rollen" in answer.content.decode()
    assert ida.name not in answer.content.decode()
    assert not cast.theme.mandate_parts.exists()


def test_each_reads_the_own_part_first(cast: Cast) -> None:
    both_co_drivers_agreed(cast)
    address = f"{cast.theme.get_absolute_url()}mandat/co-driver/"
    for row in cast.theme.mandate_parts.filter(role=DRIVER):
        for reader, where in ((row.counterpart, address), (cast.gry, row.get_absolute_url())):
            assert signed_in(reader).get(where).context["part"] == row


def test_sentence_about_who_reads_the_part_names_the_other_co_driver(cast: Cast) -> None:
    another_co_driver(cast)
    row = cast.theme.mandate_parts.get(role=DRIVER)
    names = "Anna Netsø, Bo Refsgaard, Kaj Driver og sekretariatet"
    assert f"Ud over dig kan {names} læse dette" in told(row.counterpart, row.get_absolute_url())
    row = reopen_part(part=row, by=cast.anna, reason="Kaj er kommet til.")
    later = "Når I begge har sagt ja, kan Bo Refsgaard, Kaj Driver og sekretariatet også læse"
    assert later in told(cast.anna, row.get_absolute_url())


def test_closed_theme_says_so_to_all_and_stands_on_no_list(cast: Cast) -> None:
    without_co_driver(cast)
    Theme.objects.filter(pk=cast.theme.pk).update(phase=Phase.objects.get(key="closed"))
    theme = cast.theme.get_absolute_url()
    for person in (cast.anna, cast.bo, cast.finn, cast.gry):
        for page in (theme, f"{theme}mandat/"):
            assert "Temaet blev afsluttet, før mandatet kom på plads." in told(person, page)
    for page in ("/sekretariat/?round=all", "/sekretariat/?show=not_mandate"):
        assert cast.theme.title not in told(cast.gry, page)


def test_theme_whose_network_leader_left_has_no_mandate(cast: Cast) -> None:
    network_leader_left(cast)
    theme = cast.theme.get_absolute_url()
    for person in (cast.bo, parts.co_driver(cast), cast.gry):
        for page in (theme, f"{theme}mandat/"):
            assert "Temaet har ingen netværksleder lige nu." in told(person, page)
    assert matrix_cell(signed_in(cast.gry), cast) == "0 af 3"
    # A vacancy is no pair, so that it neither has nor lacks a step.
    for page in ("mandate", "not_mandate"):
        assert cast.theme.title not in told(cast.gry, f"/sekretariat/?show={page}")
