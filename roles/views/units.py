"""The pages about the units of the base organisation."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from referenceledelse.core.text.order import alphabetical
from referenceledelse.core.web.filters import paged
from roles.models import Unit, User
from roles.queries import people
from roles.queries.line_managers import manager_of
from roles.views.ways import way_back

UNIT_MANAGERS = ("manager", "parent__manager")


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """The base organisation as a tree."""
    return render(request, "roles/units/tree.html", {"branches": people.tree(_units(request.user))})


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit: who manages it, what is below it, who works there, and which themes touch it."""
    row = get_object_or_404(_units(request.user), pk=pk)
    staff = row.people.visible_to(request.user).working().order_by(alphabetical("name"), "pk")
    running, closed = people.themes_of(row, request.user)
    above = Unit.objects.visible_to(request.user).ancestors(row)
    below = row.children.visible_to(request.user).select_related(*UNIT_MANAGERS)
    context = {
        "unit": row,
        "manager": manager_of(row),
        "above": above,
        "below": [(part, manager_of(part)) for part in below],
        "page_obj": paged(request, staff),
        "running": running,
        "closed": closed,
        **way_back("roles:units", *above),
    }
    return render(request, "roles/units/unit.html", context)


def _units(user: User) -> QuerySet[Unit]:
    return Unit.objects.visible_to(user).with_tree_fields().select_related(*UNIT_MANAGERS)
