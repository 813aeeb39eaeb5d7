"""A record to the bytes that are stored of it, and back, under each text policy.

With `full`, text and posts are kept. With `evidence`, only the sentences that events and statements rest on, and the
words said. With `none`, only the words that name an act or a saying, which corrections are anchored to.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from communique.store.rows import Json, hash_of

MOST = 1 << 28  # bytes of a record that are taken out of their compression


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it was coded, its text as far as it is known (blanks elsewhere), and the hashes of its sentences."""

    record: Json
    text: str
    hashes: dict[tuple[int, int], str]


def pack(record: Json, policy: str) -> bytes:
    """The bytes of a record without its text."""
    out = {**record, "text": None}
    if policy != "full":
        text = record["text"]
        out["posts"] = [{**post, "text": "", "links": []} for post in record.get("posts") or []]
        out["times"] = [{**time, "text": ""} for time in record.get("times") or []]
        spans = _sentences(record) if policy == "evidence" else _words(record)
        out["kept"] = [[start, text[start:end]] for start, end in sorted(set(spans))]
        out["hashes"] = [[start, end, hash_of(text[start:end])] for start, end in sorted(set(_evidence(record)))]
        if policy == "none":
            out["title"] = None
    return zlib.compress(json.dumps(out, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def unpack(body: bytes, text: str | None) -> Kept:
    """What `pack` was given, as far as it was kept. `text` is the text stored beside it."""
    inflater = zlib.decompressobj()
    record: Json = json.loads(inflater.decompress(body, MOST).decode("utf-8", "surrogatepass"))
    pieces, hashes = record.pop("kept", []), record.pop("hashes", [])
    known = text if text is not None else _sparse(pieces)
    return Kept({**record, "text": text}, known, {(start, end): digest for start, end, digest in hashes})


def _sparse(pieces: list[tuple[int, str]]) -> str:
    out = ""
    for start, words in pieces:
        out = out.ljust(start)[:max(start, 0)] + words + out[start + len(words):]
    return out


def _evidence(record: Json) -> Iterator[tuple[int, int]]:
    """The sentences of events and statements."""
    for event in record.get("events") or []:
        yield tuple(event["sentence"])
        yield from (tuple(span) for span in event.get("also") or ())
    for statement in record.get("statements") or []:
        if statement.get("post") is None:
            yield tuple(statement["sentence"])


def _sentences(record: Json) -> Iterator[tuple[int, int]]:
    """These and the words said."""
    yield from _evidence(record)
    for statement in record.get("statements") or []:
        if statement.get("post") is None:
            yield from (tuple(span) for span in statement["content"])


def _words(record: Json) -> Iterator[tuple[int, int]]:
    """Triggers and cues."""
    yield from (tuple(event["trigger"]) for event in record.get("events") or [])
    yield from (tuple(s["cue_span"]) for s in record.get("statements") or [] if s.get("cue_span"))
