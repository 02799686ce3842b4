"""What a line manager writes of an employee, and what the secretariat answers: each step."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from referenceledelse.core.web.errors import Refused, Stale, UnknownMove
from roles.models import Nomination, Unit, User
from roles.services import nominations
from tests.town import (
    CHIEF,
    EMPLOYEE,
    FAR,
    MANAGER,
    NEAR,
    NL,
    ONE,
    OTHER_MANAGER,
    SECOND,
    Town,
    day,
)

pytestmark = pytest.mark.django_db

Status = Nomination.Status
NEW, SEEN, TALKING = Status.NEW.value, Status.SEEN.value, Status.TALKING.value
DONE, WITHDRAWN = Status.DONE.value, Status.WITHDRAWN.value
WORDS = {"strengths": "Samler naboerne", "potential": "Lede et tema"}


def nominate(town: Town, by: str = MANAGER, nominee: str = EMPLOYEE, **told: Any) -> Nomination:
    values = {**WORDS, "consent_on": day()} | told
    return nominations.nominate(by=town[by], nominee=town[nominee], **values)


def edit(town: Town, row: Nomination, by: str = MANAGER, **told: Any) -> Nomination:
    values = {"version": row.version, **WORDS, "consent_on": day()} | told
    return nominations.edit_nomination(nomination=row, by=town[by], **values)


def answer(town: Town, row: Nomination, status: str, by: str = ONE, **told: Any) -> Nomination:
    values = {"version": row.answer_version, "note": "", "status": status} | told
    return nominations.answer_nomination(nomination=row, by=town[by], **values)


def withdraw(town: Town, row: Nomination, by: str = MANAGER) -> Nomination:
    return nominations.withdraw_nomination(nomination=row, by=town[by])


# Nominating


def test_only_who_manages_somebody_nominates(town: Town) -> None:
    for name in (EMPLOYEE, NL, ONE):
        with pytest.raises(PermissionDenied):
            nominate(town, name, NEAR)
    assert not Nomination.objects.exists()


@pytest.mark.parametrize("nominee", [FAR, MANAGER, ONE])
def test_only_ones_own_employees(town: Town, nominee: str) -> None:
    with pytest.raises(Refused):
        nominate(town, nominee=nominee)
    assert not Nomination.objects.exists()


def test_the_employee_has_said_yes_today_or_before(town: Town) -> None:
    with pytest.raises(Refused):
        nominate(town, consent_on=day(1))
    row = nominate(town)
    with pytest.raises(Refused):
        edit(town, row, consent_on=day(1))
    assert edit(town, row, consent_on=day(-1)).consent_on == day(-1)


def test_one_open_nomination_of_a_person_by_each(town: Town) -> None:
    row = nominate(town)
    assert nominate(town) == row
    with pytest.raises(Refused):
        nominate(town, potential="Andet")
    # Of another person, by another manager, and of the same person by the manager above.
    asked = ((MANAGER, NEAR), (OTHER_MANAGER, FAR), (CHIEF, EMPLOYEE))
    assert len({row, *(nominate(town, *pair) for pair in asked)}) == 4
    told = {field: getattr(row, field) for field in (*WORDS, "consent_on", "status")}
    assert told == {**WORDS, "consent_on": day(), "status": NEW}
    withdraw(town, row)
    assert nominate(town) != row


# Editing


def test_the_author_rewrites_it_as_the_next_version(town: Town) -> None:
    row = nominate(town)
    changed = edit(town, row, strengths="Skaber ro")
    assert (changed.strengths, changed.version) == ("Skaber ro", row.version + 1)
    assert changed.updated_at
    # The same words again are there already, whatever version was read.
    again = edit(town, row, strengths="Skaber ro")
    assert (again.version, again.updated_at) == (changed.version, changed.updated_at)
    with pytest.raises(Stale):
        edit(town, row, strengths="Andet")


@pytest.mark.parametrize("name", [EMPLOYEE, OTHER_MANAGER, ONE])
def test_nobody_else_edits_withdraws_or_reads_the_answer(town: Town, name: str) -> None:
    row = nominate(town)
    for verb in (
        lambda: edit(town, row, name),
        lambda: withdraw(town, row, name),
        lambda: nominations.mark_read(nomination=row, by=town[name]),
    ):
        with pytest.raises(PermissionDenied):
            verb()


def test_what_is_done_with_is_not_rewritten(town: Town) -> None:
    row = answer(town, nominate(town), DONE)
    with pytest.raises(UnknownMove):
        edit(town, row, strengths="For sent")


# Withdrawing


@pytest.mark.parametrize("status", [NEW, SEEN, TALKING, DONE])
def test_withdrawing_deletes_the_words_and_leaves_nothing_unread(town: Town, status: str) -> None:
    row = nominate(town)
    if status != NEW:
        answer(town, row, status, note="Vi ringer")
    withdraw(town, row)
    row.refresh_from_db()
    assert [getattr(row, field) for field in Nomination.TEXTS] == ["", "", ""]
    assert (row.status, row.has_unread_answer) == (WITHDRAWN, False)
    moment = row.withdrawn_at
    assert withdraw(town, row).withdrawn_at == moment
    for to in (DONE, WITHDRAWN):
        with pytest.raises(UnknownMove):
            answer(town, row, to)


# Answering


def test_only_the_secretariat_answers_and_not_of_itself(town: Town) -> None:
    row = nominate(town)
    for name in (MANAGER, EMPLOYEE, OTHER_MANAGER):
        with pytest.raises(PermissionDenied):
            answer(town, row, SEEN, name)
    Nomination.objects.update(nominee=town[SECOND])
    with pytest.raises(PermissionDenied):
        answer(town, row, SEEN, SECOND)
    assert answer(town, row, SEEN).status == SEEN


@pytest.mark.parametrize(
    ("status", "note", "is_unread"),
    [
        (SEEN, "", False),
        (SEEN, "Vi ringer", True),
        (TALKING, "", True),
        (DONE, "", True),
        (NEW, "Vi ringer", True),
    ],
)
def test_a_note_a_talk_or_an_end_is_an_answer_to_read(
    town: Town, status: str, note: str, is_unread: bool
) -> None:
    row = answer(town, nominate(town), status, note=note)
    row.refresh_from_db()
    assert row.has_unread_answer is is_unread
    assert (row.note, row.handled_by, row.answer_version) == (note, town[ONE], 2)
    assert getattr(row, Nomination.STAMPS[status])


def test_the_same_answer_again_is_there_already(town: Town) -> None:
    first = answer(town, nominate(town), TALKING, note="Vi ringer")
    again = answer(town, first, TALKING, SECOND, note="Vi ringer")
    assert (again.handled_by, again.answered_at) == (town[ONE], first.answered_at)
    # Another note is a new answer, and the day of the talk stays.
    later = answer(town, first, TALKING, SECOND, note="Vi har ringet")
    assert (later.handled_by, later.talking_at) == (town[SECOND], first.talking_at)
    assert later.answered_at > first.answered_at


def test_a_colleague_who_answered_meanwhile_is_not_overwritten(town: Town) -> None:
    row = nominate(town)
    answer(town, row, SEEN)
    with pytest.raises(Stale):
        answer(town, row, DONE, SECOND, version=1)


@pytest.mark.parametrize(
    ("before", "to"), [(TALKING, SEEN), (SEEN, NEW), (DONE, TALKING), (NEW, WITHDRAWN)]
)
def test_the_way_leads_only_ahead(town: Town, before: str, to: str) -> None:
    row = nominate(town)
    if before != NEW:
        answer(town, row, before, note="Et svar")
    with pytest.raises(UnknownMove):
        answer(town, Nomination.objects.get(), to)


def test_who_answers_an_own_nomination_has_read_the_answer(town: Town) -> None:
    row = nominate(town)
    Nomination.objects.update(author=town[ONE])
    row = answer(town, row, TALKING)
    assert row.answer_read_at == row.answered_at
    assert not row.has_unread_answer


# Reading


def test_the_author_reads_the_answer_that_was_shown(town: Town) -> None:
    row = nominate(town)
    nominations.mark_read(nomination=row, by=town[MANAGER])
    assert Nomination.objects.get().answer_read_at is None
    shown = answer(town, row, TALKING, note="Vi ringer")
    newer = answer(town, shown, DONE, note="Nyt svar")
    earlier = Nomination.objects.get()
    earlier.answered_at = newer.answered_at - timedelta(minutes=1)
    nominations.mark_read(nomination=earlier, by=town[MANAGER])
    assert Nomination.objects.get().has_unread_answer
    other = nominate(town, nominee=NEAR)
    Nomination.objects.filter(pk=other.pk).update(answered_at=newer.answered_at)
    nominations.mark_read(nomination=newer, by=town[MANAGER])
    read = Nomination.objects.get(pk=newer.pk).answer_read_at
    assert read
    assert Nomination.objects.get(pk=other.pk).has_unread_answer
    nominations.mark_read(nomination=Nomination.objects.get(pk=newer.pk), by=town[MANAGER])
    assert Nomination.objects.get(pk=newer.pk).answer_read_at == read


def test_the_author_who_manages_no_longer_still_writes(town: Town) -> None:
    row = nominate(town)
    Unit.objects.update(manager=None)
    author = User.objects.get(pk=town[MANAGER].pk)
    told = {**WORDS, "consent_on": day(-2)}
    row = nominations.edit_nomination(nomination=row, version=1, by=author, **told)
    assert row.consent_on == day(-2)
    assert row.updated_at <= timezone.now()
