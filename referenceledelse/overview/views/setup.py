"""The set-up check, for those who can mend what it finds."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from referenceledelse.access import demand
from referenceledelse.overview.setup import State, check_setup


@require_safe
def setup(request: HttpRequest) -> HttpResponse:
    """Each line with why it matters and where it is mended; green where all is well."""
    demand(request.user, "overview.see_setup")
    lines = check_setup()
    context = {
        "groups": [(group, list(rows)) for group, rows in groupby(lines, lambda line: line.group)],
        "missing": sum(line.state == State.MISSING for line in lines),
        "odd": sum(line.state == State.ODD for line in lines),
        "parents": [(reverse("secretariat"), _("Sekretariat"))],
        "section": "secretariat",
        "may_see_overview": request.user.is_secretariat,
    }
    return render(request, "overview/setup.html", context)
