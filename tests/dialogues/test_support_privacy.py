"""What someone asks the secretariat is read by the two alone, through every door."""

import logging
from collections.abc import Iterator
from contextlib import suppress

import pytest
from auditlog.models import LogEntry
from django.contrib import admin
from django.contrib.admin.models import LogEntry as AdminEntry
from django.urls import NoReverseMatch, reverse

from dialogues.models import SupportMessage, SupportRequest
from dialogues.services import support as services
from roles.models import User
from tests import markers
from tests.cast import Cast
from tests.support import ahead, answer, newest, request, signed_in
from tests.test_access import ROWS, Args
from tests.test_privacy import WORLDS, open_to

# Bo leads the same theme as Anna, who asks; the superuser is no reader either.
OTHERS = ("eva", "clara", "bo", "dan", "finn", "root")


def planted(cast: Cast) -> list[SupportRequest]:
    """Anna has asked about her theme and in private; all of it is full of markers."""
    rows = [answer(request(cast), cast.gry), request(cast, subject="Privat", theme=None)]
    for row in rows:
        services.note(request=row, by=cast.gry, text="Kun for os")
        at = {"meeting_at": ahead(3), "meeting_place": "Kontoret"}
        row.refresh_from_db()
        services.agree_meeting(request=row, by=cast.gry, version=row.version, **at)
    assert markers.plant_asked() >= 9
    return rows


def of_requests(page: str) -> set[tuple[str, ...]]:
    names = {model._meta.model_name for model in markers.ASKED}
    return {one for one in markers.found(page) if one[0] in names}


@pytest.mark.parametrize(("make", "names"), WORLDS)
def test_page_shows_others_nothing_of_a_request(cast: Cast, make: Args, names: list[str]) -> None:
    args = make(cast)
    planted(cast)
    # The theme's other leader, the author's line manager, one who gets in everywhere.
    for who in ("bo", "finn", "root"):
        client = signed_in(getattr(cast, who))
        for address in [reverse(name, args=args) for name in names]:
            assert of_requests(open_to(client, address)) == set(), (who, address)


def posts(row: SupportRequest) -> Iterator[str]:
    for name in {name for name, _args, method, _who in ROWS if method == "POST"}:
        with suppress(NoReverseMatch):
            yield reverse(name, args=[row.pk])


def test_nobody_else_can_write_into_a_request(cast: Cast) -> None:
    row = planted(cast)[0]
    told = {"text": "Mig også", "note": "x", "seen": newest(row), "then": "solved", "version": 1}
    before = SupportMessage.objects.count()
    for who in OTHERS:
        client = signed_in(getattr(cast, who))
        for address in (row.get_absolute_url(), *posts(row)):
            assert of_requests(client.post(address, told).content.decode()) == set()
    row.refresh_from_db()
    assert (SupportMessage.objects.count(), row.state) == (before, "taken")


def test_author_reads_all_but_the_notes(cast: Cast) -> None:
    row = planted(cast)[0]
    notes = SupportMessage.objects.filter(is_internal=True).values_list("pk", flat=True)
    page = signed_in(cast.anna).get(row.get_absolute_url()).content.decode()
    found = of_requests(page)
    assert ("supportrequest", "meeting_place", str(row.pk)) in found
    assert {int(key) for model, _name, key in found if model == "supportmessage"} == set(
        row.messages.exclude(pk__in=notes).values_list("pk", flat=True)
    )


def test_who_leaves_the_secretariat_reads_no_more(cast: Cast) -> None:
    row = planted(cast)[0]
    cast.gry.groups.clear()
    cast.gry.is_superuser = True
    cast.gry.save()
    gry = signed_in(User.objects.get(pk=cast.gry.pk))
    for address in ("/", "/sekretariat/henvendelser/", reverse("dialogues:case", args=[row.pk])):
        assert of_requests(gry.get(address).content.decode()) == set()


def test_queryset_gives_others_no_row(cast: Cast) -> None:
    planted(cast)
    for who in OTHERS:
        assert not SupportRequest.objects.visible_to(getattr(cast, who)).exists()
        assert not SupportMessage.objects.visible_to(getattr(cast, who)).exists()
    cast.anna.is_active = False
    assert not SupportRequest.objects.visible_to(cast.anna).exists()


def test_no_request_is_in_the_administration_or_the_logs(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    registered = set(admin.site._registry)
    assert not registered & {SupportRequest, SupportMessage}
    with caplog.at_level(logging.DEBUG):
        row = planted(cast)[0]
        for model in markers.ASKED:
            for one in model.objects.all():
                one.save()
        text = f"{markers.WORD}-supportmessage-text-1"
        answer(row, cast.gry, text=text)
    said = [r.getMessage() for r in caplog.records if r.name != "django.db.backends"]
    said += [str(entry.changes) + entry.object_repr for entry in LogEntry.objects.all()]
    said += [entry.change_message + entry.object_repr for entry in AdminEntry.objects.all()]
    assert of_requests(" ".join(said)) == set()
    names = set(LogEntry.objects.values_list("content_type__model", flat=True))
    assert not names & {"supportrequest", "supportmessage", "supporttime", "signup"}
