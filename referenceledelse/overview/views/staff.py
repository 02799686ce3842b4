"""A line manager's page about the own people in networks."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from referenceledelse.core.web.access import demand
from referenceledelse.overview.pages.staff import staff_of
from referenceledelse.overview.pages.steps.step import MOST
from roles.models import User, manages
from themes.models import Encouragement, MemberRequest
from themes.queries.network import promises

# So many that hardly anyone turns a page, since the whole is what one prints.
PAGE = 100


@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """Who takes part in what, and how many hours they have for it; on screen and on paper."""
    demand(request.user, "overview.see_staff")
    found = staff_of(request.user)
    own = urlencode({"enhed": [unit.pk for unit in found.units]}, doseq=True)
    context = {
        "staff": found,
        "page_obj": Paginator(found.lines, PAGE).get_page(request.GET.get("page")),
        "own_units": own,
        "wishes": _wishes(request.user),
        "encouragements": _encouragements(request.user),
    }
    return render(request, "overview/staff/staff.html", context)


def _wishes(user: User) -> list[MemberRequest]:
    """What the manager's own people have asked for and have no yes or no to."""
    rows = MemberRequest.objects.visible_to(user).open().wanted()
    rows = rows.filter(manages(user.pk, "person"))
    wishes = list(rows.select_related("person", "theme")[:MOST])
    promised = promises(wishes)
    for wish in wishes:
        wish.promised = promised.get(wish.pk)
        wish.is_refused = wish.not_now_by_id == user.pk
    return wishes


def _encouragements(user: User) -> list[Encouragement]:
    """The newest that the manager has sent to own people, and whether they were followed."""
    own = Encouragement.objects.visible_to(user).filter(manages(user.pk, "person"), manager=user)
    rows = own.with_state()
    return list(rows.select_related("person", "theme", "course")[:MOST])
