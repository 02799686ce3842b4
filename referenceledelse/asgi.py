"""The ASGI application, for places that serve one."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "referenceledelse.settings")
application = get_asgi_application()
