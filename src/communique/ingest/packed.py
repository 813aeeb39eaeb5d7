"""Archives → what is in them, each as a source of its own: gzip files, zip files, one zip within another.

Nothing is written to disk and no name in an archive is used for more than a name. What is unpacked is counted: a member
or an archive that grows beyond its bounds ends in an error (kind bomb).
"""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO

from communique.errors import ReportError
from communique.ingest.bounds import BLOCK, RATIO, unpacked
from communique.ingest.items import Fault, Item
from communique.ingest.pipe import as_file
from communique.ingest.source import HEAD, Source

MOST = 1 << 40  # bytes that a gzip file may unpack to: they are streamed
MOST_MEMBER = 1 << 34  # bytes that a member of a zip file may unpack to
MOST_DIRECTORY = 1 << 23  # bytes of a zip file's table of contents: some 100,000 members
MOST_IN_MEMORY = 1 << 29  # bytes of a zip file that is no file on disk
DEEPEST = 2  # a zip within a zip, and no further
_OFFICE = ("[content_types].xml", "word/", "xl/", "ppt/", "_rels/", "docprops/", "customxml/")
_SKIPPED = re.compile(r"(?:^|/)(?:\.|__MACOSX/|Thumbs\.db$)")
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, NotImplementedError, ValueError,
           OverflowError, OSError)


def is_gzip(head: bytes) -> bool:
    """Whether these are the first bytes of a gzip file."""
    return head.startswith(b"\x1f\x8b")


def is_zip(head: bytes) -> bool:
    """Whether these are the first bytes of a zip file that is no office document."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not is_office(head)


def is_office(head: bytes) -> bool:
    """Whether these are the first bytes of a zip file that is a DOCX or the like.

    >>> is_office(b"PK" + bytes(28) + b"word/document.xml")
    True
    """
    first = head[30:30 + 40].decode("ascii", "replace").lower()
    return head.startswith(b"PK") and first.startswith(_OFFICE)


def unfolded(source: Source, depth: int) -> Iterator[Source | Item]:
    """What is in an archive, by name; `depth`: in how many archives it is itself. Raises ReportError."""
    if depth >= DEEPEST:
        raise ReportError(f"{source.name} is an archive within an archive within an archive; unpack it first",
                          kind="too-deep")
    if is_gzip(source.head()):
        yield _gzip(source)
    else:
        yield from _zip(source)


def _gzip(source: Source) -> Source:
    """The one file in a gzip file, unpacked while it is read."""
    inner = re.sub(r"\.(?:gz|gzip)$", "", source.name.rsplit("/", 1)[-1], flags=re.IGNORECASE)
    if inner.lower().endswith(".tgz"):
        raise ReportError(f"{source.name} is a tar archive; unpack it into a folder", kind="bad-archive")

    @contextmanager
    def opener() -> Iterator[BinaryIO]:
        with source.open() as file:
            yield as_file(unpacked(file, source.name, MOST))

    name = f"{source.name}/{inner}"
    if source.opener is None:
        with opener() as file:
            return Source(name, opener=opener, peeked=file.read(HEAD))
    stream = as_file(_streamed(source))
    head = stream.read(HEAD)

    @contextmanager
    def once() -> Iterator[BinaryIO]:
        yield as_file(_after(head, stream))

    return Source(name, opener=once, peeked=head)


def _streamed(source: Source) -> Iterator[bytes]:
    with source.open() as file:
        yield from unpacked(file, source.name, MOST)


def _after(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    yield head
    while block := stream.read(BLOCK):
        yield block


def _zip(source: Source) -> Iterator[Source | Item]:
    with source.seekable(MOST_IN_MEMORY) as file:
        if (size := directory_size(file)) > MOST_DIRECTORY:
            raise ReportError(f"{source.name} lists its contents in {size:,} bytes; unpack it", kind="bomb")
        try:
            archive = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise ReportError(f"{source.name} is no zip file that can be read ({error})", kind="bad-archive") from error
        budget = _Budget(source.name, file.seek(0, 2))
        for info in sorted(archive.infolist(), key=lambda one: one.filename):
            if not info.filename.endswith("/") and not _SKIPPED.search(_plain(info.filename)):
                yield _member(archive, info, budget)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> Source | Item:
    name = f"{budget.name}/{_plain(info.filename)}"
    if info.flag_bits & 1:
        return Item(name, fault=Fault("encrypted", f"{name} needs a password; unpack it first"))
    opener = partial(_opened, archive, info, name, budget)
    try:
        with opener() as file:
            return Source(name, opener=opener, peeked=file.read(HEAD))
    except ReportError as error:
        return Item(name, fault=Fault(error.kind, str(error)))


@contextmanager
def _opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: _Budget) -> Iterator[BinaryIO]:
    yield as_file(_blocks(archive, info, name, budget))


def _blocks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: _Budget) -> Iterator[bytes]:
    """The bytes of a member, counted."""
    made = 0
    try:
        with archive.open(info) as file:
            while block := file.read(BLOCK):
                made += len(block)
                if made > MOST_MEMBER or made > RATIO * max(info.compress_size, BLOCK):
                    raise ReportError(f"{name} unpacks to more than {made:,} bytes; it is not read", kind="bomb")
                budget.spend(len(block))
                yield block
    except _BROKEN as error:
        raise ReportError(f"{name} cannot be unpacked ({error})", kind="bad-archive") from error


class _Budget:
    """How much may still be unpacked of an archive: members may lie on top of each other, each small."""

    def __init__(self, name: str, size: int) -> None:
        self.name, self._left = name, 4 * RATIO * max(size, BLOCK)  # one that bursts leaves enough for the others

    def spend(self, size: int) -> None:
        """Raises ReportError (kind bomb) once too much was."""
        self._left -= size
        if self._left < 0:
            raise ReportError(f"{self.name} unpacks to more than {4 * RATIO} times its size; the rest is not read",
                              kind="bomb")


def directory_size(file: BinaryIO) -> int:
    """The bytes of a zip file's table of contents, as its end says; 0 where it has none."""
    end = file.seek(0, 2)
    file.seek(max(0, end - 65_600))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    large = tail.rfind(b"PK\x06\x06")  # of more than 65,535 members
    if large >= 0:
        return int.from_bytes(tail[large + 40:large + 48], "little")
    return int.from_bytes(tail[at + 12:at + 16], "little") if at >= 0 else 0


def _plain(name: str) -> str:
    """The name of a member without what would lead out of a folder.

    >>> _plain("../../etc/passwd")
    'etc/passwd'
    """
    parts = [part for part in re.split(r"[/\\]", name) if part not in ("", ".", "..")]
    return "/".join(parts)[:500] or "unnamed"
