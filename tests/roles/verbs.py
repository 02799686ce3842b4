"""The verbs of ``roles``, each with who may do it."""

from roles.services import nominations
from tests.nominations import nomination
from tests.strangers import Verb

VERBS = (
    Verb(
        nominations.withdraw_nomination,
        "finn",
        lambda cast: {"nomination": nomination(cast)},
        keeps="the author's own words, manager still or not",
    ),
)
NO_VERBS: dict[str, str] = {}
