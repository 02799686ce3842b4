"""All of the municipality, part by part.

Its rows go through the product's models into the database, which holds its constraints to them.
"""

from django.db import transaction

from benchmarks.data.agreements import agree, share
from benchmarks.data.desk import work
from benchmarks.data.duties import live
from benchmarks.data.people import settle
from benchmarks.data.rooms import furnish, tie
from benchmarks.data.talks import talk
from benchmarks.data.themes import begin_themes, leaders, propose
from benchmarks.data.town import Town, own_moments
from benchmarks.goals import PEOPLE
from benchmarks.progress import told

SEED = 2026
AT_ONCE = 100


def fill(themes: int, people: int = PEOPLE, seed: int = SEED) -> Town:
    """So many themes and people in an empty database that has the texts; the town with them."""
    with own_moments(), transaction.atomic():
        town = Town.begin(seed)
        settle(town, people)
        lead = leaders(town)
        parts = [range(n, min(themes, n + AT_ONCE)) for n in range(0, themes, AT_ONCE)]
        for numbers in told(parts, f"{themes} themes"):
            led = begin_themes(town, numbers, lead)
            live(town, led)
            agree(town, talk(town, led))
            share(town, led)
            furnish(town, led)
            tie(town, led)
        propose(town, range(themes, themes + max(2, themes // 100)))
        work(town, 10 + themes // 20)
    return town
