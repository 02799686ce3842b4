"""More rows of who gets in where, as ``test_access`` reads them: stones, hours, courses."""

from tests import rooms
from tests.addresses import (
    Args,
    a_first_step,
    a_session,
    a_stone,
    a_stone_at_finns,
    nothing,
    partnership,
    room,
    theme,
)

ROWS: tuple[tuple[str, Args, str, str], ...] = (
    ("dialogues:stones", theme, "GET", "3424244444"),
    ("dialogues:stone", a_stone, "GET", "3020200000"),
    ("dialogues:stone", a_stone_at_finns, "GET", "3020202000"),
    ("dialogues:take_stone", a_stone, "POST", "3040300000"),
    ("dialogues:take_stone", a_stone_at_finns, "POST", "3040303000"),
    ("dialogues:hand_on_stone", a_stone, "POST", "3040200000"),
    ("dialogues:decline_stone", a_stone_at_finns, "POST", "3040202000"),
    ("dialogues:clear_stone", a_stone_at_finns, "POST", "3040202000"),
    ("dialogues:withdraw_stone", a_stone, "POST", "3030400000"),
    ("dialogues:carry_on_stone", a_stone, "POST", "3030300000"),
    ("dialogues:note_step", partnership, "POST", "3424244444"),
    ("dialogues:remove_step", a_first_step, "POST", "3444344444"),
    ("themes:add_allocation", theme, "GET", "3424244244"),
    ("themes:edit_allocation", room(rooms.allocation), "GET", "3424244244"),
    ("themes:remove_allocation", room(rooms.allocation), "POST", "3414144144"),
    ("roles:manage", nothing, "GET", "3444444244"),
    ("roles:manage_session", a_session, "GET", "3444444244"),
    ("roles:cancel_session", a_session, "POST", "3444444244"),
    ("roles:door_list", a_session, "GET", "3444444244"),
)
