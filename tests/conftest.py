"""Fixtures that every test may ask for."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from tests import clock, kept
from tests.cast import Cast, make_cast


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--day", help="set the clock of the run: 2027-02-28, or with a time of day")
    parser.addoption("--kept", action="store_true", help="begin with a copy of a kept database")


def pytest_configure(config: pytest.Config) -> None:
    if config.option.day is None:
        config.option.day = clock.day_to_stay_on(datetime.now(UTC))
    if config.option.day:
        clock.begin_on(config.option.day)


def pytest_report_header(config: pytest.Config) -> str | None:
    return f"the clock is set to {config.option.day}" if config.option.day else None


@pytest.fixture(scope="session", autouse=True)
def one_clock(pytestconfig: pytest.Config) -> None:
    """What a test starts follows the clock; not for workers, which begin before any test."""
    if pytestconfig.getoption("day"):
        clock.lead()


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
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, pytestconfig: pytest.Config
) -> None:
    if pytestconfig.getoption("kept") and not pytestconfig.getoption("create_db"):
        kept.begin()


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
