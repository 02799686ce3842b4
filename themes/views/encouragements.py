"""A line manager encourages an employee, who may put the line away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from referenceledelse.core.web.access import demand
from referenceledelse.core.web.numbers import whole
from referenceledelse.core.web.pageflow import done, form_methods, posted
from roles.views.ways import way_back
from themes.forms.encouragements import EncouragementForm
from themes.models import Encouragement
from themes.services import encouragements as services


@sensitive_post_parameters()
@form_methods
def encourage(request: HttpRequest) -> HttpResponse:
    """Point an employee to a theme or a course; the address may name them."""
    demand(request.user, "themes.begin_encouragement")
    named = {"person": "medarbejder", "theme": "tema", "course": "kursus"}
    initial = {name: whole(request.GET.get(key)) for name, key in named.items()}
    form = EncouragementForm(posted(request), user=request.user, initial=initial)
    said = _("Din opfordring står nu på medarbejderens startside.")
    if answered := done(request, form, services.encourage, said, goal="staff"):
        return answered
    context = {"form": form, **way_back("staff")}
    return render(request, "themes/encouragements/encourage.html", context)


@require_POST
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an encouragement away."""
    rows = Encouragement.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related("manager"), pk=pk)
    services.hide_encouragement(encouragement=row, by=request.user)
    said = _("%(name)s får ikke dit svar at se. Tal gerne med din leder.")
    messages.success(request, said % {"name": row.manager.name})
    return redirect("start")
