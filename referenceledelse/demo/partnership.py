"""What two leaders of the demo share beside their talk."""

from dialogues.models import Acknowledgement, Pulse, Sitting, Sparring
from dialogues.services import agenda, notes, partnership, sittings
from referenceledelse.demo.talks import Talk


def bring_points(talk: Talk) -> None:
    """Both bring points to the talk, one of them still for self, and the host notes to self."""
    for person, text, is_raised in (
        (talk.host, "Hvem ringer vi til, når det haster?", True),
        (talk.guest, "Må jeg fortælle om temaet på direktionens møde?", True),
        (talk.guest, "Spørg, om tempoet er for højt", False),
    ):
        agenda.add_point(conversation=talk.row, by=person, text=text, is_raised=is_raised)
    text = "Sig tak for hjælpen med lokalet. Spørg til budgettet uden at presse."
    notes.save_note(conversation=talk.row, by=talk.host, text=text)


def park_one(talk: Talk) -> None:
    """One point waits for another day."""
    bring_points(talk)
    point = talk.row.agenda.raised().order_by("pk").last()
    agenda.move_point(point=point, by=talk.host, verb="park")


def live_together(talk: Talk) -> None:
    """Sparring held and planned, words of honour that are not read yet, and a pulse on its way."""
    _spar(talk, 24, "Hvordan siger vi nej til en god idé?")
    partnership.plan_sparring(
        theme=talk.theme,
        by=talk.host,
        takes_place_on=talk.clock.workday(-9),
        subject="Forberedelse til styregruppen",
    )
    text = "Du turde sige højt, at vi var på vej i den forkerte retning. Det flyttede os alle."
    row = partnership.acknowledge(theme=talk.theme, by=talk.guest, text=text)
    Acknowledgement.objects.filter(pk=row.pk).update(sent_at=talk.clock.at(1, 14, 20))
    _take_pulse(talk, 40)
    pulse = partnership.open_pulse(theme=talk.theme, by=talk.host)
    partnership.answer_pulse(pulse=pulse, by=talk.host, answers=_answers(talk, pulse))


def _spar(talk: Talk, ago: int, subject: str) -> None:
    day = talk.clock.workday(ago)
    row = partnership.plan_sparring(
        theme=talk.theme, by=talk.host, takes_place_on=day, subject=subject
    )
    for person, words in (
        (talk.host, "Jeg venter med at svare, til jeg har hørt, hvad der ligger bag."),
        (talk.guest, "Jeg siger tidligere til, når noget ikke kan lade sig gøre."),
    ):
        row = partnership.write_sparring(
            sparring=row,
            version=row.version,
            by=person,
            takes_place_on=day,
            subject=subject,
            takeaway=words,
            is_held=True,
        )
    Sparring.objects.filter(pk=row.pk).update(held_at=talk.clock.at(ago, 11))


def _take_pulse(talk: Talk, ago: int) -> None:
    pulse = partnership.open_pulse(theme=talk.theme, by=talk.guest)
    for person in (talk.guest, talk.host):
        partnership.answer_pulse(pulse=pulse, by=person, answers=_answers(talk, pulse))
    moment = talk.clock.at(ago, 9, 40)
    Pulse.objects.filter(pk=pulse.pk).update(opened_at=moment, revealed_at=moment)


def _answers(talk: Talk, pulse: Pulse) -> dict[int, str]:
    words = {"rely": "very", "speak": "quite", "steering": "0"}
    text = "At døren er åben, når noget brænder på."
    return {
        question.pk: words.get(question.key, text)
        for question in pulse.question_set.questions.all()
    }


def sit(talk: Talk) -> None:
    """The half-year is over: the host has gone through all ten, and the other is to confirm."""
    row = sittings.start_sitting(theme=talk.theme, by=talk.host)
    for line in row.duties.select_related("duty"):
        status, reason = line.duty.status, line.duty.reason
        sittings.say(sitting=row, by=talk.host, key=line.duty.key, status=status, reason=reason)
    sittings.finish_sitting(sitting=row, by=talk.host)
    started = talk.clock.at(1)
    Sitting.objects.filter(pk=row.pk).update(started_at=started, finished_at=started)
