"""What stands in the rooms of the cast's theme, made through the services."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from roles.models import Unit, User
from tests.cast import Cast
from themes.models import (
    AgendaLink,
    Allocation,
    Arena,
    ArenaUse,
    Assessment,
    AssessmentRequest,
    Committee,
    CommitteeMeeting,
    Example,
    Funding,
    Handover,
    Idea,
    IdeaPlace,
    IdeaTest,
    Initiative,
    Member,
    NetworkMeeting,
    NoNewAgenda,
    NoOutsideMoney,
    Ownership,
    Round,
    Stage,
    StrategicAgenda,
    ValueStory,
)
from themes.services import (
    examples,
    handovers,
    ideas,
    introductions,
    politics,
    records,
    strategy,
)
from themes.services.arenas import ask_for_arena, keep_arena, offer_arena


def today(days: int = 0) -> Any:
    return timezone.localdate() + timedelta(days=days)


def leader(cast: Cast, level: int = 4) -> User:
    """A leader at level 4 in the unit that the theme touches."""
    rows = User.objects.filter(leader_level=level, unit=cast.eva.unit)
    if found := rows.first():
        return found
    mail = f"leder{level}@example.org"
    fields = {"name": f"Lone Niveau{level}", "leader_level": level, "unit": cast.eva.unit}
    return User.objects.create_user(mail, "en lang adgangskode", **fields)


def member(cast: Cast, **fields: Any) -> Member:
    """A citizen who agreed to be listed."""
    told = {"kind": "citizen", "name": "Bodil Borger", "may_be_listed": True} | fields
    row = Member(theme=cast.theme, joined_on=today(), **told)
    return records.add(row, by=cast.anna)


def meeting(cast: Cast, **fields: Any) -> NetworkMeeting:
    told = {"purpose": "Lære hinanden at kende", "held_on": today()} | fields
    return records.add(NetworkMeeting(theme=cast.theme, **told), by=cast.anna)


def agenda(title: str = "Sund hele livet") -> StrategicAgenda:
    return StrategicAgenda.objects.get_or_create(title=title)[0]


def agenda_link(cast: Cast, **fields: Any) -> AgendaLink:
    told = {"agenda": agenda(), "connection": "Flere mødes", "state_on": today()} | fields
    return records.add(AgendaLink(theme=cast.theme, **told), by=cast.bo)


def proposed_agenda(cast: Cast) -> AgendaLink:
    """An agenda that Anna proposes for Bo to set."""
    return strategy.propose_agenda(theme=cast.theme, by=cast.anna, title="Ingen er alene")


def no_new_agenda(cast: Cast) -> NoNewAgenda:
    return records.add(NoNewAgenda(theme=cast.theme, reason="De findes"), by=cast.bo)


def no_outside_money(cast: Cast) -> NoOutsideMoney:
    return records.add(NoOutsideMoney(theme=cast.theme, reason="Vi har nok"), by=cast.bo)


def committee_meeting(cast: Cast, **fields: Any) -> CommitteeMeeting:
    told = {"committee": Committee.objects.first(), "held_on": today(), "wished": "Mere"} | fields
    return records.add(CommitteeMeeting(theme=cast.theme, **told), by=cast.bo)


def initiative(cast: Cast, **fields: Any) -> Initiative:
    return records.add(Initiative(theme=cast.theme, name="Besøgsvenner", **fields), by=cast.anna)


def funding(cast: Cast, **fields: Any) -> Funding:
    told = {
        "need": "En bus",
        "source": "Velfærdspuljen",
        "origin": "internal",
        "amount_needed": 100_000,
    }
    return records.add(Funding(theme=cast.theme, **told | fields), by=cast.bo)


def allocation(cast: Cast, **fields: Any) -> Allocation:
    told = {"what": "En projektmedarbejder", "hours_a_week": 10, "starts_on": today()} | fields
    return records.add(Allocation(theme=cast.theme, **told), by=cast.bo)


def ownership(cast: Cast, **fields: Any) -> Ownership:
    told = {"leader": leader(cast), "last_contact_on": today()} | fields
    return records.add(Ownership(theme=cast.theme, **told), by=cast.anna)


def introduced(cast: Cast, **fields: Any) -> Ownership:
    """Bo has introduced Finn."""
    told = {"theme": cast.theme, "leader": cast.finn, "words": "Ring før ni"}
    return introductions.introduce_leader(**told | {"by": cast.bo} | fields)


def story(cast: Cast, **fields: Any) -> ValueStory:
    told = {
        "title": "Torsdagskaffen",
        "change": "Tolv naboer spiser sammen",
        "gain": "citizen",
        "for_whom": "Naboer i Søparken",
    }
    return records.add(ValueStory(theme=cast.theme, **told | fields), by=cast.anna)


def idea(cast: Cast, stage: str = Stage.IDEA, **fields: Any) -> Idea:
    """Eva's idea, taken to the stage by Anna; into the base by Eva's unit and Bo."""
    told = {"title": "Kaffe om torsdagen", "giver": cast.eva} | fields
    row = ideas.give_idea(Idea(theme=cast.theme, **told), by=cast.eva)
    way = {
        Stage.IDEA: (),
        Stage.TEST: (Stage.TEST,),
        Stage.READY: (Stage.TEST, Stage.READY),
        Stage.ADOPTED: (Stage.TEST, Stage.READY),
        Stage.SCALED: (Stage.TEST, Stage.READY),
    }
    for to in way[Stage(stage)]:
        row = ideas.move_idea(idea=row, to=to, by=cast.anna, version=row.version)
    if stage in (Stage.ADOPTED, Stage.SCALED):
        asked = handover(cast, row)
        handovers.answer_handover(handover=asked, by=cast.finn, is_accepted=True)
        row = handovers.confirm_handover(handover=asked, by=cast.bo)
    if stage == Stage.SCALED:
        row = ideas.move_idea(idea=row, to=stage, by=cast.anna, version=row.version)
    return row


def idea_place(cast: Cast, row: Idea | None = None, **fields: Any) -> IdeaPlace:
    told = {"place": "Boligforeningen", "used_since": today()} | fields
    place = IdeaPlace(theme=cast.theme, idea=row or idea(cast, Stage.SCALED), **told)
    return records.add(place, by=cast.anna)


def idea_test(cast: Cast, row: Idea | None = None) -> IdeaTest:
    row = row or idea(cast)
    return ideas.start_test(idea=row, by=cast.anna, hypothesis="Kaffe samler naboer")


def handover(cast: Cast, row: Idea | None = None, **fields: Any) -> Handover:
    """Finn is asked to receive an idea that is ready."""
    row = row or idea(cast, Stage.READY)
    told = {"receiver": cast.finn, "unit": Unit.objects.first(), "look_again_on": today(90)}
    return handovers.ask_receiver(idea=row, by=cast.anna, **told | fields)


def arena(cast: Cast, name: str = "Chefforum") -> Arena:
    """An arena in Bo's register."""
    fields = {"name": name, "purpose": "Fremlægge", "rhythm": "Hver tirsdag", "is_open": True}
    return keep_arena(arena=Arena(owner=cast.bo), by=cast.bo, **fields)


def wish(cast: Cast, **fields: Any) -> ArenaUse:
    told = {"wish": "Møde de kommunale boligfolk"} | fields
    return ask_for_arena(use=ArenaUse(theme=cast.theme, **told), by=cast.anna)


def offered(cast: Cast) -> ArenaUse:
    return offer_arena(use=wish(cast), arena=arena(cast), by=cast.bo)


def assessment(cast: Cast, **fields: Any) -> Assessment:
    told = {"interplay": "not_yet", "reason": "Intet nyt", "next_review_on": today(60)} | fields
    row = Assessment(theme=cast.theme, **told)
    current = Assessment.objects.filter(theme=cast.theme, is_current=True).first()
    return politics.assess(assessment=row, by=cast.bo, replaces=current and current.pk)


def assessment_request(cast: Cast) -> AssessmentRequest:
    return politics.ask_for_assessment(theme=cast.theme, by=cast.anna, why="Sagen er i avisen")


def round_of_proposals(days: int = 30) -> Round:
    """A round that takes proposals for so many days yet; the municipality's own may come before."""
    deadline = today(days)
    fields = {"name_da": "Forårsrunden", "decides_on": deadline + timedelta(days=30)}
    return Round.objects.get_or_create(deadline=deadline, defaults=fields)[0]


def example(cast: Cast, status: str = "draft", **fields: Any) -> Example:
    """Anna's example of the duty to raise capital, taken as far as the status."""
    told = {
        "duty": "capital",
        "title": "Penge på en uge",
        "happened": "Bo ringede til tre afdelinger.",
        "useful": "Bed om et lille beløb.",
        "theme": cast.theme,
    }
    row = examples.write_example(by=cast.anna, **told | fields)
    if status != "draft":
        row = examples.send_example(example=row, by=cast.anna)
    if status == "approved":
        row = examples.approve_example(example=row, by=cast.gry, version=row.version)
    return row
