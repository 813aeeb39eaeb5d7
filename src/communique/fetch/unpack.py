"""The bytes of an answer → its body, within bounds."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from communique.errors import FetchError
from communique.fetch.limits import Limits

BLOCK = 1 << 16
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


def body_of(blocks: Iterable[bytes], encoding: str, limits: Limits, url: str, *, cut: bool = False) -> bytes:
    """The body. Raises FetchError beyond the limits (too-large, bomb) or where it is broken; with `cut`, what is beyond
    `limits.size` is left away instead."""
    out = bytearray()
    for block in _unpacked(blocks, encoding.strip().lower(), limits, url):
        out += block
        if len(out) > limits.size:
            if cut:
                return bytes(out[:limits.size])
            raise FetchError(f"{url} has more than {limits.size:,} bytes", kind="too-large")
    return bytes(out)


def _unpacked(blocks: Iterable[bytes], encoding: str, limits: Limits, url: str) -> Iterator[bytes]:
    if encoding in ("", "identity"):
        yield from blocks
        return
    if encoding not in _WINDOWS:
        raise FetchError(f"{url} comes packed as {encoding[:40]!r}, which was not asked for", kind="bad-encoding")
    packed = made = 0
    unpack, begun, whole = zlib.decompressobj(_WINDOWS[encoding]), False, False
    for data in blocks:
        packed += len(data)
        if encoding == "deflate" and not begun and data[:1] and not _has_head(data):
            unpack = zlib.decompressobj(-15)  # some servers leave the head away
        begun = begun or bool(data)
        while data and not whole:
            try:
                block = unpack.decompress(data, BLOCK)
            except zlib.error as error:
                raise FetchError(f"{url} is broken where it is unpacked ({error})", kind="bad-encoding") from error
            made += len(block)
            if made > BLOCK and made > limits.ratio * packed:
                raise FetchError(f"{url} unpacks to more than {limits.ratio} times its size", kind="bomb")
            yield block
            data, whole = unpack.unconsumed_tail, unpack.eof
    if begun and not whole:
        raise FetchError(f"{url} is cut off", kind="cut-off", passes=True)


def _has_head(data: bytes) -> bool:
    return data[0] & 15 == 8 and (len(data) < 2 or (data[0] * 256 + data[1]) % 31 == 0)
