"""Page furniture, embedded posts, header lines, bylines and datelines: which words give them away.

Files in (`data/furniture/*.yaml`), compiled patterns out. Patterns are matched at the start or the end of a line, or
only where a literal stands in the text (`needs`), so that a hostile page costs no more than a good one. Each entry
carries lines it must match (`yes`) and lines it must not (`no`); both are tried when it is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from communique.knowledge.files import Files, Row, words

LINE = 400  # characters of the longest line that can be furniture
TAIL = 240  # characters at the end of a line that are looked at for credits
ATTRIBUTES = 400  # characters of a block's class and id that are looked at
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_EXAMPLES = ("yes", "no")
_WORDS = ("before", "after", "inside", "none")
_READS = ("published", "updated", "title", "byline", "dateline", "nothing")


@dataclass(frozen=True, slots=True)
class PostForm:
    """How an embedded post looks in a page saved as text.

    `pattern` has the groups name, handle, date, words where it knows them; `words` says where the post's own
    words stand: before what the pattern matches, after it, inside it or nowhere.
    """

    id: str
    platform: str
    needs: str
    pattern: re.Pattern[str]
    words: str


@dataclass(frozen=True, slots=True)
class Header:
    """A line at the head of a report that tells about it: its group `value`. The group `rest` stays in the text."""

    id: str
    reads: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Furniture:
    """All patterns, ready to match."""

    starts: re.Pattern[str]  # at the start of a line: the line goes
    lines: re.Pattern[str]  # the whole line
    tails: re.Pattern[str]  # the end of a line: only that goes
    headers: tuple[Header, ...]
    datelines: tuple[re.Pattern[str], ...]
    posts: tuple[PostForm, ...]
    hosts: Mapping[str, str]  # "t.me" → telegram
    months: Mapping[str, int]  # "sept" → 9
    blocks: Mapping[str, frozenset[str]]  # kind → names of blocks of a page

    def is_furniture(self, line: str) -> bool:
        """Whether a whole line is page furniture."""
        return len(line) <= LINE and bool(self.starts.match(line) or self.lines.fullmatch(line))

    def date_lines(self) -> tuple[Header, ...]:
        """The patterns of lines that give a date and nothing else."""
        return tuple(header for header in self.headers if header.reads == "dateline")

    def tail(self, line: str) -> int:
        """Where the furniture at the end of a line begins; its length where there is none."""
        base = max(len(line) - TAIL, 0)
        found = self.tails.search(line[base:])
        return base + found.start() if found else len(line)


def load(files: Files) -> Furniture:
    """Reads `data/furniture`; what does not compile or contradicts its own examples is noted in `files.problems`."""
    starts = _starts(files)
    lines = [f"(?:{p.pattern})" for _, p in _patterns(files, "lines", "match", _whole)]
    tails = [f"(?:{p.pattern})$" for _, p in _patterns(files, "tails", "match", _at_end)]
    return Furniture(
        starts=_either(starts),
        lines=_either(lines),
        tails=_either(tails),
        headers=tuple(_headers(files)),
        datelines=tuple(p for _, p in _patterns(files, "datelines", "match", _at_start)),
        posts=tuple(_posts(files)),
        hosts={host: str(row["id"]) for row in _rows(files, "platforms", "hosts") for host in words(row["hosts"])},
        months={name: int(files.number(row, "id")) for row in _rows(files, "months", "names")
                for name in words(row["names"])},
        blocks={str(row["id"]): frozenset(words(row["names"])) for row in _blocks(files)},
    )


@lru_cache(8192)
def block_names(attributes: str) -> frozenset[str]:
    """The names that a block's class and id give it: their parts, and up to three of them joined by hyphens.

    >>> sorted(block_names("storyNewsletter__box"))
    ['box', 'newsletter', 'newsletter-box', 'story', 'story-newsletter', 'story-newsletter-box']
    """
    out: set[str] = set()
    for name in attributes[:ATTRIBUTES].split():
        parts = [part.lower() for part in _PART.findall(name)]
        out.update("-".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, min(i + 3, len(parts)) + 1))
    return frozenset(out)


def _blocks(files: Files) -> list[Row]:
    """The rows on blocks that keep the promises of their examples."""

    def tried(row: Row) -> bool:
        names = frozenset(words(row["names"]))
        wrong = [example for example in words_of(row.get("yes")) if not names & block_names(example)]
        wrong += [example for example in words_of(row.get("no")) if names & block_names(example)]
        for example in wrong:
            files.problem(row, f"breaks the promise of its example {example!r}", "Mend the names or the example")
        return not wrong

    return [row for row in _rows(files, "blocks", "names") if tried(row)]


def _either(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) if patterns else r"(?!)")


def _rows(files: Files, name: str, *required: str, optional: tuple[str, ...] = ()) -> list[Row]:
    return files.yaml(f"furniture/{name}", required=("id", *required), optional=(*optional, *_EXAMPLES, "comment"))


def _starts(files: Files) -> list[str]:
    """Phrases at the start of a line. `max_words` bounds the line: "Related:" heads a link, not a paragraph.

    With `open`, the line must not end in a full stop: "More from Suva" is a link, "More from the town fled." none.
    """
    out = []
    for row in _rows(files, "starts", "phrases", optional=("max_words", "open")):
        phrases = "|".join(_phrase(p) for p in words(row["phrases"]))
        most = int(files.number(row, "max_words", 25))
        closed = r"(?<!\.)" if row.get("open") else ""
        source = rf"(?:(?i:{phrases})\S*(?:\s+\S+){{0,{most}}}\s*{closed}$)"
        if _tried(files, row, re.compile(source), _at_start):
            out.append(source)
    return out


def _phrase(phrase: str) -> str:
    """A phrase as a pattern that ends where a word ends."""
    return re.escape(phrase) + (r"\b" if phrase[-1:].isalnum() else "")


def _headers(files: Files) -> list[Header]:
    out = []
    for row, pattern in _patterns(files, "headers", "match", _at_start, "reads"):
        if files.known(row, "reads", row["reads"], _READS):
            out.append(Header(str(row["id"]), str(row["reads"]), pattern))
    return out


def _posts(files: Files) -> list[PostForm]:
    out = []
    for row, pattern in _patterns(files, "posts", "match", _somewhere, "platform", "needs", "words"):
        if files.known(row, "words", row["words"], _WORDS):
            out.append(PostForm(str(row["id"]), str(row["platform"]), str(row["needs"]), pattern, str(row["words"])))
    return out


_Try = Callable[[re.Pattern[str], str], object]


def _whole(pattern: re.Pattern[str], line: str) -> object:
    return pattern.fullmatch(line)


def _at_start(pattern: re.Pattern[str], line: str) -> object:
    return pattern.match(line)


def _at_end(pattern: re.Pattern[str], line: str) -> object:
    return re.search(f"(?:{pattern.pattern})$", line)


def _somewhere(pattern: re.Pattern[str], line: str) -> object:
    return pattern.search(line)


def _patterns(files: Files, name: str, field: str, attempt: _Try, *required: str) -> list[tuple[Row, re.Pattern[str]]]:
    """The rows of a file with their compiled patterns, those left out that are wrong."""
    out = []
    for row in _rows(files, name, field, *required):
        try:
            pattern = re.compile(str(row[field]))
        except re.error as error:
            files.problem(row, f"{field} is no regular expression ({error})", "Mend it, or put \\ before . ( [ * + ?")
            continue
        if _tried(files, row, pattern, attempt):
            out.append((row, pattern))
    return out


def _tried(files: Files, row: Row, pattern: re.Pattern[str], attempt: _Try) -> bool:
    """Whether an entry keeps the promises of its own examples, and has some."""
    before = len(files.problems)
    for example in words_of(row.get("yes")):
        if not attempt(pattern, example):
            files.problem(row, f"does not match its own example {example!r}", "Mend the pattern or the example")
    for example in words_of(row.get("no")):
        if attempt(pattern, example):
            files.problem(row, f"matches {example!r}, which it must not", "Narrow the pattern")
    if not row.get("yes") or not row.get("no"):
        files.problem(row, "has no examples", "Add lines it must match under yes, near misses under no")
    return len(files.problems) == before


def words_of(value: object) -> tuple[str, ...]:
    """Example lines as they stand; unlike `words`, a | in them is a letter like others."""
    if value is None:
        return ()
    return tuple(str(v) for v in value) if isinstance(value, list) else (str(value),)
