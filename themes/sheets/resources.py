"""Themes and assignments to a file, in the columns that an import reads back unchanged."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from import_export import fields, resources

from referenceledelse.core.text.paths import joined_paths
from roles.sheets.resources import Day, PathResource, Shown
from themes.models import ROLES, Assignment, Theme


def _text(name: str, attribute: str) -> fields.Field:
    return fields.Field(column_name=name, attribute=attribute, widget=Shown())


def _day(name: str, attribute: str) -> fields.Field:
    return fields.Field(column_name=name, attribute=attribute, widget=Day())


class ThemeResource(PathResource):
    """Each accepted theme, known by its address."""

    title = _text("titel", "title")
    slug = _text("adresse", "slug")
    type = _text("type", "type__name_da")
    phase = _text("fase", "phase__name_da")
    challenge = _text("udfordring", "challenge")
    why_cross_cutting = _text("hvorfor på tværs", "why_cross_cutting")
    ambition = _text("ambition", "ambition")
    outside_partners = _text("partnere", "outside_partners")
    units = fields.Field(column_name="enheder")
    starts_on = _day("start", "starts_on")
    ends_on = _day("slut", "ends_on")
    contact = _text("kontakt", "contact__email")

    class Meta:
        model = Theme
        name = gettext_lazy("Temaer")
        fields = (
            "title",
            "slug",
            "type",
            "phase",
            "challenge",
            "why_cross_cutting",
            "ambition",
            "outside_partners",
            "units",
            "starts_on",
            "ends_on",
            "contact",
        )

    def filter_export(self, queryset: QuerySet, **kwargs: object) -> QuerySet:
        rows = queryset.filter(status=Theme.Status.ACCEPTED)
        return rows.select_related("type", "phase", "contact").prefetch_related("units")

    def dehydrate_units(self, theme: Theme) -> str:
        return joined_paths(self.paths[unit.pk] for unit in theme.units.all())


class AssignmentResource(resources.ModelResource):
    """Who holds which role on which theme, from when to when."""

    theme = _text("tema", "theme__slug")
    role = _text("rolle", "role__name_da")
    person = _text("e-mail", "person__email")
    starts_on = _day("fra", "starts_on")
    ends_on = _day("til", "ends_on")

    class Meta:
        model = Assignment
        name = gettext_lazy("Udpegninger")
        fields = ("theme", "role", "person", "starts_on", "ends_on")

    def filter_export(self, queryset: QuerySet, **kwargs: object) -> QuerySet:
        rows = queryset.filter(theme__status=Theme.Status.ACCEPTED, role__in=ROLES)
        return rows.select_related("theme", "role", "person")
