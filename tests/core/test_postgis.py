"""Whether a kept connection still stands is seen without a question."""

from collections.abc import Iterator

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own, which the test's transaction does not hold."""
    own = connections.create_connection("default")
    own.inc_thread_sharing()
    own.connect()
    yield own
    own.close()


def test_a_connection_that_stands_is_not_asked(kept) -> None:
    with CaptureQueriesContext(kept) as asked:
        assert kept.is_usable()
    assert len(asked) == 0


def test_one_that_the_server_closed_is_not_used_again(kept) -> None:
    with kept.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [process])
    assert not kept.is_usable()
