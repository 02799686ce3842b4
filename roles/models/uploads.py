"""Files to be confirmed."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roles.models.people import User

KEPT_FOR = timedelta(hours=1)


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, user: User) -> Self:
        """A file is its sender's alone, for an hour."""
        return self.filter(owner=user, created_at__gt=timezone.now() - KEPT_FOR)

    def expired(self) -> Self:
        return self.filter(created_at__lte=timezone.now() - KEPT_FOR)


class Upload(models.Model):
    """A file between its preview and the confirmed import; then it is deleted.

    It is kept in the database, since the yes may reach another machine than the file did.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=50)
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    more = models.BinaryField(null=True)
    is_complete = models.BooleanField(default=False)
    skip_incomplete = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("fil, der venter")
        verbose_name_plural = _("filer, der venter")

    def __str__(self) -> str:
        return self.name
