"""A question set as one of the two meets it before a conversation."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from dialogues.forms.reflections import ReflectionForm
from dialogues.models import QuestionSet
from dialogues.models.questions import Occasion
from roles.models import RoleKey, RolePoint
from themes.models import LEADING

LANGUAGES = dict(settings.LANGUAGES)


def page(request: HttpRequest, row: QuestionSet, side: str, language: str) -> HttpResponse:
    """The preparation's own form and template part, in the language asked for; nothing is saved."""
    if side not in LEADING or language not in LANGUAGES:
        raise Http404
    own_language = translation.get_language()
    with translation.override(language):
        context = {
            "question_set": row,
            "form": _form(row, side),
            "save_url": "",
            "side": side,
            "shown_in": language,
            "own_language": own_language,
            "sides": [(key, RoleKey(key).label) for key in LEADING],
            "languages": settings.LANGUAGES,
        }
        return render(request, "admin/dialogues/questionset/preview.html", context)


def _form(row: QuestionSet, side: str) -> ReflectionForm:
    """The pulse asks its questions alone; before a conversation the ten duties come too."""
    duties = RolePoint.objects.duties().current().order_by("order")
    form = ReflectionForm(
        saved={},
        questions=list(row.questions.all()),
        points=[] if row.kind == Occasion.PULSE else list(duties),
        side=side,
    )
    for field in form.fields.values():
        field.disabled = True
    return form
