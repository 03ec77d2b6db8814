"""Django's Redis cache, with the process's own memory standing in while Redis is gone."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
WITHOUT_REDIS = (RedisError, OSError)


def _tolerant(name: str) -> Callable[..., Any]:
    def call(self: "TolerantRedisCache", *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(TolerantRedisCache, self), name)(*args, **kwargs)
        except WITHOUT_REDIS as error:
            log.warning("cache without Redis: %s", error)
            return getattr(self.stand_in, name)(*args, **kwargs)

    call.__name__ = name
    return call


class TolerantRedisCache(RedisCache):
    """Pages and sign-in limits go on without Redis, a little slower and a process at a time."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, dict(params))
        self.stand_in = LocMemCache("without-redis", {"TIMEOUT": 60})

    def strictly(self, name: str, *args: Any) -> Any:
        return getattr(super(), name)(*args)

    add = _tolerant("add")
    get = _tolerant("get")
    set = _tolerant("set")
    touch = _tolerant("touch")
    delete = _tolerant("delete")
    get_many = _tolerant("get_many")
    has_key = _tolerant("has_key")
    incr = _tolerant("incr")
    set_many = _tolerant("set_many")
    delete_many = _tolerant("delete_many")
    clear = _tolerant("clear")


def shared(name: str, *args: Any) -> Any:
    """`get`, `set`, … on the cache that all processes see; raises one of `WITHOUT_REDIS` rather than let one answer alone."""
    strictly = getattr(cache, "strictly", None)
    return strictly(name, *args) if strictly else getattr(cache, name)(*args)
