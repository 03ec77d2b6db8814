"""The bench's database, made anew and dropped at the end; a former run that was killed leaves nothing in the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
import redis
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from bench.place import DATABASE

TO_SERVER = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}


def bare_connection(database: str = DATABASE) -> Any:
    """psycopg2 alone, with the options that the portal's own connections have."""
    values = {theirs: settings.DATABASES["default"].get(ours) for ours, theirs in TO_SERVER.items()}
    options = settings.DATABASES["default"]["OPTIONS"]["options"]
    bare = psycopg2.connect(**{k: v for k, v in values.items() if v} | {"dbname": database}, options=options)
    bare.autocommit = True
    return bare


@contextmanager
def database() -> Iterator[None]:
    drop()
    administer(f"CREATE DATABASE {DATABASE}")
    try:
        call_command("migrate", verbosity=0, interactive=False)
        yield
    finally:
        drop()


def drop() -> None:
    connections.close_all()
    administer(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    redis.Redis.from_url(settings.REDIS_URL).flushdb()


def administer(statement: str) -> None:
    server = bare_connection("postgres")
    try:
        with server.cursor() as cursor:
            cursor.execute(statement)
    finally:
        server.close()


@contextmanager
def without_triggers() -> Iterator[None]:
    """A corpus has no history: rows go in without the triggers that would write it."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            cursor.execute("SET session_replication_role = origin")


def settle() -> None:
    """What autovacuum would have done by the time a corpus of this size is old."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
