"""Signs that nobody sees are gone at every door: forms, the administration, sign-in and search."""

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from referenceledelse.core.text.cleaning import clean, one_line
from referenceledelse.core.web.edits import fingerprint
from referenceledelse.core.web.forms import LineField, Text
from roles.models import AccountChange, Unit, User
from tests.cast import Cast

HIDDEN = ["\u200b", "\u00ad", "\u202e", "\u2066", "\ufeff", "\u200e", "\u2060", "\u200d"]


@pytest.mark.parametrize("sign", HIDDEN)
def test_sign_that_nobody_sees_is_gone(sign: str) -> None:
    assert LineField().clean(f"{sign}Ida{sign}  Holm{sign}") == "Ida Holm"
    assert Text().clean(f"{sign}En{sign}\r\nto{sign} ") == "En\nto"
    assert Text(required=False).clean(sign * 3) == ""
    assert fingerprint(f"Ida{sign}") == fingerprint("Ida")


def test_letters_are_composed_and_spaces_are_one() -> None:
    assert one_line("A\u030ase\u00a0\u202f Holm\u2003\u2028Sø") == "Åse Holm Sø"
    assert clean("Første\u2028linje\r\nanden") == "Første\nlinje\nanden"


@pytest.mark.parametrize("sign", HIDDEN)
def test_letter_is_composed_across_a_sign_that_nobody_sees(sign: str) -> None:
    assert clean(f"Rene{sign}\u0301") == "René"


def test_emoji_and_letters_that_are_joined_stay_so() -> None:
    for text in ("👩\u200d👧 og ❤\ufe0f", "می\u200cخواهم"):
        assert clean(text) == text


def saved(client: Client, address: str, **changed: str) -> dict[str, list[str]]:
    """What a page of the administration has against it; nothing where it was saved."""
    page = client.get(address)
    initial = page.context["adminform"].form
    data = {name: initial[name].value() for name in initial.fields}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    answer = client.post(address, data | changed)
    return answer.context["adminform"].form.errors if answer.context else {}


def test_administration_keeps_clean_names_and_emails(cast: Cast, gry: Client) -> None:
    address = reverse("admin:roles_user_change", args=[cast.eva.pk])
    told = saved(gry, address, name="Eva\u00a0 Ste\u00adn", email="eva\u200b@example.org")
    assert told == {}
    cast.eva.refresh_from_db()
    waits = AccountChange.objects.get(person=cast.eva).email
    assert (cast.eva.name, waits) == ("Eva Sten", "eva@example.org")


@pytest.mark.parametrize("name", ["Børn > Unge", "Børn›Unge"])
def test_unit_cannot_be_named_with_the_sign_between_units(
    cast: Cast, gry: Client, name: str
) -> None:
    address = reverse("admin:roles_unit_change", args=[cast.anna.unit_id])
    assert "skiller enhederne ad" in str(saved(gry, address, name=name)["name"])


def test_unit_below_more_than_twenty_levels_is_refused_where_it_is_placed(
    cast: Cast, gry: Client
) -> None:
    above = None
    for number in range(19):
        above = Unit.objects.create(name=f"Niveau {number}", parent=above)
    unit = Unit.objects.create(name="Øverst")
    Unit.objects.create(name="Nederst", parent=unit)
    address = reverse("admin:roles_unit_change", args=[unit.pk])
    assert "20 niveauer" in str(saved(gry, address, parent=str(above.pk))["parent"])
    assert saved(gry, address, parent=str(above.parent_id)) == {}


@pytest.mark.parametrize("sign", ["\u200b", "\u00a0", "\u202d"])
def test_copied_email_signs_in(cast: Cast, client: Client, sign: str) -> None:
    cast.eva.set_password("en lang adgangskode")
    cast.eva.save()
    form = {"login": f"{cast.eva.email}{sign}", "password": "en lang adgangskode"}
    client.post(reverse("account_login"), form)
    assert client.session["_auth_user_id"] == str(cast.eva.pk)


def test_copied_email_is_sent_a_new_password(cast: Cast, client: Client) -> None:
    form = {"email": f"\u200b{cast.eva.email}"}
    answer = client.post(reverse("account_reset_password"), form)
    assert answer.url == reverse("account_reset_password_done")


@pytest.mark.parametrize("address", ["roles:people", "search"])
def test_search_finds_what_was_copied(cast: Cast, gry: Client, address: str) -> None:
    User.objects.filter(pk=cast.eva.pk).update(name="Åse Sten")
    page = gry.get(reverse(address), {"q": "A\u030ase\u200b\u00a0St\u00aden"})
    assert "Åse Sten" in page.content.decode()


def test_what_came_in_before_is_cleaned_unless_both_are_there(cast: Cast) -> None:
    User.objects.filter(pk=cast.dan.pk).update(email="dan\u200b@example.org", name="A\u030ase")
    User.objects.filter(pk=cast.bo.pk).update(email=f"{cast.eva.email}\u200b")
    import_module("roles.migrations.0008_clean_names_and_skipped_rows").clean_names(apps, None)
    dan, bo = User.objects.get(pk=cast.dan.pk), User.objects.get(pk=cast.bo.pk)
    assert (dan.email, dan.name) == ("dan@example.org", "Åse")
    assert bo.email == f"{cast.eva.email}\u200b"
