"""Fixtures that every test may ask for."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """End what a thread of the browser's server may still hold; PostgreSQL drops nothing in use."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
