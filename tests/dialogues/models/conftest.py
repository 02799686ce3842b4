"""The town is made once for all that is asked here."""

from tests.town import town  # noqa: F401
