"""DOCX → its lines: the paragraphs of its main part, those of tables too, read as a stream within bounds."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from communique.errors import ReportError
from communique.ingest.bounds import BLOCK, RATIO
from communique.ingest.packed import MOST_DIRECTORY, directory_size
from communique.ingest.xmls import bare

PART = "word/document.xml"
MOST = 1 << 29  # bytes of the main part
LONGEST = 5_000_000  # characters of a paragraph
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LEFT_OUT = ("txbxContent", "del", "instrText", "delText", "Fallback")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, KeyError, ValueError, OSError)


def lines_of(file: BinaryIO, name: str) -> Iterator[str]:
    """Its paragraphs as lines. Raises ReportError: kind bad-archive, bomb, bad-xml."""
    if directory_size(file) > MOST_DIRECTORY:
        raise ReportError(f"{name} is no office document that can be read", kind="bomb")
    try:
        with zipfile.ZipFile(file) as archive, archive.open(PART) as part:
            yield from _lines(part, archive.getinfo(PART).compress_size, name)
    except _BROKEN as error:
        raise ReportError(f"{name} is no DOCX that can be read ({str(error)[:200]})", kind="bad-archive") from error


def _lines(part: Any, packed: int, name: str) -> Iterator[str]:
    from lxml import etree

    parser = etree.XMLPullParser(events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False,
                                 load_dtd=False)
    made, walk = 0, _Walk()
    try:
        while block := part.read(BLOCK):
            made += len(block)
            if made > MOST or made > RATIO * max(packed, BLOCK):
                raise ReportError(f"{name} unpacks to more than {made:,} bytes; it is not read", kind="bomb")
            if b"<!ENTITY" in block or b"<!DOCTYPE" in block:
                raise ReportError(f"{name} declares entities of its own, which are not read", kind="entities")
            parser.feed(block)
            for event, node in parser.read_events():
                yield from walk.step(event, node)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise ReportError(f"the text of {name} is broken ({str(error)[:200]}); what comes before is read",
                          kind="bad-xml") from error


class _Walk:
    """The words of the paragraph that is being read."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._size = 0
        self._out: Any = None  # the element that is left out with all that is in it

    def step(self, event: str, node: Any) -> Iterator[str]:
        """Takes one event; the lines of a paragraph at its end, when its elements are let go."""
        name = bare(node)
        if event == "start":
            if self._out is None and name in _LEFT_OUT:
                self._out = node
            return
        if self._out is None and (name == "t" or name in _BREAKS):
            self._add(node.text or "" if name == "t" else _BREAKS[name])
        if node is self._out:
            self._out = None
        if name == "p" and self._out is None:
            yield from "".join(self._words).split("\n")
            self._words, self._size = [], 0
        if name in ("p", "tbl", "sectPr", "sdt"):
            node.clear()
            while node.getprevious() is not None and node.getparent() is not None:
                del node.getparent()[0]

    def _add(self, words: str) -> None:
        self._size += len(words)
        if self._size <= LONGEST:
            self._words.append(words)
