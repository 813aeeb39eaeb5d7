"""What a host's robots.txt says of us (RFC 9309): kept by origin for a while.

None there (4xx): all is allowed. It cannot be had (5xx, no answer, "too many requests"): nothing is, for now.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from communique.errors import FetchError
from communique.fetch.address import Target
from communique.fetch.limits import Manners

AGENT = "Communique"
REMEMBERED = 5000
PLAIN = ("bad-address", "private-address", "no-such-host", "no-connection", "certificate", "tls")


@dataclass(frozen=True, slots=True)
class _Rules:
    until: float
    rules: Protego | None = None
    error: FetchError | None = None


class Robots:
    """`ask` gives the bytes of a robots.txt, or raises FetchError; one with a kind `http-4…` means that there is
    none. Where the host itself cannot be had (PLAIN), the error says so and not that its robots.txt could not."""

    def __init__(self, manners: Manners, ask: Callable[[Target], bytes], clock: Callable[[], float]) -> None:
        self.manners, self.ask, self.clock = manners, ask, clock
        self.known: dict[str, _Rules] = {}
        self.locks: dict[str, threading.Lock] = {}
        self.lock = threading.Lock()

    def delay(self, target: Target) -> float:
        """Seconds that the host wants between two requests. Raises FetchError: robots where we may not ask, or
        robots-not-now."""
        if not self.manners.robots:
            return 0.0
        found = self._of(target)
        if found.error is not None:
            raise self._now(target, found.error, max(0.0, found.until - self.clock()))
        if found.rules is None:
            return 0.0
        if not found.rules.can_fetch(target.url, AGENT):
            raise FetchError(f"{target.url}: robots.txt does not allow it", kind="robots")
        rate = found.rules.request_rate(AGENT)
        return max(found.rules.crawl_delay(AGENT) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0)

    def _of(self, target: Target) -> _Rules:
        with self._lock_of(target.origin):
            found = self.known.get(target.origin)
            if found is None or found.until <= self.clock():
                found = self.known[target.origin] = self._asked(target)
            return found

    def _now(self, target: Target, error: FetchError, left: float) -> FetchError:
        """What an error of a while ago means for an address."""
        if error.kind in PLAIN:
            return FetchError(str(error).replace("/robots.txt", "", 1), kind=error.kind, passes=error.passes,
                              after=left if error.passes else None)
        return FetchError(f"{target.origin}/robots.txt cannot be had ({error})", kind="robots-not-now", passes=True,
                          after=left)

    def _lock_of(self, origin: str) -> threading.Lock:
        with self.lock:
            if len(self.known) > REMEMBERED:
                self.known.clear()
                self.locks = {name: lock for name, lock in self.locks.items() if lock.locked()}
            return self.locks.setdefault(origin, threading.Lock())

    def _asked(self, target: Target) -> _Rules:
        try:
            body = self.ask(Target(target.scheme, target.host, target.port, "/robots.txt"))
        except FetchError as error:
            if error.kind.startswith("http-4") and error.kind != "http-429":
                return _Rules(self.clock() + self.manners.robots_age)
            wait = max(self.manners.robots_retry, min(error.after or 0.0, self.manners.longest))
            return _Rules(self.clock() + wait, error=error)
        return _Rules(self.clock() + self.manners.robots_age, rules_of(body))


def rules_of(body: bytes) -> Protego:
    """The rules of a robots.txt; a page of HTML in its place holds none."""
    text = body.decode("utf-8", "replace").lstrip("\ufeff").replace("\0", "")
    return Protego.parse("" if text.lstrip()[:1] == "<" else text)
