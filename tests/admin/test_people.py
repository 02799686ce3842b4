"""People and units in the administration, by hand and from files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roles.models import Unit, User
from tests.cast import Cast, make_person


def person_form(person: User | None = None, **changes: object) -> dict[str, object]:
    values = {"name": "Ny Person", "email": "Ny@Example.org", "language": "da", "is_active": "on"}
    if person:
        values |= {"name": person.name, "email": person.email, "unit": person.unit_id or ""}
    return values | changes


def test_new_person_has_no_password(cast: Cast, gry: Client) -> None:
    assert gry.post(reverse("admin:roles_user_add"), person_form()).status_code == 302
    person = User.objects.get(email="ny@example.org")
    assert not person.has_usable_password()
    assert not person.is_staff


def test_second_person_with_the_email_is_refused(cast: Cast, gry: Client) -> None:
    data = person_form(email=cast.eva.email.upper())
    text = gry.post(reverse("admin:roles_user_add"), data).content.decode()
    assert "En anden person har allerede den e-mail." in text
    assert User.objects.filter(email__iexact=cast.eva.email).count() == 1


def test_working_in_the_secretariat_opens_and_closes(cast: Cast, gry: Client) -> None:
    address = reverse("admin:roles_user_change", args=[cast.eva.pk])
    gry.post(address, person_form(cast.eva, works_in_secretariat="on"))
    eva = User.objects.get(pk=cast.eva.pk)
    assert eva.is_secretariat and eva.is_staff
    gry.post(address, person_form(cast.eva))
    eva = User.objects.get(pk=cast.eva.pk)
    assert not eva.is_secretariat and not eva.is_staff


def test_secretariat_does_not_change_a_superuser(cast: Cast, gry: Client) -> None:
    address = reverse("admin:roles_user_change", args=[cast.root.pk])
    assert gry.post(address, person_form(cast.root, email="x@example.org")).status_code == 403


@pytest.mark.parametrize("term", ["østergaard", "ØSTER", "oester"])
def test_autocomplete_finds_danish_letters(cast: Cast, gry: Client, term: str) -> None:
    make_person("Ida Østergaard")
    where = {"app_label": "themes", "model_name": "assignment", "field_name": "person"}
    found = gry.get(reverse("admin:autocomplete"), where | {"term": term}).json()["results"]
    assert [row["text"] for row in found] == ["Ida Østergaard"]


PEOPLE = "email;navn;stilling;telefon;enhed;lederniveau;ansat_fra;ansat_til\n"


def send_file(client: Client, model: str, text: str) -> tuple[str, dict[str, str]]:
    """The preview of the file, and what its yes would send."""
    file = SimpleUploadedFile("fil.csv", text.encode(), "text/csv")
    address = reverse(f"admin:roles_{model}_import")
    response = client.post(address, {"import_file": file, "format": "0", "resource": "0"})
    form = response.context.get("confirm_form")
    return response.content.decode(), form.initial if form else {}


def test_import_of_people_is_tried_first(cast: Cast, gry: Client) -> None:
    line = "Ole@Example.org;Ole Ny;Pædagog;;Lyngvig Kommune / Ældre og Omsorg;;01-08-2026;\n"
    preview, yes = send_file(gry, "user", PEOPLE + line)
    assert "Intet er gemt endnu" in preview
    assert not User.objects.filter(name="Ole Ny").exists()
    done = gry.post(reverse("admin:roles_user_process_import"), yes, follow=True)
    assert "1 nye, 0 ændrede, 0 uændrede" in done.content.decode()
    ole = User.objects.get(email="ole@example.org")
    assert (ole.unit.name, ole.active_from.year) == ("Ældre og Omsorg", 2026)
    assert not ole.has_usable_password()
    again = gry.post(reverse("admin:roles_user_process_import"), yes)
    assert "Filen er allerede hentet ind" in again.content.decode()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("a@example.org;A;;;Findes ikke;;;", "Enheden ”Findes ikke” findes ikke"),
        ("a@example.org;A;;;;x;;", "”x” er ikke et lederniveau"),
        ("a@example.org;A;;;;;i går;", "”i går” er ikke en dato"),
        ("a@example.org;;;;;;;", "navn"),
        ("ikke en mail;A;;;;;;", "e-mail"),
    ],
)
def test_import_tells_what_is_wrong(cast: Cast, gry: Client, line: str, told: str) -> None:
    preview, yes = send_file(gry, "user", f"{PEOPLE}{line}\n")
    assert told in preview
    assert "Traceback" not in preview
    assert not yes


def test_import_without_columns_says_which(cast: Cast, gry: Client) -> None:
    preview, yes = send_file(gry, "user", "navn,email\nA,a@example.org\n")
    assert "Filen mangler kolonnerne: stilling" in preview
    assert not yes


def test_import_of_units_builds_the_tree(cast: Cast, gry: Client) -> None:
    text = (
        "enhed;personaleleder\nLyngvig Kommune / Teknik;\n"
        f"Lyngvig Kommune / Teknik / Vej;{cast.finn.email}\n"
    )
    preview, yes = send_file(gry, "unit", text)
    assert "Intet er gemt endnu" in preview
    gry.post(reverse("admin:roles_unit_process_import"), yes)
    road = Unit.objects.get(name="Vej")
    assert (road.parent.name, road.manager) == ("Teknik", cast.finn)


def test_export_can_be_read_back_unchanged(cast: Cast, gry: Client) -> None:
    User.objects.filter(pk=cast.eva.pk).update(job_title="=HYPERLINK(1)")
    for model in ("unit", "user"):
        text = gry.get(reverse(f"admin:roles_{model}_export")).content.decode("utf-8-sig")
        assert "password" not in text
        assert ";=HYPERLINK" not in text
        preview, _yes = send_file(gry, model, text)
        assert "uændret" in preview
        assert "<td>ændret</td>" not in preview


def test_file_of_another_name_is_not_read(cast: Cast, gry: Client) -> None:
    data = {"import_file_name": "../etc/passwd", "original_file_name": "x", "format": "0"}
    response = gry.post(reverse("admin:roles_user_process_import"), data)
    assert "Filen er væk" in response.content.decode()


def test_employee_exports_nothing(cast: Cast, client: Client) -> None:
    cast.eva.is_staff = True
    cast.eva.save()
    client.force_login(cast.eva)
    assert client.get(reverse("admin:roles_user_export")).status_code == 403
    assert client.get(reverse("admin:roles_user_import")).status_code == 403


def test_unit_below_itself_is_refused(cast: Cast, gry: Client) -> None:
    top, below = cast.bo.unit, cast.anna.unit
    address = reverse("admin:roles_unit_change", args=[top.pk])
    text = gry.post(address, {"name": top.name, "parent": below.pk}).content.decode()
    assert "En enhed kan ikke ligge under sig selv." in text
    top.refresh_from_db()
    assert top.parent is None


@pytest.mark.parametrize("address", ["themes/assignment/add/?theme=x", "themes/theme/x/change/"])
def test_address_that_names_no_row_is_no_crash(cast: Cast, gry: Client, address: str) -> None:
    assert gry.get(f"/admin/{address}").status_code in (200, 302, 400)


def test_address_of_one_who_signs_in_is_not_the_secretariats(cast: Cast, gry: Client) -> None:
    page = reverse("admin:roles_user_change", args=[cast.bo.pk])
    assert 'name="email"' in gry.get(page).content.decode()
    cast.bo.last_login = timezone.now()
    cast.bo.save()
    assert 'name="email"' not in gry.get(page).content.decode()
    gry.post(page, {"name": "Bo Refsgaard", "language": "da", "email": "ny@example.org"})
    cast.bo.refresh_from_db()
    assert cast.bo.email != "ny@example.org"
