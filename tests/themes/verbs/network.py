"""Taking part in a network, and what employees propose for a theme."""

from typing import Any

from tests import rooms, taking_part
from tests.cast import Cast
from tests.strangers import Verb, of, versioned
from themes.models import Theme
from themes.services import (
    contributions,
    encouragements,
    freed,
    gifts,
    introductions,
    member_requests,
    network,
)

OWN = "who did it may take it back"
EMPLOYEES = "any employee"


def theme(cast: Cast) -> Theme:
    return cast.theme


def answered_wish(cast: Cast) -> Any:
    told = {"wish": taking_part.wish(cast), "answer": "not_now", "message": "Til foråret"}
    return member_requests.answer_member_request(**told, by=cast.anna)


def asked_to_talk(cast: Cast) -> Any:
    told = {"wish": taking_part.wish(cast), "answer": "talking", "message": "Ring til mig"}
    return member_requests.answer_member_request(**told, by=cast.anna)


def declined_news(cast: Cast) -> Any:
    told = {"contribution": taking_part.news(cast), "reason": "Ikke endnu"}
    return contributions.decline_contribution(**told, by=cast.anna)


def for_a_member(cast: Cast) -> dict[str, Any]:
    taking_part.member(cast)
    return {"theme": cast.theme, "person": cast.eva, "amount": 500}


TAKING_PART = (
    Verb(
        member_requests.ask_to_take_part,
        "eva",
        of("theme", theme, time="meetings"),
        stranger="anna",
        keeps=EMPLOYEES,
    ),
    Verb(
        member_requests.withdraw_member_request,
        "eva",
        of("wish", taking_part.wish),
        stranger="anna",
        keeps=OWN,
    ),
    Verb(
        member_requests.reply_to_member_request,
        "eva",
        of("wish", asked_to_talk, reply="Torsdag kl. 10"),
        stranger="anna",
        keeps=OWN,
    ),
    Verb(
        member_requests.give_nothing_now,
        "finn",
        of("wish", taking_part.wish, words="Ikke før jul"),
        stranger="anna",
    ),
    Verb(
        member_requests.answer_member_request,
        "anna",
        of("wish", taking_part.wish, answer="welcomed"),
        stranger="gry",
    ),
    Verb(
        member_requests.mark_read,
        "eva",
        of("wish", answered_wish),
        stranger="anna",
        keeps=OWN,
    ),
    Verb(
        member_requests.mark_seen_by_manager,
        "finn",
        of("wish", taking_part.wish),
        stranger="dan",
    ),
    Verb(
        introductions.introduce_person,
        "bo",
        lambda cast: {"theme": cast.theme, "person": cast.eva, "words": "Fra kantinen"},
        stranger="anna",
    ),
    Verb(
        introductions.introduce_leader,
        "bo",
        lambda cast: {"theme": cast.theme, "leader": rooms.leader(cast), "words": "Ring"},
        stranger="anna",
    ),
    Verb(
        introductions.answer_introduction,
        "eva",
        of("wish", taking_part.introduction, says_yes=True),
        stranger="anna",
        keeps=OWN,
    ),
    Verb(
        introductions.ask_contact,
        "anna",
        lambda cast: {"theme": cast.theme, "words": "En, der kender havnen"},
        stranger="bo",
    ),
    Verb(
        introductions.withdraw_contact,
        "anna",
        lambda cast: {"theme": taking_part.contact(cast).theme},
        stranger="bo",
    ),
    Verb(introductions.know_nobody, "bo", of("wish", taking_part.contact), stranger="anna"),
    Verb(
        introductions.mark_contact_read,
        "anna",
        lambda cast: {"theme": cast.theme},
        stranger="bo",
    ),
    Verb(
        introductions.mark_introduction_seen,
        "finn",
        lambda cast: {"line": rooms.introduced(cast)},
        stranger="anna",
        keeps="a leader speaks for the own unit",
    ),
    Verb(
        network.write_own_line,
        "eva",
        versioned("member", taking_part.member, part="Lokaler"),
        stranger="anna",
        keeps="a member as long as the line stands",
    ),
    Verb(
        network.leave_network,
        "eva",
        of("member", taking_part.member),
        stranger="anna",
        keeps="a member as long as the line stands",
    ),
    Verb(
        contributions.propose_news,
        "eva",
        of("theme", theme, text="Nyt lokale"),
        stranger="",
        keeps=EMPLOYEES,
    ),
    Verb(
        contributions.propose_texts,
        "eva",
        versioned("theme", theme, challenge="Anderledes"),
        stranger="",
        keeps=EMPLOYEES,
    ),
    Verb(
        contributions.take_contribution,
        "anna",
        of("contribution", taking_part.change),
        stranger="bo",
    ),
    Verb(
        contributions.decline_contribution,
        "anna",
        of("contribution", taking_part.news, reason="Ikke endnu"),
        stranger="bo",
    ),
    Verb(
        contributions.mark_read,
        "eva",
        of("contribution", declined_news),
        stranger="anna",
        keeps=OWN,
    ),
    Verb(
        contributions.withdraw_contribution,
        "eva",
        of("contribution", taking_part.news),
        stranger="anna",
        keeps=OWN,
    ),
    Verb(
        encouragements.encourage,
        "finn",
        lambda cast: {"person": cast.eva, "theme": cast.theme, "words": "Du kender Søparken"},
        stranger="anna",
    ),
    Verb(
        encouragements.hide_encouragement,
        "eva",
        of("encouragement", taking_part.encouragement),
        stranger="finn",
        keeps=OWN,
    ),
    Verb(gifts.put_away, "anna", of("gift", rooms.idea), stranger="eva"),
    Verb(freed.free_resources, "finn", for_a_member, stranger="anna"),
)
