"""Courses and their sessions; who signed up is on the secretariat's own pages."""

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from referenceledelse.core.web.access import is_allowed
from referenceledelse.core.web.admin import DatabaseRulesAdmin, KeptAdmin
from referenceledelse.core.web.errors import Refused
from roles.models import Course, CourseSession
from roles.services.training import refuse_too_few, save_session


@admin.register(Course)
class CourseAdmin(KeptAdmin):
    list_display = ("name_da", "step", "is_active")
    list_filter = ("is_active", "roles")
    search_fields = ("name_da", "name_en", "description_da")
    filter_horizontal = ("roles",)
    view_on_site = True
    fields = (
        ("name_da", "name_en"),
        ("description_da", "description_en"),
        "roles",
        ("step", "is_active"),
    )


class SessionForm(forms.ModelForm):
    """When, where and for how many."""

    class Meta:
        model = CourseSession
        fields = ("course", "starts_at", "ends_at", "place", "seats", "deadline")

    def clean_seats(self) -> int:
        """Who has a seat keeps it."""
        self.instance.seats = self.cleaned_data["seats"]
        if self.instance.pk:
            try:
                refuse_too_few(self.instance)
            except Refused as refusal:
                # The administration asks the rules while it validates, before anything is saved.
                raise forms.ValidationError(refusal.message) from refusal
        return self.cleaned_data["seats"]


@admin.register(CourseSession)
class CourseSessionAdmin(DatabaseRulesAdmin):
    form = SessionForm
    list_display = ("course", "starts_at", "place", "seats", "deadline", "cancelled_at")
    list_filter = ("course",)
    list_select_related = ("course",)
    search_fields = ("course__name_da", "place")
    autocomplete_fields = ("course",)
    date_hierarchy = "starts_at"
    readonly_fields = ("cancelled_at",)
    fields = (
        "course",
        ("starts_at", "ends_at"),
        "place",
        ("seats", "deadline"),
        "cancelled_at",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and may_save(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and may_save(request)

    def save_model(
        self, request: HttpRequest, obj: CourseSession, form: SessionForm, change: bool
    ) -> None:
        save_session(session=obj, by=request.user)


def may_save(request: HttpRequest) -> bool:
    """Whoever runs the site reads the sessions; what ``save_session`` refuses is not offered."""
    return is_allowed(request.user, "roles.manage_courses")
