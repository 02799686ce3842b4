"""What employees of the demo propose for a theme's page: news, and other words for its texts."""

from typing import Any

from referenceledelse.demo.clock import Clock
from roles.models import User
from themes.models import Contribution, Theme, ThemeUpdate
from themes.queries.assignments import leading
from themes.services.contributions import (
    decline_contribution,
    propose_news,
    propose_texts,
    take_contribution,
)

type Row = dict[str, Any]
State = Contribution.State


def contribute(clock: Clock, people: dict[str, User], texts: Row) -> None:
    """News and texts, some of them answered by the network leader."""
    for row in texts["news"]:
        theme, author = Theme.objects.get(slug=row["theme"]), people[row["author"]]
        _settle(clock, propose_news(theme=theme, by=author, text=row["text"]), row)
    for row in texts["change"]:
        theme, author = Theme.objects.get(slug=row["theme"]), people[row["author"]]
        told = {"why": row["why"], row["field"]: row["text"]}
        for one in propose_texts(theme=theme, version=theme.version, by=author, **told):
            _settle(clock, one, row)


def _settle(clock: Clock, one: Contribution, row: Row) -> None:
    """Answer what is answered, and move the stamps to its days."""
    days = {"proposed_at": clock.at(row["days_ago"], 10, 35)}
    if row["state"] != State.WAITING:
        leader, moment = leading(one.theme)["network_leader"], clock.at(row["answered"], 13, 15)
        if row["state"] == State.TAKEN:
            take_contribution(contribution=one, by=leader)
            news = ThemeUpdate.objects.filter(theme=one.theme, author=one.author, text=one.text)
            news.update(created_at=moment)
        else:
            decline_contribution(contribution=one, by=leader, reason=row["reason"])
        days["answered_at"] = moment
        if row.get("is_read", True):
            days["read_at"] = clock.at(row["answered"], 15, 40)
    Contribution.objects.filter(pk=one.pk).update(**days)
