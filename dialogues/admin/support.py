"""What the page of help says about the secretariat; never a request."""

from django.contrib import admin

from dialogues.models import SupportContact
from referenceledelse.core.web.admin import GivenAdmin


@admin.register(SupportContact)
class SupportContactAdmin(GivenAdmin):
    list_display = ("__str__", "hours_da", "address_da")
    search_fields = ("hours_da", "address_da", "welcome_da")
    fields = (
        ("welcome_da", "welcome_en"),
        ("hours_da", "hours_en"),
        ("address_da", "address_en"),
        ("email", "phone"),
        "is_public",
    )
