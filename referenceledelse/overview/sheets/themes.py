"""The tables that have a row for each theme, or for each assignment."""

from collections.abc import Iterator
from itertools import batched
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dialogues.models.duties import DutyStatus
from dialogues.models.questions import ConversationKind
from dialogues.queries.mandate import whose
from referenceledelse.core.files.exports import Column, Value, Word
from referenceledelse.core.text.order import alphabetical
from referenceledelse.overview.queries import matrix
from referenceledelse.overview.queries.matrix import Form, Invitation, Row, Written
from referenceledelse.overview.queries.narrowing import Narrowing
from roles.models import RoleKey
from themes.models import Assignment, Theme, ThemeQuerySet
from themes.models.tenure import earliest

# So many themes are read at a time.
BATCH = 500
type Rows = Iterator[tuple[Value, ...]]


def narrowed(filters: Narrowing) -> ThemeQuerySet:
    return filters.apply(Theme.objects.visible_to(filters.user)).order_by(
        alphabetical("title"), "pk"
    )


def _batches(themes: QuerySet[Theme]) -> Iterator[QuerySet[Theme]]:
    """The themes a batch at a time, each read by its keys."""
    keys = list(themes.values_list("pk", flat=True))
    for part in batched(keys, BATCH):
        yield Theme.objects.filter(pk__in=part).order_by(alphabetical("title"), "pk")


def _word(choices: Any, value: str) -> Word | None:
    return Word(value, str(choices(value).label)) if value else None


def matrix_columns(filters: Narrowing) -> list[Column]:
    told = [
        Column("theme", _("Tema"), _("Temaets titel.")),
        Column("slug", _("Adresse"), _("Temaets navn i adressen, /temaer/<adresse>/.")),
        Column("phase", _("Fase"), _("Den fase, temaet er i.")),
        Column("phase_since", _("I fasen siden"), _("Dagen, hvor temaet kom i fasen.")),
        Column("network_leader", _("Netværksleder"), _("Tomt, når rollen er ledig.")),
        Column("reference_leader", _("Referenceleder"), _("Tomt, når rollen er ledig.")),
        Column("conversation", _("Samtale"), _("Typen af parrets nyeste samtale.")),
        Column("invitation", _("Invitation"), _("Status for invitationen.")),
        Column("invited_on", _("Inviteret"), _("Dagen, hvor invitationen blev sendt.")),
        Column(
            "network_leader_reflection",
            _("Netværkslederens refleksion"),
            _("Kun refleksionens status, aldrig indholdet."),
        ),
        Column(
            "reference_leader_reflection",
            _("Referencelederens refleksion"),
            _("Kun refleksionens status, aldrig indholdet."),
        ),
        Column("scheduled_on", _("Planlagt"), _("Den aftalte dag, så længe samtalen venter.")),
        Column("held_on", _("Holdt"), _("Dagen, hvor parrets seneste samtale blev holdt.")),
        Column("agreement", _("Aftale"), _("Status for samarbejdsaftalen.")),
        Column("approved_on", _("Godkendt"), _("Dagen, hvor begge havde godkendt aftalen.")),
        Column("mandate_agreed", _("Mandat, aftalte dele"), _("Af de dele, typen kræver.")),
        Column("mandate_required", _("Mandat, krævede dele"), _("Antal dele, typen kræver.")),
        Column("mandate_in_place", _("Mandat på plads"), _("Ja, når alle krævede dele er aftalt.")),
        Column("mandate_missing", _("Mandat, mangler"), _("Personerne, der mangler.")),
    ]
    status = _("Opgavens fælles status. Tomt, indtil opgaverne er gennemgået.")
    return told + [
        Column(f"duty_{key}", name, status) for key, name in filters.places.duties.items()
    ]


def matrix_rows(filters: Narrowing) -> Rows:
    keys = list(filters.places.duties)
    for themes in _batches(narrowed(filters)):
        for row in matrix.rows(themes, filters.user):
            statuses = row.statuses if len(row.statuses) == len(keys) else ("",) * len(keys)
            yield (*_told(row), *(_word(DutyStatus, status) for status in statuses))


def _told(row: Row) -> tuple[Value, ...]:
    talk = row.talk
    return (
        row.title,
        row.slug,
        Word(row.phase_key, row.phase),
        row.since,
        row.network_leader,
        row.reference_leader,
        _word(ConversationKind, talk.kind),
        _word(Invitation, talk.invitation),
        talk.invited_on,
        _word(Form, talk.network_leader_form),
        _word(Form, talk.reference_leader_form),
        talk.scheduled_on,
        talk.held_on,
        _word(Written, talk.agreement),
        talk.approved_on,
        row.mandate.agreed,
        row.mandate.required,
        row.mandate.is_in_place,
        ", ".join(str(whose(role, name)) for role, name in row.mandate.missing),
    )


def theme_columns(filters: Narrowing) -> list[Column]:
    return [
        Column("theme", _("Tema"), _("Temaets titel.")),
        Column("slug", _("Adresse"), _("Temaets navn i adressen, /temaer/<adresse>/.")),
        Column("type", _("Type"), _("Temaets type.")),
        Column("phase", _("Fase"), _("Den fase, temaet er i.")),
        Column("phase_since", _("I fasen siden"), _("Dagen, hvor temaet kom i fasen.")),
        Column("round", _("Runde"), _("Runden, temaet blev foreslået i.")),
        Column("starts_on", _("Start"), _("Temaets første dag.")),
        Column("ends_on", _("Forventet slut"), _("Dagen, hvor temaet ventes at slutte.")),
        Column("network_leader", _("Netværksleder"), _("Tomt, når rollen er ledig.")),
        Column("reference_leader", _("Referenceleder"), _("Tomt, når rollen er ledig.")),
        Column("co_driver", _("Co-driver"), _("Nuværende co-drivere, adskilt af komma.")),
        Column("units", _("Berørte enheder"), _("Adskilt af komma.")),
        Column("contact", _("Kontakt i sekretariatet"), _("Temaets kontaktperson.")),
    ]


def theme_rows(filters: Narrowing) -> Rows:
    for batch in _batches(narrowed(filters)):
        themes = list(batch.select_related("type", "phase", "round", "contact"))
        keys = [theme.pk for theme in themes]
        holders: dict[tuple[int, str], list[str]] = {}
        held = (
            Assignment.objects.active()
            .filter(theme__in=keys)
            .order_by(alphabetical("person__name"))
        )
        for theme, role, name in held.values_list("theme", "role", "person__name"):
            holders.setdefault((theme, role), []).append(name)
        units: dict[int, list[str]] = {}
        touched = Theme.units.through.objects.filter(theme__in=keys).order_by(
            alphabetical("unit__name")
        )
        for theme, name in touched.values_list("theme", "unit__name"):
            units.setdefault(theme, []).append(name)
        for theme in themes:
            yield (
                theme.title,
                theme.slug,
                Word(theme.type.key, theme.type.name),
                Word(theme.phase.key, theme.phase.name),
                theme.phase_since,
                theme.round.name if theme.round else None,
                theme.starts_on,
                theme.ends_on,
                *(
                    ", ".join(holders.get((theme.pk, role.value), []))
                    for role in (
                        RoleKey.NETWORK_LEADER,
                        RoleKey.REFERENCE_LEADER,
                        RoleKey.CO_DRIVER,
                    )
                ),
                ", ".join(units.get(theme.pk, [])),
                theme.contact.name if theme.contact else None,
            )


def assignment_columns(filters: Narrowing) -> list[Column]:
    return [
        Column("theme", _("Tema"), _("Temaets titel.")),
        Column("role", _("Rolle"), _("Rollen på temaet.")),
        Column("person", _("Person"), _("Personen med rollen.")),
        Column("unit", _("Enhed"), _("Enheden, hvor personen er ansat.")),
        Column("starts_on", _("Fra"), _("Udpegningens første dag.")),
        Column(
            "ends_on",
            _("Til"),
            _("Den sidste dag, personen har rollen; tomt betyder indtil videre."),
        ),
        Column("is_active", _("Gælder i dag"), _("Ja, når personen har rollen i dag.")),
        Column("state", _("Periode"), _("Nuværende, kommende eller tidligere.")),
    ]


def assignment_rows(filters: Narrowing) -> Rows:
    keys = narrowed(filters).order_by().values("pk")
    rows = Assignment.objects.visible_to(filters.user).filter(theme__in=keys).with_state()
    rows = rows.order_by(alphabetical("theme__title"), "role__order", "starts_on", "pk")
    fields = ("person__name", "person__unit__name", "starts_on")
    days = ("ends_on", "person__active_to", "state")
    told = rows.values_list("theme__title", "role", *fields, *days)
    for theme, role, *fields, ends_on, last_day, state in told.iterator(BATCH):
        until, is_now = earliest(ends_on, last_day), state == Assignment.State.NOW
        yield theme, _word(RoleKey, role), *fields, until, is_now, _word(Assignment.State, state)
