"""Stones on the road: laid in a line, cleared by the reference leader or a named colleague."""

from dialogues.models import Stone
from dialogues.queries.stones import stone_counts
from dialogues.services import stones
from roles.models import RoleKey, User
from tests.cast import Cast, assign, make_person
from tests.dialogues.duty_pages import read, signed_in, url
from tests.settled import close, steps
from themes.models import Assignment

TEXT = "Borgerservice har ingen ledig tid"


def stone_of(cast: Cast) -> Stone:
    return stones.lay(theme=cast.theme, by=cast.anna, text=TEXT)


def press(person: User, row: Stone, verb: str, **values: str) -> int:
    return signed_in(person).post(f"{row.get_absolute_url()}{verb}/", values).status_code


def about(person: User, cast: Cast) -> list[str]:
    """The rows of the start page about a stone, in their order."""
    return [title for title in steps(person, cast.theme) if TEXT in title]


def test_stone_is_laid_in_a_line_and_is_the_reference_leaders_first_row(cast: Cast) -> None:
    address = f"/temaer/{cast.theme.slug}/sten/"
    for _ in range(2):
        signed_in(cast.anna).post(address, {"text": TEXT})
    row = Stone.objects.get()
    assert steps(cast.bo, cast.theme)[0] == f"En sten ligger i vejen for Anna Netsø: “{TEXT}”"
    assert TEXT in read(cast.bo, address)
    says = "Skriv, hvad der kom ud af det"
    assert says not in read(cast.bo, address)
    assert press(cast.bo, row, "ryd") == 302
    assert says in read(cast.bo, address) and says not in read(cast.anna, address)
    assert about(cast.bo, cast) == []
    assert about(cast.anna, cast) == [f"Din sten “{TEXT}”: bliver ryddet"]
    read(cast.anna, row.get_absolute_url())
    assert about(cast.anna, cast) == []


def test_colleague_takes_it_and_says_what_came_of_it(cast: Cast) -> None:
    row = stone_of(cast)
    values = {"hand-on-colleague": cast.eva.email, "hand-on-words": "Ring til Anna"}
    assert press(cast.bo, row, "giv-videre", **values) == 302
    assert about(cast.eva, cast) == [f"En sten ligger i vejen for Anna Netsø: “{TEXT}”"]
    assert "Ring til Anna" in read(cast.eva, row.get_absolute_url())
    press(cast.eva, row, "ryd")
    press(cast.eva, row, "ryddet", **{"cleared-words": "Torsdage er frie"})
    row.refresh_from_db()
    assert (row.state, row.holder) == ("cleared", None)
    for key in ("arenas", "co_player"):
        html = read(cast.anna, url(cast, "duty", key))
        assert "1 sten på vejen: 1 ryddet" in html and "Torsdage er frie" in html


def test_reference_leader_notes_a_stone_she_has_seen_and_takes_it(cast: Cast) -> None:
    address = f"/temaer/{cast.theme.slug}/sten/"
    assert "Jeg tager stenen" in read(cast.bo, address)
    for _ in range(2):
        signed_in(cast.bo).post(address, {"text": TEXT})
    row = Stone.objects.get()
    assert (row.state, row.holder, row.laid_by) == ("taken", cast.bo, cast.bo)
    assert about(cast.anna, cast) == [f"Bo Refsgaard har set en sten “{TEXT}”: bliver ryddet"]
    assert "Bo Refsgaard gjorde opmærksom på stenen den" in read(cast.anna, row.get_absolute_url())
    assert press(cast.anna, row, "traek-tilbage") == 403
    assert press(cast.bo, row, "ryddet", **{"cleared-words": "Torsdage er frie"}) == 302
    assert stone_counts(cast.theme)["cleared"] == 1


def test_colleagues_no_lays_it_back_with_the_reason(cast: Cast) -> None:
    row = stones.hand_on(stone=stone_of(cast), by=cast.bo, colleague=cast.eva)
    assert press(cast.eva, row, "hvorfor-ikke", **{"why-not-words": ""}) == 200
    press(cast.eva, row, "hvorfor-ikke", **{"why-not-words": "Det er ikke min kalender"})
    row.refresh_from_db()
    assert row.state == "lying"
    assert about(cast.bo, cast) and not about(cast.eva, cast)
    html = read(cast.bo, row.get_absolute_url())
    assert "Eva Sten gav stenen tilbage" in html and "Det er ikke min kalender" in html
    press(cast.bo, row, "hvorfor-ikke", **{"why-not-words": "Der er kun tre skranker"})
    row.refresh_from_db()
    assert row.state == "declined"
    assert "Der er kun tre skranker" not in read(cast.eva, row.get_absolute_url())


def test_others_on_the_theme_read_numbers_and_no_word(cast: Cast) -> None:
    stones.clear(stone=stone_of(cast), by=cast.bo, words="Det tog en samtale")
    html = read(cast.gry, url(cast, "duty", "arenas"))
    assert "1 sten på vejen: 1 ryddet, 0 på vejen endnu." in html
    assert TEXT not in html and "Det tog en samtale" not in html


def test_stone_follows_to_a_new_reference_leader_when_its_author_says_so(cast: Cast) -> None:
    row = stones.hand_on(stone=stone_of(cast), by=cast.bo, colleague=cast.eva, words="Os to")
    Assignment.objects.filter(theme=cast.theme, person=cast.bo).delete()
    new = make_person("Nora Nyquist")
    assign(cast.theme, RoleKey.REFERENCE_LEADER, new)
    page = f"/temaer/{cast.theme.slug}/sten/"
    assert about(new, cast) == [] and TEXT not in read(new, page)
    assert "Sten fra dit tidligere samarbejde" in read(cast.anna, page)
    for _ in range(2):
        assert press(cast.anna, row, "tag-med") == 302
    fresh = Stone.objects.get(reference_leader=new)
    assert len(about(new, cast)) == 1
    assert "Os to" not in read(new, fresh.get_absolute_url())
    assert stone_counts(cast.theme)["all"] == 1


def test_closed_theme_asks_for_no_stone(cast: Cast) -> None:
    row = stone_of(cast)
    close(cast.theme)
    assert about(cast.bo, cast) == []
    assert press(cast.bo, row, "ryd") == 403
    assert "Jeg rydder stenen" not in read(cast.bo, row.get_absolute_url())


def test_what_happened_since_the_page_was_read_is_still_news(cast: Cast) -> None:
    seen = stones.take(stone=stone_of(cast), by=cast.bo)
    stones.clear(stone=seen, by=cast.bo, words="Torsdage er frie")
    stones.mark_read(stone=seen, by=cast.anna)
    row = Stone.objects.get()
    assert row.is_news
    stones.mark_read(stone=row, by=cast.bo)
    assert Stone.objects.get().is_news
    stones.mark_read(stone=row, by=cast.anna)
    assert not Stone.objects.get().is_news
