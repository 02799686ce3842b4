"""When an agreement can be written, and when it can be taken up again."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Conversation
from dialogues.services import agreements
from referenceledelse.core.web.errors import Refused, UnknownMove
from tests.cast import Cast
from tests.talks import agreement_of, approved_talk


@pytest.mark.parametrize("who", ["anna", "bo"])
@pytest.mark.parametrize("status", ["approved", "closed", "cancelled"])
def test_what_both_have_approved_is_rewritten_by_neither(
    cast: Cast, client: Client, status: str, who: str
) -> None:
    talk = approved_talk(cast)
    held_at = None if status == "cancelled" else talk.held_at
    Conversation.objects.filter(pk=talk.pk).update(status=status, held_at=held_at)
    row = agreement_of(talk)
    words = {"collaboration": "Mine ord alene", "rhythm": "", "review_on": None}
    with pytest.raises(UnknownMove):
        agreements.write_agreement(
            agreement=row, version=row.version, by=getattr(cast, who), items={}, **words
        )
    client.force_login(getattr(cast, who))
    answer = client.post(
        reverse("dialogues:summary", args=[talk.pk]), {**words, "version": 1, "review_on": ""}
    )
    assert answer.status_code == 409
    after = agreement_of(talk)
    assert (after.collaboration, after.version) == (row.collaboration, row.version)
    assert after.approved_at == row.approved_at is not None
    assert after.approvals.count() == 2


@pytest.mark.parametrize(
    ("theme", "status", "may"),
    [
        ("theme", "invited", False),
        ("theme", "cancelled", True),
        ("theme", "closed", True),
        ("other_theme", "invited", True),
    ],
)
def test_agreement_is_taken_up_unless_the_two_talk_about_the_theme(
    cast: Cast, theme: str, status: str, may: bool
) -> None:
    talk = approved_talk(cast)
    Conversation.objects.create(
        theme=getattr(cast, theme),
        kind="follow_up",
        network_leader=cast.anna,
        reference_leader=cast.bo,
        question_set=talk.question_set,
        status=status,
        held_at=timezone.now() if status == "closed" else None,
    )
    if may:
        assert agreements.reopen(conversation=talk, by=cast.bo, reason="Ny rytme").edition == 2
    else:
        with pytest.raises(Refused, match="nyere samtale"):
            agreements.reopen(conversation=talk, by=cast.bo, reason="Ny rytme")
        assert agreement_of(talk).edition == 1


def test_a_status_agreed_again_is_no_change(cast: Cast) -> None:
    talk = approved_talk(cast)
    duty = cast.theme.duties.get(key="capital")
    edition = agreements.reopen(conversation=talk, by=cast.bo, reason="Ny rytme")
    edition.items.filter(point__key="capital").update(status=duty.status)
    cast.theme.duties.filter(key="capital").update(status_since="2020-01-01")
    agreements.send_for_approval(agreement=edition, version=edition.version, by=cast.bo)
    for person in (cast.anna, cast.bo):
        agreements.approve(agreement=edition, version=edition.version, by=person)
    edition.refresh_from_db()
    assert edition.approved_at
    duty.refresh_from_db()
    assert duty.status_since.year == 2020
    assert not duty.status_changes.exists()
