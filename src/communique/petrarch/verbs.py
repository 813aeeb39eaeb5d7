"""Verb dictionaries → verbs with their code, and patterns around them.

    &TIES_                             a set of synonyms; no plurals where its name or the phrase ends with _
    +DIPLOMATIC RELATIONS
    --- SEVER [160] ---                a block: its verbs share its code and its patterns
    SEVER
    +BREAK_OFF {+BROKE_OFF +BROKEN_OFF} [161]   a verb of two words, its forms, a code of its own
    - * &TIES [161]                    a pattern: * the verb, + the target, $ the source, % both, ^ any word
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from communique.petrarch.lines import Line, read_lines
from communique.petrarch.report import Report

_VERB = re.compile(r"([^{}\[\]]+?)\s*(?:\{([^{}]*)\})?\s*(?:\[([^\[\]]*)\])?")
_PATTERN = re.compile(r"-\s*([^\[\]]*?)\s*\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words before and after the verb; of each place the ways it may be worded. Words of a place follow each other."""

    before: tuple[tuple[str, ...], ...]
    after: tuple[tuple[str, ...], ...]
    reversed: bool  # the target stands before the verb
    both: bool
    code: str
    where: str
    text: str


@dataclass(slots=True)
class Block:
    """Verbs, each with a code of its own or "", the code of all, and the patterns."""

    code: str
    verbs: list[tuple[str, str, str]] = field(default_factory=list)  # lemma, code, "file:line"
    patterns: list[Pattern] = field(default_factory=list)


def read_verbs(path: Path, report: Report) -> list[Block]:
    """The blocks of a file; a verb outside any makes one of its own."""
    blocks: list[Block] = []
    synonyms: dict[str, list[str]] = {}
    name: str | None = None  # of the set of synonyms that is being read
    for line in read_lines(path):
        if line.text.startswith("---"):
            name = None
            found = re.search(r"\[([^\[\]]*)\]", line.text)
            blocks.append(Block(found[1].strip() if found else "---"))
        elif line.text.startswith("&"):
            name = line.text.split()[0]
            synonyms[name] = []
        elif line.text.startswith("+") and name is not None:
            synonyms[name] += _synonym(line, name, synonyms, report)
        elif line.text.startswith("-"):
            name = None
            _pattern(line, blocks, synonyms, report)
        else:
            name = None
            _verb(line, blocks, report)
    return blocks


def _synonym(line: Line, name: str, synonyms: dict[str, list[str]], report: Report) -> list[str]:
    """The phrases of a line of synonyms, with plurals; of another set all its phrases."""
    words = line.text[1:].split("[")[0].strip()
    if words.startswith("&"):
        if words in synonyms:
            return synonyms[words]
        report.cannot(line.where, line.text, f"{words} is not defined before")
        return []
    phrase = " ".join(words.replace("_", " ").lower().split())
    return [phrase] if name.endswith("_") or words.endswith("_") else [phrase, plural(phrase)]


def plural(phrase: str) -> str:
    """The regular plural, as PETRARCH makes it.

    >>> plural("treaty"), plural("press"), plural("bomb")
    ('treaties', 'presses', 'bombs')
    """
    if phrase.endswith("y"):
        return phrase[:-1] + "ies"
    return phrase + ("es" if phrase.endswith("ss") else "s")


def _verb(line: Line, blocks: list[Block], report: Report) -> None:
    found = _VERB.fullmatch(line.text)
    words = found[1].strip() if found else ""
    if found is None or not re.fullmatch(r"\+?[A-Za-z'_+ -]+", words):
        report.cannot(line.where, line.text, "no verb")
        return
    parts = words.replace(" ", "_").strip("_").split("_")
    if any(part.startswith("+") for part in parts[1:]):
        report.cannot(line.where, line.text, "the verb stands last; a verb here begins with its first word")
        return
    if not blocks:
        blocks.append(Block("---"))
    lemma = " ".join(part.lstrip("+") for part in parts).lower()
    blocks[-1].verbs.append((lemma, (found[3] or "").strip(), line.where))


def _pattern(line: Line, blocks: list[Block], synonyms: dict[str, list[str]], report: Report) -> None:
    found = _PATTERN.fullmatch(line.text)
    if found is None or found[1].count("*") != 1:
        report.cannot(line.where, line.text, "a pattern needs one * for the verb and a code in brackets")
        return
    if not blocks or not blocks[-1].verbs:
        report.cannot(line.where, line.text, "a pattern before the first verb")
        return
    unknown = [name for name in re.findall(r"&[A-Z0-9]+_?", found[1]) if _set(name, synonyms) is None]
    if unknown:
        report.cannot(line.where, line.text, f"{unknown[0]} is not defined")
        return
    if re.search(r"[{}()/|]", found[1]):
        report.cannot(line.where, line.text, "alternatives in a pattern")
        return
    before, after = found[1].split("*")
    turned = "+" in before.split() and "$" in after.replace("_", " ").split()
    blocks[-1].patterns.append(Pattern(_places(before, synonyms), _places(after, synonyms), turned, "%" in found[1],
                                       found[2].strip(), line.where, line.text))


def _set(name: str, synonyms: dict[str, list[str]]) -> list[str] | None:
    return synonyms.get(name) or synonyms.get(name + "_") or synonyms.get(name.removesuffix("_"))


def _places(side: str, synonyms: dict[str, list[str]]) -> tuple[tuple[str, ...], ...]:
    """The words of one side: a blank may have others behind it, an underscore not. Signs for actors are left out."""
    out: list[tuple[str, ...]] = []
    for place in side.split():
        wordings = [""]
        for part in re.findall(r"&[A-Z0-9]+|[^_&]+", place):
            if part in ("+", "$", "^", "%"):
                continue
            options = _set(part, synonyms) if part.startswith("&") else [part.lower()]
            wordings = [f"{words} {option}".strip() for words in wordings for option in options or ()]
        if wordings != [""]:
            out.append(tuple(dict.fromkeys(wordings)))
    return tuple(out)
