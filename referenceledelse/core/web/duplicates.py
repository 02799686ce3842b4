"""A button in the administration that makes a copy to begin from."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from referenceledelse.core.web.forms import LineField
from referenceledelse.core.web.numbers import whole
from referenceledelse.core.web.pageflow import saved


class CopyForm(forms.Form):
    """What the copy is to be called."""

    def __init__(self, data: Any, *, called: str, longest: int) -> None:
        super().__init__(data, initial={"name": _("%(name)s (kopi)") % {"name": called}})
        self.fields["name"] = LineField(label=gettext_lazy("Titel"), max_length=longest)
        self.fields["name"].widget.attrs["class"] = "vTextField"


class DuplicableAdmin:
    """For a ModelAdmin whose rows can be copied; ``duplicate`` calls the verb of the domain."""

    name_field: str
    copy_explanation: Promise

    def duplicate(self, row: Any, name: str, by: Any) -> Model:
        raise NotImplementedError

    def copied(self, row: Any) -> str:
        """The URL to edit the copy."""
        return reverse(self._address("change"), args=[row.pk])

    def _address(self, name: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}"

    def get_urls(self) -> list[URLPattern]:
        name = self._address("duplicate").removeprefix("admin:")
        view = self.admin_site.admin_view(self.duplicate_view)
        return [path("<key:pk>/dubler/", view, name=name), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = {**(extra_context or {})}
        if self.has_add_permission(request) and whole(object_id):
            context["duplicate_url"] = reverse(self._address("duplicate"), args=[object_id])
        return super().change_view(request, object_id, form_url, context)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def duplicate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what the copy is called, make it, and go on with it."""
        row = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_add_permission(request):
            raise PermissionDenied
        longest = self.opts.get_field(self.name_field).max_length
        data = request.POST if request.method == "POST" else None
        form = CopyForm(data, called=str(row), longest=longest)
        if copy := saved(request, form, partial(self.duplicate, row), beside="name"):
            messages.success(request, _("Kopien er klar til at blive rettet."))
            return redirect(self.copied(copy))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Dublér"),
            "subtitle": str(row),
            "form": form,
            "original": row,
            "opts": self.opts,
            "explanation": self.copy_explanation,
        }
        return TemplateResponse(request, "admin/duplicate.html", context)
