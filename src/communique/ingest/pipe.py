"""Streams that cannot be moved about in as sources: standard input, what is unpacked on the way."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from communique.ingest.source import HEAD, Source


class Chained(io.RawIOBase):
    """The blocks of an iterator as a file."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._left = blocks, memoryview(b"")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, room: object) -> int:
        """The next bytes, as many as there is room for."""
        into = memoryview(room)  # type: ignore[arg-type]
        while not self._left:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._left = memoryview(block)
        size = min(len(into), len(self._left))
        into[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


def as_file(blocks: Iterator[bytes]) -> BinaryIO:
    """Blocks of bytes as a file that can be read once, without holding more than a few of them."""
    return cast(BinaryIO, io.BufferedReader(Chained(blocks)))


def piped(stream: BinaryIO, name: str = "-") -> Source:
    """A stream as a source that can be opened once; it may be of any length."""
    head = stream.read(HEAD)

    def blocks() -> Iterator[bytes]:
        yield head
        while block := stream.read(1 << 16):
            yield block

    @contextmanager
    def opener() -> Iterator[BinaryIO]:
        yield as_file(blocks())

    return Source(name, opener=opener, peeked=head) if head else Source(name)
