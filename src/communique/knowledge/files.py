"""Reading knowledge files: YAML lists and TSV tables from the package and from the user's folder.

Every row remembers the file and the line it came from, so that a mistake can be named with its
place. Problems are collected, not raised one by one: whoever mends a folder wants all of them.
A user's folder has the same layout as `communique/data`; its rows come after ours, and a row with
an `id` that we have too replaces ours.
"""

from __future__ import annotations

import difflib
import hashlib
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from communique.errors import KnowledgeError
from communique.knowledge.compiled import Compiled, compiled

_LIKE_OURS = (".yaml", ".yml", ".tsv", ".csv", ".json")


class Row(dict[str, Any]):
    """A row of a knowledge file. `where` is "file:line"; `mine`, whether it stands in the user's folder."""

    where: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a knowledge file: where it stands, what it is, what to do."""

    where: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}. {self.remedy}."


@dataclass(slots=True)
class Files:
    """The folders that knowledge is read from, ours first, and the problems found on the way."""

    folders: tuple[Path, ...]
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)  # what is allowed, and seldom meant: told by the check only
    seen: set[Path] = field(default_factory=set)  # the files that were asked for
    left_out: frozenset[Path] = frozenset()  # files that are not read
    kept: dict[Path, Compiled] = field(default_factory=dict)  # by folder, what its YAML files gave before

    def yaml(self, name: str, *, required: Iterable[str] = (), optional: Iterable[str] = (),
             repeated: bool = False) -> list[Row]:
        """The rows of a YAML list, or of all `*.yaml` in a folder of that name; checked for their fields.

        With `repeated` several rows may have one `id`, and all are kept.
        """
        rows = [row for path in self.paths(name, ".yaml") for row in self._owned(self._yaml_rows(path), path)]
        return self._checked(rows, set(required), set(optional), repeated)

    def tsv(self, name: str, *, required: Iterable[str] = (), optional: Iterable[str] = (),
            repeated: bool = False) -> list[Row]:
        """The rows of a tab-separated table with a header, or of all `*.tsv` in a folder. Lines with # are comments.

        With `repeated` several rows may have one `id`, and all are kept.
        """
        columns = {*required, *optional}
        rows = [row for path in self.paths(name, ".tsv") for row in self._owned(self._tsv_rows(path, columns), path)]
        return self._checked(rows, set(required), set(optional), repeated)

    def problem(self, row: Row | str, message: str, remedy: str) -> None:
        """Notes a mistake; `row` is the row or its "file:line"."""
        found = Problem(row if isinstance(row, str) else row.where, message, remedy)
        if found not in self.problems:  # some files are read for two parts of the knowledge
            self.problems.append(found)

    def remark(self, row: Row | str, message: str, remedy: str) -> None:
        """Notes what is no mistake and seldom meant."""
        self.remarks.append(Problem(row if isinstance(row, str) else row.where, message, remedy))

    def known(self, row: Row, field_name: str, value: object, allowed: Iterable[str]) -> bool:
        """Whether a value is one of those allowed; if not, says so and names the nearest."""
        options = list(allowed)
        if value in options:
            return True
        near = difflib.get_close_matches(str(value), options, n=1)
        remedy = f"Did you mean {near[0]!r}" if near else f"Use one of: {', '.join(sorted(options)[:12])}"
        self.problem(row, f"{field_name} {value!r} is unknown", remedy)
        return False

    def number(self, row: Row, field_name: str, default: float = 0.0) -> float:
        """A field as a number; the default where it is empty, or is none and has been noted as a mistake."""
        value = row.get(field_name)
        if value is None or value == "":
            return default
        try:
            found = float(value)
        except (TypeError, ValueError):
            found = math.nan
        if math.isfinite(found):
            return found
        self.problem(row, f"{field_name} {value!r} is no number", "Write it in figures")
        return default

    def note_unread(self) -> None:
        """Notes the user's knowledge files that nothing asked for: a slip in a name must not make them silent."""
        known = sorted({path.relative_to(self.folders[0]).as_posix() for path in self.seen
                        if path.is_relative_to(self.folders[0])})
        for folder in self.folders[1:]:
            for path in sorted(p for p in folder.rglob("*") if p.suffix in _LIKE_OURS and p.is_file()):
                if path not in self.seen | self.left_out:
                    near = difflib.get_close_matches(path.relative_to(folder).as_posix(), known, n=1, cutoff=0.4)
                    remedy = f"Did you mean {near[0]}" if near else "Use the folders and endings of communique/data"
                    self.problem(f"{path}:1", "no part of the knowledge is read from a file of this name", remedy)

    def digest(self) -> str:
        """A hash over all knowledge files: the same files give the same digest on every machine."""
        total = hashlib.sha256()
        for folder in self.folders:
            for path in sorted(p for p in folder.rglob("*") if p.suffix in (".yaml", ".tsv", ".json")):
                total.update(path.relative_to(folder).as_posix().encode())
                total.update(path.read_bytes().replace(b"\r\n", b"\n"))
        return total.hexdigest()[:16]

    def paths(self, name: str, suffix: str) -> list[Path]:
        """The files of this name, or in a folder of this name; ours first."""
        out: list[Path] = []
        for folder in self.folders:
            single, many = folder / f"{name}{suffix}", folder / name
            out += [single] if single.is_file() else []
            out += sorted(many.glob(f"*{suffix}")) if many.is_dir() else []
        self.seen.update(out)
        return [path for path in out if path not in self.left_out]

    def text(self, path: Path) -> str:
        """The words of a file; none, and a mistake noted, where it is not UTF-8."""
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            self.problem(f"{self.name(path)}:1", "the file is not UTF-8", "Save it as UTF-8")
            return ""

    def name(self, path: Path) -> str:
        """A path as people know it: below the folder it was found in."""
        for folder in self.folders:
            if path.is_relative_to(folder):
                inside = path.relative_to(folder).as_posix()
                return inside if folder == self.folders[0] else str(path)
        return str(path)

    def _owned(self, rows: Iterator[Row], path: Path) -> Iterator[Row]:
        """The rows, which know whether the file is the user's."""
        mine = not path.is_relative_to(self.folders[0])
        for row in rows:
            row.mine = mine
            yield row

    def _yaml_rows(self, path: Path) -> Iterator[Row]:
        name, data, kept = self.name(path), path.read_bytes(), self._kept(path)
        rows = kept.rows(data, partial(_row, name))
        if rows is None:
            before = len(self.problems)
            rows = self._parsed(path, name)
            if len(self.problems) == before and isinstance(rows, list):
                kept.keep(data, rows, _line)
        for number, row in enumerate(rows or (), 1):
            if isinstance(row, Row):
                yield row
            else:
                self.problem(f"{name}:1", f"entry {number} is not a mapping", "Write 'field: value' pairs")

    def save(self) -> None:
        """Keeps what YAML files gave for the next time."""
        for kept in self.kept.values():
            kept.save()

    def _kept(self, path: Path) -> Compiled:
        folder = next(folder for folder in self.folders if path.is_relative_to(folder))
        if folder not in self.kept:
            self.kept[folder] = compiled(folder)
        return self.kept[folder]

    def _parsed(self, path: Path, name: str) -> list[Any] | None:
        """The list in a YAML file; None, and a mistake noted unless it is empty, where there is none."""
        try:
            rows = yaml.load(self.text(path), Loader=_loader(name))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            what = getattr(error, "problem", None) or getattr(error, "reason", None)
            self.problem(f"{name}:{mark.line + 1 if mark else 1}", f"this is not YAML ({what})",
                         "Check quotes, colons and indents")
            return None
        if rows is not None and not isinstance(rows, list):
            self.problem(f"{name}:1", "expected a list of entries", "Start each entry with '- '")
            return None
        return rows

    def _tsv_rows(self, path: Path, columns: set[str]) -> Iterator[Row]:
        name, header = self.name(path), None
        for number, line in enumerate(self.text(path).split("\n"), 1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = line.rstrip("\r").split("\t")
            if header is None:
                header = cells
                self._check_header(f"{name}:{number}", header, columns)
                continue
            row = Row(zip(header, cells, strict=False))
            row.where = f"{name}:{number}"
            if len(cells) > len(header):
                self.problem(row, f"{len(cells)} cells under {len(header)} columns", "Take out the surplus tab")
            yield row

    def _check_header(self, where: str, header: list[str], columns: set[str]) -> None:
        """A table whose first line names none of its columns has none: its first row would be lost."""
        if columns and not columns & set(header):
            self.problem(where, "the first line names no columns", f"Begin with: {' '.join(sorted(columns))}")

    def _checked(self, rows: list[Row], required: set[str], optional: set[str], repeated: bool = False) -> list[Row]:
        out: dict[object, Row] = {}
        for row in rows:
            if isinstance(row.get("id"), (list, dict)) or row.get("id", "none") in (None, ""):
                self.problem(row, f"id {row.pop('id')!r} is not one word or phrase", "Write 'id: …' without brackets")
            if "id" in row:
                row["id"] = str(row["id"])
            missing = required - row.keys()
            for name in sorted(missing):
                self.problem(row, f"{name!r} is missing", f"Add '{name}: …'")
            if required or optional:
                for name in row.keys() - required - optional:
                    self.known(row, "field", name, required | optional)
            if not missing:
                key = row.where if repeated else row.get("id", row.where)
                if key in out and out[key].mine == row.mine:
                    self.problem(row, f"id {key!r} stands twice, also in {out[key].where}", "Choose another id")
                out[key] = row
        return list(out.values())


def files(folder: Path | None = None) -> Files:
    """The package's knowledge, and on top of it the user's folder if one is given."""
    ours = Path(str(resources.files("communique") / "data"))
    if folder is not None and not folder.is_dir():
        raise KnowledgeError(f"{folder}: no such folder. Give --knowledge a folder laid out like communique/data.")
    return Files((ours, folder) if folder else (ours,))


def words(value: object) -> tuple[str, ...]:
    """A field that may be one string or a list of them; in tables, parts are set apart by `|`.

    >>> words("lift|ease")
    ('lift', 'ease')
    >>> words(["lift", "ease"])
    ('lift', 'ease')
    """
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split("|") if part.strip())
    if isinstance(value, (list, tuple)):
        return tuple(str(part) for part in value)
    return (str(value),)


def _row(name: str, fields: dict[str, Any], line: int) -> Row:
    row = Row(fields)
    row.where = f"{name}:{line}"
    return row


def _line(row: dict[str, Any]) -> int:
    return int(row.where.rsplit(":", 1)[1]) if isinstance(row, Row) else 0


def _loader(name: str) -> type[yaml.SafeLoader]:
    """A safe loader whose mappings are `Row`s that know their line. Country codes like NO stay strings."""
    base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[valid-type,misc]
        pass

    def mapping(loader: Any, node: yaml.MappingNode) -> Iterator[Row]:
        row = Row()
        row.where = f"{name}:{node.start_mark.line + 1}"
        yield row
        named: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in named:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} stands twice", key.start_mark)
            named.add(str(key.value))
        row.update(loader.construct_mapping(node, deep=True))

    def plain_word(loader: Any, node: yaml.ScalarNode) -> object:
        value = str(node.value)
        return {"true": True, "false": False}.get(value.lower(), value)

    def as_text(loader: Any, node: yaml.ScalarNode) -> str:
        return str(node.value)

    Loader.add_constructor("tag:yaml.org,2002:map", mapping)
    Loader.add_constructor("tag:yaml.org,2002:bool", plain_word)  # "NO", "on", "off" are words here
    Loader.add_constructor("tag:yaml.org,2002:timestamp", as_text)  # dates stay text
    return Loader
