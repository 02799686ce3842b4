"""The pages about the roles of the network organisation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from roles.models import THE_THREE, Course, Role, RoleKey
from roles.views.ways import way_back


@require_safe
def role_list(request: HttpRequest) -> HttpResponse:
    """The three roles, the secretariat that supports them, and what the municipality has added."""
    roles = list(Role.objects.visible_to(request.user))
    context = {
        "roles": [role for role in roles if role.key in THE_THREE],
        "supporting": [role for role in roles if role.key == RoleKey.SECRETARIAT],
        "added": [role for role in roles if role.key not in (*THE_THREE, RoleKey.SECRETARIAT)],
    }
    return render(request, "roles/catalogue/list.html", context)


@require_safe
def role(request: HttpRequest, key: str) -> HttpResponse:
    """One role and its points, on screen and as a sheet of paper."""
    roles = Role.objects.visible_to(request.user)
    row = get_object_or_404(roles, key=key)
    may_lead = row.key == RoleKey.NETWORK_LEADER
    courses = Course.objects.visible_to(request.user).for_role(row.key)
    context = {
        "role": row,
        "courses": courses if may_lead else (),
        "points": row.points.current().order_by("order"),
        "others": roles.exclude(pk=row.pk),
        "has_duties": row.key == RoleKey.REFERENCE_LEADER,
        **way_back("roles:list"),
    }
    return render(request, "roles/catalogue/role.html", context)
