"""Tagged docs → the same docs with parts of speech and morphology: spaCy's attribute ruler, with a memory.

The ruler tries each of some 180 patterns on each word. But nearly all of them look at one word only, at its tag, its
label or its letters, so what they say of "the/DT/det" is worked out once. Patterns over several words are few and are
tried where their first word stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

_SEEN = (LOWER, TAG, DEP, IS_SPACE)
_LOOKS_AT = ("LOWER", "TAG", "DEP", "IS_SPACE")
_SETS = (POS, MORPH, LEMMA)
MAX_REMEMBERED = 100_000  # words, or tags with labels
Look = tuple[str | bool, ...]  # what a pattern can see of a word, in the order of _LOOKS_AT
Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, and what it sets on the word at `index` in it."""

    number: int
    pattern: tuple[dict[str, Any], ...]
    index: int
    attributes: dict[int, int]


@dataclass(slots=True)
class Ruler:
    """The rules, and what they say of the words seen so far."""

    strings: Any
    alone: tuple[Rule, ...]
    longer: tuple[Rule, ...]
    named: tuple[Any, ...]  # what patterns want of the letters of a word
    letters: dict[int, int] = field(default_factory=dict)  # a word → itself, or 0 where no pattern asks for it
    memory: dict[Row, tuple[tuple[Rule, ...], Row, bool]] = field(default_factory=dict)

    def apply_all(self, docs: Iterable[Doc]) -> None:
        """Applies the rules to each of the docs."""
        for doc in docs:
            self.apply(doc)

    def apply(self, doc: Doc) -> None:
        """Sets on every word what the rules say of it; of two rules the later one counts."""
        rows = [(self.letters[word] if word in self.letters else self._asked_for(word), *rest)
                for word, *rest in doc.to_array(list(_SEEN)).tolist()]
        known = [self._known(row) for row in rows]
        values = [told for _, told, _ in known]
        for at, rules in self._stretches(rows, known).items():
            values[at] = _told((*known[at][0], *rules))
        if values:
            columns: Any = np.array(values, dtype=np.uint64)
            doc.from_array(list(_SETS), columns)
        for at, row in enumerate(rows):
            if row[3]:
                for rule in known[at][0]:
                    _mark(doc, at, rule)

    def _asked_for(self, word: int) -> int:
        """The word if some pattern asks for its letters, else 0: to the rules all other words are alike."""
        if len(self.letters) >= MAX_REMEMBERED:
            self.letters.clear()
        text = self.strings[word]
        self.letters[word] = word if any(_holds(wanted, text) for wanted in self.named) else 0
        return self.letters[word]

    def _known(self, row: Row) -> tuple[tuple[Rule, ...], Row, bool]:
        """The rules for a word alone, what they set, and whether a longer pattern may begin with it."""
        found = self.memory.get(row)
        if found is None:
            if len(self.memory) >= MAX_REMEMBERED:
                self.memory.clear()
            look = self._look(row)
            rules = tuple(r for r in self.alone if _fits(r.pattern[0], look))
            found = rules, _told(rules), any(_fits(r.pattern[0], look) for r in self.longer)
            self.memory[row] = found
        return found

    def _stretches(self, rows: list[Row], known: Sequence[tuple[object, object, bool]]) -> dict[int, list[Rule]]:
        """What longer patterns say, by word."""
        out: dict[int, list[Rule]] = {}
        for at, (_, _, begins) in enumerate(known):
            if begins:
                for rule in self.longer:
                    words = rows[at : at + len(rule.pattern)]
                    if len(words) == len(rule.pattern) and all(map(_fits, rule.pattern, map(self._look, words))):
                        out.setdefault(at + rule.index, []).append(rule)
        return out

    def _look(self, row: Row) -> Look:
        return self.strings[row[0]], self.strings[row[1]], self.strings[row[2]], bool(row[3])


def ruler_of(component: AttributeRuler) -> Ruler | None:
    """The ruler's rules, or None where it has patterns this module does not read, or ones that set something else."""
    rules = []
    entries: Any = component.patterns
    for number, (entry, attributes) in enumerate(zip(entries, component.attrs, strict=True)):
        for pattern in entry["patterns"]:
            if not all(map(_is_read, pattern)) or not 0 <= entry["index"] < len(pattern):
                return None
            rules.append(Rule(number, tuple(pattern), entry["index"], dict(attributes)))
    settable = all(set(r.attributes) <= {*_SETS, *((TAG, DEP) if _of_space(r) else ())} for r in rules)
    if not settable:
        return None
    wanted = [word["LOWER"] for r in rules for word in r.pattern if "LOWER" in word]
    literal = {"IN": frozenset(w for x in wanted for w in _literal(x))}
    named = (literal, *(x for x in wanted if isinstance(x, dict) and set(x) != {"IN"}))
    return Ruler(component.vocab.strings, tuple(r for r in rules if len(r.pattern) == 1),
                 tuple(r for r in rules if len(r.pattern) > 1), named)


def _literal(wanted: Any) -> Iterable[str]:
    """The words a condition names outright."""
    if isinstance(wanted, str):
        return (wanted,)
    return wanted["IN"] if isinstance(wanted, dict) and set(wanted) == {"IN"} else ()


def _of_space(rule: Rule) -> bool:
    return len(rule.pattern) == 1 and rule.pattern[0].get("IS_SPACE") is True


def _is_read(word: dict[str, Any]) -> bool:
    """Whether the conditions on a word of a pattern are of the kinds read here."""
    return set(word) <= set(_LOOKS_AT) and all(
        isinstance(wanted, (str, bool)) or (isinstance(wanted, dict) and set(wanted) <= {"IN", "NOT_IN", "REGEX"})
        for wanted in word.values())


def _fits(word: dict[str, Any], look: Look) -> bool:
    return all(_holds(wanted, look[_LOOKS_AT.index(name)]) for name, wanted in word.items())


def _holds(wanted: Any, found: str | bool) -> bool:
    if not isinstance(wanted, dict):
        return bool(wanted == found)
    return ("IN" not in wanted or found in wanted["IN"]) and (
        "NOT_IN" not in wanted or found not in wanted["NOT_IN"]) and (
        "REGEX" not in wanted or re.search(wanted["REGEX"], str(found)) is not None)


def _told(rules: Iterable[Rule]) -> Row:
    """What the rules set, in the order of _SETS; of two rules the later one counts."""
    told: dict[int, int] = {}
    for rule in sorted(rules, key=lambda r: r.number):
        told |= rule.attributes
    return tuple(told.get(attribute, 0) for attribute in _SETS)


def _mark(doc: Doc, at: int, rule: Rule) -> None:
    """The tag and the label of a word that is only white space."""
    if TAG in rule.attributes:
        doc[at].tag = rule.attributes[TAG]
    if DEP in rule.attributes:
        doc[at].dep = rule.attributes[DEP]
