"""The handbook: short pages for a role in a phase, edited by the secretariat."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from referenceledelse.core.text.localized import Localized
from referenceledelse.core.web.versions import Versioned
from roles.models import Role, RoleKey, User, manages
from themes.models.assignments import Assignment
from themes.models.phases import Phase
from themes.models.themes import Theme


class HandbookPageQuerySet(models.QuerySet["HandbookPage"]):
    def visible_to(self, user: User) -> Self:
        """The handbook is for every employee; a page that is not shown is the admin's alone."""
        return self.filter(is_shown=True) if user.is_active else self.none()

    def why(self) -> Self:
        """The paragraphs of "Hvorfor netværk?", which anyone may read, also before signing in."""
        return self.filter(is_shown=True, place=HandbookPage.Place.WHY)

    def own_pages(self) -> Self:
        """The pages with an address of their own."""
        return self.exclude(place=HandbookPage.Place.WHY)

    def beside(self, user: User, *, theme: Theme | None = None, place: str = "") -> Self:
        """The pages to show beside a theme or place; one query.

        The pages for the person's roles in the theme's phase, and those that are made for the
        place: for the person's roles, or for everybody.
        """
        is_mine = _own_roles(user, theme)
        wanted = Q(place=place) & (Q(role=None) | is_mine) if place else Q(pk=None)
        if theme:
            wanted |= is_mine & (Q(phase=theme.phase_id) | Q(phase=None))
        return self.visible_to(user).filter(wanted)


def _own_roles(user: User, theme: Theme | None) -> Q:
    """Pages for a role that the person holds on the theme.

    A line manager must be the network leader's; without a theme, anybody's.
    """
    if theme is None:
        return Q(role=RoleKey.LINE_MANAGER) if user.is_line_manager else Q(pk=None)
    held = Assignment.objects.active().filter(theme=theme)
    led = held.filter(manages(user.pk, "person"), role=RoleKey.NETWORK_LEADER)
    holds = Exists(held.filter(person=user, role=OuterRef("role")))
    return Q(holds) | (Q(role=RoleKey.LINE_MANAGER) & Exists(led))


class HandbookPage(Versioned):
    """One page: what a role does in a phase, or what is good to know at one place of the site."""

    class Place(models.TextChoices):
        CONVERSATION = "conversation", _("samtalen mellem de to ledere")
        PROPOSAL = "proposal", _("forslag til et tema")
        HANDOVER = "handover", _("overdragelse af en idé")
        WHY = "why", _("siden “Hvorfor netværk?”, som alle kan læse uden at logge ind")

    slug = models.SlugField(
        _("adresse"),
        max_length=60,
        unique=True,
        help_text=_(
            "Sidste del af sidens adresse: små bogstaver, tal og bindestreger. "
            "Kan ikke ændres, når siden er oprettet."
        ),
    )
    role = models.ForeignKey(
        Role,
        to_field="key",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="handbook_pages",
        verbose_name=_("rolle"),
        help_text=_("Rollen, siden er skrevet til. Tomt betyder alle."),
    )
    phase = models.ForeignKey(
        Phase,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="handbook_pages",
        verbose_name=_("fase"),
        help_text=_("Siden vises på temaer i den fase. Tomt betyder alle faser."),
    )
    place = models.CharField(
        _("vises også ved"),
        max_length=20,
        choices=Place,
        blank=True,
        help_text=_("Et bestemt sted, hvor siden hjælper, uanset hvilken fase temaet er i."),
    )
    order = models.PositiveSmallIntegerField(
        _("rækkefølge"),
        default=0,
        help_text=_("Rollens sider vises i rækkefølge efter dette tal. Lave tal kommer først."),
    )
    title_da = models.CharField(_("titel (dansk)"), max_length=200)
    title_en = models.CharField(_("titel (engelsk)"), max_length=200, blank=True)
    text_da = models.TextField(
        _("tekst (dansk)"),
        help_text=_(
            "Skriv 120–250 ord. En tom linje giver et nyt afsnit. "
            "En linje, der begynder med en bindestreg og et mellemrum, bliver et punkt på en liste."
        ),
    )
    text_en = models.TextField(
        _("tekst (engelsk)"),
        blank=True,
        help_text=_("Hvis feltet er tomt, vises den danske tekst også på de engelske sider."),
    )
    source_da = models.CharField(_("kilde (dansk)"), max_length=200, blank=True)
    source_en = models.CharField(_("kilde (engelsk)"), max_length=200, blank=True)
    is_shown = models.BooleanField(
        _("vises"), default=True, help_text=_("Fjern fluebenet for at tage siden ud af håndbogen.")
    )
    updated_at = models.DateTimeField(_("sidst ændret"), auto_now=True)

    title = Localized("title")
    text = Localized("text")
    source = Localized("source")

    objects = HandbookPageQuerySet.as_manager()

    class Meta:
        ordering = (F("role__order").asc(nulls_first=True), "order", "pk")
        verbose_name = _("side i håndbogen")
        verbose_name_plural = _("håndbogen")

    def __str__(self) -> str:
        return self.title

    @property
    def is_for_outsiders(self) -> bool:
        """Whether it invites who does not work here, who can only write a mail."""
        return self.slug == "hvorfor-udefra"

    def get_absolute_url(self) -> str:
        if self.place == self.Place.WHY:
            return f"{reverse('knowledge:why')}#{self.slug}"
        return reverse("knowledge:handbook_page", args=[self.slug])
