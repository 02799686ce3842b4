"""The plan of a talk: its steps and chosen duties, points of one's own, and what moves along."""

import re
from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from dialogues.models import AgendaPoint, Conversation, ConversationPoint, Recognition
from dialogues.services import agenda, conversations, invitations
from dialogues.services.tasks import add_task
from roles.models import User
from tests import talks
from tests.cast import Cast

SECRET = "MARKØR: mit eget punkt"
Status = Conversation.Status


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def url(talk: Conversation, below: str = "") -> str:
    return f"/samtaler/{talk.pk}/dagsorden/{below}"


def order(points: QuerySet[ConversationPoint]) -> list[str]:
    return list(points.exclude(point=None).values_list("step", flat=True))


def recognise(talk: Conversation, person: User, **levels: str) -> None:
    mine = talks.reflection_of(talk, person)
    for key, level in levels.items():
        point = talk.theme.duties.get(key=key).point
        need = "Hjælp" if level == "need" else ""
        Recognition.objects.create(
            reflection=mine, point=point, level="" if need else level, need=need
        )


def test_own_point_is_nobody_elses_until_it_is_raised(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    anna, bo = signed_in(cast.anna), signed_in(cast.bo)
    anna.post(url(talk, "punkt/"), {"point-text": SECRET})
    point = AgendaPoint.objects.get()
    assert SECRET in anna.get(url(talk)).content.decode()
    assert SECRET not in bo.get(url(talk)).content.decode()
    move = url(talk, f"punkt/{point.pk}/flyt/")
    assert bo.post(move, {"verb": "raise"}).status_code == 404
    assert anna.post(move, {"verb": "raise"}).status_code == 302
    assert SECRET in bo.get(url(talk)).content.decode()


def test_point_is_parked_taken_up_and_talked_about_beside_the_guide(cast: Cast) -> None:
    talk = talks.started_talk(cast)
    point = agenda.add_point(conversation=talk, by=cast.anna, text="Ferie", is_raised=True)
    bo = signed_in(cast.bo)
    move = url(talk, f"punkt/{point.pk}/flyt/")
    for verb, heading in (("park", "Udsat til en anden dag"), ("finish", "Drøftet")):
        page = bo.post(move, {"verb": verb}, HTTP_HX_REQUEST="true").content.decode()
        assert page.lstrip().startswith('<section id="agenda-points"')
        assert heading in page
    assert "Ferie" in bo.get(f"/samtaler/{talk.pk}/guide/velkomst/").content.decode()
    assert bo.post(move, {"verb": "x"}).status_code == 409


def test_same_point_twice_is_one_and_a_raised_one_stays(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    anna = signed_in(cast.anna)
    for _ in range(2):
        anna.post(url(talk, "punkt/"), {"point-text": "Ferie", "raise": "1"})
    point = AgendaPoint.objects.get()
    answer = anna.post(url(talk, f"punkt/{point.pk}/flyt/"), {"verb": "delete"})
    assert answer.status_code == 409
    assert AgendaPoint.objects.exists()


def test_empty_or_endless_point_is_told_at_the_field(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    for text in ("", "x" * 301):
        page = signed_in(cast.bo).post(url(talk, "punkt/"), {"point-text": text})
        assert page.context["point_form"].errors["text"]
    assert not AgendaPoint.objects.exists()


def test_own_point_gets_other_words_and_two_windows_show_both(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    point = agenda.add_point(conversation=talk, by=cast.anna, text="Ferie", is_raised=True)
    page = url(talk, f"punkt/{point.pk}/")
    anna = signed_in(cast.anna)
    version = point.version
    assert anna.post(page, {"text": "Sommerferie", "version": version}).status_code == 302
    answer = anna.post(page, {"text": "Vinterferie", "version": version})
    assert answer.status_code == 409
    assert "Sommerferie" in answer.content.decode()
    assert signed_in(cast.bo).post(page, {"text": "Nej", "version": 9}).status_code == 403


def test_no_duty_is_on_the_agenda_unless_someone_puts_it_there(cast: Cast) -> None:
    talk, bo = talks.started_talk(cast), signed_in(cast.bo)
    assert chosen(talk) == ["opgave-6"]
    page = bo.get(url(talk)).content.decode()
    assert "Opgaver, I selv vil nævne (valgfrit)" in page
    assert "Trin 1 af 6" in bo.get(f"/samtaler/{talk.pk}/guide/velkomst/").content.decode()


def test_co_player_is_neither_taken_out_nor_moved(cast: Cast) -> None:
    talk, bo = with_three(talks.started_talk(cast)), signed_in(cast.bo)
    assert bo.post(url(talk), {"out": "opgave-6"}).status_code == 409
    assert bo.post(url(talk), {"down": "opgave-6"}).status_code == 409
    agenda.move_duty(conversation=talk, by=cast.bo, step="opgave-3", up=True)
    assert chosen(talk) == ["opgave-6", "opgave-3", "opgave-2", "opgave-10"]
    page = bo.get(url(talk)).content.decode()
    assert 'value="opgave-6"' not in page
    assert "Trinnet hører altid med" in page


def test_chosen_duties_are_one_folded_step_and_can_be_changed_from_the_guide(cast: Cast) -> None:
    talk, bo = with_three(talks.started_talk(cast)), signed_in(cast.bo)
    steps = f"/samtaler/{talk.pk}/guide/"
    welcome = bo.get(f"{steps}velkomst/").content.decode()
    assert "Trin 1 af 7" in welcome
    assert "Opgaver, I selv vil nævne (3)" in " ".join(welcome.split()).replace(
        "</span> <span", "</span><span"
    )
    assert '<details class="guide-duties">' in welcome
    inside = bo.get(f"{steps}opgave-2/").content.decode()
    assert '<details class="guide-duties" open>' in inside
    assert "Trin 4 af 7" in inside
    assert f'href="/samtaler/{talk.pk}/dagsorden/#duties"' in inside
    back = f'href="/samtaler/{talk.pk}/guide/velkomst/"'
    assert back in bo.get(url(talk)).content.decode()


def test_either_puts_a_duty_in_or_out_and_the_guide_follows(cast: Cast) -> None:
    talk = with_three(talks.started_talk(cast))
    for person, press in ((cast.bo, {"in": "opgave-9"}), (cast.anna, {"out": "opgave-3"})):
        for _ in range(2):
            assert signed_in(person).post(url(talk), press).status_code == 302
    assert chosen(talk) == ["opgave-6", "opgave-2", "opgave-10", "opgave-9"]
    page = signed_in(cast.anna).get(f"/samtaler/{talk.pk}/guide/opgave-10/").content.decode()
    assert "Næste: Politisk samspil" in page
    assert signed_in(cast.bo).post(url(talk), {"in": "velkomst"}).status_code == 409


def test_duty_left_aside_is_one_press_away_and_all_works_there(cast: Cast) -> None:
    talk, bo = talks.started_talk(cast), signed_in(cast.bo)
    here = f"/samtaler/{talk.pk}/guide/opgave-4/"
    page = bo.get(f"/samtaler/{talk.pk}/guide/velkomst/").content.decode()
    assert f'href="{here}"' in page
    answer = bo.post(here, {"decision": "Bo søger puljen", "then": "next"} | seen(bo, here))
    assert answer.url == f"/samtaler/{talk.pk}/guide/behov/"
    assert talk.points.get(step="opgave-4").decision == "Bo søger puljen"
    answer = bo.post(url(talk), {"in": "opgave-4", "guide": "opgave-4"})
    assert (answer.url, chosen(talk)[-1]) == (here, "opgave-4")


def chosen(talk: Conversation) -> list[str]:
    return order(talk.points.filter(is_chosen=True))


def with_three(talk: Conversation) -> Conversation:
    """The talk with three duties that the two have put on the agenda themselves."""
    for step in ("opgave-3", "opgave-2", "opgave-10"):
        agenda.choose_duty(conversation=talk, by=talk.network_leader, step=step, is_chosen=True)
    return talk


def seen(client: Client, page: str) -> dict[str, str]:
    html = client.get(page).content.decode()
    return dict(re.findall(r'name="(seen_[\w-]+)" value="(\w+)"', html))


def test_either_moves_a_duty_and_the_guide_follows(cast: Cast) -> None:
    talk = with_three(talks.invited_talk(cast))
    agenda.move_duty(conversation=talk, by=cast.bo, step="opgave-2", up=True)
    assert chosen(talk) == ["opgave-6", "opgave-2", "opgave-3", "opgave-10"]
    for _ in range(5):
        agenda.move_duty(conversation=talk, by=cast.anna, step="opgave-3", up=False)
    assert chosen(talk)[-1] == "opgave-3"
    assert talk.points.get(step="velkomst").order == 1


def test_only_what_someone_asks_to_talk_about_is_put_on_once_both_are_open(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    recognise(talk, cast.anna, capital="rely", political_interplay="need", arenas="rely")
    recognise(talk, cast.bo, capital="not_yet", arenas="partly", value="talk", co_player="talk")
    talks.submit(talk, cast.anna)
    page = signed_in(cast.bo).get(url(talk)).content.decode()
    assert "har brug for hjælp" not in page
    assert chosen(talk) == ["opgave-6"]
    talks.submit(talk, cast.bo)
    assert chosen(talk) == ["opgave-6", "opgave-7"]
    page = signed_in(cast.bo).get(url(talk)).content.decode()
    assert "Anna Netsø har brug for hjælp" in page
    assert "I forventer ikke det samme" not in page
    conversations.start(conversation=talk, by=cast.bo)
    assert chosen(talk) == ["opgave-6", "opgave-7"]


def test_what_the_two_chose_stays_at_the_reveal_and_what_they_let_lie_stays_off(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    agenda.choose_duty(conversation=talk, by=cast.bo, step="opgave-10", is_chosen=True)
    recognise(talk, cast.anna, capital="need", value="talk")
    for person in (cast.anna, cast.bo):
        talks.submit(talk, person)
    assert chosen(talk) == ["opgave-6", "opgave-10", "opgave-7"]
    talk.refresh_from_db()
    agenda.choose_duty(conversation=talk, by=cast.bo, step="opgave-7", is_chosen=False)
    conversations.start(conversation=talk, by=cast.bo)
    assert chosen(talk) == ["opgave-6", "opgave-10"]


def test_at_most_five_duties_are_put_on(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    recognise(talk, cast.anna, **{duty.key: "talk" for duty in talk.theme.duties.all()})
    for person in (cast.anna, cast.bo):
        talks.submit(talk, person)
    assert chosen(talk) == ["opgave-6", *(f"opgave-{number}" for number in range(1, 6))]


OLD = ["velkomst", "roller", *(f"opgave-{n}" for n in range(1, 11)), "oensker", "aftaler"]


def laid_out_before(talk: Conversation) -> None:
    """As a talk was laid out when it was a walk through all ten duties."""
    talk.points.update(is_chosen=True)
    talk.points.filter(step="behov").update(step="oensker")
    talk.points.filter(step="styring").update(step="roller")
    for place, step in enumerate([*OLD, "naeste-gang"], start=1):
        talk.points.filter(step=step).update(order=place)


def test_talk_that_had_begun_goes_on_by_its_own_steps(cast: Cast) -> None:
    talk, bo = talks.started_talk(cast), signed_in(cast.bo)
    laid_out_before(talk)
    conversations.start(conversation=talk, by=cast.bo)
    for step in OLD:
        here = f"/samtaler/{talk.pk}/guide/{step}/"
        bo.post(here, {"decision": f"Om {step}", "then": "next"} | seen(bo, here))
    assert talk.points.get(step="oensker").decision == "Om oensker"
    conversations.hold(conversation=talk, by=cast.anna)
    draft = talks.agreement_of(talk)
    assert draft.collaboration == "Om velkomst\n\nOm roller\n\nOm oensker"
    assert draft.items.get(point__order=10).text == "Om opgave-10"
    assert bo.get(f"/samtaler/{talk.pk}/guide/roller/").status_code == 200


def test_talk_that_was_only_planned_begins_by_the_steps_of_today(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    laid_out_before(talk)
    assert signed_in(cast.bo).get(url(talk)).status_code == 200
    conversations.start(conversation=talk, by=cast.bo)
    assert chosen(talk) == ["opgave-6"]
    assert not talk.points.filter(step__in=("roller", "oensker")).exists()


def test_follow_up_tells_where_a_next_step_waits_and_leaves_it_to_the_two(cast: Cast) -> None:
    talks.held_talk(cast)
    cast.theme.duties.filter(key="capital").update(next_step="Søg puljen", status="agreed")
    talk = talks.follow_up(cast)
    assert chosen(talk) == ["opgave-6"]
    assert "Opgaven har et næste skridt" in signed_in(cast.anna).get(url(talk)).content.decode()


def test_talk_over_coffee_is_written_down_afterwards(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    bo, page = signed_in(cast.bo), f"/samtaler/{talk.pk}/registrer/"
    day = timezone.localdate()
    for wrong in (day + timedelta(days=1), day - timedelta(days=400)):
        assert bo.post(page, {"held_on": wrong}).context["form"].errors["held_on"]
    for _ in range(2):
        answer = bo.post(page, {"held_on": day, "note": "Vi talte om det hele"})
        assert answer.url == f"/samtaler/{talk.pk}/opsummering/"
    talk.refresh_from_db()
    assert (talk.status, timezone.localdate(talk.held_at)) == (Status.HELD, day)
    assert talk.points.get(step="velkomst").note == "Vi talte om det hele"
    html = signed_in(cast.anna).get(f"/samtaler/{talk.pk}/").content.decode()
    assert "Registreret bagefter af Bo Refsgaard" in html


def test_talk_without_an_invitation_is_written_down_from_the_theme(cast: Cast) -> None:
    talks.questions.load_question_sets()
    anna = signed_in(cast.anna)
    answer = anna.post(f"/samtaler/ny/{cast.theme.slug}/", {"held": "1"})
    talk = Conversation.objects.get()
    assert answer.url == f"/samtaler/{talk.pk}/registrer/"
    anna.post(answer.url, {"held_on": timezone.localdate()})
    talk.refresh_from_db()
    assert (talk.status, talk.agreements.count()) == (Status.HELD, 1)


def test_what_was_left_moves_along_to_the_next_talk(cast: Cast) -> None:
    old = talks.started_talk(cast)
    for person, text, is_raised in (
        (cast.anna, "Parkeret punkt", True),
        (cast.bo, SECRET, False),
        (cast.anna, "Færdigt punkt", True),
    ):
        agenda.add_point(conversation=old, by=person, text=text, is_raised=is_raised)
    parked, done = (AgendaPoint.objects.get(text=f"{one} punkt") for one in ("Parkeret", "Færdigt"))
    agenda.move_point(point=parked, by=cast.bo, verb="park")
    agenda.move_point(point=done, by=cast.bo, verb="finish")
    add_task(conversation=old, by=cast.anna, text="Ring til Eva", owner=cast.bo)
    conversations.hold(conversation=old, by=cast.anna)
    new = talks.follow_up(cast)
    assert set(new.agenda.values_list("text", flat=True)) == {"Parkeret punkt", SECRET}
    page = signed_in(cast.anna).get(url(new)).content.decode()
    assert "Parkeret punkt" in page
    assert "Ring til Eva" in page
    assert SECRET not in page
    assert "Færdigt punkt" in signed_in(cast.bo).get(url(old)).content.decode()


def test_postponed_talk_keeps_its_points(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    agenda.add_point(conversation=talk, by=cast.anna, text="Ferie", is_raised=True)
    invitations.ask_for_other_time(conversation=talk, by=cast.bo, reply="Efter påske")
    assert "Ferie" in signed_in(cast.bo).get(url(talk)).content.decode()


@pytest.mark.parametrize("who", ["clara", "eva", "gry", "root"])
def test_agenda_is_the_twos_alone(cast: Cast, who: str) -> None:
    talk = talks.invited_talk(cast)
    point = agenda.add_point(conversation=talk, by=cast.anna, text=SECRET, is_raised=True)
    client = signed_in(getattr(cast, who))
    assert client.get(url(talk)).status_code == 404
    assert client.post(url(talk, "punkt/"), {"point-text": "x"}).status_code == 404
    assert client.post(url(talk, f"punkt/{point.pk}/flyt/"), {"verb": "park"}).status_code == 404


def test_points_of_a_cancelled_talk_move_along_and_stay_private(cast: Cast) -> None:
    old = talks.invited_talk(cast)
    agenda.add_point(conversation=old, by=cast.bo, text=SECRET, is_raised=False)
    invitations.cancel(conversation=old, by=cast.bo, reason="Ferie")
    new = talks.invited_talk(cast)
    assert new.agenda.get().carried_from == old
    assert SECRET in signed_in(cast.bo).get(url(new)).content.decode()
    assert SECRET not in signed_in(cast.anna).get(url(new)).content.decode()
