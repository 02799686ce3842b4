"""What has happened in the rooms of the demo's themes."""

from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db.models import Model

from referenceledelse.demo.clock import Clock
from roles.models import Unit, User
from themes.models import (
    AgendaLink,
    Arena,
    ArenaUse,
    Assessment,
    Committee,
    Follow,
    Funding,
    Gate,
    Handover,
    Idea,
    IdeaStep,
    IdeaTest,
    Initiative,
    Member,
    NetworkMeeting,
    Ownership,
    Phase,
    Stage,
    StrategicAgenda,
    Theme,
    ThemeAnswer,
    ThemeQuestion,
    ValueStory,
)
from themes.services.themes import check

type Row = dict[str, Any]


class Rooms:
    """Fills the rooms from their texts; every row keeps the rules that forms keep."""

    def __init__(
        self, clock: Clock, people: dict[str, User], units: dict[str, Unit], texts: Row
    ) -> None:
        self.clock, self.people, self.units, self.texts = clock, people, units, texts
        self.agendas: dict[str, StrategicAgenda] = {}
        self.arenas: dict[str, Arena] = {}
        self.questions = {row.key: row for row in ThemeQuestion.objects.all()}
        self.phases = list(Phase.objects.exclude(key=Phase.PROPOSAL))

    def build(self) -> None:
        for row in self.texts["agenda"]:
            fields = {name: row[name] for name in ("title", "description", "forum")}
            decided = self.clock.day(row["decided"])
            self.agendas[row["key"]] = self._save(StrategicAgenda(decided_on=decided, **fields))
        for row in self.texts["arena"]:
            fields = {name: row[name] for name in ("name", "purpose", "rhythm")}
            self.arenas[row["name"]] = self._save(Arena(owner=self.people[row["owner"]], **fields))
        for row in self.texts["room"]:
            theme = Theme.objects.select_related("phase").get(slug=row["theme"])
            Room(self, theme, row).build()

    def _save[M: Model](self, row: M) -> M:
        check(row)
        row.save()
        return row


class Room:
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
        self._gates()
        Follow.objects.create(theme=self.theme, person=self.people["mette-skovgaard-lind"])

    def day(self, row: Row, name: str) -> date | None:
        return self.clock.day(row[name]) if name in row else None

    def _save[M: Model](self, row: M, by: User, days_ago: int = 0) -> M:
        row.theme, row.created_by = self.theme, by
        check(row)
        row.save()
        type(row).objects.filter(pk=row.pk).update(created_at=self.clock.at(max(days_ago, 0)))
        return row

    def _members(self, row: Row) -> None:
        person = self.people.get(row.get("person", ""))
        member = Member(
            kind=row.get("kind", "employee"),
            person=person,
            name=person.name if person else row["name"],
            organisation=row.get("organisation", ""),
            part=row.get("part", ""),
            may_be_listed=row.get("listed", False),
            joined_on=self.day(row, "days_ago"),
        )
        self._save(member, self.host, row["days_ago"])

    def _meetings(self, row: Row) -> None:
        ago = row.pop("days_ago")
        meeting = self._save(NetworkMeeting(held_on=self.clock.workday(ago), **row), self.host, ago)
        if ago > 0:
            there = Member.objects.filter(theme=self.theme, joined_on__lte=meeting.held_on)
            meeting.participants.set(there)

    def _links(self, row: Row) -> None:
        link = AgendaLink(
            agenda=self.rooms.agendas[row["agenda"]],
            connection=row["connection"],
            state=row["state"],
            state_on=self.day(row, "days_ago"),
            forum=row.get("forum", ""),
        )
        self._save(link, self.guest, row["days_ago"])

    def _initiatives(self, row: Row) -> None:
        contact, unit = self.people[row.pop("contact")], self.rooms.units[row.pop("unit")]
        self._save(Initiative(unit=unit, contact=contact, **row), self.host)

    def _uses(self, row: Row) -> None:
        states = ArenaUse.State
        state = states.USED if "used" in row else states.ASKED
        if "offered" in row and "used" not in row:
            state = states.OFFERED
        use = ArenaUse(
            arena=self.rooms.arenas.get(row.get("arena", "")),
            wish=row.get("wish", ""),
            state=state,
            asked_on=self.day(row, "asked"),
            offered_on=self.day(row, "offered"),
            used_on=self.day(row, "used"),
            answer=row.get("answer", ""),
            outcome=row.get("outcome", ""),
        )
        self._save(use, self.host, row["asked"])

    def _funding(self, row: Row) -> None:
        funding = Funding(
            need=row["need"],
            source=row["source"],
            origin=row["origin"],
            applicant=self.guest,
            deadline=self.day(row, "deadline"),
            amount_needed=row["needed"],
            status=row["status"],
            amount_applied=row.get("amount_applied"),
            applied_on=self.day(row, "applied"),
            amount_granted=row.get("granted"),
            decided_on=self.day(row, "decided"),
            decision=row.get("decision", ""),
        )
        self._save(funding, self.guest, row.get("applied", 30))

    def _leaders(self, row: Row) -> None:
        ownership = Ownership(
            leader=self.people[row["leader"]],
            stage=row["stage"],
            last_contact_on=self.day(row, "last"),
            next_contact_on=self.day(row, "next"),
            next_by=self.people.get(row.get("by", "")),
        )
        self._save(ownership, self.host, row["last"])

    def _stories(self, row: Row) -> None:
        texts = {name: row.get(name, "") for name in ("title", "change", "for_whom", "evidence")}
        shown = {
            f"{audience}_on": self.day(row, audience)
            for audience in ("organisation", "politicians", "city")
        }
        since = self.clock.at(row["days_ago"]) if row.get("public") else None
        story = ValueStory(gain=row["gain"], public_since=since, **texts, **shown)
        self._save(story, self.host, row["days_ago"])

    def _ideas(self, row: Row) -> None:
        way = [(Stage(stage), ago) for stage, ago in row["way"].items()]
        giver = self.people.get(row.get("giver", ""))
        idea = Idea(
            title=row["title"],
            description=row.get("description", ""),
            giver=giver,
            giver_name=row.get("giver_name", ""),
            learned=row.get("learned", ""),
        )
        self._save(idea, giver or self.host, way[0][1])
        if "test" in row:
            self._test(idea, dict(row["test"]))
        handover = self._handover(idea, row["receiver"], dict(way)) if "receiver" in row else None
        stage, since = way[-1]
        is_in_base = stage in (Stage.ADOPTED, Stage.SCALED)
        idea.stage, idea.stage_since = stage, self.clock.day(since)
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

    def _at(self, ago: int) -> datetime:
        return self.clock.at(ago, 13, 30)

    def _test(self, idea: Idea, row: Row) -> None:
        days = {"starts_on": self.day(row, "starts"), "ends_on": self.day(row, "ends")}
        for name in ("starts", "ends"):
            row.pop(name, None)
        test = IdeaTest(idea=idea, **days, **row)
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
        committee = Committee.objects.filter(name_da=row.get("committee", "")).first()
        assessment = Assessment(
            theme=self.theme,
            created_by=self.guest,
            interplay=row["interplay"],
            committee=committee,
            reason=row["reason"],
            assessed_on=self.day(row, "days_ago"),
            meets_on=self.day(row, "meets"),
            next_review_on=self.day(row, "next"),
        )
        assessment.save()

    def _gates(self) -> None:
        """The theme has spent the same time in each phase until the one that it is in."""
        passed = [one for one in self.rooms.phases if one.order <= self.theme.phase.order]
        begun = (self.clock.today - self.theme.starts_on).days
        for number, (before, after) in enumerate(pairwise(passed), start=1):
            ago = begun - number * (begun - self._in_phase()) // (len(passed) - 1)
            gate = Gate(from_phase=before, to_phase=after, passed_on=self.clock.day(ago))
            self._save(gate, self.host, ago)
            for key, text in self.row.get("answers", {}).items():
                question = self.rooms.questions[key]
                if question.phase_id == before.pk:
                    ThemeAnswer.objects.create(
                        theme=self.theme, question=question, gate=gate, text=text, by=self.host
                    )

    def _in_phase(self) -> int:
        return (self.clock.today - self.theme.phase_since).days
