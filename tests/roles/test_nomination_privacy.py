"""What is written of a talent is on no page, in no log and in no mail that others open."""

import logging
from contextlib import suppress

import pytest
from auditlog.models import LogEntry
from django.conf import LazySettings
from django.contrib.admin.models import LogEntry as AdminEntry
from django.contrib.auth.models import Group
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from roles.models import SECRETARIAT_GROUP, Nomination
from roles.services import ensure_secretariat_group
from roles.services import nominations as services
from tests import markers
from tests.admin.test_privacy import addresses
from tests.cast import Cast
from tests.nominations import answered, nomination, today
from tests.test_access import ROWS, Undo

SECRET = markers.WORD
PAGES = [row for row in ROWS if row[2] == "GET"]


def plant(cast: Cast) -> Nomination:
    """Finn's nomination of Eva, with a marker in every text."""
    row = answered(cast)
    assert markers.plant_confidential() == 3
    row.refresh_from_db()
    return row


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(getattr(cast, who))
    return client


@pytest.mark.parametrize("who", ["eva", "anna", "bo", "root"])
def test_no_page_shows_it_to_the_nominee_or_to_others(cast: Cast, who: str) -> None:
    plant(cast)
    client, seen = signed_in(cast, who), 0
    for name, args, _method, _answers in PAGES:
        with suppress(Undo), transaction.atomic():
            given = args(cast)
            markers.plant_confidential()
            answer = client.get(reverse(name, args=given), {"q": SECRET})
            seen += answer.status_code == 200
            if not answer.streaming:
                assert not markers.found(answer.content.decode()), name
            raise Undo
    assert seen > 30


def test_author_and_secretariat_read_it(cast: Cast) -> None:
    row = plant(cast)
    for who in ("finn", "gry"):
        page = signed_in(cast, who).get(row.get_absolute_url()).content.decode()
        assert {one[1] for one in markers.found(page)} == {"strengths", "potential", "note"}


@pytest.mark.parametrize("who", ["finn", "gry"])
def test_lists_start_page_and_search_hold_no_word_of_it(cast: Cast, who: str) -> None:
    plant(cast)
    pages = ["/", "/indstillinger/", "/sekretariat/indstillinger/", f"/soeg/?q={SECRET}"]
    pages += [f"/personer/{cast.eva.pk}/", f"/enheder/{cast.eva.unit_id}/", "/mine-medarbejdere/"]
    for page in pages:
        assert not markers.found(signed_in(cast, who).get(page).content.decode()), page


def test_nominee_in_the_secretariat_reads_nothing_of_it(cast: Cast) -> None:
    row = plant(cast)
    cast.eva.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
    eva = signed_in(cast, "eva")
    assert eva.get(row.get_absolute_url()).status_code == 404
    assert eva.post(f"{row.get_absolute_url()}svar/").status_code == 404
    assert "Finn Leder" not in eva.get("/sekretariat/indstillinger/?status=").content.decode()
    Nomination.objects.update(status="new")
    assert "ny indstilling" not in eva.get("/").content.decode()
    finn = signed_in(cast, "finn").get(row.get_absolute_url()).content.decode()
    assert "Ud over dig kan Gry Sekretær læse" in finn


def test_superuser_and_secretariat_find_nothing_in_the_admin(cast: Cast) -> None:
    ensure_secretariat_group()
    plant(cast)
    for who in ("gry", "root"):
        client = signed_in(cast, who)
        for address in addresses():
            page = client.get(address).content.decode()
            assert not markers.found(page), address
            assert "ndstilling" not in page, address


def test_logs_hold_nothing_of_it(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    before = LogEntry.objects.count()
    with caplog.at_level(logging.DEBUG):
        row = nomination(cast, strengths=SECRET)
        finn, gry = signed_in(cast, "finn"), signed_in(cast, "gry")
        told = {"version": 1, "strengths": SECRET * 9, "consent_on": today().isoformat()}
        finn.post(f"/indstillinger/{row.pk}/ret/", told)
        finn.post(f"/indstillinger/{row.pk}/ret/", told | {"strengths": SECRET * 2_000})
        gry.post(f"/indstillinger/{row.pk}/svar/", {"version": 9, "status": "x", "note": SECRET})
        services.withdraw_nomination(nomination=row, by=cast.finn)
    said = [one.getMessage() for one in caplog.records if one.name != "django.db.backends"]
    assert SECRET not in " ".join(said)
    assert LogEntry.objects.count() == before
    assert not AdminEntry.objects.exists()


@pytest.mark.parametrize("verb", ["nominate", "edit_nomination", "answer_nomination"])
def test_mail_about_an_error_holds_no_word_of_it(
    cast: Cast,
    verb: str,
    monkeypatch: pytest.MonkeyPatch,
    settings: LazySettings,
    mailoutbox: list[EmailMessage],
) -> None:
    settings.ADMINS = ["drift@example.org"]
    row = nomination(cast)

    def broken(**told: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(services, verb, broken)
    client = signed_in(cast, "gry" if verb == "answer_nomination" else "finn")
    client.raise_request_exception = False
    told = {"version": 1, "strengths": SECRET, "note": SECRET, "status": "done"}
    told |= {"consent_on": today().isoformat(), "nominee": cast.anna.name, "has_consent": "on"}
    below = {"nominate": "ny", "edit_nomination": f"{row.pk}/ret"}.get(verb, f"{row.pk}/svar")
    answer = client.post(f"/indstillinger/{below}/", told)
    assert answer.status_code == 500
    [mail] = mailoutbox
    assert "out of order" in mail.body
    assert SECRET not in mail.body + mail.subject
    assert cast.anna.name not in mail.body


def test_list_does_not_even_fetch_the_words(cast: Cast) -> None:
    plant(cast)
    with CaptureQueriesContext(connection) as asked:
        signed_in(cast, "gry").get("/sekretariat/indstillinger/")
    assert not [one for one in asked if '"strengths"' in one["sql"]]
