"""Who may do what with what they see; no exception for the secretariat or a superuser."""

from dialogues.rules.conversations import (
    can_add_task,
    can_answer_invitation,
    can_ask_for_other_time,
    can_cancel,
    can_edit_invitation,
    can_finish_task,
    can_invite,
    can_plan_talk,
    can_record,
    can_reopen,
    can_start,
    can_write_agreement,
    can_write_points,
    can_write_reflection,
)
from dialogues.rules.duties import (
    can_answer_status,
    can_see_duties,
    can_track_duty,
    can_withdraw_status,
)
from dialogues.rules.mandate import (
    can_agree_part,
    can_begin_part,
    can_reopen_part,
    can_see_mandate,
    can_write_part,
)
from dialogues.rules.partnership import (
    can_acknowledge,
    can_answer_pulse,
    can_edit_sparring,
    can_share,
    can_sit,
)
from dialogues.rules.support import can_answer_request, can_see_inbox, can_write_request
from dialogues.rules.worklist import can_keep_worklist

__all__ = [
    "can_acknowledge",
    "can_add_task",
    "can_agree_part",
    "can_answer_invitation",
    "can_answer_pulse",
    "can_answer_request",
    "can_answer_status",
    "can_ask_for_other_time",
    "can_begin_part",
    "can_cancel",
    "can_edit_invitation",
    "can_edit_sparring",
    "can_finish_task",
    "can_invite",
    "can_keep_worklist",
    "can_plan_talk",
    "can_record",
    "can_reopen",
    "can_reopen_part",
    "can_see_duties",
    "can_see_inbox",
    "can_see_mandate",
    "can_share",
    "can_sit",
    "can_start",
    "can_track_duty",
    "can_withdraw_status",
    "can_write_agreement",
    "can_write_part",
    "can_write_points",
    "can_write_reflection",
    "can_write_request",
]
