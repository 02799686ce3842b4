"""Rows that come from a file and go to one."""

import tempfile
from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm
from import_export.results import RowResult

from referenceledelse.admin import DatabaseRulesAdmin
from roles.resources import DanishCSV


class FileForm(ImportForm):
    """Which file to read; the columns are named on the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["import_file"].label = _("Fil (CSV)")
        self.fields["format"].widget = forms.HiddenInput()
        self.initial["format"] = "0"


class ConfirmForm(ConfirmImportForm):
    """A yes to what the preview showed; the file is one that was sent a moment ago, no other."""

    import_file_name = forms.RegexField(
        r"(^|/)tmp\w{8}$",
        widget=forms.HiddenInput,
        error_messages={"invalid": gettext_lazy("Filen er væk. Vælg den igen.")},
    )

    def clean_import_file_name(self) -> str:
        name = super().clean_import_file_name()
        if not (Path(tempfile.gettempdir()) / name).is_file():
            raise forms.ValidationError(_("Filen er allerede hentet ind. Vælg en ny."))
        return name


class FileAdmin(ImportExportMixin, DatabaseRulesAdmin):
    """Rows that come from a file, after a look at what would change, and go to one."""

    import_form_class = FileForm
    confirm_form_class = ConfirmForm
    export_form_class = ExportForm
    skip_export_form = True
    formats: ClassVar = [DanishCSV]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def add_success_message(self, result: Any, request: HttpRequest) -> None:
        counts = {
            "new": result.totals[RowResult.IMPORT_TYPE_NEW],
            "changed": result.totals[RowResult.IMPORT_TYPE_UPDATE],
            "same": result.totals[RowResult.IMPORT_TYPE_SKIP],
        }
        text = _("Filen er hentet ind: %(new)s nye, %(changed)s ændrede, %(same)s uændrede.")
        messages.success(request, text % counts)

    def add_data_read_fail_error_to_form(self, form: forms.Form, e: Exception) -> None:
        text = _("Filen kan ikke læses. Gem den som CSV med tegnsættet UTF-8, og prøv igen.")
        form.add_error("import_file", text)
