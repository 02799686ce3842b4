"""Proposing a person for a role; the yes makes the assignment."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.actor import acting
from referenceledelse.core.db.saving import locked, save_by
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check
from referenceledelse.core.web.errors import Refused, UnknownMove
from roles.models import RoleKey, User
from themes.models import LEADING, Assignment, Offer, Theme, Thresholds
from themes.models.tenure import earliest
from themes.queries.cautions import why_asked
from themes.queries.load import in_words, load_of
from themes.services.assignments import give_role
from themes.services.settling import close_waiting

State = Offer.State


@transaction.atomic
def propose_person(
    *,
    theme: Theme,
    role: str,
    person: User,
    starts_on: date,
    ends_on: date | None = None,
    by: User,
    is_over_limit_meant: bool = False,
    why: str = "",
) -> Offer:
    """Propose the person for the role; the same proposal sent twice is one.

    Raises ``Refused`` beside ``over_limit`` where the person carries as much as the limit allows,
    unless that is meant, and beside ``why`` where a reference leader could not read why.
    """
    stored = locked_theme(theme)
    demand(by, "themes.propose_holder", stored)
    refuse_closed(stored)
    days = {"starts_on": starts_on, "ends_on": ends_on}
    row = Offer(theme=stored, role_id=role, person=person, why=why, **days)
    if (waiting := waiting_offer(stored, role)) and _is_same(waiting, row):
        return waiting
    refuse_waiting(waiting)
    refuse_absent(person, starts_on)
    _refuse_asked_elsewhere(row)
    check(_assignment(row))
    _refuse_unexplained(row)
    if not is_over_limit_meant:
        refuse_full(role, person)
    for over in stored.offers.filter(role=role, state=State.WAITING):
        close_waiting(over, by, State.WITHDRAWN)
    row.proposed_by = by
    with acting(by):
        row.save()
    return row


def _assignment(row: Offer) -> Assignment:
    """What a yes would make."""
    names = ("theme", "role_id", "person", "starts_on", "ends_on")
    return Assignment(**{name: getattr(row, name) for name in names})


def _is_same(one: Offer, other: Offer) -> bool:
    names = ("person_id", "starts_on", "ends_on", "why")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def locked_theme(theme: Theme) -> Theme:
    """The theme, locked before anything on it; so no two verbs wait for each other."""
    return locked(theme, "type", "phase")


def refuse_closed(theme: Theme) -> None:
    """Raise ``Refused`` where the theme has come to its end."""
    if theme.is_closed:
        raise Refused(_("Temaet er afsluttet, så rollen skal ikke længere besættes."))


def waiting_offer(theme: Theme, role: str) -> Offer | None:
    return theme.offers.waiting().filter(role=role).select_related("person").first()


def refuse_waiting(waiting: Offer | None) -> None:
    """Raise ``Refused`` where someone else has yet to answer."""
    if waiting:
        said = _("%(name)s er allerede foreslået. Træk det forslag tilbage, før du laver et nyt.")
        raise Refused(said % {"name": waiting.person.name})


def _refuse_asked_elsewhere(row: Offer) -> None:
    """Raise ``Refused`` where the person is asked to take another role in the same days."""
    others = row.theme.offers.waiting().filter(person=row.person).exclude(role=row.role_id)
    for other in others.select_related("role"):
        begins, ends = max(row.starts_on, other.starts_on), earliest(row.ends_on, other.ends_on)
        if ends is None or begins <= ends:
            said = _(
                "%(name)s er allerede foreslået som %(role)s på temaet. Den samme person kan kun "
                "have én rolle på det samme tema ad gangen."
            )
            words = {"name": row.person.name, "role": other.role.name.lower()}
            raise Refused.beside("person", said % words)


def _refuse_unexplained(row: Offer) -> None:
    """Raise ``Refused`` where nothing would tell a reference leader why they are asked."""
    if row.role_id == RoleKey.REFERENCE_LEADER and not why_asked(row).strip():
        said = _(
            "Temaet berører ikke det område, som %(name)s selv leder eller arbejder i. Skriv "
            "derfor, hvorfor I spørger %(name)s."
        )
        raise Refused.beside("why", said % {"name": row.person.name})


def refuse_absent(person: User, starts_on: date) -> None:
    """Raise ``Refused`` where the person does not work here on the day."""
    words = {"name": person.name}
    if not person.is_working:
        raise Refused.beside("person", _("%(name)s arbejder her ikke længere.") % words)
    if person.active_to and person.active_to < starts_on:
        said = (
            _(
                "%(name)s stopper i kommunen inden den dag. Vælg en tidligere dag eller en "
                "anden person."
            )
            % words
        )
        raise Refused.beside("starts_on", said)


def refuse_full(role: str, person: User) -> None:
    """Raise ``Refused`` where one theme more goes over the limit; it can be meant."""
    limit, load = Thresholds.now().load_limit, load_of(person)
    if role in LEADING and load >= limit:
        raise Refused.beside("over_limit", f"{person.name}: {in_words(load, limit)}.")


@transaction.atomic
def accept_offer(*, offer: Offer, by: User) -> Offer:
    """The person says yes and holds the role, from the day or from today if that has passed."""
    _theme, row = _locked(offer)
    demand(by, "themes.answer_offer", row)
    if row.state == State.ACCEPTED:
        return row
    _refuse_answered(row)
    starts_on = max(row.starts_on, timezone.localdate())
    refuse_absent(row.person, starts_on)
    # Before the role is given, which takes back what still waits for the same days.
    close_waiting(row, by, State.ACCEPTED)
    save_by(by, row, assignment=_assign(row, starts_on, by))
    return row


def _assign(row: Offer, starts_on: date, by: User) -> Assignment:
    assignment = _assignment(row)
    assignment.starts_on = starts_on
    try:
        with transaction.atomic():
            return give_role(assignment, by=by)
    except (Refused, IntegrityError) as error:
        held = row.theme.assignments.active(starts_on).select_related("person")
        has_another = held.filter(person=row.person).exclude(role=row.role_id).exists()
        # Of co-drivers there may be several.
        taken = held.filter(role=row.role_id, role__in=LEADING).exclude(person=row.person)
        if (holder := taken.first()) and not has_another:
            said = _(
                "%(name)s har fået rollen i mellemtiden. Tak for din interesse. Kontakt "
                "sekretariatet, hvis du har spørgsmål."
            )
            raise Refused(said % {"name": holder.person.name}) from error
        if isinstance(error, Refused):
            raise
        raise Refused(_("En anden har gemt noget på samme tid. Prøv igen.")) from error


@transaction.atomic
def decline_offer(*, offer: Offer, by: User, reason: str) -> Offer:
    """The person says no, with a reason that the secretariat reads."""
    _theme, row = _locked(offer)
    demand(by, "themes.answer_offer", row)
    if (row.state, row.reason) == (State.DECLINED, reason):
        return row
    _refuse_answered(row)
    if not reason.strip():
        raise Refused.beside("reason", _("Skriv, hvorfor du siger nej."))
    return close_waiting(row, by, State.DECLINED, reason=reason)


@transaction.atomic
def withdraw_offer(*, offer: Offer, by: User) -> Offer:
    """Take the proposal back, so that another can be proposed."""
    theme, row = _locked(offer)
    demand(by, "themes.propose_holder", theme)
    if row.state == State.WITHDRAWN:
        return row
    if row.state != State.WAITING:
        said = _("%(name)s har svaret, så forslaget kan ikke trækkes tilbage.")
        raise UnknownMove(said % {"name": row.person.name})
    return close_waiting(row, by, State.WITHDRAWN)


def _locked(offer: Offer) -> tuple[Theme, Offer]:
    theme = locked_theme(offer.theme)
    row = locked(offer, "person")
    row.theme = theme
    return theme, row


def _refuse_answered(row: Offer) -> None:
    row.refuse_over(lambda: _("Forslaget venter ikke længere på dit svar."))
