"""What an address needs to exist: each builder makes it, and gives the address's parts."""

from collections.abc import Callable

from django.utils import timezone

from dialogues.models import Stone
from dialogues.queries.findings import findings
from dialogues.services import agenda, first_steps, sittings, stones
from dialogues.services.duties import propose_status
from dialogues.services.partnership import open_pulse, plan_sparring
from dialogues.services.questions import load_question_sets
from dialogues.services.tasks import add_task
from referenceledelse.core.web.access import as_system
from roles.models import AccountChange, Nomination, RoleKey
from roles.models.accounts import OLD
from roles.services.entrance import invite_first
from tests import mandates, nominations, rooms, staffing, support
from tests.cast import Cast, assign, make_theme
from tests.talks import (
    agreed_talk,
    approved_talk,
    held_talk,
    invited_talk,
    revealed_talk,
    started_talk,
    summarised_talk,
)
from themes.models import Theme
from themes.services.value import publish_story

type Args = Callable[[Cast], tuple]


def nothing(cast: Cast) -> tuple:
    return ()


def theme(cast: Cast) -> tuple:
    return (cast.theme.slug,)


def questions(cast: Cast) -> tuple:
    load_question_sets()
    return theme(cast)


def invited(cast: Cast) -> tuple:
    return (invited_talk(cast).pk,)


def agreed(cast: Cast) -> tuple:
    return (agreed_talk(cast).pk,)


def started(cast: Cast) -> tuple:
    return (started_talk(cast).pk,)


def agenda_point(cast: Cast) -> tuple:
    """A point that Anna has raised."""
    talk = invited_talk(cast)
    point = agenda.add_point(conversation=talk, by=cast.anna, text="Tid", is_raised=True)
    return (talk.pk, point.pk)


def a_sparring(cast: Cast) -> tuple:
    """A sparring that Anna and Bo have planned."""
    day = timezone.localdate()
    row = plan_sparring(theme=cast.theme, by=cast.anna, takes_place_on=day)
    return (cast.theme.slug, row.pk)


def a_stone(cast: Cast) -> tuple:
    """Anna has told Bo what lies in the way."""
    row = stones.lay(theme=cast.theme, by=cast.anna, text="Lokalet er optaget")
    return (cast.theme.slug, row.pk)


def a_stone_at_finns(cast: Cast) -> tuple:
    """Bo has given it on to Finn."""
    slug, key = a_stone(cast)
    row = Stone.objects.get(pk=key)
    stones.hand_on(stone=row, by=cast.bo, colleague=cast.finn)
    return (slug, key)


def partnership(cast: Cast) -> tuple:
    invited_talk(cast)
    return (cast.theme.slug, "partnership")


def a_first_step(cast: Cast) -> tuple:
    """Bo has noted a step of his own."""
    told = {"text": "Talte med økonomichefen", "taken_on": timezone.localdate()}
    row = first_steps.note_step(theme=cast.theme, by=cast.bo, **told)
    return (*partnership(cast), row.pk)


def a_pulse(cast: Cast) -> tuple:
    """A pulse that Anna has begun."""
    load_question_sets()
    open_pulse(theme=cast.theme, by=cast.anna)
    return (cast.theme.slug,)


def a_sitting(cast: Cast) -> tuple:
    """A half-yearly sitting that Anna has begun."""
    sittings.start_sitting(theme=cast.theme, by=cast.anna)
    return (cast.theme.slug,)


def sitting_duty(cast: Cast) -> tuple:
    return (*a_sitting(cast), "capital")


def guide_step(cast: Cast) -> tuple:
    return (started_talk(cast).pk, "velkomst")


def held(cast: Cast) -> tuple:
    return (held_talk(cast).pk,)


def summarised(cast: Cast) -> tuple:
    return (summarised_talk(cast).pk,)


def duty(cast: Cast) -> tuple:
    invited_talk(cast)
    return (cast.theme.slug, "arenas")


def own_words(cast: Cast) -> tuple:
    """The duty whose four parts Bo says in his own words."""
    invited_talk(cast)
    return (cast.theme.slug, "co_player")


def revealed(cast: Cast) -> tuple:
    """A talk before which both have read each other."""
    return (revealed_talk(cast).pk,)


def status_change(cast: Cast) -> tuple:
    invited_talk(cast)
    row = cast.theme.duties.get(key="arenas")
    change = propose_status(duty=row, by=cast.anna, status="agreed")
    return (cast.theme.slug, "arenas", change.pk)


def task(cast: Cast) -> tuple:
    talk = started_talk(cast)
    return (add_task(conversation=talk, by=cast.anna, owner=cast.anna, text="Ring til Bo").pk,)


def approved(cast: Cast) -> tuple:
    return (approved_talk(cast).pk,)


def proposed(cast: Cast) -> tuple:
    """A proposal that Eva has sent."""
    values = {"status": Theme.Status.PROPOSED, "proposed_by": cast.eva}
    return (make_theme("Et forslag", **values).slug,)


def room(make: Callable) -> Args:
    """The theme's address and the key of what ``make`` puts into a room."""
    return lambda cast: (cast.theme.slug, make(cast).pk)


def public_story(cast: Cast) -> tuple:
    """A story that Anna has opened to the city."""
    row = rooms.story(cast)
    return (publish_story(story=row, by=cast.anna, is_public=True).public_key,)


def hidden_story(cast: Cast) -> tuple:
    return (rooms.story(cast).public_key,)


def a_round(cast: Cast) -> tuple:
    return (rooms.round_of_proposals().pk,)


def an_agenda(cast: Cast) -> tuple:
    return (rooms.agenda().pk,)


def an_arena(cast: Cast) -> tuple:
    return (rooms.arena(cast).pk,)


def reference_leader(cast: Cast) -> tuple:
    return (cast.bo.pk,)


def an_idea_test(cast: Cast) -> tuple:
    row = rooms.idea_test(cast)
    return (cast.theme.slug, row.idea_id, row.pk)


def an_idea_place(cast: Cast) -> tuple:
    row = rooms.idea_place(cast)
    return (cast.theme.slug, row.idea_id, row.pk)


def a_handover(cast: Cast) -> tuple:
    """Finn is asked to receive an idea."""
    row = rooms.handover(cast)
    return (cast.theme.slug, row.idea_id, row.pk)


def a_review(cast: Cast) -> tuple:
    return (cast.theme.slug, "evaluation")


def a_manager_to_invite(cast: Cast) -> tuple:
    return (cast.theme.slug, "personaleleder")


def a_begun_part(cast: Cast) -> tuple:
    """Anna has invited Finn to agree on the line manager's part."""
    return (cast.theme.slug, mandates.begun(cast).slug)


def an_agreed_part(cast: Cast) -> tuple:
    return (cast.theme.slug, mandates.agreed(cast).slug)


def an_agreed_sharing(cast: Cast) -> tuple:
    return (cast.theme.slug, mandates.agreed(cast, mandates.DRIVER).slug)


def a_nomination(cast: Cast) -> tuple:
    """Finn has nominated Eva."""
    row = Nomination.objects.first() or nominations.nomination(cast)
    return (row.pk,)


def a_vacant_role(cast: Cast) -> tuple:
    return (cast.theme.slug, "co_driver")


def without_reference_leader(cast: Cast) -> tuple:
    """Anna leads it alone."""
    row = make_theme("Endnu uden referenceleder")
    assign(row, RoleKey.NETWORK_LEADER, cast.anna)
    return (row.slug,)


def a_held_role(cast: Cast) -> tuple:
    return (cast.theme.slug, staffing.held(cast).pk)


def a_finding(cast: Cast) -> tuple:
    """A theme that nobody leads, on the secretariat's work list."""
    vacant = make_theme("Uden ledere")
    return (next(one.key for one in findings(cast.gry) if one.theme == vacant),)


def an_export(cast: Cast) -> tuple:
    return ("overblik", "csv")


def no_export(cast: Cast) -> tuple:
    return ("overblik", "pdf")


def a_page(cast: Cast) -> tuple:
    """A page of the handbook."""
    return ("samtalen",)


def draft_example(cast: Cast) -> tuple:
    """Anna's own draft of an example."""
    return (rooms.example(cast).pk,)


def sent_example(cast: Cast) -> tuple:
    return (rooms.example(cast, "sent").pk,)


def approved_example(cast: Cast) -> tuple:
    return (rooms.example(cast, "approved").pk,)


def role(cast: Cast) -> tuple:
    return (RoleKey.REFERENCE_LEADER.value,)


def person(cast: Cast) -> tuple:
    return (cast.anna.pk,)


def an_account_change(cast: Cast) -> tuple:
    """A new address that waits for Anna's yes; Rie asked for it."""
    made = AccountChange.objects.create(person=cast.anna, email="ny@x.dk", asked_by=cast.root)
    return (made.pk,)


def a_mails_link(cast: Cast) -> tuple:
    return (AccountChange.objects.get(pk=an_account_change(cast)[0]).token(OLD),)


def unit(cast: Cast) -> tuple:
    return (cast.anna.unit_id,)


def way(cast: Cast) -> tuple:
    return ("moede",)


def a_request(cast: Cast) -> tuple:
    """What Anna has asked the secretariat."""
    return (support.request(cast).pk,)


def a_course(cast: Cast) -> tuple:
    return (support.session().course_id,)


def a_session(cast: Cast) -> tuple:
    return (support.session().pk,)


def an_entrance(cast: Cast) -> tuple:
    """The link of someone who is let in for the first time."""
    with as_system():
        return (invite_first(email="ny@example.org", name="Ny Ansat", by=None),)
