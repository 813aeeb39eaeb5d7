"""What a server may cost us, and how we behave towards it."""

from __future__ import annotations

from dataclasses import dataclass

TYPES = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/rdf",
         "application/json", "application/feed+json", "application/ld+json", "application/gzip", "application/x-gzip",
         "application/octet-stream")
LATER_BY_NAME = ("application/octet-stream",)  # says nothing, so that the name must
NAMES = (".xml", ".rss", ".atom", ".txt", ".html", ".htm", ".json", ".jsonl", ".csv", ".tsv", ".gz")


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: `resolve` to find out where a name leads, `connect` for the connection with its TLS, `read` between two
    pieces of an answer, `whole` for one request in all. Bytes: `headers`, `packed` as they come, `size` when unpacked,
    of which there may be `ratio` times as many. `redirects`: so many in a row. `ports`: None for any.

    `allow_private`: addresses of one's own machine and network. `allow_downgrade`: from https to http. `roots`: a file
    of certificates to trust besides those of the system.
    """

    resolve: float = 10.0
    connect: float = 10.0
    read: float = 20.0
    whole: float = 60.0
    headers: int = 64 << 10
    packed: int = 10 << 20
    size: int = 20 << 20
    ratio: int = 200
    redirects: int = 5
    ports: frozenset[int] | None = frozenset({80, 443, 8080, 8443})
    allow_private: bool = False
    allow_downgrade: bool = False
    roots: str | None = None


@dataclass(frozen=True, slots=True)
class Manners:
    """`contact`: an address or mailbox that goes into the User-Agent. `robots`: robots.txt is asked and obeyed, and
    kept for `robots_age` seconds, or `robots_retry` where it could not be had. `delay`: seconds between two requests to
    one host. `tries` in all where a failure may pass, `backoff` seconds before the second, twice as many before the
    third. `patience`: the longest wait for a server; whatever needs longer is left for another time, at most `longest`
    seconds later."""

    contact: str = ""
    robots: bool = True
    robots_age: float = 24 * 3600.0
    robots_retry: float = 600.0
    robots_size: int = 512 << 10
    delay: float = 2.0
    tries: int = 3
    backoff: float = 2.0
    patience: float = 60.0
    longest: float = 24 * 3600.0
