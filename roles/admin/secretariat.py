"""The groups of those who run the site."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group

from referenceledelse.core.web.opened import OpenedAdmin

admin.site.unregister(Group)


@admin.register(Group)
class SiteGroupAdmin(OpenedAdmin, GroupAdmin):
    """As Django has it, and compared with what it held when it was opened."""
