"""What a pair left, as those who lead after them meet it: theirs, to take over one by one."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dialogues.models import Conversation, Duty, Sitting, StatusChange, Task
from dialogues.queries.agenda import left_tasks
from dialogues.queries.duties import statuses_today
from dialogues.services import conversations, duties, invitations, tasks
from referenceledelse.overview.pages.figures import duty_counts
from roles.models import RoleKey, User
from tests import talks
from tests.cast import Cast, assign, make_person
from tests.dialogues.duty_pages import all_ten, duty_of, proposed, read, signed_in, url

OVERDUE = timezone.localdate() - timedelta(days=3)


def follow(cast: Cast, role: str = RoleKey.REFERENCE_LEADER) -> User:
    """Someone else holds the role from today."""
    yesterday = timezone.localdate() - timedelta(days=1)
    cast.theme.assignments.filter(role=role).update(starts_on=yesterday, ends_on=yesterday)
    new = make_person("Nora Nyquist")
    assign(cast.theme, role, new)
    return new


def late_step(cast: Cast) -> Duty:
    """Anna and Bo have planned a step that is overdue."""
    duty = duty_of(cast)
    plan = {"next_step": "Søg puljen", "responsible": None, "due_on": OVERDUE}
    return duties.plan_duty(duty=duty, version=duty.version, by=cast.anna, **plan)


def test_an_overdue_step_of_an_earlier_pair_demands_nothing_until_it_is_taken_over(
    cast: Cast,
) -> None:
    late_step(cast)
    assert "Søg puljen" in read(cast.bo, "/")
    new = follow(cast)
    assert "Søg puljen" not in read(new, "/")
    page = read(new, all_ten(cast))
    assert "Fra Anna Netsø og Bo Refsgaard" in page
    assert "Skulle være sket" not in page
    for _press in range(2):
        signed_in(new).post(url(cast, "take_over_duty"))
    assert "Søg puljen" in read(new, "/")
    assert "Fra Anna Netsø" not in read(cast.anna, all_ten(cast))


@pytest.mark.parametrize("role", ["network_leader", "reference_leader"])
def test_whichever_of_the_two_changes_the_status_stands_as_the_earlier_pairs(
    cast: Cast, role: str
) -> None:
    change = proposed(duty_of(cast), cast.anna)
    duties.answer_status(change=change, by=cast.bo, is_confirmed=True)
    new = follow(cast, role)
    for person in (new, cast.gry):
        assert "Fra Anna Netsø og Bo Refsgaard" in read(person, url(cast))
    assert "Overtag" not in read(cast.gry, url(cast))


def test_a_vacant_role_makes_nothing_anothers(cast: Cast) -> None:
    late_step(cast)
    cast.theme.assignments.filter(role="reference_leader").delete()
    assert "Fra Anna Netsø" not in read(cast.anna, all_ten(cast))
    assert "Søg puljen" in read(cast.anna, "/")


def test_a_proposal_to_one_who_left_does_not_wait_for_who_follows(cast: Cast) -> None:
    change = proposed(duty_of(cast), cast.anna)
    StatusChange.objects.filter(pk=change.pk).update(proposed_at=timezone.now() - timedelta(days=2))
    cast.theme.assignments.update(starts_on=timezone.localdate() - timedelta(days=9))
    assert "foreslår" in read(cast.bo, "/")
    assert "foreslår" not in read(follow(cast), "/")


def test_an_own_task_from_before_is_taken_over_in_one_press(cast: Cast) -> None:
    talk = talks.started_talk(cast)
    said = {"text": "Ring til Eva", "due_on": OVERDUE, "owner": cast.anna}
    task = tasks.add_task(conversation=talk, by=cast.anna, **said)
    assert "Ring til Eva" in read(cast.anna, "/")
    follow(cast)
    assert "Ring til Eva" not in read(cast.anna, "/")
    page = read(cast.anna, "/goeremaal/")
    assert "Fra Anna Netsø og Bo Refsgaard" in page
    assert "Skulle være gjort" not in page
    signed_in(cast.anna).post(f"/goeremaal/{task.pk}/overtag/")
    assert Task.objects.get().reference_leader.name == "Nora Nyquist"
    assert "Ring til Eva" in read(cast.anna, "/")


def test_a_task_taken_over_is_the_new_twos_and_no_longer_the_earlier_ones(cast: Cast) -> None:
    talk = talks.started_talk(cast)
    said = {"text": "Ring til Eva", "due_on": OVERDUE, "owner": cast.anna}
    task = tasks.add_task(conversation=talk, by=cast.anna, **said)
    nora = follow(cast)
    assert list(Task.objects.visible_to(cast.bo)) == [task]
    tasks.take_over_task(task=task, by=cast.anna)
    assert list(Task.objects.visible_to(nora)) == list(Task.objects.visible_to(cast.anna)) == [task]
    assert not Task.objects.visible_to(cast.bo).exists()
    with pytest.raises(PermissionDenied):
        tasks.finish_task(task=task, by=cast.bo)
    pair = {"network_leader": cast.anna, "reference_leader": nora, "theme": cast.theme}
    ours = Conversation.objects.create(**pair, question_set=talk.question_set, invited_by=cast.anna)
    assert left_tasks(ours, nora) == [task]
    assert left_tasks(follow_up_of(talk), cast.anna) == []
    assert tasks.finish_task(task=task, by=nora).done_at


def follow_up_of(talk: Conversation) -> Conversation:
    """Another talk of the same two, on the way to nowhere."""
    pair = {role: getattr(talk, role) for role in ("network_leader", "reference_leader", "theme")}
    values = {"question_set": talk.question_set, "kind": "followup"}
    return Conversation.objects.create(**pair, **values)


def test_a_talk_of_the_new_two_makes_what_they_agree_theirs(cast: Cast) -> None:
    late_step(cast)
    talk = talks.approved_talk(cast)
    Duty.objects.filter(theme=cast.theme).update(reference_leader=cast.dan)
    assert "Fra Anna Netsø og Dan Refning" in read(cast.bo, all_ten(cast))
    duties.settle_in_talk(conversation=talk, key="capital", status="agreed", reason="")
    assert "Fra Anna Netsø og Dan Refning" not in read(cast.bo, url(cast))


def agreed_by_the_first_pair(cast: Cast) -> User:
    """Anna and Bo agree that the capital is in progress; another follows Bo."""
    change = proposed(duty_of(cast), cast.anna, status="in_progress")
    duties.answer_status(change=change, by=cast.bo, is_confirmed=True)
    return follow(cast)


def test_a_new_pair_begins_anew_on_every_wheel(cast: Cast) -> None:
    pages = ("/temaer/", cast.theme.get_absolute_url(), all_ten(cast), "/sekretariat/")
    change = proposed(duty_of(cast), cast.anna, status="in_progress")
    duties.answer_status(change=change, by=cast.bo, is_confirmed=True)
    assert statuses_today(cast.gry, [cast.theme.pk])[cast.theme.pk].count("in_progress") == 1
    before = [read(cast.gry, page) for page in pages]
    follow(cast)
    assert set(statuses_today(cast.gry, [cast.theme.pk])[cast.theme.pk]) == {"not_discussed"}
    assert all(read(cast.gry, page) != told for page, told in zip(pages, before, strict=True))
    assert "Fra Anna Netsø og Bo Refsgaard: i gang" in read(cast.gry, all_ten(cast))
    assert duty_counts(cast.gry)["capital", "in_progress"] == 0


def test_a_new_pair_can_agree_on_the_same_status_as_the_pair_before(cast: Cast) -> None:
    new = agreed_by_the_first_pair(cast)
    change = proposed(duty_of(cast), cast.anna, status="in_progress")
    duties.answer_status(change=change, by=new, is_confirmed=True)
    page = read(cast.gry, all_ten(cast))
    assert "Fra Anna Netsø" not in page
    assert statuses_today(cast.gry, [cast.theme.pk])[cast.theme.pk].count("in_progress") == 1


def test_taken_over_the_status_is_todays(cast: Cast) -> None:
    signed_in(agreed_by_the_first_pair(cast)).post(url(cast, "take_over_duty"))
    assert statuses_today(cast.gry, [cast.theme.pk])[cast.theme.pk].count("in_progress") == 1


def test_what_one_set_alone_before_the_other_came_is_of_before(cast: Cast) -> None:
    new = agreed_by_the_first_pair(cast)
    Duty.objects.filter(key="capital").update(network_leader=cast.anna, reference_leader=None)
    assert set(statuses_today(new, [cast.theme.pk])[cast.theme.pk]) == {"not_discussed"}
    assert "Fra Anna Netsø: i gang" in read(new, all_ten(cast))


def test_the_sitting_the_guide_and_the_draft_begin_with_todays_status(cast: Cast) -> None:
    talks.approved_talk(cast)
    change = proposed(duty_of(cast), cast.anna)
    duties.answer_status(change=change, by=cast.bo, is_confirmed=True)
    late_step(cast)
    new = follow(cast)
    sitting = f"/temaer/{cast.theme.slug}/gennemgang/"
    client = signed_in(new)
    client.post(sitting)
    answer = client.get(f"{sitting}?opgave={duty_of(cast).key}")
    assert answer.context["here"].duty.status_today == "not_discussed"
    client.post(f"{sitting}{duty_of(cast).key}/", {"still": "1"})
    said = Sitting.objects.get(dropped_at=None).duties.get(duty=duty_of(cast))
    assert said.status == "not_discussed"
    talk = conversations.start(conversation=kickoff_with(cast, new), by=new)
    step = talk.points.get(point__key=duty_of(cast).key)
    form = client.get(step.get_absolute_url()).context["form"]
    assert form.fields["status"].choices[0][1] == "Ikke drøftet endnu"
    assert "Opgaven har et næste skridt" not in read(new, f"/samtaler/{talk.pk}/dagsorden/")


def kickoff_with(cast: Cast, new: User) -> Conversation:
    """Anna and the new leader have agreed on a time for their first talk."""
    talk = invitations.draft_invitation(theme=cast.theme, by=cast.anna)
    times = [timezone.now() + timedelta(days=7)]
    told = {"version": talk.version, "by": cast.anna, "times": times}
    talk = invitations.write_invitation(conversation=talk, **told)
    talk = invitations.send_invitation(conversation=talk, by=cast.anna)
    first = talk.proposed_times.get()
    return invitations.accept_time(conversation=talk, by=new, proposed_time=first.pk)
