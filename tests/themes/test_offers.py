"""A person is proposed for a role, and says yes or no."""

import re
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format

from referenceledelse.core.web.errors import Refused, Stale
from tests import staffing
from tests.cast import Cast, assign
from tests.rooms import today
from tests.staffing import appoint
from themes.models import Assignment, HolderChange, Offer, Phase, Theme
from themes.services.assignments import end_assignment
from themes.services.offers import accept_offer, decline_offer, withdraw_offer


def browser(person: object) -> Client:
    client = Client()
    client.force_login(person)
    return client


def roles_page(cast: Cast, person: object) -> str:
    answer = browser(person).get(reverse("themes:assignments", args=[cast.theme.slug]))
    assert answer.status_code == 200
    return answer.content.decode()


def propose(cast: Cast, role: str, **data: object) -> object:
    """The secretariat sends the form; who is asked to be reference leader reads why."""
    address = reverse("themes:propose_person", args=[cast.theme.slug, role])
    why = {"why": staffing.ASKED} if role == "reference_leader" else {}
    return browser(cast.gry).post(address, {"starts_on": today().isoformat(), **why, **data})


def answer(offer: Offer, person: object, **data: str) -> object:
    address = reverse("themes:answer_offer", args=[offer.theme.slug, offer.pk])
    return browser(person).post(address, data)


def vacant_offer(cast: Cast, **fields: object) -> Offer:
    """Dan is proposed as reference leader on the theme that lacks one."""
    staffing.vacate(cast)
    return staffing.offer(cast, role="reference_leader", person=cast.dan, **fields)


def test_role_is_vacant_until_the_person_says_yes(cast: Cast) -> None:
    staffing.vacate(cast)
    assert propose(cast, "reference_leader", person="Dan Refning").status_code == 302
    assert cast.theme in Theme.objects.vacant("reference_leader")
    assert answer(Offer.objects.get(), cast.dan, accept="1").status_code == 302
    assert cast.theme not in Theme.objects.vacant("reference_leader")
    assert staffing.held(cast).person == cast.dan
    assert Offer.objects.get().assignment == staffing.held(cast)


@pytest.mark.parametrize(("who", "is_told"), [("gry", 1), ("dan", 1), ("anna", 1), ("eva", 0)])
def test_who_is_proposed_is_told_to_those_whom_it_concerns(
    cast: Cast, who: str, is_told: int
) -> None:
    vacant_offer(cast)
    client = browser(getattr(cast, who))
    theme = client.get(cast.theme.get_absolute_url()).content.decode()
    assert ("foreslået: Dan Refning" in theme) == bool(is_told)
    assert ("Foreslået" in roles_page(cast, getattr(cast, who))) == bool(is_told)


def test_matrix_says_who_is_proposed(cast: Cast) -> None:
    vacant_offer(cast)
    text = browser(cast.gry).get("/sekretariat/").content.decode()
    lacking = '"Referenceleder"><b class="lack">mangler</b><small>foreslået: Dan Refning</small>'
    assert lacking in text


def test_person_finds_the_question_on_the_start_page(cast: Cast) -> None:
    offer = vacant_offer(cast)
    text = browser(cast.dan).get("/").content.decode()
    assert "Sekretariatet foreslår dig som referenceleder" in text
    assert reverse("themes:answer_offer", args=[cast.theme.slug, offer.pk]) in text
    assert "foreslår dig" not in browser(cast.bo).get("/").content.decode()


def test_page_of_the_question_holds_the_roles_own_text(cast: Cast) -> None:
    offer = vacant_offer(cast)
    address = reverse("themes:answer_offer", args=[cast.theme.slug, offer.pk])
    text = re.sub(r"\s+(<|$)", r"\1", browser(cast.dan).get(address).content.decode())
    for words in ("Vil du være referenceleder?", "Gry Sekretær", "Strategisk kobling", "Anna"):
        assert words in text
    assert "Kilde: Rollen som referenceleder<" in text
    assert "Kilde: Rollen som referenceleder, punkt 1–10<" in text


def test_no_needs_a_reason_that_only_the_secretariat_and_the_person_read(cast: Cast) -> None:
    offer = vacant_offer(cast)
    page = answer(offer, cast.dan, decline="1", reason="")
    assert page.context["form"].errors["reason"]
    answer(offer, cast.dan, decline="1", reason="Jeg har barsel til maj")
    assert not Assignment.objects.filter(theme=cast.theme, person=cast.dan).exists()
    for who in ("gry", "dan"):
        assert "barsel" in roles_page(cast, getattr(cast, who))
    for who in ("anna", "bo", "eva", "root"):
        assert "barsel" not in roles_page(cast, getattr(cast, who))
    assert "Dan Refning har sagt nej" in browser(cast.gry).get("/").content.decode()


def test_step_about_a_no_goes_away_when_another_is_proposed(cast: Cast) -> None:
    decline_offer(offer=vacant_offer(cast), by=cast.dan, reason="Nej")
    staffing.offer(cast, role="reference_leader", person=cast.finn)
    assert "har sagt nej" not in browser(cast.gry).get("/").content.decode()


def test_second_proposal_for_the_same_role_is_refused(cast: Cast) -> None:
    vacant_offer(cast)
    page = propose(cast, "reference_leader", person="Finn Leder")
    assert "Dan Refning er allerede foreslået" in page.content.decode()
    assert Offer.objects.count() == 1


def test_double_click_proposes_once_and_answers_once(cast: Cast) -> None:
    first, second = (
        vacant_offer(cast),
        staffing.offer(cast, role="reference_leader", person=cast.dan),
    )
    assert first == second
    for _ in range(2):
        accept_offer(offer=first, by=cast.dan)
    assert Assignment.objects.filter(theme=cast.theme, person=cast.dan).count() == 1


def test_role_that_was_filled_meanwhile_is_told_kindly(cast: Cast) -> None:
    offer = vacant_offer(cast)
    assign(cast.theme, "reference_leader", cast.finn)
    page = answer(offer, cast.dan, accept="1")
    assert "Finn Leder har fået rollen i mellemtiden" in page.content.decode()
    assert Offer.objects.get().is_waiting


def test_network_leader_cannot_accept_to_be_reference_leader_too(cast: Cast) -> None:
    offer = vacant_offer(cast)
    staffing.vacate(cast, "network_leader")
    assign(cast.theme, "network_leader", cast.dan)
    page = answer(offer, cast.dan, accept="1")
    assert "kan kun have én rolle på det samme tema" in page.content.decode()


def test_held_role_is_refused_when_proposing(cast: Cast) -> None:
    page = propose(cast, "reference_leader", person="Dan Refning")
    assert "Rollen er allerede besat" in page.content.decode()


def test_yes_to_a_day_ahead_says_from_when(cast: Cast) -> None:
    offer = vacant_offer(cast, starts_on=today(9))
    client = browser(cast.dan)
    address = reverse("themes:answer_offer", args=[offer.theme.slug, offer.pk])
    page = client.post(address, {"accept": "1"}, follow=True).content.decode()
    assert f"Rollen er din fra den {date_format(today(9))}." in page


def test_yes_after_the_first_day_holds_from_today(cast: Cast) -> None:
    offer = vacant_offer(cast)
    Offer.objects.update(starts_on=today(-3))
    accept_offer(offer=offer, by=cast.dan)
    assert staffing.held(cast).starts_on == today()


def test_period_that_has_passed_is_told(cast: Cast) -> None:
    offer = vacant_offer(cast)
    Offer.objects.update(starts_on=today(-9), ends_on=today(-1))
    with pytest.raises(Refused, match="Perioden er udløbet"):
        accept_offer(offer=offer, by=cast.dan)


def test_closed_theme_has_no_roles_to_fill(cast: Cast) -> None:
    offer = vacant_offer(cast)
    Theme.objects.filter(pk=cast.theme.pk).update(phase=Phase.objects.get(key=Phase.CLOSED))
    assert "Temaet er afsluttet" in answer(offer, cast.dan, accept="1").content.decode()
    page = propose(cast, "co_driver", person="Eva Sten")
    assert "Temaet er afsluttet" in page.content.decode()
    assert "foreslår dig" not in browser(cast.dan).get("/").content.decode()


def test_who_has_left_or_leaves_before_is_refused(cast: Cast) -> None:
    cast.eva.active_to = today(5)
    cast.eva.save()
    page = propose(cast, "co_driver", person="Eva Sten", starts_on=today(9).isoformat())
    assert "stopper i kommunen inden den dag" in page.content.decode()
    cast.eva.active_to = today(-1)
    cast.eva.save()
    page = propose(cast, "co_driver", person="Eva Sten")
    assert "arbejder her ikke længere" in page.content.decode()


def test_yes_of_one_who_leaves_before_the_first_day_is_refused(cast: Cast) -> None:
    offer = vacant_offer(cast, starts_on=today(9))
    cast.dan.active_to = today(5)
    cast.dan.save()
    page = answer(offer, cast.dan, accept="1")
    assert "stopper i kommunen inden den dag" in page.content.decode()
    assert not Assignment.objects.filter(theme=cast.theme, person=cast.dan).exists()


def test_withdrawn_proposal_cannot_be_answered(cast: Cast) -> None:
    offer = vacant_offer(cast)
    withdraw_offer(offer=offer, by=cast.gry)
    withdraw_offer(offer=offer, by=cast.gry)
    with pytest.raises(Stale):
        accept_offer(offer=offer, by=cast.dan)
    assert (
        "Nej tak"
        not in browser(cast.dan)
        .get(reverse("themes:answer_offer", args=[cast.theme.slug, offer.pk]))
        .content.decode()
    )
    assert staffing.offer(cast, role="reference_leader", person=cast.finn)


def test_no_in_another_tab_after_the_yes_is_told(cast: Cast) -> None:
    offer = vacant_offer(cast)
    answer(offer, cast.dan, accept="1")
    page = answer(offer, cast.dan, decline="1", reason="Fortrudt")
    assert page.status_code == 409
    assert "venter ikke længere på dit svar" in page.content.decode()
    assert staffing.held(cast).person == cast.dan


def test_answered_proposal_cannot_be_withdrawn(cast: Cast) -> None:
    offer = vacant_offer(cast)
    accept_offer(offer=offer, by=cast.dan)
    address = reverse("themes:withdraw_offer", args=[cast.theme.slug, offer.pk])
    assert browser(cast.gry).post(address).status_code == 409


def test_nobody_else_answers(cast: Cast) -> None:
    offer = vacant_offer(cast)
    for other in (cast.gry, cast.anna, cast.finn):
        with pytest.raises(PermissionDenied):
            accept_offer(offer=offer, by=other)


def test_answer_without_a_button_is_not_understood(cast: Cast) -> None:
    assert answer(vacant_offer(cast), cast.dan).status_code == 400


def test_bad_dates_and_unknown_people_are_told_beside_the_field(cast: Cast) -> None:
    data = {"person": "Ingen Sådan", "starts_on": "i morgen", "ends_on": "2020-01-01"}
    page = propose(cast, "co_driver", **data)
    assert {"person", "starts_on"} <= page.context["form"].errors.keys()
    assert "Ingen Sådan" in page.content.decode()
    data = {"person": "Eva Sten", "ends_on": "2020-01-01"}
    assert "Slutdatoen ligger før" in propose(cast, "co_driver", **data).content.decode()


def test_role_that_nobody_is_proposed_for_is_no_page(cast: Cast) -> None:
    address = reverse("themes:propose_person", args=[cast.theme.slug, "secretariat"])
    assert browser(cast.gry).get(address).status_code == 404
    address = reverse("themes:propose_person", args=[cast.theme.slug, "co_driver"])
    for key in ("9" * 30, "x", str(cast.root.pk * 1000)):
        assert browser(cast.gry).get(address, {"person": key}).status_code == 200


def test_log_names_who_and_never_why(cast: Cast) -> None:
    decline_offer(offer=vacant_offer(cast), by=cast.dan, reason="Hemmelig grund")
    entry = LogEntry.objects.get_for_model(Offer).first()
    assert entry.actor == cast.dan
    assert entry.changes["reason"] == ["***", "***"]
    assert "Hemmelig" not in str([row.changes for row in LogEntry.objects.all()])


def test_direct_appointment_takes_the_proposal_of_another_back(cast: Cast) -> None:
    asked = vacant_offer(cast)
    row = appoint(theme=cast.theme, role="reference_leader", person=cast.finn, by=cast.gry)
    assert staffing.held(cast) == row
    asked.refresh_from_db()
    assert asked.state == Offer.State.WITHDRAWN
    assert "Træk forslaget tilbage" not in roles_page(cast, cast.gry)


def bo_left(days: int = 30) -> Assignment:
    """The theme's reference leader stopped working here, and nobody wrote it down on the theme."""
    row = Assignment.objects.get(theme__title="Færre ensomme ældre", role="reference_leader")
    row.person.active_to = today() - timedelta(days=days)
    row.person.save()
    return row


def test_role_of_one_who_left_is_filled_from_the_work_list(cast: Cast) -> None:
    left = bo_left()
    listed = browser(cast.gry).get("/sekretariat/arbejdsliste/").content.decode()
    assert reverse("themes:assignments", args=[cast.theme.slug]) in listed
    assert propose(cast, "reference_leader", person="Dan Refning").status_code == 302
    assert answer(Offer.objects.get(), cast.dan, accept="1").status_code == 302
    assert staffing.held(cast).person == cast.dan
    assert not Assignment.objects.filter(pk=left.pk, ends_on=None).exists()
    listed = browser(cast.gry).get("/sekretariat/arbejdsliste/").content.decode()
    assert "Bo Refsgaard stoppede" not in listed


def test_who_was_shut_out_held_the_role_until_the_day_before(cast: Cast) -> None:
    row = bo_left()
    row.person.active_to, row.person.is_active = None, False
    row.person.save()
    Assignment.objects.filter(pk=row.pk).update(starts_on=today() - timedelta(days=90))
    appoint(theme=cast.theme, role="reference_leader", person=cast.dan, by=cast.gry)
    row.refresh_from_db()
    assert row.ends_on == today() - timedelta(days=1)


def test_appointment_that_never_took_effect_goes(cast: Cast) -> None:
    row = bo_left()
    appoint(theme=cast.theme, role="reference_leader", person=cast.dan, by=cast.gry)
    assert not Assignment.objects.filter(pk=row.pk).exists()


def test_who_leaves_later_still_stands_in_the_way(cast: Cast) -> None:
    bo_left(days=-10)
    with pytest.raises(Refused, match="allerede besat"):
        appoint(theme=cast.theme, role="reference_leader", person=cast.dan, by=cast.gry)
    begins = today() + timedelta(days=11)
    appoint(
        theme=cast.theme, role="reference_leader", person=cast.dan, starts_on=begins, by=cast.gry
    )
    assert Assignment.objects.get(person=cast.bo).ends_on == today() + timedelta(days=10)


def test_co_driver_beside_themselves_is_refused_when_proposed(cast: Cast) -> None:
    page = propose(cast, "co_driver", person="Anna Netsø")
    assert "kun have én rolle på det samme tema" in page.content.decode()
    assert not Offer.objects.exists()


@pytest.mark.parametrize(("role", "who"), [("co_driver", "anna"), ("co_driver", "bo")])
def test_database_keeps_one_role_for_each(cast: Cast, role: str, who: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        assign(cast.theme, role, getattr(cast, who))
    assert assign(cast.other_theme, role, getattr(cast, who)).pk


def test_change_of_holder_that_never_took_effect_goes_too(cast: Cast) -> None:
    row = bo_left()
    HolderChange.objects.create(leaving=row, created_by=cast.gry)
    appoint(theme=cast.theme, role="reference_leader", person=cast.dan, by=cast.gry)
    assert staffing.held(cast).person == cast.dan


def test_first_day_is_corrected_over_one_who_had_left(cast: Cast) -> None:
    left = bo_left(days=20)
    begun, ended = today() - timedelta(days=90), today() - timedelta(days=6)
    Assignment.objects.filter(pk=left.pk).update(starts_on=begun, ends_on=ended)
    begins = today() - timedelta(days=5)
    row = assign(cast.theme, "reference_leader", cast.dan, starts_on=begins)
    begins = today() - timedelta(days=15)
    end_assignment(assignment=row, starts_on=begins, ends_on=None, by=cast.gry)
    row.refresh_from_db()
    left.refresh_from_db()
    assert (left.ends_on, row.starts_on) == (today() - timedelta(days=20), begins)


def test_days_long_ago_of_one_who_left_give_no_way_to_the_holder_of_them(cast: Cast) -> None:
    """The one who stands in the way works here, so the database would say no."""
    Assignment.objects.filter(person=cast.bo).update(starts_on=today() - timedelta(days=90))
    cast.dan.active_to = today() - timedelta(days=10)
    cast.dan.save()
    days = {"starts_on": today() - timedelta(days=60), "ends_on": today() - timedelta(days=30)}
    with pytest.raises(Refused, match="allerede besat"):
        appoint(theme=cast.theme, role="reference_leader", person=cast.dan, by=cast.gry, **days)
