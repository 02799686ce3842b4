"""What every template may count on."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Whether the demo municipality is open, for the header's link to its people."""
    return {"demo": settings.DEMO}
