"""Whether themes have the rules, limits and rounds that they live by."""

from collections.abc import Iterator

from django.db.models import PositiveSmallIntegerField, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from referenceledelse.overview.pages.setup.point import (
    SetupPoint,
    State,
    admin_page,
    list_line,
    rows_line,
    state_of,
)
from themes.models import (
    Committee,
    HandbookPage,
    Phase,
    Round,
    Theme,
    ThemeQuestion,
    ThemeType,
    Thresholds,
)
from themes.queries.rounds import open_round


def theme_lines() -> Iterator[SetupPoint]:
    yield from _types()
    yield rows_line(
        (_("Hver fase har en sædvanlig længde"), _("Nogle faser mangler en sædvanlig længde")),
        _("Uden den kan ingen se, at et tema er gået i stå."),
        Phase.objects.filter(usual_months=0).exclude(key=Phase.CLOSED),
    )
    url = admin_page(Thresholds)
    yield list_line(
        (_("Grænser og frister er over nul"), _("Nogle grænser eller frister er nul")),
        _("En grænse på nul gør, at alt kommer på arbejdslisten med det samme."),
        [(name, url) for name in _zero_limits()],
        url,
    )
    yield SetupPoint(
        (
            _("Der er politiske udvalg at vælge imellem"),
            _("Der er ingen politiske udvalg at vælge imellem"),
        ),
        _("Referencelederen vælger et, når temaet kræver politisk samspil."),
        state_of(Committee.objects.filter(is_active=True).exists()),
        url=admin_page(Committee),
    )
    yield rows_line(
        (_("Håndbogen findes på engelsk"), _("Dele af håndbogen mangler på engelsk")),
        _("Uden engelsk tekst får brugere af de engelske sider den danske."),
        HandbookPage.objects.filter(Q(title_en="") | Q(text_en=""), is_shown=True),
        url=admin_page(HandbookPage),
    )


def _types() -> Iterator[SetupPoint]:
    types = ThemeType.objects.all()
    yield SetupPoint(
        (_("Der er tematyper at vælge imellem"), _("Der er ingen tematyper at vælge imellem")),
        _("Uden en type kan ingen foreslå et tema."),
        state_of(types.exists(), State.MISSING),
        url=admin_page(ThemeType, add=True),
    )
    yield rows_line(
        (_("Hver type har forum og lederniveau"), _("Nogle typer mangler forum eller lederniveau")),
        _("Forum og lederniveau afgør, hvem der beslutter, og hvem der kan være referenceleder."),
        types.filter(Q(forum_da="") | Q(reference_leader_level=0)),
        url=admin_page(ThemeType),
    )
    yield rows_line(
        (
            _("Det fremgår af hver type, hvad mandatet kræver"),
            _("Nogle typer kræver ingen del af mandatet"),
        ),
        _(
            "Når typen ikke kræver noget, kommer mandatet på plads, uden at personalelederen eller "
            "en co-driver er spurgt."
        ),
        types.filter(needs_line_manager=False, needs_co_driver=False),
        url=admin_page(ThemeType),
    )


def _zero_limits() -> list[str]:
    """The limits that someone has set to zero, as the form calls them."""
    limits = Thresholds.now()
    fields = [f for f in Thresholds._meta.fields if isinstance(f, PositiveSmallIntegerField)]
    return [capfirst(str(f.verbose_name)) for f in fields if not getattr(limits, f.attname)]


def round_lines() -> Iterator[SetupPoint]:
    today = timezone.localdate()
    yield SetupPoint(
        (_("En runde er åben for forslag"), _("Ingen runde er åben for forslag")),
        _("Fristen for den seneste runde er udløbet, så nye forslag kommer ikke med i en runde."),
        state_of(open_round() is not None, State.MISSING),
        url=reverse("new_round"),
    )
    waiting = Theme.objects.filter(status=Theme.Status.PROPOSED, round__decides_on__lt=today)
    yield rows_line(
        (_("Hvert forslag er afgjort til tiden"), _("Nogle forslag er ikke afgjort til tiden")),
        _(
            "Beslutningsdagen er passeret, og der er forslagsstillere i runden, som stadig "
            "venter på svar."
        ),
        Round.objects.filter(pk__in=waiting.values("round")).order_by("decides_on"),
        url=reverse("themes:proposals"),
    )
    purposes = ThemeQuestion.Purpose
    asked = ThemeQuestion.objects.filter(is_active=True).order_by()
    missing = set(purposes) - set(asked.values_list("purpose", flat=True).distinct())
    url = admin_page(ThemeQuestion)
    yield list_line(
        (
            _("Der er spørgsmål til forslag, faseskift, evaluering og udbredelse"),
            _("Der mangler spørgsmål til forslag, faseskift, evaluering eller udbredelse"),
        ),
        _("Uden spørgsmål er formularerne tomme."),
        [(capfirst(str(one.label)), url) for one in purposes if one in missing],
        url,
    )
