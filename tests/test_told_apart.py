"""Two people of one name, and two units of one name, are told apart wherever one is chosen."""

import json

import pytest
from django.contrib import admin
from django.forms import ModelChoiceField
from django.test import Client, RequestFactory
from django.urls import reverse

from dialogues.forms.tasks import TaskForm
from roles.forms.person_field import PersonField, suggestions
from roles.models import Unit, User
from tests.cast import Cast
from tests.talks import started_talk


@pytest.fixture
def twins(cast: Cast) -> tuple[User, User]:
    """Two called the same, in two units called the same below different ones."""
    made = []
    for number, title in ((1, "Pædagog"), (2, "Leder")):
        top = Unit.objects.create(name=f"Forvaltning {number}")
        unit = Unit.objects.create(name="Børnehuset", parent=top)
        mail = f"kim{number}@example.org"
        fields = {"name": "Kim Holm", "job_title": title, "unit": unit}
        made.append(User.objects.create_user(mail, **fields))
    return made[0], made[1]


def asked(client: Client, term: str, model: str, field: str, app: str = "themes") -> list[str]:
    data = {"app_label": app, "model_name": model, "field_name": field, "term": term}
    answer = client.get(reverse("admin:autocomplete"), data)
    return [row["text"] for row in json.loads(answer.content)["results"]]


def test_administration_suggests_people_with_title_unit_and_mail(
    cast: Cast, client: Client, twins: tuple[User, User]
) -> None:
    client.force_login(cast.root)
    assert asked(client, "kim holm", "assignment", "person") == [
        "Kim Holm, Pædagog, Børnehuset (kim1@example.org) · intet lederniveau",
        "Kim Holm, Leder, Børnehuset (kim2@example.org) · intet lederniveau",
    ]


def test_administration_suggests_units_by_their_path(
    cast: Cast, client: Client, twins: tuple[User, User]
) -> None:
    client.force_login(cast.root)
    wanted = ["Forvaltning 1 › Børnehuset", "Forvaltning 2 › Børnehuset"]
    assert sorted(asked(client, "børnehuset", "user", "unit", app="roles")) == wanted
    for place in (f"/personer/?enhed={twins[0].unit_id}", "/temaer/", "/temaer/foreslaa/"):
        page = client.get(place).text
        assert all(path in page for path in wanted), place
    change = reverse("admin:roles_user_change", args=[twins[1].pk])
    assert "Forvaltning 2 › Børnehuset" in client.get(change).text
    assert "Forvaltning 2 › Børnehuset" in client.get(reverse("admin:roles_user_changelist")).text


def test_every_choice_of_the_administration_tells_rows_apart(
    cast: Cast, twins: tuple[User, User]
) -> None:
    request = RequestFactory().get("/")
    request.user = cast.root
    told = {User: twins[0].chosen_as, Unit: "Forvaltning 1 › Børnehuset"}
    rows = {User: twins[0], Unit: twins[0].unit}
    for one in admin.site._registry.values():
        names = [f.name for f in one.model._meta.fields if f.editable]
        for name, field in one.get_form(request, None, fields=names).base_fields.items():
            if isinstance(field, ModelChoiceField) and (model := field.queryset.model) in told:
                assert field.label_from_instance(rows[model]) == told[model], name


def test_field_for_a_colleague_suggests_each_with_what_tells_them_apart(
    cast: Cast, twins: tuple[User, User]
) -> None:
    (first, told), (second, _told) = suggestions("kim", cast.eva)
    assert (first, second) == ("Kim Holm (kim1@example.org)", "Kim Holm (kim2@example.org)")
    assert told == "Kim Holm, Pædagog, Børnehuset (kim1@example.org)"
    assert PersonField().clean(second) == twins[1]


def test_parties_of_one_name_are_told_apart_and_others_go_by_name(cast: Cast) -> None:
    talk = started_talk(cast)
    labels = [label for _pk, label in TaskForm(conversation=talk).fields["owner"].choices]
    assert labels == [cast.anna.name, cast.bo.name]
    talk.reference_leader.name = cast.anna.name
    labels = [label for _pk, label in TaskForm(conversation=talk).fields["owner"].choices]
    assert cast.anna.email in labels[0] and cast.bo.email in labels[1]
