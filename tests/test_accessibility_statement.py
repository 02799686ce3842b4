"""The accessibility statement is for everyone, signed in or not."""

import pytest
from django.test import Client

from tests.cast import Cast


@pytest.mark.django_db
def test_statement_is_public(client: Client) -> None:
    response = client.get("/tilgaengelighed/")
    assert response.status_code == 200
    assert "Tilgængelighedserklæring</h1>" in response.text
    assert 'id="main-content"' in response.text


def test_statement_is_there_for_those_signed_in(cast: Cast, client: Client) -> None:
    client.force_login(cast.eva)
    assert "WCAG 2.1" in client.get("/tilgaengelighed/").text
    assert client.post("/tilgaengelighed/").status_code == 405
