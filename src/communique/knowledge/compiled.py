"""Parsed YAML files, kept as JSON between runs, since parsing them is a third of the time that loading takes.

One file in the user's cache folder for each knowledge folder of some size. What a YAML file gave is found by the
SHA-256 of its bytes, so a file that has changed is parsed again whatever its date says; another version of the package
parses all anew. The cache holds plain data and nothing that is run; where it cannot be read or written, everything is
parsed. `COMMUNIQUE_CACHE` names another folder, or is `off`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

FORMAT = 1  # to be raised when what is kept, or how YAML is read, changes
SIZE = 64_000  # bytes of YAML below which a folder is not worth it
LINE = "@"  # the key under which the line of a mapping is kept

Rows = list[Any]


@dataclass(slots=True)
class Compiled:
    """What the YAML files of one folder gave. `path` is None where nothing is kept."""

    path: Path | None
    known: dict[str, str] = field(default_factory=dict)  # SHA-256 of a file → its rows as JSON
    used: dict[str, str] = field(default_factory=dict)

    def rows(self, data: bytes, made: Callable[[dict[str, Any], int], dict[str, Any]]) -> Rows | None:
        """The rows of a file with these bytes, if kept; `made` makes a mapping from its fields and its line."""
        kept = self.known.get(_sha(data))
        if kept is None:
            return None

        def mapping(fields: dict[str, Any]) -> dict[str, Any]:
            return made(fields, int(fields.pop(LINE)))

        try:
            rows = json.loads(kept, object_hook=mapping)
        except (ValueError, KeyError, TypeError):
            rows = None
        if isinstance(rows, list):
            self.used[_sha(data)] = kept
            return rows
        del self.known[_sha(data)]  # what is damaged is parsed again and written anew
        return None

    def keep(self, data: bytes, rows: Rows, line: Callable[[dict[str, Any]], int]) -> None:
        """Notes the rows of a file, unless JSON cannot hold them."""
        if self.path is not None:
            try:
                self.used[_sha(data)] = json.dumps(_encoded(rows, line), ensure_ascii=False)
            except (TypeError, ValueError):
                return

    def save(self) -> None:
        """Writes what was used, if anything is new; in one step, so that no other process reads half of it."""
        if self.path is None or self.used.keys() <= self.known.keys():
            return
        part: Path | None = None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, suffix=".part")
            part = Path(name)
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump({"format": _format(), "files": self.used}, out, ensure_ascii=False)
            part.replace(self.path)
        except (OSError, UnicodeEncodeError):  # no room or right, or half a surrogate pair
            if part is not None:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
            return
        self.known = dict(self.used)


def compiled(folder: Path) -> Compiled:
    """What is kept for a knowledge folder; nothing where that is switched off or the folder is small."""
    place = cache_folder()
    if place is None or sum(path.stat().st_size for path in folder.rglob("*.yaml")) < SIZE:
        return Compiled(None)
    path = place / f"knowledge-{_sha(str(folder.resolve()).encode())[:16]}.json"
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Compiled(path)
    good = isinstance(kept, dict) and kept.get("format") == _format() and isinstance(kept.get("files"), dict)
    return Compiled(path, kept["files"] if good else {})


def _format() -> str:
    """What the cache was written by: another version may read YAML otherwise."""
    try:
        return f"{FORMAT} {version('communique')}"
    except PackageNotFoundError:
        return str(FORMAT)


def cache_folder() -> Path | None:
    """Where compiled knowledge is kept; None where it is switched off or there is no home."""
    told = os.environ.get("COMMUNIQUE_CACHE")
    if told:
        return None if told == "off" else Path(told)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or (os.path.expanduser("~/.cache") if os.environ.get("HOME") else None)
    return Path(base) / "communique" if base else None


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _encoded(value: Any, line: Callable[[dict[str, Any]], int]) -> Any:
    """A value as JSON has it. Raises TypeError where JSON would make something else of it."""
    if isinstance(value, dict):
        if LINE in value or not all(isinstance(key, str) for key in value):
            raise TypeError(value)
        return {LINE: line(value), **{key: _encoded(one, line) for key, one in value.items()}}
    if isinstance(value, list):
        return [_encoded(one, line) for one in value]
    if value is None or isinstance(value, (str, int, float)):
        return value
    raise TypeError(value)
