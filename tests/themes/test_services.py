"""What the verbs of themes do, and what they refuse."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from referenceledelse.core.web.errors import Refused, Stale, UnknownMove
from roles.models import RoleKey
from tests.cast import Cast, make_theme
from tests.staffing import appoint
from themes import services
from themes.models import HandbookPage, Phase, Theme, ThemeQuestion, ThemeType, ThemeUpdate

TODAY = timezone.localdate


def proposal(cast: Cast, **fields: object) -> Theme:
    values = {
        "title": "Flere på cykel",
        "type": ThemeType.objects.get(key="innovation"),
        "challenge": "Mange kører kort i bil.",
    }
    return services.propose_theme(by=cast.eva, **values | fields)


def test_defaults_loaded_twice_keep_what_someone_edited(cast: Cast) -> None:
    ThemeType.objects.filter(key="welfare").update(name_da="Vores velfærd")
    ThemeQuestion.objects.filter(phase__key="test").delete()
    HandbookPage.objects.filter(phase__key="test").delete()
    Phase.objects.filter(key="test").delete()
    services.load_defaults()
    assert ThemeType.objects.get(key="welfare").name_da == "Vores velfærd"
    assert list(Phase.objects.values_list("key", flat=True)) == [
        "proposal",
        "startup",
        "network",
        "test",
        "handover",
        "scaling",
        "closed",
    ]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Færre ældre på øer i Århus", "faerre-aeldre-paa-oeer-i-aarhus"),
        ("🌱🌱", "tema"),
        ("Forslag", "forslag-2"),
        ("Foreslå", "foreslaa-2"),
    ],
)
def test_slug_from_title(cast: Cast, title: str, slug: str) -> None:
    assert services.slug_for(title) == slug


def test_slug_is_unique_short_and_stays_when_the_title_changes(cast: Cast) -> None:
    first, second = proposal(cast), proposal(cast, challenge="Noget andet")
    assert (first.slug, second.slug) == ("flere-paa-cykel", "flere-paa-cykel-2")
    assert len(proposal(cast, title="æ" * 200).slug) <= 80
    saved = services.save_draft(theme=first, version=1, by=cast.eva, title="Ny titel")
    assert saved.slug == "flere-paa-cykel"


def test_edit_leaves_the_phase_alone(cast: Cast) -> None:
    last_month = TODAY() - timedelta(days=30)
    Theme.objects.filter(pk=cast.theme.pk).update(phase_since=last_month)
    row = services.edit_theme(version=1, theme=cast.theme, by=cast.anna, title="Nyt navn")
    assert (row.title, row.phase_since, row.version) == ("Nyt navn", last_month, 2)


def test_edit_leaves_units_that_are_not_named(cast: Cast) -> None:
    services.edit_theme(theme=cast.theme, version=1, by=cast.anna, title="Nyt navn")
    assert cast.theme.units.count() == 1
    services.edit_theme(theme=cast.theme, version=2, by=cast.anna, units=[])
    assert cast.theme.units.count() == 0


def test_edit_from_an_old_version_changes_nothing(cast: Cast) -> None:
    services.edit_theme(theme=cast.theme, version=1, by=cast.anna, title="Annas titel")
    with pytest.raises(Stale):
        services.edit_theme(theme=cast.theme, version=1, by=cast.gry, title="Grys titel")
    cast.theme.refresh_from_db()
    assert cast.theme.title == "Annas titel"


def test_edit_refuses_an_end_before_the_start(cast: Cast) -> None:
    yesterday = TODAY() - timedelta(days=1)
    with pytest.raises(Refused, match="Slutdatoen ligger før startdatoen"):
        services.edit_theme(theme=cast.theme, version=1, by=cast.anna, ends_on=yesterday)


def test_edit_with_a_note_tells_what_is_new(cast: Cast) -> None:
    services.edit_theme(theme=cast.theme, version=1, by=cast.anna, note="Vi er 14 nu")
    assert cast.theme.updates.get().author == cast.anna


def test_update_sent_twice_is_told_once(cast: Cast) -> None:
    first = services.write_update(theme=cast.theme, by=cast.anna, text="Nyt")
    assert services.write_update(theme=cast.theme, by=cast.anna, text="Nyt") == first
    ThemeUpdate.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    assert services.write_update(theme=cast.theme, by=cast.anna, text="Nyt") != first


def test_proposal_made_twice_is_one_draft(cast: Cast) -> None:
    assert proposal(cast) == proposal(cast)
    assert cast.eva.proposals.get().status == Theme.Status.DRAFT


def test_proposal_accepted_becomes_a_theme_in_startup(cast: Cast) -> None:
    theme = services.send_proposal(theme=proposal(cast), by=cast.eva)
    for _twice in range(2):
        theme = services.accept_proposal(theme=theme, by=cast.gry)
    assert (theme.status, theme.phase.key) == (Theme.Status.ACCEPTED, Phase.STARTUP)
    assert (theme.phase_since, theme.contact) == (TODAY(), cast.gry)


def test_proposal_declined_needs_a_reason_and_stays_declined(cast: Cast) -> None:
    theme = services.send_proposal(theme=proposal(cast), by=cast.eva)
    with pytest.raises(Refused, match="Skriv, hvorfor"):
        services.decline_proposal(theme=theme, by=cast.gry, reason=" ")
    services.decline_proposal(theme=theme, by=cast.gry, reason="Det findes allerede.")
    with pytest.raises(UnknownMove):
        services.accept_proposal(theme=theme, by=cast.gry)
    theme.refresh_from_db()
    assert theme.decision_reason == "Det findes allerede."


def test_draft_cannot_be_decided_before_it_is_sent(cast: Cast) -> None:
    with pytest.raises(UnknownMove):
        services.accept_proposal(theme=proposal(cast), by=cast.gry)


def test_draft_without_a_challenge_cannot_be_sent(cast: Cast) -> None:
    with pytest.raises(Refused, match="Beskriv udfordringen"):
        services.send_proposal(theme=proposal(cast, challenge=""), by=cast.eva)


def test_draft_is_saved_and_sent_by_its_author_alone(cast: Cast) -> None:
    draft = proposal(cast)
    with pytest.raises(PermissionDenied):
        services.send_proposal(theme=draft, by=cast.anna)
    with pytest.raises(PermissionDenied):
        services.save_draft(theme=draft, version=1, by=cast.anna, title="Min nu")
    services.send_proposal(theme=draft, by=cast.eva)
    with pytest.raises(UnknownMove):
        services.save_draft(theme=draft, version=2, by=cast.eva, title="For sent")


def test_second_reference_leader_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="allerede besat"):
        appoint(theme=cast.theme, role=RoleKey.REFERENCE_LEADER, person=cast.dan, by=cast.gry)


def test_one_person_in_both_roles_is_refused(cast: Cast) -> None:
    theme = make_theme("Nyt tema")
    appoint(theme=theme, role=RoleKey.NETWORK_LEADER, person=cast.bo, by=cast.gry)
    with pytest.raises(Refused, match="kun have én rolle"):
        appoint(theme=theme, role=RoleKey.REFERENCE_LEADER, person=cast.bo, by=cast.gry)


def test_role_passes_on_when_the_assignment_ends(cast: Cast) -> None:
    bo = cast.theme.assignments.get(person=cast.bo)
    row = services.end_assignment(assignment=bo, ends_on=TODAY(), by=cast.gry)
    appoint(
        theme=cast.theme,
        role=RoleKey.REFERENCE_LEADER,
        person=cast.dan,
        starts_on=row.ends_on + timedelta(days=1),
        by=cast.gry,
    )
    assert cast.theme.assignments.filter(role=RoleKey.REFERENCE_LEADER).count() == 2


def test_assignment_that_ends_before_it_starts_is_refused(cast: Cast) -> None:
    bo = cast.theme.assignments.get(person=cast.bo)
    with pytest.raises(Refused, match="Slutdatoen ligger før startdatoen"):
        services.end_assignment(assignment=bo, ends_on=TODAY() - timedelta(days=1), by=cast.gry)


def test_role_that_is_no_role_on_a_theme_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused):
        appoint(theme=cast.theme, role=RoleKey.SECRETARIAT, person=cast.eva, by=cast.gry)
