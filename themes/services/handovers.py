"""Handing an idea over: a named receiver says yes, then the reference leader confirms."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import is_already, locked, save_by
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused, UnknownMove
from roles.models import Unit, User
from themes.models import Handover, Idea, Stage
from themes.models.running import why_over
from themes.services.ideas import to_stage


@transaction.atomic
def ask_receiver(
    *, idea: Idea, receiver: User, unit: Unit, look_again_on: date, by: User, note: str = ""
) -> Handover:
    """Ask a colleague to take the idea into the base; asked twice, one question stands."""
    row = locked(idea, "theme__phase")
    demand(by, "themes.offer_handover", row)
    if row.stage != Stage.READY:
        raise UnknownMove(_("Idéen skal være klar til drift, før den kan overdrages."))
    if said := why_over(row.theme, receiver):
        raise Refused.beside("receiver", said)
    if look_again_on <= timezone.localdate():
        raise Refused.beside("look_again_on", _("Vælg en dag i fremtiden."))
    if waiting := row.handovers.waiting().select_related("receiver", "asked_by").first():
        if waiting.receiver_id == receiver.pk and waiting.unit_id == unit.pk:
            told = {"note": note, "look_again_on": look_again_on}
            if waiting.asked_by_id == by.pk or is_already(waiting, told):
                return waiting
            said = _("%(by)s har allerede spurgt %(name)s. Din kommentar er ikke sendt.")
            raise Refused(said % {"by": waiting.asked_by.name, "name": receiver.name})
        said = _("%(name)s er allerede spurgt. Træk spørgsmålet tilbage, før du spørger en anden.")
        raise Refused(said % {"name": waiting.receiver.name})
    for over in row.handovers.open():
        save_by(by, over, withdrawn_at=timezone.now())
    asked = Handover(
        idea=row, receiver=receiver, unit=unit, note=note, look_again_on=look_again_on, asked_by=by
    )
    with acting(by):
        asked.save()
    return asked


@transaction.atomic
def answer_handover(*, handover: Handover, by: User, is_accepted: bool, answer: str = "") -> None:
    """The receiver's yes or no; a no has a reason."""
    row = _locked(handover)
    demand(by, "themes.receive_handover", row)
    moment = "accepted_at" if is_accepted else "declined_at"
    if getattr(row, moment) is not None and row.answer == answer:
        return
    if not row.is_waiting or row.accepted_at:
        raise UnknownMove(_("Overdragelsen venter ikke længere på dit svar."))
    if not is_accepted and not answer.strip():
        raise Refused.beside("answer", _("Skriv, hvorfor du siger nej."))
    save_by(by, row, **{moment: timezone.now(), "answer": answer})


@transaction.atomic
def confirm_handover(*, handover: Handover, by: User) -> Idea:
    """The reference leader confirms: the idea is adopted in the base."""
    idea = locked(handover.idea, "theme__phase")
    row = _locked(handover)
    demand(by, "themes.confirm_handover", row)
    if row.confirmed_at:
        return idea
    if not row.is_open or idea.theme.is_closed:
        raise UnknownMove(_("Overdragelsen er afsluttet."))
    if row.accepted_at is None:
        said = _("%(name)s har ikke sagt ja endnu. Først derefter kan du bekræfte.")
        raise Refused(said % {"name": row.receiver.name})
    if not row.receiver.is_working:
        said = _(
            "%(name)s arbejder ikke længere i kommunen. Overdragelsen skal have en ny modtager."
        )
        raise Refused(said % {"name": row.receiver.name})
    if idea.stage != Stage.READY:
        raise UnknownMove(_("Idéen er flyttet i mellemtiden og er ikke klar til drift."))
    save_by(by, row, confirmed_at=timezone.now(), confirmed_by=by)
    reason = _("Overtaget af %(name)s, %(unit)s.") % {"name": row.receiver.name, "unit": row.unit}
    changes = {"handover": row, "look_again_on": row.look_again_on}
    return to_stage(idea, Stage.ADOPTED, by=by, reason=reason, **changes)


@transaction.atomic
def withdraw_handover(*, handover: Handover, by: User) -> None:
    """Call the question back, so that another can be asked."""
    idea = locked(handover.idea, "theme__phase")
    row = _locked(handover)
    demand(by, "themes.offer_handover", idea)
    if row.withdrawn_at:
        return
    if not row.is_open:
        raise UnknownMove(_("Overdragelsen er afsluttet."))
    save_by(by, row, withdrawn_at=timezone.now())


def _locked(handover: Handover) -> Handover:
    return locked(handover, "receiver", "unit", "idea__theme__phase")
