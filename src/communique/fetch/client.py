"""An address → what is there, politely and within limits.

Each step checks the address anew: the form of the URL, robots.txt, the numbers its name leads to. What may pass (a
timeout, a reset, 429, 5xx) is tried again after a while; for longer waits the error says when to come back. No cookies,
no proxies from the environment.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TypeVar
from urllib.parse import quote

from communique.errors import FetchError
from communique.fetch.address import Target, target_of
from communique.fetch.fetched import Fetched
from communique.fetch.hosts import Hosts
from communique.fetch.limits import Limits, Manners
from communique.fetch.names import Resolve, addresses_of, resolve
from communique.fetch.robots import AGENT, Robots
from communique.fetch.wire import GOOD, Ask, Reply, context_of, send

REDIRECTS = (301, 302, 303, 307, 308)
PASSES = (408, 425, 429, 500, 502, 503, 504, 507, 508, 520, 521, 522, 523, 524)
LONGEST = 1000  # characters of what a server gives us to keep
ACCEPT = "text/html, application/xhtml+xml, application/xml, application/rss+xml, application/atom+xml, */*;q=0.5"


Got = TypeVar("Got")


class Client:
    """Fetches; may be used by several threads. `client.get` is an `ingest.options.Fetch`."""

    def __init__(self, limits: Limits | None = None, manners: Manners | None = None, *, resolve: Resolve = resolve,
                 clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep,
                 chance: Callable[[], float] = random.random) -> None:
        """`resolve` tells where a name leads; `sleep` may raise, to end a wait early."""
        self.limits, self.manners = limits or Limits(), manners or Manners()
        self.resolve, self.clock, self.sleep, self.chance = resolve, clock, sleep, chance
        self.hosts = Hosts(self.manners, clock, sleep)
        self.robots = Robots(self.manners, lambda target: self._patiently(lambda: self._robots_txt(target)), clock)
        self.context = context_of(self.limits)
        self.agent = _agent(self.manners.contact)

    def get(self, url: str, *, etag: str = "", modified: str = "") -> Fetched:
        """What an address gives. With `etag` or `modified` of the last time, it may be unchanged. Raises FetchError."""
        return self._patiently(lambda: self._follow(url, {"If-None-Match": etag, "If-Modified-Since": modified}))

    def _patiently(self, ask: Callable[[], Got]) -> Got:
        """Asks again where it may pass."""
        for tried in range(1, self.manners.tries + 1):
            try:
                return ask()
            except FetchError as error:
                wait = self._wait(error, tried)
                if wait is None:
                    raise
                self.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _wait(self, error: FetchError, tried: int) -> float | None:
        """Seconds until the next try; None: there is none."""
        if not error.passes or error.kind in ("not-yet", "robots-not-now") or tried >= self.manners.tries:
            return None
        wait = self.manners.backoff * 2 ** (tried - 1) * (0.5 + self.chance()) if error.after is None else error.after
        return wait if wait <= self.manners.patience else None

    def _follow(self, url: str, asked: Mapping[str, str]) -> Fetched:
        """Goes where it is sent, each time with all checks."""
        target, seen = target_of(url, None, self.limits), set[str]()
        for _ in range(self.limits.redirects + 1):
            if target.url in seen:
                raise FetchError(f"{url} leads in a circle by {target.url}", kind="redirect-loop")
            seen.add(target.url)
            delay = max(self.manners.delay, self.robots.delay(target))
            reply = self._send(Ask(target, self._headers(asked)), self.limits, delay)
            if reply.status not in REDIRECTS:
                return self._fetched(target, reply, asked)
            target = self._next(target, reply)
        raise FetchError(f"{url} leads on more than {self.limits.redirects} times", kind="too-many-redirects")

    def _headers(self, asked: Mapping[str, str]) -> dict[str, str]:
        told = {name: value for name, value in asked.items() if value and value.isprintable() and value.isascii()}
        return {"User-Agent": self.agent, "Accept": ACCEPT, **told}

    def _send(self, ask: Ask, limits: Limits, delay: float) -> Reply:
        with self.hosts.turn(ask.target.host, delay):
            return send(ask, addresses_of(ask.target, limits, self.resolve), limits, self.context, self.clock)

    def _next(self, target: Target, reply: Reply) -> Target:
        """Where a redirect leads. Raises FetchError where it may not be followed."""
        given = reply.headers.get("location", "").strip()
        if not given:
            raise FetchError(f"{target.url} leads on (status {reply.status}), and does not say where",
                             kind="bad-redirect")
        given = quote(given.encode("latin-1", "replace"), safe="".join(map(chr, range(33, 127))))  # raw UTF-8
        found = target_of(given, target.url, self.limits)
        if target.scheme == "https" and found.scheme == "http" and not self.limits.allow_downgrade:
            raise FetchError(f"{target.url} leads from https to {found.url}", kind="downgrade")
        return found

    def _fetched(self, target: Target, reply: Reply, asked: Mapping[str, str]) -> Fetched:
        etag, modified = (reply.headers.get(name, "")[:LONGEST] for name in ("etag", "last-modified"))
        if reply.status == 304 and any(asked.values()):
            return Fetched(target.url, b"", etag=etag or asked["If-None-Match"],
                           modified=modified or asked["If-Modified-Since"], unchanged=True)
        if reply.status not in GOOD:
            raise self._failed(target, reply)
        kind, _, rest = reply.headers.get("content-type", "").partition(";")
        return Fetched(target.url, reply.body, kind.strip().lower()[:100], _charset(rest), etag, modified)

    def _failed(self, target: Target, reply: Reply) -> FetchError:
        """A status that is no answer. What the host says of when to come back holds for all of it."""
        passes = reply.status in PASSES
        after = retry_after(reply.headers.get("retry-after", "")) if passes else None
        if after is not None:
            after = min(after, self.manners.longest)
            self.hosts.hold(target.host, after)
        return FetchError(f"{target.url} answers with status {reply.status}", kind=f"http-{reply.status}",
                          passes=passes, after=after)

    def _robots_txt(self, target: Target) -> bytes:
        """A robots.txt, at most as much of it as our manners say; redirects are followed, without asking robots.txt."""
        limits = replace(self.limits, size=self.manners.robots_size, packed=2 * self.manners.robots_size)
        for hop in range(limits.redirects + 1):
            try:
                reply = self._send(Ask(target, self._headers({}), any_type=True, cut=True), limits, 0.0)
                if reply.status in GOOD:
                    return reply.body
                if reply.status not in REDIRECTS:
                    raise self._failed(target, reply)
                target = self._next(target, reply)
            except FetchError as error:
                if hop == 0 and not error.kind.startswith("bad-"):
                    raise
                kind = error.kind if error.kind.startswith("http-") else "bad-robots"
                raise FetchError(str(error), kind=kind, passes=error.passes, after=error.after) from error
        raise FetchError(f"{target.url} leads on and on", kind="http-404")  # RFC 9309: as if there were none


def _agent(contact: str) -> str:
    try:
        ours = f"/{version('communique')}"
    except PackageNotFoundError:  # run from its folder
        ours = ""
    clean = "".join(c for c in contact if c.isascii() and c.isprintable())
    return f"{AGENT}{ours} (reads the news for event records{f'; {clean}' if clean else ''})"


def _charset(rest: str) -> str:
    """The encoding that a Content-Type names.

    >>> _charset(' boundary=x; Charset="UTF-8"')
    'utf-8'
    """
    for part in rest.split(";"):
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'").lower()[:40]
    return ""


def retry_after(value: str, now: Callable[[], float] = time.time) -> float | None:
    """Seconds that a Retry-After asks for, as seconds or as a date; None where it is neither.

    >>> retry_after("120"), retry_after("Thu, 01 Jan 1970 00:02:00 GMT", lambda: 60.0), retry_after("soon")
    (120.0, 60.0, None)
    """
    text = value.strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now())
    except (ValueError, TypeError, OverflowError):
        return None


@cache
def _usual() -> Client:
    return Client()


def fetch(url: str) -> Fetched:
    """What an address gives, with the usual limits and manners."""
    return _usual().get(url)
