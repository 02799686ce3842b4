"""Why someone said no, who was wished for, what was handed over: read by those named alone."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse

from tests import markers, staffing
from tests.cast import Cast
from themes.models import Assignment, Offer
from themes.services.leader_requests import reject_request
from themes.services.offers import decline_offer

OURS = ("dialogues", "referenceledelse", "roles", "themes")
# Who reads which of the texts: the models that the person's pages may hold.
READERS = {
    "eva": {"offer"},
    "anna": {"leaderrequest", "assignment"},
    "bo": {"holderchange", "assignment"},
    "dan": {"holderchange", "assignment"},
    "gry": {"offer", "leaderrequest", "holderchange", "assignment"},
    "clara": set(),
    "finn": set(),
    "root": set(),
}


def plant(cast: Cast) -> None:
    """Eva said no, Anna's wish was refused, and Dan follows Bo with a note."""
    decline_offer(offer=staffing.offer(cast), by=cast.eva, reason="Nej")
    reject_request(wish=staffing.wish(cast), by=cast.gry, reason="Nej")
    staffing.change(cast, note="Note", successor=cast.dan, is_direct=True)
    assert markers.plant_named() == 10


def pages(cast: Cast) -> list[str]:
    theme, change = cast.theme.get_absolute_url(), cast.theme.assignments.filter(person=cast.bo)
    below = ("", "udpegninger/", "udpegninger/bed-om/", "udpegninger/foreslaa/co_driver/")
    found = [f"{theme}{one}" for one in below]
    found.append(change.get().holder_change.get_absolute_url())
    found.append(reverse("themes:change_holder", args=[cast.theme.slug, change.get().pk]))
    found += [f"{theme}udpegninger/forslag/{Offer.objects.get().pk}/"]
    found += ["/", "/temaer/", "/sekretariat/", "/sekretariat/belastning/", "/personer/"]
    found += [f"/soeg/?q={markers.WORD}", cast.dan.get_absolute_url()]
    return [*found, reverse("admin:auditlog_logentry_changelist"), "/admin/"]


@pytest.mark.parametrize("who", READERS)
def test_text_is_on_the_pages_of_those_named_alone(cast: Cast, who: str) -> None:
    plant(cast)
    client = Client()
    client.force_login(getattr(cast, who))
    text = "".join(client.get(page).content.decode() for page in pages(cast))
    assert {model for model, _name, _pk in markers.found(text)} == READERS[who]


def test_change_log_holds_none_of_it(cast: Cast) -> None:
    plant(cast)
    for model in markers.NAMED:
        for row in model.objects.all():
            row.save()
    entries = LogEntry.objects.filter(content_type__app_label="themes")
    kept = "".join(f"{row.changes}{row.object_repr}" for row in entries)
    assert "***" in kept
    assert markers.found(kept) == set()


def held_in(value: Any, seen: set[int], depth: int = 0) -> Iterator[Assignment]:
    """Every assignment that a page's context holds, however deep."""
    if id(value) in seen or depth > 6 or isinstance(value, str | bytes | int | None.__class__):
        return
    seen.add(id(value))
    if isinstance(value, Assignment):
        yield value
    beside: Iterable[Any] = ()
    if isinstance(value, dict):
        beside = value.values()
    elif isinstance(value, list | tuple | set):
        beside = value
    elif type(value).__module__.partition(".")[0] in OURS:
        beside = getattr(value, "__dict__", {}).values()
    for one in beside:
        yield from held_in(one, seen, depth + 1)


@pytest.mark.parametrize("who", ["clara", "finn", "eva"])
def test_why_one_was_appointed_is_not_even_in_what_a_strangers_page_is_made_of(
    cast: Cast, who: str
) -> None:
    cast.theme.assignments.update(why="Sagde ja på mødet")
    client = Client()
    client.force_login(getattr(cast, who))
    theme = cast.theme.get_absolute_url()
    found: dict[str, list[Assignment]] = {}
    below = ("", "udpegninger/", "netvaerk/")
    pages = ["/", "/temaer/", "/mine-medarbejdere/", *[f"{theme}{one}" for one in below]]
    pages += [cast.anna.get_absolute_url(), cast.anna.unit.get_absolute_url()]
    for page in pages:
        for layer in client.get(page).context or ():
            found.setdefault(page, []).extend(held_in(dict(layer.flatten()), set()))
    assert any(found.values())
    told = {page for page, rows in found.items() if any(row.__dict__.get("why") for row in rows)}
    assert told == set()
