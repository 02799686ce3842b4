"""Who in the demo asks to take part in a network, and what the network leader answers."""

from typing import Any

from referenceledelse.demo.clock import Clock
from roles.models import User
from themes.models import Follow, Member, MemberRequest, Theme
from themes.queries.assignments import leading
from themes.queries.network import membership
from themes.services import records
from themes.services.member_requests import answer_member_request, ask_to_take_part

type Row = dict[str, Any]


def ask(clock: Clock, people: dict[str, User], rows: list[Row]) -> None:
    """Some wait, one is talking first, one is welcome, and one heard not now."""
    for row in rows:
        theme = Theme.objects.get(slug=row["theme"])
        person = people[row["person"]]
        wish = ask_to_take_part(theme=theme, by=person, time=row["time"], words=row["words"])
        days = {"asked_at": clock.at(row["days_ago"], 11, 20)}
        if row["state"] != MemberRequest.State.WAITING:
            days |= _answer(clock, wish, row)
        MemberRequest.objects.filter(pk=wish.pk).update(**days)


def _answer(clock: Clock, wish: MemberRequest, row: Row) -> Row:
    """Answer as the network leader; who asked has read it, and the line manager has seen it."""
    leader, ago = leading(wish.theme)["network_leader"], row["answered"]
    told = {"answer": row["state"], "message": row["message"]}
    answer_member_request(wish=wish, by=leader, **told)
    if row["state"] == MemberRequest.State.WELCOMED:
        _come_in(clock, wish, leader, row)
    read = clock.at(ago, 15, 30)
    return {"answered_at": clock.at(ago, 14, 10), "read_at": read, "manager_seen_at": read}


def _come_in(clock: Clock, wish: MemberRequest, leader: User, row: Row) -> None:
    """Say what the new member brings, and move the day to that of the answer."""
    member = membership(wish.person, wish.theme)
    member = records.edit(member, by=leader, version=member.version, part=row["part"])
    ago, moment = row["answered"], clock.at(row["answered"], 14, 10)
    Member.objects.filter(pk=member.pk).update(joined_on=clock.workday(ago), created_at=moment)
    Follow.objects.filter(theme=wish.theme, person=wish.person).update(since=moment)
