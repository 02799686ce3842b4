"""The secretariat's matrix as a table: each theme with its pair's way and its ten duties."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dialogues.models.duties import DutyStatus
from dialogues.models.questions import ConversationKind
from dialogues.queries.mandate import whose
from referenceledelse.core.files.exports import ExportColumn, Word, word
from referenceledelse.overview.queries import matrix
from referenceledelse.overview.queries.matrix import Invitation, MatrixRow, ReflectionState, Written
from referenceledelse.overview.queries.narrowing import Narrowing
from referenceledelse.overview.sheets.themes import batches, narrowed


def columns(narrowing: Narrowing) -> list[ExportColumn]:
    return [
        *_frame(),
        *_invitation(),
        *_reflections(),
        *_conversation(),
        *_mandate(),
        *_duties(narrowing.places.duties),
    ]


def rows(narrowing: Narrowing) -> Iterator[MatrixRow]:
    for themes in batches(narrowed(narrowing)):
        yield from matrix.rows(themes, narrowing.user)


def _frame() -> list[ExportColumn]:
    vacant = _("Tomt, når rollen er ledig.")
    return [
        ExportColumn("theme", _("Tema"), lambda row: row.title, _("Temaets titel.")),
        ExportColumn(
            "slug",
            _("Adresse"),
            lambda row: row.slug,
            _("Temaets navn i adressen, /temaer/<adresse>/."),
        ),
        ExportColumn(
            "phase",
            _("Fase"),
            lambda row: Word(row.phase_key, row.phase),
            _("Den fase, temaet er i."),
        ),
        ExportColumn(
            "phase_since",
            _("I fasen siden"),
            lambda row: row.since,
            _("Dagen, hvor temaet kom i fasen."),
        ),
        ExportColumn("network_leader", _("Netværksleder"), lambda row: row.network_leader, vacant),
        ExportColumn(
            "reference_leader", _("Referenceleder"), lambda row: row.reference_leader, vacant
        ),
    ]


def _invitation() -> list[ExportColumn]:
    return [
        ExportColumn(
            "conversation",
            _("Samtale"),
            lambda row: word(ConversationKind, row.conversation.kind),
            _("Typen af parrets nyeste samtale."),
        ),
        ExportColumn(
            "invitation",
            _("Invitation"),
            lambda row: word(Invitation, row.conversation.invitation),
            _("Status for invitationen."),
        ),
        ExportColumn(
            "invited_on",
            _("Inviteret"),
            lambda row: row.conversation.invited_on,
            _("Dagen, hvor invitationen blev sendt."),
        ),
    ]


def _reflections() -> list[ExportColumn]:
    written = _("Kun refleksionens status, aldrig indholdet.")
    return [
        ExportColumn(
            "network_leader_reflection",
            _("Netværkslederens refleksion"),
            lambda row: word(ReflectionState, row.conversation.network_leader_form),
            written,
        ),
        ExportColumn(
            "reference_leader_reflection",
            _("Referencelederens refleksion"),
            lambda row: word(ReflectionState, row.conversation.reference_leader_form),
            written,
        ),
    ]


def _conversation() -> list[ExportColumn]:
    return [
        ExportColumn(
            "scheduled_on",
            _("Planlagt"),
            lambda row: row.conversation.scheduled_on,
            _("Den aftalte dag, indtil samtalen er holdt."),
        ),
        ExportColumn(
            "held_on",
            _("Holdt"),
            lambda row: row.conversation.held_on,
            _("Dagen, hvor parrets seneste samtale blev holdt."),
        ),
        ExportColumn(
            "agreement",
            _("Aftale"),
            lambda row: word(Written, row.conversation.agreement),
            _("Status for samarbejdsaftalen."),
        ),
        ExportColumn(
            "approved_on",
            _("Godkendt"),
            lambda row: row.conversation.approved_on,
            _("Dagen, hvor begge havde godkendt aftalen."),
        ),
    ]


def _mandate() -> list[ExportColumn]:
    return [
        ExportColumn(
            "mandate_agreed",
            _("Mandat, aftalte dele"),
            lambda row: row.mandate.agreed,
            _("Af de dele, typen kræver."),
        ),
        ExportColumn(
            "mandate_required",
            _("Mandat, krævede dele"),
            lambda row: row.mandate.required,
            _("Antal dele, typen kræver."),
        ),
        ExportColumn(
            "mandate_in_place",
            _("Mandat på plads"),
            lambda row: row.mandate.is_in_place,
            _("Ja, når alle krævede dele er aftalt."),
        ),
        ExportColumn(
            "mandate_missing",
            _("Mandat, mangler"),
            _missing,
            _("De personer, netværkslederen mangler at lave aftale med."),
        ),
    ]


def _missing(row: MatrixRow) -> str:
    return ", ".join(str(whose(role, name)) for role, name in row.mandate.missing)


def _duties(names: dict[str, str]) -> list[ExportColumn]:
    """A column for each duty; empty until the ten have been gone through."""
    about = _("Opgavens fælles status. Tomt, indtil opgaverne er gennemgået.")

    def column(number: int, key: str, name: str) -> ExportColumn:
        def tell(row: MatrixRow) -> Word | None:
            is_known = len(row.statuses) == len(names)
            return word(DutyStatus, row.statuses[number]) if is_known else None

        return ExportColumn(f"duty_{key}", name, tell, about)

    return [column(number, key, name) for number, (key, name) in enumerate(names.items())]
