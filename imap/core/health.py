"""`/healthz`: the process is up. `/readyz`: database, cache and broker answer."""

from collections.abc import Callable

import redis
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from kombu import Connection


def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "up"})


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def cache() -> None:
    redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2).ping()


def broker() -> None:
    with Connection(settings.CELERY_BROKER_URL, connect_timeout=2) as link:
        link.ensure_connection(max_retries=1, interval_start=0, timeout=2)


PARTS: dict[str, Callable[[], None]] = {"database": database, "cache": cache, "broker": broker}


def readyz(request: HttpRequest) -> JsonResponse:
    """200 where all parts answer; 503 with the name of each that does not."""
    state = {name: answers(part) for name, part in PARTS.items()}
    lost = [name for name, up in state.items() if not up]
    return JsonResponse(
        {"status": "not ready" if lost else "ready", "lost": lost, "parts": state},
        status=503 if lost else 200,
    )


def answers(part: Callable[[], None]) -> bool:
    try:
        part()
    except Exception:  # whatever the part's library raises, the part does not answer
        return False
    return True
