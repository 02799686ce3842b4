"""What somebody gives a theme of their own accord, until its leaders have seen it."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.db.rows import Untold, someone
from themes.models.capital import Allocation
from themes.models.freed import FreedResources
from themes.models.ideas import Idea
from themes.models.ownership import Ownership


def _one_of(*names: str) -> Q:
    """Exactly one of the fields is filled in."""
    ways = (Q(**{f"{name}__isnull": name != filled for name in names}) for filled in names)
    return reduce(or_, ways)


class Seen(Untold):
    """That a leader of the theme has seen an idea, a leader's own word, or what is set free."""

    person = someone(_("set af"))
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, null=True, related_name="+")
    ownership = models.ForeignKey(Ownership, on_delete=models.CASCADE, null=True, related_name="+")
    freed = models.ForeignKey(FreedResources, on_delete=models.CASCADE, null=True, related_name="+")
    allocation = models.ForeignKey(
        Allocation, on_delete=models.CASCADE, null=True, related_name="+"
    )
    seen_at = models.DateTimeField(_("set"), default=timezone.now)

    class Meta:
        verbose_name = _("set af en leder")
        verbose_name_plural = _("set af ledere")
        constraints = (
            models.CheckConstraint(
                condition=_one_of("idea", "ownership", "freed", "allocation"),
                name="seen_is_one_thing",
            ),
            models.UniqueConstraint(fields=["person", "idea"], name="seen_idea_once"),
            models.UniqueConstraint(fields=["person", "ownership"], name="seen_ownership_once"),
            models.UniqueConstraint(fields=["person", "freed"], name="seen_freed_once"),
            models.UniqueConstraint(fields=["person", "allocation"], name="seen_allocation_once"),
        )
