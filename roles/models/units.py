"""The units of the base organisation."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.text.paths import MOST_LEVELS, refuse_step, told_too_deep

if TYPE_CHECKING:
    from roles.models.people import User

STEP = " › "


def stable_id(name: Promise, hint: Promise) -> models.CharField:
    """What another system calls the row by for ever, whatever its name or address becomes."""
    return models.CharField(
        name, max_length=64, blank=True, default="", db_default="", help_text=hint
    )


def one_of_each(name: str) -> models.UniqueConstraint:
    """No two rows have the same id; case tells none apart, and many may have none."""
    return models.UniqueConstraint(
        Lower("stable_id"),
        condition=~Q(stable_id=""),
        name=name,
        violation_error_message=_("Det id er allerede i brug."),
    )


class UnitQuerySet(TreeQuerySet):
    def visible_to(self, user: "User") -> Self:
        """The base organisation is known to every employee."""
        return self if user.is_active else self.none()

    def to_choose(self) -> Self:
        """The units in the tree's order, each with what ``chosen_as`` tells."""
        return self.with_tree_fields().tree_fields(tree_names="name")

    def below(self, tops: Iterable[int]) -> Self:
        """The units and every unit below them, in no order; to narrow other rows by.

        One recursive query, which stands inside the one that it narrows. Siblings by their key:
        in the order of their names the tree takes twice as long.
        """
        within = (Q(tree_path__contains=top) for top in tops)
        return self.order_siblings_by("id").filter(reduce(or_, within, Q(pk__in=()))).order_by()


class Unit(TreeNode):
    """A node of the base organisation: administration, department, institution or team."""

    name = models.CharField(_("navn"), max_length=200)
    stable_id = stable_id(
        _("enheds-id"),
        _(
            "Enhedens nummer i jeres organisationssystem. Med nummeret kan vi genkende "
            "enheden, også efter nyt navn."
        ),
    )
    manager = models.ForeignKey(
        "User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="managed_units",
        verbose_name=_("personaleleder"),
        help_text=_("Lederen med personaleansvar i enheden."),
    )

    objects = UnitQuerySet.as_manager(with_tree_fields=False)

    class Meta:
        ordering = (alphabetical("name"),)
        verbose_name = _("enhed")
        verbose_name_plural = _("enheder")
        constraints = (
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="unit_name_unique_below_parent",
                violation_error_message=_("Der findes allerede en enhed med det navn her."),
            ),
            # NULL equals nothing in a unique constraint, so units at the top need one of their own.
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(parent=None),
                name="unit_name_unique_at_the_top",
                violation_error_message=_("Der findes allerede en enhed med det navn her."),
            ),
            one_of_each("unit_id_unique"),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """That the unit can be named in a file, and that a page can draw it."""
        super().clean()
        try:
            refuse_step(self.name)
        except ValueError as error:
            raise ValidationError({"name": str(error)}) from error
        if self._deepest() > MOST_LEVELS:
            raise ValidationError({"parent": told_too_deep()})

    def _deepest(self) -> int:
        """The level of the lowest unit at or below this one, as it would be saved."""
        rows = Unit.objects.below(filter(None, (self.pk, self.parent_id)))
        paths = list(rows.values_list("tree_path", flat=True))
        over = [path.index(self.parent_id) + 1 for path in paths if self.parent_id in path]
        under = [len(path) - path.index(self.pk) for path in paths if self.pk in path]
        return max(over, default=0) + max(under, default=1)

    def get_absolute_url(self) -> str:
        return reverse("roles:unit", args=[self.pk])

    @property
    def chosen_as(self) -> str:
        """The unit with all above it, since two may be called the same; ``to_choose`` reads it."""
        if names := getattr(self, "tree_names", None):
            # SQLite gives a name of digits alone back as a number.
            return STEP.join(map(str, names))
        return f"{self.parent.chosen_as}{STEP}{self.name}" if self.parent else self.name
