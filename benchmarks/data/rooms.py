"""What lives in a theme's rooms: news, members, meetings, ideas and stories of value."""

from datetime import date, timedelta
from typing import Any

from benchmarks.data import words
from benchmarks.data.town import Led, Town, put, save
from roles.models import User
from themes.models import (
    IN_BASE,
    AgendaLink,
    Arena,
    ArenaUse,
    Follow,
    Handover,
    Idea,
    IdeaStep,
    Member,
    NetworkMeeting,
    Stage,
    StrategicAgenda,
    ThemeUpdate,
    ValueStory,
)

STAGES = (Stage.IDEA, Stage.TEST, Stage.READY, Stage.STOPPED, Stage.ADOPTED, Stage.IDEA)
NEWS, MEMBERS, FOLLOWERS, MEETINGS, IDEAS = 6, 6, 12, 4, 3


def furnish(town: Town, led: list[Led]) -> None:
    """All that people have written about the themes."""
    put(row for one in led for row in _news(town, one))
    put(row for one in led for row in _people(town, one))
    put(row for one in led for row in _follows(town, one))
    put(row for one in led for row in _meetings(town, one))
    put(_story(town, one) for one in led if one.number % 2 == 0)
    _have_ideas(town, led)


def tie(town: Town, led: list[Led]) -> None:
    """The themes to the agendas of the municipality, and the arenas that leaders open for them."""
    decided = {"forum": "Byrådet", "decided_on": town.day(1_200)}
    titles = (f"{agenda} for alle i 2030" for agenda in words.AGENDAS)
    known = list(StrategicAgenda.objects.all())
    agendas = known or save([StrategicAgenda(title=title, **decided) for title in titles])
    put(_link(town, one, agendas) for one in led)
    leaders = {one.reference_leader for one in led if one.is_led}
    arenas = {row.owner_id: row for row in Arena.objects.filter(owner__in=leaders)}
    missing = [one for one in sorted(leaders, key=lambda one: one.pk) if one.pk not in arenas]
    new = save([Arena(owner=one, name="Chefgruppens torsdagsmøde") for one in missing])
    arenas |= {row.owner_id: row for row in new}
    put(_use(town, one, arenas) for one in led if one.is_led)


def _written(town: Town, one: Led, day: date, by: User | None = None) -> dict[str, Any]:
    """What every record of a theme says of itself."""
    by = by or one.network_leader or town.secretaries[0]
    moment = town.at(day)
    return {"theme": one.theme, "created_by": by, "created_at": moment, "updated_at": moment}


def _news(town: Town, one: Led) -> list[ThemeUpdate]:
    author = one.network_leader or town.secretaries[0]
    days = [town.day_since(one.theme.starts_on) for _ in range(NEWS)]
    return [
        ThemeUpdate(
            theme=one.theme, text=words.prose(town.rng, 1), author=author, created_at=town.at(day)
        )
        for day in days
    ]


def _people(town: Town, one: Led) -> list[Member]:
    people = town.rng.sample(town.employees, MEMBERS)
    told = _written(town, one, one.theme.starts_on)
    kind, joined = Member.Kind.EMPLOYEE, one.theme.starts_on
    return [
        Member(kind=kind, person=row, name=row.name, joined_on=joined, **told) for row in people
    ]


def _follows(town: Town, one: Led) -> list[Follow]:
    """Some of the employees, and the last of them follows every hundredth theme."""
    people = set(town.rng.sample(town.employees, FOLLOWERS))
    if one.number % 100 < 5 and one.number < 1_000:
        people.add(town.employees[-1])
    since = town.at(one.theme.starts_on)
    ordered = sorted(people, key=lambda row: row.pk)
    return [Follow(theme=one.theme, person=row, since=since) for row in ordered]


def _meetings(town: Town, one: Led) -> list[NetworkMeeting]:
    """One ahead, and the others held."""
    days = [town.day_since(one.theme.starts_on) for _ in range(MEETINGS - 1)]
    return [
        NetworkMeeting(
            held_on=day,
            purpose=words.prose(town.rng, 1),
            outcome="" if day > town.today else words.prose(town.rng, 1),
            others=4,
            **_written(town, one, min(day, town.today)),
        )
        for day in (*days, town.day(-12))
    ]


def _story(town: Town, one: Led) -> ValueStory:
    return ValueStory(
        title=f"{words.title(one.number * 3).partition(' for ')[0]} kom nærmere",
        change=words.prose(town.rng),
        gain=town.rng.choice(ValueStory.Gain.values),
        for_whom="Familier i to kvarterer",
        evidence=words.prose(town.rng, 1),
        **_written(town, one, town.day_since(one.theme.starts_on)),
    )


def _have_ideas(town: Town, led: list[Led]) -> None:
    """Ideas at every stage; those in the base were handed over to a manager first."""
    pairs = [(one, _idea(town, one, place)) for one in led for place in range(IDEAS)]
    stages = [row.stage for _one, row in pairs]
    for _one, row in pairs:
        row.stage = Stage.READY if row.stage in IN_BASE else row.stage
    save([row for _one, row in pairs])
    put(_step(row) for _one, row in pairs)
    adopted = [
        (one, row) for (one, row), stage in zip(pairs, stages, strict=True) if stage in IN_BASE
    ]
    handed = save([_handover(town, one, row) for one, row in adopted])
    for (_one, row), handover in zip(adopted, handed, strict=True):
        row.stage, row.handover = Stage.ADOPTED, handover
    Idea.objects.bulk_update([row for _one, row in adopted], ["stage", "handover"], batch_size=200)


def _idea(town: Town, one: Led, place: int) -> Idea:
    stage = STAGES[(one.number + place) % len(STAGES)]
    since = town.day_since(one.theme.starts_on)
    return Idea(
        title=f"Prøv {town.rng.choice(words.STEPS).lower()}",
        description=words.prose(town.rng),
        giver=town.rng.choice(town.employees),
        stage=stage,
        stage_since=since,
        learned="Det tog længere tid, end vi troede." if stage == Stage.STOPPED else "",
        **_written(town, one, since),
    )


def _step(idea: Idea) -> IdeaStep:
    return IdeaStep(idea=idea, to_stage=idea.stage, at=idea.created_at, by=idea.created_by)


def _handover(town: Town, one: Led, idea: Idea) -> Handover:
    receiver = town.rng.choice(town.managers)
    asked = idea.created_at + timedelta(days=3)
    return Handover(
        idea=idea,
        receiver=receiver,
        unit=receiver.unit,
        look_again_on=town.day(-200),
        asked_by=idea.created_by,
        asked_at=asked,
        accepted_at=asked,
        confirmed_by=one.reference_leader or receiver,
        confirmed_at=asked + timedelta(days=2),
    )


def _link(town: Town, one: Led, agendas: list[StrategicAgenda]) -> AgendaLink:
    return AgendaLink(
        agenda=agendas[one.number % len(agendas)],
        connection=words.prose(town.rng, 1),
        state=AgendaLink.State.RECOGNISED,
        state_on=one.theme.starts_on,
        **_written(town, one, one.theme.starts_on),
    )


def _use(town: Town, one: Led, arenas: dict[int, Arena]) -> ArenaUse:
    """Every other was used, and the rest is still to be."""
    asked, is_used = one.theme.starts_on, one.number % 2 == 0
    return ArenaUse(
        arena=arenas[one.reference_leader.pk],
        state=ArenaUse.State.USED if is_used else ArenaUse.State.OFFERED,
        asked_on=asked,
        offered_on=asked,
        used_on=town.day_since(asked) if is_used else None,
        outcome=words.prose(town.rng, 1) if is_used else "",
        **_written(town, one, asked),
    )
