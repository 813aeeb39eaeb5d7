"""One opened source: a file, a member of an archive, standard input, or what an address gave."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from communique.errors import ReportError

HEAD = 8192  # bytes by which a kind is told
BLOCK = 1 << 20
Opener = Callable[[], AbstractContextManager[BinaryIO]]


@dataclass(frozen=True, slots=True)
class Source:
    """`name` is what items are called after: the path as given, with forward slashes, or the address. Its bytes are
    those of `path`, or what `opener` opens (`peeked`: its first ones), or else `data`. What was opened need not be
    seekable."""

    name: str
    path: Path | None = None
    data: bytes = b""
    type: str = ""  # as its server named it
    opener: Opener | None = None
    peeked: bytes = b""
    charset: str = ""  # as its server named it

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Its bytes from the beginning, each time; those of a pipe once."""
        if self.opener is not None:
            with self.opener() as file:
                yield file
        elif self.path is not None:
            with self.path.open("rb") as file:
                yield file
        else:
            yield io.BytesIO(self.data)

    def head(self) -> bytes:
        """The first bytes, by which its kind is told."""
        if self.opener is not None or self.path is None:
            return (self.peeked or self.data)[:HEAD]
        with self.open() as file:
            return file.read(HEAD)

    def read(self, most: int) -> bytes:
        """All its bytes. Raises ReportError (kind too-large) where there are more than `most`."""
        if self.path is not None and (size := self.path.stat().st_size) > most:
            raise _too_large(self.name, f"{size:,} bytes, more than {most:,}")
        parts: list[bytes] = []
        left = most
        with self.open() as file:
            while block := file.read(BLOCK):  # never as much as is allowed at once: it would be set aside for it
                parts.append(block)
                left -= len(block)
                if left < 0:
                    raise _too_large(self.name, f"more than {most:,} bytes")
        return b"".join(parts)

    @contextmanager
    def seekable(self, most: int) -> Iterator[BinaryIO]:
        """Its bytes as a file one can move about in; where it is none, up to `most` bytes are taken into memory."""
        if self.path is not None:
            with self.path.open("rb") as file:
                yield file
        else:
            yield io.BytesIO(self.read(most))

    def address(self) -> str | None:
        """The address it was had from, if it was."""
        return self.name if is_address(self.name) else None


def is_address(name: str) -> bool:
    """Whether a name is an address of the web."""
    return name[:8].lower().startswith(("http://", "https://"))


def _too_large(name: str, how: str) -> ReportError:
    return ReportError(f"{name} has {how}; split it into reports", kind="too-large")
