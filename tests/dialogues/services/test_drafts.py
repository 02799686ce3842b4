"""The first draft of an agreement: what the two decided, after what they had agreed before."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from dialogues.models import Agreement, Conversation
from dialogues.services.drafts import draft_agreement
from roles.models import RolePoint
from tests.dialogues.queries.rows import held
from tests.town import FORMER_NL, FORMER_RL, NL, RL, Town

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)


def decide(talk: Conversation, decisions: dict[str, str], **told: Any) -> None:
    for order, (step, decision) in enumerate(decisions.items()):
        talk.points.create(step=step, order=order, decision=decision, **told)


def agreed(town: Town, text: str, **told: Any) -> Agreement:
    """What the two have approved after an earlier talk."""
    told = {"approved_at": NOW} | told
    pair, theme = told.pop("pair", (NL, RL)), told.pop("theme", town.theme)
    talk = held(town, pair, theme=theme, status=Conversation.Status.APPROVED)
    return Agreement.objects.create(conversation=talk, collaboration=text, **told)


def test_each_decision_has_its_place(town: Town) -> None:
    talk = held(town)
    one, other = RolePoint.objects.duties().current()[:2]
    decide(talk, {"velkomst": " Hej ", "undervejs": "", "tak": "Tak"})
    decide(talk, {"aftaler": "Hver uge", "naeste-gang": "I maj"})
    decide(talk, {"one": " Mod "}, point=one, status="agreed", reason="Fordi")
    decide(talk, {"other": ""}, point=other)
    row = draft_agreement(talk)
    assert (row.conversation, row.continues, row.edition) == (talk, None, 1)
    assert (row.collaboration, row.rhythm) == ("Hej\n\nTak", "Hver uge\n\nI maj")
    assert row.review_on == timezone.localdate() + timedelta(weeks=26)
    items = list(row.items.values_list("point", "text", "status", "reason"))
    assert items == [(one.pk, "Mod", "agreed", "Fordi"), (other.pk, "", "", "")]


def test_it_goes_on_from_what_the_two_have_agreed(town: Town) -> None:
    one, other = RolePoint.objects.duties().current()[:2]
    before = agreed(town, "Som før", rhythm="Tit")
    before.items.create(point=one, text="Mod")
    before.items.create(point=other, text="Tid")
    talk = held(town)
    decide(talk, {"tak": "Nu", "naeste-gang": "I maj"})
    decide(talk, {"one": "Og ro"}, point=one)
    decide(talk, {"other": ""}, point=other)
    row = draft_agreement(talk)
    assert (row.continues, row.collaboration, row.rhythm) == (
        before,
        "Som før\n\nNu",
        "Tit\n\nI maj",
    )
    assert [item.text for item in row.items.all()] == ["Mod\n\nOg ro", "Tid"]


def test_the_newest_that_these_two_approved_on_the_theme(town: Town) -> None:
    agreed(town, "Kladde", approved_at=None)
    assert draft_agreement(held(town, kind="followup")).continues is None
    agreed(town, "Ældre")
    agreed(town, "Nyeste", approved_at=NOW + timedelta(days=1))
    later = {"approved_at": NOW + timedelta(days=2)}
    agreed(town, "Et andet tema", theme=town.other_theme, **later)
    agreed(town, "En anden netværksleder", pair=(FORMER_NL, RL), **later)
    agreed(town, "En anden referenceleder", pair=(NL, FORMER_RL), **later)
    assert draft_agreement(held(town)).collaboration == "Nyeste"
