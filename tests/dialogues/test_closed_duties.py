"""What a closed theme keeps of its duties, its track and its open business."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from dialogues.models import Duty
from dialogues.services import duties as services
from referenceledelse.core.web.errors import Refused
from tests import staffing, talks
from tests.cast import Cast
from tests.settled import CLOSED, KINDS, close, page, signed_in
from themes.models import Gate, Phase, Theme
from themes.pages.rooms import phase_track


def a_duty(cast: Cast) -> Duty:
    talks.held_talk(cast)
    duty = cast.theme.duties.order_by("point__order").first()
    services.set_own_view(duty=duty, by=cast.anna, status="agreed", note="Sådan ser jeg det")
    return duty


def test_duties_of_a_closed_theme_are_read_only(cast: Cast) -> None:
    duty = a_duty(cast)
    close(cast.theme)
    for address in (duty.get_absolute_url(), reverse("dialogues:duties", args=[cast.theme.slug])):
        html = page(cast.anna, address)
        for words in (
            "Gem vurderingen",
            "Ret din vurdering",
            "Skriv din vurdering",
            "Ret næste skridt",
        ):
            assert words not in html
        assert "Halvårlig gennemgang" not in html
    assert "Sådan ser jeg det" in page(cast.anna, duty.get_absolute_url())


@pytest.mark.parametrize("name", ["own_view", "mark_view", "plan_duty", "propose_status"])
def test_page_that_was_open_is_told_that_the_theme_is_closed(cast: Cast, name: str) -> None:
    duty = a_duty(cast)
    close(cast.theme)
    where = reverse(f"dialogues:{name}", args=[cast.theme.slug, duty.key])
    answer = signed_in(cast.anna).post(where, {"status": "in_progress", "own-status": "agreed"})
    assert (answer.status_code, CLOSED in answer.content.decode()) == (409, True)


def test_stranger_is_told_nothing_of_a_closed_theme(cast: Cast) -> None:
    duty = a_duty(cast)
    change = services.propose_status(duty=duty, by=cast.anna, status="in_progress")
    close(cast.theme)
    for stranger in (cast.clara, cast.gry):
        with pytest.raises(PermissionDenied):
            services.set_own_view(duty=duty, by=stranger, status="in_progress")
        with pytest.raises(PermissionDenied):
            services.answer_status(change=change, by=stranger, is_confirmed=True)


def test_verbs_on_duties_of_a_closed_theme_say_why(cast: Cast) -> None:
    duty = a_duty(cast)
    close(cast.theme)
    plan = {"version": duty.version, "next_step": "Nyt", "responsible": None, "due_on": None}
    with pytest.raises(Refused, match=CLOSED):
        services.set_own_view(duty=duty, by=cast.anna, status="in_progress")
    with pytest.raises(Refused, match=CLOSED):
        services.plan_duty(duty=duty, by=cast.anna, **plan)


def test_phase_that_a_theme_was_led_past_is_skipped(cast: Cast) -> None:
    closed = Phase.objects.get(key=Phase.CLOSED)
    here = cast.theme.phase
    Gate.objects.create(theme=cast.theme, from_phase=here, to_phase=closed, created_by=cast.anna)
    Theme.objects.filter(pk=cast.theme.pk).update(phase=closed)
    cast.theme.refresh_from_db()
    track = dict(phase_track(cast.theme))
    between = Phase.objects.filter(order__gt=here.order, order__lt=closed.order)
    assert {track[one.name] for one in between} == {"skipped"}
    assert (track[here.name], track[closed.name]) == ("done", "current")
    html = page(cast.anna, cast.theme.get_absolute_url())
    assert html.count("(sprunget over)") == len(between) > 0


def test_gate_tells_what_closing_leaves_undone(cast: Cast) -> None:
    talks.invited_talk(cast)
    staffing.offer(cast)
    for name in ("arena", "handover", "status"):
        KINDS[name].make(cast)
    html = page(cast.anna, reverse("themes:gate", args=[cast.theme.slug]))
    for words in ("1 samtale, der ikke er holdt", "1 overdragelse", "1 ønske om en spillebane"):
        assert words in html
    assert "1 foreslået status" in html
    assert "mandatet, som ikke er på plads" in html
    secretariat = page(cast.gry, reverse("themes:gate", args=[cast.theme.slug]))
    assert ("1 forslag til en rolle" in secretariat, "foreslået status" in secretariat) == (1, 0)


def test_gate_tells_the_two_of_their_open_tasks(cast: Cast) -> None:
    KINDS["task"].make(cast)
    address = reverse("themes:gate", args=[cast.theme.slug])
    assert "1 åbent gøremål" in page(cast.anna, address)
    assert "åbent gøremål" not in page(cast.gry, address)
