"""Who might take a vacant role, each with the reasons in words.

Nobody gets a number, and nothing is assigned by it: the secretariat reads the list and knows more.
The database narrows the people and puts them in order, and only those who are shown are fetched.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.text.order import alphabetical
from roles.models import User
from roles.queries.line_managers import MANAGERS, Chains
from themes.models import Assignment, Member, Offer, Theme, Thresholds
from themes.queries.assignments import leading
from themes.queries.cautions import NETWORK_LEADER, REFERENCE_LEADER, chain_caution
from themes.queries.load import in_words, people_with, themes_led
from themes.queries.own_fields import OwnFields

MOST = 10
# How near a person's unit is to what the theme touches.
HERE, NEAR, FAR = range(3)


@dataclass(frozen=True)
class Suggestion:
    """A candidate for the role, with reasons and cautions."""

    person: User
    reasons: list[str]
    cautions: list[str]


def order_in_words(role: str) -> str:
    """Why the list stands as it does."""
    if role == REFERENCE_LEADER:
        return _(
            "Øverst står ledere fra områder, som temaet berører. Så følger ledere med plads til "
            "et tema mere og ledere, der har haft rollen før. Netværkslederens egne "
            "ledere står sidst."
        )
    return _(
        "Øverst står medlemmer af netværket og dernæst medarbejdere fra berørte enheder. Så "
        "følger medarbejdere med plads til et tema mere og til sidst dem, der har haft "
        "rollen før."
    )


def suggestions(theme: Theme, role: str, user: User) -> list[Suggestion]:
    """At most ten people for the role, in the order that ``order_in_words`` tells."""
    match = Match(theme, role)
    people = list(match.find(User.objects.visible_to(user))[:MOST])
    loads = themes_led(person.pk for person in people)
    return [match.suggest(person, loads.get(person.pk, 0)) for person in people]


class Match:
    """The data to rank people by, fetched once."""

    def __init__(self, theme: Theme, role: str) -> None:
        self.theme, self.role = theme, role
        self.limit = Thresholds.now().load_limit
        self.pair = leading(theme)
        self.fields, self.chains = OwnFields(theme), Chains()
        members = Member.objects.filter(theme=theme, kind=Member.Kind.EMPLOYEE)
        self.members: dict[int, date | None] = dict(members.values_list("person", "left_on"))

    def find(self, people: QuerySet[User]) -> QuerySet[User]:
        """The people who can, the likeliest first."""
        rows = people.working().exclude(pk__in=self._taken())
        if self.role == REFERENCE_LEADER:
            rows = rows.filter(leader_level__lte=self.theme.type.reference_leader_level)
        else:
            rows = rows.filter(self._near() | Q(pk__in=list(self.members)))
        chain = self.chains.above(self.pair.get(NETWORK_LEADER))
        before = Assignment.objects.filter(person=OuterRef("pk"), role=self.role)
        rows = rows.annotate(
            is_above=_one_if(pk__in=list(chain)),
            takes_part=_one_if(pk__in=list(self.members)),
            distance=self._distance(),
            is_full=_one_if(pk__in=people_with(self.limit)),
            has_been=Exists(before.filter(starts_on__lt=timezone.localdate())),
        )
        level = F("leader_level").desc(nulls_last=True)
        first = ("is_above",) if self.role == REFERENCE_LEADER else ("-takes_part",)
        order = (*first, "distance", "is_full", "-has_been", level, alphabetical("name"), "pk")
        return rows.order_by(*order).select_related(*MANAGERS)

    def _taken(self) -> list[int]:
        """Who has or will have a role on the theme, and who was asked and has not said yes."""
        held = self.theme.assignments.lasting().values_list("person", flat=True)
        asked = self.theme.offers.filter(role=self.role)
        asked = asked.filter(state__in=(Offer.State.WAITING, Offer.State.DECLINED))
        return [*held, *asked.values_list("person", flat=True)]

    def _near(self) -> Q:
        """People whose own field the theme touches."""
        return Q(unit__in=self.fields.units) | Q(pk__in=self.fields.managers)

    def _distance(self) -> Case:
        here = When(self._here(), then=Value(HERE))
        near = When(self._near(), then=Value(NEAR))
        return Case(here, near, default=Value(FAR), output_field=IntegerField())

    def _here(self) -> Q:
        """Whose unit is touched itself, or who leads one that is."""
        here = Q(unit__in=self.fields.touched)
        return here | Q(pk__in=self.fields.managers) if self.role == REFERENCE_LEADER else here

    def suggest(self, person: User, load: int) -> Suggestion:
        """The person with what speaks for and what to think of."""
        carried = in_words(load, self.limit)
        reasons = [self._level(person), self._part(person), self.fields.in_words(person)]
        if load < self.limit:
            reasons.append(carried)
        if person.has_been:
            reasons.append(_("Har haft rollen før"))
        cautions = [chain_caution(self.pair, self.role, person, self.chains)]
        if self.role == REFERENCE_LEADER:
            cautions.append(self.fields.caution(person))
        if load >= self.limit:
            cautions.append(f"{carried}.")
        return Suggestion(person, [r for r in reasons if r], [c for c in cautions if c])

    def _level(self, person: User) -> str:
        rule, level = self.theme.type.reference_leader_level, person.leader_level
        if self.role != REFERENCE_LEADER:
            return ""
        if level == rule:
            return _("Er leder på niveau %(level)s, som typen kræver") % {"level": level}
        said = _("Er leder på niveau %(level)s; typen kræver niveau %(rule)s eller højere oppe")
        return said % {"level": level, "rule": rule}

    def _part(self, person: User) -> str:
        if person.pk not in self.members:
            return ""
        has_left = self.members[person.pk] is not None
        return _("Har været med i temaets netværk") if has_left else _("Er med i temaets netværk")


def _one_if(**condition: object) -> Case:
    return Case(When(**condition, then=Value(1)), default=Value(0), output_field=IntegerField())
