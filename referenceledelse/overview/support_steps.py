"""What waits for a person from the secretariat: answers, meetings, and news of courses.

Only ever about the person's own requests and sign-ups.
"""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dialogues.models import SupportRequest
from referenceledelse.overview.steps import Step
from roles.models import SignUp, User

State = SupportRequest.State


def support_steps(user: User) -> Iterator[Step]:
    """All that the secretariat has answered, and the courses where something has changed."""
    yield from _answers(user)
    yield from _course_news(user)


def _answers(user: User) -> Iterator[Step]:
    """To the one who asked alone, whoever else leads the theme."""
    mine = SupportRequest.objects.visible_to(user).filter(author=user)
    waiting = Q(has_news=True) | Q(state=State.WAITS_AUTHOR)
    for row in mine.filter(waiting).order_by("waiting_since", "pk"):
        title = _("Sekretariatet venter på dit svar")
        if row.has_news:
            title = _("Sekretariatet har svaret dig")
        yield Step(title, row.subject, row.get_absolute_url(), _("Læs svaret"))


def _course_news(user: User) -> Iterator[Step]:
    """A seat from the waiting list, or a session that is called off, until it is seen."""
    rows = SignUp.objects.visible_to(user).filter(person=user, has_news=True)
    rows = rows.filter(session__starts_at__gt=timezone.now())
    for row in rows.select_related("session__course").order_by("session__starts_at", "pk"):
        course = {"course": row.session.course.name}
        title = _("Du har fået plads på “%(course)s”") % course
        if row.session.is_cancelled:
            title = _("“%(course)s” er aflyst") % course
        day = date_format(timezone.localtime(row.session.starts_at), "DATETIME_FORMAT")
        url = reverse("roles:course", args=[row.session.course_id])
        yield Step(title, day, url, _("Se kurset"))
