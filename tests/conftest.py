"""Fixtures that every test may ask for."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.cast import Cast, make_cast


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    """What a test asks for without a request is said in Danish, whoever was asked before."""
    with translation.override("da"):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast of people, one theme with both leaders, and all role texts."""
    return make_cast()
