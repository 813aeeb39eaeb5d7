"""A web archive → its records, one by one, in bounded memory: each is read or passed over, whatever length it claims.

Only what pages need is read of the format: the headers of a record, and of a response its status, headers and body,
taken out of chunks and unpacked where it was sent so.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from communique.errors import ReportError
from communique.ingest.bounds import RATIO

LONGEST_HEAD = 1 << 16  # bytes of the headers of a record or a response
MOST_BLANK = 1000  # empty lines between records
BLOCK = 1 << 16
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


@dataclass(frozen=True, slots=True)
class Record:
    """`headers` by their names in small letters. `body` is None where it was passed over or is too long."""

    headers: Mapping[str, str]
    length: int
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def records(file: BinaryIO, wanted: frozenset[str], most: int, name: str) -> Iterator[Record]:
    """The records of the wanted types, in order. Raises ReportError (kind bad-archive) where the archive breaks."""
    number = 0
    while headers := _head(file, name, number):
        number += 1
        length = headers.get("content-length", "").strip()
        if not length.isdecimal() or len(length) > 15:
            raise _broken(name, number, "it does not say how long it is")
        read = headers.get("warc-type", "").lower() in wanted and int(length) <= most
        body = file.read(int(length)) if read else None
        if (len(body) if body is not None else _skip(file, int(length))) < int(length):
            raise _broken(name, number, "it is cut off")
        if headers.get("warc-type", "").lower() in wanted:
            yield Record(headers, int(length), body)


def _head(file: BinaryIO, name: str, number: int) -> dict[str, str]:
    """The headers of the next record; none at the end of the file."""
    for _ in range(MOST_BLANK):
        line = file.readline(LONGEST_HEAD)
        if not line:
            return {}
        if line.strip():
            break
    if not line.startswith(b"WARC/"):
        raise _broken(name, number + 1, "it does not begin as a record does")
    lines, size = [], 0
    while (line := file.readline(LONGEST_HEAD)).strip():
        size += len(line)
        if size >= LONGEST_HEAD:
            raise _broken(name, number + 1, "its headers are too long")
        lines.append(line)
    return {"": ""} | _fields(lines)


def _skip(file: BinaryIO, length: int) -> int:
    """Passes over so many bytes; how many there were."""
    left = length
    while left:
        had = len(file.read(min(left, BLOCK)))
        if not had:
            break
        left -= had
    return length - left


def response(data: bytes, most: int) -> Response | None:
    """The response in the body of a record; None where it is none. Raises ReportError: kind bad-record, bomb."""
    head, gap, body = data[:LONGEST_HEAD + 4].partition(b"\r\n\r\n")
    if not gap:
        head, gap, body = data[:LONGEST_HEAD].partition(b"\n\n")
    first, *lines = head.split(b"\n")
    parts = first.split()
    if not gap or not first.startswith(b"HTTP/") or len(parts) < 2 or not parts[1].isdigit() or len(parts[1]) > 3:
        return None
    headers = _fields(lines)
    body = data[len(head) + len(gap):]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    return Response(int(parts[1]), headers, _unpacked(body, headers.get("content-encoding", "").strip().lower(), most))


def _fields(lines: list[bytes]) -> dict[str, str]:
    """Headers by name, the first of each; lines that go on are joined to the one before."""
    out: dict[str, str] = {}
    last = ""
    for line in lines:
        words = line.decode("utf-8", "replace").rstrip("\r\n")
        if words[:1] in (" ", "\t") and last:
            out[last] += " " + words.strip()
            continue
        key, colon, value = words.partition(":")
        last = key.strip().lower() if colon and key.strip().lower() not in out else ""
        if last:
            out[last] = value.strip()
    return out


def _joined(body: bytes) -> bytes:
    """A body without the lengths of its chunks; as it is, where it has none: many archives took them out."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at, at + 100)
        length = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        if not length or len(length) > 8 or any(c not in b"0123456789abcdefABCDEF" for c in length):
            return b"".join(parts) if parts else body
        size = int(length, 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[end + 1:end + 1 + size])
        at = end + 1 + size
        at += 2 if body[at:at + 2] == b"\r\n" else body[at:at + 1] == b"\n"


def _unpacked(body: bytes, encoding: str, most: int) -> bytes:
    """A body as it was before it was packed to be sent."""
    if encoding in ("br", "zstd", "compress") and b"<" not in body[:200]:
        raise ReportError(f"the page is packed with {encoding}, which is not read", kind="bad-record")
    if encoding not in _WINDOWS or (encoding != "deflate" and body[:2] != b"\x1f\x8b"):
        return body
    unpack = zlib.decompressobj(_WINDOWS[encoding])
    limit = min(most + 1, RATIO * max(len(body), BLOCK))
    try:
        out = unpack.decompress(body, limit)
    except zlib.error as error:
        if encoding == "deflate":  # without the header it should have, or not packed any more
            return _raw(body, limit)
        raise ReportError(f"the page is packed and broken ({error})", kind="bad-record") from error
    if unpack.unconsumed_tail:
        raise ReportError(f"the page unpacks to more than {len(out):,} bytes", kind="bomb")
    return out


def _raw(body: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj(-15).decompress(body, limit)
    except zlib.error:
        return body


def _broken(name: str, number: int, why: str) -> ReportError:
    return ReportError(f"record {number:,} of {name} is broken: {why}; what comes before is read", kind="bad-archive")
