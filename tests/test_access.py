"""Who gets in where: every address of the site, asked by each kind of person.

A row names the address, what it needs to exist, and what each of ASKED is answered: 2 in (200),
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

from roles.models import User
from tests import access_rows, mandates, rooms, staffing, taking_part
from tests.addresses import (
    Args,
    a_begun_part,
    a_course,
    a_finding,
    a_handover,
    a_held_role,
    a_mails_link,
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
    an_account_change,
    an_agenda,
    an_agreed_part,
    an_agreed_sharing,
    an_arena,
    an_entrance,
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
    own_words,
    person,
    proposed,
    public_story,
    questions,
    reference_leader,
    revealed,
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
    without_reference_leader,
)
from tests.cast import Cast

PEOPLE = ("anonymous", "eva", "anna", "clara", "bo", "dan", "finn", "gry", "root")
# Ida drives the theme beside Anna; she is in the town of this file alone.
ASKED = (*PEOPLE, "ida")
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


# name, what must exist, method, and the answer to each of ASKED in that order
ROWS: tuple[tuple[str, Args, str, str], ...] = (
    ("start", nothing, "GET", "3222222222"),
    ("read_duties", nothing, "POST", "3333333333"),
    ("accessibility", nothing, "GET", "2222222222"),
    ("search", nothing, "GET", "3222222222"),
    ("secretariat", nothing, "GET", "3444444244"),
    ("coverage", nothing, "GET", "3444444244"),
    ("figures", nothing, "GET", "3444444244"),
    ("report", nothing, "GET", "3444444244"),
    ("exports", nothing, "GET", "3444444244"),
    ("export", an_export, "GET", "3444444244"),
    ("export", no_export, "GET", "3444444044"),
    ("new_round", nothing, "GET", "3444444244"),
    ("setup", nothing, "GET", "3444444224"),
    ("discard_kept", nothing, "POST", "3333333333"),
    ("themes:list", nothing, "GET", "3222222222"),
    ("themes:theme", theme, "GET", "3222222222"),
    ("themes:edit", theme, "GET", "3424444244"),
    ("themes:write_update", theme, "POST", "3424244242"),
    ("themes:propose", nothing, "GET", "3222222222"),
    ("themes:proposals", nothing, "GET", "3222222222"),
    ("themes:proposal", proposed, "GET", "3200000200"),
    ("themes:map", nothing, "GET", "3222222222"),
    ("themes:rounds", nothing, "GET", "3222222222"),
    ("themes:round", a_round, "GET", "3222222222"),
    ("themes:agendas", nothing, "GET", "3222222222"),
    ("themes:agenda", an_agenda, "GET", "3222222222"),
    ("themes:all_ideas", nothing, "GET", "3222222222"),
    ("themes:all_capital", nothing, "GET", "3222222222"),
    ("themes:all_ownership", nothing, "GET", "3222222222"),
    ("themes:stories", nothing, "GET", "3222222222"),
    ("themes:arena_register", reference_leader, "GET", "3222222222"),
    ("themes:add_arena", nothing, "GET", "3444224444"),
    ("themes:edit_arena", an_arena, "GET", "3444244444"),
    ("themes:follow", theme, "POST", "3333333333"),
    ("themes:network", theme, "GET", "3222222222"),
    ("themes:meetings", theme, "GET", "3222222222"),
    ("themes:add_member", theme, "GET", "3424444242"),
    ("themes:edit_member", room(rooms.member), "GET", "3424444242"),
    ("themes:remove_member", room(rooms.member), "POST", "3414444141"),
    ("themes:add_meeting", theme, "GET", "3424444242"),
    ("themes:edit_meeting", room(rooms.meeting), "GET", "3424444242"),
    ("themes:remove_meeting", room(rooms.meeting), "POST", "3414444141"),
    ("themes:strategy", theme, "GET", "3222222222"),
    ("themes:initiatives", theme, "GET", "3222222222"),
    ("themes:propose_agenda", theme, "GET", "3424244244"),
    ("themes:add_agenda_link", theme, "GET", "3424244244"),
    ("themes:edit_agenda_link", room(rooms.agenda_link), "GET", "3424244244"),
    ("themes:remove_agenda_link", room(rooms.agenda_link), "POST", "3414144144"),
    ("themes:link_state", room(rooms.agenda_link), "GET", "3444244244"),
    ("themes:add_initiative", theme, "GET", "3424244244"),
    ("themes:edit_initiative", room(rooms.initiative), "GET", "3424244244"),
    ("themes:remove_initiative", room(rooms.initiative), "POST", "3414144144"),
    ("themes:arenas", theme, "GET", "3222222222"),
    ("themes:ask_for_arena", theme, "GET", "3424244244"),
    ("themes:offer_arena", theme, "GET", "3444244444"),
    ("themes:answer_arena", room(rooms.wish), "GET", "3444244444"),
    ("themes:use_arena", room(rooms.offered), "GET", "3424244244"),
    ("themes:ideas", theme, "GET", "3222222222"),
    ("themes:add_idea", theme, "GET", "3222222222"),
    ("themes:idea", room(rooms.idea), "GET", "3222222222"),
    ("themes:edit_idea", room(rooms.idea), "GET", "3224244242"),
    ("themes:move_idea", room(rooms.idea), "POST", "3414144141"),
    ("themes:stop_idea", room(rooms.idea), "GET", "3424444242"),
    ("themes:start_test", room(rooms.idea), "GET", "3424244242"),
    ("themes:write_test", an_idea_test, "GET", "3424244242"),
    ("themes:ask_receiver", room(rooms.idea), "GET", "3424444242"),
    ("themes:answer_handover", a_handover, "GET", "3444442444"),
    ("themes:confirm_handover", a_handover, "POST", "3444944444"),
    ("themes:withdraw_handover", a_handover, "POST", "3434444343"),
    ("themes:value", theme, "GET", "3222222222"),
    ("themes:story", room(rooms.story), "GET", "3222222222"),
    ("themes:add_story", theme, "GET", "3424244242"),
    ("themes:edit_story", room(rooms.story), "GET", "3424444244"),
    ("themes:remove_story", room(rooms.story), "POST", "3414444144"),
    ("themes:publish_story", room(rooms.story), "POST", "3434444444"),
    ("public_story", public_story, "GET", "2222222222"),
    ("public_story", hidden_story, "GET", "0000000000"),
    ("themes:capital", theme, "GET", "3222222222"),
    ("themes:add_funding", theme, "GET", "3424244244"),
    ("themes:edit_funding", room(rooms.funding), "GET", "3424244244"),
    ("themes:remove_funding", room(rooms.funding), "POST", "3414144144"),
    ("themes:ownership", theme, "GET", "3424244242"),
    ("themes:leader_line", theme, "GET", "3444444444"),
    ("themes:old_leader_line", theme, "GET", "3333333333"),
    ("themes:add_ownership", theme, "GET", "3424244444"),
    ("themes:edit_ownership", room(rooms.ownership), "GET", "3020200404"),
    ("themes:remove_ownership", room(rooms.ownership), "POST", "3010100404"),
    ("themes:politics", theme, "GET", "3222222222"),
    ("themes:assess", theme, "GET", "3444244444"),
    ("themes:ask_for_assessment", theme, "GET", "3424444444"),
    ("themes:phases", theme, "GET", "3222222222"),
    ("themes:gate", theme, "GET", "3424444244"),
    ("themes:review", a_review, "GET", "3222222222"),
    ("themes:review", a_review, "POST", "3434344344"),
    ("themes:assignments", theme, "GET", "3222222222"),
    ("themes:propose_person", a_vacant_role, "GET", "3444444244"),
    ("themes:answer_offer", room(staffing.offer), "GET", "3240400400"),
    ("themes:withdraw_offer", room(staffing.offer), "POST", "3440400300"),
    ("themes:ask_for_leader", without_reference_leader, "GET", "3424444444"),
    ("themes:answer_request", room(staffing.wish), "GET", "3040000200"),
    ("themes:withdraw_request", room(staffing.wish), "POST", "3030000400"),
    ("themes:change_holder", a_held_role, "GET", "3444444244"),
    ("themes:hand_over_note", room(staffing.change), "GET", "3000200200"),
    ("load", nothing, "GET", "3444444244"),
    ("knowledge:why", nothing, "GET", "2222222222"),
    ("knowledge:handbook", nothing, "GET", "3222222222"),
    ("knowledge:handbook_page", a_page, "GET", "3222222222"),
    ("knowledge:examples", nothing, "GET", "3222222222"),
    ("knowledge:own_examples", nothing, "GET", "3222222222"),
    ("knowledge:add_example", nothing, "GET", "3422224444"),
    ("knowledge:example", approved_example, "GET", "3222222222"),
    ("knowledge:example", draft_example, "GET", "3020000000"),
    ("knowledge:example", sent_example, "GET", "3020000200"),
    ("knowledge:edit_example", draft_example, "GET", "3020000000"),
    ("knowledge:edit_example", approved_example, "GET", "3424444444"),
    ("knowledge:withdraw_example", approved_example, "POST", "3434444444"),
    ("knowledge:answer_example", sent_example, "POST", "3040000100"),
    ("knowledge:take_down_example", approved_example, "POST", "3444444244"),
    ("knowledge:example_queue", nothing, "GET", "3444444244"),
    ("roles:names", nothing, "GET", "3222222222"),
    ("roles:list", nothing, "GET", "3222222222"),
    ("roles:role", role, "GET", "3222222222"),
    ("roles:people", nothing, "GET", "3222222222"),
    ("roles:person", person, "GET", "3222222222"),
    ("roles:change_email", person, "GET", "3424444224"),
    ("roles:join_person", person, "GET", "3444444224"),
    ("roles:join_unit", unit, "GET", "3444444224"),
    ("roles:edit_unit", unit, "GET", "3444444224"),
    ("roles:answer_change", an_account_change, "POST", "3030000330"),
    ("roles:confirm_change", a_mails_link, "GET", "2222222222"),
    ("roles:edit_self", nothing, "GET", "3222222222"),
    ("roles:units", nothing, "GET", "3222222222"),
    ("roles:unit", unit, "GET", "3222222222"),
    ("staff", nothing, "GET", "3444442444"),
    ("roles:nominations", nothing, "GET", "3444442444"),
    ("roles:nominate", nothing, "GET", "3444442444"),
    ("roles:staff_names", nothing, "GET", "3222222222"),
    ("roles:nomination", a_nomination, "GET", "3000002200"),
    ("roles:edit_nomination", a_nomination, "GET", "3000002400"),
    ("roles:withdraw_nomination", a_nomination, "GET", "3000002400"),
    ("roles:answer_nomination", a_nomination, "POST", "3000004200"),
    ("roles:nomination_inbox", nothing, "GET", "3444444244"),
    ("roles:entrance", an_entrance, "GET", "2222222222"),
    ("roles:set_language", nothing, "POST", "3333333333"),
    ("dialogues:list", nothing, "GET", "3222222222"),
    ("dialogues:new", questions, "GET", "3424444444"),
    ("dialogues:new", questions, "POST", "3434444444"),
    ("dialogues:conversation", invited, "GET", "3020200000"),
    ("dialogues:invitation", invited, "GET", "3020400000"),
    ("dialogues:answer", invited, "POST", "3040200000"),
    ("dialogues:cancel", invited, "GET", "3020200000"),
    ("dialogues:preparation", invited, "GET", "3020200000"),
    ("dialogues:save_field", invited, "POST", "3010100000"),
    ("dialogues:submit", invited, "POST", "3030300000"),
    ("dialogues:withdraw", invited, "POST", "3030300000"),
    ("dialogues:oral", invited, "POST", "3030300000"),
    ("dialogues:share", invited, "POST", "3090900000"),
    ("dialogues:reveal", invited, "GET", "3020200000"),
    ("dialogues:add", invited, "POST", "3020200000"),
    ("dialogues:own_notes", invited, "GET", "3020200000"),
    ("dialogues:save_note", invited, "POST", "3010100000"),
    ("dialogues:delete_note", invited, "POST", "3030300000"),
    ("dialogues:agenda", invited, "GET", "3020200000"),
    ("dialogues:add_point", invited, "POST", "3020200000"),
    ("dialogues:rewrite_point", agenda_point, "GET", "3020200000"),
    ("dialogues:move_point", agenda_point, "POST", "3090900000"),
    ("dialogues:record", invited, "GET", "3020200000"),
    ("dialogues:begin_preparation", questions, "POST", "3434344444"),
    ("dialogues:say_ready", questions, "POST", "3444344444"),
    ("dialogues:sparring", theme, "GET", "3424244444"),
    ("dialogues:edit_sparring", a_sparring, "GET", "3424244444"),
    ("dialogues:delete_sparring", a_sparring, "POST", "3434344444"),
    ("dialogues:acknowledgement", theme, "GET", "3424244444"),
    ("dialogues:pulse", theme, "GET", "3424244444"),
    ("dialogues:withdraw_pulse", a_pulse, "POST", "3434344444"),
    ("dialogues:succession", theme, "GET", "3000000000"),
    ("dialogues:sitting", theme, "GET", "3424244444"),
    ("dialogues:say", sitting_duty, "POST", "3424244444"),
    ("dialogues:conclude_sitting", a_sitting, "POST", "3414144444"),
    ("dialogues:start", agreed, "POST", "3030300000"),
    ("dialogues:guide_print", invited, "GET", "3020200000"),
    ("dialogues:guide_print", held, "GET", "3020200000"),
    ("dialogues:blank_form", invited, "GET", "3020200000"),
    ("dialogues:guide", guide_step, "GET", "3020200000"),
    ("dialogues:save_point", guide_step, "POST", "3010100000"),
    ("dialogues:beacon", started, "GET", "3000000000"),
    ("dialogues:hold", started, "POST", "3030300000"),
    ("dialogues:add_task", started, "POST", "3020200000"),
    ("dialogues:summary", held, "GET", "3020200000"),
    ("dialogues:agreement", summarised, "GET", "3020200000"),
    ("dialogues:agreement_print", summarised, "GET", "3020200000"),
    ("dialogues:agreement", approved, "GET", "3020200202"),
    ("dialogues:agreement_print", approved, "GET", "3020200202"),
    ("dialogues:approve", summarised, "POST", "3020200000"),
    ("dialogues:reopen", approved, "GET", "3020200000"),
    ("dialogues:close", approved, "POST", "3030300000"),
    ("dialogues:tasks", nothing, "GET", "3222222222"),
    ("dialogues:take_over_task", task, "POST", "3030400000"),
    ("dialogues:finish_task", task, "POST", "3030300000"),
    ("dialogues:mandate", theme, "GET", "3424242242"),
    ("dialogues:mandate_print", theme, "GET", "3424242242"),
    ("dialogues:mandate_part", a_begun_part, "GET", "3020002000"),
    ("dialogues:mandate_part", an_agreed_part, "GET", "3020202202"),
    ("dialogues:mandate_part", an_agreed_sharing, "GET", "3020200202"),
    ("dialogues:begin_part", a_manager_to_invite, "GET", "3424442444"),
    ("dialogues:begin_part", a_manager_to_invite, "POST", "3434443444"),
    ("dialogues:write_part", a_begun_part, "GET", "3020002000"),
    ("dialogues:agree_part", a_begun_part, "POST", "3030003000"),
    ("dialogues:agree_part", an_agreed_part, "POST", "3030403404"),
    ("dialogues:reopen_part", an_agreed_part, "GET", "3020402404"),
    ("dialogues:duties", theme, "GET", "3424244242"),
    ("dialogues:duties_print", theme, "GET", "3424244242"),
    ("dialogues:duty", duty, "GET", "3424244242"),
    ("dialogues:own_view", duty, "POST", "3424244444"),
    ("dialogues:mark_view", duty, "POST", "3414144444"),
    ("dialogues:propose_status", duty, "POST", "3424244444"),
    ("dialogues:answer_status", status_change, "POST", "3444144444"),
    ("dialogues:withdraw_status", status_change, "POST", "3434444444"),
    ("dialogues:take_over_duty", duty, "POST", "3434344444"),
    ("dialogues:plan_duty", duty, "POST", "3424244444"),
    ("dialogues:say_words", own_words, "POST", "3444344444"),
    ("dialogues:take_over_words", revealed, "POST", "3040300000"),
    ("dialogues:worklist", nothing, "GET", "3444444244"),
    ("dialogues:finding", a_finding, "GET", "3444444244"),
    ("dialogues:claim_finding", a_finding, "POST", "3444444344"),
    ("dialogues:release_finding", a_finding, "POST", "3444444944"),
    ("dialogues:take_over_finding", a_finding, "POST", "3444444244"),
    ("dialogues:snooze_finding", a_finding, "POST", "3444444244"),
    ("dialogues:clear_finding", a_finding, "POST", "3444444244"),
    ("dialogues:reopen_finding", a_finding, "POST", "3444444344"),
    ("dialogues:help", nothing, "GET", "3222222222"),
    ("dialogues:ask", way, "GET", "3222222222"),
    ("dialogues:my_requests", nothing, "GET", "3222222222"),
    ("dialogues:my_request", a_request, "GET", "3020000000"),
    ("dialogues:solve_request", a_request, "POST", "3030000000"),
    ("dialogues:inbox", nothing, "GET", "3444444244"),
    ("dialogues:case", a_request, "GET", "3444444244"),
    ("dialogues:case", a_request, "POST", "3444444244"),
    ("dialogues:claim_request", a_request, "POST", "3444444344"),
    ("dialogues:hand_on_request", a_request, "POST", "3444444244"),
    ("dialogues:agree_meeting", a_request, "POST", "3444444244"),
    ("dialogues:note_request", a_request, "POST", "3444444244"),
    ("roles:courses", nothing, "GET", "3222222222"),
    ("roles:course", a_course, "GET", "3222222222"),
    ("roles:sign_up", a_session, "POST", "3333333333"),
    ("roles:sign_off", a_session, "POST", "3333333333"),
    *taking_part.ROWS,
    *access_rows.ROWS,
)

# Addresses of libraries and of the admin are asked by their own tests below.
ELSEWHERE = ("admin:", "account_")


def known() -> set[str]:
    return {name for name in names(get_resolver().url_patterns) if not name.startswith(ELSEWHERE)}


def test_every_address_has_a_row() -> None:
    assert known() - {row[0] for row in ROWS} == set()


def those_in(answers: str) -> list[str]:
    """Those of PEOPLE whom a row lets in."""
    return [who for who, letter in zip(PEOPLE, answers, strict=False) if letter == "2"]


def everyone(cast: Cast) -> dict[str, User | None]:
    return {"anonymous": None, **vars(cast), "ida": mandates.co_driver(cast)}


def ask(client: Client, person: User | None, method: str, address: str) -> int:
    if person:
        client.force_login(person)
    return getattr(client, method.lower())(address).status_code


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1].__name__}-{row[2]}")
def test_who_gets_in(cast: Cast, row: tuple[str, Args, str, str]) -> None:
    name, args, method, answers = row
    address = reverse(name, args=args(cast))
    people = everyone(cast)
    got = {}
    for who in ASKED:
        # Each is asked in the same world, whatever the one before did to it.
        with suppress(Undo), transaction.atomic():
            got[who] = ask(Client(), people[who], method, address)
            raise Undo
    assert got == {who: ANSWER[letter] for who, letter in zip(ASKED, answers, strict=True)}


# Where a page only takes what is posted, and where it only shows, for the one whom it is for.
@pytest.mark.parametrize("row", [r for r in ROWS if r[2] == "POST"], ids=lambda row: row[0])
def test_what_is_posted_is_not_fetched(cast: Cast, row: tuple[str, Args, str, str]) -> None:
    name, args, _, _ = row
    if name in ("dialogues:new", "dialogues:begin_part", "dialogues:case", "themes:review"):
        return
    answer = ask(Client(), cast.anna, "GET", reverse(name, args=args(cast)))
    assert answer == 405
