"""The rounds that the secretariat's lists are narrowed by, and how many themes are in each."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dialogues.models import Conversation
from dialogues.queries.pairs import both_lead
from referenceledelse.core.db.compiled import compiled
from referenceledelse.core.text.localized import localized
from referenceledelse.overview.queries.pairs import NOT_HELD
from themes.models import LEADING, Assignment, Theme
from themes.models.running import runs
from themes.queries.rounds import current_round

NONE, ALL, EARLIER = "none", "all", "earlier"


@compiled
def _by_round() -> QuerySet[Theme, tuple]:
    """Of each round's themes, running or proposed: how many, how many without each leader, and
    how many whose pair of today has held no talk (as ``pairs.lacking`` says it of themes).
    """
    themes = Theme.objects.filter(runs("") | Q(status=Theme.Status.PROPOSED))
    held = Assignment.objects.active()
    led = [Q(pk__in=held.filter(role=role).values("theme")) for role in LEADING]
    talked = Q(pk__in=Conversation.objects.held().filter(both_lead()).values("theme"))
    lacks = (*(~Q(one) for one in led), Q(*led) & ~talked)
    counts = [Count("pk"), *(Count("pk", filter=one) for one in lacks)]
    fields = ("round", "round__deadline", "round__name_da", "round__name_en", "status")
    rows = themes.order_by("-round__deadline").values_list(*fields)
    return rows.annotate(**{f"count_{n}": count for n, count in enumerate(counts)})


class Rounds:
    """The rounds that running themes came in by, the newest first; two queries.

    Put aside are those before the current one, and never themes without a round.
    """

    def __init__(self) -> None:
        self.names: dict[int, str] = {}
        self.counts: dict[int | None, int] = {}
        self.current = current_round()
        # Those that are not put aside.
        self.shown: dict[int, str] = {}
        # Of all running themes, how many have no such leader, and how many have a pair of today
        # that has held no talk.
        self.lacking = dict.fromkeys((*LEADING, NOT_HELD), 0)
        # Sent, and not decided yet.
        self.proposals = 0
        for pk, deadline, danish, english, status, count, *lacks in _by_round():
            if status == Theme.Status.PROPOSED:
                self.proposals += count
                continue
            self.counts[pk] = count
            for name, number in zip(self.lacking, lacks, strict=True):
                self.lacking[name] += number
            if pk is None:
                continue
            self.names[pk] = localized(danish, english)
            if self.current is None or deadline >= self.current.deadline:
                self.shown[pk] = self.names[pk]

    @property
    def earlier(self) -> int:
        """How many running themes came in by an earlier round."""
        return sum(self.counts[pk] for pk in self.names.keys() - self.shown.keys())

    def count(self, chosen: str) -> int:
        """How many running themes the choice of rounds lets through."""
        if chosen == ALL:
            return sum(self.counts.values())
        if chosen == EARLIER:
            return self.earlier
        if chosen == NONE:
            return self.counts.get(None, 0)
        if chosen:
            return self.counts.get(int(chosen), 0)
        return sum(self.counts.get(key, 0) for key in (*self.shown, None))

    def choices(self) -> list[tuple[str, Any]]:
        found = [("", _("Aktuel runde")), (EARLIER, _("Tidligere runder")), (ALL, _("Alle runder"))]
        found += [(str(pk), name) for pk, name in self.names.items()]
        return [*found, (NONE, _("Uden runde"))]

    def condition(self, chosen: str) -> Q:
        current = Q(round=None) | Q(round__in=self.shown)
        named = {"": current, EARLIER: ~current, ALL: Q(), NONE: Q(round=None)}
        return named[chosen] if chosen in named else Q(round=chosen)
