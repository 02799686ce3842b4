"""What rows of one kind have in common: who is a stranger, and why a right does not end."""

from functools import partial

from django.core.exceptions import PermissionDenied

from referenceledelse.core.web.errors import Refused
from tests.strangers import Verb

# Whoever leads another theme is as much a stranger as anyone.
Pairs = partial(Verb, stranger="clara")
THEIRS = "a talk and what came of it stay with the two who had it, whoever leads the theme now"
OWN = "each one's own words, answers and requests stay one's own"
# A talk goes no further once one of the two has left; that is told in words.
Talk = partial(Pairs, refusal=(PermissionDenied, Refused))
