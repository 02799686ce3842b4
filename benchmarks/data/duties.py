"""The ten duties of each theme, how the two see them, and how they came to stand so."""

from datetime import date, timedelta

from benchmarks.data import words
from benchmarks.data.town import Led, Town, put, save
from dialogues.models import Duty, OwnView, StatusChange
from dialogues.models.duties import DutyStatus

# From the beginning to the end of a theme's life more and more is in place.
WAY = (
    DutyStatus.NOT_DISCUSSED,
    DutyStatus.AGREED,
    DutyStatus.IN_PROGRESS,
    DutyStatus.IN_PLACE,
)
LEFT_OUT = "political_interplay"


def live(town: Town, led: list[Led]) -> None:
    """The ten of every theme whose two have begun to work together."""
    ready = [one for one in led if one.is_led]
    pairs = [(one, _duty(town, one, place)) for one in ready for place in range(len(town.points))]
    save([duty for _one, duty in pairs])
    put(view for one, duty in pairs for view in _views(town, one, duty))
    put(change for one, duty in pairs for change in _changes(town, one, duty))


def _duty(town: Town, one: Led, place: int) -> Duty:
    rng, point = town.rng, town.points[place]
    age = (town.today - one.theme.starts_on).days
    far = min(len(WAY) - 1, rng.randint(0, 1 + age // 250))
    status = WAY[far]
    if point.key == LEFT_OUT and one.number % 6 == 5:
        status = DutyStatus.NOT_RELEVANT
    is_begun = status != DutyStatus.NOT_DISCUSSED
    since = town.day_since(one.theme.starts_on) if is_begun else None
    return Duty(
        theme=one.theme,
        point=point,
        key=point.key,
        status=status,
        reason="Temaet kræver ingen politisk sag." if status == DutyStatus.NOT_RELEVANT else "",
        next_step=rng.choice(words.STEPS) if status == DutyStatus.IN_PROGRESS else "",
        responsible=one.reference_leader if is_begun else None,
        due_on=town.day(rng.randint(-90, 20)) if status == DutyStatus.IN_PROGRESS else None,
        status_since=since,
        discussed_on=since,
        **(one.pair if is_begun else {}),
    )


def _views(town: Town, one: Led, duty: Duty) -> list[OwnView]:
    """Both see it much as it stands, and now and then one step behind."""
    if duty.status_since is None or duty.status == DutyStatus.NOT_RELEVANT:
        return []
    place = WAY.index(duty.status)
    return [
        OwnView(
            duty=duty,
            person=person,
            status=WAY[max(0, place - (town.rng.random() < 0.25))],
            note=words.prose(town.rng, 1) if town.rng.random() < 0.4 else "",
            updated_at=town.at(duty.status_since),
        )
        for person in (one.network_leader, one.reference_leader)
    ]


def _changes(town: Town, one: Led, duty: Duty) -> list[StatusChange]:
    """Each step to where it stands, confirmed by the other; some wait for an answer."""
    if duty.status_since is None or duty.status == DutyStatus.NOT_RELEVANT:
        return []
    place = WAY.index(duty.status)
    whole = (duty.status_since - one.theme.starts_on).days
    rows = [
        _change(town, one, duty, step, one.theme.starts_on + timedelta(whole * step // place))
        for step in range(1, place + 1)
    ]
    if place + 1 < len(WAY) and (one.number + duty.point.order) % 15 == 0:
        row = _change(town, one, duty, place + 1, town.day(3))
        row.outcome, row.answered_by, row.answered_at = StatusChange.Outcome.OPEN, None, None
        rows.append(row)
    return rows


def _change(town: Town, one: Led, duty: Duty, step: int, day: date) -> StatusChange:
    sides = [one.network_leader, one.reference_leader]
    by, other = sides if step % 2 else sides[::-1]
    return StatusChange(
        duty=duty,
        from_status=WAY[step - 1],
        to_status=WAY[step],
        reason=words.prose(town.rng, 1),
        proposed_by=by,
        proposed_at=town.at(day),
        outcome=StatusChange.Outcome.CONFIRMED,
        answered_by=other,
        answered_at=town.at(day, 14),
    )
