"""JSON files: a list of objects, one object, or an object that wraps a list (`{"articles": […]}`, JSON Feed, fundus).

A list is read object by object, so its length does not matter. Fields are mapped as the columns of tables are.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from communique.errors import ReportError
from communique.ingest.fields import Plan, Rows, cleaned, plan
from communique.ingest.items import Fault, Item
from communique.ingest.languages import language
from communique.ingest.options import Options
from communique.ingest.source import Source

LONGEST = 10_000_000  # characters of one object
BLOCK = 1 << 16
_START = re.compile(rb"\s*(?:\[\s*[\[{\]]|\{\s*[\"}])")
_GAP = re.compile(r"[\s,]*")
_LISTS = ("articles", "items", "results", "stories", "documents", "docs", "entries", "data", "news", "records", "hits",
          "value", "response")
_DEEPEST = 4  # objects around the list


def looks_like(head: bytes, name: str) -> bool:
    """By name, or by its first brackets."""
    return name.endswith((".json", ".geojson")) or bool(_START.match(head.removeprefix(codecs.BOM_UTF8)))


def items(source: Source, options: Options) -> Iterator[Item]:
    """One item an object, numbered from 1."""
    rows, number = Rows(source.name, options), 0
    with source.open() as file:
        for value in _values(file, source.name):
            for row, told in _rows(value):
                number += 1
                if isinstance(row, dict):
                    yield rows.item(row, _plan(row, options), number, told)
                else:
                    yield Item(f"{source.name}:{number}", fault=Fault("bad-json", f"value {number} is no object"))
    if not number:
        raise ReportError(f"{source.name} holds no object; give a list of objects with a text each", kind="bad-json")


def _plan(row: dict[str, Any], options: Options) -> Plan:
    """Fields are ours first; what lies in fundus' `html` or `body` is looked for, too."""
    html = row.get("html")
    if isinstance(html, dict):  # of fundus: the page and where it was
        row["html"] = html.get("content")
        row.setdefault("url", html.get("responded_url") or html.get("requested_url"))
        info = html.get("source_info")
        row.setdefault("publisher", info.get("publisher") if isinstance(info, dict) else None)
    found = dict(plan(row, options))
    if "text" in found:  # of several names the better first, pages last
        found["text"] = tuple(sorted(found["text"], key=lambda name: "html" in name.lower()))
    return found


def _rows(value: Any) -> Iterator[tuple[Any, Mapping[str, str]]]:
    """The objects of a value, with what is told of all of them."""
    inner, told = _list(value, 0)
    if inner is None:
        yield value, {}
        return
    for one in inner:
        yield one, told


def _list(value: Any, depth: int) -> tuple[list[Any] | None, Mapping[str, str]]:
    """The list of objects that an object wraps, if it is no report itself."""
    if not isinstance(value, dict) or depth > _DEEPEST or isinstance(value.get("text"), str):
        return None, {}
    if str(value.get("version", "")).startswith("https://jsonfeed.org/"):
        known = {"publisher": cleaned(str(value.get("title") or "")), "language": language(str(value.get("language")))}
        listed = value.get("items")
        return listed if isinstance(listed, list) else [], {name: word for name, word in known.items() if word}
    for name in _LISTS:
        inner = value.get(name)
        if isinstance(inner, list) and inner and all(isinstance(one, dict) for one in inner[:10]):
            return inner, {}
        found, told = _list(inner, depth + 1)
        if found is not None:
            return found, told
    lists = [one for one in value.values() if isinstance(one, list) and one and isinstance(one[0], dict)]
    if lists and len(lists) == len(value):  # of fundus: publisher → articles
        return [one for some in lists for one in some], {}
    return None, {}


def _values(file: BinaryIO, name: str) -> Iterator[Any]:
    """The values of a file: those of its list, or those that stand one after the other. Raises ReportError."""
    text = _Text(file)
    text.pass_over()
    closes = text.take("[")
    read = 0
    while text.pass_over():
        if closes and text.take("]"):
            return
        value = text.value(name, read + 1)
        read += 1
        yield value
    if closes:
        raise ReportError(f"{name} is cut off after {read:,} values; those are read", kind="bad-json")


class _Text:
    """The text of a file, as much of it as one value takes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._held, self._at = file, "", 0
        self._decoder = json.JSONDecoder()
        self._bytes: codecs.IncrementalDecoder | None = None
        self._ended = False

    def pass_over(self) -> bool:
        """Passes over spaces and commas; whether anything is left."""
        while True:
            self._at = _GAP.match(self._held, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._held) or not self._more():
                return self._at < len(self._held)

    def take(self, mark: str) -> bool:
        """Passes over a mark if it is the next."""
        is_next = self._held.startswith(mark, self._at)
        self._at += is_next
        return is_next

    def value(self, name: str, number: int) -> Any:
        """The next value; what is held grows twofold until it is whole."""
        wanted = BLOCK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._held, self._at)
            except RecursionError as error:
                raise ReportError(f"value {number} of {name} is nested too deep", kind="bad-json") from error
            except ValueError as error:
                if self._ended or wanted > LONGEST:
                    raise _broken(name, number, error, wanted) from error
                self._grow(wanted)
                wanted *= 2
                continue
            if end == len(self._held) and not self._ended and self._more():
                continue  # a number may go on
            self._at = end
            return value

    def _grow(self, wanted: int) -> None:
        """Reads on until so much is held, in large pieces: what is held is copied each time."""
        while len(self._held) - self._at < wanted:
            if not self._more(wanted):
                return

    def _more(self, size: int = BLOCK) -> bool:
        """Reads on; whether there was anything."""
        block = self._file.read(size)
        if self._bytes is None:
            wide = block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
            self._bytes = codecs.getincrementaldecoder("utf-16" if wide else "utf-8-sig")("replace")
        self._held = self._held[self._at:] + self._bytes.decode(block, not block)
        self._at, self._ended = 0, not block
        return bool(block)


def _broken(name: str, number: int, error: ValueError, wanted: int) -> ReportError:
    if wanted > LONGEST:
        return ReportError(f"value {number} of {name} is longer than {LONGEST:,} characters", kind="too-large")
    return ReportError(f"value {number} of {name} breaks or is cut off ({str(error)[:100]}); those before are read",
                       kind="bad-json")
