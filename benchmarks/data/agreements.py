"""What the talks came to: agreements, approvals and tasks, and what the two share beside them."""

from datetime import timedelta
from decimal import Decimal

from benchmarks.data import words
from benchmarks.data.town import Led, Town, put, save
from dialogues.models import (
    Agreement,
    AgreementItem,
    Approval,
    Conversation,
    MandatePart,
    Sparring,
    Stone,
    Task,
)
from roles.models import RoleKey

Status = Conversation.Status
STONES = (Stone.State.LYING, Stone.State.TAKEN, Stone.State.CLEARED, Stone.State.CLEARED)


def agree(town: Town, talks: list[Conversation]) -> None:
    """An agreement for each talk that was held; the newer go on from the older."""
    held = [one for one in talks if one.held_at]
    agreements = save([_agreement(town, one) for one in held])
    put(item for one in agreements for item in _items(town, one))
    put(yes for one in agreements for yes in _approvals(one))
    put(task for one in held for task in _tasks(town, one))


def share(town: Town, led: list[Led]) -> None:
    """What the two keep beside their talks, and the line manager's part of the mandate."""
    ready = [one for one in led if one.is_led]
    put(row for one in ready for row in _sparrings(town, one))
    put(row for one in ready for row in _stones(town, one))
    managed = [one for one in ready if _manager(one) and one.number % 10 != 9]
    put(_part(town, one) for one in managed)


def _agreement(town: Town, talk: Conversation) -> Agreement:
    is_sent = talk.status != Status.HELD
    return Agreement(
        conversation=talk,
        collaboration=words.prose(town.rng, 3),
        rhythm=words.prose(town.rng, 1),
        review_on=town.today + timedelta(days=90),
        created_at=talk.held_at,
        sent_at=talk.held_at + timedelta(hours=4) if is_sent else None,
        approved_at=talk.approved_at,
    )


def _items(town: Town, agreement: Agreement) -> list[AgreementItem]:
    return [
        AgreementItem(agreement=agreement, point=point, text=words.prose(town.rng, 1))
        for point in town.rng.sample(town.points, 4)
    ]


def _approvals(agreement: Agreement) -> list[Approval]:
    talk = agreement.conversation
    if agreement.approved_at is None:
        return []
    return [
        Approval(agreement=agreement, person=one, approved_at=agreement.approved_at)
        for one in (talk.network_leader, talk.reference_leader)
    ]


def _tasks(town: Town, talk: Conversation) -> list[Task]:
    """Three promises; of older talks they are kept."""
    pair = {"network_leader": talk.network_leader, "reference_leader": talk.reference_leader}
    due = talk.held_at + timedelta(days=30)
    is_done = talk.held_at < town.now - timedelta(days=60)
    texts = town.rng.sample(words.STEPS, 3)
    return [
        Task(
            conversation=talk,
            text=text,
            owner=talk.reference_leader if place else talk.network_leader,
            due_on=due.date(),
            created_by=talk.network_leader,
            created_at=talk.held_at,
            done_at=due - timedelta(days=2) if is_done or place == 2 else None,
            **pair,
        )
        for place, text in enumerate(texts)
        if is_done or place < 2 or due - timedelta(days=2) < town.now
    ]


def _sparrings(town: Town, one: Led) -> list[Sparring]:
    days = {town.day_since(one.theme.starts_on) for _ in range(3)}
    return [
        Sparring(
            theme=one.theme,
            **one.pair,
            takes_place_on=day,
            held_at=town.at(day, 15),
            topic=town.rng.choice(Sparring.Topic.values[:4]),
            network_leader_takeaway=words.prose(town.rng, 1),
            created_by=one.reference_leader,
            created_at=town.at(day, 16),
        )
        for day in sorted(days)
    ]


def _stones(town: Town, one: Led) -> list[Stone]:
    rows = []
    for place in range(2):
        day = town.day_since(one.theme.starts_on)
        state = STONES[(one.number + place) % len(STONES)]
        told = {"laid_at": town.at(day), "since": day, "state": state}
        told["holder"] = one.reference_leader if state == Stone.State.TAKEN else None
        rows.append(Stone(theme=one.theme, **one.pair, text=words.prose(town.rng, 1), **told))
    return rows


def _manager(one: Led) -> bool:
    """Whether the network leader has a line manager who is somebody else."""
    unit = one.network_leader.unit
    return bool(unit and unit.manager and unit.manager != one.network_leader)


def _part(town: Town, one: Led) -> MandatePart:
    """Hours and money, agreed a month after the beginning; a few wait for the other's yes."""
    begun, is_agreed = one.theme.starts_on, one.number % 7 != 6
    said = town.at(begun + timedelta(days=10))
    return MandatePart(
        theme=one.theme,
        role=RoleKey.LINE_MANAGER,
        network_leader=one.network_leader,
        counterpart=one.network_leader.unit.manager,
        time_balance=words.prose(town.rng, 1),
        hours_per_week=Decimal(town.rng.randint(2, 12)),
        hours_from=begun,
        amount=10_000,
        leader_agreed_at=said,
        counterpart_agreed_at=said if is_agreed else None,
        agreed_at=said if is_agreed else None,
        created_at=town.at(begun),
    )
