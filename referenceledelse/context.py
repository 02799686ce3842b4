"""What every template may count on."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Whether the demo municipality is open, and where the secretariat is reached."""
    return {"demo": settings.DEMO, "secretariat_email": settings.SECRETARIAT_EMAIL}
