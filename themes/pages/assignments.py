"""Who holds which role on a theme, who is asked, and who is missing, as one reader may see it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from referenceledelse.core.web.access import is_allowed
from roles.models import Role, User
from roles.queries.line_managers import MANAGERS
from themes.models import ROLES, Assignment, HolderChange, LeaderRequest, Offer, Theme, Thresholds
from themes.queries.cautions import REFERENCE_LEADER, chain_caution, fits, level_caution
from themes.queries.load import in_words, themes_led
from themes.queries.own_fields import OwnFields
from themes.rules.leader_requests import askable_roles

SHOWN = 20


def ask_title(roles: list[Role]) -> str:
    """What the page is called where someone asks for one of the roles."""
    if len(roles) == 1:
        return _("Bed om en %(role)s") % {"role": roles[0].name.lower()}
    return _("Bed om en leder")


@dataclass
class RolePlace:
    """One role on the theme: now, soon, and what is under way about it."""

    role: Role
    holders: list[Assignment] = field(default_factory=list)
    coming: list[Assignment] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    requests: list[LeaderRequest] = field(default_factory=list)
    changes: list[HolderChange] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)
    is_vacant: bool = False
    may_propose: bool = False

    @property
    def waiting(self) -> Offer | None:
        return next((row for row in self.offers if row.is_waiting), None)

    @property
    def is_ending(self) -> bool:
        """Whether the role is held to a day, and by nobody after it."""
        follows = any(not row.is_void for row in self.coming)
        return bool(self.holders and self.holders[0].held_until and not follows)

    @property
    def wishes(self) -> list[LeaderRequest]:
        return [row for row in self.requests if row.is_waiting]

    @property
    def over(self) -> list[Offer]:
        return [row for row in self.offers if row.why_over]

    @property
    def taken_back(self) -> list[Offer]:
        """A yes whose appointment gave way to another's, since the person left before it began."""
        said_yes = (row for row in self.offers if row.state == Offer.State.ACCEPTED)
        return [row for row in said_yes if row.assignment_id is None]

    @property
    def answered(self) -> list[Offer]:
        return [row for row in self.offers if row.state == Offer.State.DECLINED]


class Staffing:
    """The places of one theme, and who held them before; the same few queries for all."""

    def __init__(self, theme: Theme, user: User) -> None:
        self.theme, self.user = theme, user
        self.is_secretariat = is_allowed(user, "themes.propose_holder", theme)
        managers = [f"person__{way}" for way in MANAGERS]
        rows = theme.assignments.select_related("person", "role", *managers)
        self.places = {role.key: RolePlace(role) for role in Role.objects.filter(key__in=ROLES)}
        now, coming, self.earlier = rows.by_state()
        for row in (*now, *coming, *self.earlier):
            row.why = row.why if row.is_told_why(user) else ""
        for row in now:
            self.places[row.role_id].holders.append(row)
        for row in coming:
            self.places[row.role_id].coming.append(row)
        self._add_what_waits()
        self._say_why([*now, *coming])
        for place in self.places.values():
            place.is_vacant = not place.holders and not theme.is_closed
            may = self.is_secretariat and not theme.is_closed and not place.waiting
            place.may_propose = may and (place.role.key not in self.pair or place.is_ending)
        if self.is_secretariat:
            self._caution()

    def askable(self) -> list[Role]:
        """The vacant roles that the reader may ask for and has not asked for yet."""
        asked = {row.role_id for place in self.places.values() for row in place.wishes}
        keys = askable_roles(self.user, self.theme)
        return [self.places[key].role for key in keys if key not in asked]

    @property
    def pair(self) -> dict[str, User]:
        held = {key: place.holders for key, place in self.places.items() if key in ROLES[:2]}
        return {key: rows[0].person for key, rows in held.items() if rows}

    def _add_what_waits(self) -> None:
        offers = Offer.objects.visible_to(self.user).filter(theme=self.theme)
        offers = offers.exclude(state=Offer.State.WITHDRAWN)
        for row in offers.select_related("person", "proposed_by", "theme__phase")[:SHOWN]:
            self.places[row.role_id].offers.append(row)
        asked = LeaderRequest.objects.visible_to(self.user).filter(theme=self.theme)
        asked = asked.exclude(state=LeaderRequest.State.WITHDRAWN)
        for row in asked.select_related("asked_by", "answered_by", "theme__phase")[:SHOWN]:
            place = self.places[row.role_id]
            if row.state != LeaderRequest.State.APPROVED or not place.holders:
                place.requests.append(row)
        changes = HolderChange.objects.visible_to(self.user).filter(leaving__theme=self.theme)
        people = ("leaving__person", "leaving__theme", "following__person")
        for row in changes.select_related(*people)[:SHOWN]:
            if row.following not in self.earlier:
                self.places[row.leaving.role_id].changes.append(row)

    def _say_why(self, held: list[Assignment]) -> None:
        """Why each was asked, where the reader may know."""
        rows = Offer.objects.told_why(self.user).filter(theme=self.theme)
        said = {(row.assignment_id, row.pk): row.why for row in rows}
        asked = {assignment: why for (assignment, _pk), why in said.items() if assignment}
        for row in held:
            row.asked_why = asked.get(row.pk, "")
        by_offer = {pk: why for (_assignment, pk), why in said.items()}
        for place in self.places.values():
            for offer in place.offers:
                offer.told_why = by_offer.get(offer.pk, "")

    def _caution(self) -> None:
        """For the secretariat: what to think of about those who hold the roles."""
        pair, limit = self.pair, Thresholds.now().load_limit
        loads = themes_led(person.pk for person in pair.values())
        for key, person in pair.items():
            found = self.places[key].cautions
            if key == REFERENCE_LEADER:
                if not fits(person, self.theme.type):
                    found.append(level_caution(person, self.theme.type))
                said = (chain_caution(pair, key, person), OwnFields(self.theme).caution(person))
                found += [one for one in said if one]
            if loads.get(person.pk, 0) > limit:
                found.append(f"{person.name}: {in_words(loads[person.pk], limit)}.")
