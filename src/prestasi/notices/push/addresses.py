"""Which addresses may be called: push services on the open internet, never a machine inside our own walls.

A browser tells us its endpoint, so anybody may write any address there. It is looked up when it is given and again
before every call, and the call goes to the very number that was looked at.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings

HTTPS = 443
LONGEST = 1000
NAT64 = ip_network("64:ff9b::/96")


class Unsafe(ValueError):
    """An address that is never called."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a call goes: `ip` is the number that was looked at, `host` the name that must prove itself."""

    host: str
    ip: str
    port: int
    path: str
    is_plain: bool = False


def target_of(endpoint: str) -> Target:
    """Raises Unsafe for an address that must not be called, OSError when its name is not known now."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Unsafe(str(error)) from error
    if not endpoint.isascii() or not endpoint.isprintable() or len(endpoint) > LONGEST or parts.username is not None:
        raise Unsafe("malformed")
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    if settings.PUSH_LOOPBACK and parts.scheme == "http" and host == "127.0.0.1" and port:
        return Target(host, host, port, path, is_plain=True)
    if parts.scheme != "https" or not host or port not in {None, HTTPS}:
        raise Unsafe("not https on its own port")
    return Target(host, _public(host), HTTPS, path)


def _public(host: str) -> str:
    """The number to call. One number within our walls makes the whole name unsafe."""
    try:
        found = socket.getaddrinfo(host, HTTPS, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise Unsafe("not a name") from error
    numbers = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not numbers or not all(is_open(number) for number in numbers):
        raise Unsafe("not on the open internet")
    return str(numbers[0])


def is_open(number: IPv4Address | IPv6Address) -> bool:
    """Whether a number lies on the open internet, also when an older number is wrapped in it."""
    if isinstance(number, IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo or (None, None))[1]
        if inner is not None:
            return is_open(inner)
        if number in NAT64:
            return is_open(IPv4Address(int(number) & 0xFFFFFFFF))
    return number.is_global and not number.is_multicast and not number.is_reserved
