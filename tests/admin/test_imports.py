"""Files in the administration: the choice, the look at what would change, and the yes."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roles.models import Unit, Upload, User
from roles.services import ensure_secretariat_group, load_catalogue
from tests.cast import Cast, make_person
from tests.tables import PEOPLE, UNITS, csv_of, person, xlsx_of
from themes.models import Assignment, Theme
from themes.services import load_defaults

MODELS = ("roles_user", "roles_unit", "themes_theme", "themes_assignment")
ROLE_NAMES = ("Netværksleder", "Referenceleder", "Co-driver")


def send(client: Client, model: str, content: bytes, **more: object) -> HttpResponse:
    """What the page says of the file: the form again, or what it would change."""
    file = SimpleUploadedFile("fil.xlsx", content)
    address = reverse(f"admin:{model}_import")
    return client.post(address, {"file": file, **more}, follow=True)


def say_yes(client: Client, page: HttpResponse, **more: str) -> HttpResponse:
    return client.post(page.request["PATH_INFO"], more, follow=True)


def ole() -> bytes:
    return csv_of([PEOPLE, person("ole@example.org", unit="Lyngvig Kommune > Ældre og Omsorg")])


def test_people_are_looked_at_first_and_saved_once(cast: Cast, gry: Client) -> None:
    page = send(gry, "roles_user", ole())
    assert "Intet er gemt endnu" in page.content.decode()
    assert not User.objects.filter(email="ole@example.org").exists()
    done = say_yes(gry, page)
    assert "Personer: 1 nye, 0 ændrede, 0 uændrede" in done.content.decode()
    assert User.objects.get(email="ole@example.org").unit == cast.anna.unit
    assert not Upload.objects.exists()
    again = say_yes(gry, page)
    assert "Filen er allerede indlæst" in again.content.decode()


def test_faults_are_grouped_shown_and_saved_as_a_file(cast: Cast, gry: Client) -> None:
    rows = [person(f"a{n}@example.org", unit="=Nej" if n % 2 else "Nej") for n in range(150)]
    page = send(gry, "roles_user", csv_of([PEOPLE, *rows]))
    text = page.content.decode()
    assert "Filen har 150 fejl" in text and "kolonnen “enhed”: 150" in text
    assert text.count("<td>enhed</td>") == 100
    assert len(page.content) < 60_000
    assert "Indlæs</" not in text and 'value="Indlæs"' not in text
    address = reverse("admin:roles_user_import_faults", args=[Upload.objects.get().pk])
    saved = gry.get(address).content.decode("utf-8-sig").splitlines()
    assert len(saved) == 151
    assert saved[2] == "Personer;3;enhed;'=Nej;" + saved[2].rpartition(";")[2]


def test_yes_to_a_file_with_faults_saves_nothing(cast: Cast, gry: Client) -> None:
    rows = [person("a@example.org"), person("b@example.org", unit="Nej")]
    page = send(gry, "roles_user", csv_of([PEOPLE, *rows]))
    assert "Filen har 1 fejl" in say_yes(gry, page).content.decode()
    assert not User.objects.filter(email="a@example.org").exists()


def test_whole_staff_asks_once_more_when_many_would_go(cast: Cast, gry: Client) -> None:
    content = csv_of([["e-mail", "navn"], [cast.anna.email, cast.anna.name]])
    page = send(gry, "roles_user", content, is_complete="on")
    assert "5 af 8 medarbejdere mangler i filen" in page.content.decode()
    say_yes(gry, page)
    assert User.objects.get(pk=cast.eva.pk).is_working
    done = say_yes(gry, page, allow_many="on")
    assert "Stoppet: 5." in done.content.decode()
    assert not User.objects.get(pk=cast.eva.pk).is_working
    assert User.objects.get(pk=cast.gry.pk).is_working


def test_file_is_its_senders_alone_and_for_an_hour(cast: Cast, gry: Client) -> None:
    page = send(gry, "roles_user", ole())
    other = make_person("Signe Sekretær", is_staff=True)
    other.groups.add(ensure_secretariat_group())
    stranger = Client()
    stranger.force_login(other)
    assert stranger.get(page.request["PATH_INFO"]).status_code == 404
    assert stranger.post(page.request["PATH_INFO"]).status_code == 404
    Upload.objects.update(created_at=timezone.now() - timedelta(hours=1, minutes=1))
    assert "Filen er væk" in say_yes(gry, page).content.decode()
    send(gry, "roles_unit", csv_of([UNITS, ["Lyngvig Kommune", ""]]))
    assert Upload.objects.count() == 1


def test_file_of_one_kind_is_no_file_of_another(cast: Cast, gry: Client) -> None:
    send(gry, "roles_user", ole())
    address = reverse("admin:roles_unit_import_preview", args=[Upload.objects.get().pk])
    assert gry.get(address).url == reverse("admin:roles_unit_import")


def test_file_without_the_sheet_says_so_wherever_it_is_looked_at(cast: Cast, gry: Client) -> None:
    page = send(gry, "roles_user", xlsx_of(Enheder=[UNITS, ["By", ""]]))
    assert "intet ark med navnet “Personer”" in page.content.decode()
    address = reverse("admin:roles_user_import_faults", args=[Upload.objects.get().pk])
    assert gry.get(address).url == reverse("admin:roles_user_import")


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"PK\x03\x04x", "kan ikke åbnes"), (b"\n", "Filen er tom"), (b"x" * 10_500_000, "10 MB")],
)
def test_file_that_cannot_be_read_says_so_beside_the_field(
    cast: Cast, gry: Client, content: bytes, said: str
) -> None:
    page = send(gry, "roles_user", content)
    assert said in str(page.context["form"].errors["file"])
    assert not Upload.objects.exists()


def test_units_can_come_in_a_file_beside_the_people(cast: Cast, gry: Client) -> None:
    units = csv_of([UNITS, ["By > Skole", "ole@example.org"], ["By", ""]])
    content = csv_of([PEOPLE, person("ole@example.org", unit="By > Skole")])
    page = send(gry, "roles_user", content, units=SimpleUploadedFile("enheder.csv", units))
    say_yes(gry, page)
    assert Unit.objects.get(name="Skole").manager.email == "ole@example.org"


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("layout", ["csv", "xlsx"])
def test_empty_file_can_be_read_back(cast: Cast, gry: Client, model: str, layout: str) -> None:
    response = gry.get(reverse(f"admin:{model}_import_blank", args=[layout]))
    assert f'.{layout}"' in response["Content-Disposition"]
    text = send(gry, model, response.content).content.decode()
    assert "Eksemplet i række 2 er sprunget over" in text
    assert "Filen ændrer ikke noget" in text


def test_export_can_be_read_back_unchanged(cast: Cast, gry: Client) -> None:
    User.objects.filter(pk=cast.eva.pk).update(job_title="=HYPERLINK(1)", leader_level=4)
    User.objects.filter(pk=cast.bo.pk).update(active_from="2020-02-01", phone="+45 1234")
    for model in ("roles_unit", "roles_user"):
        content = gry.get(reverse(f"admin:{model}_export")).content
        assert b"password" not in content and b";=HYPERLINK" not in content
        assert "Filen ændrer ikke noget" in send(gry, model, content).content.decode()


@pytest.mark.parametrize("model", MODELS)
def test_who_may_import(cast: Cast, gry: Client, model: str) -> None:
    pages = [reverse(f"admin:{model}_import"), reverse(f"admin:{model}_import_blank", args=["csv"])]
    pages += [reverse(f"admin:{model}_import_{name}", args=[1]) for name in ("preview", "faults")]
    cast.eva.is_staff = True
    cast.eva.save()
    for who, answers in ((cast.eva, {403}), (cast.anna, {302}), (cast.root, {200, 302})):
        client = Client()
        client.force_login(who)
        assert {client.get(page).status_code for page in pages} <= answers
    assert [gry.get(page).status_code for page in pages] == [200, 200, 302, 302]
    assert [gry.post(page).status_code for page in (pages[1], pages[3])] == [405, 405]


@pytest.mark.parametrize("model", MODELS)
def test_list_leads_to_the_import_of_whoever_may(cast: Cast, gry: Client, model: str) -> None:
    address = reverse(f"admin:{model}_import")
    assert address in gry.get(reverse(f"admin:{model}_changelist")).content.decode()


def sitting() -> dict[str, bytes]:
    """The files of a new municipality: 300 people, 40 units, 6 themes and who leads them."""
    paths = ["By", *(f"By > Enhed {n}" for n in range(39))]
    units = [UNITS, *([path, f"p{n}@example.org"] for n, path in enumerate(paths))]
    people = [
        person(f"p{n}@example.org", f"Person {n}", unit=paths[n % 40], leader_level="3")
        for n in range(300)
    ]
    themes = [[f"Tema {n}", "Velfærd", "Noget svært", paths[n]] for n in range(6)]
    roles = [
        [f"Tema {n}", role, f"p{n * 3 + k}@example.org"]
        for n in range(6)
        for k, role in enumerate(ROLE_NAMES)
    ]
    return {
        "roles_user": xlsx_of(Personer=[PEOPLE, *people], Enheder=units),
        "themes_theme": xlsx_of(Temaer=[["Titel", "Type", "Udfordring", "Enheder"], *themes]),
        "themes_assignment": csv_of([["Tema", "Rolle", "E-mail"], *roles], "cp1252"),
    }


def test_new_municipality_is_set_up_in_one_sitting(db: None, client: Client) -> None:
    load_catalogue()
    load_defaults()
    admin = User.objects.create_superuser("admin@example.org", "en lang adgangskode", name="A")
    client.force_login(admin)
    for model, content in sitting().items():
        say_yes(client, send(client, model, content))
    assert (User.objects.count(), Unit.objects.count()) == (301, 40)
    assert (Theme.objects.running().count(), Assignment.objects.active().count()) == (6, 18)
    assert not any(Theme.objects.vacant(role).exists() for role in ("network_leader",))
    for model, content in sitting().items():
        assert "Filen ændrer ikke noget" in send(client, model, content).content.decode()
