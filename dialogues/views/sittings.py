"""The half-yearly confirmation: one duty at a time, and the other's yes at the end."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dialogues.forms.duties import SayForm
from dialogues.models import Duty, Sitting, SittingDuty
from dialogues.pages.sittings import open_sittings, sitting_page
from dialogues.queries.duties import status_today
from dialogues.services import sittings as services
from referenceledelse.core.web.access import demand
from referenceledelse.core.web.errors import Refused
from referenceledelse.core.web.htmx import render_page, wants_fragment
from referenceledelse.core.web.pageflow import form_methods, pressed
from roles.views.ways import way_back
from themes.models import Theme


@form_methods
def sitting(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the two are in going through the ten; with POST, begin."""
    theme = _theme(request, slug)
    if request.method == "POST":
        services.start_sitting(theme=theme, by=request.user)
        return redirect("dialogues:sitting", slug=slug)
    return _answer(request, theme, key=request.GET.get("opgave", ""))


@require_POST
def say(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Say how one duty stands; the next one comes by itself."""
    theme = _theme(request, slug)
    row = get_object_or_404(open_sittings(theme, request.user))
    line = get_object_or_404(row.duties.select_related("duty__point"), duty__key=key)
    line.duty.theme = theme
    form = SayForm(_said(request, line.duty), duty=line.duty)
    if not form.is_valid():
        return _answer(request, theme, key=key, form=form)
    told = {"sitting": row, "key": key, "reason": line.duty.reason, **form.cleaned_data}
    if refusal := pressed(request, services.say, **told):
        return _answer(request, theme, key=key, refusal=refusal)
    if wants_fragment(request):
        return _answer(request, theme)
    return redirect("dialogues:sitting", slug=slug)


def _said(request: HttpRequest, duty: Duty) -> Any:
    """What was posted; the button "still so" says the status that the duty has today."""
    data = request.POST.copy()
    if "still" in data:
        data["status"] = status_today(duty)
    return data


@require_POST
def conclude(request: HttpRequest, slug: str) -> HttpResponse:
    """Finish, take up again, confirm or give up."""
    theme = _theme(request, slug)
    rows = Sitting.objects.visible_to(request.user).filter(theme=theme)
    row = get_object_or_404(rows.filter(dropped_at=None)[:1])
    verbs = {
        "finish": (services.finish_sitting, _("Nu mangler kun, at %(name)s bekræfter.")),
        "take_up": (services.take_up_sitting, _("Gennemgangen er genoptaget.")),
        "confirm": (services.confirm_sitting, _("I har begge bekræftet alle ti opgaver.")),
        "drop": (services.drop_sitting, _("Gennemgangen er afbrudt. Ingen opgaver er ændret.")),
    }
    if request.POST.get("verb") not in verbs:
        raise BadRequest
    verb, said = verbs[request.POST["verb"]]
    verb(sitting=row, by=request.user)
    messages.success(request, said % {"name": row.other(request.user).name})
    return redirect("dialogues:sitting", slug=slug)


def _theme(request: HttpRequest, slug: str) -> Theme:
    theme = get_object_or_404(Theme.objects.visible_to(request.user).with_people(), slug=slug)
    demand(request.user, "dialogues.see_shared", theme)
    return theme


def _answer(
    request: HttpRequest,
    theme: Theme,
    *,
    key: str = "",
    form: SayForm | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    page = sitting_page(theme, request.user, key)
    here = page["here"]
    context = page | {
        "form": form or (_form(here) if here else None),
        "section": "themes",
        "refusal": refusal.message if refusal else "",
        "said": "",
        **way_back(theme),
    }
    status = refusal.status if refusal else 200
    return render_page(
        request, "dialogues/sittings/sitting.html", context, fragment="sitting-now", status=status
    )


def _form(line: SittingDuty) -> SayForm:
    initial = {"status": line.status, "seen": line.status}
    return SayForm(duty=line.duty, initial=initial)
