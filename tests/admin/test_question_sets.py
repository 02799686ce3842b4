"""Question sets in the administration: copied, edited, looked at as each of the two, published."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from dialogues.forms.questions import key_of
from dialogues.models import Question, QuestionSet
from dialogues.services import invitations, questions
from roles.services import ensure_secretariat_group
from tests.cast import Cast, make_person
from tests.talks import draft_talk, invited_talk

SIDES = ("network_leader", "reference_leader")
LIST = reverse("admin:dialogues_questionset_changelist")


def address(name: str, *args: object) -> str:
    return reverse(f"admin:dialogues_questionset_{name}", args=args)


def published(kind: str = "kickoff") -> QuestionSet:
    questions.load_question_sets()
    return QuestionSet.objects.get(kind=kind, number=1)


def edited(**texts: str) -> QuestionSet:
    """An unpublished set with three questions."""
    row = QuestionSet.objects.create(kind="kickoff", number=7, name_da="Nyt sæt")
    for place, key in enumerate("abc", start=1):
        values = {"network_leader_da": f"N {key}?", "reference_leader_da": f"R {key}?"} | texts
        Question.objects.create(question_set=row, key=key, order=place, **values)
    return row


def posted(row: QuestionSet, *changes: dict[str, object]) -> dict[str, object]:
    """The change form as a browser sends it; ``changes`` to each question, and then new ones."""
    old = list(row.questions.all())
    data: dict[str, object] = {"name_da": row.name_da}
    data |= {"questions-TOTAL_FORMS": max(len(old), len(changes))}
    data |= {"questions-INITIAL_FORMS": len(old)}
    names = ("id", "key", "order", "kind", "network_leader_da", "reference_leader_da")
    for place in range(max(len(old), len(changes))):
        values = {n: getattr(old[place], n) for n in names} if place < len(old) else {}
        values |= changes[place] if place < len(changes) else {}
        data |= {f"questions-{place}-{name}": value for name, value in values.items()}
    return data


def copy_of(row: QuestionSet, gry: Client) -> QuestionSet:
    answer = gry.post(address("duplicate", row.pk))
    copy = QuestionSet.objects.exclude(pk=row.pk).filter(kind=row.kind).latest("number")
    assert (answer.status_code, answer.url) == (302, address("change", copy.pk))
    return copy


def test_copy_is_the_next_version_with_all_questions(cast: Cast, gry: Client) -> None:
    row = published()
    copy = copy_of(row, gry)
    assert (copy.number, copy.is_published, copy.intro_en) == (2, False, row.intro_en)
    texts = ("key", "order", "kind", *(f"{side}_en" for side in SIDES), "hint_da", "choices_da")
    assert [*copy.questions.values_list(*texts)] == [*row.questions.values_list(*texts)]
    assert 'name="_save"' in gry.get(address("change", copy.pk)).content.decode()


def test_second_click_finds_the_first_copy(cast: Cast, gry: Client) -> None:
    row = published()
    assert copy_of(row, gry) == copy_of(row, gry)
    copy_of(row, gry).questions.filter(key="needs").update(hint_da="Rettet")
    assert copy_of(row, gry).number == 3


def test_copying_from_the_list_opens_a_single_copy(cast: Cast, gry: Client) -> None:
    rows = [published("kickoff"), published("closing")]
    data = {"action": "duplicate_sets", "_selected_action": [rows[0].pk]}
    copy = gry.post(LIST, data, follow=True).redirect_chain[-1][0]
    assert copy == address("change", QuestionSet.objects.get(kind="kickoff", number=2).pk)
    data["_selected_action"] = [row.pk for row in rows]
    assert gry.post(LIST, data).url == LIST
    assert QuestionSet.objects.filter(number=2).count() == 2


def test_locked_set_points_to_the_copy(cast: Cast, gry: Client) -> None:
    html = gry.get(address("change", published().pk)).content.decode()
    assert "udgivet og låst" in html
    assert f'action="{address("duplicate", published().pk)}"' in html
    assert "udgivet og låst" not in gry.get(address("change", edited().pk)).content.decode()


@pytest.mark.parametrize("name", ["duplicate", "preview"])
def test_only_the_secretariat_gets_in(cast: Cast, client: Client, name: str) -> None:
    ensure_secretariat_group()
    args = (published().pk, *(("network_leader", "da") if name == "preview" else ()))
    ask = client.get if name == "preview" else client.post
    assert ask(address(name, *args)).status_code == 302
    client.force_login(cast.anna)
    assert "login" in ask(address(name, *args)).url
    client.force_login(make_person("Hal Hjælper", is_staff=True))
    assert ask(address(name, *args)).status_code == 403
    assert QuestionSet.objects.filter(number=2).count() == 0


def test_copy_is_made_by_post_alone(cast: Cast, gry: Client) -> None:
    assert gry.get(address("duplicate", published().pk)).status_code == 405
    assert gry.post(address("duplicate", 10**9)).status_code == 404


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("language", ["da", "en"])
def test_preview_asks_as_each_of_the_two(cast: Cast, gry: Client, side: str, language: str) -> None:
    row = published()
    html = gry.get(address("preview", row.pk, side, language)).content.decode()
    assert f'<html lang="{language}"' in html
    for question in row.questions.all():
        assert escape(getattr(question, f"{side}_{language}")) in html
    fields = re.findall(r"<(?:textarea|input type=\"radio\")[^>]*>", html)
    assert len(fields) > 60
    assert all(" disabled" in field for field in fields)
    assert "hx-" not in html.partition("<main")[2]
    assert "<form" not in html


def asked(html: str) -> list[str]:
    """The words that the page asks with, and its fields."""
    return re.findall(r'(?:<label[^>]*>|<legend[^>]*>|<h3[^>]*>|name="a)([^<"]*)', html)


def test_preview_is_what_the_preparation_shows(cast: Cast, gry: Client, client: Client) -> None:
    talk = invited_talk(cast)
    gry.force_login(cast.gry)
    seen = gry.get(address("preview", talk.question_set_id, SIDES[1], "da")).content.decode()
    client = Client()
    client.force_login(cast.bo)
    page = client.get(reverse("dialogues:preparation", args=[talk.pk])).content.decode()
    form = page.partition('id="questions"')[2].partition('id="hand-in"')[0]
    assert asked(form) == asked(seen.partition('id="questions"')[2])
    assert len(asked(form)) > 80


def test_preview_shows_an_unpublished_set_and_no_other(cast: Cast, gry: Client) -> None:
    row = edited()
    assert "R b?" in gry.get(address("preview", row.pk, SIDES[1], "da")).content.decode()
    for side, language in (("secretariat", "da"), (SIDES[0], "de")):
        assert gry.get(address("preview", row.pk, side, language)).status_code == 404


def test_preview_of_the_pulse_has_no_duties(cast: Cast, gry: Client) -> None:
    row = edited()
    QuestionSet.objects.filter(pk=row.pk).update(kind="pulse")
    html = gry.get(address("preview", row.pk, SIDES[0], "da")).content.decode()
    assert "N a?" in html
    assert "De ti opgaver" not in html


def test_running_talk_keeps_its_questions(cast: Cast, gry: Client) -> None:
    talk = draft_talk(cast)
    copy = copy_of(talk.question_set, gry)
    questions.publish(question_set=copy, by=cast.gry)
    talk.refresh_from_db()
    assert talk.question_set.number == 1
    later = invitations.draft_invitation(theme=cast.other_theme, by=cast.clara)
    assert later.question_set == copy


@pytest.mark.parametrize(
    ("moves", "order"),
    [
        ([{}, {}, {"order": 1}], "cab"),
        ([{"order": 3}], "bca"),
        ([{"order": 2}], "bac"),
        ([{"order": ""}], "bca"),
        ([{}, {"questions-DELETE": "on"}, {"order": 9}], "abc"),
    ],
)
def test_typed_place_moves_the_question(
    cast: Cast, gry: Client, moves: list[dict[str, object]], order: str
) -> None:
    row = edited()
    assert gry.post(address("change", row.pk), posted(row, *moves)).status_code == 302
    assert "".join(row.questions.values_list("key", flat=True)) == order
    assert [*row.questions.values_list("order", flat=True)] == [1, 2, 3]


def test_new_question_goes_last_and_gets_its_key(cast: Cast, gry: Client) -> None:
    row = edited()
    words = {"network_leader_da": "Får du sovet på øen?", "reference_leader_da": "Og du?"}
    new = words | {"kind": "text", "key": "", "order": ""}
    assert gry.post(address("change", row.pk), posted(row, {}, {}, {}, new, new)).status_code == 302
    keys = [*row.questions.values_list("key", flat=True)]
    assert keys == ["a", "b", "c", "faar-du-sovet-paa-oeen", "faar-du-sovet-paa-oeen-2"]


@pytest.mark.parametrize("wording", ["?", "", "Æ" * 200, "Ord " * 60])
def test_key_made_of_any_wording_fits(wording: str) -> None:
    first = key_of(wording, set())
    second = key_of(wording, {first})
    assert re.fullmatch(r"[a-z0-9-]{1,40}", first)
    assert re.fullmatch(r"[a-z0-9-]{1,40}", second)
    assert first != second


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"reference_leader_da": ""}, "Skriv spørgsmålet, som referencelederen skal læse det."),
        ({"kind": "choice"}, "Skriv mindst to svarmuligheder, én pr. linje."),
        (
            {"kind": "choice", "choices_da": "ja\nnej", "choices_en": "yes"},
            "Skriv lige så mange svar på engelsk som på dansk, eller ingen.",
        ),
        ({"key": "a"}, "Nøglen er allerede brugt i sættet."),
        ({"order": -1}, "0"),
    ],
)
def test_what_is_wrong_is_said_in_danish(
    cast: Cast, gry: Client, change: dict[str, object], told: str
) -> None:
    row = edited()
    answer = gry.post(address("change", row.pk), posted(row, {}, change))
    assert answer.status_code == 200
    assert told in "".join(
        re.findall(r'class="error(?:list|note).*?</(?:ul|p)>', answer.text, re.S)
    )
    assert "Please" not in answer.text


def test_new_set_gets_the_next_number(cast: Cast, gry: Client) -> None:
    published()
    data = {"kind": "kickoff", "name_da": "Nyt", "questions-TOTAL_FORMS": 0}
    answer = gry.post(address("add"), data | {"questions-INITIAL_FORMS": 0})
    assert answer.status_code == 302
    assert QuestionSet.objects.get(name_da="Nyt").number == 2
