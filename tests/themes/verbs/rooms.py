"""What is written in the rooms of a theme, and good examples."""

from typing import Any

from tests import rooms
from tests.cast import Cast
from tests.rooms import today
from tests.strangers import Given, Verb, made, of, versioned
from themes.models import (
    Arena,
    ArenaUse,
    Assessment,
    Committee,
    CommitteeMeeting,
    Funding,
    Idea,
    IdeaPlace,
    Initiative,
    Member,
    NoNewAgenda,
    NoOutsideMoney,
    Ownership,
    Stage,
    Theme,
    ValueStory,
)
from themes.services import (
    arenas,
    examples,
    handovers,
    ideas,
    ownership,
    politics,
    records,
    strategy,
    value,
)

AUTHOR = "the author's own words"
EMPLOYEES = "any employee"
RECEIVER = "asked by name, whatever role they hold"


def theme(cast: Cast) -> Theme:
    return cast.theme


def ready(cast: Cast) -> Idea:
    return rooms.idea(cast, Stage.READY)


def sent_example(cast: Cast) -> Any:
    return rooms.example(cast, "sent")


def approved_example(cast: Cast) -> Any:
    return rooms.example(cast, "approved")


def accepted_handover(cast: Cast) -> Any:
    row = rooms.handover(cast)
    handovers.answer_handover(handover=row, by=cast.finn, is_accepted=True)
    return row


def a_new(model: type, **fields: Any) -> Given:
    return lambda cast: {"row": model(theme=cast.theme, **made(fields))}


ASSESSED = {
    "interplay": "not_yet",
    "reason": "Intet nyt",
    "next_review_on": lambda: today(60),
}
FUNDED = {"need": "En bus", "source": "Puljen", "origin": "internal", "amount_needed": 5}
SET = {"title": "Sund", "forum": "Chefforum", "decided_on": today}
TOLD = {"title": "Kaffe", "change": "Naboer mødes", "gain": "citizen", "for_whom": "Naboer"}


def a_touched_unit(cast: Cast) -> dict[str, Any]:
    """The theme touches Finn's own unit, and he leads at level 4, so he may speak for it."""
    cast.theme.units.add(cast.finn.unit)
    type(cast.finn).objects.filter(pk=cast.finn.pk).update(leader_level=4)
    cast.finn.leader_level = 4
    return {"theme": cast.theme, "version": 0, "said": "owns", "words": "Vi er med"}


RECORDS = (
    Verb(
        records.add,
        "anna",
        a_new(Member, kind="citizen", name="Bodil", may_be_listed=True, joined_on=today),
        what="network",
    ),
    Verb(records.add, "bo", a_new(Initiative, name="Besøgsvenner"), what="strategy"),
    Verb(
        records.add,
        "bo",
        a_new(ArenaUse, wish="Mødet", state="asked", asked_on=today),
        what="arenas",
    ),
    Verb(records.add, "bo", a_new(Funding, **FUNDED), what="capital"),
    Verb(records.add, "bo", a_new(NoNewAgenda, reason="Nok"), what="strategy, no new agenda"),
    Verb(records.add, "bo", a_new(NoOutsideMoney, reason="Nok"), what="capital, none outside"),
    Verb(
        records.add,
        "anna",
        lambda cast: {
            "row": CommitteeMeeting(
                theme=cast.theme, committee=Committee.objects.first(), held_on=today()
            )
        },
        what="committee_meeting",
    ),
    Verb(
        records.add,
        "bo",
        lambda cast: {
            "row": IdeaPlace(
                theme=cast.theme,
                idea=rooms.idea(cast, Stage.SCALED),
                place="Søparken",
                used_since=today(),
            )
        },
        what="idea_place",
    ),
    Verb(
        records.add,
        "bo",
        lambda cast: {
            "row": Ownership(
                theme=cast.theme,
                leader=rooms.leader(cast),
                last_contact_on=today(),
            )
        },
        what="ownership",
    ),
    Verb(ownership.speak, "finn", a_touched_unit, keeps="a leader speaks for the own unit"),
    Verb(records.add, "bo", a_new(ValueStory, **TOLD), what="value"),
    Verb(records.add, "bo", a_new(Assessment, **ASSESSED), what="politics", stranger="anna"),
    Verb(
        records.add,
        "eva",
        lambda cast: {"row": Idea(theme=cast.theme, title="Kaffe", giver=cast.eva)},
        what="idea",
        stranger="",
        keeps=EMPLOYEES,
    ),
    Verb(records.edit, "anna", versioned("row", rooms.member, name="Bo"), what="network"),
    Verb(records.edit, "bo", versioned("row", rooms.initiative, name="Ny"), what="strategy"),
    Verb(records.edit, "bo", versioned("row", rooms.funding, need="To"), what="capital"),
    Verb(records.edit, "anna", versioned("row", rooms.story, title="Ny"), what="value"),
    Verb(records.edit, "anna", versioned("row", rooms.story, title="Ny"), "bo's", stranger="bo"),
    Verb(
        records.edit,
        "eva",
        versioned("row", rooms.idea, title="Te"),
        what="idea",
        stranger="clara",
        keeps="the giver's own idea until it is tested",
    ),
    Verb(records.remove, "anna", versioned("row", rooms.meeting), what="network"),
    Verb(records.remove, "bo", versioned("row", rooms.ownership), what="ownership", stranger="gry"),
)


ROOMS = (
    Verb(
        arenas.keep_arena,
        "bo",
        lambda cast: {
            "arena": Arena(owner=cast.bo),
            "name": "Chefforum",
            "purpose": "Fremlægge",
            "rhythm": "Hver tirsdag",
            "is_open": True,
        },
        stranger="anna",
    ),
    Verb(
        arenas.keep_arena,
        "bo",
        versioned("arena", rooms.arena, name="Direktionen"),
        what="one's own",
        stranger="dan",
        keeps="one's own register",
    ),
    Verb(
        arenas.ask_for_arena,
        "anna",
        lambda cast: {"use": ArenaUse(theme=cast.theme, wish="Møde boligfolk")},
    ),
    Verb(
        arenas.offer_arena,
        "bo",
        lambda cast: {"use": rooms.wish(cast), "arena": rooms.arena(cast)},
        stranger="gry",
    ),
    Verb(
        arenas.offer_arena,
        "bo",
        lambda cast: {"use": ArenaUse(theme=cast.theme), "arena": rooms.arena(cast)},
        what="unasked",
        stranger="anna",
    ),
    Verb(arenas.decline_arena, "bo", of("use", rooms.wish, answer="Nej"), stranger="anna"),
    Verb(arenas.use_arena, "anna", of("use", rooms.offered, used_on=today, outcome="Ja")),
    Verb(
        strategy.propose_agenda,
        "bo",
        of("theme", theme, title="Sund", forum="Byrådet", decided_on=lambda: today(3)),
    ),
    Verb(strategy.set_agenda, "bo", of("theme", theme, **SET), stranger="gry"),
    Verb(
        strategy.set_proposed,
        "bo",
        lambda cast: {"link": rooms.proposed_agenda(cast), "version": 1, **made(SET)},
        stranger="anna",
    ),
    Verb(
        strategy.set_link_state,
        "bo",
        versioned("link", rooms.agenda_link, state="recognised", state_on=today, forum="Chefer"),
        stranger="anna",
    ),
    Verb(
        value.show_story,
        "bo",
        of("story", rooms.story, audience="city_on", shown_on=today, where="Torvet"),
        stranger="gry",
    ),
    Verb(value.publish_story, "anna", of("story", rooms.story, is_public=True), stranger="gry"),
    Verb(
        politics.assess,
        "bo",
        lambda cast: {
            "assessment": Assessment(theme=cast.theme, **made(ASSESSED)),
            "replaces": None,
        },
        stranger="gry",
    ),
    Verb(politics.ask_for_assessment, "anna", of("theme", theme, why="Avisen"), stranger="gry"),
    Verb(
        ideas.give_idea,
        "eva",
        lambda cast: {"idea": Idea(theme=cast.theme, title="Kaffe", giver=cast.eva)},
        stranger="",
        keeps=EMPLOYEES,
    ),
    Verb(ideas.move_idea, "bo", versioned("idea", rooms.idea, to=Stage.TEST)),
    Verb(ideas.start_test, "anna", of("idea", rooms.idea, hypothesis="Kaffe samler")),
    Verb(ideas.write_test, "anna", versioned("test", rooms.idea_test, involved="Naboer")),
    Verb(
        handovers.ask_receiver,
        "anna",
        lambda cast: {
            "idea": ready(cast),
            "receiver": cast.finn,
            "unit": cast.anna.unit,
            "look_again_on": today(90),
        },
        stranger="bo",
    ),
    Verb(
        handovers.answer_handover,
        "finn",
        of("handover", rooms.handover, is_accepted=True),
        stranger="gry",
        keeps=RECEIVER,
    ),
    Verb(handovers.confirm_handover, "bo", of("handover", accepted_handover), stranger="gry"),
    Verb(handovers.withdraw_handover, "anna", of("handover", rooms.handover), stranger="bo"),
)


LED_ONCE = "who has led a theme once knows something that others can use"


EXAMPLES = (
    Verb(
        examples.write_example,
        "anna",
        lambda cast: {
            "duty": "capital",
            "title": "Penge",
            "happened": "Bo ringede.",
            "useful": "Bed om lidt.",
            "theme": cast.theme,
        },
        keeps=LED_ONCE,
    ),
    Verb(
        examples.edit_example,
        "anna",
        versioned("example", rooms.example, title="Flere penge"),
        stranger="gry",
        keeps=AUTHOR,
    ),
    Verb(examples.send_example, "anna", of("example", rooms.example), stranger="bo", keeps=AUTHOR),
    Verb(examples.approve_example, "gry", versioned("example", sent_example), stranger="anna"),
    Verb(examples.return_example, "gry", versioned("example", sent_example, reason="Kort")),
    Verb(
        examples.withdraw_example,
        "anna",
        of("example", approved_example),
        stranger="gry",
        keeps=AUTHOR,
    ),
    Verb(
        examples.delete_example, "anna", of("example", sent_example), stranger="gry", keeps=AUTHOR
    ),
    Verb(
        examples.take_down,
        "gry",
        lambda cast: {"edition": approved_example(cast).edition, "reason": "Navne"},
        stranger="anna",
    ),
)
