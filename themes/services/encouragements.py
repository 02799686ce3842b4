"""Encouraging an employee to take part in a network, to lead one, or to take a course."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referenceledelse.core.db.saving import locked
from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.errors import Refused
from roles.models import Course, User
from themes.models import Encouragement, Theme

Aim = Encouragement.Aim


@transaction.atomic
def encourage(
    *,
    by: User,
    person: User,
    words: str,
    aim: str = Aim.TAKE_PART,
    theme: Theme | None = None,
    course: Course | None = None,
) -> Encouragement:
    """Encourage the employee to take part, to lead or to learn; what stands is not sent twice.

    Raises ``Refused`` for whom one is not the line manager of, where the theme is closed, and
    where one in other words still stands.
    """
    demand(by, "themes.begin_encouragement")
    if not is_allowed(by, "themes.encourage", person):
        raise Refused.beside("person", _("Du kan kun opfordre dine egne medarbejdere."))
    if (theme and course) or (aim == Aim.COURSE) != bool(course):
        raise Refused.beside("course", _("Vælg enten et tema eller et kursus."))
    if aim == Aim.TAKE_PART and theme is None:
        raise Refused.beside("theme", _("Vælg et tema."))
    if theme and theme.is_closed:
        raise Refused.beside("theme", _("Temaet er afsluttet."))
    # Two windows wait for each other here, so that the second finds the first.
    locked(by)
    told = {"manager": by, "person": person, "aim": aim, "theme": theme, "course": course}
    standing = Encouragement.objects.standing().filter(**told).first()
    if standing and standing.words != words:
        said = _("Du har allerede opfordret %(name)s: “%(words)s”. Din nye tekst er ikke sendt.")
        raise Refused.beside("words", said % {"name": person.name, "words": standing.words})
    return standing or Encouragement.objects.create(**told, words=words)


@transaction.atomic
def hide_encouragement(*, encouragement: Encouragement, by: User) -> Encouragement:
    """The person puts it away; the manager is not told."""
    row = locked(encouragement)
    demand(by, "themes.hide_encouragement", row)
    if row.hidden_at is None:
        row.hidden_at = timezone.now()
        row.save(update_fields=["hidden_at"])
    return row
