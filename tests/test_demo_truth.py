"""The demo tells the truth: what it shows fits the roles, the phases and what has happened."""

import re
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import F, Max, Q
from django.test import override_settings
from django.utils import timezone, translation
from pytest_django.plugin import DjangoDbBlocker

from dialogues.models import (
    Acknowledgement,
    Conversation,
    ConversationPoint,
    Duty,
    FirstStep,
    MandatePart,
    Pulse,
    Recognition,
    Sparring,
    Stance,
    Stone,
)
from dialogues.models.duties import DutyStatus
from dialogues.models.questions import ConversationKind
from dialogues.queries.duties import offered_statuses
from roles.models import RoleKey, User
from roles.queries.line_managers import line_manager, units_of
from roles.queries.units import departments, parents
from tests.demo_pairs import entered, pairs, slugs
from themes.models import (
    ArenaUse,
    Assessment,
    Assignment,
    Contribution,
    Encouragement,
    Example,
    FreedResources,
    Funding,
    Handover,
    IdeaStep,
    IdeaTest,
    Member,
    MemberRequest,
    Ownership,
    Phase,
    Stage,
    StrategicAgenda,
    Theme,
    ThemeType,
    ThemeUpdate,
    ValueStory,
)
from themes.models.ownership import LEVELS
from themes.queries.assignments import those_with
from themes.queries.cautions import cautions, fits
from themes.queries.network import membership

# The pair that shows why a leader of one's own is no good co-player.
AWKWARD = ["sundhed-paa-tvaers"]
# One whose level the secretariat has settled with the chief executive's group.
SETTLED = ["cirkulaere-indkoeb"]
SHOWN_FIRST = "boern-i-skole"
# Of the ten the political interplay alone can be without relevance as a whole.
CONDITIONAL = (9,)

# By this mark alone a database is made for the run.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def town(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The town is built once for all of these tests, which only read."""
    on = override_settings(DEMO=True)
    with django_db_blocker.unblock(), on, translation.override("da"), transaction.atomic():
        from referenceledelse.demo.build import build_once

        call_command("load_texts", verbosity=0)
        assert build_once()
        yield
        transaction.set_rollback(True)


# The roles


def test_network_leader_reference_leader_and_line_manager_are_three_people() -> None:
    found = pairs()
    assert len(found) >= 12
    same = [t for t, (one, other) in found.items() if line_manager(one) in (None, other)]
    assert slugs(same) == AWKWARD


def test_the_reference_leader_comes_from_another_branch_except_in_one_pair() -> None:
    found, branch = pairs(), departments(parents())
    near = [t for t, pair in found.items() if len({branch[p.unit_id] for p in pair}) == 1]
    in_chain = [t for t, (one, other) in found.items() if one.unit_id in units_of(other)]
    assert slugs(near) == slugs(in_chain) == AWKWARD


def test_that_one_pair_and_no_other_is_told_with_a_caution() -> None:
    role = RoleKey.REFERENCE_LEADER
    warned = [
        theme
        for theme, (one, other) in pairs().items()
        if any(one.name in said for said in cautions(theme, role, other))
    ]
    assert slugs(warned) == AWKWARD


def test_a_reference_leader_has_a_level_that_fits_the_type() -> None:
    found = pairs()
    assert all(other.leader_level for _one, other in found.values())
    assert slugs([t for t, pair in found.items() if not fits(pair[1], t.type)]) == SETTLED


def test_the_field_of_the_reference_leader_is_close_to_the_challenge() -> None:
    branch = departments(parents())
    for theme, (_one, other) in pairs().items():
        touched = {branch.get(unit.pk) for unit in theme.units.all()}
        assert branch[other.unit_id] in touched, theme.slug


def test_nobody_has_two_roles_on_a_theme_and_those_who_left_none() -> None:
    rows = Assignment.objects.active().values_list("theme", "person")
    assert len(rows) == len(set(rows))
    assert not Assignment.objects.active().exclude(person__in=User.objects.working()).exists()


# The conversations and the phases


def test_no_theme_is_past_a_conversation_that_was_not_held() -> None:
    for theme, (one, other) in pairs().items():
        days = entered(theme)
        pair = {"network_leader": one, "reference_leader": other}
        held = Conversation.objects.held().filter(theme=theme, **pair)
        for phase, since in days.items():
            kind = ConversationKind.CLOSING if phase == Phase.CLOSED else ConversationKind.KICKOFF
            asked = phase != Phase.STARTUP
            assert not asked or held.filter(kind=kind, held_at__date__lte=since), (theme, phase)


def test_each_phase_follows_the_one_before_and_the_last_is_the_one_it_is_in() -> None:
    for theme in Theme.objects.accepted():
        order = [phase.key for phase in Phase.objects.exclude(key=Phase.PROPOSAL)]
        days = entered(theme)
        assert list(days) == order[: len(days)], theme.slug
        assert sorted(days.values()) == list(days.values())
        assert (list(days)[-1], list(days.values())[-1]) == (theme.phase.key, theme.phase_since)


def test_the_moments_of_a_conversation_follow_each_other() -> None:
    way = ("created_at", "invited_at", "started_at", "held_at", "approved_at", "ended_at")
    for talk in Conversation.objects.select_related("theme"):
        moments = [moment for name in way if (moment := getattr(talk, name))]
        assert moments == sorted(moments), talk.theme.slug
        assert timezone.localdate(moments[0]) >= talk.theme.starts_on
    held = Conversation.objects.held().filter(tasks__due_on__lt=F("held_at__date"))
    assert not held.exists()


def test_a_duty_has_a_status_of_its_kind_and_only_once_it_was_discussed() -> None:
    for duty in Duty.objects.select_related("point", "theme"):
        told = (duty.theme.slug, duty.key, duty.status)
        assert duty.status in offered_statuses(duty.point), told
        assert duty.status != DutyStatus.NOT_RELEVANT or duty.point.order in CONDITIONAL, told
        held = duty.theme.conversations.held().exists()
        assert duty.status == DutyStatus.NOT_DISCUSSED or (held and duty.discussed_on), told
    never = Duty.objects.filter(point__order__in=(3, 6, 10), status=DutyStatus.IN_PLACE)
    assert not never.exists()


def test_the_political_interplay_and_its_assessment_say_the_same() -> None:
    left_out = {duty.theme for duty in Duty.objects.filter(status=DutyStatus.NOT_RELEVANT)}
    current = Assessment.objects.filter(is_current=True, interplay="not_relevant")
    assert {row.theme for row in current} == left_out
    assert left_out
    for row in current:
        assert row.assessed_on == row.theme.duties.get(key="political_interplay").status_since


def test_what_two_share_came_after_their_first_conversation() -> None:
    first = Conversation.objects.held().filter(kind=ConversationKind.KICKOFF)
    held = {row.theme_id: row for row in first}
    dated = [(row, row.takes_place_on) for row in Sparring.objects.all()]
    dated += [(row, timezone.localdate(row.opened_at)) for row in Pulse.objects.all()]
    dated += [(row, timezone.localdate(row.sent_at)) for row in Acknowledgement.objects.all()]
    assert len(dated) > 5
    for row, day in dated:
        talk = held[row.theme_id]
        assert (row.network_leader, row.reference_leader) == pairs()[row.theme]
        assert day > timezone.localdate(talk.held_at)


def test_the_mandates_are_those_of_today() -> None:
    assert MandatePart.objects.count() > 5
    assert MandatePart.objects.of_today().count() == MandatePart.objects.count()
    for part in MandatePart.objects.select_related("theme"):
        assert timezone.localdate(part.created_at) >= part.theme.starts_on, part.theme.slug


# What has happened in the rooms


def test_ideas_tests_and_stories_come_no_earlier_than_their_phase() -> None:
    needs = {Stage.TEST: "test", Stage.READY: "test", Stage.ADOPTED: "handover",
             Stage.SCALED: "scaling"}  # fmt: skip
    for step in IdeaStep.objects.filter(to_stage__in=needs).select_related("idea__theme"):
        since = entered(step.idea.theme)[needs[step.to_stage]]
        assert timezone.localdate(step.at) >= since, (step.idea.title, step.to_stage)
    for story in ValueStory.objects.select_related("theme"):
        shown = [day for _whom, day, _is_shown in story.audiences if day]
        assert min(shown) >= timezone.localdate(story.created_at), story.title
        assert timezone.localdate(story.created_at) > entered(story.theme)["test"], story.title
        assert story.evidence


def test_a_test_lies_on_its_ideas_way_and_a_receiver_leads_the_unit_that_receives() -> None:
    for row in IdeaTest.objects.select_related("idea"):
        step = row.idea.steps.get(to_stage=Stage.TEST)
        assert abs((timezone.localdate(step.at) - row.starts_on).days) <= 3, row.idea.title
    for row in Handover.objects.select_related("idea", "receiver", "unit"):
        ready = row.idea.steps.get(to_stage=Stage.READY)
        assert ready.at <= row.asked_at <= row.accepted_at, row.idea.title
        assert row.unit == row.receiver.unit
        assert row.unit.manager == row.receiver


def test_the_money_adds_up() -> None:
    rows = Funding.objects.all()
    assert not rows.filter(amount_applied__gt=F("amount_needed")).exists()
    assert not rows.filter(amount_granted__gt=F("amount_applied")).exists()
    assert not rows.filter(applied_on__gt=F("deadline")).exists()


def test_applications_are_written_by_several_who_lead_the_theme_or_drive_with_it() -> None:
    rows = Funding.objects.select_related("theme", "applicant")
    for row in rows:
        assert row.theme.assignments.filter(person=row.applicant).exists(), row.need
    references = [other for _one, other in pairs().values()]
    outside = rows.filter(origin=Funding.Origin.EXTERNAL)
    assert not outside.filter(applicant__in=references).exists()
    assert rows.filter(applicant__in=references).count() <= rows.count() / 2


def test_the_two_who_are_shown_first_speak_of_the_sums_that_stand_in_the_ledger() -> None:
    points = ConversationPoint.objects.filter(conversation__theme__slug=SHOWN_FIRST)
    said = " ".join(f"{point.note} {point.decision}" for point in points)
    spoken = {int(number.replace(".", "")) for number in re.findall(r"([\d.]+) kr", said)}
    rows = Funding.objects.filter(theme__slug=SHOWN_FIRST)
    known = set(rows.values_list("amount_needed", flat=True))
    known |= set(rows.values_list("amount_granted", flat=True))
    assert spoken
    assert spoken <= known


def test_doors_are_opened_by_the_themes_own_reference_leader() -> None:
    found = pairs()
    for use in ArenaUse.objects.exclude(arena=None).select_related("arena", "theme"):
        assert use.arena.owner == found[use.theme][1], use.theme.slug
        days = [day for day in (use.asked_on, use.offered_on, use.used_on) if day]
        assert days == sorted(days)


def test_the_leaders_who_are_to_own_it_lead_at_levels_four_and_five() -> None:
    for row in Ownership.objects.select_related("leader", "next_by", "theme"):
        assert row.leader.leader_level in LEVELS, row.leader.name
        assert row.next_by is None or row.next_by in pairs()[row.theme], row.theme.slug
        assert (row.said != "") == (row.words != ""), row.leader.name
        assert row.heard_by in (None, row.leader, *pairs()[row.theme]), row.leader.name


def test_a_member_is_told_by_the_title_that_the_person_has() -> None:
    titles = set(User.objects.values_list("job_title", flat=True))
    for row in Member.objects.exclude(person=None).select_related("person", "theme"):
        begins = {title for title in titles if row.part.startswith(title)}
        assert not begins or row.person.job_title in begins, row.person.name
        drivers = those_with(row.theme, RoleKey.CO_DRIVER)
        assert row.part.startswith("Co-driver") == (row.person in drivers), row.person.name


def test_one_strategic_agenda_is_proposed_and_set_by_its_two_for_a_day_to_come() -> None:
    agenda = StrategicAgenda.objects.get(set_by__isnull=False)
    assert agenda.status == StrategicAgenda.Status.IN_FORCE
    assert agenda.decided_on > timezone.localdate()
    assert (agenda.proposed_by, agenda.set_by) == pairs()[agenda.links.get().theme]


def test_an_example_is_written_by_one_of_the_themes_leaders() -> None:
    assert Example.objects.count() >= 4
    for example in Example.objects.select_related("author", "theme"):
        assert example.author in pairs()[example.theme]


def test_every_type_and_phase_has_a_theme_and_every_round_is_older_than_its_themes() -> None:
    assert not ThemeType.objects.exclude(themes__in=Theme.objects.accepted()).exists()
    assert not Phase.objects.filter(~Q(themes__in=Theme.objects.all())).exists()
    late = Theme.objects.accepted().annotate(last=Max("round__decides_on"))
    assert not late.filter(last__gt=F("starts_on")).exists()


# Who takes part


def test_a_wish_to_take_part_is_answered_by_the_leader_and_only_a_welcome_makes_a_member() -> None:
    assert set(MemberRequest.objects.values_list("state", flat=True)) == {
        "waiting", "talking", "welcomed", "not_now"
    }  # fmt: skip
    for wish in MemberRequest.objects.select_related("theme", "person", "answered_by"):
        leader = pairs()[wish.theme][0]
        assert wish.asked_at <= timezone.now()
        assert wish.answered_by in ((None,) if wish.state == "waiting" else (leader,))
        is_member = Member.objects.present().filter(theme=wish.theme, person=wish.person)
        assert is_member.exists() == (wish.state == "welcomed"), wish.person.name


def test_what_is_taken_stands_in_its_authors_name_and_what_waits_still_fits_the_text() -> None:
    taken = Contribution.objects.get(state="taken")
    told = ThemeUpdate.objects.get(theme=taken.theme, author=taken.author, text=taken.text)
    assert taken.proposed_at < told.created_at == taken.answered_at
    waiting = Contribution.objects.waiting().select_related("theme")
    assert {row.field for row in waiting} == {"", "ambition", "outside_partners"}
    assert not any(row.is_outdated for row in waiting)
    for row in Contribution.objects.filter(field="").select_related("theme", "author"):
        assert membership(row.author, row.theme) is None, row.author.name


def test_resources_are_freed_by_the_own_manager_for_those_who_take_part() -> None:
    assert FreedResources.objects.count() >= 4
    for freed in FreedResources.objects.select_related("theme", "person", "manager"):
        assert freed.manager == line_manager(freed.person)
        since = Member.objects.get(theme=freed.theme, person=freed.person).joined_on
        assert freed.starts_on >= since, freed.person.name
    followed = Encouragement.objects.with_state().filter(is_followed=True)
    assert {row.person.name for row in followed} == {"Lars Vinderslev"}


# What the two do for each other beside their talks


def test_a_stone_has_been_everywhere_and_is_the_two_of_todays() -> None:
    states = set(Stone.objects.values_list("state", flat=True))
    assert states == {"lying", "taken", "handed", "declined", "cleared"}
    for stone in Stone.objects.select_related("theme", "network_leader", "reference_leader"):
        talk = Conversation.objects.held().filter(theme=stone.theme).earliest("held_at")
        moments = [talk.held_at, stone.laid_at, *stone.steps.values_list("at", flat=True)]
        assert moments == sorted(moments), stone.text
        assert (stone.network_leader, stone.reference_leader) == pairs()[stone.theme]
        last = stone.steps.latest("at", "pk")
        assert (last.state, timezone.localdate(last.at)) == (stone.state, stone.since)


def test_own_words_come_after_the_first_talk_and_what_was_said_before_can_still_be_read() -> None:
    said = Stance.objects.filter(theme__slug=SHOWN_FIRST)
    for part in Stance.CO_PLAYER:
        now, before = said.filter(part=part)
        assert now.said_at > before.said_at
        assert now.text != before.text
    assert said.filter(part="depends").values("author").distinct().count() == 2
    moments = [(row.theme, row.said_at) for row in Stance.objects.all()]
    moments += [(row.theme, row.noted_at) for row in FirstStep.objects.all()]
    for theme, moment in moments:
        talk = Conversation.objects.held().filter(theme=theme).earliest("held_at")
        assert talk.held_at < moment <= timezone.now(), theme.slug


def test_each_of_the_two_is_asked_the_own_question_about_the_duties() -> None:
    rows = Recognition.objects.exclude(level="").select_related("reflection__conversation")
    answers: dict[bool, set[str]] = {True: set(), False: set()}
    for row in rows:
        talk = row.reflection.conversation
        answers[row.reflection.author_id == talk.network_leader_id].add(row.level)
    assert answers[True] == {"rely", "little", "not_now", "talk", "unsure"}
    assert answers[False] == {"yes", "partly", "not_yet", "talk"}


def test_value_is_acknowledged_where_a_story_tells_of_it() -> None:
    valued = Acknowledgement.objects.filter(kind="value").select_related("theme")
    assert valued.count() >= 2
    for row in valued:
        stories = ValueStory.objects.filter(theme=row.theme).exclude(own_department="")
        assert stories.filter(own_department_on=timezone.localdate(row.sent_at)).exists()


def test_one_reference_leader_is_ready_and_waits_for_an_invitation_from_the_other() -> None:
    talk = Conversation.objects.get(ready_at__isnull=False)
    assert (talk.status, talk.invited_by, talk.invited_at) == ("draft", None, None)
    assert (talk.network_leader, talk.reference_leader) == pairs()[talk.theme]
    assert list(Conversation.objects.ready(talk.network_leader)) == [talk]
    own = talk.reflections.get()
    assert (own.author, own.status) == (talk.reference_leader, "draft")
    assert own.recognitions.exclude(level="").count() == 10
    assert own.updated_at < talk.ready_at
