"""The invented municipality, and the page that steps in as any of its people.

It cannot even be imported where the demo is off, so no mistake in an address can open it.
"""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

if not settings.DEMO:
    raise ImproperlyConfigured("The demo exists only where DEBUG and DEMO are both on.")

# Everyone in the demo has an address here, and nobody else does.
DOMAIN = "lyngvig.example"
