"""The set-up check, for those who can mend what it finds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from referenceledelse.core.web.access import demand
from referenceledelse.overview.pages.setup import State, grouped
from roles.views.ways import way_back


@require_safe
def setup(request: HttpRequest) -> HttpResponse:
    """Each line with why it matters and where it is mended; green where all is well."""
    demand(request.user, "overview.see_setup")
    groups = grouped()
    states = [line.state for _name, lines in groups for line in lines]
    context = {
        "groups": groups,
        "missing": states.count(State.MISSING),
        "odd": states.count(State.ODD),
        **way_back("secretariat"),
        "may_see_overview": request.user.is_secretariat,
    }
    return render(request, "overview/setup/setup.html", context)
