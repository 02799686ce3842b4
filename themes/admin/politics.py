"""The political committees, as the secretariat keeps them."""

from django.contrib import admin

from referenceledelse.core.web.admin import KeptAdmin
from themes.admin import help_texts
from themes.models import Committee


@admin.register(Committee)
class CommitteeAdmin(KeptAdmin):
    help_texts = help_texts.COMMITTEE
    list_display = ("name_da", "name_en", "order", "is_active")
    search_fields = ("name_da", "name_en")
