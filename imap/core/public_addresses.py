"""Which addresses of the web the portal may ask by itself: public ones alone, so that nobody reaches its own network through it.

A name is resolved here, every address it has is looked at, and the connection goes to the one that was looked at.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

PORTS = {"http": 80, "https": 443}
# Addresses of IPv6 that carry one of IPv4: what they carry is looked at.
TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))


class Refused(Exception):
    """The portal does not go there. `reason` is a code of `imap.core.fetching.REASONS`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason, self.detail = reason, detail


class Target(NamedTuple):
    """Where a request goes: the parts of its address, the host's name, the port, and the address that was looked at."""

    parts: SplitResult
    host: str
    port: int
    ip: str


def target_of(url: str) -> Target:
    """Raises `Refused`."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Refused("address", str(error)) from error
    if parts.scheme not in PORTS or not host or parts.username or parts.password:
        raise Refused("address", parts.scheme or "?")
    if any(ord(letter) <= 32 or ord(letter) == 127 for letter in url):
        raise Refused("address", "a blank or a control character")
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Refused("address", host) from error
    at = port or PORTS[parts.scheme]
    ips = resolved(host, at)
    if at != PORTS[parts.scheme] and not all(is_admitted_loopback(ip) for ip in ips):
        raise Refused("port", str(at))
    for ip in ips:
        if not (is_public(ip) or is_admitted_loopback(ip)):
            raise Refused("private", host)
    return Target(parts, host, at, ips[0])


def resolved(host: str, port: int) -> list[str]:
    """Every address of a host. Numbers in odd writings (octal, hexadecimal, a single number) are resolved as the system would."""
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused("unknown_host", host) from error
    return list(dict.fromkeys(str(row[4][0]).partition("%")[0] for row in rows))


def is_public(ip: str) -> bool:
    """Neither private nor loopback, link-local (metadata services), multicast, reserved or unspecified."""
    found: IPv4Address | IPv6Address = ip_address(ip)
    if isinstance(found, IPv6Address):
        carried = carried_by(found)
        if carried is not None:
            return is_public(str(carried))
        if found.is_site_local:  # out of use, and Python counts it among the global ones
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def carried_by(ip: IPv6Address) -> IPv4Address | None:
    """The address of IPv4 within one of IPv6: mapped, 6to4, Teredo, NAT64 or compatible."""
    if ip.ipv4_mapped:
        return ip.ipv4_mapped
    if ip.sixtofour:
        return ip.sixtofour
    if ip.teredo:
        return ip.teredo[1]
    if any(ip in network for network in TRANSLATED):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def is_admitted_loopback(ip: str) -> bool:
    """Servers of tests stand on this machine."""
    return bool(getattr(settings, "FETCH_FROM_LOOPBACK", False)) and ip_address(ip).is_loopback
