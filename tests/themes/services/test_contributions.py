"""What somebody proposes for a theme: a text or a piece of news, taken, declined, taken back."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from referenceledelse.core.web.edits import fingerprint
from referenceledelse.core.web.errors import Refused, Stale
from tests.town import EMPLOYEE, MEMBER, NL, ONE, OTHER_NL, RL, Town
from themes.models import Contribution, Phase, Theme
from themes.services import contributions

pytestmark = pytest.mark.django_db

State = Contribution.State
NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
TEXT = {"field": "ambition", "text": "Ingen alene"}
NEWS = {"field": "", "text": "Vi begynder"}


def close(town: Town) -> None:
    Theme.objects.filter(pk=town.theme.pk).update(phase=Phase.objects.get(key=Phase.CLOSED))


def waiting(town: Town, theme: Theme | None = None, **told: Any) -> Contribution:
    told = {"author": town[EMPLOYEE], **TEXT} | told
    return Contribution.objects.create(theme=theme or town.theme, **told)


def theme(town: Town) -> Theme:
    return Theme.objects.get(pk=town.theme.pk)


# Proposed


def news(town: Town, name: str = EMPLOYEE, text: str = "Vi begynder") -> Contribution:
    return contributions.propose_news(theme=town.theme, by=town[name], text=text)


def texts(town: Town, name: str = EMPLOYEE, **told: str) -> list[Contribution]:
    version = told.pop("version", town.theme.version)
    return contributions.propose_texts(theme=town.theme, version=version, by=town[name], **told)


def test_news_that_wait_already_are_not_proposed_twice(town: Town) -> None:
    row = news(town)
    assert (row.theme, row.author, row.field, row.text) == (
        town.theme,
        town[EMPLOYEE],
        "",
        "Vi begynder",
    )
    assert news(town) == row
    assert len({row, news(town, MEMBER), news(town, text="Andet")}) == 3
    Contribution.objects.update(state=State.WITHDRAWN)
    assert news(town) != row


def test_each_text_that_differs_is_a_proposal_of_its_own(town: Town) -> None:
    told = {"ambition": "Ingen alene", "challenge": town.theme.challenge, "title": "Sammen"}
    rows = texts(town, why="Kortere", **told)
    found = [(row.field, row.before, row.text, row.why, row.author) for row in rows]
    assert found == [
        ("ambition", town.theme.ambition, "Ingen alene", "Kortere", town[EMPLOYEE]),
        ("title", town.theme.title, "Sammen", "Kortere", town[EMPLOYEE]),
    ]
    assert texts(town, why="Kortere", **told) == rows
    with pytest.raises(Refused, match="begrundelse") as said:
        texts(town, why="Bedre", **told)
    assert "why" in said.value.fields
    assert texts(town, MEMBER, why="Bedre", **told) != rows
    assert Contribution.objects.count() == 4


def test_nothing_is_proposed_where_nothing_differs_or_the_text_was_changed(town: Town) -> None:
    with pytest.raises(Refused):
        texts(town, challenge=town.theme.challenge)
    with pytest.raises(Stale):
        texts(town, ambition="Ingen alene", version=town.theme.version - 1)
    assert not Contribution.objects.exists()


def test_nothing_is_proposed_for_a_closed_theme(town: Town) -> None:
    close(town)
    for verb in (news, lambda town: texts(town, ambition="Ingen alene")):
        with pytest.raises(PermissionDenied):
            verb(town)


# Answered


def take(town: Town, row: Contribution, name: str = NL, **told: Any) -> Contribution:
    return contributions.take_contribution(contribution=row, by=town[name], **told)


def decline(town: Town, row: Contribution, name: str = NL, reason: str = "Nej") -> Contribution:
    told = {"by": town[name], "reason": reason}
    return contributions.decline_contribution(contribution=row, **told)


def withdraw(town: Town, row: Contribution, name: str = EMPLOYEE) -> Contribution:
    return contributions.withdraw_contribution(contribution=row, by=town[name])


VERBS: list[Callable] = [take, decline, withdraw]


def test_a_text_that_is_taken_is_the_themes(town: Town) -> None:
    row = take(town, waiting(town))
    assert (row.state, row.answered_by, row.read_at) == (State.TAKEN, town[NL], None)
    assert (theme(town).ambition, theme(town).version) == ("Ingen alene", town.theme.version + 1)
    assert take(town, row).answered_at == row.answered_at
    # What the theme says already is taken without another version.
    take(town, waiting(town, before="Før"))
    assert theme(town).version == town.theme.version + 1
    with pytest.raises(Stale):
        take(town, row, ONE)


def test_news_that_are_taken_stand_in_the_authors_name(town: Town) -> None:
    take(town, waiting(town, **NEWS))
    told = theme(town).updates.get()
    assert (told.author, told.text) == (town[EMPLOYEE], "Vi begynder")
    assert theme(town).version == town.theme.version


def test_a_text_that_was_changed_since_is_taken_by_who_has_read_it(town: Town) -> None:
    row = waiting(town, before="Noget andet")
    for seen in ("", fingerprint("Noget andet")):
        with pytest.raises(Stale):
            take(town, row, seen=seen)
    take(town, row, seen=fingerprint(town.theme.ambition))
    assert theme(town).ambition == "Ingen alene"


def test_who_says_no_thanks_says_why(town: Town) -> None:
    row = waiting(town)
    with pytest.raises(Refused) as said:
        decline(town, row, reason=" ")
    assert "reason" in said.value.fields
    row = decline(town, row)
    assert (row.state, row.reason, row.answered_by) == (State.DECLINED, "Nej", town[NL])
    assert (row.answered_at is not None, row.read_at) == (True, None)
    assert decline(town, row).answered_at == row.answered_at
    for told in ({"reason": "Andet"}, {"name": ONE}):
        with pytest.raises(Stale):
            decline(town, row, **told)
    assert theme(town).version == town.theme.version


def test_who_answers_an_own_proposal_has_read_the_answer(town: Town) -> None:
    row = take(town, waiting(town, author=town[NL]))
    assert row.read_at == row.answered_at is not None


def test_its_author_takes_it_back(town: Town) -> None:
    row = withdraw(town, waiting(town))
    assert Contribution.objects.get().state == State.WITHDRAWN
    assert withdraw(town, row).state == State.WITHDRAWN
    for verb in (take, decline):
        with pytest.raises(Stale, match="trukket tilbage"):
            verb(town, row)
    taken = take(town, waiting(town))
    with pytest.raises(Stale, match="Anna Netsø har allerede svaret: brugt"):
        withdraw(town, taken)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", [RL, OTHER_NL, MEMBER])
def test_nobody_else_answers_or_takes_it_back(town: Town, verb: Callable, name: str) -> None:
    with pytest.raises(PermissionDenied):
        verb(town, waiting(town), name)


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_is_answered_on_a_closed_theme(town: Town, verb: Callable) -> None:
    close(town)
    with pytest.raises(Refused, match="Temaet er afsluttet"):
        verb(town, waiting(town))


def test_the_author_alone_reads_the_answer_once(town: Town) -> None:
    row, other = waiting(town), waiting(town, **NEWS)
    contributions.mark_read(contribution=row, by=town[EMPLOYEE])
    assert Contribution.objects.get(pk=row.pk).read_at is None
    answered, _other = decline(town, row), decline(town, other)
    with pytest.raises(PermissionDenied):
        contributions.mark_read(contribution=answered, by=town[NL])
    contributions.mark_read(contribution=answered, by=town[EMPLOYEE])
    assert Contribution.objects.get(pk=other.pk).read_at is None
    read = Contribution.objects.get(pk=row.pk)
    assert read.read_at
    contributions.mark_read(contribution=read, by=town[EMPLOYEE])
    assert Contribution.objects.get(pk=row.pk).read_at == read.read_at
