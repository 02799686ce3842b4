"""What stands below /temaer/; the list and the page of a theme are in referenceledelse/urls.py.

Beside it, the pages from which the leaders learn.
"""

from django.urls import URLPattern, path

from themes.views import (
    arenas,
    assignments,
    capital,
    contributions,
    encouragements,
    examples,
    freed,
    gifts,
    handbook,
    handovers,
    holder_changes,
    idea_places,
    ideas,
    introductions,
    leader_requests,
    member_requests,
    network,
    offers,
    ownership,
    phases,
    politics,
    proposals,
    records,
    strategy,
    themes,
    value,
)
from themes.views.records import RecordKind
from themes.views.records.kinds import KINDS


def record_pages(kind: RecordKind) -> list[URLPattern]:
    """The pages that add, change and remove one kind of record."""
    given, below = {"kind": kind}, f"<slug:slug>/{kind.path}/"
    pages = [
        path(f"{below}ny/", records.add, given, name=f"add_{kind.name}"),
        path(f"{below}<key:pk>/rediger/", records.edit, given, name=f"edit_{kind.name}"),
    ]
    if kind.remove:
        name = f"remove_{kind.name}"
        pages.append(path(f"{below}<key:pk>/slet/", records.remove, given, name=name))
    return pages


IDEA = "<slug:slug>/ideer/<key:pk>/"
HANDOVER = IDEA + "overdragelse/<key:handover_pk>/"
ROLES = "<slug:slug>/udpegninger/"

urlpatterns = [
    path("foreslaa/", proposals.propose, name="propose"),
    path("forslag/", proposals.proposals, name="proposals"),
    path("forslag/<slug:slug>/", proposals.proposal, name="proposal"),
    path("runder/", proposals.rounds, name="rounds"),
    path("runder/<key:pk>/", proposals.round_page, name="round"),
    path("dagsordener/", strategy.agendas, name="agendas"),
    path("dagsordener/<key:pk>/", strategy.agenda, name="agenda"),
    path("ideer/", ideas.all_ideas, name="all_ideas"),
    path("kapital/", capital.all_capital, name="all_capital"),
    path("ledere/", ownership.all_ownership, name="all_ownership"),
    path("vaerdi/", value.stories, name="stories"),
    path("spillebaner/ny/", arenas.keep, name="add_arena"),
    path("spillebaner/<key:pk>/rediger/", arenas.keep, name="edit_arena"),
    path("spillebaner/hos/<key:pk>/", arenas.register, name="arena_register"),
    path("<slug:slug>/rediger/", themes.edit, name="edit"),
    path("<slug:slug>/nyt/", themes.write_update, name="write_update"),
    path("<slug:slug>/foelg/", network.follow, name="follow"),
    path("<slug:slug>/vaer-med/", member_requests.ask, name="take_part"),
    path("<slug:slug>/vaer-med/<key:pk>/", member_requests.member_request, name="member_request"),
    path(
        "<slug:slug>/vaer-med/<key:pk>/traek-tilbage/",
        member_requests.withdraw,
        name="withdraw_member_request",
    ),
    path(
        "<slug:slug>/vaer-med/<key:pk>/svar/",
        member_requests.reply,
        name="reply_to_member_request",
    ),
    path(
        "<slug:slug>/vaer-med/<key:pk>/ikke-lige-nu/",
        member_requests.give_nothing_now,
        name="give_nothing_now",
    ),
    path("<slug:slug>/set/<slug:kind>/<key:pk>/", gifts.put_away, name="put_away_gift"),
    path("<slug:slug>/bidrag/nyhed/", contributions.news, name="propose_news"),
    path("<slug:slug>/bidrag/rettelse/", contributions.change, name="propose_change"),
    path("<slug:slug>/bidrag/<key:pk>/", contributions.contribution, name="contribution"),
    path(
        "<slug:slug>/bidrag/<key:pk>/traek-tilbage/",
        contributions.withdraw,
        name="withdraw_contribution",
    ),
    path("<slug:slug>/netvaerk/", network.network, name="network"),
    path("<slug:slug>/netvaerk/frigiv/<key:pk>/", freed.free, name="free_resources"),
    path(
        "<slug:slug>/netvaerk/introducer/", introductions.introduce_person, name="introduce_person"
    ),
    path("<slug:slug>/netvaerk/kontakt/", introductions.ask_contact, name="ask_contact"),
    path(
        "<slug:slug>/netvaerk/kontakt/traek-tilbage/",
        introductions.withdraw_contact,
        name="withdraw_contact",
    ),
    path(
        "<slug:slug>/netvaerk/kontakt/<key:pk>/ingen/",
        introductions.know_nobody,
        name="know_nobody",
    ),
    path("<slug:slug>/introduktioner/<key:pk>/", introductions.introduction, name="introduction"),
    path(
        "<slug:slug>/introduktioner/<key:pk>/mit-svar/",
        introductions.answer,
        name="answer_introduction",
    ),
    path("<slug:slug>/netvaerk/mig/", network.own_line, name="own_line"),
    path("<slug:slug>/netvaerk/forlad/", network.leave, name="leave_network"),
    path("<slug:slug>/netvaerk/moeder/", network.meetings, name="meetings"),
    path("<slug:slug>/strategi/", strategy.strategy, name="strategy"),
    path("<slug:slug>/strategi/indsatser/", strategy.initiatives, name="initiatives"),
    path("<slug:slug>/strategi/ny-dagsorden/", strategy.propose_agenda, name="propose_agenda"),
    path("<slug:slug>/strategi/saet-dagsorden/", strategy.set_agenda, name="set_agenda"),
    path(
        "<slug:slug>/strategi/koblinger/<key:pk>/saet/", strategy.set_proposed, name="set_proposed"
    ),
    path("<slug:slug>/strategi/koblinger/<key:pk>/trin/", strategy.link_state, name="link_state"),
    path("<slug:slug>/spillebaner/", arenas.arenas, name="arenas"),
    path("<slug:slug>/spillebaner/bed-om/", arenas.ask, name="ask_for_arena"),
    path("<slug:slug>/spillebaner/tilbyd/", arenas.offer, name="offer_arena"),
    path("<slug:slug>/spillebaner/<key:pk>/svar/", arenas.answer, name="answer_arena"),
    path("<slug:slug>/spillebaner/<key:pk>/brugt/", arenas.use, name="use_arena"),
    path("<slug:slug>/ideer/", ideas.ideas, name="ideas"),
    path(IDEA, ideas.idea, name="idea"),
    path(IDEA + "flyt/", ideas.move, name="move_idea"),
    path(IDEA + "stop/", ideas.stop, name="stop_idea"),
    path(IDEA + "steder/ny/", idea_places.add, name="add_idea_place"),
    path(IDEA + "steder/<key:place_pk>/slet/", idea_places.remove, name="remove_idea_place"),
    path(IDEA + "test/", handovers.start_test, name="start_test"),
    path(IDEA + "test/<key:test_pk>/", handovers.write_test, name="write_test"),
    path(IDEA + "overdrag/", handovers.ask, name="ask_receiver"),
    path(HANDOVER, handovers.answer, name="answer_handover"),
    path(HANDOVER + "bekraeft/", handovers.confirm, name="confirm_handover"),
    path(HANDOVER + "traek-tilbage/", handovers.withdraw, name="withdraw_handover"),
    path(ROLES, assignments.assignments, name="assignments"),
    path(ROLES + "bed-om/", leader_requests.ask, name="ask_for_leader"),
    path(ROLES + "foreslaa/<slug:role>/", offers.propose, name="propose_person"),
    path(ROLES + "forslag/<key:pk>/", offers.answer, name="answer_offer"),
    path(ROLES + "forslag/<key:pk>/traek-tilbage/", offers.withdraw, name="withdraw_offer"),
    path(ROLES + "oensker/<key:pk>/", leader_requests.answer, name="answer_request"),
    path(
        ROLES + "oensker/<key:pk>/traek-tilbage/", leader_requests.withdraw, name="withdraw_request"
    ),
    path(ROLES + "skift/<key:pk>/", holder_changes.change, name="change_holder"),
    path(ROLES + "note/<key:pk>/", holder_changes.note, name="hand_over_note"),
    path("<slug:slug>/vaerdi/", value.value, name="value"),
    path("<slug:slug>/vaerdi/<key:pk>/", value.story, name="story"),
    path("<slug:slug>/vaerdi/<key:pk>/vis/", value.show, name="show_story"),
    path("<slug:slug>/vaerdi/<key:pk>/offentlig/", value.publish, name="publish_story"),
    path("<slug:slug>/kapital/", capital.capital, name="capital"),
    path("<slug:slug>/ledere/", ownership.ownership, name="ownership"),
    path("<slug:slug>/ledere/introducer/", introductions.introduce_leader, name="introduce_leader"),
    path("<slug:slug>/ledere/mit-svar/", ownership.leader_line, name="leader_line"),
    path("<slug:slug>/ledere/min-linje/", ownership.old_leader_line, name="old_leader_line"),
    path("<slug:slug>/politik/", politics.politics, name="politics"),
    path("<slug:slug>/politik/vurder/", politics.assess, name="assess"),
    path("<slug:slug>/politik/bed-om/", politics.ask, name="ask_for_assessment"),
    path("<slug:slug>/faser/", phases.phases, name="phases"),
    path("<slug:slug>/faser/videre/", phases.gate, name="gate"),
    path("<slug:slug>/faser/<slug:purpose>/", phases.review, name="review"),
    *(page for kind in KINDS for page in record_pages(kind)),
]

# A line manager's word to an employee; these pages belong to no theme.
encouragement_pages = [
    path("ny/", encouragements.encourage, name="encourage"),
    path("<key:pk>/skjul/", encouragements.hide, name="hide"),
]

# What the leaders learn from; these pages belong to no theme.
knowledge_pages = [
    path("hvorfor-netvaerk/", handbook.why, name="why"),
    path("haandbog/", handbook.handbook, name="handbook"),
    path("haandbog/<slug:slug>/", handbook.handbook_page, name="handbook_page"),
    path("eksempler/", examples.examples, name="examples"),
    path("eksempler/mine/", examples.own_examples, name="own_examples"),
    path("eksempler/ny/", examples.add, name="add_example"),
    path("eksempler/<key:pk>/", examples.example, name="example"),
    path("eksempler/<key:pk>/rediger/", examples.edit, name="edit_example"),
    path("eksempler/<key:pk>/traek-tilbage/", examples.withdraw, name="withdraw_example"),
    path("eksempler/<key:pk>/svar/", examples.answer, name="answer_example"),
    path("eksempler/<key:pk>/tag-ned/", examples.take_down, name="take_down_example"),
    path("sekretariat/eksempler/", examples.queue, name="example_queue"),
]
