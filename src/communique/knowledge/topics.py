"""`cues/topics.tsv` → the patterns of all topics, by the first letters of their words.

A topic has a few patterns of whole words. So that a text is not tried against all of them at every word, each stands
under the (at most three) letters it begins with; a choice at its head ("(cold|trade) war") is written out.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.knowledge.files import Files

KEY = 3  # letters that patterns are found by
_SPECIAL = frozenset("([\\?*+|.{")


def topics(files: Files) -> dict[str, tuple[tuple[str, str], ...]]:
    """First letters → (pattern, topic), in the order of the file; unclosed brackets go to `files.problems`."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in files.tsv("cues/topics", required=("id", "words")):
        for choice in str(row["words"]).split(";"):
            if choice.count("(") != choice.count(")") or choice.count("[") != choice.count("]"):
                files.problem(row, f"{choice.strip()!r} has an open bracket", "Close it")
                continue
            for pattern in _written_out(choice.strip()):
                found.setdefault(_first_letters(pattern), []).append((pattern, str(row["id"])))
    found.pop("", None)
    return {key: tuple(patterns) for key, patterns in found.items()}


def _written_out(pattern: str) -> Iterator[str]:
    """A pattern without a choice at its head.

    >>> list(_written_out("(natural )?gas deals?")), list(_written_out("(joint|war) games"))
    (['natural gas deals?', 'gas deals?'], ['joint games', 'war games'])
    """
    if not pattern.startswith("("):
        yield pattern
        return
    end = _closing(pattern)
    rest = pattern[end + 1 :]
    choices = _choices(pattern[1:end])
    if rest.startswith("?"):
        rest, choices = rest[1:], [*choices, ""]
    for choice in choices:
        yield from _written_out(choice + rest)


def _closing(pattern: str) -> int:
    depth = 0
    for at, letter in enumerate(pattern):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return at
    return len(pattern)


def _choices(inside: str) -> list[str]:
    out, depth = [""], 0
    for letter in inside:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and depth == 0:
            out.append("")
        else:
            out[-1] += letter
    return out


def _first_letters(pattern: str) -> str:
    """The letters that every text of a pattern begins with, three at most.

    >>> _first_letters("uranium"), _first_letters("eu funds?"), _first_letters("ai"), _first_letters("cease-?fires?")
    ('ura', 'eu ', 'ai', 'cea')
    """
    letters = ""
    for at, letter in enumerate(pattern):
        if letter in _SPECIAL or pattern[at + 1 : at + 2] == "?":
            break
        letters += letter
    return letters[:KEY]
