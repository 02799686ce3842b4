"""The people, and who is whose line manager."""

from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Self

import rules
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Case, F, OuterRef, Q, When
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.access import is_allowed
from roles.models.units import Unit, one_of_each, stable_id

SECRETARIAT_GROUP = "Sekretariatet"
# The domain of accounts without e-mail; RFC 2606 reserves it, so no mail arrives.
NOWHERE = "@lukket.invalid"


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


def manager_key(person: str = "") -> Case:
    """The key of the line manager of a row's person, as ``roles.queries.line_managers`` says.

    ``person`` is the row's way to the person; none where the row is the person.
    """
    way, today = f"{person}__" if person else "", timezone.localdate()
    return Case(
        *(
            When(employed(today, f"{manager}__") & ~Q((manager, F(f"{way}pk"))), then=manager)
            for manager in (f"{way}unit__manager", f"{way}unit__parent__manager")
        )
    )


def manages(manager: str | int | F, person: str = "") -> Q:
    """Rows where the manager is the line manager of ``person``.

    The manager is named by the row's way, or is the one with the key.
    """
    who = F(manager) if isinstance(manager, str) else manager
    return Q(Exact(manager_key(person), who))


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User") -> Self:
        """Colleagues know each other; people who left stay findable, for the history's sake."""
        return self if user.is_active else self.none()

    def working(self, on: date | None = None) -> Self:
        """People who are employed on the day, today by default."""
        return self.filter(employed(on or timezone.localdate()))

    def to_choose(self) -> Self:
        """The people with what ``chosen_as`` tells."""
        return self.select_related("unit")

    def managed_by(self, manager: int | OuterRef) -> Self:
        """Who works today and has that line manager; the units come first, since they are few."""
        key = OuterRef(manager) if isinstance(manager, OuterRef) else manager
        units = Unit.objects.filter(Q(manager=key) | Q(parent__manager=key))
        return self.working().filter(manages(manager), unit__in=units)


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

    # What decides how a question of this person looks (core.db.compiled), beside the keys.
    SHAPING: ClassVar = ("is_active", "is_superuser", "is_secretariat", "is_line_manager")
    # What a file tells of a person (roles.sheets.people), and is kept.
    TOLD: ClassVar = (
        "email",
        "stable_id",
        "name",
        "job_title",
        "phone",
        "unit",
        "leader_level",
        "active_from",
        "active_to",
    )

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("navn"), max_length=200)
    stable_id = stable_id(
        _("medarbejder-id"),
        _(
            "Personens nummer i jeres personalesystem. Med nummeret kan vi genkende "
            "personen, også efter en ny e-mail."
        ),
    )
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
    # Set by roles.services.move_people, so that whoever assigned the person looks again.
    moved_on = models.DateField(_("skiftede enhed"), null=True, blank=True, editable=False)
    # When the person opened the reference leader's ten duties from the welcome; nobody else's.
    duties_read_at = models.DateTimeField(
        _("har læst de ti opgaver"), null=True, blank=True, editable=False
    )
    is_active = models.BooleanField(_("kan logge ind"), default=True)
    is_staff = models.BooleanField(_("adgang til administrationen"), default=False)
    date_joined = models.DateTimeField(_("oprettet"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        ordering = (alphabetical("name"),)
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
            one_of_each("user_id_unique"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("roles:person", args=[self.pk])

    @property
    def is_working(self) -> bool:
        """Whether the person is employed today."""
        has_begun = self.active_from is None or self.active_from <= timezone.localdate()
        return self.is_active and has_begun and not self.has_left

    @property
    def has_left(self) -> bool:
        """Whether the last working day is over."""
        return self.active_to is not None and self.active_to < timezone.localdate()

    @property
    def chosen_as(self) -> str:
        """What tells the person from another of the same name, where one is chosen."""
        told = ", ".join(str(part) for part in (self.name, self.job_title, self.unit) if part)
        return f"{told} ({self.email})"

    @property
    def placed_as(self) -> str:
        """The person's title, unit and level of leadership, of those that there are."""
        level = self.leader_level and _("lederniveau %(level)s") % {"level": self.leader_level}
        return ", ".join(str(part) for part in (self.job_title, self.unit, level) if part)

    @property
    def has_address(self) -> bool:
        """Whether mail can reach the person; an account may have given its address up."""
        return not self.email.endswith(NOWHERE)

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """A session ends with the address it began with, as it ends with the password."""
        return salted_hmac(
            "roles.User.session",
            f"{self.password}:{self.email.lower()}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split()[0] if self.name else self.email

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Technical permissions as Django has them; a rule of the domain binds a superuser too."""
        if rules.perm_exists(perm):
            return is_allowed(self, perm, obj)
        return super().has_perm(perm, obj)

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @cached_property
    def is_secretariat(self) -> bool:
        """Whether the person works in the secretariat (one query for each request)."""
        return self.groups.filter(name=SECRETARIAT_GROUP).exists()

    @cached_property
    def is_line_manager(self) -> bool:
        """Whether the person is anybody's line manager; fetched along with whoever is signed in."""
        return User.objects.managed_by(self.pk).exists()
