"""Words of time: `data/calendar/*.yaml` → one frozen `Calendar`.

Every word of a text becomes one letter, that of its class; a pattern is a regular expression over these
letters ("MONTH DAY (comma? year)?"), and all patterns together are one scanner. So the language of dates
is data, matching takes one step a word, and nothing can run away on hostile text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.knowledge.files import Files, Row, words
from communique.text.dates import parse_iso

# Classes that the reader of numerals and marks gives; all others come from words.yaml.
SHAPES = (
    "other", "n", "num", "year", "nth", "decade", "tens_s", "decimal", "iso", "iso_month", "dotted",
    "date_dotted", "date_slashed", "clock",
    "hhmm", "n_range", "clock_span", "year_range", "comma", "dash", "dot", "open", "possessive",
    "apostrophe", "end", "holiday", "known_day")
KINDS = (
    "full_date", "iso_month", "date_range", "weekday_nth", "nth_weekday", "nth_day", "known_day",
    "month", "decade", "century", "quarter", "quarter_months", "new_year", "fiscal",
    "season", "season_in", "year", "year_range", "year_back",
    "this_time", "weekday", "weekday_set", "weekday_week", "day_word",
    "that_day",
    "clock", "clock_hours", "clock_range", "spoken_clock", "day_part", "part",
    "unit", "last_units", "first_units", "unit_beside", "unit_from", "edge_unit", "prefix",
    "eve", "week_of", "weekend", "age", "ago", "in_time", "from_day", "definite",
    "rate", "nothing", "duration", "bare_units", "set_word", "vague", "vague_noun", "holiday")
BOUNDS = ("until", "by", "since", "from", "before", "after")
GROUPS = ("ahead", "ahead_noun", "said_noun", "done", "saying", "ahead_of", "caption", "moved", "term", "back",
          "back_noun", "behind", "struck", "spoken", "lasts", "day_of", "day_done", "weather", "held", "of_a_year")
_NAME = re.compile(r"\w+")
_CHOICE = re.compile(r"\(\?:([\u4e00-\u9fff](?:\|[\u4e00-\u9fff])+)\)")
_FIRST_LETTER = 0x4E00  # one letter a class, from a block of which no letter means anything to a regular expression


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of time: its class (as name and as letter) and what it stands for."""

    kind: str
    code: str
    value: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that together are one entry; `first` of them has been seen."""

    pattern: re.Pattern[str]
    entries: dict[str, Entry]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A feast: exactly one of the ways to reckon its first day is set."""

    names: tuple[str, ...]
    day: str | None
    easter: int | None
    orthodox_easter: int | None
    hijri: str | None
    rosh_hashanah: int | None
    nth: tuple[int, ...]
    dates: tuple[str, ...]
    days: int


@dataclass(frozen=True, slots=True)
class KnownDay:
    """A day whose year is known from what follows: "the September 11 *attacks*"."""

    day: str
    beside: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of patterns.yaml. `yes` and `no` are phrases it must and must not find."""

    id: str
    kind: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """All words of time, and the one scanner over the letters of their classes."""

    entries: dict[str, Entry]
    codes: dict[str, str]
    phrases: dict[str, Phrase]
    scanner: re.Pattern[str]
    patterns: tuple[Pattern, ...]
    holidays: dict[str, Holiday]
    known_days: dict[tuple[int, int], tuple[KnownDay, ...]]  # by month and day
    bounds: dict[str, str]
    groups: dict[str, frozenset[str]]
    neighbours: dict[str, tuple[frozenset[str], frozenset[str]]]  # class → words after and before which it is no time


def load(files: Files) -> Calendar:
    """The calendar in these files; mistakes go to `files.problems`."""
    holidays = _holidays(files)
    known_days, numerals = _known_days(files)
    rows = files.yaml("calendar/words", required=["class", "words"], optional=["value", "capital"])
    classes = dict.fromkeys([*SHAPES, *(str(r["class"]) for r in rows)])
    codes = {name: chr(_FIRST_LETTER + n) for n, name in enumerate(classes)}
    entries = _entries(rows, codes, holidays)
    entries |= {word: Entry("known_day", codes["known_day"], day) for word, day in numerals.items()}
    scanner, patterns = _scanner(files, codes)
    return Calendar(
        entries={w: e for w, e in entries.items() if _single(w)}, codes=codes, phrases=_phrases(entries),
        scanner=scanner, patterns=patterns, holidays=holidays, known_days=known_days, bounds=_bounds(files),
        groups=_groups(files),
        neighbours={str(row["of"]): (frozenset(words(row.get("after"))), frozenset(words(row.get("before"))))
                    for row in files.yaml("calendar/neighbours", required=["of"], optional=["before", "after"])})


def _entries(rows: list[Row], codes: dict[str, str], holidays: dict[str, Holiday]) -> dict[str, Entry]:
    """Word → entry. Words that need a capital stand as written and in capitals, the others in small letters."""
    out = {name: Entry("holiday", codes["holiday"], name) for name in holidays}
    for row in rows:
        entry = Entry(str(row["class"]), codes[str(row["class"])], str(row.get("value", "")))
        for word in words(row["words"]):
            if row.get("capital"):
                out[word] = out[word.upper()] = entry
            else:
                out[word.lower()] = entry
    return out


def _single(word: str) -> bool:
    return re.fullmatch(r"[^\W\d_]+|&|\d+/\d+", word) is not None


def _phrases(entries: dict[str, Entry]) -> dict[str, Phrase]:
    """First word in small letters → the phrases that start with it, longest first."""
    by_first: dict[str, dict[str, Entry]] = {}
    for phrase, entry in entries.items():
        if not _single(phrase):
            first = re.match(r"[^\W\d_]+|.", phrase)
            by_first.setdefault(first[0].lower() if first else "", {})[phrase.lower()] = entry
    return {first: Phrase(_any_of(some), some) for first, some in by_first.items()}


def _any_of(phrases: dict[str, Entry]) -> re.Pattern[str]:
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile("(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s") for p in ordered) + r")(?!\w)", re.IGNORECASE)


def _scanner(files: Files, codes: dict[str, str]) -> tuple[re.Pattern[str], tuple[Pattern, ...]]:
    """All patterns as one regular expression; the group `p7` is the eighth pattern."""
    macros: dict[str, str] = {}
    parts: list[str] = []
    patterns: list[Pattern] = []
    for row in files.yaml("calendar/patterns", optional=["macro", "is", "id", "kind", "pattern", "yes", "no"]):
        if "macro" in row:
            macros[str(row["macro"])] = _compiled(files, row, str(row.get("is", "")), codes, macros)
        elif files.known(row, "kind", row.get("kind"), KINDS):
            parts.append(f"(?P<p{len(patterns)}>{_compiled(files, row, str(row.get('pattern', '')), codes, macros)})")
            examples = words(row.get("yes")), words(row.get("no"))
            patterns.append(Pattern(str(row.get("id")), str(row["kind"]), *examples, row.where))
    no_start = "".join(codes[name] for name in ("other", "comma", "dash", "dot", "open", "apostrophe", "end"))
    return re.compile(f"(?=[^{no_start}])(?:{'|'.join(parts) or '(?!)'})"), tuple(patterns)


def _compiled(files: Files, row: Row, pattern: str, codes: dict[str, str], macros: dict[str, str]) -> str:
    """A pattern in class names → a regular expression over letters."""
    def letter(name: re.Match[str]) -> str:
        known = macros.get(name[0]) or codes.get(name[0])
        if known is None:
            files.known(row, "class", name[0], [*codes, *macros])
        return known or codes["other"]

    compiled = _NAME.sub(letter, pattern.replace("(", "(?:")).replace(" ", "")
    compiled = _CHOICE.sub(lambda m: "[" + m[1].replace("|", "") + "]", compiled)
    try:
        re.compile(compiled)
    except re.error as error:
        files.problem(row, f"the pattern {pattern!r} cannot be read ({error})", "Check brackets and question marks")
        return "(?!)"
    return compiled


def _holidays(files: Files) -> dict[str, Holiday]:
    ways = ("day", "easter", "orthodox_easter", "hijri", "rosh_hashanah", "nth", "dates")
    out: dict[str, Holiday] = {}
    for row in files.yaml("calendar/holidays", required=["names"], optional=[*ways, "days"]):
        if sum(way in row for way in ways) != 1:
            files.problem(row, "a holiday needs exactly one way to reckon its day", f"Give one of: {', '.join(ways)}")
            continue
        holiday = Holiday(
            words(row["names"]), row.get("day"), row.get("easter"), row.get("orthodox_easter"), row.get("hijri"),
            row.get("rosh_hashanah"), tuple(int(n) for n in words(row.get("nth"))), words(row.get("dates")),
            int(files.number(row, "days", 1)))
        for name in holiday.names:
            out[name.lower()] = holiday
    return out


def _known_days(files: Files) -> tuple[dict[tuple[int, int], tuple[KnownDay, ...]], dict[str, str]]:
    """The known days by month and day, and those written in figures alone."""
    out: dict[tuple[int, int], tuple[KnownDay, ...]] = {}
    numerals: dict[str, str] = {}
    for row in files.yaml("calendar/known_days", required=["day", "beside"], optional=["numerals"]):
        day = parse_iso(str(row["day"]))
        if day is None:
            files.problem(row, f"{row['day']!r} is no day", "Write it as YYYY-MM-DD")
            continue
        known = KnownDay(day.isoformat(), frozenset(words(row["beside"])))
        out[day.month, day.day] = (*out.get((day.month, day.day), ()), known)
        numerals.update(dict.fromkeys(words(row.get("numerals")), known.day))
    return out, numerals


def _bounds(files: Files) -> dict[str, str]:
    out: dict[str, str] = {}
    for row in files.yaml("calendar/bounds", required=["bound", "words"]):
        if files.known(row, "bound", row["bound"], BOUNDS):
            out.update(dict.fromkeys(words(row["words"]), str(row["bound"])))
    return out


def _groups(files: Files) -> dict[str, frozenset[str]]:
    rows = files.yaml("calendar/tense", required=["group", "words"])
    found = {str(r["group"]): frozenset(words(r["words"])) for r in rows if files.known(r, "group", r["group"], GROUPS)}
    return {name: found.get(name, frozenset()) for name in GROUPS}
