"""What every page of the administration has in common: its name, and what it will not do."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest
from django.db import IntegrityError, models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referenceledelse.core.text.cleaning import clean, one_line
from referenceledelse.core.text.days import Day, DayAndHour, Hour
from referenceledelse.core.text.search import containing
from referenceledelse.core.web.choosing import DanishList, autocomplete, chosen_as, to_choose
from referenceledelse.core.web.errors import Refused
from referenceledelse.core.web.forms import CleanEmail, refuse_control_characters
from referenceledelse.core.web.numbers import whole
from referenceledelse.core.web.opened import OpenedAdmin

admin.site.site_header = gettext_lazy("Referenceledelse – administration")
admin.site.site_title = gettext_lazy("Administration af Referenceledelse")
admin.site.index_title = gettext_lazy("Personer, temaer og tekster")
admin.site.empty_value_display = "–"
# The administration signs in through allauth too, with its limits on attempts.
admin.site.login = secure_admin_login(admin.site.login)
# People and themes are never deleted by the dozen.
admin.site.disable_action("delete_selected")
# So that what each search field suggests tells rows of one name apart.
admin.site.autocomplete_view = autocomplete

# DateTimeField is a DateField too; Django takes the override of the nearest class.
DATES = {models.DateTimeField: DayAndHour, models.DateField: Day, models.TimeField: Hour}


class CleanText(forms.CharField):
    """Text as it is kept; of several lines where the browser lets one type them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators.append(refuse_control_characters)

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        return clean(text).strip() if text and "\n" in text else text and one_line(text)


class PlainFields:
    """Fields without the four small buttons that lead to the row which is pointed at.

    Text is cleaned, dates are read as everywhere else, and rows of one name are told apart.

    ``help_texts`` says by field what the one who edits may wonder about.
    """

    help_texts: Mapping[str, Promise] = {}
    formfield_overrides: ClassVar = {
        models.CharField: {"form_class": CleanText},
        models.TextField: {"form_class": CleanText},
        models.EmailField: {"form_class": CleanEmail},
        models.SlugField: {"form_class": forms.SlugField},
    }

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        way = next((DATES[kind] for kind in type(db_field).__mro__ if kind in DATES), None)
        kwargs = {"form_class": way, **kwargs} if way and not db_field.choices else kwargs
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = to_choose(field.queryset)
            field.label_from_instance = chosen_as
        if field and db_field.name in self.help_texts:
            field.help_text = self.help_texts[db_field.name]
        return field


class KeptAdmin(OpenedAdmin, PlainFields, admin.ModelAdmin):
    """Rows that are never deleted; the URL can filter only by ``list_filter``."""

    view_on_site = False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DanishList

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Django takes the keys in an address and in an action for numbers without looking.
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValueError as error:
            raise BadRequest from error

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changelist_view(request, *args, **kwargs)
        except ValueError as error:
            raise BadRequest from error

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address fills in, without keys that no row has."""
        fields = {field.name: field for field in self.opts.fields}
        return {
            name: value
            for name, value in super().get_changeform_initial_data(request).items()
            if not _is_number(fields.get(name)) or whole(value) is not None
        }

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the page has a filter for.

        Django lets the address ask about any column of the row; so a column that the page does
        not show could be guessed letter by letter.
        """
        filters = [f[0] if isinstance(f, tuple) else f for f in self.get_list_filter(request)]
        names = {name for name in (*filters, self.date_hierarchy) if isinstance(name, str)}
        own = (f for f in filters if isinstance(f, type) and issubclass(f, admin.SimpleListFilter))
        names |= {one.parameter_name for one in own}
        has_filter = any(lookup == name or lookup.startswith(f"{name}__") for name in names)
        return has_filter and super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Search as the rest of the site does: Danish letters in either case, on both databases."""
        words = search_term.replace("\x00", "")
        return queryset.filter(containing(words, *self.get_search_fields(request))), False


def _is_number(field: models.Field | None) -> bool:
    """Whether the field points at rows by number."""
    return bool(field and field.is_relation and isinstance(field.target_field, models.AutoField))


class GivenAdmin(KeptAdmin):
    """Rows that others make: here they are edited, and none is added."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


class ReadOnlyAdmin(GivenAdmin):
    """Rows that the administration only looks at."""

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class DatabaseRulesAdmin(KeptAdmin):
    """Explains an ``IntegrityError`` from a simultaneous save."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError as error:
            raise Refused(
                _("En anden har gemt noget på samme tid. Åbn siden igen, og prøv en gang til.")
            ) from error
