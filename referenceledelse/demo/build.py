"""Builds the demo municipality from its texts, once; dates count from the day it is built."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from auditlog.context import disable_auditlog
from django.db import transaction
from django.utils import timezone

from referenceledelse.core.web.checking import check
from referenceledelse.demo import DOMAIN, secretariat
from referenceledelse.demo.acknowledged_value import acknowledge_value
from referenceledelse.demo.allocations import allocate
from referenceledelse.demo.clock import Clock
from referenceledelse.demo.contributions import contribute
from referenceledelse.demo.conversations import Talk, Texts
from referenceledelse.demo.encouragements import encourage_some
from referenceledelse.demo.first_steps import note_steps
from referenceledelse.demo.freed import free_for_networks
from referenceledelse.demo.introductions import introduce
from referenceledelse.demo.manager import build_managers
from referenceledelse.demo.mandates import make_mandates
from referenceledelse.demo.member_requests import ask
from referenceledelse.demo.past_rounds import put_in_rounds
from referenceledelse.demo.preparations import prepare
from referenceledelse.demo.rooms import Rooms
from referenceledelse.demo.scenarios import SCENARIOS
from referenceledelse.demo.showpiece import live
from referenceledelse.demo.stances import put_in_words
from referenceledelse.demo.stones import lay_stones
from roles.models import RoleKey, Unit, User
from roles.services import ensure_secretariat_group
from themes.models import Assignment, Gate, Phase, Theme, ThemeType, ThemeUpdate
from themes.services import propose_theme, send_proposal, write_update
from themes.services.assignments import give_role

HERE = Path(__file__).resolve().parent
HELD = (RoleKey.NETWORK_LEADER, RoleKey.REFERENCE_LEADER, RoleKey.CO_DRIVER)


def build_once() -> bool:
    """Build the municipality, all of it or nothing, unless it stands; whether it was built."""
    if User.objects.filter(email__endswith=f"@{DOMAIN}").exists():
        return False
    with transaction.atomic(), disable_auditlog():
        Municipality(timezone.now()).build()
    return True


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


class Municipality:
    """The town while it is being built: its rows, and the people and units made so far."""

    def __init__(self, now: datetime) -> None:
        self.rows = _read("municipality.toml")
        self.clock = Clock(now)
        self.texts = Texts(_read("conversations.toml"))
        self.showpiece = _read("showpiece.toml")
        self.units: dict[str, Unit] = {}
        self.people: dict[str, User] = {}
        self.phases = {phase.key: phase for phase in Phase.objects.all()}
        self.types = {kind.key: kind for kind in ThemeType.objects.all()}

    def build(self) -> None:
        for row in self.rows["unit"]:
            parent = self.units.get(row.get("parent", ""))
            self.units[row["key"]] = Unit.objects.create(name=row["name"], parent=parent)
        for row in self.rows["person"]:
            self.people[row["key"]] = self._person(row)
        for row in self.rows["unit"]:
            if manager := self.people.get(row.get("manager", "")):
                Unit.objects.filter(pk=self.units[row["key"]].pk).update(manager=manager)
        self.secretary = next(p for p in self.people.values() if p.is_staff)
        for number, row in enumerate(self.rows["theme"]):
            self._theme(row, number)
        for row in self.rows.get("proposal", []):
            self._proposal(row)
        Rooms(self.clock, self.people, self.units, _read("rooms.toml")).build()
        make_mandates(self.clock, _read("mandates.toml"))
        build_managers(self.clock, self.people, self.secretary, _read("manager.toml"))
        secretariat.staff_themes(self.people, self.secretary, self.clock)
        secretariat.fill_worklist(self.clock, self.people, _read("worklist.toml"))
        secretariat.ask_for_help(self.clock, self.people, _read("support.toml"))
        self._take_part(_read("taking_part.toml"))
        self._play(_read("playing.toml"))
        prepare(self.clock, _read("preparations.toml")["preparation"])
        put_in_rounds(self.clock.today)
        examples = _read("examples.toml")["example"]
        secretariat.share_examples(examples, self.people, self.secretary, self.clock)

    def _take_part(self, texts: dict[str, Any]) -> None:
        """What the employees do, and what their line managers do so that they can."""
        encourage_some(self.clock, self.people, texts["encourage"])
        ask(self.clock, self.people, texts["ask"])
        introduce(self.clock, self.people, texts["introduce"])
        contribute(self.clock, self.people, texts)
        free_for_networks(self.clock, self.people, texts["freed"])

    def _play(self, texts: dict[str, Any]) -> None:
        """What the two leaders do for each other beside their talks."""
        put_in_words(self.clock, texts)
        note_steps(self.clock, texts["first_step"])
        lay_stones(self.clock, self.people, texts["stone"])
        allocate(self.clock, texts["allocation"])
        acknowledge_value(self.clock, texts["valued"])

    def _person(self, row: dict[str, Any]) -> User:
        """A person without a password: stepping in asks for none, and signing in finds none."""
        is_secretariat = row.get("secretariat", False)
        person = User.objects.create_user(
            f"{row['key']}@{DOMAIN}",
            name=row["name"],
            job_title=row.get("title", ""),
            unit=self.units[row["unit"]],
            leader_level=row.get("level") or None,
            language=row.get("language") or User.Language.DANISH,
            is_staff=is_secretariat,
            date_joined=self.clock.now,
        )
        if is_secretariat:
            person.groups.add(ensure_secretariat_group())
        return person

    def _theme(self, row: dict[str, Any], number: int) -> None:
        """The theme begins in its first phase, since a closed one could hold no conversation."""
        day, began = self.clock.day, self.clock.at(row["starts_days_ago"])
        theme = Theme(
            **self._texts(row),
            slug=row["key"],
            phase=self.phases[Phase.STARTUP],
            starts_on=day(row["starts_days_ago"]),
            ends_on=day(-row["ends_in_days"]) if "ends_in_days" in row else None,
            contact=self.secretary,
        )
        theme.save(force_insert=True)
        theme.units.set(self.units[key] for key in row.get("units", []))
        self._assign(theme, row)
        self._tell(theme, row)
        self._conversation(theme, row, number)
        since = self._pass_gates(theme, row)
        phase = {"phase": theme.phase, "phase_since": since}
        Theme.objects.filter(pk=theme.pk).update(**phase, created_at=began, updated_at=began)

    def _texts(self, row: dict[str, Any]) -> dict[str, Any]:
        names = (*Theme.TEXTS, "outside_partners")
        texts = {name: row.get(name, "") for name in names}
        return {"title": row["title"], "type": self.types[row["type"]], **texts}

    def _pass_gates(self, theme: Theme, row: dict[str, Any]) -> date:
        """Enter each phase on its day, and tell since when the theme is in the last."""
        since = theme.starts_on
        for key, ago in row.get("entered", {}).items():
            before, theme.phase, since = theme.phase, self.phases[key], self.clock.workday(ago)
            gate = Gate(theme=theme, from_phase=before, to_phase=theme.phase, passed_on=since)
            gate.created_by = self.people[row["network_leader"]]
            check(gate)
            gate.save()
            Gate.objects.filter(pk=gate.pk).update(created_at=self.clock.at(ago))
        return since

    def _assign(self, theme: Theme, row: dict[str, Any]) -> None:
        for role in HELD:
            if person := self.people.get(row.get(role)):
                told = {"theme": theme, "role_id": role, "person": person}
                # Stands for an offer that the person said yes to.
                give_role(Assignment(**told, starts_on=theme.starts_on), by=self.secretary)

    def _tell(self, theme: Theme, row: dict[str, Any]) -> None:
        leader = row.get("network_leader", "")
        for update in row.get("updates", []):
            author = self.people.get(update.get("by", leader), self.secretary)
            told = write_update(theme=theme, by=author, text=update["text"])
            moment = self.clock.at(update["days_ago"], 10, 10)
            ThemeUpdate.objects.filter(pk=told.pk).update(created_at=moment)

    def _conversation(self, theme: Theme, row: dict[str, Any], number: int) -> None:
        if not {"network_leader", "reference_leader"} <= row.keys():
            return
        conversation = Talk(
            theme=theme,
            host=self.people[row["network_leader"]],
            guest=self.people[row["reference_leader"]],
            clock=self.clock,
            texts=self.texts,
            number=number,
            profile=row.get("profile", "early"),
        )
        if theme.slug == self.showpiece["theme"]:
            live(conversation, self.showpiece)
        else:
            SCENARIOS[row["scenario"]](conversation)

    def _proposal(self, row: dict[str, Any]) -> None:
        author = self.people[row["proposed_by"]]
        theme = propose_theme(by=author, **self._texts(row))
        send_proposal(theme=theme, by=author)
        moment = self.clock.at(row["days_ago"], 13, 15)
        Theme.objects.filter(pk=theme.pk).update(
            created_at=moment, updated_at=moment, phase_since=self.clock.day(row["days_ago"])
        )
