"""Between the talks: sparring, acknowledgement, pulse, and one leader after another."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from dialogues.models import Acknowledgement, FirstStep, Pulse, PulseAnswer, Sparring, Task
from dialogues.services import partnership as services
from dialogues.services.duties import plan_duty
from dialogues.services.questions import load_question_sets
from dialogues.services.tasks import add_task
from referenceledelse.core.web.errors import Refused
from roles.models import RoleKey, User
from tests import rooms, talks
from tests.cast import Cast, assign, make_person

SECRET = "MARKØR: mellem os to"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(cast: Cast, below: str) -> str:
    return f"/temaer/{cast.theme.slug}/{below}"


def day(count: int = 0) -> str:
    return (timezone.localdate() + timedelta(days=count)).isoformat()


def a_sparring(cast: Cast) -> Sparring:
    today = timezone.localdate()
    return services.plan_sparring(
        theme=cast.theme, by=cast.anna, takes_place_on=today, subject=SECRET
    )


def follow(cast: Cast) -> User:
    """Bo leaves the role, and another follows."""
    yesterday = timezone.localdate() - timedelta(days=1)
    cast.theme.assignments.filter(person=cast.bo).update(starts_on=yesterday, ends_on=yesterday)
    new = make_person("Nora Nyquist")
    assign(cast.theme, RoleKey.REFERENCE_LEADER, new)
    return new


# Sparring


def test_sparring_is_planned_once_and_held_with_each_own_takeaway(cast: Cast) -> None:
    anna, bo = signed_in(cast.anna), signed_in(cast.bo)
    for _ in range(2):
        sent = {"takes_place_on": day(), "topic": "habit", "subject": "Tempo"}
        anna.post(page(cast, "sparring/"), sent)
    row = Sparring.objects.get()
    form = {"version": 1, "takes_place_on": day(), "topic": "habit", "subject": "Tempo"}
    form |= {"is_held": "on"}
    bo.post(page(cast, f"sparring/{row.pk}/"), form | {"takeaway": "Sig det før"})
    answer = anna.post(page(cast, f"sparring/{row.pk}/"), form | {"takeaway": "Ring oftere"})
    assert answer.status_code == 409
    assert "Ring oftere" in answer.content.decode()
    anna.post(page(cast, f"sparring/{row.pk}/"), form | {"version": 2, "takeaway": "Ring oftere"})
    log = bo.get(page(cast, "sparring/")).content.decode()
    assert "En vane, vi bør bryde – Tempo" in log
    assert "Sig det før" in log
    assert "Ring oftere" in log


def test_sparring_of_yesterday_is_taken_for_held_and_one_to_come_is_not(cast: Cast) -> None:
    row, bo = a_sparring(cast), signed_in(cast.bo)
    for number, is_held in ((-1, True), (3, False)):
        Sparring.objects.filter(pk=row.pk).update(takes_place_on=day(number))
        answer = bo.get(page(cast, f"sparring/{row.pk}/"))
        assert answer.context["form"]["is_held"].value() == is_held
        assert ("Slet den aftalte sparring" in answer.text) != is_held
    new_ways = {"takes_place_on": day(), "topic": "new_ways", "subject": ""}
    bo.post(page(cast, "sparring/"), new_ways)
    assert "Muligheder og nye veje" in bo.get(page(cast, "sparring/")).text


def test_sparring_to_come_is_not_held(cast: Cast) -> None:
    row = a_sparring(cast)
    form = {"version": 1, "takes_place_on": day(3), "subject": "x", "is_held": "on"}
    answer = signed_in(cast.bo).post(page(cast, f"sparring/{row.pk}/"), form)
    assert answer.context["form"].errors["takes_place_on"]


def test_planned_sparring_is_deleted_and_a_held_one_stays(cast: Cast) -> None:
    planned = a_sparring(cast)
    assert signed_in(cast.bo).post(page(cast, f"sparring/{planned.pk}/slet/")).status_code == 302
    held = a_sparring(cast)
    Sparring.objects.filter(pk=held.pk).update(held_at=timezone.now())
    assert signed_in(cast.bo).post(page(cast, f"sparring/{held.pk}/slet/")).status_code == 409


def test_duty_shows_the_day_to_all_and_the_words_to_two(cast: Cast) -> None:
    row = a_sparring(cast)
    Sparring.objects.filter(pk=row.pk).update(held_at=timezone.now())
    for person, sees_link in ((cast.bo, True), (cast.gry, False)):
        html = signed_in(person).get(page(cast, "opgaver/sparring/")).content.decode()
        assert "Sparringen blev sidst holdt" in html
        assert SECRET not in html
        assert ("Åbn jeres log" in html) == sees_link


def test_former_leader_leaves_the_log_as_it_is(cast: Cast) -> None:
    row = a_sparring(cast)
    follow(cast)
    bo, where = signed_in(cast.bo), page(cast, f"sparring/{row.pk}/")
    form = {"version": 1, "takes_place_on": day(), "subject": "Mit emne", "takeaway": "x"}
    for sent in (form, form | {"is_held": "on"}):
        assert bo.post(where, sent).status_code == 403
    assert bo.post(f"{where}slet/").status_code == 403
    after = Sparring.objects.get()
    assert (after.subject, after.held_at, after.version) == (SECRET, None, 1)


def test_former_leader_changes_no_sparring_past_the_page_either(cast: Cast) -> None:
    row = a_sparring(cast)
    told = {"takes_place_on": timezone.localdate(), "subject": "Tempo", "takeaway": "x"}
    services.write_sparring(sparring=row, version=1, by=cast.bo, is_held=False, **told)
    follow(cast)
    for is_held in (False, True):
        with pytest.raises(PermissionDenied):
            services.write_sparring(sparring=row, version=2, by=cast.bo, is_held=is_held, **told)
    with pytest.raises(PermissionDenied):
        services.delete_sparring(sparring=row, by=cast.bo)
    after = Sparring.objects.get()
    assert (after.subject, after.held_at, after.version) == ("Tempo", None, 2)


# Acknowledgement


def test_acknowledgement_is_sent_once_and_told_until_it_is_read(cast: Cast) -> None:
    bo, anna = signed_in(cast.bo), signed_in(cast.anna)
    for _ in range(2):
        bo.post(page(cast, "anerkendelse/"), {"text": "Du turde spørge byrådet"})
    assert Acknowledgement.objects.count() == 1
    assert "Bo Refsgaard har sendt dig en anerkendelse" in anna.get("/").content.decode()
    assert "Du turde spørge byrådet" in anna.get(page(cast, "anerkendelse/")).content.decode()
    assert "har sendt dig en anerkendelse" not in anna.get("/").content.decode()


def test_only_the_reference_leader_acknowledges(cast: Cast) -> None:
    assert (
        signed_in(cast.anna).post(page(cast, "anerkendelse/"), {"text": "Tak"}).status_code == 403
    )
    answer = signed_in(cast.bo).post(page(cast, "anerkendelse/"), {"kind": "courage", "text": ""})
    assert answer.context["form"].errors["text"]


# Pulse


def answers(cast: Cast, text: str) -> dict[str, str]:
    pulse = Pulse.objects.get()
    question = pulse.question_set.questions.get(kind="text")
    return {f"answer_{question.pk}": text}


def test_pulse_opens_for_both_when_both_have_answered(cast: Cast) -> None:
    load_question_sets()
    anna, bo, where = signed_in(cast.anna), signed_in(cast.bo), page(cast, "puls/")
    for client in (anna, bo):
        client.post(where, {"begin": "1"})
    assert "Tag pulsen på partnerskabet med Anna Netsø" in bo.get("/").content.decode()
    anna.post(where, answers(cast, SECRET))
    assert SECRET not in bo.get(where).content.decode()
    assert not PulseAnswer.objects.visible_to(cast.bo).exists()
    for _ in range(2):
        bo.post(where, answers(cast, "Bos ord"))
    html = anna.get(where).content.decode()
    assert SECRET in html
    assert "Bos ord" in html
    assert "sprunget over" in html


def test_answers_are_taken_back_until_both_are_in(cast: Cast) -> None:
    load_question_sets()
    pulse = services.open_pulse(theme=cast.theme, by=cast.anna)
    services.answer_pulse(pulse=pulse, by=cast.anna, answers={})
    anna, back = signed_in(cast.anna), page(cast, "puls/traek-tilbage/")
    assert anna.post(back).status_code == 302
    assert not PulseAnswer.objects.exists()
    for person in (cast.anna, cast.bo):
        services.answer_pulse(pulse=pulse, by=person, answers={})
    assert anna.post(back).status_code == 409


def test_new_pair_begins_an_own_pulse(cast: Cast) -> None:
    load_question_sets()
    old = services.open_pulse(theme=cast.theme, by=cast.anna)
    services.answer_pulse(pulse=old, by=cast.anna, answers={})
    new = follow(cast)
    client = signed_in(new)
    client.post(page(cast, "puls/"), {"begin": "1"})
    assert Pulse.objects.filter(reference_leader=new).count() == 1
    assert not Pulse.objects.visible_to(new).filter(pk=old.pk).exists()


def test_former_leader_opens_nobodys_answers(cast: Cast) -> None:
    load_question_sets()
    pulse = services.open_pulse(theme=cast.theme, by=cast.anna)
    services.answer_pulse(pulse=pulse, by=cast.anna, answers={})
    follow(cast)
    with pytest.raises(Refused):
        services.answer_pulse(pulse=pulse, by=cast.bo, answers={})
    assert signed_in(cast.bo).post(page(cast, "puls/")).status_code == 403
    pulse.refresh_from_db()
    assert pulse.revealed_at is None
    assert not PulseAnswer.objects.visible_to(cast.bo).exists()


def test_who_stays_opens_no_answers_between_oneself_and_one_who_left(cast: Cast) -> None:
    load_question_sets()
    pulse = services.open_pulse(theme=cast.theme, by=cast.anna)
    services.answer_pulse(pulse=pulse, by=cast.bo, answers={})
    follow(cast)
    with pytest.raises(Refused):
        services.answer_pulse(pulse=pulse, by=cast.anna, answers={})
    pulse.refresh_from_db()
    assert pulse.revealed_at is None
    assert not PulseAnswer.objects.visible_to(cast.anna).exists()
    assert not PulseAnswer.objects.filter(person=cast.anna).exists()


# Change of person


def test_leaver_gives_chosen_tasks_on_with_a_note(cast: Cast) -> None:
    talk = talks.held_talk(cast)
    for text in ("Ring til Eva", "Skriv til udvalget"):
        add_task(conversation=talk, by=cast.anna, text=text, owner=cast.bo)
    new = follow(cast)
    bo = signed_in(cast.bo)
    assert "Giv 2 gøremål videre til Nora Nyquist" in bo.get("/").content.decode()
    where = page(cast, "afloesning/")
    assert bo.post(where, {}).context["form"].errors["tasks"]
    chosen = Task.objects.get(text="Ring til Eva")
    bo.post(where, {"tasks": [chosen.pk], "note": "Hun svarer bedst om morgenen"})
    html = signed_in(new).get("/goeremaal/").content.decode()
    assert "Ring til Eva" in html
    assert "Hun svarer bedst om morgenen" in html
    assert "overtaget fra Bo Refsgaard" in html
    assert "Skriv til udvalget" not in html
    assert signed_in(new).get(f"/samtaler/{talk.pk}/").status_code == 404


def test_tasks_go_to_nobody_but_a_leader_of_today(cast: Cast) -> None:
    talk = talks.held_talk(cast)
    task = add_task(conversation=talk, by=cast.anna, text="Ring til Eva", owner=cast.bo)
    follow(cast)
    with pytest.raises(PermissionDenied):
        services.hand_over(
            theme=cast.theme,
            by=cast.bo,
            predecessor=cast.bo,
            successor=cast.eva,
            tasks=[task],
            note="",
        )
    task.refresh_from_db()
    assert task.owner == cast.bo


def test_partner_gives_on_only_for_one_who_works_here_no_more(cast: Cast) -> None:
    talk = talks.held_talk(cast)
    add_task(conversation=talk, by=cast.anna, text="Ring til Eva", owner=cast.bo)
    follow(cast)
    anna, where = signed_in(cast.anna), page(cast, "afloesning/")
    assert anna.get(where).status_code == 404
    User.objects.filter(pk=cast.bo.pk).update(is_active=False)
    assert anna.get(where).status_code == 200


def test_another_pairs_agreement_is_named_as_theirs(cast: Cast) -> None:
    talk = talks.approved_talk(cast)
    talks.agreement_of(talk).items.filter(point__key="capital").update(text="Bo søger puljen")
    new = follow(cast)
    mine = signed_in(cast.anna).get(page(cast, "opgaver/capital/")).content.decode()
    assert "Fra samarbejdsaftalen mellem Anna Netsø og Bo Refsgaard" in mine
    theirs = signed_in(new).get(page(cast, "opgaver/capital/")).content.decode()
    assert "Bo søger puljen" not in theirs


@pytest.mark.parametrize("below", ["sparring/", "anerkendelse/", "puls/"])
def test_one_who_follows_reads_nothing_of_the_pair_before(cast: Cast, below: str) -> None:
    a_sparring(cast)
    services.acknowledge(theme=cast.theme, by=cast.bo, text=SECRET)
    new = follow(cast)
    assert SECRET not in signed_in(new).get(page(cast, below)).content.decode()
    assert signed_in(cast.bo).get(page(cast, "anerkendelse/")).status_code == 200


def of_one_who_left(cast: Cast) -> User:
    """Bo has left the house with a task, and Nora follows; she has yet to take it over."""
    talk = talks.held_talk(cast)
    add_task(conversation=talk, by=cast.anna, text="Ring til Eva", owner=cast.bo)
    new = follow(cast)
    User.objects.filter(pk=cast.bo.pk).update(is_active=False)
    return new


def test_successor_takes_over_and_is_told_so_in_the_own_words(cast: Cast) -> None:
    nora = signed_in(of_one_who_left(cast))
    where = page(cast, "afloesning/")
    # Nothing asks her before the two have met; the way stands with her own tasks.
    assert "Overtag et gøremål" not in nora.get("/").content.decode()
    assert where in nora.get("/goeremaal/").content.decode()
    html = nora.get(where).content.decode()
    assert "Overtag gøremål fra Bo Refsgaard" in html
    for words in ("Nora Nyquist læse dette", "din efterfølger", "Jeres samtaler", "Giv videre"):
        assert words not in html
    answer = nora.post(where, {"tasks": [Task.objects.get().pk]}, follow=True)
    assert "Du har overtaget gøremålene." in answer.content.decode()
    assert Task.objects.get().owner.name == "Nora Nyquist"


def test_other_leader_gives_on_in_words_about_the_two(cast: Cast) -> None:
    of_one_who_left(cast)
    html = signed_in(cast.anna).get(page(cast, "afloesning/")).content.decode()
    assert "Hvad skal Nora Nyquist vide" in html
    assert "Dine samtaler med Bo Refsgaard" in html
    assert "din efterfølger" not in html


def test_next_step_of_an_earlier_pair_is_to_be_taken_over(cast: Cast) -> None:
    talks.held_talk(cast)
    duty = cast.theme.duties.get(key="capital")
    plan = {"next_step": "Søg puljen", "responsible": cast.bo, "due_on": None}
    plan_duty(duty=duty, version=duty.version, by=cast.anna, **plan)
    said = "Bo Refsgaard har ikke længere en rolle på temaet. En anden skal overtage skridtet."
    addresses = [page(cast, "opgaver/"), page(cast, "opgaver/capital/")]
    anna = signed_in(cast.anna)
    assert [said in anna.get(one).content.decode() for one in addresses] == [False, False]
    follow(cast)
    # Of an earlier pair's step it is said whose it was; whoever takes it over has it.
    assert "Fra Anna Netsø og Bo Refsgaard" in anna.get(addresses[0]).content.decode()
    anna.post(f"{addresses[1]}overtag/")
    duty.refresh_from_db()
    assert duty.responsible == cast.anna
    assert "Fra Anna Netsø og Bo Refsgaard" not in anna.get(addresses[1]).content.decode()


# Value that is acknowledged, and steps by own initiative


def test_value_is_acknowledged_with_a_press_on_the_story_itself(cast: Cast) -> None:
    story = rooms.story(cast)
    where, press = story.get_absolute_url(), page(cast, f"vaerdi/{story.pk}/anerkend/")

    def shown(person: User) -> str:
        return signed_in(person).get(where).content.decode()

    assert "Anerkend værdien" in shown(cast.bo)
    assert signed_in(cast.bo).post(press, {"text": ""}).status_code == 302
    row = Acknowledgement.objects.get()
    assert (row.kind, row.story, row.network_leader) == ("value", story, cast.anna)
    assert "Anerkend værdien" not in shown(cast.bo)
    said = f"Jeg anerkender værdien i “{story.title}”."
    assert said in shown(cast.anna)
    assert said not in shown(cast.gry) and said not in shown(cast.eva)
    assert signed_in(cast.anna).post(press, {"text": ""}).status_code == 403


def test_value_is_acknowledged_beside_courage(cast: Cast) -> None:
    signed_in(cast.bo).post(page(cast, "anerkendelse/"), {"kind": "value", "text": SECRET})
    assert Acknowledgement.objects.get().kind == "value"
    for reader in (cast.anna, cast.bo):
        assert SECRET in signed_in(reader).get(page(cast, "opgaver/value/")).text
        assert SECRET not in signed_in(reader).get(page(cast, "opgaver/sparring/")).text
    assert SECRET not in signed_in(cast.gry).get(page(cast, "opgaver/value/")).text
    ask = signed_in(cast.bo).get(page(cast, "anerkendelse/?slags=value"))
    assert ask.context["form"].initial == {"kind": "value"}


def test_step_by_own_initiative_is_noted_once_and_read_by_the_two(cast: Cast) -> None:
    values = {"step-text": SECRET, "step-taken_on": day()}
    for _ in range(2):
        signed_in(cast.bo).post(page(cast, "opgaver/partnership/skridt/"), values)
    row = FirstStep.objects.get()
    for who, reads in ((cast.anna, True), (cast.bo, True), (cast.gry, False)):
        html = signed_in(who).get(page(cast, "opgaver/partnership/")).text
        assert (SECRET in html) is reads
    ahead = values | {"step-taken_on": day(1)}
    answer = signed_in(cast.bo).post(page(cast, "opgaver/partnership/skridt/"), ahead)
    assert answer.context["step_form"].errors["taken_on"]
    signed_in(cast.bo).post(page(cast, f"opgaver/partnership/skridt/{row.pk}/fjern/"))
    assert not FirstStep.objects.exists()
