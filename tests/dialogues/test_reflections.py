"""The private reflections, and the reveal that nobody gets past."""

import itertools
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client

from dialogues.models import Answer, Conversation, Question, Recognition, Reflection
from dialogues.services import conversations, invitations, reflections
from referenceledelse.core.web.edits import Clash, fingerprint
from referenceledelse.core.web.errors import Refused, UnknownMove
from roles.models import RolePoint
from tests import talks
from tests.cast import Cast

SECRET = "MARKØR: det her er kun mit"
Status = Reflection.Status


def fields(talk: Conversation, row: Reflection, text: str) -> dict[str, object]:
    """A posted form with the text as the answer to the first free question."""
    question = talk.question_set.questions.filter(kind="text").first()
    before = row.answers.filter(question=question).values_list("text", flat=True).first()
    name = f"answer_{question.pk}"
    return {name: text, f"seen_{name}": fingerprint(before)}


def everyone(cast: Cast) -> list:
    return [cast.eva, cast.clara, cast.dan, cast.finn, cast.gry, cast.root]


def test_before_the_reveal_only_the_author_reads(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    talks.write(talk, cast.anna, SECRET)
    talks.submit(talk, cast.anna)
    assert Answer.objects.visible_to(cast.anna).count() > 0
    for person in [cast.bo, *everyone(cast)]:
        assert not Answer.objects.visible_to(person).exists()
        assert not Reflection.objects.visible_to(person).exclude(author=person).exists()


def test_second_submit_opens_both_for_the_two_alone(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    for person in (cast.anna, cast.bo):
        talks.write(talk, person, SECRET)
        talks.submit(talk, person)
    assert set(talk.reflections.values_list("status", flat=True)) == {Status.REVEALED}
    for person in (cast.anna, cast.bo):
        assert Reflection.objects.visible_to(person).count() == 2
    for person in everyone(cast):
        assert not Reflection.objects.visible_to(person).exists()


def test_pages_of_the_other_never_show_the_text(client: Client, cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    talks.write(talk, cast.anna, SECRET)
    talks.submit(talk, cast.anna)
    pages = ["/", "/samtaler/", f"/samtaler/{talk.pk}/", f"/temaer/{cast.theme.slug}/"]
    pages += [f"/samtaler/{talk.pk}/{page}/" for page in ("forberedelse", "svarene")]
    client.force_login(cast.bo)
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200
        assert SECRET not in answer.content.decode()
    assert "Anna Netsø: sendt" in client.get(f"/samtaler/{talk.pk}/").content.decode()


def test_saving_keeps_the_draft(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    client.force_login(cast.bo)
    address = f"/samtaler/{talk.pk}/forberedelse/"
    client.post(address, fields(talk, talks.reflection_of(talk, cast.bo), "To\r\nlinjer 🙂"))
    assert "To\nlinjer 🙂" in client.get(address).content.decode()
    assert talks.reflection_of(talk, cast.bo).status == Status.DRAFT


def test_recognition_is_kept_with_offer_and_need(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    point = RolePoint.objects.duties().get(key="capital")
    data = fields(talk, talks.reflection_of(talk, cast.bo), "") | {
        f"level_{point.pk}": "partly",
        f"offer_{point.pk}": "Jeg kender puljerne",
    }
    client.force_login(cast.bo)
    client.post(f"/samtaler/{talk.pk}/forberedelse/", data)
    row = Recognition.objects.get()
    assert (row.level, row.offer, row.need) == ("partly", "Jeg kender puljerne", "")


@pytest.mark.parametrize(
    ("who", "question", "answer"),
    [
        ("anna", "Hvad har du brug for fra Bo?", "Jeg regner med Bo"),
        ("bo", "Kan du genkende dig selv og dine kompetencer i opgaven?", "Ja, det kan jeg"),
    ],
)
def test_each_side_is_asked_its_own_question_of_a_duty(
    client: Client, cast: Cast, who: str, question: str, answer: str
) -> None:
    talk = talks.invited_talk(cast)
    client.force_login(getattr(cast, who))
    for address in ("forberedelse/", "skema/print/"):
        page = client.get(f"/samtaler/{talk.pk}/{address}").content.decode()
        assert page.count(question) >= 1
        assert page.count(answer) == 10
    other_side = "yes" if who == "anna" else "rely"
    point = RolePoint.objects.duties().get(key="capital")
    data = fields(talk, talks.reflection_of(talk, getattr(cast, who)), "")
    client.post(f"/samtaler/{talk.pk}/forberedelse/", data | {f"level_{point.pk}": other_side})
    assert not Recognition.objects.exists()


def test_other_window_gives_both_texts(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    row = talks.reflection_of(talk, cast.bo)
    client.force_login(cast.bo)
    address = f"/samtaler/{talk.pk}/forberedelse/"
    first, second = (fields(talk, row, f"Fra det {n} vindue") for n in ("første", "andet"))
    client.post(address, first)
    answer = client.post(address, second)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Fra det første vindue" in html
    assert "Fra det andet vindue" in html


@pytest.mark.parametrize(
    ("text", "message"),
    [("a" * 100_000, "højst have 5000"), ("hej\x00", ""), ("hej\x07", "styretegn")],
)
def test_bad_text_stays_on_the_screen(client: Client, cast: Cast, text: str, message: str) -> None:
    talk = talks.invited_talk(cast)
    client.force_login(cast.bo)
    data = fields(talk, talks.reflection_of(talk, cast.bo), text)
    html = client.post(f"/samtaler/{talk.pk}/forberedelse/", data).content.decode()
    assert message in html
    assert "error-summary" in html
    assert text[:3] in html
    assert not Answer.objects.exists()


def test_submitting_from_the_page_saves_and_hands_in_once(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    data = fields(talk, talks.reflection_of(talk, cast.bo), SECRET)
    client.force_login(cast.bo)
    for _ in range(2):
        assert client.post(f"/samtaler/{talk.pk}/forberedelse/indsend/", data).status_code == 302
    row = talks.reflection_of(talk, cast.bo)
    assert (row.status, row.version) == (Status.SUBMITTED, 3)


def test_other_words_after_submitting_are_not_lost_in_silence(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    talks.write(talk, cast.bo, "Det indsendte")
    row = talks.submit(talk, cast.bo)
    client.force_login(cast.bo)
    answer = client.post(f"/samtaler/{talk.pk}/forberedelse/", fields(talk, row, "Noget andet"))
    assert answer.status_code == 409
    assert "Noget andet" in answer.content.decode()
    assert Answer.objects.filter(text="Noget andet").count() == 0


def test_withdrawing_is_possible_until_the_reveal(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    row = talks.submit(talk, cast.anna)
    assert reflections.withdraw(reflection=row, by=cast.anna).status == Status.DRAFT
    for person in (cast.anna, cast.bo):
        talks.submit(talk, person)
    with pytest.raises(Refused, match="trække din tilbage"):
        reflections.withdraw(reflection=row, by=cast.anna)


def test_oral_shows_nothing_without_the_writers_yes(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    talks.write(talk, cast.anna, SECRET)
    mine = talks.submit(talk, cast.anna)
    reflections.take_orally(reflection=talks.reflection_of(talk, cast.bo), by=cast.bo)
    assert not Answer.objects.visible_to(cast.bo).exists()
    reflections.share_anyway(reflection=mine, by=cast.anna)
    assert Answer.objects.visible_to(cast.bo).filter(text=SECRET).exists()


def test_oral_draft_is_never_shown(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    talks.write(talk, cast.bo, SECRET)
    reflections.take_orally(reflection=talks.reflection_of(talk, cast.bo), by=cast.bo)
    mine = talks.submit(talk, cast.anna)
    reflections.share_anyway(reflection=mine, by=cast.anna)
    assert not Answer.objects.visible_to(cast.anna).filter(text=SECRET).exists()


def test_oral_one_who_submits_after_all_opens_both(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    reflections.take_orally(reflection=talks.reflection_of(talk, cast.bo), by=cast.bo)
    talks.submit(talk, cast.anna)
    talks.submit(talk, cast.bo)
    assert set(talk.reflections.values_list("status", flat=True)) == {Status.REVEALED}


def test_sharing_needs_a_partner_who_takes_it_orally(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    row = talks.submit(talk, cast.anna)
    with pytest.raises(UnknownMove):
        reflections.share_anyway(reflection=row, by=cast.anna)


@pytest.mark.parametrize("verb", ["submit", "withdraw", "take_orally", "share_anyway"])
def test_only_the_author_moves_a_reflection(cast: Cast, verb: str) -> None:
    talk = talks.invited_talk(cast)
    row = talks.reflection_of(talk, cast.anna)
    for person in [cast.bo, *everyone(cast)]:
        with pytest.raises(PermissionDenied):
            getattr(reflections, verb)(reflection=row, by=person)


def test_unsubmitted_text_stays_private_after_the_talk(cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    talks.write(talk, cast.anna, SECRET)
    conversations.start(conversation=talk, by=cast.bo)
    conversations.hold(conversation=talk, by=cast.bo)
    assert not Answer.objects.visible_to(cast.bo).exists()
    assert Answer.objects.visible_to(cast.anna).exists()
    with pytest.raises(UnknownMove):
        talks.submit(talk, cast.anna)


def test_cancelling_leaves_each_with_the_own_text(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    talks.write(talk, cast.anna, SECRET)
    talks.submit(talk, cast.anna)
    invitations.cancel(conversation=talk, by=cast.bo, reason="Nej")
    assert not Answer.objects.visible_to(cast.bo).exists()
    assert Answer.objects.visible_to(cast.anna).exists()


def test_stale_save_is_refused(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    row = talks.write(talk, cast.anna, "Først")
    slot = ("answer", row.answers.first().question_id)
    with pytest.raises(Clash):
        reflections.save_reflection(
            reflection=row, by=cast.anna, texts={slot: "Noget andet"}, seen={slot: ""}
        )


def test_second_click_on_save_is_one_save(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    data = fields(talk, talks.reflection_of(talk, cast.bo), "Mine ord")
    client.force_login(cast.bo)
    for _ in range(2):
        assert client.post(f"/samtaler/{talk.pk}/forberedelse/", data).status_code == 302
    assert talks.reflection_of(talk, cast.bo).version == 2


def test_enter_in_a_field_saves_the_draft_and_hands_nothing_in(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    client.force_login(cast.bo)
    html = client.get(f"/samtaler/{talk.pk}/forberedelse/").content.decode()
    buttons = re.findall(r'<button [^>]*type="submit"[^>]*>\s*([^<]*?)\s*<', html)
    assert buttons.index("Gem kladde") < buttons.index("Send min refleksion")


def test_taking_it_orally_keeps_what_is_typed(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    address = f"/samtaler/{talk.pk}/forberedelse/mundtligt/"
    data = fields(talk, talks.reflection_of(talk, cast.bo), "Til mig selv")
    client.force_login(cast.bo)
    assert client.post(address, data | {"oral": "1"}).status_code == 302
    row = talks.reflection_of(talk, cast.bo)
    assert (row.is_oral, row.answers.get().text) == (True, "Til mig selv")
    assert client.post(address, {"oral": "0"}).status_code == 302
    assert not talks.reflection_of(talk, cast.bo).is_oral


def test_taking_it_orally_with_a_fault_keeps_the_form(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    data = fields(talk, talks.reflection_of(talk, cast.bo), "Langt " * 2_000)
    client.force_login(cast.bo)
    html = client.post(f"/samtaler/{talk.pk}/forberedelse/mundtligt/", data).content.decode()
    assert "error-summary" in html
    assert "Langt Langt" in html
    assert not talks.reflection_of(talk, cast.bo).is_oral


def test_conflict_says_which_duty_it_is_about(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    point = RolePoint.objects.duties().get(key="capital")
    data = fields(talk, talks.reflection_of(talk, cast.bo), "") | {f"offer_{point.pk}": "Puljer"}
    client.force_login(cast.bo)
    address = f"/samtaler/{talk.pk}/forberedelse/"
    client.post(address, data)
    html = client.post(address, data | {f"offer_{point.pk}": "Fonde"}).content.decode()
    assert f"<h3>{point}: Jeg kan bidrage med</h3>" in html
    assert "Puljer" in html
    assert "Fonde" in html


def test_conflict_names_a_question_with_every_sign_of_it(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    Question.objects.filter(kind="text").update(reference_leader_da="Er I <b>flere</b>?")
    data = fields(talk, talks.reflection_of(talk, cast.bo), "Ja")
    client.force_login(cast.bo)
    address = f"/samtaler/{talk.pk}/forberedelse/"
    client.post(address, data)
    sent = {name: "Nej" if text == "Ja" else text for name, text in data.items()}
    html = client.post(address, sent).content.decode()
    assert "<h3>Er I &lt;b&gt;flere&lt;/b&gt;?</h3>" in html


def test_fields_of_another_set_are_left_alone(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    foreign = Question.objects.exclude(question_set=talk.question_set).first()
    theirs = talks.reflection_of(talk, cast.anna)
    data = fields(talk, talks.reflection_of(talk, cast.bo), "Mit") | {
        f"answer_{foreign.pk}": SECRET,
        "reflection": theirs.pk,
        "author": cast.anna.pk,
    }
    client.force_login(cast.bo)
    client.post(f"/samtaler/{talk.pk}/forberedelse/", data)
    assert [(a.reflection.author, a.text) for a in Answer.objects.all()] == [(cast.bo, "Mit")]


def test_page_shows_no_draft_of_one_who_takes_it_orally(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    talks.write(talk, cast.bo, SECRET)
    reflections.take_orally(reflection=talks.reflection_of(talk, cast.bo), by=cast.bo)
    talks.write(talk, cast.anna, "Annas ord")
    reflections.share_anyway(reflection=talks.submit(talk, cast.anna), by=cast.anna)
    client.force_login(cast.bo)
    html = client.get(f"/samtaler/{talk.pk}/svarene/").content.decode()
    assert "Annas ord" in html
    assert "svarer mundtligt" in html
    assert SECRET not in html
    client.force_login(cast.anna)
    assert SECRET not in client.get(f"/samtaler/{talk.pk}/svarene/").content.decode()


@pytest.mark.parametrize("header", ["HX-Request", "HX-Boosted"])
def test_htmx_gets_no_more_than_anyone(client: Client, cast: Cast, header: str) -> None:
    talk = talks.agreed_talk(cast)
    talks.write(talk, cast.anna, SECRET)
    talks.submit(talk, cast.anna)
    client.force_login(cast.bo)
    for page in ("", "forberedelse/", "svarene/"):
        answer = client.get(f"/samtaler/{talk.pk}/{page}", headers={header: "true"})
        assert answer.status_code == 200
        assert SECRET not in answer.content.decode()


def test_way_leads_to_the_answers_once_they_are_open(client: Client, cast: Cast) -> None:
    talk = talks.agreed_talk(cast)
    client.force_login(cast.bo)
    way = f'<a href="/samtaler/{talk.pk}/svarene/">Delt med hinanden</a>'
    talks.submit(talk, cast.anna)
    html = client.get(f"/samtaler/{talk.pk}/").content.decode()
    assert "Delt med hinanden" in html
    assert way not in html
    talks.submit(talk, cast.bo)
    assert way in client.get(f"/samtaler/{talk.pk}/").content.decode()


def test_database_keeps_the_moments_in_step_with_the_status(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    with pytest.raises(IntegrityError):
        talk.reflections.update(status=Status.REVEALED)


def test_reveal_page_shows_both_sides(client: Client, cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    for person, text in ((cast.anna, "Annas ord"), (cast.bo, "Bos ord")):
        talks.write(talk, person, text)
        talks.submit(talk, person)
    for person, other in itertools.permutations((cast.anna, cast.bo)):
        client.force_login(person)
        html = client.get(f"/samtaler/{talk.pk}/svarene/").content.decode()
        assert "Annas ord" in html
        assert "Bos ord" in html
        assert f"Ud over dig kan {other.name} læse dette" in html


def test_one_who_has_read_does_not_write_afterwards(cast: Cast) -> None:
    talk = talks.invited_talk(cast)
    bos = reflections.take_orally(reflection=talks.reflection_of(talk, cast.bo), by=cast.bo)
    reflections.share_anyway(reflection=talks.submit(talk, cast.anna), by=cast.anna)
    with pytest.raises(Refused, match="læst svarene fra"):
        reflections.take_orally(reflection=bos, by=cast.bo, is_oral=False)
