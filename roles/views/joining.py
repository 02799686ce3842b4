"""Two that are one: accounts of the same person, and units; and a unit's new name or place."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from referenceledelse.core.web.access import demand, is_allowed
from referenceledelse.core.web.pageflow import done, form_methods, form_page, posted, saved
from roles.forms.accounts import OtherAccountForm, OtherUnitForm, UnitForm
from roles.models import Unit, User
from roles.queries.joining import counted
from roles.queries.joining.relations import is_untouched
from roles.services import joining
from roles.views.ways import way_back


@form_methods
def join_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the other account, look at what follows, and say yes."""
    keep = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    demand(request.user, "roles.keep_person", keep)
    form = OtherAccountForm(_chosen(request, "konto"), keep=keep)
    other = form.cleaned_data["konto"] if form.is_bound and form.is_valid() else None
    if other and not is_allowed(request.user, "roles.keep_person", other):
        raise PermissionDenied
    if other and request.method == "POST" and (answer := _joined(request, form, keep, other)):
        return answer
    context = {"keep": keep, "other": other, "form": form, **way_back("roles:people", keep)}
    context |= _what(keep, other) | {"waits": other is not None and not is_untouched(other)}
    return form_page(request, "roles/joining/person.html", context)


def _chosen(request: HttpRequest, field: str) -> Any:
    """What was chosen to look at, or to do."""
    return request.POST or (request.GET if field in request.GET else None)


def _joined(
    request: HttpRequest, form: OtherAccountForm, keep: User, other: User
) -> HttpResponse | None:
    takes_address = "takes_address" in request.POST
    is_done = saved(request, form, joining.join_people, keep=keep, takes_address=takes_address)
    if is_done is None:
        return None
    if is_done:
        messages.success(request, _("De to konti er nu én."))
        return redirect(keep)
    messages.success(request, _("Kontiene bliver samlet, når ejeren siger ja."))
    return redirect("roles:change_email", other.pk)


@form_methods
def join_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the unit that is no longer, look at what follows, and say yes."""
    demand(request.user, "roles.administer")
    units = Unit.objects.visible_to(request.user)
    keep = get_object_or_404(units, pk=pk)
    form = OtherUnitForm(_chosen(request, "enhed"), keep=keep, among=units)
    other = form.cleaned_data["enhed"] if form.is_bound and form.is_valid() else None
    if other and request.method == "POST":
        said, told = _("De to enheder er nu én."), {"goal": keep, "keep": keep}
        if answered := done(request, form, joining.join_units, said, **told):
            return answered
    context = {"keep": keep, "other": other, "form": form, **way_back("roles:units", keep)}
    return form_page(request, "roles/joining/unit.html", context | _what(keep, other))


@form_methods
def edit_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or another place; themes, people and history follow."""
    demand(request.user, "roles.administer")
    units = Unit.objects.visible_to(request.user)
    unit = get_object_or_404(units, pk=pk)
    form = UnitForm(posted(request), unit=unit, among=units)
    said = _("Enheden er ændret. Temaer, personer og historik er fulgt med.")
    if answered := done(request, form, joining.move_unit, said, goal=unit, unit=unit):
        return answered
    return form_page(
        request,
        "roles/units/edit.html",
        {"unit": unit, "form": form, **way_back("roles:units", unit)},
    )


def _what(keep: User | Unit, other: User | Unit | None) -> dict[str, Any]:
    """What follows, and what stands in the way."""
    if other is None:
        return {"follows": [], "blockers": []}
    with transaction.atomic():
        blockers = list(joining.reasons_against(keep, other))
    return {"follows": counted(other), "blockers": blockers}
