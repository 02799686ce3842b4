"""The relation over time: sparring, acknowledgement, pulse, and the change of person."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import (
    Acknowledgement,
    Pulse,
    PulseAnswer,
    QuestionSet,
    Sparring,
    Succession,
    Task,
)
from dialogues.models.questions import Occasion
from dialogues.rules.partnership import can_answer_pulse
from dialogues.services.pairs import pair_of
from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused
from referenceledelse.core.web.faults import update_unless_busy
from roles.models import User
from themes.models import Theme, ValueStory
from themes.queries.assignments import leading
from themes.services.themes import DOUBLE

# Sparring


@transaction.atomic
def plan_sparring(
    *, theme: Theme, by: User, takes_place_on: date, topic: str = "", subject: str = ""
) -> Sparring:
    """Note a sparring between the two leaders of today; the same one twice is one."""
    theme = locked(theme)
    demand(by, "dialogues.share", theme)
    about = {"takes_place_on": takes_place_on, "topic": topic, "subject": subject}
    key = {"theme": theme, **pair_of(theme), **about}
    return Sparring.objects.get_or_create(**key, defaults={"created_by": by})[0]


@transaction.atomic
def write_sparring(
    *,
    sparring: Sparring,
    version: int,
    by: User,
    takes_place_on: date,
    subject: str,
    takeaway: str,
    is_held: bool,
    topic: str = "",
) -> Sparring:
    """Change day, topic and subject, and what ``by`` takes along; raises ``Stale``.

    Raises ``Refused`` for a sparring held on a day to come, or one that is noted already.
    """
    row = _locked_sparring(sparring, by)
    if is_held and takes_place_on > timezone.localdate():
        raise Refused(_("Dagen ligger i fremtiden, så sparringen kan ikke være holdt endnu."))
    row.refuse_stale(version)
    same = Sparring.objects.exclude(pk=row.pk).filter(
        theme=row.theme_id,
        network_leader=row.network_leader_id,
        reference_leader=row.reference_leader_id,
    )
    if same.filter(takes_place_on=takes_place_on, topic=topic, subject=subject).exists():
        raise Refused(_("Sparringen er allerede skrevet i loggen."))
    held_at = (row.held_at or timezone.now()) if is_held else None
    told = {"topic": topic, "subject": subject, "held_at": held_at, own_takeaway(row, by): takeaway}
    row.save_next(takes_place_on=takes_place_on, **told)
    return row


def own_takeaway(sparring: Sparring, person: User) -> str:
    """The name of the field that holds what the person takes along."""
    is_leader = person.pk == sparring.network_leader_id
    return "network_leader_takeaway" if is_leader else "reference_leader_takeaway"


@transaction.atomic
def delete_sparring(*, sparring: Sparring, by: User) -> None:
    """Take a planned sparring off the log; one that was held stays."""
    row = _locked_sparring(sparring, by)
    if row.held_at:
        raise Refused(_("Sparringen er holdt, så den kan ikke slettes fra loggen."))
    row.delete()


def _locked_sparring(sparring: Sparring, by: User) -> Sparring:
    row = locked(sparring)
    demand(by, "dialogues.edit_sparring", row)
    return row


# Acknowledgement


@transaction.atomic
def acknowledge(
    *,
    theme: Theme,
    by: User,
    text: str,
    kind: str = Acknowledgement.Kind.COURAGE,
    story: ValueStory | None = None,
) -> Acknowledgement:
    """Send the network leader words that stay between the two; once sent they do not change."""
    theme = locked(theme)
    demand(by, "dialogues.acknowledge", theme)
    key = {"theme": theme, **pair_of(theme), "kind": kind, "text": text, "story": story}
    since = timezone.now() - DOUBLE
    same = Acknowledgement.objects.filter(**key, sent_at__gte=since).first()
    return same or Acknowledgement.objects.create(**key)


@transaction.atomic
def acknowledge_story(*, story: ValueStory, by: User, text: str = "") -> Acknowledgement:
    """Acknowledge the value that a story tells of: a press is enough, and words are welcome."""
    said = text or _("Jeg anerkender værdien i “%(title)s”.") % {"title": story.title}
    kind = Acknowledgement.Kind.VALUE
    return acknowledge(theme=story.theme, by=by, text=said, kind=kind, story=story)


def mark_read(*, theme: Theme, by: User) -> None:
    """The network leader has opened what was sent."""
    demand(by, "dialogues.read_thanks", theme)
    rows = Acknowledgement.objects.filter(theme=theme, network_leader=by, read_at=None)
    update_unless_busy(rows, read_at=timezone.now())


# Pulse


@transaction.atomic
def open_pulse(*, theme: Theme, by: User) -> Pulse:
    """Ask both leaders of today; where a pulse is open between them, it is that one."""
    theme = locked(theme)
    demand(by, "dialogues.share", theme)
    pair = {"theme": theme, **pair_of(theme)}
    if row := Pulse.objects.filter(**pair, revealed_at=None).first():
        return row
    questions = QuestionSet.objects.newest(Occasion.PULSE)
    if questions is None:
        raise Refused(_("Der er ingen udgivne spørgsmål til pulsmålingen. Kontakt sekretariatet."))
    return Pulse.objects.create(**pair, question_set=questions, opened_by=by)


@transaction.atomic
def answer_pulse(*, pulse: Pulse, by: User, answers: Mapping[int, str]) -> Pulse:
    """Answer once; where both have, both are opened. Every question may be left out.

    A second click does nothing. Raises ``Refused`` once it is open or one has left the role.
    """
    row = _locked_pulse(pulse, by)
    if row.answers.filter(person=by).exists():
        return row
    if not can_answer_pulse(by, row):
        raise Refused(_("Pulsmålingen er slut, eller en af jer leder ikke længere temaet."))
    questions = row.question_set.questions.values_list("pk", flat=True)
    PulseAnswer.objects.bulk_create(
        PulseAnswer(pulse=row, person=by, question_id=key, text=answers.get(key, ""))
        for key in questions
    )
    if row.answers.exclude(person=by).exists():
        row.save_next(revealed_at=timezone.now())
    return row


@transaction.atomic
def withdraw_pulse(*, pulse: Pulse, by: User) -> None:
    """Take one's own answers back, until both are in."""
    row = _locked_pulse(pulse, by)
    if row.revealed_at:
        raise Refused(
            _(
                "I har begge svaret og kan nu læse hinandens svar, så du kan ikke længere "
                "trække dine tilbage."
            )
        )
    row.answers.filter(person=by).delete()


def _locked_pulse(pulse: Pulse, by: User) -> Pulse:
    row = locked(pulse, "theme")
    demand(by, "dialogues.take_back_pulse", row)
    return row


# Change of person


@transaction.atomic
def hand_over(
    *,
    theme: Theme,
    by: User,
    predecessor: User,
    successor: User,
    tasks: Iterable[Task],
    note: str = "",
) -> Succession:
    """Give the chosen open tasks of one who left a role to the one who followed, with a note.

    They stay the earlier pair's until the successor takes them over; who calls this as the
    successor does so at once.
    The same tasks a second time raise ``Refused``, so no second note is made.
    """
    theme = locked(theme)
    row = Succession(theme=theme, predecessor=predecessor, successor=successor, note=note)
    demand(by, "dialogues.hand_over", row)
    keys = [task.pk for task in tasks]
    rows = (
        Task.objects.select_for_update()
        .open()
        .filter(pk__in=keys, owner=predecessor, conversation__theme=theme)
    )
    found = list(rows)
    if not found:
        raise Refused(_("Vælg de gøremål, du vil give videre."))
    row.save()
    pair = leading(theme) if by == successor else {}
    for task in found:
        task.save_next(owner=successor, succession=row, **pair)
    return row
