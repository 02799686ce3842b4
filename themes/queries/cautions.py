"""What to think of before someone gets a role: told, and never in the way."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roles.models import RoleKey, User
from roles.queries.line_managers import Chains, line_manager
from themes.models import LEADING, Assignment, Offer, Theme, ThemeType, Thresholds
from themes.queries.assignments import leading
from themes.queries.load import in_words, load_of
from themes.queries.own_fields import OwnFields, UnitRow

NETWORK_LEADER = RoleKey.NETWORK_LEADER.value
REFERENCE_LEADER = RoleKey.REFERENCE_LEADER.value


def fits(person: User, kind: ThemeType) -> bool:
    """Whether the person leads at a level that the theme's type lets a reference leader have."""
    return person.leader_level is not None and person.leader_level <= kind.reference_leader_level


def cautions(theme: Theme, role: str, person: User) -> list[str]:
    """What speaks against the person in the role, beside how much the person carries."""
    found = []
    if role == REFERENCE_LEADER and not fits(person, theme.type):
        found.append(level_caution(person, theme.type))
    pair = leading(theme)
    if role in LEADING and (said := chain_caution(pair, role, person)):
        found.append(said)
    if role == REFERENCE_LEADER and (said := OwnFields(theme).caution(person)):
        found.append(said)
    return found


def own_field(theme: Theme, role: str, person: User) -> str:
    """How the theme touches a reference leader's own field, in words; empty where it does not."""
    return OwnFields(theme).in_words(person) if role == REFERENCE_LEADER else ""


def why_asked(offer: Offer, rows: list[UnitRow] | None = None) -> str:
    """Why the person is asked, in words to them: those of who asked, or how the theme touches a
    reference leader's own field.
    """
    if offer.why or offer.role_id != REFERENCE_LEADER:
        return offer.why
    return OwnFields(offer.theme, rows).why(offer.person)


def is_beside_own_field(theme: Theme, role: str, person: User) -> bool:
    """Whether the theme touches something, and nothing of a reference leader's own field."""
    return role == REFERENCE_LEADER and bool(OwnFields(theme).caution(person))


def cautions_before_asking(theme: Theme, role: str, person: User) -> list[str]:
    """``cautions``, and whether the person declined it before."""
    found = cautions(theme, role, person)
    answered = theme.offers.filter(role=role, person=person, state=Offer.State.DECLINED)
    if last := answered.order_by("-answered_at").first():
        day = date_format(timezone.localdate(last.answered_at), "DATE_FORMAT")
        said = _("%(name)s sagde nej til rollen den %(day)s.")
        found.append(said % {"name": person.name, "day": day})
    return found


def all_cautions(assignment: Assignment) -> list[str]:
    """``cautions`` and the load, for somebody who holds the role now or later."""
    today, role, person = timezone.localdate(), assignment.role_id, assignment.person
    if assignment.ends_on and assignment.ends_on < today:
        return []
    found = cautions(assignment.theme, role, person)
    limit, load = Thresholds.now().load_limit, load_of(person)
    if role in LEADING and load > limit:
        found.append(f"{person.name}: {in_words(load, limit)}.")
    return found


def level_caution(person: User, kind: ThemeType) -> str:
    words = {"name": person.name, "rule": kind.reference_leader_level, "level": person.leader_level}
    if person.leader_level is None:
        said = _("%(name)s har intet lederniveau. Typen kræver niveau %(rule)s eller højere oppe.")
    else:
        said = _(
            "%(name)s er leder på niveau %(level)s. Typen kræver niveau %(rule)s eller højere oppe."
        )
    return said % words


def chain_caution(
    pair: dict[str, User], role: str, person: User, chains: Chains | None = None
) -> str:
    """Where the reference leader would lead the network leader in the line, at any height.

    ``chains`` is given where many are asked about.
    """
    sides = {**pair, role: person}
    network_leader, other = sides.get(NETWORK_LEADER), sides.get(REFERENCE_LEADER)
    if role not in LEADING or not other or not network_leader:
        return ""
    unit = (chains or Chains()).above(network_leader).get(other.pk)
    is_near = line_manager(network_leader) == other
    if unit is None and not is_near:
        return ""
    words = {"reference": other.name, "network": network_leader.name, "unit": unit}
    said = _(
        "%(reference)s er personaleleder for %(network)s. "
        "Så kan det være sværere for de to at tale frit."
    )
    if not is_near:
        said = _(
            "%(reference)s leder %(unit)s, som %(network)s hører under. "
            "Så kan det være sværere for de to at tale frit."
        )
    return said % words
