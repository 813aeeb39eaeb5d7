"""Rows → files of a knowledge folder, one for each dictionary, which importing it again writes anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from communique.errors import KnowledgeError

MARK = "# Brought in by `communique knowledge import` from {}. Importing it again writes this file anew."


@dataclass(slots=True)
class Drafts:
    """What is to be written, by file."""

    tables: dict[str, tuple[Sequence[str], list[Sequence[str]]]] = field(default_factory=dict)
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def row(self, name: str, columns: Sequence[str], cells: Iterable[str | None]) -> None:
        """A row of a table."""
        row = [" ".join((cell or "").replace("\t", " ").split()) for cell in cells]
        self.tables.setdefault(name, (columns, []))[1].append(row)

    def entry(self, name: str, entry: dict[str, Any]) -> None:
        """An entry of a list."""
        self.lists.setdefault(name, []).append(entry)


def write(drafts: Drafts, folder: Path, source: str, stem: str) -> list[Path]:
    """Writes the files, returns their paths. Raises KnowledgeError rather than write over somebody's own file."""
    texts = {f"{name}/{stem}.tsv": _table(*table) for name, table in drafts.tables.items()}
    texts |= {f"{name}/{stem}.yaml": _list(entries) for name, entries in drafts.lists.items()}
    mark = MARK.format(source)
    for name in texts:
        path = folder / name
        if path.exists() and not _is_ours(path):
            raise KnowledgeError(f"{path} is there and was not brought in. Rename it, or import into another folder.")
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{mark}\n{text}", encoding="utf-8")
    return [folder / name for name in texts]


def brought_in(folder: Path) -> list[Path]:
    """The files of a folder that an import has written."""
    return [path for path in sorted(folder.rglob("*")) if path.suffix in (".tsv", ".yaml") and _is_ours(path)]


def _is_ours(path: Path) -> bool:
    mark = MARK.split("{}")[0].encode()
    with path.open("rb") as file:
        return file.read(len(mark)) == mark


def _table(columns: Sequence[str], rows: list[Sequence[str]]) -> str:
    return "\n".join("\t".join(row) for row in (columns, *rows)) + "\n"


def _list(entries: list[dict[str, Any]]) -> str:
    dumped = (yaml.safe_dump(entry, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**9)
              for entry in entries)
    return "".join(f"- {line}" for line in dumped)
