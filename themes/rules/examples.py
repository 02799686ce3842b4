"""Who writes good examples, and who lets all read them."""

from django.utils import timezone

from referenceledelse.core.web.access import permission
from roles.models import User
from themes.models import LEADING, Assignment, Example, ExampleEdition


@permission("themes.write_example")
def can_write_example(user: User) -> bool:
    """Who leads a theme, or has led one, knows something that others can use."""
    held = Assignment.objects.filter(person=user, role__in=LEADING)
    return held.filter(starts_on__lte=timezone.localdate()).exists()


@permission("themes.edit_example")
def can_edit_example(user: User, example: Example) -> bool:
    """Only the author writes, sends, withdraws and deletes it."""
    return example.author_id == user.pk


@permission("themes.read_sent_examples")
def can_read_sent_examples(user: User) -> bool:
    """The secretariat reads what waits for its answer."""
    return user.is_secretariat


@permission("themes.answer_example")
def can_answer_example(user: User, example: Example) -> bool:
    """The secretariat approves what was sent, or sends it back; the verb says what still waits."""
    return user.is_secretariat


@permission("themes.take_down_example")
def can_take_down_example(user: User, edition: ExampleEdition) -> bool:
    """The secretariat answers for what all read, and may take it down."""
    return user.is_secretariat
