"""Rows that come from a file, after a look at what would change, and go to one."""

from operator import itemgetter
from pathlib import PurePath
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from import_export.admin import ExportMixin
from import_export.forms import ExportForm

from referenceledelse.core.files.blanks import blank_csv, blank_xlsx
from referenceledelse.core.files.columns import plain
from referenceledelse.core.files.exports import KINDS, ExportColumn
from referenceledelse.core.files.imports import TOLD, ImportOrder, Report, Sheet
from referenceledelse.core.files.questions import Answers, answers
from referenceledelse.core.files.resources import DanishCSV
from referenceledelse.core.files.tables import MOST_BYTES, Unreadable, as_csv, read_tables
from referenceledelse.core.web.access import is_allowed
from referenceledelse.core.web.admin import DatabaseRulesAdmin
from referenceledelse.core.web.errors import Refused
from roles.admin.changelog import LoggedHistory
from roles.models import Upload, User
from roles.services.uploads import forget_old_files, hold_file, import_file, order_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# How many rows of a long list a page shows; the faults can all be had as a file.
SHOWN = 100


class TableField(forms.FileField):
    """A CSV, XLSX or JSON file that can be read; the bytes of it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ".csv,.txt,.xlsx,.json"

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > MOST_BYTES:
            text = _("Filen fylder mere end %(size)s MB. Del den i flere.")
            raise forms.ValidationError(text % {"size": MOST_BYTES // 1024 // 1024})
        content = file.read()
        try:
            read_tables(content)
        except Unreadable as error:
            raise forms.ValidationError(error.message) from error
        return content


class FileForm(forms.Form):
    """Which file to read; the columns are named on the page."""

    file = TableField(label=gettext_lazy("Fil (XLSX, CSV eller JSON)"))


class PeopleForm(FileForm):
    """The people, and the units of a workbook's other sheet or of a second file."""

    units = TableField(
        label=gettext_lazy("Fil med enheder"),
        required=False,
        help_text=gettext_lazy("Kun hvis enhederne ikke står i et ark i den samme fil."),
    )
    is_complete = forms.BooleanField(
        label=gettext_lazy("Hele personalet står i filen"),
        required=False,
        help_text=gettext_lazy(
            "Medarbejdere, der ikke står i filen, bliver registreret som stoppet i går. De "
            "kan ikke længere logge ind, og deres roller bliver ledige. Vi sletter "
            "ingenting."
        ),
    )

    skip_incomplete = forms.BooleanField(
        label=gettext_lazy("Spring ufuldstændige rækker over"),
        required=False,
        help_text=gettext_lazy(
            "Rækker uden e-mail bliver ikke indlæst. Har en person flere ansættelser, "
            "tæller den primære eller den med det højeste lederniveau. Siden nævner dem "
            "alle."
        ),
    )


class ImportAdmin(DatabaseRulesAdmin):
    """Choose a file, see what it would change, say yes; the nightly command does the same."""

    change_list_template = "admin/imports/change_list.html"
    import_form: ClassVar[type[FileForm]] = FileForm
    # The kinds of rows that a file may hold, the one that the page is about first.
    import_sheets: ClassVar[tuple[Sheet, ...]] = ()

    def take_in(self, order: ImportOrder, by: User) -> Report:
        """The verb of the kind of row."""
        raise NotImplementedError

    def has_import_permission(self, request: HttpRequest) -> bool:
        may = is_allowed(request.user, "roles.administer")
        return may and self.has_add_permission(request) and self.has_change_permission(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        may = {"has_import_permission": self.has_import_permission(request)}
        return super().changelist_view(request, {**(extra_context or {}), **may})

    def get_urls(self) -> list[URLPattern]:
        pages = (
            ("import/", require_http_methods(["GET", "HEAD", "POST"])(self.import_file), ""),
            ("import/skabelon.<slug:layout>", require_safe(self.blank), "_blank"),
            ("import/<int:pk>/", self.preview, "_preview"),
            ("import/<int:pk>/fejl.csv", require_safe(self.faults), "_faults"),
        )
        base = f"{self.opts.app_label}_{self.opts.model_name}_import"
        own = [
            path(route, self.admin_site.admin_view(view), name=base + name)
            for route, view, name in pages
        ]
        return [*own, *super().get_urls()]

    def import_address(self, page: str = "", *args: Any) -> str:
        return reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_import{page}", args=args
        )

    def import_file(self, request: HttpRequest) -> HttpResponse:
        self._demand(request)
        forget_old_files()
        form = self.import_form(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            upload = hold_file(
                by=request.user,
                kind=self.opts.label_lower,
                name=PurePath(form.files["file"].name).name,
                content=form.cleaned_data["file"],
                more=form.cleaned_data.get("units"),
                is_complete=form.cleaned_data.get("is_complete", False),
                skip_incomplete=form.cleaned_data.get("skip_incomplete", False),
            )
            return redirect(self.import_address("_preview", upload.pk))
        return self._page(request, "file", form=form, sheets=self.import_sheets)

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = self._upload(request, pk)
        if upload is None:
            is_old = Upload.objects.filter(pk=pk).exists()
            old, done = _("Filen er væk. Vælg den igen."), _("Filen er allerede indlæst.")
            return self._again(request, old if is_old else done)
        chosen = {"allow_many": "allow_many" in request.POST, "answers": answered(request.POST)}
        try:
            if request.method != "POST" or "look" in request.POST:
                report = self.take_in(order_of(upload, **chosen), request.user)
            else:
                report = import_file(upload=upload, by=request.user, take_in=self.take_in, **chosen)
        except (Unreadable, Refused) as error:
            # Most often the file itself cannot be read, so another has to be chosen.
            return self._again(request, error.message)
        if report.is_saved:
            messages.success(request, told(report))
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        most = {"shown": SHOWN, "most_told": TOLD}
        own = self.import_sheets[0]
        return self._page(request, "preview", upload=upload, report=report, own=own, **most)

    def faults(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All that is wrong with the file, to be mended beside it."""
        upload = self._upload(request, pk)
        if upload is None:
            return self._again(request, _("Filen er væk. Vælg den igen."))
        try:
            report = self.take_in(order_of(upload), request.user)
        except (Unreadable, Refused) as error:
            # As in the preview.
            return self._again(request, error.message)
        head = [_("ark"), _("række"), _("kolonne"), _("værdi"), _("hvad er galt")]
        rows = [[f.sheet, f.row, f.column, f.value, f.message] for f in report.faults]
        return attachment(as_csv([head, *rows]), "text/csv; charset=utf-8", "fejl.csv")

    def blank(self, request: HttpRequest, layout: str) -> HttpResponse:
        """An empty file to fill in."""
        self._demand(request)
        name = self.import_sheets[0].title.lower()
        if layout == "xlsx":
            return attachment(blank_xlsx(self.import_sheets), XLSX, f"{name}.xlsx")
        text = blank_csv(self.import_sheets[0])
        return attachment(text, "text/csv; charset=utf-8", f"{name}.csv")

    def _demand(self, request: HttpRequest) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied

    def _upload(self, request: HttpRequest, pk: int) -> Upload | None:
        """The person's own file, while it waits; another's is no concern of theirs."""
        self._demand(request)
        if Upload.objects.filter(pk=pk).exclude(owner=request.user).exists():
            raise Http404
        rows = Upload.objects.visible_to(request.user).filter(kind=self.opts.label_lower)
        return rows.filter(pk=pk).first()

    def _again(self, request: HttpRequest, message: str) -> HttpResponseRedirect:
        messages.error(request, message)
        return redirect(self.import_address())

    def _page(self, request: HttpRequest, page: str, **context: Any) -> HttpResponse:
        frame = self.admin_site.each_context(request) | {"opts": self.opts}
        addresses = {
            "import_url": self.import_address(),
            "blank_csv_url": self.import_address("_blank", "csv"),
            "blank_xlsx_url": self.import_address("_blank", "xlsx"),
        }
        return render(request, f"admin/imports/{page}.html", frame | addresses | context)


class FileAdmin(LoggedHistory, ExportMixin, ImportAdmin):
    """Rows that come from a file and go to one, in each way that an import reads back."""

    import_export_change_list_template = "admin/imports/change_list.html"
    export_form_class = ExportForm
    skip_export_form = True
    formats: ClassVar = [DanishCSV]

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_export_as"
        view = self.admin_site.admin_view(require_safe(self.export_as))
        return [path("export/<slug:layout>/", view, name=name), *super().get_urls()]

    def export_as(self, request: HttpRequest, layout: str) -> HttpResponseBase:
        """The rows that the list shows, as CSV, XLSX or JSON."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        if layout not in KINDS:
            raise Http404
        data = self.resource_classes[0]().export(queryset=self.get_export_queryset(request))
        sheet = self.import_sheets[0]
        keys = {name: column.key for column in sheet.columns for name in column.names}
        columns = [
            ExportColumn(keys.get(plain(head), head), head, itemgetter(number))
            for number, head in enumerate(data.headers)
        ]
        return KINDS[layout](sheet.title.lower(), columns, data)


def told(report: Report) -> str:
    """What was done, in a sentence for each kind of row."""
    text = _("%(label)s: %(new)s nye, %(changed)s ændrede, %(same)s uændrede.")
    said = [
        text % {"label": str(c.label).capitalize(), **counts}
        for c in report.counts
        if any((counts := {"new": c.new, "changed": c.changed, "same": c.same}).values())
    ]
    if report.leaving:
        said.append(_("Stoppet: %(number)s.") % {"number": len(report.leaving)})
    if report.skipped:
        said.append(_("Sprunget over: %(number)s.") % {"number": len(report.skipped)})
    return " ".join([_("Filen er indlæst."), *said])


def answered(data: QueryDict) -> Answers:
    """What was chosen for each question of the preview."""
    given = {"same": [], "different": []}
    for name, value in data.items():
        if name.startswith("answer:") and value in given:
            given[value].append(name.removeprefix("answer:"))
    return answers(**given)


def attachment(content: str | bytes, kind: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)
