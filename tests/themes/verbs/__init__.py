"""The verbs of ``themes``, each with who may do it."""

from tests.themes.verbs.network import TAKING_PART
from tests.themes.verbs.rooms import EXAMPLES, RECORDS, ROOMS
from tests.themes.verbs.staffing import STAFFING
from tests.themes.verbs.themes import THEMES

VERBS = (*RECORDS, *STAFFING, *THEMES, *ROOMS, *EXAMPLES, *TAKING_PART)

ANSWER = "an answer, or a refusal; changes nothing"

WITHIN = "called by verbs inside their transaction, after their rule"

TEXTS = "texts that a command loads"

NO_VERBS = {
    "themes.services.assignments.give_role": WITHIN,
    "themes.services.defaults.coming_rounds": ANSWER,
    "themes.services.defaults.round_days": ANSWER,
    "themes.services.defaults.load_defaults": TEXTS,
    "themes.services.handbook.load_handbook": TEXTS,
    "themes.services.handbook.shipped_pages": ANSWER,
    "themes.services.assignments.fingerprint_of": ANSWER,
    "themes.services.ideas.moved_meanwhile": ANSWER,
    "themes.services.ideas.no_way": ANSWER,
    "themes.services.ideas.to_stage": WITHIN,
    "themes.services.imports.themes.named": ANSWER,
    "themes.services.member_requests.already_answered": ANSWER,
    "themes.services.member_requests.let_in": WITHIN,
    "themes.services.member_requests.locked_request": WITHIN,
    "themes.services.offers.locked_theme": WITHIN,
    "themes.services.offers.refuse_absent": ANSWER,
    "themes.services.offers.refuse_closed": ANSWER,
    "themes.services.offers.refuse_full": ANSWER,
    "themes.services.offers.refuse_waiting": ANSWER,
    "themes.services.offers.waiting_offer": ANSWER,
    "themes.services.phases.write_answers": WITHIN,
    "themes.services.rounds.same_round": ANSWER,
    "themes.services.rounds.suggested_round": ANSWER,
    "themes.services.gifts.is_new_again": WITHIN,
    "themes.services.gifts.mark_seen": WITHIN,
    "themes.services.settling.close_waiting": WITHIN,
    "themes.services.settling.settle_filled": WITHIN,
    "themes.services.settling.settle_joined": WITHIN,
    "themes.services.themes.create": WITHIN,
    "themes.services.themes.is_saved": ANSWER,
    "themes.services.themes.rewrite": WITHIN,
    "themes.services.themes.slug_for": ANSWER,
    "themes.services.themes.tell": WITHIN,
}
