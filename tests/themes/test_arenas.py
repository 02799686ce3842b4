"""Arenas: one leader's register, and each use from wish to outcome."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from referenceledelse.core.web.errors import Refused, UnknownMove
from roles.models import User
from tests import rooms
from tests.cast import Cast
from themes.models import Arena, ArenaUse
from themes.services import arenas


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_from_wish_to_outcome(cast: Cast) -> None:
    arena = rooms.arena(cast)
    room = f"{cast.theme.get_absolute_url()}spillebaner/"
    anna, bo = browser(cast.anna), browser(cast.bo)
    assert anna.post(f"{room}bed-om/", {"wish": "Møde boligfolkene"}).status_code == 302
    use = ArenaUse.objects.get()
    assert f"{room}{use.pk}/svar/" in bo.get("/").text
    answer = {"offer": "1", "arena": arena.pk, "answer": "På tirsdag"}
    assert bo.post(f"{room}{use.pk}/svar/", answer).status_code == 302
    used = {"used_on": rooms.today(), "outcome": "To vil være med"}
    assert anna.post(f"{room}{use.pk}/brugt/", used).status_code == 302
    text = browser(cast.eva).get(room).text
    for told in ("Chefforum", "Møde boligfolkene", "På tirsdag", "To vil være med", "Brugt"):
        assert told in text
    assert "1 gang" in browser(cast.eva).get(f"/temaer/spillebaner/hos/{cast.bo.pk}/").text


def test_a_yes_names_the_arena_and_a_no_its_reason(cast: Cast) -> None:
    use = rooms.wish(cast)
    rooms.arena(cast)
    address = f"{cast.theme.get_absolute_url()}spillebaner/{use.pk}/svar/"
    client = browser(cast.bo)
    assert "arena" in client.post(address, {"offer": "1"}).context["form"].errors
    assert "answer" in client.post(address, {"decline": "1"}).context["form"].errors
    assert client.post(address, {}).status_code == 400
    assert client.post(address, {"decline": "1", "answer": "Nedlagt"}).status_code == 302
    use.refresh_from_db()
    assert (use.state, use.answer) == (ArenaUse.State.DECLINED, "Nedlagt")


def test_new_reference_leader_names_the_arena_as_she_opens_it(cast: Cast) -> None:
    room = f"{cast.theme.get_absolute_url()}spillebaner/"
    bo = browser(cast.bo)
    page = bo.get(f"{room}tilbyd/")
    assert "arena" not in page.context["form"].fields
    assert "name" in bo.post(f"{room}tilbyd/", {}).context["form"].errors
    assert bo.post(f"{room}tilbyd/", {"name": "Chefforum"}).status_code == 302
    use = rooms.wish(cast)
    told = {"offer": "1", "name": "chefforum"}
    assert bo.post(f"{room}{use.pk}/svar/", told).status_code == 302
    arena = Arena.objects.get()
    assert (arena.owner, arena.name, arena.uses.count()) == (cast.bo, "Chefforum", 2)
    both = bo.post(f"{room}tilbyd/", {"arena": arena.pk, "name": "Direktionen"})
    assert "name" in both.context["form"].errors and Arena.objects.count() == 1


def test_network_leader_asks_and_the_reference_leader_opens(cast: Cast) -> None:
    room = f"{cast.theme.get_absolute_url()}spillebaner/"
    assert "Bed om en spillebane" in browser(cast.anna).get(room).text
    assert "Bed om en spillebane" not in browser(cast.bo).get(room).text
    assert "/indsatser/" in browser(cast.bo).get(room).text


def test_used_needs_a_day_that_is_not_before_the_theme(cast: Cast) -> None:
    use = rooms.offered(cast)
    address = f"{cast.theme.get_absolute_url()}spillebaner/{use.pk}/brugt/"
    client = browser(cast.anna)
    assert "used_on" in client.post(address, {"outcome": "Godt"}).context["form"].errors
    early = client.post(address, {"used_on": "2001-01-01", "outcome": "Godt"})
    assert "før temaets start" in early.context["form"].errors["used_on"][0]
    assert early.context["form"]["outcome"].value() == "Godt"


def test_wish_says_something(cast: Cast) -> None:
    address = f"{cast.theme.get_absolute_url()}spillebaner/bed-om/"
    form = browser(cast.anna).post(address, {}).context["form"]
    assert "hvad I har brug for" in form.errors["wish"][0]


def test_arena_in_the_register_is_written_once_and_not_over_another(cast: Cast) -> None:
    fields = {"purpose": "", "rhythm": "", "is_open": True}
    for _twice in range(2):
        row = arenas.keep_arena(arena=Arena(owner=cast.bo), by=cast.bo, name="Chefforum", **fields)
    assert Arena.objects.count() == 1
    with pytest.raises(Refused, match="allerede i dit register"):
        other = {**fields, "purpose": "Noget andet"}
        arenas.keep_arena(arena=Arena(owner=cast.bo), by=cast.bo, name="Chefforum", **other)
    address = f"/temaer/spillebaner/{row.pk}/rediger/"
    sent = {"name": "Chefforum", "version": 1}
    client = browser(cast.bo)
    assert client.post(address, sent | {"purpose": "Den ene"}).status_code == 302
    stale = client.post(address, sent | {"purpose": "Den anden"})
    assert stale.status_code == 409
    assert "Den ene" in stale.text
    assert stale.context["form"]["purpose"].value() == "Den anden"


def test_only_the_reference_leader_opens(cast: Cast) -> None:
    use = rooms.wish(cast)
    for who in (cast.anna, cast.gry, cast.dan):
        with pytest.raises(PermissionDenied):
            arenas.offer_arena(use=use, arena=rooms.arena(cast), by=who)


def test_what_was_not_offered_is_not_used(cast: Cast) -> None:
    with pytest.raises(UnknownMove):
        arenas.use_arena(use=rooms.wish(cast), by=cast.anna, used_on=rooms.today())
