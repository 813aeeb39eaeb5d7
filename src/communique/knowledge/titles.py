"""The wordings of an office: portfolios spelled out, and plurals.

>>> sorted(wordings(["finance"])[""])[:3]
['finance minister', 'finance secretary', 'minister for finance']
"""

from __future__ import annotations

from collections.abc import Iterable

RANKS = ("deputy", "vice", "first deputy", "assistant")


def wordings(portfolios: Iterable[str]) -> dict[str, list[str]]:
    """The ways to say who holds each portfolio, by rank; "vice" and "assistant" ministers count as deputies."""
    out: dict[str, list[str]] = {"": [], "deputy": []}
    for portfolio in portfolios:
        inner = portfolio.removeprefix("the ")
        out[""] += [f"{inner} minister", f"{inner} secretary"]
        out[""] += [f"{head} {of} {portfolio}" for head in ("minister", "secretary") for of in ("of", "for", "of the")]
        for rank in RANKS:
            out["deputy"] += [f"{rank} {inner} minister", f"{inner} {rank} minister",
                              f"{rank} minister of {portfolio}", f"{rank} minister for {portfolio}"]
    return out


def plural(title: str) -> str:
    """The plural of a title: of its head, which stands before a preposition or last.

    >>> plural("minister of foreign affairs"), plural("secretary-general"), plural("deputy secretary")
    ('ministers of foreign affairs', 'secretaries-general', 'deputy secretaries')
    """
    words = title.split()
    at = next((n - 1 for n, word in enumerate(words) if n and word in ("of", "for", "to", "in", "de")), len(words) - 1)
    words[at] = _plural_word(words[at])
    return " ".join(words)


def _plural_word(word: str) -> str:
    if word.endswith("-general"):
        return _plural_word(word.removesuffix("-general")) + "-general"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith("man"):
        return word[:-2] + "en"
    return word if word.endswith("s") else word + "s"
