"""What two leaders of the demo share beside their talk."""

from dialogues.models import Sitting
from dialogues.services import agenda, notes, sittings
from referenceledelse.demo.conversations import Talk


def bring_points(conversation: Talk) -> None:
    """Both bring points to the talk, one of them still for self, and the host notes to self."""
    for person, text, is_raised in (
        (conversation.host, "Hvem ringer vi til, når det haster?", True),
        (conversation.guest, "Må jeg fortælle om temaet på direktionens møde?", True),
        (conversation.guest, "Spørg, om tempoet er for højt", False),
    ):
        agenda.add_point(conversation=conversation.row, by=person, text=text, is_raised=is_raised)
    text = "Sig tak for hjælpen med lokalet. Spørg til budgettet uden at presse."
    notes.save_note(conversation=conversation.row, by=conversation.host, text=text)


def park_one(conversation: Talk) -> None:
    """One point waits for another day."""
    bring_points(conversation)
    point = conversation.row.agenda.raised().order_by("pk").last()
    agenda.move_point(point=point, by=conversation.host, verb="park")


def sit(conversation: Talk, ago: int, *, is_confirmed: bool = False) -> None:
    """After half a year the host goes through all ten; the other confirms it or has yet to."""
    row = sittings.start_sitting(theme=conversation.theme, by=conversation.host)
    for line in row.duties.select_related("duty"):
        status, reason = line.duty.status, line.duty.reason
        sittings.say(
            sitting=row, by=conversation.host, key=line.duty.key, status=status, reason=reason
        )
    row = sittings.finish_sitting(sitting=row, by=conversation.host)
    moment = conversation.clock.at(ago)
    days = {"started_at": moment, "finished_at": moment}
    if is_confirmed:
        sittings.confirm_sitting(sitting=row, by=conversation.guest)
        days["confirmed_at"] = conversation.clock.at(ago, 10)
        conversation.theme.duties.update(discussed_on=conversation.clock.workday(ago))
    Sitting.objects.filter(pk=row.pk).update(**days)
