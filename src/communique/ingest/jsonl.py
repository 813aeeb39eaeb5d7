"""Lines of JSON → reports, in order, none lost: a line that is no report gives a `BadLine` in its place.

One object a line, with `id` and `text` and what else `Report` has. Fields that are not known are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from communique.errors import ReportError
from communique.records import GivenPair, Report

_OPTIONAL = ("date", "title", "url", "publisher", "byline", "language")
_PAIR = ("id", "source", "target")


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no report: its id where it has one, what kind of mistake it is, and where."""

    id: str | None
    kind: str
    message: str


def read_jsonl(lines: Iterable[str | bytes]) -> Iterator[Report | BadLine]:
    """One report or BadLine for each line. The message begins with the number of the line, counted from 1.

    >>> [bad.message for bad in read_jsonl(['{"id": "a"}'])]
    ["line 1: text is missing; give the report's words"]
    """
    for number, line in enumerate(lines, 1):
        try:
            yield report_of(line)
        except ReportError as error:
            yield BadLine(id_of(line), error.kind, f"line {number}: {error}")


def report_of(line: str | bytes) -> Report:
    """The report on a line. Raises ReportError, kind bad-json or bad-report."""
    row = _object(line)
    for name, remedy in (("id", "give each report one of its own"), ("text", "give the report's words")):
        if name not in row:
            raise ReportError(f"{name} is missing; {remedy}")
        _text(row, name)
    for name in _OPTIONAL:
        if row.get(name) is not None:
            _text(row, name)
    if not row["id"]:
        raise ReportError("id is empty; give each report one of its own")
    return Report(
        row["id"], row["text"], row.get("date"), row.get("title"), row.get("url"), row.get("publisher"),
        row.get("byline"), row.get("language"), _pairs(row.get("pairs")))


def _object(line: str | bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated")
        what = "is cut off" if cut else f"breaks at character {error.pos + 1}"
        raise ReportError(f"the JSON {what} ({error.msg}); write one whole object a line", kind="bad-json") from error
    except UnicodeDecodeError as error:
        what = f"byte {error.start} of the line is not UTF-8"
        raise ReportError(f"{what}; save the file as UTF-8", kind="bad-json") from error
    except ValueError as error:  # a number of thousands of digits
        raise ReportError(f"the JSON cannot be read ({error})", kind="bad-json") from error
    except RecursionError as error:
        raise ReportError("the JSON is nested too deep; write one plain object a line", kind="bad-json") from error
    if not isinstance(row, dict):
        raise ReportError(
            f"the line is a JSON {_called(row)}, not an object; write {{\"id\": …, \"text\": …}}", kind="bad-json")
    return row


def _text(row: dict[str, Any], name: str) -> None:
    if not isinstance(row[name], str):
        raise ReportError(f"{name} is a JSON {_called(row[name])}, not a string; put it in quotation marks")


def _pairs(given: Any) -> tuple[GivenPair, ...]:
    if given is None:
        return ()
    if not isinstance(given, list):
        raise ReportError(f"pairs is a JSON {_called(given)}, not a list of objects with id, source and target")
    return tuple(_pair(pair, number) for number, pair in enumerate(given, 1))


def _pair(pair: Any, number: int) -> GivenPair:
    wrong = [name for name in _PAIR if not (isinstance(pair, dict) and isinstance(pair.get(name), str))]
    if wrong:
        raise ReportError(f"pair {number} lacks {', '.join(wrong)}; give id, source and target, each a string")
    return GivenPair(pair["id"], pair["source"], pair["target"])


def _called(value: Any) -> str:
    """What JSON calls a value."""
    names = {str: "string", bool: "boolean", int: "number", float: "number", list: "list", dict: "object"}
    return names.get(type(value), "null")


def id_of(line: str | bytes) -> str | None:
    """The id on a line that may be no report; None where it has none that can be read."""
    try:
        found = _object(line).get("id")
    except ReportError:
        return None
    return found if isinstance(found, str) else None
