"""The half-yearly confirmation: one at a time, and nothing counts before the other's yes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.models import Conversation, Sitting
from dialogues.services import sittings as services
from referenceledelse.core.web.errors import Refused
from roles.models import RoleKey, User
from tests import talks
from tests.cast import Cast, assign, make_person


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(cast: Cast, below: str = "") -> str:
    return f"/temaer/{cast.theme.slug}/gennemgang/{below}"


def through(cast: Cast, client: Client) -> None:
    """Say "still so" of every duty that nothing has been said of."""
    for line in Sitting.objects.get().duties.filter(status=""):
        assert client.post(page(cast, f"{line.duty.key}/"), {"still": "1"}).status_code == 302


def test_all_ten_are_gone_through_one_at_a_time(cast: Cast) -> None:
    anna = signed_in(cast.anna)
    for _ in range(2):
        anna.post(page(cast))
    html = anna.get(page(cast)).content.decode()
    assert "10 tilbage" in html
    assert "1. Strategisk kobling" in html
    key = Sitting.objects.get().duties.first().duty.key
    answer = anna.post(page(cast, f"{key}/"), {"still": "1", "seen": ""}, HTTP_HX_REQUEST="true")
    assert "9 tilbage" in answer.content.decode()
    assert "2. Adgang til arenaer" in answer.content.decode()


def test_nothing_counts_before_the_other_confirms(cast: Cast) -> None:
    anna, bo = signed_in(cast.anna), signed_in(cast.bo)
    anna.post(page(cast))
    anna.post(page(cast, "capital/"), {"status": "agreed"})
    through(cast, anna)
    end = page(cast, "slut/")
    anna.post(end, {"verb": "finish"})
    duty = cast.theme.duties.get(key="capital")
    assert duty.status == "not_discussed"
    assert anna.post(end, {"verb": "confirm"}).status_code == 409
    assert "Anna Netsø beder dig bekræfte alle ti opgaver" in bo.get("/").content.decode()
    for _ in range(2):
        assert bo.post(end, {"verb": "confirm"}).status_code == 302
    duty.refresh_from_db()
    assert (duty.status, duty.discussed_on) == ("agreed", timezone.localdate())
    assert duty.status_changes.get().outcome == "confirmed"


def test_two_who_say_different_things_are_told(cast: Cast) -> None:
    anna, bo = signed_in(cast.anna), signed_in(cast.bo)
    anna.post(page(cast))
    anna.post(page(cast, "capital/"), {"status": "in_progress", "seen": ""})
    answer = bo.post(page(cast, "capital/"), {"status": "agreed", "seen": ""})
    assert answer.status_code == 409
    assert "har netop ændret sin vurdering" in answer.content.decode()
    assert Sitting.objects.get().duties.get(duty__key="capital").status == "in_progress"


def test_not_relevant_is_not_said_here_and_still_so_is(cast: Cast) -> None:
    anna = signed_in(cast.anna)
    anna.post(page(cast))
    answer = anna.post(page(cast, "political_interplay/"), {"status": "not_relevant"})
    assert answer.context["form"].errors["status"]
    assert anna.post(page(cast, "political_interplay/"), {"still": "1"}).status_code == 302


def test_other_can_send_it_back_and_either_give_it_up(cast: Cast) -> None:
    anna, bo, end = signed_in(cast.anna), signed_in(cast.bo), page(cast, "slut/")
    anna.post(page(cast))
    assert anna.post(end, {"verb": "finish"}).status_code == 409
    through(cast, anna)
    anna.post(end, {"verb": "finish"})
    assert anna.post(page(cast, "capital/"), {"status": "agreed"}).status_code == 409
    bo.post(end, {"verb": "take_up"})
    assert Sitting.objects.get().finished_at is None
    bo.post(end, {"verb": "drop"})
    assert bo.post(end, {"verb": "confirm"}).status_code == 404
    assert bo.post(end, {"verb": "x"}).status_code == 404


def test_half_year_is_asked_for_when_it_is_nearly_over(cast: Cast) -> None:
    talk = talks.approved_talk(cast)
    asked = "Gennemgå alle ti opgaver sammen"
    assert asked not in signed_in(cast.bo).get("/").content.decode()
    Conversation.objects.filter(pk=talk.pk).update(
        approved_at=timezone.localtime() - timedelta(weeks=25)
    )
    for person in (cast.anna, cast.bo):
        assert asked in signed_in(person).get("/").content.decode()
    row = services.start_sitting(theme=cast.theme, by=cast.anna)
    Sitting.objects.filter(pk=row.pk).update(confirmed_at=timezone.now())
    assert asked not in signed_in(cast.bo).get("/").content.decode()


def test_new_pair_begins_afresh(cast: Cast) -> None:
    old = services.start_sitting(theme=cast.theme, by=cast.anna)
    cast.theme.assignments.filter(person=cast.bo).delete()
    new = make_person("Nora Nyquist")
    assign(cast.theme, RoleKey.REFERENCE_LEADER, new)
    row = services.start_sitting(theme=cast.theme, by=new)
    assert row.pk != old.pk
    old.refresh_from_db()
    assert old.dropped_at
    assert not Sitting.objects.visible_to(new).filter(pk=old.pk).exists()


@pytest.mark.parametrize("who", ["eva", "clara", "gry", "root"])
def test_nobody_else_sits_in(cast: Cast, who: str) -> None:
    services.start_sitting(theme=cast.theme, by=cast.anna)
    assert signed_in(getattr(cast, who)).get(page(cast)).status_code == 403


def test_status_that_the_kind_never_has_is_refused(cast: Cast) -> None:
    row = services.start_sitting(theme=cast.theme, by=cast.anna)
    with pytest.raises(Refused):
        services.say(sitting=row, by=cast.anna, key="sparring", status="in_place")


def test_a_sitting_that_waits_for_a_yes_is_one_line_on_the_start_page(cast: Cast) -> None:
    talks.approved_talk(cast)
    long_ago = timezone.now() - timedelta(weeks=60)
    Conversation.objects.update(approved_at=long_ago, held_at=long_ago)
    anna, bo = signed_in(cast.anna), signed_in(cast.bo)
    begin, asked = "Gennemgå alle ti opgaver sammen", "beder dig bekræfte alle ti opgaver"
    for client in (anna, bo):
        assert begin in client.get("/").content.decode()
    anna.post(page(cast))
    through(cast, anna)
    anna.post(page(cast, "slut/"), {"verb": "finish"})
    mine, theirs = anna.get("/").content.decode(), bo.get("/").content.decode()
    assert begin not in mine
    assert begin not in theirs
    assert asked in theirs
