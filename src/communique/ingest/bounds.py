"""Reading what is compressed within bounds: a bomb ends in an error, never in the memory of the machine."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from communique.errors import ReportError

RATIO = 200  # of unpacked to packed bytes, beyond which it is no text
BLOCK = 1 << 16


def unpacked(file: BinaryIO, name: str, most: int) -> Iterator[bytes]:
    """The blocks of a gzip file of one or several members.

    Raises ReportError: kind bomb beyond `most` bytes or RATIO, kind bad-archive where it is cut off or broken.
    """
    packed = made = 0
    unpack, whole = zlib.decompressobj(31), False
    while data := file.read(BLOCK):
        packed += len(data)
        while data:
            whole = False
            try:
                block = unpack.decompress(data, BLOCK)
            except zlib.error as error:
                raise ReportError(f"{name} is broken at byte {packed:,} of its gzip ({error})", kind="bad-archive") \
                    from error
            made += len(block)
            if made > most or made > RATIO * max(packed, BLOCK):
                raise ReportError(f"{name} unpacks to more than {made:,} bytes; it is not read", kind="bomb")
            if block:
                yield block
            whole = unpack.eof
            data = unpack.unused_data.lstrip(b"\0") if whole else unpack.unconsumed_tail
            if whole:
                unpack = zlib.decompressobj(31)
    if not whole:
        raise ReportError(f"{name} is cut off", kind="bad-archive")
