"""What is settled settles what asked for it: a filled role, a closed theme, someone who left."""

import pytest
from django.urls import reverse

from dialogues.models import Sitting, StatusChange, SupportRequest
from dialogues.pages.worklist import entries
from dialogues.services import worklist
from dialogues.services.sittings import finish_sitting, take_up_sitting
from dialogues.services.support import claim as claim_request
from referenceledelse.core.files.imports import ImportOrder
from roles.models import CourseSession, User
from roles.services import ensure_secretariat_group
from tests import rooms, staffing, support, talks
from tests.cast import Cast, assign
from tests.dialogues.worklist_pages import LIST, vacancy
from tests.nominations import nomination
from tests.settled import (
    CLOSED,
    KINDS,
    LEFT,
    Kind,
    accepted_handover,
    close,
    counts,
    leave,
    page,
    pulse,
    signed_in,
    sitting,
    steps,
)
from tests.staffing import appoint
from tests.tables import csv_of, import_assignments
from themes.models import Handover, LeaderRequest, Offer
from themes.services.holder_changes import change_holder
from themes.services.leader_requests import ask_for_leader
from themes.services.offers import accept_offer, propose_person

ROLE = "reference_leader"
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


# A theme is closed


@every_kind
def test_closed_theme_asks_nobody_for_anything(cast: Cast, kind: Kind) -> None:
    kind.make(cast)
    whose = getattr(cast, kind.whose)
    assert kind.words in str(steps(whose, cast.theme))
    close(cast.theme)
    for person in (cast.anna, cast.bo, cast.eva, cast.finn, cast.gry):
        assert [said for said in steps(person, cast.theme) if "er i gang" not in said] == []
    assert counts(cast) == []


@pytest.mark.parametrize("name", [name for name in KINDS if name != "mandate"])
def test_page_of_what_waited_opens_and_tells_that_the_theme_is_closed(
    cast: Cast, name: str
) -> None:
    kind = KINDS[name]
    row = kind.make(cast)
    whose, address = getattr(cast, kind.whose), kind.address(row)
    assert CLOSED not in page(whose, address)
    close(cast.theme)
    assert CLOSED in page(whose, address)


@pytest.mark.parametrize("make", [talks.started_talk, talks.held_talk, talks.summarised_talk])
def test_talk_that_has_begun_is_finished_though_the_theme_is_closed(
    cast: Cast, make: object
) -> None:
    row = make(cast)
    before = [steps(person, cast.theme) for person in (cast.anna, cast.bo)]
    close(cast.theme)
    assert [steps(person, cast.theme) for person in (cast.anna, cast.bo)] == before != [[], []]
    assert CLOSED not in page(cast.bo, row.get_absolute_url())


def test_theme_that_runs_again_asks_again(cast: Cast) -> None:
    staffing.offer(cast)
    phase = cast.theme.phase
    close(cast.theme)
    cast.theme.save()
    assert cast.theme.phase == phase
    assert "Sekretariatet foreslår dig" in str(steps(cast.eva, cast.theme))


# Someone left


def test_proposal_of_someone_who_left_is_over_and_another_can_be_asked(cast: Cast) -> None:
    staffing.offer(cast)
    leave(cast.eva)
    roles = reverse("themes:assignments", args=[cast.theme.slug])
    assert LEFT.format(name="Eva Sten") in page(cast.gry, roles)
    assert "Eva Sten" not in page(cast.anna, roles)
    new = propose_person(
        theme=cast.theme, role="co_driver", person=cast.finn, starts_on=rooms.today(), by=cast.gry
    )
    assert list(Offer.objects.waiting()) == [new]


def test_proposal_whose_period_has_passed_is_over(cast: Cast) -> None:
    row = staffing.offer(cast, ends_on=rooms.today(3))
    Offer.objects.update(starts_on=rooms.today(-9), ends_on=rooms.today(-1))
    assert steps(cast.eva, cast.theme) == []
    assert "Perioden er udløbet." in page(cast.eva, KINDS["offer"].address(row))


def test_wish_of_someone_who_left_is_over_and_the_next_can_ask(cast: Cast) -> None:
    row = staffing.wish(cast)
    leave(cast.anna)
    assert (steps(cast.gry, cast.theme), counts(cast)) == ([], [])
    assert LEFT.format(name="Anna Netsø") in page(cast.gry, KINDS["wish"].address(row))
    staffing.held(cast, ROLE)
    cast.theme.assignments.filter(role="network_leader").update(
        starts_on=rooms.today(-9), ends_on=rooms.today(-1)
    )
    assign(cast.theme, "network_leader", cast.eva)
    new = ask_for_leader(theme=cast.theme, role="co_driver", why="Vi mangler en", by=cast.eva)
    assert list(LeaderRequest.objects.waiting()) == [new]


@pytest.mark.parametrize("make", [rooms.handover, accepted_handover])
def test_hand_over_without_its_receiver_asks_for_another(cast: Cast, make: object) -> None:
    row = make(cast)
    leave(cast.finn)
    assert (steps(cast.bo, cast.theme), counts(cast)) == ([], [])
    said = "Finn Leder arbejder her ikke længere. “Kaffe om torsdagen” skal have en ny modtager"
    assert steps(cast.anna, cast.theme) == [said]
    html = page(cast.anna, row.idea.get_absolute_url())
    assert LEFT.format(name="Finn Leder") in html
    assert reverse("themes:ask_receiver", args=[cast.theme.slug, row.idea_id]) in html
    new = rooms.handover(cast, row.idea, receiver=cast.eva)
    assert list(Handover.objects.open()) == [new]
    assert "Finn" not in str(steps(cast.anna, cast.theme))


@pytest.mark.parametrize(
    "make",
    [talks.draft_talk, talks.invited_talk, talks.agreed_talk, talks.held_talk],
)
def test_talk_with_someone_who_left_waits_no_more(cast: Cast, make: object) -> None:
    row = make(cast)
    leave(cast.bo)
    assert steps(cast.anna, cast.theme) == []
    start = signed_in(cast.anna).get("/")
    assert start.context["waiting"] == []
    assert LEFT.format(name="Bo Refsgaard") in page(cast.anna, row.get_absolute_url())
    mine = signed_in(cast.anna).get("/samtaler/").context
    assert (mine["journeys"], list(mine["page_obj"])) == ([], [row])


def test_pulse_and_sitting_with_someone_who_left_wait_no_more(cast: Cast) -> None:
    pulse(cast)
    row = sitting(cast)
    finish_sitting(sitting=take_up_sitting(sitting=row, by=cast.bo), by=cast.bo)
    assert {said.split()[0] for said in steps(cast.anna, cast.theme)} >= {"Tag", "Bo"}
    leave(cast.bo)
    assert steps(cast.anna, cast.theme) == []
    for path in ("puls/", "gennemgang/"):
        page(cast.anna, f"{cast.theme.get_absolute_url()}{path}")


def test_sitting_and_pulse_of_a_former_pair_wait_for_nobody(cast: Cast) -> None:
    pulse(cast)
    sitting(cast)
    cast.theme.assignments.filter(role="network_leader").delete()
    assign(cast.theme, "network_leader", cast.eva)
    assert steps(cast.bo, cast.theme) == []
    assert Sitting.objects.get().confirmed_at is None


def test_status_that_someone_who_left_proposed_waits_no_more(cast: Cast) -> None:
    KINDS["status"].make(cast)
    leave(cast.anna)
    assert steps(cast.bo, cast.theme) == []
    assert not StatusChange.objects.waiting().exists()


def test_part_of_the_mandate_with_someone_who_left_waits_no_more(cast: Cast) -> None:
    KINDS["mandate"].make(cast)
    leave(cast.finn)
    assert "Finn" not in str(steps(cast.anna, cast.theme))


def test_leader_who_left_is_nobodys_to_talk_to(cast: Cast) -> None:
    row = rooms.ownership(cast, next_by=cast.anna, next_contact_on=rooms.today())
    assert "Tal med Lone" in str(steps(cast.anna, cast.theme))
    leave(row.leader)
    assert "Tal med Lone" not in str(steps(cast.anna, cast.theme))


# A role is filled


def ask_and_vacate(cast: Cast) -> LeaderRequest:
    """Anna asks for a reference leader."""
    staffing.vacate(cast)
    return staffing.wish(cast, role=ROLE)


def by_a_yes(cast: Cast) -> None:
    accept_offer(offer=staffing.offer(cast, role=ROLE, person=cast.dan), by=cast.dan)


def by_the_secretariat(cast: Cast) -> None:
    appoint(theme=cast.theme, role=ROLE, person=cast.dan, by=cast.gry)


def in_the_administration(cast: Cast) -> None:
    ensure_secretariat_group()
    told = {"theme": cast.theme.pk, "role": ROLE, "person": cast.dan.pk}
    told |= {"starts_on": rooms.today(), "ends_on": "", "why": staffing.WHY}
    answer = signed_in(cast.gry).post(reverse("admin:themes_assignment_add"), told)
    assert answer.status_code == 302


def by_a_file(cast: Cast) -> None:
    head = ["Tema", "Rolle", "E-mail"]
    file = csv_of([head, [cast.theme.title, "referenceleder", cast.dan.email]])
    assert import_assignments(order=ImportOrder(file, is_try=False), by=cast.gry).is_saved


WAYS = [by_a_yes, by_the_secretariat, in_the_administration, by_a_file]


@pytest.mark.parametrize("fill", WAYS)
def test_filled_role_answers_the_wish_for_it(cast: Cast, fill: object) -> None:
    row = ask_and_vacate(cast)
    assert "beder om en referenceleder" in str(steps(cast.gry, cast.theme))
    fill(cast)
    row.refresh_from_db()
    assert row.state == LeaderRequest.State.APPROVED
    assert (steps(cast.gry, cast.theme), counts(cast)) == ([], [])
    assert "Godkendt" in page(cast.gry, KINDS["wish"].address(row))


@pytest.mark.parametrize("fill", WAYS[1:])
def test_filled_role_takes_the_proposal_of_another_back(cast: Cast, fill: object) -> None:
    staffing.vacate(cast)
    row = staffing.offer(cast, role=ROLE, person=cast.finn)
    fill(cast)
    row.refresh_from_db()
    assert row.state == Offer.State.WITHDRAWN
    assert steps(cast.finn, cast.theme) == []
    assert "Trukket tilbage" in page(cast.finn, KINDS["offer"].address(row))


def test_who_appoints_another_takes_the_own_proposal_back(cast: Cast) -> None:
    staffing.vacate(cast)
    User.objects.filter(pk=cast.gry.pk).update(leader_level=3)
    row = staffing.offer(cast, role=ROLE, person=User.objects.get(pk=cast.gry.pk))
    by_the_secretariat(cast)
    row.refresh_from_db()
    assert row.state == Offer.State.WITHDRAWN


def test_change_of_holder_answers_the_wish_and_leaves_a_later_proposal(cast: Cast) -> None:
    leaving, day = staffing.held(cast), rooms.today()
    told = {"leaving": leaving, "version": 0, "by": cast.gry, "is_direct": True}
    told["why"] = staffing.WHY
    LeaderRequest.objects.create(theme=cast.theme, role_id=ROLE, why="Snart", asked_by=cast.anna)
    change_holder(**told, last_on=day, successor=cast.dan)
    assert not LeaderRequest.objects.waiting().exists()


def test_role_that_was_held_in_the_past_answers_nothing(cast: Cast) -> None:
    row = ask_and_vacate(cast)
    days = {"starts_on": rooms.today(-400), "ends_on": rooms.today(-300)}
    appoint(theme=cast.theme, role=ROLE, person=cast.dan, by=cast.gry, **days)
    assert list(LeaderRequest.objects.waiting()) == [row]


def test_role_filled_for_other_days_leaves_the_proposal(cast: Cast) -> None:
    staffing.vacate(cast)
    row = staffing.offer(cast, role=ROLE, person=cast.finn, starts_on=rooms.today(60))
    appoint(theme=cast.theme, role=ROLE, person=cast.dan, ends_on=rooms.today(59), by=cast.gry)
    assert list(Offer.objects.waiting()) == [row]


def test_yes_is_logged_as_a_yes_alone(cast: Cast) -> None:
    staffing.vacate(cast)
    row = staffing.offer(cast, role=ROLE, person=cast.dan)
    accept_offer(offer=row, by=cast.dan)
    row.refresh_from_db()
    assert (row.state, row.assignment) == (Offer.State.ACCEPTED, staffing.held(cast))


# What waits on no theme


def test_request_of_someone_who_left_is_nobodys_to_answer(cast: Cast) -> None:
    row = support.request(cast, by=cast.eva, theme=None)
    assert SupportRequest.objects.waiting_for_us().count() == 1
    leave(cast.eva)
    assert "henvendelse venter" not in page(cast.gry, "/")
    html = page(cast.gry, reverse("dialogues:case", args=[row.pk]))
    assert "Arbejder her ikke længere" in html


def test_request_that_a_colleague_took_who_left_is_to_be_taken_again(cast: Cast) -> None:
    row, hans = support.request(cast), support.colleague()
    claim_request(request=row, by=hans)
    assert "henvendelse venter" not in page(cast.gry, "/")
    leave(hans)
    assert "Henvendelse venter på sekretariatet" in page(cast.gry, "/")
    assert row.subject in page(cast.gry, reverse("dialogues:inbox") + "?ejer=ingen")
    address = reverse("dialogues:case", args=[row.pk])
    assert LEFT.format(name=hans.name) in page(cast.gry, address)
    claim_request(request=row, by=cast.gry)
    assert LEFT.format(name=hans.name) not in page(cast.gry, address)


def test_finding_that_a_colleague_had_who_left_is_nobodys_again(cast: Cast) -> None:
    one, hans = vacancy(cast), support.colleague()
    row = worklist.claim(finding=one, by=hans, version=0)
    worklist.snooze(finding=one, by=hans, version=row.version, until=rooms.today(30))
    leave(hans)
    found = next(entry for entry in entries(cast.gry) if entry.key == one.key)
    assert (found.may_claim, found.is_snoozed) == (True, False)
    assert LEFT.format(name=hans.name) in page(cast.gry, LIST)
    row = worklist.claim(finding=one, by=cast.gry, version=found.version)
    assert row.claimed_by == cast.gry


def test_nomination_of_someone_who_left_asks_the_secretariat_for_nothing(cast: Cast) -> None:
    row = nomination(cast)
    assert "1 ny indstilling" in page(cast.gry, "/")
    leave(cast.eva)
    assert "ny indstilling" not in page(cast.gry, "/")
    assert "Arbejder her ikke længere" in page(cast.gry, row.get_absolute_url())


def test_seat_of_someone_who_left_goes_to_who_waits_before_anyone_new(cast: Cast) -> None:
    row = support.session(seats=1)
    support.join(row, cast.anna, cast.bo)
    leave(cast.anna)
    counted = CourseSession.objects.with_counts().get(pk=row.pk)
    assert (counted.taken, counted.waiting) == (0, 1)
    support.join(row, cast.eva)
    assert [one.person for one in row.sign_ups.seated()] == [cast.bo]
    assert [one.person for one in row.sign_ups.waiting()] == [cast.eva]


def test_who_came_and_left_since_is_still_on_the_list(cast: Cast) -> None:
    row = support.session(seats=1)
    support.join(row, cast.anna)
    row = support.held(row)
    leave(cast.anna)
    assert CourseSession.objects.with_counts().get(pk=row.pk).taken == 1
    assert "Anna Netsø" in page(cast.gry, reverse("roles:manage_session", args=[row.pk]))
