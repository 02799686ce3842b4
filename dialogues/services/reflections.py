"""The private reflections: written, handed in or taken back, and opened for both at once."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Answer, Conversation, Recognition, Reflection
from dialogues.models.recognition import ANSWER, Slot
from dialogues.rules.reflections import can_hand_in_reflection, can_write_reflection
from dialogues.services.agenda import plan_points
from dialogues.services.transitions import lock_theme, locked_conversation, refuse_over
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.edits import merge
from referenceledelse.core.web.errors import Refused, UnknownMove
from roles.models import User

Status = Reflection.Status


@transaction.atomic
def save_reflection(
    *,
    reflection: Reflection,
    by: User,
    texts: Mapping[Slot, str],
    seen: Mapping[Slot, str] | None = None,
) -> Reflection:
    """Keep the author's texts, for nobody else to see; those left out stay as they are.

    ``texts`` maps (``ANSWER``, question) and ("level" | "offer" | "need", point) to the words, and
    ``seen`` to the fingerprint of what stood there; the same words sent twice are saved once.
    Raises ``Clash`` where another window saved meanwhile, ``Refused`` once it is submitted.
    """
    row = _locked(reflection, by)
    changed = merge(stored=_kept(row, texts), typed=texts, seen=seen)
    if not changed:
        return row
    if not row.is_editable:
        raise Refused(_("Du har sendt din refleksion. Træk den tilbage, hvis du vil ændre den."))
    for (part, key), text in changed.items():
        if part == ANSWER:
            _keep(Answer, {"reflection": row, "question_id": key}, {"text": text})
    for point in {key for part, key in changed if part in Recognition.TEXTS}:
        values = {
            part: changed[part, point] for part in Recognition.TEXTS if (part, point) in changed
        }
        _keep(Recognition, {"reflection": row, "point_id": point}, values)
    row.save_next(status=Status.DRAFT, updated_at=timezone.now())
    return row


def _kept(row: Reflection, wanted: Collection[Slot]) -> dict[Slot, str]:
    """The saved texts of these slots only, as autosave runs at every pause in typing."""
    questions = [key for part, key in wanted if part == ANSWER]
    points = [key for part, key in wanted if part != ANSWER]
    texts: dict[Slot, str] = {}
    if questions:
        found = row.answers.filter(question__in=questions).values_list("question_id", "text")
        texts = {(ANSWER, key): text for key, text in found}
    if points:
        rows = row.recognitions.filter(point__in=points).values_list("point_id", *Recognition.TEXTS)
        for key, *parts in rows:
            texts |= {
                (part, key): text for part, text in zip(Recognition.TEXTS, parts, strict=True)
            }
    return texts


def _keep(model: type[Answer | Recognition], key: dict, values: dict[str, str]) -> None:
    """Save the texts; a row whose texts are all empty is deleted."""
    rows = model.objects.filter(**key)
    if not rows.update(**values) and any(values.values()):
        model.objects.create(**key, **values)
    if not all(values.values()):
        parts = ("text",) if model is Answer else Recognition.TEXTS
        rows.filter(**dict.fromkeys(parts, "")).delete()


def own_reflection(conversation: Conversation, author: User) -> Reflection:
    """The author's reflection for the talk.

    What was begun for a first talk that nobody was invited to moves along when the other leader
    changes: it is the author's own, and was never handed in. Call in a verb's transaction.
    """
    if row := conversation.reflections.filter(author=author).first():
        return row
    begun = Reflection.objects.filter(
        author=author,
        conversation__theme=conversation.theme_id,
        conversation__kind=conversation.kind,
        conversation__invited_at=None,
        status__in=(Status.EMPTY, Status.DRAFT),
        **{f"conversation__{conversation.side(author)}": author},
    )
    row = begun.exclude(conversation=conversation).order_by("-updated_at", "-pk").first()
    if row is None:
        return Reflection.objects.create(conversation=conversation, author=author)
    if row.conversation.question_set_id != conversation.question_set_id:
        _ask_anew(row, conversation)
    row.save_next(conversation=conversation)
    return row


def settle_points(conversation: Conversation) -> None:
    """Move recognitions from before the theme had its duties to the duty texts it got.

    A text of the role may have got a new version meanwhile.
    """
    points = dict(conversation.theme.duties.values_list("key", "point_id"))
    rows = Recognition.objects.filter(reflection__conversation=conversation).select_related("point")
    for row in rows.exclude(point__in=points.values()).order_by("-point__version"):
        if point := points.get(row.point.key):
            there = Recognition.objects.filter(reflection=row.reflection_id, point=point).first()
            _move_to(point, row, there)


def _move_to(point: int, row: Recognition, there: Recognition | None) -> None:
    """Move the words to the theme's text; where something is said of that already, join the two."""
    if there is None:
        row.point_id = point
        row.save(update_fields=["point"])
        return
    there.level = there.level or row.level
    for name in ("offer", "need"):
        said = dict.fromkeys(text for text in (getattr(there, name), getattr(row, name)) if text)
        setattr(there, name, "\n".join(said))
    row.delete()
    there.save()


def _ask_anew(row: Reflection, conversation: Conversation) -> None:
    """Move the answers to the same keys in the talk's question set."""
    asked = dict(conversation.question_set.questions.values_list("key", "pk"))
    for answer in row.answers.select_related("question"):
        if key := asked.get(answer.question.key):
            answer.question_id = key
            answer.save(update_fields=["question"])


@transaction.atomic
def submit(*, reflection: Reflection, by: User) -> Reflection:
    """Hand the reflection in; where the other's is in too, both are opened at once.

    A second click does nothing. Every question may be left out.
    """
    row = _handed(reflection, by)
    if row.status in (Status.SUBMITTED, Status.REVEALED):
        return row
    _move(row, Status.SUBMITTED, submitted_at=timezone.now(), is_oral=False)
    _reveal_if_ready(row.conversation)
    row.refresh_from_db()
    return row


@transaction.atomic
def withdraw(*, reflection: Reflection, by: User) -> Reflection:
    """Take a submitted reflection back; possible until the reveal."""
    row = _handed(reflection, by)
    if row.is_revealed:
        raise Refused(
            _("I kan nu læse hinandens refleksioner, så du kan ikke længere trække din tilbage.")
        )
    if row.is_editable:
        return row
    return _move(row, Status.DRAFT, submitted_at=None, shares_anyway=False)


@transaction.atomic
def take_orally(*, reflection: Reflection, by: User, is_oral: bool = True) -> Reflection:
    """End the other's waiting without a form of one's own, or undo that."""
    row = _handed(reflection, by)
    if not row.is_editable:
        raise Refused(_("Du har allerede sendt din refleksion."))
    if not is_oral and row.conversation.reflections.exclude(pk=row.pk).get().is_revealed:
        # Nobody reads first and writes afterwards.
        said = _("Du har allerede læst svarene fra %(name)s. Derfor kan du kun svare mundtligt.")
        raise Refused(said % {"name": row.conversation.other(by).name})
    row.save_next(is_oral=is_oral)
    return row


@transaction.atomic
def share_anyway(*, reflection: Reflection, by: User) -> Reflection:
    """The writer's yes to being read by a partner who takes it orally."""
    row = _handed(reflection, by)
    if row.status == Status.REVEALED:
        return row
    other = row.conversation.reflections.exclude(pk=row.pk).get()
    if row.status != Status.SUBMITTED or not other.is_oral:
        said = _(
            "%(name)s kan først læse dine svar, når du har sendt dem og %(name)s har valgt at "
            "svare mundtligt."
        )
        raise UnknownMove(said % {"name": row.conversation.other(by).name})
    row.save_next(shares_anyway=True)
    _reveal_if_ready(row.conversation)
    row.refresh_from_db()
    return row


def _reveal_if_ready(conversation: Conversation) -> None:
    """Open both when both are in; open one alone only with its writer's yes."""
    one, two = conversation.reflections.select_for_update().order_by("pk")
    if {one.status, two.status} <= {Status.SUBMITTED, Status.REVEALED}:
        for row in (one, two):
            if not row.is_revealed:
                _move(row, Status.REVEALED, revealed_at=timezone.now())
        if conversation.is_ahead:
            plan_points(conversation, is_just_opened=True)
        return
    for mine, other in ((one, two), (two, one)):
        if mine.status == Status.SUBMITTED and mine.shares_anyway and other.is_oral:
            _move(mine, Status.REVEALED, revealed_at=timezone.now())


def _locked(reflection: Reflection, by: User) -> Reflection:
    """The row, with its conversation locked, so that two submits cannot pass each other.

    What was begun early may have moved to another talk of the theme since it was read. Raises
    ``PermissionDenied`` for anyone but the author, ``UnknownMove`` outside its time.
    """
    lock_theme(reflection.conversation)
    pk = Reflection.objects.values_list("conversation", flat=True).get(pk=reflection.pk)
    conversation = locked_conversation(pk)
    row = Reflection.objects.select_for_update().get(pk=reflection.pk)
    demand(by, "dialogues.keep_reflection", row)
    row.conversation = conversation
    refuse_over(conversation)
    if not can_write_reflection(by, row):
        raise UnknownMove(_("Samtalen er holdt eller aflyst, så refleksionen er låst."))
    return row


def _handed(reflection: Reflection, by: User) -> Reflection:
    """``_locked``, and also ``UnknownMove`` before the invitation is sent."""
    row = _locked(reflection, by)
    if not can_hand_in_reflection(by, row):
        raise UnknownMove(
            _("I kan sende jeres refleksioner, når invitationen til samtalen er sendt.")
        )
    return row


def _move(row: Reflection, to: str, **changes: Any) -> Reflection:
    said = _("Refleksionens status er nu “%(status)s”, så det kan ikke lade sig gøre.")
    return row.go_to(to, said % {"status": row.get_status_display()}, **changes)
