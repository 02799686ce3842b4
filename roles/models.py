"""Who: the people, the units of the base organisation, and the roles with their points."""

from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Self

import rules
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from referenceledelse.localized import Localized

SECRETARIAT_GROUP = "Sekretariatet"


class RoleKey(models.TextChoices):
    """The roles that code knows by name; their texts are data in ``Role``."""

    NETWORK_LEADER = "network_leader", _("netværksleder")
    REFERENCE_LEADER = "reference_leader", _("referenceleder")
    LINE_MANAGER = "line_manager", _("personaleleder")
    SECRETARIAT = "secretariat", _("sekretariatet")
    CO_DRIVER = "co_driver", _("co-driver")


class UnitQuerySet(TreeQuerySet):
    def visible_to(self, user: "User") -> Self:
        """The base organisation is known to every employee."""
        return self if user.is_active else self.none()


class Unit(TreeNode):
    """A node of the base organisation: administration, department, institution or team."""

    name = models.CharField(_("navn"), max_length=200)
    manager = models.ForeignKey(
        "User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="managed_units",
        verbose_name=_("personaleleder"),
        help_text=_("Den leder, der har personaleansvaret i enheden."),
    )

    objects = UnitQuerySet.as_manager(with_tree_fields=False)

    class Meta:
        ordering = ("name",)
        verbose_name = _("enhed")
        verbose_name_plural = _("enheder")
        constraints = (
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="unit_name_unique_below_parent",
                violation_error_message=_("Der findes allerede en enhed med det navn her."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("roles:unit", args=[self.pk])


def employed(on: date, through: str = "") -> Q:
    """Who is employed on the day; ``through`` is the way to the person, as in "person__".

    Conditions on the row itself, since PostgreSQL takes minutes over a subquery that it has no
    statistics for.
    """
    begun, left = f"{through}active_from", f"{through}active_to"
    return (
        (Q((begun, None)) | Q((f"{begun}__lte", on)))
        & (Q((left, None)) | Q((f"{left}__gte", on)))
        & Q((f"{through}is_active", True))
    )


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User") -> Self:
        """Colleagues know each other; people who left stay findable, for the history's sake."""
        return self if user.is_active else self.none()

    def working(self, on: date | None = None) -> Self:
        """People who are employed on the day, today by default."""
        return self.filter(employed(on or timezone.localdate()))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Makes people; the e-mail is kept in lower case, since people type it either way."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who works, or has worked, in the municipality."""

    class Language(models.TextChoices):
        DANISH = "da", _("Dansk")
        ENGLISH = "en", _("Engelsk")

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("navn"), max_length=200)
    job_title = models.CharField(_("stilling"), max_length=200, blank=True)
    phone = models.CharField(_("telefon"), max_length=40, blank=True)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("enhed"),
    )
    leader_level = models.PositiveSmallIntegerField(
        _("lederniveau"),
        null=True,
        blank=True,
        help_text=_("1 er den øverste ledelse. Tomt for medarbejdere uden ledelse."),
    )
    language = models.CharField(_("sprog"), max_length=2, choices=Language, default=Language.DANISH)
    active_from = models.DateField(_("ansat fra"), null=True, blank=True)
    active_to = models.DateField(_("ansat til"), null=True, blank=True)
    is_active = models.BooleanField(_("kan logge ind"), default=True)
    is_staff = models.BooleanField(_("adgang til administrationen"), default=False)
    date_joined = models.DateTimeField(_("oprettet"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        ordering = ("name",)
        verbose_name = _("person")
        verbose_name_plural = _("personer")
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_either_case",
                violation_error_message=_("En anden person har allerede den e-mail."),
            ),
            models.CheckConstraint(
                condition=Q(active_to=None)
                | Q(active_from=None)
                | Q(active_to__gte=F("active_from")),
                name="user_leaves_after_start",
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("roles:person", args=[self.pk])

    @property
    def is_working(self) -> bool:
        """Whether the person is employed today."""
        today = timezone.localdate()
        has_begun = self.active_from is None or self.active_from <= today
        has_left = self.active_to is not None and self.active_to < today
        return self.is_active and has_begun and not has_left

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split()[0] if self.name else self.email

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Technical permissions as Django has them; a rule of the domain binds a superuser too."""
        if rules.perm_exists(perm):
            return self.is_active and rules.has_perm(perm, self, obj)
        return super().has_perm(perm, obj)

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @cached_property
    def is_secretariat(self) -> bool:
        """Whether the person works in the secretariat (one query for each request)."""
        return self.groups.filter(name=SECRETARIAT_GROUP).exists()


class RoleQuerySet(models.QuerySet["Role"]):
    def visible_to(self, user: User) -> Self:
        """What each role asks is for everyone to read."""
        return self if user.is_active else self.none()


class Role(models.Model):
    """A role in the network organisation, as the municipality describes it (SOURCE S2)."""

    key = models.CharField(_("nøgle"), max_length=40, unique=True, choices=RoleKey)
    order = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    name_da = models.CharField(_("navn (dansk)"), max_length=100)
    name_en = models.CharField(_("navn (engelsk)"), max_length=100, blank=True)
    summary_da = models.TextField(_("kort sagt (dansk)"))
    summary_en = models.TextField(_("kort sagt (engelsk)"), blank=True)
    purpose_da = models.TextField(_("hvad rollen er til for (dansk)"))
    purpose_en = models.TextField(_("hvad rollen er til for (engelsk)"), blank=True)
    source_da = models.CharField(_("kilde (dansk)"), max_length=200, blank=True)
    source_en = models.CharField(_("kilde (engelsk)"), max_length=200, blank=True)

    name = Localized("name")
    summary = Localized("summary")
    purpose = Localized("purpose")
    source = Localized("source")

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ("order",)
        verbose_name = _("rolle")
        verbose_name_plural = _("roller")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("roles:role", args=[self.key])


class RolePointQuerySet(models.QuerySet["RolePoint"]):
    def current(self) -> Self:
        """The newest version of each point; older ones live on in themes that began with them."""
        return self.filter(is_current=True)

    def duties(self) -> Self:
        """The reference leader's points: the ten duties (SOURCE S4)."""
        return self.filter(role__key=RoleKey.REFERENCE_LEADER)


class RolePoint(models.Model):
    """One version of one point of a role; the reference leader's ten are the duties (SOURCE S4)."""

    class Kind(models.TextChoices):
        TASK = "task", pgettext_lazy("kind of point", "opgave")
        RELATION = "relation", _("relation")
        STANCE = "stance", _("holdning")
        STANCE_AND_TASK = "stance_and_task", _("holdning og opgave")

    class Bearer(models.TextChoices):
        """Who carries the point, read from its verb (FEATURES 21.3)."""

        REFERENCE_LEADER = "reference_leader", _("referencelederen alene")
        REFERENCE_LEADER_HELPS = (
            "reference_leader_helps",
            _("referencelederen hjælper, begge handler"),
        )
        JOINTLY = "jointly", _("de to i fællesskab")
        CO_RESPONSIBLE = "co_responsible", _("referencelederen er medansvarlig")
        BOTH = "both", _("begge")
        NETWORK_LEADER = "network_leader", _("netværkslederen")
        LINE_MANAGER = "line_manager", _("personalelederen")
        SECRETARIAT = "secretariat", _("sekretariatet")
        CO_DRIVER = "co_driver", _("co-driveren")

    role = models.ForeignKey(
        Role, on_delete=models.PROTECT, related_name="points", verbose_name=_("rolle")
    )
    key = models.SlugField(_("nøgle"), max_length=40)
    order = models.PositiveSmallIntegerField(_("rækkefølge"))
    kind = models.CharField(_("slags"), max_length=20, choices=Kind)
    bearer = models.CharField(_("hvem bærer den"), max_length=30, choices=Bearer)
    name_da = models.CharField(_("kort navn (dansk)"), max_length=100)
    name_en = models.CharField(_("kort navn (engelsk)"), max_length=100, blank=True)
    text_da = models.TextField(_("hvad den beder om (dansk)"))
    text_en = models.TextField(_("hvad den beder om (engelsk)"), blank=True)
    example_da = models.TextField(_("eksempel (dansk)"), blank=True)
    example_en = models.TextField(_("eksempel (engelsk)"), blank=True)
    question_da = models.TextField(_("spørgsmål til samtalen (dansk)"), blank=True)
    question_en = models.TextField(_("spørgsmål til samtalen (engelsk)"), blank=True)
    source_da = models.CharField(_("kilde (dansk)"), max_length=200, blank=True)
    source_en = models.CharField(_("kilde (engelsk)"), max_length=200, blank=True)
    version = models.PositiveSmallIntegerField(_("udgave"), default=1, editable=False)
    is_current = models.BooleanField(_("gældende udgave"), default=True, editable=False)
    created_at = models.DateTimeField(_("oprettet"), auto_now_add=True)

    name = Localized("name")
    text = Localized("text")
    example = Localized("example")
    question = Localized("question")
    source = Localized("source")

    TEXTS: ClassVar = tuple(
        f"{field}_{language}"
        for field in ("name", "text", "example", "question", "source")
        for language in ("da", "en")
    )

    objects = RolePointQuerySet.as_manager()

    class Meta:
        ordering = ("role__order", "order", "version")
        verbose_name = _("rollepunkt")
        verbose_name_plural = _("rollepunkter")
        constraints = (
            models.UniqueConstraint(fields=["role", "key", "version"], name="role_point_version"),
            models.UniqueConstraint(
                fields=["role", "key"],
                condition=Q(is_current=True),
                name="role_point_one_current",
                violation_error_message=_("Punktet har allerede en gældende udgave."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.order}. {self.name}"

    def get_absolute_url(self) -> str:
        return f"{self.role.get_absolute_url()}#{self.key}"
