"""Political interplay: the assessment that counts, those before it, and the wish for a new one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.filters import paged
from referenceledelse.core.web.numbers import whole
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted
from roles.models import User
from themes.forms.politics import AssessmentForm, AssessmentRequestForm
from themes.models import Assessment, AssessmentRequest, CommitteeMeeting, Theme
from themes.services import politics as services
from themes.views.rooms import frame, theme_of


@require_safe
def politics(request: HttpRequest, slug: str) -> HttpResponse:
    """What the reference leader thinks the theme needs of the politicians."""
    theme = theme_of(request, slug)
    rows = Assessment.objects.visible_to(request.user).filter(theme=theme)
    rows = rows.select_related("committee", "created_by")
    wishes = AssessmentRequest.objects.visible_to(request.user).filter(theme=theme).open()
    wish = AssessmentRequest(theme=theme)
    meetings = CommitteeMeeting.objects.visible_to(request.user).filter(theme=theme)
    context = frame(request, theme, "politics") | {
        "current": rows.filter(is_current=True).first(),
        "page_obj": paged(request, rows.filter(is_current=False)),
        "wish": wishes.select_related("created_by").first(),
        "meetings": meetings.select_related("committee"),
        "may_meet": is_allowed(request.user, "themes.write_committee_meeting", wish),
        "may_write": is_allowed(request.user, "themes.write_politics", wish),
        "may_ask": is_allowed(request.user, "themes.ask_for_assessment", wish),
    }
    return render(request, "themes/politics/politics.html", context)


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

    def write(by: User, **told: Any) -> Assessment:
        for name, value in told.items():
            setattr(row, name, value)
        return services.assess(assessment=row, by=by, replaces=whole(str(replaces)))

    told = {"row": current, "stored": lambda now: {n: getattr(now, n) for n in form.told()}}
    if answer := done(request, form, write, _("Vurderingen er gemt."), **told):
        return answer
    context = {"form": form, "current": current, "replaces": replaces}
    if form.conflicts is not None:
        # The one that came meanwhile is replaced next time.
        context |= {"who": current.created_by.name, "replaces": current.pk}
    return form_page(
        request, "themes/politics/assess.html", frame(request, theme, "politics") | context
    )


def _begun(theme: Theme, current: Assessment | None) -> dict[str, Any]:
    if current:
        names = ("interplay", "committee", "tells", "asks")
        return {name: getattr(current, name) for name in names}
    kind = theme.type
    return {"interplay": kind.usual_interplay, "committee": kind.usual_committee}


@form_methods
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """The network leader asks the reference leader to look at it."""
    theme = theme_of(request, slug)
    demand(request.user, "themes.ask_for_assessment", AssessmentRequest(theme=theme))
    form = AssessmentRequestForm(posted(request))
    said = _("Referencelederen kan nu se dit ønske på sin startside.")
    if answer := done(request, form, services.ask_for_assessment, said, theme=theme):
        return answer
    context = {"form": form, "title": _("Bed om en politisk vurdering")}
    return render(
        request, "themes/records/record.html", frame(request, theme, "politics") | context
    )
