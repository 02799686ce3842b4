"""Who gets in where: every address of the site, asked by each kind of person.

A row names the address, what it needs to exist, and what each of PEOPLE is answered: 2 in (200),
3 sent on (302), 4 not allowed (403), 0 not found (404), 9 refused for its state (409), 5 wrong
method (405), 1 not understood (400). An address without a row fails the test, so that no page is
opened by mistake.
"""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import rooms, staffing
from tests.addresses import (
    Args,
    a_begun_part,
    a_course,
    a_finding,
    a_handover,
    a_held_role,
    a_manager_to_invite,
    a_nomination,
    a_page,
    a_pulse,
    a_request,
    a_review,
    a_round,
    a_session,
    a_sitting,
    a_sparring,
    a_vacant_role,
    agenda_point,
    agreed,
    an_agenda,
    an_agreed_part,
    an_agreed_sharing,
    an_arena,
    an_export,
    an_idea_test,
    approved,
    approved_example,
    draft_example,
    duty,
    guide_step,
    held,
    hidden_story,
    invited,
    no_export,
    nothing,
    person,
    proposed,
    public_story,
    questions,
    reference_leader,
    role,
    room,
    sent_example,
    sitting_duty,
    started,
    status_change,
    summarised,
    task,
    theme,
    unit,
    way,
)
from tests.cast import Cast

PEOPLE = ("anonymous", "eva", "anna", "clara", "bo", "dan", "finn", "gry", "root")
ANSWER = {"2": 200, "3": 302, "4": 403, "0": 404, "5": 405, "9": 409, "1": 400}


class Undo(Exception):
    """Roll back what one person did, before the next is asked."""


def names(patterns: list, prefix: str = "") -> Iterator[str]:
    """The full name of every address below the resolver."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, space)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


# name, what must exist, method, and the answer to each of PEOPLE in that order
ROWS: tuple[tuple[str, Args, str, str], ...] = (
    ("start", nothing, "GET", "322222222"),
    ("accessibility", nothing, "GET", "222222222"),
    ("search", nothing, "GET", "322222222"),
    ("secretariat", nothing, "GET", "344444424"),
    ("coverage", nothing, "GET", "344444424"),
    ("figures", nothing, "GET", "344444424"),
    ("report", nothing, "GET", "344444424"),
    ("exports", nothing, "GET", "344444424"),
    ("export", an_export, "GET", "344444424"),
    ("export", no_export, "GET", "344444404"),
    ("new_round", nothing, "GET", "344444424"),
    ("setup", nothing, "GET", "344444422"),
    ("themes:list", nothing, "GET", "322222222"),
    ("themes:theme", theme, "GET", "322222222"),
    ("themes:edit", theme, "GET", "342444424"),
    ("themes:write_update", theme, "POST", "342444424"),
    ("themes:propose", nothing, "GET", "322222222"),
    ("themes:proposals", nothing, "GET", "322222222"),
    ("themes:proposal", proposed, "GET", "320000020"),
    ("themes:map", nothing, "GET", "322222222"),
    ("themes:rounds", nothing, "GET", "322222222"),
    ("themes:round", a_round, "GET", "322222222"),
    ("themes:agendas", nothing, "GET", "322222222"),
    ("themes:agenda", an_agenda, "GET", "322222222"),
    ("themes:all_ideas", nothing, "GET", "322222222"),
    ("themes:all_capital", nothing, "GET", "322222222"),
    ("themes:all_ownership", nothing, "GET", "322222222"),
    ("themes:stories", nothing, "GET", "322222222"),
    ("themes:arena_register", reference_leader, "GET", "322222222"),
    ("themes:add_arena", nothing, "GET", "344422444"),
    ("themes:edit_arena", an_arena, "GET", "344424444"),
    ("themes:follow", theme, "POST", "333333333"),
    ("themes:network", theme, "GET", "322222222"),
    ("themes:meetings", theme, "GET", "322222222"),
    ("themes:add_member", theme, "GET", "342444424"),
    ("themes:edit_member", room(rooms.member), "GET", "342444424"),
    ("themes:remove_member", room(rooms.member), "POST", "341444414"),
    ("themes:add_meeting", theme, "GET", "342444424"),
    ("themes:edit_meeting", room(rooms.meeting), "GET", "342444424"),
    ("themes:remove_meeting", room(rooms.meeting), "POST", "341444414"),
    ("themes:strategy", theme, "GET", "322222222"),
    ("themes:initiatives", theme, "GET", "322222222"),
    ("themes:propose_agenda", theme, "GET", "342424424"),
    ("themes:add_agenda_link", theme, "GET", "342424424"),
    ("themes:edit_agenda_link", room(rooms.agenda_link), "GET", "342424424"),
    ("themes:remove_agenda_link", room(rooms.agenda_link), "POST", "341414414"),
    ("themes:link_state", room(rooms.agenda_link), "GET", "344424424"),
    ("themes:add_initiative", theme, "GET", "342424424"),
    ("themes:edit_initiative", room(rooms.initiative), "GET", "342424424"),
    ("themes:remove_initiative", room(rooms.initiative), "POST", "341414414"),
    ("themes:arenas", theme, "GET", "322222222"),
    ("themes:ask_for_arena", theme, "GET", "342424424"),
    ("themes:offer_arena", theme, "GET", "344424444"),
    ("themes:answer_arena", room(rooms.wish), "GET", "344424444"),
    ("themes:use_arena", room(rooms.offered), "GET", "342424424"),
    ("themes:ideas", theme, "GET", "322222222"),
    ("themes:add_idea", theme, "GET", "322222222"),
    ("themes:idea", room(rooms.idea), "GET", "322222222"),
    ("themes:edit_idea", room(rooms.idea), "GET", "322444424"),
    ("themes:move_idea", room(rooms.idea), "POST", "341444414"),
    ("themes:stop_idea", room(rooms.idea), "GET", "342444424"),
    ("themes:start_test", room(rooms.idea), "GET", "342444424"),
    ("themes:write_test", an_idea_test, "GET", "342444424"),
    ("themes:ask_receiver", room(rooms.idea), "GET", "342444424"),
    ("themes:answer_handover", a_handover, "GET", "344444244"),
    ("themes:confirm_handover", a_handover, "POST", "344494444"),
    ("themes:withdraw_handover", a_handover, "POST", "343444434"),
    ("themes:value", theme, "GET", "322222222"),
    ("themes:story", room(rooms.story), "GET", "322222222"),
    ("themes:add_story", theme, "GET", "342424424"),
    ("themes:edit_story", room(rooms.story), "GET", "342444424"),
    ("themes:remove_story", room(rooms.story), "POST", "341444414"),
    ("themes:publish_story", room(rooms.story), "POST", "343444444"),
    ("public_story", public_story, "GET", "222222222"),
    ("public_story", hidden_story, "GET", "000000000"),
    ("themes:capital", theme, "GET", "322222222"),
    ("themes:add_funding", theme, "GET", "342424424"),
    ("themes:edit_funding", room(rooms.funding), "GET", "342424424"),
    ("themes:remove_funding", room(rooms.funding), "POST", "341414414"),
    ("themes:ownership", theme, "GET", "342424424"),
    ("themes:add_ownership", theme, "GET", "342424444"),
    ("themes:edit_ownership", room(rooms.ownership), "GET", "302020040"),
    ("themes:remove_ownership", room(rooms.ownership), "POST", "301010040"),
    ("themes:politics", theme, "GET", "322222222"),
    ("themes:assess", theme, "GET", "344424444"),
    ("themes:ask_for_assessment", theme, "GET", "342444444"),
    ("themes:phases", theme, "GET", "322222222"),
    ("themes:gate", theme, "GET", "342444424"),
    ("themes:review", a_review, "GET", "322222222"),
    ("themes:review", a_review, "POST", "343434434"),
    ("themes:assignments", theme, "GET", "322222222"),
    ("themes:propose_person", a_vacant_role, "GET", "344444424"),
    ("themes:answer_offer", room(staffing.offer), "GET", "324040040"),
    ("themes:withdraw_offer", room(staffing.offer), "POST", "344040030"),
    ("themes:ask_for_leader", theme, "GET", "342444444"),
    ("themes:answer_request", room(staffing.wish), "GET", "304000020"),
    ("themes:withdraw_request", room(staffing.wish), "POST", "303000040"),
    ("themes:change_holder", a_held_role, "GET", "344444424"),
    ("themes:hand_over_note", room(staffing.change), "GET", "300020020"),
    ("load", nothing, "GET", "344444424"),
    ("knowledge:handbook", nothing, "GET", "322222222"),
    ("knowledge:handbook_page", a_page, "GET", "322222222"),
    ("knowledge:examples", nothing, "GET", "322222222"),
    ("knowledge:own_examples", nothing, "GET", "322222222"),
    ("knowledge:add_example", nothing, "GET", "342222444"),
    ("knowledge:example", approved_example, "GET", "322222222"),
    ("knowledge:example", draft_example, "GET", "302000000"),
    ("knowledge:example", sent_example, "GET", "302000020"),
    ("knowledge:edit_example", draft_example, "GET", "302000000"),
    ("knowledge:edit_example", approved_example, "GET", "342444444"),
    ("knowledge:withdraw_example", approved_example, "POST", "343444444"),
    ("knowledge:answer_example", sent_example, "POST", "304000010"),
    ("knowledge:take_down_example", approved_example, "POST", "344444424"),
    ("knowledge:example_queue", nothing, "GET", "344444424"),
    ("roles:names", nothing, "GET", "322222222"),
    ("roles:list", nothing, "GET", "322222222"),
    ("roles:role", role, "GET", "322222222"),
    ("roles:people", nothing, "GET", "322222222"),
    ("roles:person", person, "GET", "322222222"),
    ("roles:edit_self", nothing, "GET", "322222222"),
    ("roles:units", nothing, "GET", "322222222"),
    ("roles:unit", unit, "GET", "322222222"),
    ("staff", nothing, "GET", "344444244"),
    ("roles:nominations", nothing, "GET", "344444244"),
    ("roles:nominate", nothing, "GET", "344444244"),
    ("roles:staff_names", nothing, "GET", "322222222"),
    ("roles:nomination", a_nomination, "GET", "300000220"),
    ("roles:edit_nomination", a_nomination, "GET", "300000240"),
    ("roles:withdraw_nomination", a_nomination, "GET", "300000240"),
    ("roles:answer_nomination", a_nomination, "POST", "300000420"),
    ("roles:nomination_inbox", nothing, "GET", "344444424"),
    ("roles:set_language", nothing, "POST", "333333333"),
    ("dialogues:list", nothing, "GET", "322222222"),
    ("dialogues:new", questions, "GET", "342444444"),
    ("dialogues:new", questions, "POST", "343444444"),
    ("dialogues:conversation", invited, "GET", "302020000"),
    ("dialogues:invitation", invited, "GET", "302040000"),
    ("dialogues:answer", invited, "POST", "304020000"),
    ("dialogues:cancel", invited, "GET", "302020000"),
    ("dialogues:preparation", invited, "GET", "302020000"),
    ("dialogues:save_field", invited, "POST", "301010000"),
    ("dialogues:submit", invited, "POST", "303030000"),
    ("dialogues:withdraw", invited, "POST", "303030000"),
    ("dialogues:oral", invited, "POST", "303030000"),
    ("dialogues:share", invited, "POST", "309090000"),
    ("dialogues:reveal", invited, "GET", "302020000"),
    ("dialogues:add", invited, "POST", "302020000"),
    ("dialogues:own_notes", invited, "GET", "302020000"),
    ("dialogues:save_note", invited, "POST", "301010000"),
    ("dialogues:delete_note", invited, "POST", "303030000"),
    ("dialogues:agenda", invited, "GET", "302020000"),
    ("dialogues:add_point", invited, "POST", "302020000"),
    ("dialogues:rewrite_point", agenda_point, "GET", "302020000"),
    ("dialogues:move_point", agenda_point, "POST", "309090000"),
    ("dialogues:record", invited, "GET", "302020000"),
    ("dialogues:sparring", theme, "GET", "342424444"),
    ("dialogues:edit_sparring", a_sparring, "GET", "342424444"),
    ("dialogues:delete_sparring", a_sparring, "POST", "343434444"),
    ("dialogues:acknowledgement", theme, "GET", "342424444"),
    ("dialogues:pulse", theme, "GET", "342424444"),
    ("dialogues:withdraw_pulse", a_pulse, "POST", "343434444"),
    ("dialogues:succession", theme, "GET", "300000000"),
    ("dialogues:sitting", theme, "GET", "342424444"),
    ("dialogues:say", sitting_duty, "POST", "342424444"),
    ("dialogues:conclude_sitting", a_sitting, "POST", "341414444"),
    ("dialogues:start", agreed, "POST", "303030000"),
    ("dialogues:guide_print", invited, "GET", "302020000"),
    ("dialogues:guide_print", held, "GET", "302020000"),
    ("dialogues:blank_form", invited, "GET", "302020000"),
    ("dialogues:guide", guide_step, "GET", "302020000"),
    ("dialogues:save_point", guide_step, "POST", "301010000"),
    ("dialogues:beacon", started, "GET", "300000000"),
    ("dialogues:hold", started, "POST", "303030000"),
    ("dialogues:add_task", started, "POST", "302020000"),
    ("dialogues:summary", held, "GET", "302020000"),
    ("dialogues:agreement", summarised, "GET", "302020000"),
    ("dialogues:agreement_print", summarised, "GET", "302020000"),
    ("dialogues:agreement", approved, "GET", "302020020"),
    ("dialogues:agreement_print", approved, "GET", "302020020"),
    ("dialogues:approve", summarised, "POST", "302020000"),
    ("dialogues:reopen", approved, "GET", "302020000"),
    ("dialogues:close", approved, "POST", "303030000"),
    ("dialogues:tasks", nothing, "GET", "322222222"),
    ("dialogues:finish_task", task, "POST", "303030000"),
    ("dialogues:mandate", theme, "GET", "342424224"),
    ("dialogues:mandate_print", theme, "GET", "342424224"),
    ("dialogues:mandate_part", a_begun_part, "GET", "302000200"),
    ("dialogues:mandate_part", an_agreed_part, "GET", "302020220"),
    ("dialogues:mandate_part", an_agreed_sharing, "GET", "302020020"),
    ("dialogues:begin_part", a_manager_to_invite, "GET", "342444444"),
    ("dialogues:begin_part", a_manager_to_invite, "POST", "343444444"),
    ("dialogues:write_part", a_begun_part, "GET", "302000200"),
    ("dialogues:agree_part", a_begun_part, "POST", "303000300"),
    ("dialogues:agree_part", an_agreed_part, "POST", "303040340"),
    ("dialogues:reopen_part", an_agreed_part, "GET", "302040240"),
    ("dialogues:duties", theme, "GET", "342424424"),
    ("dialogues:duties_print", theme, "GET", "342424424"),
    ("dialogues:duty", duty, "GET", "342424424"),
    ("dialogues:own_view", duty, "POST", "342424444"),
    ("dialogues:mark_view", duty, "POST", "341414444"),
    ("dialogues:propose_status", duty, "POST", "342424444"),
    ("dialogues:answer_status", status_change, "POST", "344414444"),
    ("dialogues:withdraw_status", status_change, "POST", "343444444"),
    ("dialogues:plan_duty", duty, "POST", "342424444"),
    ("dialogues:worklist", nothing, "GET", "344444424"),
    ("dialogues:finding", a_finding, "GET", "344444424"),
    ("dialogues:claim_finding", a_finding, "POST", "344444434"),
    ("dialogues:release_finding", a_finding, "POST", "344444494"),
    ("dialogues:take_over_finding", a_finding, "POST", "344444424"),
    ("dialogues:snooze_finding", a_finding, "POST", "344444424"),
    ("dialogues:clear_finding", a_finding, "POST", "344444424"),
    ("dialogues:reopen_finding", a_finding, "POST", "344444434"),
    ("dialogues:help", nothing, "GET", "322222222"),
    ("dialogues:ask", way, "GET", "322222222"),
    ("dialogues:my_requests", nothing, "GET", "322222222"),
    ("dialogues:my_request", a_request, "GET", "302000000"),
    ("dialogues:solve_request", a_request, "POST", "303000000"),
    ("dialogues:inbox", nothing, "GET", "344444424"),
    ("dialogues:case", a_request, "GET", "344444424"),
    ("dialogues:case", a_request, "POST", "344444424"),
    ("dialogues:claim_request", a_request, "POST", "344444434"),
    ("dialogues:hand_on_request", a_request, "POST", "344444424"),
    ("dialogues:agree_meeting", a_request, "POST", "344444424"),
    ("dialogues:note_request", a_request, "POST", "344444424"),
    ("roles:courses", nothing, "GET", "322222222"),
    ("roles:course", a_course, "GET", "322222222"),
    ("roles:sign_up", a_session, "POST", "333333333"),
    ("roles:sign_off", a_session, "POST", "333333333"),
    ("roles:manage", nothing, "GET", "344444424"),
    ("roles:manage_session", a_session, "GET", "344444424"),
    ("roles:cancel_session", a_session, "POST", "344444424"),
    ("roles:door_list", a_session, "GET", "344444424"),
)

# Addresses of libraries and of the admin are asked by their own tests below.
ELSEWHERE = ("admin:", "account_")


def known() -> set[str]:
    return {name for name in names(get_resolver().url_patterns) if not name.startswith(ELSEWHERE)}


def test_every_address_has_a_row() -> None:
    assert known() - {row[0] for row in ROWS} == set()


def ask(client: Client, cast: Cast, person: str, method: str, address: str) -> int:
    if person != "anonymous":
        client.force_login(getattr(cast, person))
    return getattr(client, method.lower())(address).status_code


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1].__name__}-{row[2]}")
def test_who_gets_in(cast: Cast, row: tuple[str, Args, str, str]) -> None:
    name, args, method, answers = row
    address = reverse(name, args=args(cast))
    got = {}
    for who in PEOPLE:
        # Each is asked in the same world, whatever the one before did to it.
        with suppress(Undo), transaction.atomic():
            got[who] = ask(Client(), cast, who, method, address)
            raise Undo
    assert got == {who: ANSWER[letter] for who, letter in zip(PEOPLE, answers, strict=True)}


# Where a page only takes what is posted, and where it only shows, for the one whom it is for.
@pytest.mark.parametrize("row", [r for r in ROWS if r[2] == "POST"], ids=lambda row: row[0])
def test_what_is_posted_is_not_fetched(cast: Cast, row: tuple[str, Args, str, str]) -> None:
    name, args, _, _ = row
    if name in ("dialogues:new", "dialogues:begin_part", "dialogues:case", "themes:review"):
        return
    answer = ask(Client(), cast, "anna", "GET", reverse(name, args=args(cast)))
    assert answer == 405
