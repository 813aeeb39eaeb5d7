"""RTF → its lines. Only what shows as text is kept: no fonts, pictures, headers or instructions of fields.

A walk over the tokens in one pass, so that a hostile file costs no more than a good one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.errors import ReportError
from communique.ingest.charsets import named

MOST_TOKENS = 5_000_000  # words, braces and runs of text: some hundred megabytes of a document
MOST_DEEP = 20_000  # groups within groups
_TOKEN = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?\d{1,10})? ?|'([0-9a-fA-F]{2})|([^a-zA-Z]))|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL)
_LEFT_OUT = frozenset(
    b"fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf "
    b"fldinst listtable listoverridetable rsidtbl generator themedata colorschememapping latentstyles datastore "
    b"xmlnstbl bkmkstart bkmkend annotation atnid atnauthor filetbl revtbl listtext pntext pn shpinst "
    b"nonshppict".split())
_BREAKS = {b"par": "\n", b"sect": "\n", b"page": "\n", b"line": "\n", b"row": "\n", b"cell": "\t", b"tab": "\t"}
_SIGNS = {b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
          b"bullet": "•", b"emspace": " ", b"enspace": " ", b"qmspace": " "}
_MARKS = {b"~": "\u00a0", b"-": "", b"_": "-", b"\n": "\n", b"\r": "\n", b"{": "{", b"}": "}", b"\\": "\\"}
_CHARSETS = {77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
             163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}


def looks_like_rtf(head: bytes) -> bool:
    """Whether these are the first bytes of an RTF file."""
    return head.lstrip()[:5] == b"{\\rtf"


def lines_of(data: bytes) -> list[str]:
    """The lines of an RTF file; those of a table have tabs between their cells. Raises ReportError (kind too-large).

    >>> lines_of(rb"{\\rtf1\\ansi Kampala\\par S\\'e3o Tom\\u233?{\\fonttbl{\\f0 Arial;}}}")
    ['Kampala', 'São Tomé']
    """
    return "".join(_Walk().pieces(data)).split("\n")


class _Walk:
    """Where the walk over the tokens stands."""

    def __init__(self) -> None:
        self.codec = "cp1252"
        self.fonts: dict[int, str] = {}
        self.groups: list[tuple[bool, int, str]] = []  # of each open group: left out, letters after \u, encoding
        self.hidden, self.after, self.now = False, 1, ""
        self.skip = 0  # letters that stand for a sign that was had
        self.bytes = bytearray()  # letters of an encoding of several bytes each
        self.in_fonts, self.font, self.high = False, -1, 0

    def pieces(self, data: bytes) -> Iterator[str]:
        """The text in pieces."""
        at = 0
        for number, found in enumerate(_TOKEN.finditer(data)):
            if number > MOST_TOKENS:
                raise ReportError(f"the RTF has more than {MOST_TOKENS:,} marks; split it into parts", kind="too-large")
            if found.start() < at:
                continue  # within bytes that are no text
            word, size, code, mark, brace, text = found.groups()
            if code is not None:
                self._byte(int(code, 16))
                continue
            if self.bytes:
                yield self._flush()
            if word is not None:
                if word == b"bin" and size:
                    at = found.end() + max(0, int(size))
                yield self._word(word, int(size) if size else None)
            elif brace is not None:
                self._brace(brace)
                if not self.groups:
                    break  # what stands after the document is none of it
            elif mark is not None:
                yield self._mark(mark)
            elif text is not None:
                yield self._text(text)
        yield self._flush()

    def _byte(self, value: int) -> None:
        if self.skip:
            self.skip -= 1
        elif not self.hidden:
            self.bytes.append(value)

    def _flush(self) -> str:
        words = bytes(self.bytes).decode(self.now or self.codec, "replace")
        self.bytes.clear()
        return words

    def _brace(self, brace: bytes) -> None:
        self.skip = 0
        if brace == b"{" and len(self.groups) < MOST_DEEP:
            self.groups.append((self.hidden, self.after, self.now))
        elif brace == b"}" and self.groups:
            self.hidden, self.after, self.now = self.groups.pop()
            self.in_fonts = self.in_fonts and self.hidden

    def _mark(self, mark: bytes) -> str:
        if mark == b"*":  # what a reader need not know
            self.hidden = True
        return "" if self.hidden else _MARKS.get(mark, "")

    def _text(self, text: bytes) -> str:
        if self.skip:
            had = min(self.skip, len(text))
            self.skip -= had
            text = text[had:]
        return "" if self.hidden else text.decode(self.now or self.codec, "replace")

    def _word(self, word: bytes, number: int | None) -> str:
        self.skip = 0
        if word in _LEFT_OUT:
            self.hidden, self.in_fonts = True, self.in_fonts or word == b"fonttbl"
        elif word == b"ansicpg":
            self.codec = named(f"cp{number}") or self.codec
        elif word == b"uc":
            self.after = min(max(number or 0, 0), 10)
        elif word == b"f":
            self.font = number if number is not None else -1
            self.now = self.now if self.in_fonts else self.fonts.get(self.font, "")
        elif word == b"fcharset" and self.in_fonts and len(self.fonts) < 10_000:
            self.fonts[self.font] = named(_CHARSETS.get(number or 0)) or ""
        elif word == b"plain":
            self.now = ""
        elif word == b"u" and number is not None:
            self.skip = self.after
            return "" if self.hidden else self._sign(number % 0x10000)
        return "" if self.hidden else _BREAKS.get(word) or _SIGNS.get(word, "")

    def _sign(self, code: int) -> str:
        """A sign of Unicode; those beyond 65,535 come in two halves."""
        if 0xD800 <= code < 0xDC00:
            self.high = code
            return ""
        if 0xDC00 <= code < 0xE000:
            high, self.high = self.high, 0
            return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)) if high else "\ufffd"
        return chr(code)
