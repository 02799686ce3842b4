"""The secretariat begins a round: days and forum, then what the proposers will see."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check
from referenceledelse.core.web.pageflow import form_methods, posted, saved
from roles.models import User
from roles.views.ways import way_back
from themes.forms.rounds import RoundForm
from themes.models import Round, ThemeQuestion
from themes.services import rounds as services


@form_methods
def new_round(request: HttpRequest) -> HttpResponse:
    """Two steps in one form: nothing is kept before ``create``; ``back`` keeps what was typed."""
    demand(request.user, "themes.begin_round")
    form = RoundForm(posted(request), initial=services.suggested_round())
    is_ready = saved(request, form, _look) is not None
    if is_ready and "create" in request.POST:
        row = services.begin_round(by=request.user, **form.cleaned_data)
        messages.success(request, _("Runden er oprettet, og alle medarbejdere kan se den."))
        return redirect(row)
    is_preview = is_ready and "back" not in request.POST
    marks = ThemeQuestion.objects.filter(purpose=ThemeQuestion.Purpose.PROPOSAL, is_active=True)
    context = {
        "form": form,
        "row": Round(**form.cleaned_data) if is_preview else None,
        "marks": marks.order_by("order", "pk") if is_preview else [],
        **way_back("secretariat", "themes:rounds"),
    }
    return render(request, "themes/rounds/new.html", context)


def _look(*, by: User, **fields: Any) -> None:
    """Raise ``Refused`` where the rules of a round do not allow it; nothing is kept."""
    if not services.same_round(fields):
        check(Round(**fields))
