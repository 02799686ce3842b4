"""The way from co-driver to network leader, as each role meets it."""

import re

import pytest

from tests.cast import Cast, assign
from tests.roles.test_training import own_course
from tests.support import join, session, signed_in


@pytest.mark.parametrize(
    ("who", "way"),
    [
        ("anna", "Dine kurser som netværksleder"),
        ("eva", "Din vej fra co-driver til netværksleder"),
        ("finn", "Din vej fra co-driver til netværksleder"),
        ("bo", "Vejen fra co-driver til netværksleder"),
    ],
)
def test_path_is_named_by_the_readers_role(cast: Cast, who: str, way: str) -> None:
    own_course("Kør med", 1, "co_driver")
    assign(cast.theme, "co_driver", cast.finn)
    reader = getattr(cast, who)
    for address, tag in (("/kurser/", "h2"), (reader.get_absolute_url(), "h3")):
        page = " ".join(signed_in(reader).get(address).text.split())
        assert re.search(rf"<{tag}[^>]*> ?{way} ?</{tag}>", page)


def test_reference_leader_who_takes_a_course_of_the_path_has_no_next(cast: Cast) -> None:
    row = own_course("Kør med", 1, "co_driver")
    own_course("Led", 2, "network_leader")
    join(session(course=row), cast.bo)
    path = signed_in(cast.bo).get("/kurser/").context["training"].path
    assert [step.stand for step in path] == ["signed_up", "others"]
