"""The gates between phases, evaluation and plan, and what a closed theme shows."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from referenceledelse.core.web.errors import Refused
from roles.models import User
from tests import rooms
from tests.cast import Cast, make_theme
from themes.forms.rounds import QUESTION
from themes.models import Gate, Phase, Review, Theme, ThemeAnswer, ThemeQuestion
from themes.services import phases


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def gate(cast: Cast) -> str:
    return f"{cast.theme.get_absolute_url()}faser/videre/"


def phase(key: str) -> Phase:
    return Phase.objects.get(key=key)


def question(key: str) -> str:
    return f"{QUESTION}{ThemeQuestion.objects.get(key=key).pk}"


def test_gate_asks_its_questions_and_keeps_day_and_person(cast: Cast) -> None:
    client = browser(cast.anna)
    page = client.get(gate(cast)).text
    assert "Hvad ved I nu om udfordringen" in page
    assert "Hvad har testene vist?" not in page
    sent = {"version": 1, "to": phase("test").pk, question("understood"): "At de sidder alene"}
    for _twice in range(2):
        assert client.post(gate(cast), sent).status_code == 302
    row = Gate.objects.get(theme=cast.theme)
    assert (row.from_phase.key, row.to_phase.key) == ("network", "test")
    assert (row.passed_on, row.created_by) == (rooms.today(), cast.anna)
    text = browser(cast.eva).get(f"{cast.theme.get_absolute_url()}faser/").text
    assert "At de sidder alene" in text
    assert Theme.objects.get(pk=cast.theme.pk).phase_since == rooms.today()


def test_gate_from_an_old_page_keeps_the_answers(cast: Cast) -> None:
    phases.pass_gate(theme=cast.theme, to=phase("test"), by=cast.gry, version=1, answers={})
    sent = {"version": 1, "to": phase("handover").pk, "note": "Vi er klar"}
    response = browser(cast.anna).post(gate(cast), sent)
    assert response.status_code == 409
    assert response.context["form"]["note"].value() == "Vi er klar"
    assert Gate.objects.filter(theme=cast.theme).count() == 1


def test_no_gate_leads_back_to_a_proposal(cast: Cast) -> None:
    with pytest.raises(Refused, match="forslag igen"):
        phases.pass_gate(
            theme=cast.theme, to=phase(Phase.PROPOSAL), by=cast.anna, version=1, answers={}
        )
    form = browser(cast.anna).get(gate(cast)).context["form"]
    assert Phase.PROPOSAL not in {one.key for one in form.fields["to"].queryset}


@pytest.mark.parametrize("who", ["bo", "eva", "root", "clara"])
def test_others_do_not_move_the_theme(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        phases.pass_gate(
            theme=cast.theme, to=phase("test"), by=getattr(cast, who), version=1, answers={}
        )


def review(cast: Cast) -> str:
    return f"{cast.theme.get_absolute_url()}faser/evaluation/"


def filled(client: Client, cast: Cast, **changes: str) -> dict[str, Any]:
    """The form as the person has it open, with the changes typed."""
    form = client.get(review(cast)).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    return sent | {question(key): text for key, text in changes.items()}


def test_three_write_an_evaluation_side_by_side(cast: Cast) -> None:
    anna, bo = browser(cast.anna), browser(cast.bo)
    one = filled(anna, cast, **{"evaluation-value": "Tolv fællesskaber"})
    other = filled(bo, cast, **{"evaluation-learned": "Begynd med naboerne"})
    for client, sent in ((anna, one), (bo, other)):
        assert client.post(review(cast), sent).status_code == 302
    text = browser(cast.eva).get(review(cast)).text
    assert "Tolv fællesskaber" in text
    assert "Begynd med naboerne" in text
    assert Review.objects.get().purpose == "evaluation"


def test_two_who_answer_the_same_question_see_both(cast: Cast) -> None:
    anna, bo = browser(cast.anna), browser(cast.bo)
    one = filled(anna, cast, **{"evaluation-value": "Tolv"})
    other = filled(bo, cast, **{"evaluation-value": "Tretten"})
    anna.post(review(cast), one)
    response = bo.post(review(cast), other)
    assert response.status_code == 409
    assert {field["theirs"] for field in response.context["conflicts"]} == {"Tolv"}
    assert response.context["form"][question("evaluation-value")].value() == "Tretten"
    assert ThemeAnswer.objects.get().text == "Tolv"


def test_closed_theme_shows_what_came_of_it(cast: Cast) -> None:
    rooms.idea(cast, "adopted")
    rooms.story(cast)
    Theme.objects.filter(pk=cast.theme.pk).update(phase=phase(Phase.CLOSED))
    text = browser(cast.eva).get(cast.theme.get_absolute_url()).text
    assert "Det kom der ud af temaet" in text


def test_parent_sums_up_its_children(cast: Cast) -> None:
    parent = make_theme("Det store tema")
    Theme.objects.filter(pk=cast.theme.pk).update(parent=parent)
    rooms.story(cast)
    client = browser(cast.eva)
    context = client.get(parent.get_absolute_url()).context
    assert context["sums"]["stories"] == 1
    assert [child.pk for child in context["children"]] == [cast.theme.pk]
    assert "Det store tema" in client.get(cast.theme.get_absolute_url()).text
