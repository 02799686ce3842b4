"""Who may see the pages that compose all."""

from referenceledelse.overview.rules import overview  # noqa: F401 (registers the rules)
