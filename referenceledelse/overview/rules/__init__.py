"""Who may see the pages that compose all."""

from referenceledelse.overview.rules import secretariat  # noqa: F401 (registers the rules)
