"""The page on which many assignments get the same last day: the day, a look, and then the yes."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from referenceledelse.core.text.days import Day
from referenceledelse.core.web.pageflow import saved
from themes.services.assignments import Ending, end_many, fingerprint_of


class EndingForm(forms.Form):
    ends_on = Day(label=gettext_lazy("Sidste dag i rollen"), initial=timezone.localdate)


def end_chosen(
    model_admin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet
) -> HttpResponse | None:
    """Ask for the day, show who ends and who cannot, and end them when that is confirmed."""
    rows = list(queryset.select_related("theme__phase", "role", "person"))
    is_sent = "look" in request.POST or "end" in request.POST
    form = EndingForm(request.POST if is_sent else None)
    found: list[Ending] | None = None
    if form.is_bound and form.is_valid():
        ends_on, seen = form.cleaned_data["ends_on"], request.POST.get("seen", "")
        told = {"assignments": rows, "seen": seen}
        if "end" in request.POST and (ended := saved(request, form, end_many, **told)):
            _tell(request, ended)
            return None
        found = end_many(assignments=rows, ends_on=ends_on, by=request.user, is_try=True)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": gettext_lazy("Afslut udpegninger"),
        "form": form,
        "rows": rows,
        "found": found,
        "seen": "" if found is None else fingerprint_of(found, ends_on),
        "can_end": bool(found) and not all(one.refusal for one in found),
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return render(request, "admin/themes/assignment/end_many.html", context)


def _tell(request: HttpRequest, found: list[Ending]) -> None:
    ended = [one for one in found if not one.refusal]
    said = ngettext("%(n)s udpegning er afsluttet.", "%(n)s udpegninger er afsluttet.", len(ended))
    messages.success(request, said % {"n": len(ended)})
    for one in found:
        if one.refusal:
            messages.warning(request, f"{one.assignment}: {one.refusal}")
