"""What becomes of a mandate when its people change, and when the theme ends."""

from dialogues.models import MandatePart
from dialogues.queries.mandate import mandate
from roles.models import Unit
from tests import mandates
from tests.cast import Cast, assign, make_person
from tests.dialogues.test_mandate import address, page, say_yes, signed_in
from tests.mandates import DRIVER, MANAGER
from themes.models import Phase, Theme


def test_new_line_manager_agrees_anew_and_the_old_part_stays_with_its_two(cast: Cast) -> None:
    row = mandates.agreed(cast)
    Unit.objects.filter(pk=cast.anna.unit_id).update(manager=cast.dan)
    found = mandate(cast.theme).part(MANAGER)
    assert (found.person, found.row, found.agreed_at) == (cast.dan, None, None)
    assert "Torsdage er netværkets." in page(cast.finn, row.get_absolute_url())
    assert "Torsdage er netværkets." in page(cast.anna, row.get_absolute_url())
    for person in (cast.dan, cast.bo):
        assert signed_in(person).get(row.get_absolute_url()).status_code == 404
    assert signed_in(cast.finn).get(address(cast)).status_code == 403


def test_old_pair_can_neither_write_agree_nor_reopen(cast: Cast) -> None:
    row = mandates.written(cast)
    Unit.objects.filter(pk=cast.anna.unit_id).update(manager=cast.dan)
    assert say_yes(cast.finn, row).status_code == 403
    client = signed_in(cast.finn)
    assert client.get(address(cast, "write_part", MANAGER)).status_code == 403
    assert client.get(address(cast, "reopen_part", MANAGER)).status_code == 403
    assert "Denne tekst er mellem Anna Netsø og Finn Leder." in page(
        cast.finn, row.get_absolute_url()
    )


def test_new_co_driver_is_invited_anew(cast: Cast) -> None:
    mandates.agreed(cast, DRIVER)
    cast.theme.assignments.filter(role=DRIVER).delete()
    new = assign(cast.theme, DRIVER, make_person("Ny Driver")).person
    html = page(cast.anna, address(cast))
    assert "Ny Driver" in html
    assert "Ida Driver" not in html
    signed_in(cast.anna).post(address(cast, "begin_part", DRIVER))
    assert "Ida skriver ud." not in page(new, address(cast, "mandate_part", DRIVER))


def test_yes_on_an_old_page_is_never_given_to_another_text(cast: Cast) -> None:
    old = mandates.written(cast)
    Unit.objects.filter(pk=cast.anna.unit_id).update(manager=cast.dan)
    mandates.begin_part(theme=cast.theme, role=MANAGER, by=cast.anna)
    assert say_yes(cast.anna, old).status_code == 403
    assert not MandatePart.objects.exclude(leader_agreed_at=None).exists()


def test_closed_theme_keeps_what_was_agreed_and_takes_nothing_new(cast: Cast) -> None:
    row, begun = mandates.agreed(cast), mandates.written(cast, DRIVER)
    Theme.objects.update(phase=Phase.objects.get(key="closed"))
    html = page(cast.anna, address(cast))
    assert "Temaet blev afsluttet, før mandatet kom på plads." in html
    assert "Torsdage er netværkets." in page(cast.finn, row.get_absolute_url())
    assert say_yes(cast.anna, begun).status_code == 403
    assert signed_in(cast.anna).get(address(cast, "reopen_part", MANAGER)).status_code == 403
    assert "Temaet er afsluttet" in page(cast.anna, begun.get_absolute_url())


def test_theme_without_a_network_leader_has_no_mandate_in_place(cast: Cast) -> None:
    mandates.in_place(cast)
    cast.theme.assignments.filter(person=cast.anna).delete()
    html = page(cast.bo, address(cast))
    assert "Temaet har ingen netværksleder lige nu." in html
    assert "Mandatet er på plads" not in html
