"""The page of a duty begins with what is lived, offers one thing to do, and keeps a secret."""

import pytest

from dialogues.services import duties as services
from referenceledelse.core.web.errors import Refused
from roles.models import RolePoint
from tests import talks
from tests.cast import Cast, assign, make_person
from tests.dialogues.duty_pages import duty_of, read, signed_in, url
from tests.settled import close


def lived_first(page: str) -> bool:
    """Whether what is lived and what comes next stand before how far the duty is."""
    places = [
        page.index(words) for words in ('class="duty-main"', 'id="duty-plan"', "duty-grading")
    ]
    return places == sorted(places)


ACTS = {
    "strategic_link": ("Kobl til dagsorden", "strategi/koblinger/ny/"),
    "arenas": ("Tilbyd spillebane", "spillebaner/tilbyd/"),
    "capital": ("Tilføj behov", "kapital/ny/"),
    "ownership": ("Introducér leder", "ledere/ny/"),
    "value": ("Anerkend værdien", "anerkendelse/?slags=value"),
    "lab_to_practice": ("Giv idé videre", "ideer/"),
    "political_interplay": ("Vurdér", "politik/vurder/"),
}


def test_each_duty_begins_with_what_is_lived_and_one_thing_to_do(cast: Cast) -> None:
    talks.held_talk(cast)
    for key in RolePoint.objects.duties().current().values_list("key", flat=True):
        answer = signed_in(cast.bo).get(url(cast, key=key))
        page = answer.content.decode()
        assert lived_first(page), key
        found = answer.context["act"]
        assert (found and found[0]) == ACTS.get(key, (None,))[0]
        if found:
            assert found[1] == f"/temaer/{cast.theme.slug}/{ACTS[key][1]}"
            assert signed_in(cast.bo).get(found[1]).status_code == 200
            assert page.index(found[0]) < page.index('id="duty-plan"')


def test_only_who_may_is_offered_what_can_be_done(cast: Cast) -> None:
    talks.held_talk(cast)
    driver = make_person("Ida Driver")
    assign(cast.theme, "co_driver", driver)
    assert "Tilbyd spillebane" not in read(cast.anna, url(cast, key="arenas"))
    assert "Bed om en spillebane" in read(cast.anna, url(cast, key="arenas"))
    assert signed_in(driver).get(url(cast, key="capital")).context["act"] is None
    close(cast.theme)
    assert signed_in(cast.bo).get(url(cast, key="capital")).context["act"] is None


STEP = "Ring, når det gynger"


@pytest.mark.parametrize("key", ["sparring", "co_player", "partnership"])
def test_next_step_between_the_two_is_on_no_page_of_another(cast: Cast, key: str) -> None:
    talks.held_talk(cast)
    cast.theme.duties.filter(key__in=(key, "capital")).update(next_step=STEP, responsible=cast.bo)
    driver = make_person("Ida Driver")
    assign(cast.theme, "co_driver", driver)
    below = f"/temaer/{cast.theme.slug}/opgaver/"
    for person in (cast.anna, cast.bo):
        assert read(person, below).count(STEP) == 2
    for person in (driver, cast.gry):
        assert STEP not in read(person, url(cast, key=key))
        assert STEP in read(person, url(cast, key="capital"))
        for page in (below, f"{below}print/"):
            assert read(person, page).count(STEP) == 1
    takers = signed_in(cast.anna).get(url(cast, key=key)).context["plan_form"]
    assert driver not in takers.fields["responsible"].queryset
    duty = duty_of(cast, key)
    with pytest.raises(Refused):
        services.plan_duty(
            **{"duty": duty, "version": duty.version, "by": cast.anna, "next_step": STEP},
            **{"responsible": driver, "due_on": None},
        )
