"""sources.toml → the sources in it. All that is wrong is told at once, each with its line.

    [usual]                 # holds for all that do not say otherwise
    every = "30m"

    [[source]]
    name = "Ministry of Examples"
    url = "https://mfa.example.org/press.xml"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from communique.errors import WatchError
from communique.fetch import Limits
from communique.watch.watched import KINDS, Watched, interval, problems

LARGEST = 4 << 20  # bytes
FIELDS: dict[str, type] = {"name": str, "url": str, "every": str, "kind": str, "publisher": str, "country": str,
                           "language": str, "full": bool, "links": str, "most": int}
NEEDED = ("name", "url")
USUAL = tuple(name for name in FIELDS if name not in (*NEEDED, "links"))
_CALLED = {str: "words in quotation marks", bool: "true or false", int: "a number"}
_TABLE = re.compile(r"\s*(\[\[?)\s*[\"']?([\w-]+)[\"']?\s*\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")


def read_sources(path: str | Path, limits: Limits = Limits()) -> list[Watched]:  # noqa: B008 - frozen
    """The sources of a file, in its order. Raises WatchError, with a line for each mistake."""
    text = _text(Path(path))
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WatchError(f"{path}: {error}") from error
    reading = _Reading(str(path), _places(text), limits)
    found = reading.sources(given)
    if reading.problems:
        raise WatchError("\n".join(reading.problems))
    return found


def _text(path: Path) -> str:
    if not path.is_file():
        raise WatchError(f"There is no file {path}.")
    if path.stat().st_size > LARGEST:
        raise WatchError(f"{path} is too large for a list of sources.")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise WatchError(f"{path} is no UTF-8 (byte {error.start}).") from error


def _places(text: str) -> dict[str, dict[str, int]]:
    """The line of each field, by the table it stands in ("source 1"); that of the table itself under ""."""
    tables: dict[str, dict[str, int]] = {"": {}}
    table, number = tables[""], 0
    for line, words in enumerate(text.splitlines(), 1):
        if head := _TABLE.match(words):
            number += head[1] == "[["
            name = f"{head[2]} {number}" if head[1] == "[[" else head[2]
            table = tables.setdefault(name, {"": line})
            tables[""].setdefault(head[2], line)
        elif key := _KEY.match(words):
            table.setdefault(key[1], line)
    return tables


@dataclass(slots=True)
class _Reading:
    path: str
    places: dict[str, dict[str, int]]
    limits: Limits
    problems: list[str] = field(default_factory=list)

    def sources(self, given: Mapping[str, Any]) -> list[Watched]:
        for name in given:
            if name not in ("source", "usual"):
                self._wrong("", name, f"unknown {name!r}{nearest(name, ('source', 'usual'))}")
        usual = given.get("usual", {})
        if not isinstance(usual, dict):
            self._wrong("", "usual", "should be a table: [usual]")
            usual = {}
        tables = given.get("source", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._wrong("", "source", "sources should be tables: [[source]]")
            return []
        if not tables:
            self.problems.append(f"{self.path}: there is no source in it. Write [[source]], name and url.")
        shared = dict(self._fields("usual", usual, USUAL))
        found = [self._source(f"source {number}", table, shared) for number, table in enumerate(tables, 1)]
        self._twice(found)
        return [source for source in found if source is not None]

    def _source(self, table: str, given: Mapping[str, Any], shared: Mapping[str, Any]) -> Watched | None:
        own = dict(self._fields(table, given, tuple(FIELDS)))
        for name in NEEDED:
            if name not in given:
                self._wrong(table, "", f"the source has no {name}")
        if any(name not in own for name in NEEDED):
            return None
        kind = own.get("kind", shared.get("kind", "feed"))
        source = Watched(**{name: value for name, value in shared.items() if name != "full" or kind == "feed"} | own)
        for name, what in problems(source, self.limits):
            near = nearest(source.kind, KINDS) if name == "kind" else ""
            self._wrong(table, name, f"{name}: {what}{near}")
        return source

    def _fields(self, table: str, given: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        for name, value in given.items():
            if name not in known:
                self._wrong(table, name, f"unknown field {name!r}{nearest(name, known)}")
            elif type(value) is not FIELDS[name]:
                self._wrong(table, name, f"{name} should be {_CALLED[FIELDS[name]]}, not {value!r}")
            elif name == "every":
                try:
                    yield name, interval(str(value))
                except WatchError as error:
                    self._wrong(table, name, f"every: {error}")
            else:
                yield name, value

    def _twice(self, found: list[Watched | None]) -> None:
        names: dict[str, int] = {}
        for number, source in enumerate(found, 1):
            if source is not None and names.setdefault(source.name, number) != number:
                self._wrong(f"source {number}", "name", f"{source.name!r} is the name of another source too")

    def _wrong(self, table: str, name: str, what: str) -> None:
        lines = self.places.get(table, {})
        line = lines.get(name, lines.get(""))
        place = f"{self.path}:{line}" if line else f"{self.path}: {table}" if table else self.path
        self.problems.append(f"{place}: {what}")


def nearest(word: str, known: tuple[str, ...]) -> str:
    """A question after what may have been meant.

    >>> nearest("evry", ("every", "url"))
    '; did you mean every?'
    """
    found = get_close_matches(word, known, 1)
    return f"; did you mean {found[0]}?" if found else f"; known are {', '.join(known)}"
