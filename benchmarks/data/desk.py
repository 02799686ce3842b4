"""What waits on the secretariat's desk: its work list, taken up here and there, and requests."""

from datetime import timedelta

from benchmarks.data import words
from benchmarks.data.town import Town, save
from dialogues.models import SupportMessage, SupportRequest, WorkItem
from dialogues.queries.findings import Finding, findings

State = SupportRequest.State
STATES = (State.NEW, State.TAKEN, State.SOLVED, State.SOLVED, State.WAITS_AUTHOR)


def work(town: Town, requests: int) -> None:
    """Every fifth finding is someone's, some of them put off; and so many requests."""
    found = findings(town.secretaries[0])
    save([_item(town, number, one) for number, one in enumerate(found[::5])])
    rows = save([_request(town, number) for number in range(requests)])
    save([message for one in rows for message in _messages(town, one)])


def _item(town: Town, number: int, one: Finding) -> WorkItem:
    return WorkItem(
        kind=one.kind,
        theme_id=one.theme.pk,
        person_id=one.person and one.person.pk,
        since=one.since,
        claimed_by=town.secretaries[number % len(town.secretaries)],
        claimed_at=town.now - timedelta(days=number % 40),
        snoozed_until=town.day(-10) if number % 4 == 0 else None,
    )


def _request(town: Town, number: int) -> SupportRequest:
    state, asked = STATES[number % len(STATES)], town.now - timedelta(days=number % 300)
    return SupportRequest(
        author=town.rng.choice(town.employees),
        kind=SupportRequest.Kind.WRITE,
        subject=town.rng.choice(words.STEPS),
        state=state,
        owner=None if state == State.NEW else town.secretaries[number % len(town.secretaries)],
        created_at=asked,
        waiting_since=asked,
        solved_at=asked + timedelta(days=2) if state == State.SOLVED else None,
    )


def _messages(town: Town, request: SupportRequest) -> list[SupportMessage]:
    told = {"request": request, "text": words.prose(town.rng)}
    first = SupportMessage(author=request.author, created_at=request.created_at, **told)
    if request.owner is None:
        return [first]
    answered = request.created_at + timedelta(days=1)
    return [first, SupportMessage(author=request.owner, created_at=answered, **told)]
