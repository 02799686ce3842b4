"""Who holds which role on a theme, from a day to a day."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.constraints import NoOverlap
from referenceledelse.core.db.rows import someone
from roles.models import Role, RoleKey, User
from themes.models.appointing import Appointed
from themes.models.tenure import Tenure, begins_after, is_held, is_void

LEADING = (RoleKey.NETWORK_LEADER.value, RoleKey.REFERENCE_LEADER.value)
# All that someone can hold on a theme.
ROLES = (*LEADING, RoleKey.CO_DRIVER.value)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def active(self, on: date | None = None) -> Self:
        """Assignments in force on the day, today by default.

        Who has left the municipality no longer holds a role, whatever the dates say.
        """
        return self.filter(is_held(on or timezone.localdate()))

    def without_why(self) -> Self:
        """For pages: why one was appointed without being asked is not theirs to tell."""
        return self.defer("why")

    def with_state(self, on: date | None = None) -> Self:
        """Each with its ``state`` on the day, today by default."""
        on = on or timezone.localdate()
        states = Assignment.State
        found = (
            (is_held(on), states.NOW),
            (is_void(on), states.VOID),
            (begins_after(on), states.COMING),
        )
        whens = (When(condition, then=Value(state)) for condition, state in found)
        return self.annotate(state=Case(*whens, default=Value(states.EARLIER)))

    def lasting(self) -> Self:
        """Those held today, and those that will be."""
        states = Assignment.State
        return self.with_state().filter(state__in=(states.NOW, states.COMING))

    def by_state(self) -> tuple[list["Assignment"], ...]:
        """Those held today, those ahead, and the earlier ones; each list the latest first.

        Void rows (``is_void``) count as ahead until their first day has passed.
        """
        return by_state(self.latest_first())

    def latest_first(self) -> Self:
        """Each with its state, as ``by_state`` takes them."""
        return self.with_state().order_by("-starts_on", "-pk")

    def visible_to(self, user: User) -> Self:
        """Who holds which role is known to all who may see the theme."""
        # By its name, since themes ask who holds what on them.
        themes = apps.get_model("themes.Theme").objects
        return self.filter(theme__in=themes.visible_to(user))


def by_state(rows: Iterable["Assignment"]) -> tuple[list["Assignment"], ...]:
    """``AssignmentQuerySet.by_state`` of rows that were asked for ``latest_first``."""
    now, ahead, earlier = [], [], []
    for row in rows:
        if row.state == Assignment.State.NOW:
            now.append(row)
        else:
            (ahead if row.is_ahead else earlier).append(row)
    return now, ahead, earlier


class Assignment(Tenure, Appointed):
    """A person holds a role on a theme from a day to a day."""

    class State(models.TextChoices):
        NOW = "now", _("nu")
        COMING = "coming", _("kommende")
        VOID = "void", _("begynder ikke")
        EARLIER = "earlier", _("tidligere")

    theme = models.ForeignKey(
        "themes.Theme",
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("netværkstema"),
    )
    role = models.ForeignKey(
        Role,
        to_field="key",
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("rolle"),
        limit_choices_to={"key__in": [*ROLES]},
    )
    person = someone(_("person"), related_name="assignments")
    starts_on = models.DateField(_("fra"), default=timezone.localdate)
    ends_on = models.DateField(
        _("til"), null=True, blank=True, help_text=_("Tomt betyder indtil videre.")
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "-pk")
        verbose_name = _("udpegning")
        verbose_name_plural = _("udpegninger")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="assignment_ends_after_start",
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            ),
            NoOverlap(
                fields=("theme", "role"),
                period=("starts_on", "ends_on"),
                only=("role", LEADING),
                unless="gives_way_to",
                name="assignment_one_leader_at_a_time",
                violation_error_message=_(
                    "Rollen er allerede besat i perioden. Sæt først en slutdato på den nuværende "
                    "udpegning."
                ),
            ),
            NoOverlap(
                fields=("theme", "person"),
                period=("starts_on", "ends_on"),
                only=("role", ROLES),
                name="assignment_one_role_each",
                violation_error_message=_(
                    "Den samme person kan kun have én rolle på det samme tema ad gangen."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.role} – {self.theme}"

    def gives_way_to(self, other: Self) -> bool:
        """Whether the person left before the other begins; deactivated means left today."""
        left_on, begins = self.person.active_to, max(self.starts_on, other.starts_on)
        is_shut_out = not self.person.is_active and begins >= timezone.localdate()
        return is_shut_out or (left_on is not None and left_on < begins)
