"""The verbs of ``dialogues``, each with who may do it."""

from tests.dialogues.verbs import pair, secretariat, talks

VERBS = (*talks.VERBS, *pair.VERBS, *secretariat.VERBS)

STEP = "a step of verbs that have asked: the talk is locked and nobody is named"
ASKS = "answers and changes nothing"
SAYS_NO = "only raises"
TEXTS = "loads the texts that ship where there are none; a command calls it"
NO_VERBS = {
    "dialogues.services.agenda.plan_points": STEP,
    "dialogues.services.agenda.bring_open_points": STEP,
    "dialogues.services.drafts.draft_agreement": STEP,
    "dialogues.services.duties.ensure_duties": "the same ten empty rows, whoever comes first",
    "dialogues.services.assessments.follow_assessment": "the reference leader has assessed",
    "dialogues.services.duties.set_status": "both have said yes, or the assessment decides",
    "dialogues.services.duties.take_back_open": "something else was said of the duty",
    "dialogues.services.duties.settle_in_talk": "both have approved the agreement",
    "dialogues.services.duties.settle_together": "both have said yes in a sitting or a talk",
    "dialogues.services.questions.shipped_sets": "an answer: what ships",
    "dialogues.services.questions.all_texts": "an answer: what a set says",
    "dialogues.services.duties.locked_for": "locks the duty for a verb, and asks who may",
    "dialogues.services.duties.refuse_closed": SAYS_NO,
    "dialogues.services.duties.refuse_against_assessment": SAYS_NO,
    "dialogues.services.duties.refuse_unsuited": SAYS_NO,
    "dialogues.services.duties.refuse_unsuited_on": SAYS_NO,
    "dialogues.services.duties.refuse_without_reason": SAYS_NO,
    "dialogues.services.mandate.what_is_missing": ASKS,
    "dialogues.services.transitions.locked": "the guard itself",
    "dialogues.services.transitions.lock_theme": STEP,
    "dialogues.services.transitions.locked_conversation": STEP,
    "dialogues.services.transitions.move": STEP,
    "dialogues.services.transitions.lock_reflections": STEP,
    "dialogues.services.transitions.demand_now": SAYS_NO,
    "dialogues.services.transitions.refuse_over": SAYS_NO,
    "dialogues.services.transitions.refuse_second": STEP,
    "dialogues.services.transitions.refuse_without_the_pair": SAYS_NO,
    "dialogues.services.transitions.not_possible_now": ASKS,
    "dialogues.services.news.tell_other": STEP,
    "dialogues.services.news.tell_forestalled": STEP,
    "dialogues.services.pairs.pair_of": ASKS,
    "dialogues.services.partnership.own_takeaway": ASKS,
    "dialogues.services.questions.load_question_sets": TEXTS,
    "dialogues.services.reflections.own_reflection": STEP,
    "dialogues.services.reflections.settle_points": STEP,
    "dialogues.services.questions.next_number": ASKS,
    "dialogues.services.support.load_contact": TEXTS,
}
