"""What waits for the two ends of a nomination; whose it is stands on no start page."""

from collections.abc import Iterator

from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from referenceledelse.overview.steps import Step
from roles.models import Nomination, User

# Nobody reads more than these in a day.
MOST = 20


def manager_steps(user: User) -> Iterator[Step]:
    """For the secretariat the new nominations, for an author the answers."""
    yield from _new_nominations(user)
    yield from _answers(user)


def _new_nominations(user: User) -> Iterator[Step]:
    if not user.is_secretariat:
        return
    rows = Nomination.objects.visible_to(user).waiting()
    # One's own is for a colleague to read first.
    count = rows.exclude(author=user).count()
    if count:
        title = ngettext("%(n)s ny indstilling", "%(n)s nye indstillinger", count) % {"n": count}
        where = _("Talenter, som deres leder har indstillet")
        yield Step(title, where, reverse("roles:nomination_inbox"), _("Se listen"))


def _answers(user: User) -> Iterator[Step]:
    unread = Q(answered_at__isnull=False, answer_read_at=None)
    rows = Nomination.objects.filter(unread, author=user).exclude(withdrawn_at__isnull=False)
    for pk, created_at in rows.order_by(F("answered_at")).values_list("pk", "created_at")[:MOST]:
        day = {"day": date_format(localdate(created_at))}
        where = _("Din indstilling fra %(day)s") % day
        url = reverse("roles:nomination", args=[pk])
        yield Step(_("Sekretariatet har svaret på din indstilling"), where, url, _("Læs svaret"))
