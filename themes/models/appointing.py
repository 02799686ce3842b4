"""Who can be appointed, and the reason for not asking first."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roles.models import RoleKey, User


def told_no_leader(person: User, role: str) -> str:
    """Why the person cannot be reference leader, in words; empty where they can.

    Reference leaders act through their own position as a leader, so a level is required. A level
    below what the theme's type asks for is only a caution.
    """
    if role != RoleKey.REFERENCE_LEADER or person.leader_level is not None:
        return ""
    said = _(
        "%(name)s har intet lederniveau. En referenceleder skal selv være leder. "
        "Vælg en leder, eller ret personens lederniveau først."
    )
    return said % {"name": person.name}


class Appointed(models.Model):
    """What an assignment says about how it came to be."""

    # Of one who did not say yes here; the person's own and the secretariat's to read.
    why = models.TextField(
        gettext_lazy("begrundelse for at udpege uden at spørge"),
        blank=True,
        help_text=gettext_lazy("Personen læser begrundelsen på sin startside."),
    )
    why_read_at = models.DateTimeField(
        gettext_lazy("begrundelsen er læst"), null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Only new holders must be leaders: earlier ones may have changed jobs."""
        super().clean()
        lasts = self.ends_on is None or self.ends_on >= timezone.localdate()
        is_new = self._state.adding and lasts and self.person_id and self.role_id
        if is_new and (said := told_no_leader(self.person, self.role_id)):
            raise ValidationError({"person": said})

    def is_told_why(self, user: User) -> bool:
        """Whether the reason is the reader's to know."""
        return user.is_secretariat or self.person_id == user.pk
