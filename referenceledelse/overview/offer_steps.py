"""What waits for a person about who holds which role (FEATURES F3.2, F3.3 and F3.6)."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.overview.steps import Step
from roles.models import User
from themes.models import HolderChange, LeaderRequest, Offer, Theme

# Nobody works through more than these in a day.
MOST = 20
# After so long nobody waits for a note any more, nor for the one who said no.
LATELY = timedelta(days=30)


def offer_steps(user: User) -> Iterator[Step]:
    """All that waits for the person, and for the secretariat, about roles on themes."""
    yield from _offers_to_answer(user)
    yield from _notes_to_write(user)
    yield from _notes_to_read(user)
    if user.is_secretariat:
        yield from _requests_to_answer()
        yield from _offers_declined()


def _offers_to_answer(user: User) -> Iterator[Step]:
    rows = Offer.objects.waiting().filter(person=user)
    for row in rows.select_related("theme", "role")[:MOST]:
        title = _("Sekretariatet foreslår dig som %(role)s") % {"role": row.role.name.lower()}
        url = reverse("themes:answer_offer", args=[row.theme.slug, row.pk])
        yield Step(title, row.theme.title, url, _("Svar"))


def _notes_to_write(user: User) -> Iterator[Step]:
    recent = timezone.localdate() - LATELY
    rows = HolderChange.objects.filter(leaving__person=user, note="")
    rows = rows.filter(leaving__ends_on__gte=recent, leaving__theme__in=Theme.objects.running())
    for row in rows.select_related("leaving__theme")[:MOST]:
        theme, url = row.leaving.theme.title, row.get_absolute_url()
        yield Step(_("Skriv overdragelsesnote"), theme, url, _("Skriv"), row.leaving.ends_on)


def _notes_to_read(user: User) -> Iterator[Step]:
    rows = HolderChange.objects.filter(following__person=user, read_at=None).exclude(note="")
    rows = rows.filter(leaving__theme__in=Theme.objects.running())
    for row in rows.select_related("leaving__theme", "leaving__person")[:MOST]:
        words = {"name": row.leaving.person.name}
        title = _("%(name)s har en overdragelsesnote til dig") % words
        yield Step(title, row.leaving.theme.title, row.get_absolute_url(), _("Læs den"))


def _requests_to_answer() -> Iterator[Step]:
    rows = LeaderRequest.objects.waiting()
    for row in rows.select_related("theme", "role", "asked_by").order_by("asked_at")[:MOST]:
        words = {"name": row.asked_by.name, "role": row.role.name.lower()}
        title = _("%(name)s beder om en %(role)s") % words
        url = reverse("themes:answer_request", args=[row.theme.slug, row.pk])
        yield Step(title, row.theme.title, url, _("Svar"))


def _offers_declined() -> Iterator[Step]:
    """Someone said no, and nobody has been proposed or got the role since."""
    rows = Offer.objects.unfilled().filter(answered_at__gte=timezone.now() - LATELY)
    for row in rows.select_related("theme", "role", "person")[:MOST]:
        words = {"name": row.person.name, "role": row.role.name.lower()}
        title = _("%(name)s har sagt nej til at være %(role)s") % words
        url = reverse("themes:propose_person", args=[row.theme.slug, row.role_id])
        yield Step(title, row.theme.title, url, _("Foreslå en anden"))
