"""Good examples that wait for the person: to be answered, or to be mended (FEATURES F9.4)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from referenceledelse.overview.steps import Step
from roles.models import User
from themes.models import Example

MOST = 20


def knowledge_steps(user: User) -> Iterator[Step]:
    """Own examples that came back; for the secretariat one step for all that wait."""
    rows = Example.objects.visible_to(user)
    for row in rows.filter(author=user, status=Example.Status.RETURNED)[:MOST]:
        title = _("Sekretariatet beder dig rette et eksempel")
        yield Step(title, row.title, reverse("knowledge:edit_example", args=[row.pk]), _("Ret det"))
    if not user.is_secretariat:
        return
    if number := rows.filter(status=Example.Status.SENT).count():
        title = ngettext("%d eksempel venter på svar", "%d eksempler venter på svar", number)
        url = reverse("knowledge:example_queue")
        yield Step(title % number, _("Gode eksempler"), url, _("Se dem"))
