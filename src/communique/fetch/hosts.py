"""One request at a time to a host, and not too soon after the last."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from communique.errors import FetchError
from communique.fetch.limits import Manners

REMEMBERED = 5000


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    next: float = 0.0


class Hosts:
    """When each host was asked last, and until when it does not want to be."""

    def __init__(self, manners: Manners, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self.manners, self.clock, self.sleep = manners, clock, sleep
        self.hosts: dict[str, _Host] = {}
        self.lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Waits for its turn; after it the host has `delay` seconds of rest. Raises FetchError (not-yet) where it
        would take longer than our patience."""
        found = self._of(host)
        with found.lock:
            wait = found.next - self.clock()
            if wait > self.manners.patience:
                raise FetchError(f"{host} is not asked again for {wait:.0f} s", kind="not-yet", passes=True, after=wait)
            if wait > 0:
                self.sleep(wait)
            try:
                yield
            finally:
                found.next = max(found.next, self.clock() + delay)

    def hold(self, host: str, seconds: float) -> None:
        """The host is left alone for so long."""
        found = self._of(host)
        found.next = max(found.next, self.clock() + seconds)

    def _of(self, host: str) -> _Host:
        with self.lock:
            if len(self.hosts) > REMEMBERED:
                now = self.clock()
                self.hosts = {name: one for name, one in self.hosts.items() if one.next > now or one.lock.locked()}
            return self.hosts.setdefault(host, _Host())
