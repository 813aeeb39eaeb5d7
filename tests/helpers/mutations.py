"""Good sources → hostile ones, the same in every run: broken, cut off, mixed up, bombs, nested too deep, too long."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

CANARY = "the canary must not sing"  # the words of a file that no source may read
MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Hostile:
    """A source: which one it is, what was done to which sample, its name and its bytes."""

    number: int
    sample: str
    done: str
    name: str
    data: bytes


def hostile(
        samples: Mapping[str, bytes], numbers: Iterable[int], seed: int, canary: str, large: int) -> Iterator[Hostile]:
    """The sources of these numbers: samples and mutations in turn. `canary`: the path of a file that an entity names;
    `large`: by this many bytes bombs and long lines are measured."""
    names = sorted(samples)
    for number in numbers:
        lot = Random(f"{seed} {number}")
        name = names[number % len(names)]
        done = MUTATIONS[(number // len(names) + number) % len(MUTATIONS)]
        data = done(samples[name], lot, _Aids(samples, canary, large))
        shown = _renamed(name, lot) if lot.random() < 0.15 else f"{name}{'.gz' if data[:2] == GZIP else ''}"
        yield Hostile(number, name, done.__name__.strip("_"), shown, data)


@dataclass(frozen=True, slots=True)
class _Aids:
    samples: Mapping[str, bytes]
    canary: str
    large: int


Mutation = Callable[[bytes, Random, _Aids], bytes]
GZIP = b"\x1f\x8b"
ENDINGS = (".txt", ".html", ".csv", ".tsv", ".json", ".jsonl", ".xml", ".docx", ".rtf", ".warc", ".gz", ".zip", ".eml",
           ".mht", ".parquet", "", ".pdf")


def _renamed(name: str, lot: Random) -> str:
    """A wrong extension."""
    return name.split(".")[0] + lot.choice(ENDINGS)


def _cut(data: bytes, lot: Random, aids: _Aids) -> bytes:
    return data[:lot.randrange(len(data) + 1)]


def _headless(data: bytes, lot: Random, aids: _Aids) -> bytes:
    return data[lot.randrange(min(len(data), 4000) + 1):]


def _flipped(data: bytes, lot: Random, aids: _Aids) -> bytes:
    out = bytearray(data)
    for _ in range(max(1, len(out) // lot.choice((20, 200, 2000))) if out else 0):
        out[lot.randrange(len(out))] = lot.randrange(256)
    return bytes(out)


def _with_nuls(data: bytes, lot: Random, aids: _Aids) -> bytes:
    return _spread(data, lot, b"\0" * lot.choice((1, 1, 50)), lot.choice((1, 30, 300)))


def _bad_utf8(data: bytes, lot: Random, aids: _Aids) -> bytes:
    return _spread(data, lot, lot.choice((b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe2\x82")), 40)


def _spread(data: bytes, lot: Random, what: bytes, times: int) -> bytes:
    for _ in range(times):
        at = lot.randrange(len(data) + 1)
        data = data[:at] + what + data[at:]
    return data


def _other_encoding(data: bytes, lot: Random, aids: _Aids) -> bytes:
    encoding = lot.choice(("utf-16", "utf-16-be", "utf-32", "utf-8-sig", "utf-7", "cp037"))
    return data.decode("utf-8", "replace").encode(encoding, "replace")


def _shuffled(data: bytes, lot: Random, aids: _Aids) -> bytes:
    lines = data.splitlines(keepends=True)
    lot.shuffle(lines)
    return b"".join(lines)


def _spliced(data: bytes, lot: Random, aids: _Aids) -> bytes:
    other = aids.samples[lot.choice(sorted(aids.samples))]
    return data[:lot.randrange(len(data) + 1)] + other[lot.randrange(len(other) + 1):]


def _doubled_slices(data: bytes, lot: Random, aids: _Aids) -> bytes:
    a, b = sorted((lot.randrange(len(data) + 1), lot.randrange(len(data) + 1)))
    return data[:b] + data[a:b] * lot.choice((1, 20)) + data[b:]


def _many_times(data: bytes, lot: Random, aids: _Aids) -> bytes:
    return data * max(2, min(300, aids.large // (20 * max(1, len(data)))))


def _huge_numbers(data: bytes, lot: Random, aids: _Aids) -> bytes:
    return re.sub(rb"\d+", lambda found: lot.choice((found[0], b"9" * 30, b"-1", b"0", b"NaN")), data)


def _quotes(data: bytes, lot: Random, aids: _Aids) -> bytes:
    return _spread(data, lot, lot.choice((b'"', b"'", b'\\"', b"<", b"&", b"]]>", b"\\", b"\r", b"{", b"}")), 30)


def _long_line(data: bytes, lot: Random, aids: _Aids) -> bytes:
    at = lot.randrange(len(data) + 1)
    return data[:at] + lot.choice((b"a", b"word ", b'"', b"<a ", b"\\f0", b"(", b"=?")) * (aids.large // 5) + data[at:]


def _nested_tags(data: bytes, lot: Random, aids: _Aids) -> bytes:
    opens, closes = lot.choice(((b"<div>", b"</div>"), (b"<b>", b""), (b"<table><tr><td>", b""), (b"<p a='", b"")))
    at = lot.randrange(len(data) + 1)
    return data[:at] + opens * 10_000 + b"deep" + closes * 10_000 + data[at:]


def _nested_json(data: bytes, lot: Random, aids: _Aids) -> bytes:
    opens = lot.choice((b"[", b'{"text":', b"{", b'[{"a":'))
    return opens * 100_000 if lot.random() < 0.5 else b'{"text": ' + opens * 100_000 + b"\n" + data


def _nested_groups(data: bytes, lot: Random, aids: _Aids) -> bytes:
    return b"{\\rtf1 " + b"{\\b " * 200_000 + data + b"}" * lot.randrange(200_000)


def _nested_parts(data: bytes, lot: Random, aids: _Aids) -> bytes:
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(2000))
    return b"MIME-Version: 1.0\r\nSubject: deep\r\n" + parts + data


def _nested_archives(data: bytes, lot: Random, aids: _Aids) -> bytes:
    for n in range(lot.randrange(2, 8)):
        data = gzip.compress(data, mtime=0) if lot.random() < 0.4 else zipped({f"{n}.zip": data})
    return data


def _cut_gzip(data: bytes, lot: Random, aids: _Aids) -> bytes:
    packed = gzip.compress(data, mtime=0)
    return packed[:lot.randrange(2, len(packed))]


def _flipped_gzip(data: bytes, lot: Random, aids: _Aids) -> bytes:
    return GZIP + _flipped(gzip.compress(data, mtime=0)[2:], lot, aids)


def _gzip_bomb(data: bytes, lot: Random, aids: _Aids) -> bytes:
    return gzip.compress(data, mtime=0) + _zeros(lot.choice((b"\0", b"a", b"<a>", b"{\n")), aids.large * 4)


@cache
def _zeros(what: bytes, size: int) -> bytes:
    return gzip.compress(what * (size // len(what)), 6, mtime=0)


def _zip_bomb(data: bytes, lot: Random, aids: _Aids) -> bytes:
    bomb = _bomb(lot.choice(("a.txt", "word/document.xml", "a.csv", "a.html")), aids.large * 4)
    return bomb if lot.random() < 0.5 else zipped({"a.txt": data, "b.zip": bomb, "c.gz": _zeros(b"\0", aids.large * 4)})


@cache
def _bomb(name: str, size: int) -> bytes:
    return zipped({name: b" " * size})


def _odd_zip(data: bytes, lot: Random, aids: _Aids) -> bytes:
    names = ("../../../tmp/out.txt", "/etc/out.txt", "C:\\out.txt", "a/" * 300 + "x", "\0.txt", ".", "é.txt", "b.html")
    packed = bytearray(zipped(dict.fromkeys(lot.sample(names, 4), data)))
    for _ in range(lot.choice((0, 3, 30))):
        packed[lot.randrange(len(packed))] = lot.randrange(256)
    return bytes(packed)


def _entity_bomb(data: bytes, lot: Random, aids: _Aids) -> bytes:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol" * 10}">' for n in range(10))
    out = f'<!ENTITY l9x SYSTEM "file://{aids.canary}">'
    declared = f"<!DOCTYPE r [{lol}{out}]>".encode()
    used = lot.choice((b"&l9;", b"&l9x;", b"&l4;"))
    data = re.sub(rb"<\?xml[^>]*>|<!DOCTYPE[^>]*>", b"", data)
    filled = re.sub(rb"(<(?:title|description|p|w:t|loc|body|td)\b[^>]*>)", rb"\1" + used, data)
    return b'<?xml version="1.0"?>' + declared + filled


def _entity_docx(data: bytes, lot: Random, aids: _Aids) -> bytes:
    text = b"<w:document xmlns:w='w'><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:document>" % data[:200].replace(b"<", b"")
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": _entity_bomb(text, lot, aids)})


def _nearly_nothing(data: bytes, lot: Random, aids: _Aids) -> bytes:
    return lot.choice((b"", b" \n\t", b"\xef\xbb\xbf", b"\xff\xfe", GZIP, b"PK\x03\x04", b"PK\x05\x06" + bytes(18),
                       b"{\\rtf1}", b"WARC/1.0\r\n", b"<", b"{", b"[", b"[]", b"{}", b"null", b"PAR1", b"PAR1PAR1",
                       data[:8]))


MUTATIONS: tuple[Mutation, ...] = (
    _cut, _headless, _flipped, _with_nuls, _bad_utf8, _other_encoding, _shuffled, _spliced, _doubled_slices,
    _many_times, _huge_numbers, _quotes, _long_line, _nested_tags, _nested_json, _nested_groups, _nested_parts,
    _nested_archives, _cut_gzip, _flipped_gzip, _gzip_bomb, _zip_bomb, _odd_zip, _entity_bomb, _entity_docx,
    _nearly_nothing)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip file with these members, the same in every run."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
