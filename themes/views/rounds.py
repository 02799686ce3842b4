"""The secretariat begins a round: days and forum, then what the proposers will see."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from referenceledelse.core.web.access import demand
from referenceledelse.core.web.checking import check
from referenceledelse.core.web.errors import Refused
from referenceledelse.core.web.pageflow import form_methods, posted, refuse
from roles.views.ways import below_secretariat
from themes.forms.rounds import RoundForm
from themes.models import Round, ThemeQuestion
from themes.services import rounds as services


@form_methods
def new_round(request: HttpRequest) -> HttpResponse:
    """Two steps in one form: nothing is kept before ``create``; ``back`` keeps what was typed."""
    demand(request.user, "themes.begin_round")
    form = RoundForm(posted(request), initial=services.suggested_round())
    is_ready = form.is_bound and form.is_valid() and _fits(form)
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
        **below_secretariat((reverse("themes:rounds"), _("Runder"))),
    }
    return render(request, "themes/rounds/new.html", context)


def _fits(form: RoundForm) -> bool:
    """Whether the rules of a round allow it; the form then says why not."""
    if services.same_round(form.cleaned_data):
        return True
    try:
        check(Round(**form.cleaned_data))
    except Refused as refusal:
        refuse(form, refusal)
        return False
    return True
