"""What still waits on a theme: worth knowing before it is closed, since then nobody is asked more.

Numbers alone, and only of what the reader may know of.
"""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.models import Conversation, StatusChange, Task
from dialogues.models.questions import ConversationKind
from dialogues.pages.mandate import mandate_seen_by
from referenceledelse.core.web.access import is_allowed
from roles.models import User
from themes.models import ArenaUse, AssessmentRequest, Handover, LeaderRequest, Offer, Theme

Status = Conversation.Status


def unfinished_business(theme: Theme, user: User) -> list[str]:
    """Each kind of business that closing the theme leaves undone, in words."""
    return [*_asked(theme, user), *_between_the_two(theme, user)]


def _asked(theme: Theme, user: User) -> Iterator[str]:
    """What waits for somebody's answer."""
    if n := Offer.objects.visible_to(user).waiting().filter(theme=theme).count():
        yield ngettext("%(n)s forslag til en rolle", "%(n)s forslag til roller", n) % {"n": n}
    if n := LeaderRequest.objects.visible_to(user).waiting().filter(theme=theme).count():
        yield ngettext("%(n)s ønske om en leder", "%(n)s ønsker om ledere", n) % {"n": n}
    if n := Handover.objects.waiting().filter(idea__theme=theme).count():
        yield ngettext("%(n)s overdragelse", "%(n)s overdragelser", n) % {"n": n}
    if n := ArenaUse.objects.waiting().filter(theme=theme).count():
        said = ngettext("%(n)s ønske om en spillebane", "%(n)s ønsker om spillebaner", n)
        yield said % {"n": n}
    if n := AssessmentRequest.objects.waiting().filter(theme=theme).count():
        said = ngettext("%(n)s ønske om en vurdering", "%(n)s ønsker om vurderinger", n)
        yield said % {"n": n}


def _between_the_two(theme: Theme, user: User) -> Iterator[str]:
    """Talks that are not begun, tasks, proposed statuses and the mandate."""
    if n := _conversations(theme, user).count():
        said = ngettext("%(n)s samtale, der ikke er holdt", "%(n)s samtaler, der ikke er holdt", n)
        yield said % {"n": n}
    tasks = Task.objects.visible_to(user).waiting().filter(conversation__theme=theme)
    if n := tasks.count():
        yield ngettext("%(n)s åbent gøremål", "%(n)s åbne gøremål", n) % {"n": n}
    changes = StatusChange.objects.waiting().filter(duty__theme=theme)
    if is_allowed(user, "dialogues.see_shared", theme) and (n := changes.count()):
        yield ngettext("%(n)s foreslået status", "%(n)s foreslåede statusser", n) % {"n": n}
    mandate = mandate_seen_by(user, theme)
    if mandate and mandate.network_leader and not mandate.is_in_place:
        yield _("mandatet, som ikke er på plads")


def _conversations(theme: Theme, user: User) -> QuerySet[Conversation]:
    """Those that cannot begin once the theme is closed; a draft is its author's."""
    rows = Conversation.objects.waiting().filter(theme=theme, status__in=Conversation.NOT_BEGUN)
    rows = rows.exclude(kind=ConversationKind.CLOSING)
    return rows.exclude(status=Status.DRAFT) if user.is_secretariat else rows.visible_to(user)
