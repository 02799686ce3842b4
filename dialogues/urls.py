"""The addresses of conversations, of their tasks, and of the ten duties."""

from django.urls import path

from dialogues.views import (
    agreement,
    conversations,
    duties,
    guide,
    notes,
    paper,
    reflections,
    tasks,
)

TALK = "samtaler/<key:pk>/"
DUTY = "temaer/<slug:slug>/opgaver/<slug:key>/"

urlpatterns = [
    path("samtaler/", conversations.conversation_list, name="list"),
    path("samtaler/ny/<slug:slug>/", conversations.new, name="new"),
    path(TALK, conversations.conversation, name="conversation"),
    path(TALK + "invitation/", conversations.invitation, name="invitation"),
    path(TALK + "svar/", conversations.answer, name="answer"),
    path(TALK + "aflys/", conversations.cancel, name="cancel"),
    path(TALK + "forberedelse/", reflections.preparation, name="preparation"),
    path(TALK + "forberedelse/gem/", reflections.save_field, name="save_field"),
    path(TALK + "forberedelse/indsend/", reflections.submit, name="submit"),
    path(TALK + "forberedelse/traek-tilbage/", reflections.withdraw, name="withdraw"),
    path(TALK + "forberedelse/mundtligt/", reflections.oral, name="oral"),
    path(TALK + "forberedelse/vis/", reflections.share, name="share"),
    path(TALK + "svarene/", reflections.reveal, name="reveal"),
    path(TALK + "svarene/tilfoej/", notes.add, name="add"),
    path(TALK + "mine-noter/", notes.own_notes, name="own_notes"),
    path(TALK + "mine-noter/gem/", notes.save_note, name="save_note"),
    path(TALK + "mine-noter/slet/", notes.delete_note, name="delete_note"),
    path(TALK + "begynd/", guide.start, name="start"),
    path(TALK + "trin/", guide.beacon, name="beacon"),
    path(TALK + "guide/print/", paper.guide_print, name="guide_print"),
    path(TALK + "skema/print/", paper.blank_form, name="blank_form"),
    path(TALK + "guide/<slug:step>/", guide.guide, name="guide"),
    path(TALK + "guide/<slug:step>/gem/", guide.save_point, name="save_point"),
    path(TALK + "holdt/", guide.hold, name="hold"),
    path(TALK + "goeremaal/", tasks.add_task, name="add_task"),
    path(TALK + "opsummering/", agreement.summary, name="summary"),
    path(TALK + "aftale/", agreement.agreement, name="agreement"),
    path(TALK + "aftale/print/", agreement.agreement_print, name="agreement_print"),
    path(TALK + "godkend/", agreement.approve, name="approve"),
    path(TALK + "genaabn/", agreement.reopen, name="reopen"),
    path(TALK + "afslut/", agreement.close, name="close"),
    path("goeremaal/", tasks.task_list, name="tasks"),
    path("goeremaal/<key:pk>/gjort/", tasks.finish_task, name="finish_task"),
    path("temaer/<slug:slug>/opgaver/", duties.duties, name="duties"),
    path("temaer/<slug:slug>/opgaver/print/", duties.duties_print, name="duties_print"),
    path(DUTY, duties.duty, name="duty"),
    path(DUTY + "mit-syn/", duties.own_view, name="own_view"),
    path(DUTY + "mit-syn/status/", duties.mark_view, name="mark_view"),
    path(DUTY + "status/", duties.propose_status, name="propose_status"),
    path(DUTY + "status/<key:pk>/svar/", duties.answer_status, name="answer_status"),
    path(DUTY + "status/<key:pk>/traek-tilbage/", duties.withdraw_status, name="withdraw_status"),
    path(DUTY + "plan/", duties.plan_duty, name="plan_duty"),
]
