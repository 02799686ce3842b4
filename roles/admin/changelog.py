"""The change log."""

from collections.abc import Iterator
from typing import Any

# This registers the library's own page, which ours takes the place of below.
import auditlog.admin  # noqa: F401
from auditlog import get_logentry_model
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.core.web.admin import ReadOnlyAdmin
from roles import changelog

LogEntry = get_logentry_model()

# The library has no Danish words for its log.
apps.get_app_config("auditlog").verbose_name = gettext_lazy("Ændringslog")
LogEntry._meta.verbose_name = gettext_lazy("ændring")
LogEntry._meta.verbose_name_plural = gettext_lazy("ændringer")
LogEntry._meta.get_field("timestamp").verbose_name = gettext_lazy("tidspunkt")
LogEntry._meta.get_field("object_repr").verbose_name = gettext_lazy("navn")
LogEntry._meta.get_field("action").verbose_name = gettext_lazy("handling")
admin.site.unregister(LogEntry)


# What the library keeps as 0, 1 and 2.
DEEDS = (gettext_lazy("oprettet"), gettext_lazy("ændret"), gettext_lazy("slettet"))


class DeedFilter(admin.ChoicesFieldListFilter):
    """What was done, in the words of the list; that someone has looked is not logged."""

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        for choice, title in zip(super().choices(changelist), (_("Alle"), *DEEDS), strict=False):
            yield {**choice, "display": title}


# How many changes of one row are told.
TOLD = 200


class LoggedHistory:
    """For a ModelAdmin: the history of a row is what the change log tells of it."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None or not request.user.has_perm("auditlog.view_logentry"):
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        rows = LogEntry.objects.get_for_object(row).select_related("actor", "content_type")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Historik"),
            "opts": self.opts,
            "row": row,
            "entries": [_told(entry) for entry in rows[:TOLD]],
        }
        return render(request, "admin/change_log_of_row.html", context)


def _told(entry: Any) -> dict[str, Any]:
    page = admin.site.get_model_admin(LogEntry)
    return {
        "moment": page.moment(entry),
        "who": page.who(entry),
        "deed": page.deed(entry),
        "changes": page.changes_in_words(entry),
    }


@admin.register(LogEntry)
class ChangeAdmin(ReadOnlyAdmin):
    """Who changed what, and when; longer texts are named, never shown."""

    list_display = ("moment", "who", "kind", "object_repr", "deed", "changed_fields")
    fields = ("moment", "who", "kind", "object_repr", "deed", "changes_in_words")
    readonly_fields = fields
    list_filter = (("action", DeedFilter),)
    list_select_related = ("actor", "content_type")
    search_fields = ("object_repr", "actor__name")
    date_hierarchy = "timestamp"
    list_display_links = ("moment",)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["subtitle"] = f"{kwargs['obj'].object_repr}: {self.deed(kwargs['obj'])}"
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=gettext_lazy("tidspunkt"), ordering="timestamp")
    def moment(self, obj: Any) -> str:
        return date_format(localtime(obj.timestamp), "SHORT_DATETIME_FORMAT")

    @admin.display(description=gettext_lazy("hvem"))
    def who(self, obj: Any) -> str:
        return str(obj.actor or _("systemet"))

    @admin.display(description=gettext_lazy("slags"))
    def kind(self, obj: Any) -> str:
        return obj.content_type.name

    @admin.display(description=gettext_lazy("handling"))
    def deed(self, obj: Any) -> str:
        return str(DEEDS[obj.action])

    @admin.display(description=gettext_lazy("felter"))
    def changed_fields(self, obj: Any) -> str:
        """Of a row that was changed; a new one has them all."""
        is_change = obj.action == LogEntry.Action.UPDATE
        return ", ".join(changelog.field_names(obj)) if is_change else ""

    @admin.display(description=gettext_lazy("ændringer"))
    def changes_in_words(self, obj: Any) -> str:
        return format_html_join(SafeString("<br>"), "{}: {}", changelog.in_words(obj))
