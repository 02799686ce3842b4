"""Which round the running themes are seen by, and which one takes proposals."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from referenceledelse.core.db.compiled import compiled
from themes.models import Round, Theme


def current_round() -> Round | None:
    """The newest round that is decided and that running themes came in by.

    A round is decided when its day has come and none of its proposals waits for an answer. Until
    then no theme of the rounds before it is put aside, however many of its own are taken up.
    """
    return next(iter(_current_rounds()), None)


@compiled
def _current_rounds() -> QuerySet[Round]:
    own = Theme.objects.filter(round=OuterRef("pk"))
    waiting = own.filter(status=Theme.Status.PROPOSED)
    rows = Round.objects.filter(Exists(own.running()), decides_on__lte=timezone.localdate())
    return rows.exclude(Exists(waiting)).order_by("-deadline")[:1]


def open_round() -> Round | None:
    """The round that a proposal sent today comes into: the next whose deadline has not passed."""
    rows = Round.objects.filter(deadline__gte=timezone.localdate())
    return rows.order_by("deadline").first()
