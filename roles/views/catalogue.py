"""The pages about the roles of the network organisation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roles.models import Role, RoleKey


@require_safe
def role_list(request: HttpRequest) -> HttpResponse:
    """The roles of the network organisation."""
    return render(request, "roles/list.html", {"roles": Role.objects.visible_to(request.user)})


@require_safe
def role(request: HttpRequest, key: str) -> HttpResponse:
    """One role and its points, on screen and as a sheet of paper."""
    roles = Role.objects.visible_to(request.user)
    row = get_object_or_404(roles, key=key)
    context = {
        "role": row,
        "points": row.points.current().order_by("order"),
        "others": roles.exclude(pk=row.pk),
        "has_duties": row.key == RoleKey.REFERENCE_LEADER,
        "parents": [(reverse("roles:list"), _("Roller"))],
    }
    return render(request, "roles/role.html", context)
