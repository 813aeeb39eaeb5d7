"""Rows with columns or fields of any names → items.

`plan` finds out which column is which field of a report, by what the user says, else by the names that programs and
archives use. A column that is named after a field of a Report goes before others; of several for the text, the one
that is filled is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from communique.errors import ReportError
from communique.ingest.dated import day
from communique.ingest.fetching import fetched_item
from communique.ingest.items import Fault, Item
from communique.ingest.languages import language
from communique.ingest.options import Options

NAMES: Mapping[str, tuple[str, ...]] = {  # small letters, without spaces and lines between words
    "text": ("text", "body", "fulltext", "bodytext", "articletext", "articlebody", "maintext", "plaintext", "storytext",
             "newstext", "rawtext", "textcontent", "contenttext", "content", "article", "story", "document", "news",
             "contenthtml", "html"),
    "title": ("title", "headline", "head", "heading", "hd", "hl", "storytitle", "articletitle", "titre", "titulo",
              "título", "titel"),
    "date": ("date", "publicationdate", "publishdate", "publisheddate", "datepublished", "pubdate", "publishedat",
             "publishingdate", "published", "publishedon", "publicationtime", "publishtime", "publicationdatetime",
             "datetime", "datepublish", "articledate", "storydate", "newsdate", "pd", "timestamp", "seendate", "day",
             "fecha", "datum", "data"),
    "url": ("url", "link", "sourceurl", "articleurl", "storyurl", "permalink", "canonicalurl", "respondedurl",
            "documentidentifier", "weburl", "webpage", "uri", "address", "externalurl", "requestedurl"),
    "publisher": ("publisher", "source", "medianame", "outlet", "outletname", "sourcename", "newspaper", "publication",
                  "publicationname", "sitename", "sn", "domain", "sourcedomain", "medium", "newssource", "media"),
    "byline": ("byline", "author", "authors", "by", "writer", "journalist", "creator", "reporter"),
    "language": ("language", "lang", "languagecode", "la", "sourcelanguage"),
    "id": ("id", "storiesid", "storyid", "articleid", "docid", "documentid", "uid", "guid", "uuid", "newsid", "an",
           "accessionnumber", "globaleventid", "key"),
}
_FIELD = {name: (field, rank) for field, names in NAMES.items() for rank, name in enumerate(names)}
_BETWEEN = re.compile(r"[\s_.:/-]+")
_HTML = re.compile(r"\s{0,50}<(?:!doctype|html|head|body|div|p|article|section|h[1-6]|figure|span|blockquote)\b", re.I)
_COUNTED = re.compile(r"\d{1,8}$")  # an id that only counts rows
LONGEST_NAME = 200  # characters of a name, an address or an id that are kept
LONGEST_URL = 4000

Plan = Mapping[str, tuple[str, ...]]


def plan(names: Iterable[str], options: Options) -> Plan:
    """Which columns are which field, the best first.

    >>> plan(["Pub Date", "headline", "Body"], Options())
    {'date': ('Pub Date',), 'title': ('headline',), 'text': ('Body',)}
    """
    known = [name for name in names if isinstance(name, str)]
    found: dict[str, list[tuple[int, str]]] = {}
    for name in known:
        field, rank = _FIELD.get(_BETWEEN.sub("", name.strip().casefold()), ("", 0))
        if field:
            found.setdefault(field, []).append((rank, name))
    out = {field: tuple(name for _, name in sorted(ranked, key=lambda r: r[0])) for field, ranked in found.items()}
    for field, wanted in options.columns.items():
        if field in NAMES:
            out[field] = (wanted,)
    return out


def check(found: Plan, names: Iterable[str], name: str, options: Options) -> None:
    """Raises ReportError where a column that the user named is not there, or none holds texts or addresses."""
    there = list(names)
    missing = [column for column in options.columns.values() if column not in there]
    shown = ", ".join(str(one)[:40] for one in there[:30]) or "none"
    if missing:
        raise ReportError(f"{name} has no column {missing[0]!r}; its columns: {shown}", kind="no-column")
    if "text" not in found and "url" not in found:
        raise ReportError(f"no column of {name} is known to hold texts or addresses; say which with text=NAME. "
                          f"Its columns: {shown}", kind="no-column")


@dataclass(slots=True)
class Rows:
    """The rows of one source as items. Keys: the row's own id, its address, or its number; each once."""

    name: str
    options: Options
    order: str | None = None  # how dates in numbers are meant
    _had: set[int] = field(default_factory=set)

    def item(self, row: Mapping[str, Any], found: Plan, number: int, told: Mapping[str, str] | None = None) -> Item:
        """A row as an item; `told`: what the source says of all its rows."""
        out = dict(told or {})
        out |= {field: value for field in found if field != "text" and (value := self._value(row, found, field))}
        if "date" not in out and self.options.date:
            out["date"] = self.options.date
        text = next((value for name in found.get("text", ()) if (value := _words(row.get(name)))), "")
        key = self._key(out, number, bool(text.strip()))
        out["id"] = key
        if text.strip():
            return Item(key, self._form(text), text.encode("utf-8", "surrogateescape"), out)
        if "url" in out:
            return fetched_item(key, out["url"], out, self.options)
        return Item(key, told=out, fault=Fault("empty", f"row {number} of {self.name} has no text"))

    def _value(self, row: Mapping[str, Any], found: Plan, field: str) -> str | None:
        for name in found[field]:
            value = row.get(name)
            if field == "date":
                read: str | None = day(value, self.order)
            elif field == "language":
                read = language(_words(value))
            else:
                read = cleaned(_words(value))[:LONGEST_URL if field == "url" else LONGEST_NAME] or None
            if read:
                return read
        return None

    def _key(self, told: Mapping[str, str], number: int, has_text: bool) -> str:
        id, counted = told.get("id", ""), f"{self.name}:{number}"
        wanted = f"{self.name}#{id}" if _COUNTED.match(id) else id or told.get("url") or counted
        if hash(wanted) in self._had and has_text:
            wanted = counted
        self._had.add(hash(wanted))
        return wanted

    def _form(self, text: str) -> str:
        if not _HTML.match(text):
            return "text"
        return "html-bulk" if self.options.bulk else "html"


def cleaned(words: str) -> str:
    """A value in one line, in whatever encoding its bytes were."""
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        words = words.encode("utf-8", "surrogateescape" if _escaped(words) else "replace").decode("cp1252", "replace")
    return " ".join(words.replace("\0", "").split())


def _escaped(words: str) -> bool:
    return all("\udc80" <= c <= "\udcff" for c in words if "\ud800" <= c <= "\udfff")


def _words(value: Any) -> str:
    """A value as words: lists by commas, fundus' and others' bodies by paragraphs."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return value if _encodable(value) else value.encode("utf-8", "replace").decode()
    if isinstance(value, int | float):
        return "" if value != value else str(int(value)) if float(value).is_integer() else str(value)
    return _listed(value)


def _listed(value: Any) -> str:
    """The words in lists and objects: names by commas, paragraphs by empty lines."""
    if isinstance(value, Mapping):
        for name in ("name", "title", "text", "content", "value"):
            if isinstance(value.get(name), str):
                return str(value[name])
        inner = [value.get(name) for name in ("summary", "sections", "headline", "paragraphs")]
        parts = [_words(part) for some in inner for part in (some if isinstance(some, list) else [some])]
        return "\n\n".join(part for part in parts if part)
    if isinstance(value, list | tuple):
        words = [_words(one) for one in value[:100_000]]
        long = any(len(one) > LONGEST_NAME or "\n" in one for one in words)
        return ("\n\n" if long else ", ").join(one for one in words if one)
    return str(value) if hasattr(value, "isoformat") else ""


def _encodable(words: str) -> bool:
    """Whether these are words that UTF-8 has bytes for, or bytes that were carried through."""
    try:
        words.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True
