"""Everything that can wait on the cast's theme, for whom, and what ends it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from dialogues.models import Duty, Pulse
from dialogues.services import partnership, questions, sittings, tasks
from dialogues.services.duties import ensure_duties, propose_status
from referenceledelse.overview.pages.report import asked
from referenceledelse.overview.pages.start import next_steps
from roles.models import User
from tests import mandates, rooms, staffing, taking_part, talks
from tests.cast import Cast
from themes.models import Phase, Theme
from themes.services.handovers import answer_handover

CLOSED, LEFT = "Temaet er afsluttet.", "{name} arbejder her ikke længere"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: User, address: str) -> str:
    answer = signed_in(person).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def steps(person: User, theme: Theme) -> list[str]:
    """What waits for the person about the theme, also where the welcome leads to it.

    Left out is what to begin with, and that a role is vacant, which is news of its own.
    """
    found = next_steps(User.objects.get(pk=person.pk))
    titles = [step.title for step in found if step.theme == theme.title]
    titles = [title for title in titles if not title.endswith("Rollen er ledig")]
    return [title for title in titles if not title.startswith(("Aftal med", "Inviter Bo"))]


def counts(cast: Cast) -> list[str]:
    """What the report counts as waiting for an answer, beside vacancies."""
    return [
        one.words for one in asked(cast.gry, Theme.objects.none()) if "mangler" not in one.words
    ]


def close(theme: Theme) -> None:
    Theme.objects.filter(pk=theme.pk).update(phase=Phase.objects.get(key=Phase.CLOSED))


def leave(person: User) -> None:
    User.objects.filter(pk=person.pk).update(active_to=rooms.today(-1))


def accepted_handover(cast: Cast) -> Any:
    row = rooms.handover(cast)
    answer_handover(handover=row, by=cast.finn, is_accepted=True)
    return row


def proposed_status(cast: Cast) -> Any:
    ensure_duties(theme=cast.theme)
    duty = Duty.objects.filter(theme=cast.theme).order_by("point__order").first()
    return propose_status(duty=duty, by=cast.anna, status="in_progress")


def pulse(cast: Cast) -> Pulse:
    questions.load_question_sets()
    return partnership.open_pulse(theme=cast.theme, by=cast.anna)


def sitting(cast: Cast) -> Any:
    row = sittings.start_sitting(theme=cast.theme, by=cast.anna)
    for line in row.duties.select_related("duty"):
        sittings.say(sitting=row, by=cast.anna, key=line.duty.key, status=line.duty.status)
    return sittings.finish_sitting(sitting=row, by=cast.anna)


def task(cast: Cast) -> Any:
    told = {"conversation": talks.started_talk(cast), "by": cast.bo, "owner": cast.bo}
    return tasks.add_task(**told, text="Ring til Eva", due_on=rooms.today())


@dataclass(frozen=True)
class Kind:
    """How it comes to wait, whose step it is, in which words, and where it is read."""

    make: Callable[[Cast], Any]
    whose: str
    words: str
    address: Callable[[Any], str]


def below(path: str) -> Callable[[Any], str]:
    return lambda row: f"{row.theme.get_absolute_url()}{path}"


def own(row: Any) -> str:
    return row.get_absolute_url()


KINDS = {
    "offer": Kind(
        staffing.offer,
        "eva",
        "Sekretariatet foreslår dig",
        lambda row: f"{row.get_absolute_url()}forslag/{row.pk}/",
    ),
    "wish": Kind(
        staffing.wish,
        "gry",
        "beder om en co-driver",
        lambda row: f"{row.get_absolute_url()}oensker/{row.pk}/",
    ),
    "handover": Kind(
        rooms.handover,
        "finn",
        "spørger, om du vil overtage",
        lambda row: row.idea.get_absolute_url(),
    ),
    "accepted handover": Kind(
        accepted_handover,
        "bo",
        "Bekræft, at",
        lambda row: row.idea.get_absolute_url(),
    ),
    "arena": Kind(rooms.wish, "bo", "beder om en spillebane", below("spillebaner/")),
    "assessment": Kind(rooms.assessment_request, "bo", "det politiske samspil", own),
    "status": Kind(proposed_status, "bo", "foreslår “", lambda row: row.duty.get_absolute_url()),
    "invitation": Kind(talks.invited_talk, "bo", "inviterer dig til en samtale", own),
    "draft": Kind(talks.draft_talk, "anna", "Gør invitationen", own),
    "agreed time": Kind(talks.agreed_talk, "bo", "Du kan forberede dig til samtalen", own),
    "pulse": Kind(pulse, "bo", "Tag pulsen", below("puls/")),
    "sitting": Kind(sitting, "bo", "beder dig bekræfte alle ti", below("gennemgang/")),
    "task": Kind(task, "bo", "Ring til Eva", lambda row: "/goeremaal/"),
    "mandate": Kind(mandates.begun, "finn", "samtale om mandatet", own),
    "member request": Kind(taking_part.wish, "anna", "vil gerne være med i netværket", own),
    "seen by the manager": Kind(taking_part.wish, "finn", "vil gerne være med i et", own),
    "introduction": Kind(taking_part.introduction, "anna", "introducerer Eva Sten", own),
    "introduced": Kind(taking_part.introduction, "eva", "har introduceret dig", own),
    "contribution": Kind(taking_part.news, "anna", "foreslår en nyhed", own),
}


def _handover(name: str) -> Callable[[Any], str]:
    return lambda row: reverse(
        f"themes:{name}_handover", args=[row.idea.theme.slug, row.idea_id, row.pk]
    )


def _talk(name: str) -> Callable[[Any], str]:
    return lambda row: reverse(f"dialogues:{name}", args=[row.pk])


def _time(row: Any) -> dict[str, Any]:
    return {"time": row.proposed_times.first().pk}


# How each is answered: the kind, where it is posted and what; a task and an assessment are
# written down on a closed theme too.
ANSWERS = {
    "yes to an offer": ("offer", KINDS["offer"].address, {"accept": "1"}),
    "no to an offer": ("offer", KINDS["offer"].address, {"decline": "1", "reason": "Nej"}),
    "yes to a wish": ("wish", KINDS["wish"].address, {"approve": "1"}),
    "no to a wish": ("wish", KINDS["wish"].address, {"reject": "1", "reason": "Nej"}),
    "hand-over": ("handover", _handover("answer"), {"accept": "1"}),
    "confirmation": ("accepted handover", _handover("confirm"), {}),
    "no to an arena": (
        "arena",
        lambda row: reverse("themes:answer_arena", args=[row.theme.slug, row.pk]),
        {"decline": "1", "answer": "Nej"},
    ),
    "status": (
        "status",
        lambda row: f"{row.duty.get_absolute_url()}status/{row.pk}/svar/",
        {"confirm": "1"},
    ),
    "time": ("invitation", _talk("answer"), _time),
    "other time": ("invitation", _talk("answer"), {"tid-reply": "Hellere fredag"}),
    "new times": ("invitation", _talk("invitation"), {}),
    "sent draft": ("draft", _talk("invitation"), {"send": "1"}),
    "begun talk": ("agreed time", _talk("start"), {}),
    "talk held elsewhere": ("agreed time", _talk("record"), {"held_on": "2026-01-02"}),
    "pulse": ("pulse", below("puls/"), {}),
    "sitting": ("sitting", below("gennemgang/slut/"), {"verb": "confirm"}),
    "welcome": ("member request", own, {"answer": "welcomed"}),
    "taken along": ("introduction", own, {"answer": "welcomed"}),
    "yes of who is introduced": (
        "introduced",
        lambda row: f"{row.get_absolute_url()}mit-svar/",
        {"answer": "yes"},
    ),
    "taken news": ("contribution", own, {"take": "1"}),
    "no to news": ("contribution", own, {"decline": "1", "reason": "Nej"}),
    "part": ("mandate", lambda row: f"{row.get_absolute_url()}enig/", {"version": 1}),
}
