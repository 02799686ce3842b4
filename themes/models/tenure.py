"""From when to when someone holds a role: within the appointment, and within the employment."""

from datetime import date

from django.db.models import F, Q
from django.utils import timezone

from roles.models import employed

# How many days ahead the end of a role is worth a look: on the work list, and in its filter.
SOON = 60


def is_held(on: date) -> Q:
    """The day is within the assignment, and the person works that day."""
    return Q(Q(ends_on=None) | Q(ends_on__gte=on), employed(on, "person__"), starts_on__lte=on)


def begins_after(on: date) -> Q:
    """The first day that the person can hold the role comes after the day."""
    return Q(starts_on__gt=on) | Q(person__active_from__gt=on)


def is_void(on: date) -> Q:
    """There is no day on which the person both works here and has the role.

    Nor does a deactivated person get a role that begins later.
    """
    never_meet = Q(person__active_to__lt=F("starts_on")) | Q(ends_on__lt=F("person__active_from"))
    return never_meet | (begins_after(on) & Q(person__is_active=False))


class Span:
    """The days of one appointment on which its person works here; fetch the person along."""

    @property
    def held_from(self) -> date:
        """The first day that the person can hold the role."""
        return max(day for day in (self.starts_on, self.person.active_from) if day)

    @property
    def held_until(self) -> date | None:
        """The last one: that of the assignment, or the person's last day here if it is earlier."""
        return earliest(self.ends_on, self.person.active_to)


class Tenure(Span):
    """The same answers as the conditions above give, of one assignment in memory."""

    @property
    def is_held(self) -> bool:
        """Whether the person holds the role today, as ``AssignmentQuerySet.active`` asks rows."""
        today = timezone.localdate()
        lasts = self.ends_on is None or self.ends_on >= today
        return self.starts_on <= today and lasts and self.person.is_working

    @property
    def has_ended(self) -> bool:
        """Whether the last day is known and over."""
        return self.held_until is not None and self.held_until < timezone.localdate()

    @property
    def is_ahead(self) -> bool:
        """Whether the first day is still to come."""
        return self.held_from > timezone.localdate()

    @property
    def is_void(self) -> bool:
        """Whether the person never holds the role, whatever the assignment says."""
        last = self.held_until
        is_shut_out = self.is_ahead and not self.person.is_active
        return is_shut_out or (last is not None and last < self.held_from)


def earliest(*days: date | None) -> date | None:
    """The first of the days, an empty one being until further notice."""
    return min((day for day in days if day), default=None)
