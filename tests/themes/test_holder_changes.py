"""A role passes from one holder to the next, with a note."""

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from dialogues.models import Conversation
from referenceledelse.core.web.errors import Refused, Stale, UnknownMove
from roles.models import RoleKey, User
from tests import staffing, talks
from tests.cast import Cast, assign
from tests.rooms import today
from tests.themes.test_offers import browser, roles_page
from themes.models import HolderChange, Offer
from themes.services.holder_changes import change_holder, write_note
from themes.services.offers import accept_offer, decline_offer


def address(cast: Cast) -> str:
    return reverse("themes:change_holder", args=[cast.theme.slug, staffing.held(cast).pk])


def form(**changes: object) -> dict[str, object]:
    told = {"version": 0, "last_on": today(7).isoformat(), "how": "later", "note": ""}
    return told | changes


def note_address(change: HolderChange) -> str:
    return change.get_absolute_url()


def test_successor_is_proposed_from_the_day_after(cast: Cast) -> None:
    data = form(how="propose", successor="Dan Refning")
    answer = browser(cast.gry).post(address(cast), data)
    assert "hvorfor I spørger Dan Refning." in answer.context["form"].errors["why"][0]
    assert staffing.held(cast).ends_on is None
    data["why"] = staffing.ASKED
    assert browser(cast.gry).post(address(cast), data).status_code == 302
    offer = Offer.objects.get()
    assert (staffing.held(cast).ends_on, offer.starts_on) == (today(7), today(8))
    accept_offer(offer=offer, by=cast.dan)
    change = HolderChange.objects.get()
    assert change.following.person == cast.dan
    assert "Dan Refning overtager rollen" in roles_page(cast, cast.bo)


def test_successor_can_be_chosen_among_those_who_fit(cast: Cast) -> None:
    client = browser(cast.gry)
    page = " ".join(client.get(address(cast)).content.decode().split())
    assert f'name="choose" value="{cast.dan.pk}"' in page
    page = client.get(address(cast), {"person": cast.dan.pk}).content.decode()
    assert f'value="Dan Refning ({cast.dan.email})"' in page
    assert "Valgt" in page


def test_choosing_a_successor_keeps_what_is_written_and_saves_nothing(cast: Cast) -> None:
    typed = form(how="later", note="Husk nøglen", last_on=f"{today(40):%d-%m-%Y}")
    answer = browser(cast.gry).post(address(cast), typed | {"choose": cast.dan.pk})
    shown = answer.context["form"]
    assert answer.status_code == 200 and not shown.errors
    assert "Husk nøglen" in answer.text and f'value="{today(40).isoformat()}"' in answer.text
    assert f'value="Dan Refning ({cast.dan.email})"' in answer.text
    assert shown["how"].value() == "propose"
    assert not HolderChange.objects.exists() and not Offer.objects.exists()


def test_proposing_a_suggested_person_keeps_the_days(cast: Cast) -> None:
    staffing.vacate(cast)
    page = reverse("themes:propose_person", args=[cast.theme.slug, "reference_leader"])
    typed = {"starts_on": today(9).isoformat(), "ends_on": f"{today(90):%d.%m.%Y}"}
    answer = browser(cast.gry).post(page, typed | {"person": "", "choose": cast.dan.pk})
    for kept in (today(9).isoformat(), today(90).isoformat(), f"Dan Refning ({cast.dan.email})"):
        assert f'value="{kept}"' in answer.text
    assert not answer.context["form"].errors and not Offer.objects.exists()


def test_no_from_a_successor_asks_for_another_from_the_same_day(cast: Cast) -> None:
    staffing.change(cast, successor=cast.dan)
    decline_offer(offer=Offer.objects.get(), by=cast.dan, reason="Nej")
    client = browser(cast.gry)
    assert "Dan Refning har sagt nej" in client.get("/").content.decode()
    propose = reverse("themes:propose_person", args=[cast.theme.slug, "reference_leader"])
    assert propose in roles_page(cast, cast.gry)
    assert f'value="{today(8).isoformat()}"' in client.get(propose).content.decode()
    data = {"person": "Finn Leder", "starts_on": today(8).isoformat()}
    assert client.post(propose, data).status_code == 302


def test_successor_who_said_yes_is_appointed_directly(cast: Cast) -> None:
    data = form(how="direct", successor="Dan Refning", last_on=today(-1).isoformat())
    data["why"] = staffing.WHY
    staffing.vacate(cast)
    cast.theme.assignments.filter(person=cast.bo).update(ends_on=None)
    assert browser(cast.gry).post(address(cast), data).status_code == 302
    assert staffing.held(cast).person == cast.dan
    assert HolderChange.objects.get().following == staffing.held(cast)


def test_change_sent_twice_is_one(cast: Cast) -> None:
    told = {"leaving": staffing.held(cast), "version": 0, "last_on": today(7), "by": cast.gry}
    for is_direct in (True, True):
        change_holder(**told, successor=cast.dan, is_direct=is_direct, why=staffing.WHY)
    assert HolderChange.objects.get().version == 1
    assert cast.theme.assignments.filter(person=cast.dan).count() == 1


def test_two_tabs_see_each_others_change(cast: Cast) -> None:
    staffing.change(cast, note="Den første")
    page = browser(cast.gry).post(address(cast), form(note="Den anden"))
    assert page.status_code == 409
    text = page.content.decode()
    assert "Den første" in text
    assert "Den anden" in text
    again = browser(cast.gry).post(address(cast), form(version=1, note="Den anden"))
    assert again.status_code == 302
    assert HolderChange.objects.get().note == "Den anden"


def test_leaving_holder_is_asked_for_a_note_on_the_start_page(cast: Cast) -> None:
    change = staffing.change(cast)
    client = browser(cast.bo)
    assert "Skriv en note til efterfølgeren" in client.get("/").content.decode()
    data = {"version": 1, "note": "Ring til Kultur og Fritid først"}
    assert client.post(note_address(change), data).status_code == 302
    assert "Skriv en note til efterfølgeren" not in client.get("/").content.decode()


def test_note_is_read_by_both_holders_and_the_secretariat_only(cast: Cast) -> None:
    change = staffing.change(cast, note="Kun mellem os", successor=cast.dan, is_direct=True)
    for who in ("bo", "dan", "gry"):
        text = browser(getattr(cast, who)).get(note_address(change)).content.decode()
        assert "Kun mellem os" in text
    for who in ("anna", "clara", "eva", "finn", "root"):
        assert browser(getattr(cast, who)).get(note_address(change)).status_code == 404
        assert "Kun mellem os" not in roles_page(cast, getattr(cast, who))


def test_who_follows_is_told_of_the_note_until_it_is_read(cast: Cast) -> None:
    change = staffing.change(cast, successor=cast.dan, is_direct=True)
    client, title = browser(cast.dan), "har skrevet en note til dig som efterfølger"
    assert title not in client.get("/").content.decode()
    change = write_note(change=change, version=1, note="Ring til Plan", by=cast.bo)
    browser(cast.gry).get(note_address(change))
    assert title in client.get("/").content.decode()
    client.get(note_address(change))
    assert title not in client.get("/").content.decode()
    write_note(change=change, version=2, note="Ring til Plan i dag", by=cast.bo)
    assert title in client.get("/").content.decode()


def test_successor_over_the_limit_is_asked_about(cast: Cast) -> None:
    staffing.load(cast, cast.dan, 2)
    data = form(how="direct", why=staffing.WHY, successor="Dan Refning")
    page = browser(cast.gry).post(address(cast), data)
    assert "grænsen er 3" in page.context["form"].errors["over_limit"][0]
    assert not HolderChange.objects.exists()
    assert browser(cast.gry).post(address(cast), data | {"over_limit": "on"}).status_code == 302


def test_who_is_proposed_does_not_read_the_note_before_the_yes(cast: Cast) -> None:
    change = staffing.change(cast, note="Kun mellem os", successor=cast.dan)
    assert browser(cast.dan).get(note_address(change)).status_code == 404


def test_who_follows_reads_and_does_not_write(cast: Cast) -> None:
    change = staffing.change(cast, note="Læs mig", successor=cast.dan, is_direct=True)
    client = browser(cast.dan)
    assert "<textarea" not in client.get(note_address(change)).content.decode()
    assert client.post(note_address(change), {"version": 1, "note": "Nej"}).status_code == 403
    with pytest.raises(PermissionDenied):
        write_note(change=change, version=1, note="Nej", by=cast.dan)


def test_two_who_write_the_note_lose_nothing(cast: Cast) -> None:
    change = staffing.change(cast)
    write_note(change=change, version=1, note="Sekretariatets ord", by=cast.gry)
    page = browser(cast.bo).post(note_address(change), {"version": 1, "note": "Bos ord"})
    assert page.status_code == 409
    assert "Sekretariatets ord" in page.content.decode()
    assert "Bos ord" in page.content.decode()
    with pytest.raises(Stale):
        write_note(change=change, version=1, note="Bos ord", by=cast.bo)


def test_old_talk_stays_with_its_parties_and_the_new_pair_begins_afresh(cast: Cast) -> None:
    talk = talks.held_talk(cast)
    staffing.vacate(cast)
    cast.theme.assignments.filter(person=cast.bo).update(ends_on=None)
    staffing.change(cast, last_on=today(-1), successor=cast.dan, is_direct=True)
    assert not Conversation.objects.visible_to(cast.dan).filter(pk=talk.pk).exists()
    assert Conversation.objects.visible_to(cast.bo).filter(pk=talk.pk).exists()
    assert "Inviter Dan Refning" in browser(cast.anna).get("/").content.decode()


def test_bad_day_and_missing_successor_are_told_beside_the_field(cast: Cast) -> None:
    data = form(last_on=today(-1).isoformat())
    page = browser(cast.gry).post(address(cast), data)
    assert "før den dag" in page.context["form"].errors["last_on"][0]
    page = browser(cast.gry).post(address(cast), form(how="propose"))
    assert page.context["form"].errors["successor"]
    assert not HolderChange.objects.exists()


def test_successor_who_cannot_leaves_all_as_it_was(cast: Cast) -> None:
    User.objects.filter(pk=cast.anna.pk).update(leader_level=3)
    data = form(how="direct", why=staffing.WHY, successor="Anna Netsø")
    page = browser(cast.gry).post(address(cast), data)
    assert "kan kun have én rolle" in page.content.decode()
    assert staffing.held(cast).ends_on is None
    assert not HolderChange.objects.exists()


def test_later_last_day_does_not_run_into_who_follows(cast: Cast) -> None:
    change = staffing.change(cast, successor=cast.dan, is_direct=True)
    with pytest.raises(Refused, match="allerede besat"):
        change_holder(leaving=change.leaving, version=1, last_on=today(30), by=cast.gry)


def test_who_holds_the_role_no_more_cannot_be_changed(cast: Cast) -> None:
    leaving = staffing.held(cast)
    staffing.vacate(cast)
    with pytest.raises(UnknownMove, match="har ikke rollen længere"):
        change_holder(leaving=leaving, version=0, last_on=today(), by=cast.gry)


def test_appointment_in_the_administration_follows_too(cast: Cast) -> None:
    change = staffing.change(cast, last_on=today())
    root = browser(cast.root)
    data = {"theme": cast.theme.pk, "role": "reference_leader", "person": cast.dan.pk}
    data |= {"starts_on": today(1).isoformat(), "why": staffing.WHY}
    assert root.post(reverse("admin:themes_assignment_add"), data).status_code == 302
    change.refresh_from_db()
    assert change.following.person == cast.dan


def test_open_tasks_are_given_on_from_the_note(cast: Cast) -> None:
    talk = talks.started_talk(cast)
    talk.tasks.create(owner=cast.bo, created_by=cast.anna, text="Ring til Eva")
    change = staffing.change(cast)
    cast.theme.assignments.filter(person=cast.bo).update(starts_on=today(-9), ends_on=today(-1))
    change.following = assign(cast.theme, "reference_leader", cast.dan)
    change.save()
    text = browser(cast.bo).get(note_address(change)).content.decode()
    assert reverse("dialogues:succession", args=[cast.theme.slug]) in text


def test_log_keeps_no_word_of_the_note(cast: Cast) -> None:
    staffing.change(cast, note="Hemmelig note")
    kept = LogEntry.objects.get_for_model(HolderChange)
    assert kept.exists()
    assert "Hemmelig" not in str([row.changes for row in kept])


def test_change_of_a_co_driver_says_nothing_of_the_pairs_conversation(cast: Cast) -> None:
    told = "De nye ledere begynder med deres egen samtale"
    assert told in browser(cast.gry).get(address(cast)).content.decode()
    held = assign(cast.theme, RoleKey.CO_DRIVER, cast.dan)
    where = reverse("themes:change_holder", args=[cast.theme.slug, held.pk])
    assert told not in browser(cast.gry).get(where).content.decode()
