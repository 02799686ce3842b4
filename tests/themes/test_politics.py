"""Political interplay: dated, the reference leader's alone, and asked for by the network leader."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.test import Client

from roles.models import User
from tests import rooms, talks
from tests.cast import Cast
from themes.models import (
    Assessment,
    AssessmentRequest,
    Committee,
    CommitteeMeeting,
    ThemeType,
)
from themes.services import politics


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(cast: Cast) -> str:
    return f"{cast.theme.get_absolute_url()}politik/vurder/"


TWO_WAYS = {"tells": "Tallene er gode", "asks": "Må vi fortsætte?"}


def values(**changes: Any) -> dict[str, Any]:
    told = {"interplay": "not_yet", "reason": "Intet nyt", "next_review_on": rooms.today(60)}
    return told | changes


def test_first_assessment_begins_with_what_is_usual(cast: Cast) -> None:
    committee = Committee.objects.get(name_da="Velfærdsudvalget")
    ThemeType.objects.filter(key="welfare").update(
        usual_interplay="relevant", usual_committee=committee
    )
    form = browser(cast.bo).get(address(cast)).context["form"]
    assert form["interplay"].value() == "relevant"
    assert form.initial["committee"] == committee


def test_new_assessment_keeps_the_one_before(cast: Cast) -> None:
    client = browser(cast.bo)
    client.post(address(cast), values())
    first = Assessment.objects.get()
    sent = values(reason="Sagen er i avisen", replaces=first.pk)
    for _twice in range(2):
        assert client.post(address(cast), sent).status_code == 302
    assert list(Assessment.objects.values_list("reason", "is_current")) == [
        ("Sagen er i avisen", True),
        ("Intet nyt", False),
    ]
    text = browser(cast.eva).get(f"{cast.theme.get_absolute_url()}politik/").text
    assert text.index("Sagen er i avisen") < text.index("Intet nyt")


def test_relevant_says_what_goes_each_way_and_by_when(cast: Cast) -> None:
    committee = Committee.objects.get(name_da="Velfærdsudvalget")
    told = {"interplay": "relevant", "committee": committee.pk, "due_on": rooms.today(30)}
    sent = values(**told, **TWO_WAYS)
    assert browser(cast.bo).post(address(cast), sent).status_code == 302
    text = browser(cast.eva).get(f"{cast.theme.get_absolute_url()}politik/").text
    for said in ("Relevant", "Velfærdsudvalget", "Senest", *TWO_WAYS.values()):
        assert said in text
    again = browser(cast.bo).get(address(cast)).context["form"]
    assert again["asks"].value() == TWO_WAYS["asks"]


def test_older_assessments_say_what_comes_nearest_and_keep_their_word(cast: Cast) -> None:
    committee, day = Committee.objects.get(name_da="Velfærdsudvalget"), rooms.today(9)
    meeting = rooms.committee_meeting(cast, committee=committee, held_on=day, wished="")
    followed = rooms.assessment(cast)
    told = {"interplay": "relevant", "committee": committee, "due_on": day, **TWO_WAYS}
    informed = rooms.assessment(cast, **told, reason="De har spurgt")
    for row, before in ((followed, "followed"), (informed, "information")):
        Assessment.objects.filter(pk=row.pk).update(interplay=before)
    import_module("themes.migrations.0019_interplay_goes_two_ways").come_nearest(apps, None)
    rows = Assessment.objects.order_by("pk").values_list("interplay", "reason")
    nearest = [("not_yet", "Følges. Intet nyt"), ("relevant", "Orientering. De har spurgt")]
    assert list(rows) == nearest
    meeting.refresh_from_db()
    assert meeting.case == "dialogue"


def test_two_windows_see_each_others_assessment(cast: Cast) -> None:
    client = browser(cast.bo)
    assert client.post(address(cast), values(replaces="")).status_code == 302
    response = client.post(address(cast), values(reason="Den anden", replaces=""))
    assert response.status_code == 409
    assert "Intet nyt" in response.text
    assert response.context["form"]["reason"].value() == "Den anden"
    again = values(reason="Den anden", replaces=response.context["replaces"])
    assert client.post(address(cast), again).status_code == 302


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        (
            {"interplay": "relevant", **TWO_WAYS, "due_on": "2099-01-01"},
            "committee",
            "Vælg det udvalg",
        ),
        ({"interplay": "relevant"}, "asks", "når samspillet er relevant"),
        ({"next_review_on": "2001-01-01"}, "next_review_on", "fremtiden"),
        ({"due_on": "2001-01-01"}, "due_on", "før temaets start"),
        ({"reason": ""}, "reason", "Udfyld feltet"),
        ({"committee": "9" * 22}, "committee", "gyldig"),
    ],
)
def test_bad_input_stays(cast: Cast, changes: dict[str, Any], field: str, told: str) -> None:
    response = browser(cast.bo).post(address(cast), values(**changes))
    assert response.status_code == 200
    assert told in " ".join(response.context["form"].errors[field])
    assert not Assessment.objects.exists()


def test_wish_is_answered_by_the_next_assessment(cast: Cast) -> None:
    ask = f"{cast.theme.get_absolute_url()}politik/bed-om/"
    for _twice in range(2):
        assert browser(cast.anna).post(ask, {"why": "Sagen er i avisen"}).status_code == 302
    assert AssessmentRequest.objects.open().count() == 1
    assert "beder dig vurdere det politiske samspil" in browser(cast.bo).get("/").text
    browser(cast.bo).post(address(cast), values())
    assert not AssessmentRequest.objects.open().exists()
    assert "vurdere det politiske samspil" not in browser(cast.bo).get("/").text


@pytest.mark.parametrize("who", ["anna", "gry", "eva", "dan", "root"])
def test_nobody_else_assesses(cast: Cast, who: str) -> None:
    row = Assessment(theme=cast.theme, **values())
    with pytest.raises(PermissionDenied):
        politics.assess(assessment=row, by=getattr(cast, who), replaces=None)


def test_due_review_shows_on_the_start_page(cast: Cast) -> None:
    talks.held_talk(cast)
    row = rooms.assessment(cast)
    Assessment.objects.filter(pk=row.pk).update(
        assessed_on=rooms.today(-9), next_review_on=rooms.today(-1)
    )
    assert "Vurder det politiske samspil igen" in browser(cast.bo).get("/").text


# Meetings with committees


def meetings_of(cast: Cast) -> str:
    return f"{cast.theme.get_absolute_url()}politik/moeder/"


def met(**changes: Any) -> dict[str, Any]:
    committee = Committee.objects.get(name_da="Velfærdsudvalget")
    return {
        "committee": committee.pk,
        "held_on": rooms.today(),
        "case": "discussion",
        "told": "Tallene",
    } | changes


@pytest.mark.parametrize("who", ["anna", "bo", "gry"])
def test_a_meeting_tells_both_ways(cast: Cast, who: str) -> None:
    client, page = browser(getattr(cast, who)), f"{cast.theme.get_absolute_url()}politik/"
    assert client.post(f"{meetings_of(cast)}ny/", met()).status_code == 302
    assert "Udvalgets ønsker er ikke skrevet ned endnu." in browser(cast.eva).get(page).text
    row = CommitteeMeeting.objects.get()
    sent = met(wished="Hør de pårørende", version=row.version)
    assert client.post(f"{meetings_of(cast)}{row.pk}/rediger/", sent).status_code == 302
    text = browser(cast.eva).get(page).text
    for said in (
        "Velfærdsudvalget",
        "Drøftelse",
        "Tallene",
        "Udvalgets ønsker",
        "Hør de pårørende",
    ):
        assert said in text
    duty = f"{cast.theme.get_absolute_url()}opgaver/political_interplay/"
    assert "Udvalget ønskede: Hør de pårørende" in browser(cast.bo).get(duty).text


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"held_on": "2001-01-01"}, "held_on", "før temaets start"),
        ({"committee": ""}, "committee", "Udfyld feltet"),
        ({"case": ""}, "case", "Udfyld feltet"),
        ({"held_on": "2099-01-01", "wished": "Mere"}, "wished", "ikke holdt endnu"),
    ],
)
def test_a_meeting_that_cannot_be_says_why(
    cast: Cast, changes: dict[str, Any], field: str, told: str
) -> None:
    response = browser(cast.bo).post(f"{meetings_of(cast)}ny/", met(**changes))
    assert told in " ".join(response.context["form"].errors[field])


def test_a_meeting_is_written_once_and_begins_where_the_assessment_leads(cast: Cast) -> None:
    committee = Committee.objects.get(name_da="Velfærdsudvalget")
    day = rooms.today(9)
    rooms.assessment(cast, interplay="relevant", committee=committee, due_on=day, **TWO_WAYS)
    client, address = browser(cast.anna), f"{meetings_of(cast)}ny/"
    form = client.get(address).context["form"]
    assert (form["committee"].value(), form["held_on"].value()) == (committee.pk, day)
    assert client.post(address, met(held_on=day)).status_code == 302
    again = client.post(address, met(held_on=day, told="Noget andet"))
    assert "held_on" in again.context["form"].errors
    assert client.get(address).context["form"]["held_on"].value() is None


def test_strangers_write_no_meeting(cast: Cast) -> None:
    for person in (cast.eva, cast.clara, cast.dan, cast.root):
        assert browser(person).post(f"{meetings_of(cast)}ny/", met()).status_code == 403
