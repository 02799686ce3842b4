"""The secretariat at work in the administration."""

import pytest
from django.test import Client

from roles.services import ensure_secretariat_group
from tests.cast import Cast


@pytest.fixture
def gry(cast: Cast, client: Client) -> Client:
    """The browser of a person in the secretariat."""
    ensure_secretariat_group()
    client.force_login(cast.gry)
    return client
