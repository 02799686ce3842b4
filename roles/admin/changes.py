"""The change log."""

from collections.abc import Iterator
from typing import Any

# Imported for what it registers, which is taken off again below.
import auditlog.admin  # noqa: F401
from auditlog import get_logentry_model
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.admin import ReadOnlyAdmin
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


# In the order of the log's own numbers.
DEEDS = (gettext_lazy("oprettet"), gettext_lazy("ændret"), gettext_lazy("slettet"))


class DeedFilter(admin.ChoicesFieldListFilter):
    """What was done, in the words of the list; that someone has looked is not logged."""

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        for choice, title in zip(super().choices(changelist), (_("Alle"), *DEEDS), strict=False):
            yield {**choice, "display": title}


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
