"""What has happened in the rooms of the demo's themes."""

from datetime import datetime
from typing import Any

from django.db.models import DateField, Model

from referenceledelse.core.web.checking import check
from referenceledelse.demo.clock import Clock
from roles.models import Unit, User
from themes.models import (
    AgendaLink,
    Arena,
    ArenaUse,
    Assessment,
    Committee,
    CommitteeMeeting,
    Follow,
    Funding,
    Gate,
    Handover,
    Idea,
    IdeaPlace,
    IdeaStep,
    IdeaTest,
    Initiative,
    Member,
    NetworkMeeting,
    NoNewAgenda,
    NoOutsideMoney,
    Ownership,
    Stage,
    StrategicAgenda,
    Theme,
    ThemeAnswer,
    ThemeQuestion,
    ValueStory,
)

type Row = dict[str, Any]


class Rooms:
    """Fills the rooms from their texts; every row keeps the rules that forms keep."""

    def __init__(
        self, clock: Clock, people: dict[str, User], units: dict[str, Unit], texts: Row
    ) -> None:
        self.clock, self.people, self.units, self.texts = clock, people, units, texts
        self.agendas: dict[str, StrategicAgenda] = {}
        self.arenas: dict[str, Arena] = {}
        self.committees = {row.name_da: row for row in Committee.objects.all()}
        self.questions = {row.key: row for row in ThemeQuestion.objects.all()}

    def build(self) -> None:
        for row in self.texts["agenda"]:
            key = row.pop("key")
            self.agendas[key] = self._save(self.made(StrategicAgenda, row))
        for row in self.texts["arena"]:
            self.arenas[row["name"]] = self._save(self.made(Arena, row))
        for row in self.texts["room"]:
            theme = Theme.objects.select_related("phase").get(slug=row["theme"])
            FilledRooms(self, theme, row).build()

    def made[M: Model](self, model: type[M], row: Row) -> M:
        """What the row says by its fields: a day as days ago, whatever has a key by its key."""
        known = {
            User: self.people,
            Unit: self.units,
            StrategicAgenda: self.agendas,
            Arena: self.arenas,
            Committee: self.committees,
        }
        fields = {}
        for name, value in row.items():
            field = model._meta.get_field(name)
            if isinstance(field, DateField):
                value = self.clock.workday(value)
            fields[name] = known[field.related_model][value] if field.is_relation else value
        return model(**fields)

    def _save[M: Model](self, row: M) -> M:
        check(row)
        row.save()
        return row


class FilledRooms:
    """One theme's rooms while they are being filled."""

    KINDS = (
        "members",
        "meetings",
        "links",
        "initiatives",
        "uses",
        "funding",
        "leaders",
        "stories",
        "ideas",
        "assessments",
        "committees",
        "no_new_agenda",
        "no_outside_money",
    )

    def __init__(self, rooms: Rooms, theme: Theme, row: Row) -> None:
        self.rooms, self.theme, self.row = rooms, theme, row
        self.clock, self.people = rooms.clock, rooms.people
        held = {one.role_id: one.person for one in theme.assignments.select_related("person")}
        self.host, self.guest = held["network_leader"], held["reference_leader"]

    def build(self) -> None:
        for kind in self.KINDS:
            for row in self.row.get(kind, []):
                getattr(self, f"_{kind}")(dict(row))
        self._answers()
        Follow.objects.create(theme=self.theme, person=self.people["mette-skovgaard-lind"])

    def _save[M: Model](self, row: M, by: User, days_ago: int = 0) -> M:
        row.theme, row.created_by = self.theme, by
        check(row)
        row.save()
        type(row).objects.filter(pk=row.pk).update(created_at=self.clock.at(max(days_ago, 0)))
        return row

    def _members(self, row: Row) -> None:
        ago, by = row.pop("days_ago"), row.pop("by", "host")
        member = self.rooms.made(Member, {"kind": "employee", "joined_on": ago} | row)
        member.name = member.person.name if member.person else member.name
        self._save(member, {"host": self.host, "guest": self.guest}[by], ago)

    def _meetings(self, row: Row) -> None:
        ago = row.pop("days_ago")
        meeting = self._save(NetworkMeeting(held_on=self.clock.workday(ago), **row), self.host, ago)
        if ago > 0:
            there = Member.objects.filter(theme=self.theme, joined_on__lte=meeting.held_on)
            meeting.participants.set(there)

    def _links(self, row: Row) -> None:
        ago = row.pop("days_ago")
        self._save(self.rooms.made(AgendaLink, row | {"state_on": ago}), self.guest, ago)

    def _initiatives(self, row: Row) -> None:
        self._save(self.rooms.made(Initiative, row), self.host)

    def _uses(self, row: Row) -> None:
        use, states = self.rooms.made(ArenaUse, row), ArenaUse.State
        use.state = states.OFFERED if use.offered_on else states.ASKED
        if use.used_on:
            use.state = states.USED
        self._save(use, self.host, row["asked_on"])

    def _funding(self, row: Row) -> None:
        funding = self.rooms.made(Funding, row)
        funding.applicant = funding.applicant or self.guest
        self._save(funding, self.guest, row.get("applied_on", 30))

    def _leaders(self, row: Row) -> None:
        line = self.rooms.made(Ownership, row)
        if line.said:
            line.heard_on = line.last_contact_on
        self._save(line, self.host, row["last_contact_on"])

    def _stories(self, row: Row) -> None:
        ago, is_public = row.pop("days_ago"), row.pop("public", False)
        story = self.rooms.made(ValueStory, row)
        story.public_since = self.clock.at(ago) if is_public else None
        self._save(story, self.host, ago)

    def _ideas(self, row: Row) -> None:
        way = [(Stage(stage), ago) for stage, ago in row.pop("way").items()]
        test, receiver = row.pop("test", None), row.pop("receiver", None)
        places = row.pop("places", [])
        idea = self.rooms.made(Idea, row)
        self._save(idea, idea.giver or self.host, way[0][1])
        if test:
            self._test(idea, test)
        handover = self._handover(idea, receiver, dict(way)) if receiver else None
        stage, since = way[-1]
        is_in_base = stage in (Stage.ADOPTED, Stage.SCALED)
        idea.stage, idea.stage_since = stage, self.clock.workday(since)
        idea.handover = handover if is_in_base else None
        idea.look_again_on = handover.look_again_on if is_in_base else None
        check(idea)
        idea.save()
        for number, (to, ago) in enumerate(way):
            before = way[number - 1][0] if number else ""
            by = self.guest if to == Stage.ADOPTED else self.host
            reason = idea.learned if to == Stage.STOPPED else ""
            IdeaStep.objects.create(
                idea=idea, from_stage=before, to_stage=to, at=self._at(ago), by=by, reason=reason
            )

        for place in places:
            used = self.rooms.made(IdeaPlace, place)
            used.idea = idea
            self._save(used, self.host, place["used_since"])

    def _at(self, ago: int) -> datetime:
        return self.clock.at(ago, 13, 30)

    def _test(self, idea: Idea, row: Row) -> None:
        test = self.rooms.made(IdeaTest, row)
        test.idea = idea
        check(test)
        test.save()

    def _handover(self, idea: Idea, row: Row, way: dict[Stage, int]) -> Handover:
        adopted = way.get(Stage.ADOPTED)
        return Handover.objects.create(
            idea=idea,
            receiver=self.people[row["person"]],
            unit=self.rooms.units[row["unit"]],
            note=row.get("note", ""),
            look_again_on=self.clock.day(-60),
            asked_by=self.host,
            asked_at=self._at(row["asked"]),
            accepted_at=self._at(row["accepted"]),
            confirmed_by=self.guest if adopted else None,
            confirmed_at=self._at(adopted) if adopted else None,
        )

    def _assessments(self, row: Row) -> None:
        Assessment.objects.filter(theme=self.theme).update(is_current=False)
        assessment = self.rooms.made(Assessment, {"assessed_on": row.pop("days_ago")} | row)
        assessment.theme, assessment.created_by = self.theme, self.guest
        assessment.save()

    def _committees(self, row: Row) -> None:
        self._save(self.rooms.made(CommitteeMeeting, row), self.guest, row["held_on"])

    def _no_new_agenda(self, row: Row) -> None:
        self._save(NoNewAgenda(reason=row["reason"]), self.guest, row["days_ago"])

    def _no_outside_money(self, row: Row) -> None:
        self._save(NoOutsideMoney(reason=row["reason"]), self.guest, row["days_ago"])

    def _answers(self) -> None:
        """What was answered at the gate of each phase that the theme has left."""
        gates = {gate.from_phase_id: gate for gate in Gate.objects.filter(theme=self.theme)}
        for key, text in self.row.get("answers", {}).items():
            question = self.rooms.questions[key]
            gate = gates[question.phase_id]
            told = {"question": question, "gate": gate, "text": text, "by": self.host}
            ThemeAnswer.objects.create(theme=self.theme, **told)
