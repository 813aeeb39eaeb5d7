"""One opened source: a file, standard input, or what an address gave."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

HEAD = 8192  # bytes by which a kind is told


@dataclass(frozen=True, slots=True)
class Source:
    """`name` is what items are called after: the path as given, with forward slashes, or the address. Either `path`
    or `data` holds its bytes."""

    name: str
    path: Path | None = None
    data: bytes = b""
    type: str = ""  # as its server named it

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Its bytes from the beginning, each time."""
        if self.path is None:
            yield io.BytesIO(self.data)
            return
        with self.path.open("rb") as file:
            yield file

    def head(self) -> bytes:
        """The first bytes, by which its kind is told."""
        with self.open() as file:
            return file.read(HEAD)

    def size(self) -> int:
        """Its bytes in all."""
        return len(self.data) if self.path is None else self.path.stat().st_size
