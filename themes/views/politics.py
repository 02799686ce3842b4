"""Political interplay: the assessment that counts, those before it, and the wish for a new one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from referenceledelse.access import demand, is_allowed
from referenceledelse.errors import Stale
from referenceledelse.numbers import whole
from themes.forms.politics import AskForm, AssessmentForm
from themes.models import Assessment, AssessmentRequest, Theme
from themes.services import politics as services
from themes.views.room import done, form_methods, frame, posted, theme_of

PAGE = 25


@require_safe
def politics(request: HttpRequest, slug: str) -> HttpResponse:
    """What the reference leader thinks the theme needs of the politicians."""
    theme = theme_of(request, slug)
    rows = Assessment.objects.visible_to(request.user).filter(theme=theme)
    rows = rows.select_related("committee", "created_by")
    wishes = AssessmentRequest.objects.visible_to(request.user).filter(theme=theme).open()
    earlier = Paginator(rows.filter(is_current=False), PAGE).get_page(request.GET.get("page"))
    wish = AssessmentRequest(theme=theme)
    context = frame(request, theme, "politics") | {
        "current": rows.filter(is_current=True).first(),
        "page_obj": earlier,
        "wish": wishes.select_related("created_by").first(),
        "may_write": is_allowed(request.user, "themes.write_politics", wish),
        "may_ask": is_allowed(request.user, "themes.ask_for_assessment", wish),
    }
    return render(request, "themes/politics.html", context)


@form_methods
def assess(request: HttpRequest, slug: str) -> HttpResponse:
    """Date a new assessment; it begins with what counts now, or what is usual for the type."""
    theme = theme_of(request, slug)
    rows = Assessment.objects.visible_to(request.user).filter(theme=theme)
    current = rows.filter(is_current=True).select_related("committee", "created_by").first()
    row = Assessment(theme=theme, created_by=request.user, **_begun(theme, current))
    demand(request.user, "themes.write_politics", row)
    form = AssessmentForm(posted(request), record=row, user=request.user)
    replaces = request.POST.get("replaces", current.pk if current else "")
    context: dict[str, Any] = {"form": form, "current": current, "replaces": replaces}
    if form.is_bound and form.is_valid():
        for name, value in form.values().items():
            setattr(row, name, value)
        try:
            told = {"assessment": row, "replaces": whole(str(replaces))}
            if answer := done(request, form, services.assess, _("Vurderingen er gemt."), **told):
                return answer
        except Stale:
            context |= _conflict(form, current)
    status = 409 if "conflicts" in context else 200
    context |= frame(request, theme, "politics")
    return render(request, "themes/assess.html", context, status=status)


def _begun(theme: Theme, current: Assessment | None) -> dict[str, Any]:
    if current:
        return {"interplay": current.interplay, "committee": current.committee}
    kind = theme.type
    return {"interplay": kind.usual_interplay, "committee": kind.usual_committee}


def _conflict(form: AssessmentForm, current: Assessment) -> dict[str, Any]:
    """What was typed beside the assessment that came meanwhile; it is replaced next time."""
    stored = {name: getattr(current, name) for name in form.told()}
    rows = form.conflicts_with(stored, current.version)
    return {"conflicts": rows, "who": current.created_by.name, "replaces": current.pk}


@form_methods
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """The network leader asks the reference leader to look at it."""
    theme = theme_of(request, slug)
    demand(request.user, "themes.ask_for_assessment", AssessmentRequest(theme=theme))
    form = AskForm(posted(request))
    if form.is_bound and form.is_valid():
        said = _("Referencelederen kan nu se dit ønske på sin startside.")
        verb, told = services.ask_for_assessment, form.cleaned_data
        if answer := done(request, form, verb, said, theme=theme, **told):
            return answer
    context = {"form": form, "title": _("Bed om en politisk vurdering")}
    return render(request, "themes/record.html", frame(request, theme, "politics") | context)
