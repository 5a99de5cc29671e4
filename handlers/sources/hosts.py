"""Which machine a feed's host is: never one of our own network, unless the configuration allows that host."""

import socket
from collections.abc import Callable, Collection, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.request import getproxies, proxy_bypass

from handlers.sources.asking import FetchFailed

Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host. Raises OSError for one that is unknown."""

_NAT64 = IPv6Network("64:ff9b::/96")


def addresses(host: str, port: int) -> list[str]:
    """What the machine's own resolver says, in its order, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def reachable(host: str, port: int, *, private: Collection[str], resolve: Resolve = addresses) -> list[str]:
    """Where to connect, so that nobody can answer otherwise between asking and connecting.

    `private` names the hosts that may be on our own network. Raises FetchFailed: `private_address` when any
    of the addresses is not a public one, `unreachable` when there is none.
    """
    try:
        found = list(resolve(host, port))
    except (OSError, UnicodeError) as error:
        raise FetchFailed("unreachable") from error
    if not found:
        raise FetchFailed("unreachable")
    if host.lower() not in private and not all(is_public(each) for each in found):
        raise FetchFailed("private_address")
    return found


def is_public(address: str) -> bool:
    """Whether it is an address of the open internet, however it is dressed."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inner(ip)
    return ip.is_global and not ip.is_multicast and (inner is None or is_public(str(inner)))


def _inner(ip: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The old address that a new one carries."""
    if isinstance(ip, IPv4Address):
        return None
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour


def proxy_for(scheme: str, host: str) -> str | None:
    """The proxy that the usual variables name for this host: it finds the host, and judges it."""
    proxies = getproxies()
    proxy = proxies.get(scheme) or proxies.get("all")
    return None if proxy is None or proxy_bypass(host) else proxy
