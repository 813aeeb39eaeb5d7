"""What is watched, and how it goes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.errors import FetchError, WatchError
from communique.fetch import Limits, target_of

KINDS = ("feed", "sitemap", "page")
MINUTE, DAY = 60.0, 86400.0
USUAL = 30 * MINUTE
LEAST, MOST = MINUTE, 30 * DAY  # seconds between two visits
_SECONDS = {"s": 1.0, "m": MINUTE, "h": 3600.0, "d": DAY}


@dataclass(frozen=True, slots=True)
class Watched:
    """A source. `every`: seconds between two visits. `full`: the linked articles are fetched; else a feed's own words
    are all there is. `links`: a pattern (`*` for anything) of the addresses on a page that are articles; without it
    the page itself is the report. `most`: new articles at one visit; the others follow at the next."""

    name: str
    url: str
    every: float = USUAL
    kind: str = "feed"
    publisher: str | None = None
    country: str | None = None
    language: str | None = None
    full: bool = True
    links: str | None = None
    most: int = 200


@dataclass(frozen=True, slots=True)
class State:
    """A source and how it goes. Times are seconds since 1970, None: never. `failures`: in a row. `waiting`: articles
    that could not be had yet. `own`: it stands in no file, but was added by a program."""

    source: Watched
    own: bool
    paused: bool
    etag: str
    modified: str
    asked_at: float | None
    good_at: float | None
    next_at: float
    failures: int
    error: str | None
    articles: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a visit came to nothing, or an article of it."""

    source: str
    at: float
    kind: str
    message: str


def interval(text: str) -> float:
    """Seconds. Raises WatchError.

    >>> interval("15m"), interval("1d")
    (900.0, 86400.0)
    """
    found = re.fullmatch(r"\s*(\d{1,6})\s*([smhd])\s*", text)
    if found is None:
        raise WatchError(f"{text!r} is no interval; write 15m, 2h or 1d")
    seconds = int(found[1]) * _SECONDS[found[2]]
    if not LEAST <= seconds <= MOST:
        raise WatchError(f"{text!r} is not between {spoken(LEAST)} and {spoken(MOST)}")
    return seconds


def spoken(seconds: float) -> str:
    """A length of time in one unit.

    >>> spoken(900), spoken(7200), spoken(45)
    ('15m', '2h', '45s')
    """
    for unit in ("d", "h", "m"):
        if seconds >= _SECONDS[unit] and seconds % _SECONDS[unit] == 0:
            return f"{int(seconds // _SECONDS[unit])}{unit}"
    return f"{seconds:.0f}s"


def problems(source: Watched, limits: Limits) -> list[tuple[str, str]]:
    """What is wrong with a source: the field, and what is wrong with it."""
    found = []
    if not source.name.strip() or len(source.name) > 200 or not source.name.isprintable():
        found.append(("name", "should be a few words"))
    try:
        target_of(source.url, None, limits)
    except FetchError as error:
        found.append(("url", str(error)))
    if source.kind not in KINDS:
        found.append(("kind", f"{source.kind!r} is none of {', '.join(KINDS)}"))
    if source.country is not None and not re.fullmatch("[A-Z]{3}", source.country):
        found.append(("country", f"{source.country!r} is no code of three capitals, like FRA"))
    if source.language is not None and not re.fullmatch("[a-z]{2,3}", source.language):
        found.append(("language", f"{source.language!r} is no code of a language, like en"))
    if source.links is not None and source.kind != "page":
        found.append(("links", 'is for sources with kind = "page" only'))
    if not source.full and source.kind != "feed":
        found.append(("full", "only feeds have words of their own; leave it out"))
    if not 1 <= source.most <= 10_000:
        found.append(("most", "should be between 1 and 10000"))
    return found
