"""Fixtures that every test may ask for."""

import pytest

from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast of people, one theme with both leaders, and all role texts."""
    return make_cast()
