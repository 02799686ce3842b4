"""Gather the static files as in production, but do not compress them, which takes a minute."""

import django
from django.conf import settings
from django.core.management import call_command

if __name__ == "__main__":
    plain = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES["staticfiles"]["BACKEND"] = plain
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
