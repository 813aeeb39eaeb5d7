"""A name → the addresses it leads to, within a time."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from itertools import zip_longest

from communique.errors import FetchError
from communique.fetch.address import Address, Target, may_be_asked
from communique.fetch.limits import Limits

Resolve = Callable[[str, int, float], Sequence[str]]  # name, port, seconds → addresses


def resolve(name: str, port: int, seconds: float) -> Sequence[str]:
    """What the system says. Raises OSError, also where it has said nothing in so many seconds."""
    found: list[list[str] | OSError] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
            found.append([str(row[4][0]) for row in rows])
        except OSError as error:
            found.append(error)
        except UnicodeError as error:
            found.append(OSError(str(error)))

    thread = threading.Thread(target=ask, daemon=True, name="resolve")  # the system's own wait has no end we can set
    thread.start()
    thread.join(seconds)
    if not found:
        raise TimeoutError(f"no answer in {seconds:g} s")
    if isinstance(found[0], OSError):
        raise found[0]
    return found[0]


def addresses_of(target: Target, limits: Limits, ask: Resolve) -> list[Address]:
    """Where a connection may go. Raises FetchError where the name leads nowhere, or one of its addresses is private:
    a name that leads to both is a trap."""
    number = target.number()
    found = [number] if number is not None else _asked(target, limits, ask)
    for address in found:
        if not may_be_asked(address, limits):
            raise FetchError(f"{target.host} leads to {address}, which is no public address", kind="private-address")
    return _in_turn(list(dict.fromkeys(found)))


def _in_turn(found: list[Address]) -> list[Address]:
    """The two kinds of numbers in turn, so that a network without one of them costs one try.

    >>> [str(a) for a in _in_turn([ip_address(a) for a in ("2001:4860::1", "2001:4860::2", "8.8.8.8")])]
    ['2001:4860::1', '8.8.8.8', '2001:4860::2']
    """
    first = [address for address in found if address.version == found[0].version]
    other = [address for address in found if address.version != found[0].version]
    return [one for pair in zip_longest(first, other) for one in pair if one is not None]


def _asked(target: Target, limits: Limits, ask: Resolve) -> list[Address]:
    try:
        names = ask(target.host, target.port, limits.resolve)
    except OSError as error:
        lasting = isinstance(error, socket.gaierror) and error.errno == socket.EAI_NONAME
        raise FetchError(f"{target.host} is not found ({error})", kind="no-such-host", passes=not lasting) from error
    try:
        found = [ip_address(name) for name in names]
    except ValueError as error:
        raise FetchError(f"{target.host} leads to {error}", kind="private-address") from error
    if not found:
        raise FetchError(f"{target.host} leads nowhere", kind="no-such-host", passes=True)
    return found
