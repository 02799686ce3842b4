"""The set-up check: what it finds, who reads it, and what it costs."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogues.models import Question, QuestionSet
from dialogues.services.questions import load_question_sets
from referenceledelse.overview.pages.setup import SetupPoint, State, check_setup
from roles.models import RolePoint, Unit, User
from roles.services import ensure_secretariat_group
from tests.cast import Cast, make_theme
from themes.models import Committee, Phase, Round, Theme, ThemeType, Thresholds

SMTP = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}
READY = {
    "MAILERS": SMTP,
    "SECRETARIAT_EMAIL": "net@lyngvig.dk",
    "DEFAULT_FROM_EMAIL": "net@lyngvig.dk",
}


def line(title: str) -> SetupPoint:
    return next(one for one in check_setup() if title in one.titles)


def mend(cast: Cast) -> None:
    """Everything that the cast lacks."""
    load_question_sets()
    Unit.objects.update(manager=cast.finn)
    User.objects.filter(unit=None).update(unit=cast.anna.unit)


def test_well_kept_site_is_green(cast: Cast) -> None:
    mend(cast)
    with override_settings(**READY):
        assert [one.title for one in check_setup() if not one.is_fine] == []


def test_new_site_lacks_what_it_needs(db: None) -> None:
    missing = [one.title for one in check_setup() if one.state == State.MISSING]
    for title in (
        "Ingen arbejder i sekretariatet",
        "Mail kan ikke sendes endnu",
        "Der er ingen tematyper at vælge imellem",
        "Ingen runde er åben for forslag",
        "De ti opgaver er ikke beskrevet",
        "Nogle slags samtaler mangler et udgivet spørgsmålssæt",
    ):
        assert title in missing


def test_each_oddity_is_found_and_named(cast: Cast) -> None:
    mend(cast)
    Unit.objects.filter(pk=cast.anna.unit_id).update(manager=None)
    User.objects.filter(pk=cast.bo.pk).update(leader_level=None)
    User.objects.filter(pk=cast.eva.pk).update(unit=None)
    ThemeType.objects.filter(key="welfare").update(needs_line_manager=False, needs_co_driver=False)
    ThemeType.objects.filter(key="learning").update(forum_da="")
    Phase.objects.filter(key="test").update(usual_months=0)
    Thresholds.objects.update(quiet_days=0)
    RolePoint.objects.filter(key="arenas", is_current=True).update(text_en="")
    found = {one.title: [name for name, _url in one.found] for one in check_setup()}
    assert found["Nogle enheder mangler en personaleleder"] == ["Ældre og Omsorg"]
    assert found["Nogle ledere mangler et lederniveau"] == ["Bo Refsgaard"]
    assert found["Nogle medarbejdere mangler en enhed"] == ["Eva Sten"]
    assert found["Nogle typer kræver ingen del af mandatet"] == ["Velfærd"]
    assert found["Nogle typer mangler forum eller lederniveau"] == ["Læring"]
    assert found["Nogle faser mangler en sædvanlig længde"] == ["Test"]
    assert found["Nogle grænser eller frister er nul"] == ["Dage uden aktivitet"]
    assert found["Nogle af rollernes punkter mangler på engelsk"] == ["2. Adgang til arenaer"]


def test_rounds_and_questions_that_are_behind_are_found(cast: Cast) -> None:
    mend(cast)
    past = timezone.localdate() - timedelta(days=40)
    Round.objects.all().delete()
    Committee.objects.update(is_active=False)
    row = Round.objects.create(name_da="Gammel", deadline=past, decides_on=past)
    make_theme("Venter", status=Theme.Status.PROPOSED, round=row, proposed_by=cast.eva)
    Question.objects.filter(question_set=QuestionSet.objects.newest("kickoff")).update(
        network_leader_en=""
    )
    QuestionSet.objects.filter(kind="pulse").update(is_published=False)
    assert line("En runde er åben for forslag").state == State.MISSING
    assert line("Hvert forslag er afgjort til tiden").found[0][0] == "Gammel"
    assert not line("Der er politiske udvalg at vælge imellem").is_fine
    assert line("Hver slags samtale har et udgivet spørgsmålssæt").count == 1
    assert line("De udgivne spørgsmål findes på engelsk").count == 1


def test_page_leads_to_where_it_is_mended(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.gry)
    User.objects.filter(pk=cast.eva.pk).update(unit=None)
    text = client.get("/sekretariat/opsaetning/").text
    assert f'href="/admin/roles/user/{cast.eva.pk}/change/"' in text
    assert "<code>EMAIL_URL</code>" in text


def test_lists_of_the_administration_show_what_the_check_counts(cast: Cast) -> None:
    ensure_secretariat_group()
    client = Client()
    client.force_login(cast.gry)
    addresses = [one.url for one in check_setup() if one.url]
    assert "/admin/roles/unit/?manager__isempty=1" in addresses
    assert {client.get(address, follow=True).status_code for address in addresses} == {200}


@pytest.mark.parametrize("missing", [True, False])
def test_command_tells_the_same_and_ends_with_one_where_something_is_missing(
    cast: Cast, missing: bool
) -> None:
    mend(cast)
    told = StringIO()
    with override_settings(**({} if missing else READY)):
        if missing:
            with pytest.raises(SystemExit, match="1"):
                call_command("check_setup", stdout=told)
        else:
            call_command("check_setup", stdout=told)
        titles = [one.title for one in check_setup()]
    assert [title for title in titles if title not in told.getvalue()] == []


def test_check_asks_as_often_for_twenty_thousand_people(cast: Cast) -> None:
    Unit.objects.update(manager=None)
    counts = []
    for number in (5, 20_000):
        people = (User(email=f"m{number}.{n}@example.org", name=f"M {n}") for n in range(number))
        User.objects.bulk_create(people)
        with CaptureQueriesContext(connection) as asked:
            check_setup()
        counts.append(len(asked))
    assert counts[0] == counts[1]
