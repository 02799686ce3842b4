"""What the page of help says about the secretariat; never a request."""

from django.contrib import admin
from django.http import HttpRequest

from dialogues.models import SupportContact
from referenceledelse.admin import KeptAdmin


@admin.register(SupportContact)
class SupportContactAdmin(KeptAdmin):
    list_display = ("__str__", "hours_da", "address_da")
    search_fields = ("hours_da", "address_da", "welcome_da")
    fields = (("welcome_da", "welcome_en"), ("hours_da", "hours_en"), ("address_da", "address_en"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
