"""A remark to the agreement outlives the other's edit, and the page tells what was changed."""

import re

from dialogues.models import AgreementEdit
from dialogues.services import agreements
from tests.cast import Cast
from tests.dialogues.test_agreements import page, rewrite, signed_in
from tests.talks import agreement_of, summarised_talk


def test_remark_waits_with_its_writer_and_comes_back(cast: Cast) -> None:
    talk = summarised_talk(cast)
    row = agreement_of(talk)
    told = {"agreement": row, "version": row.version}
    agreements.approve(**told, by=cast.bo, disagreement="Jeg ser det anderledes")
    rewrite(talk, cast.anna, rhythm="Hver anden uge")
    bo, anna = signed_in(cast.bo), signed_in(cast.anna)
    for name in ("agreement", "summary"):
        assert "Jeg ser det anderledes" in bo.get(page(talk, name)).content.decode()
        assert "Jeg ser det anderledes" not in anna.get(page(talk, name)).content.decode()
    row = agreement_of(talk)
    agreements.send_for_approval(agreement=row, version=row.version, by=cast.anna)
    answer = bo.get(page(talk, "agreement"))
    assert re.search(r"<textarea[^>]*>\s*Jeg ser det", answer.content.decode())
    sent = {bound.html_name: bound.value() for bound in answer.context["form"]}
    bo.post(page(talk, "approve"), sent)
    assert row.approvals.get().disagreement == "Jeg ser det anderledes"
    assert not row.taken_back.exists()


def test_page_says_who_changed_what_after_the_yes(cast: Cast) -> None:
    talk = summarised_talk(cast)
    item = agreement_of(talk).items.select_related("point").first()
    row = rewrite(talk, cast.bo, collaboration="Før godkendelsen")
    agreements.send_for_approval(agreement=row, version=row.version, by=cast.bo)
    agreements.approve(agreement=row, version=row.version, by=cast.bo)
    rewrite(talk, cast.anna, rhythm="Ny", items={item.point_id: {"text": "Nyt"}})
    rewrite(talk, cast.bo, review_on=None)
    answer = signed_in(cast.bo).get(page(talk, "agreement"))
    since = answer.context["since"]
    assert {(edit.label, edit.by) for edit in since.edits} == {
        ("Kontakt og rytme", cast.anna),
        (f"{item.point}: det har vi aftalt", cast.anna),
        ("Vi ser på aftalen igen", cast.bo),
    }
    assert "Ændret, efter at du godkendte" in answer.content.decode()
    assert (
        "efter at du godkendte"
        not in signed_in(cast.anna).get(page(talk, "agreement")).content.decode()
    )


def test_who_changed_what_is_the_twos_alone(cast: Cast) -> None:
    talk = summarised_talk(cast)
    rewrite(talk, cast.anna, rhythm="Ny")
    for person in (cast.anna, cast.bo):
        assert AgreementEdit.objects.visible_to(person).count() == 1
    for person in (cast.gry, cast.clara, cast.root):
        assert not AgreementEdit.objects.visible_to(person).exists()
