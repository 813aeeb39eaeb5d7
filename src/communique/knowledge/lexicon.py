"""The lexicon: which words, in which company, are which act; and what the operators do to acts.

In: `data/lexicon/*.yaml` (its README is the manual). Out: a frozen `Lexicon` that finds the entries for a
predicate by its first word. Entries are checked here for what can be seen in the file; that their `yes`
and `no` sentences come out right is checked by `communique.selfcheck`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from communique.knowledge.files import Files, Row, words
from communique.knowledge.ontology import OPERATIONS, Ontology

KINDS = ("verb", "noun", "adjective")
DOES = (*OPERATIONS, "wish", "decide", "deny", "report")
FIELDS = ("id", *KINDS, "type", "mode", "cameo", "source", "target", "reciprocal", "object", "needs", "lacks", "phrase",
          "does", "over", "alone", "contexts", "status", "also", "quad", "comment", "yes", "no")
OVER = ("clause", "patient", "to", "for", "of", "on", "with", "in", "from", "attribute")
STATUSES = ("happened", "ongoing", "scheduled", "hypothetical", "denied", "cancelled", "background")
WORDS = (*KINDS, "source", "target", "object", "phrase", "over", "contexts", "yes", "no")
SWITCHES = ("reciprocal", "alone", "also")
CLASSES = ("ACTOR", "SEVERAL", "STATE", "PERSON", "ARMED", "GROUP", "CROWD", "PLACE", "NUMBER", "ANY")


@dataclass(frozen=True, slots=True)
class Entry:
    """An act or an operator. See `data/lexicon/README.md` for what the fields mean."""

    id: str
    kind: str
    words: tuple[str, ...]
    type: str | None
    mode: str | None
    cameo: str | None
    source: tuple[str, ...]
    target: tuple[str, ...]
    reciprocal: bool
    object: tuple[str, ...]
    needs: dict[str, tuple[str, ...]]
    lacks: dict[str, tuple[str, ...]]
    phrase: tuple[str, ...]
    does: str | None
    over: tuple[str, ...]
    alone: bool  # whether an operator is an act by itself where no act is found under it
    contexts: tuple[str, ...]
    status: str | None
    also: bool  # whether the act asked for becomes an event of its own as well
    yes: tuple[str, ...]
    no: tuple[str, ...]
    where: str

    @property
    def rank(self) -> int:
        """How particular the entry is: more conditions, higher rank; the most particular that fits is taken."""
        return (3 * bool(self.object) + 3 * len(self.needs) + len(self.lacks) + 3 * bool(self.phrase)
                + max(len(w.split()) for w in self.words) - 1)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries, and those that begin with a given word, the most particular first."""

    entries: tuple[Entry, ...]
    by_word: dict[tuple[str, str], tuple[Entry, ...]]  # (kind, first word)
    nouns: frozenset[str]
    adjectives: frozenset[str]

    def of(self, kind: str, lemma: str) -> tuple[Entry, ...]:
        """The entries of a kind whose first word is this lemma (of "set up", the first word is "set")."""
        return self.by_word.get((kind, lemma.split(" ")[0]), ())


def load(files: Files, ontology: Ontology) -> Lexicon:
    """Reads `data/lexicon/`. Unknown codes, two codes for one pattern, bad roles become problems of the files."""
    rows = files.yaml("lexicon", optional=FIELDS)
    entries = [part for row in rows if (entry := _entry(files, row, ontology)) for part in _uncompounded(files, entry)]
    _reject_twins(files, entries)
    index: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for first in dict.fromkeys(word.split(" ")[0] for word in entry.words):
            index[entry.kind, first].append(entry)
    by_word = {key: tuple(sorted(found, key=lambda e: -e.rank)) for key, found in index.items()}
    return Lexicon(tuple(entries), by_word,
                   frozenset(first for kind, first in by_word if kind == "noun"),
                   frozenset(first for kind, first in by_word if kind == "adjective"))


def _entry(files: Files, row: Row, ontology: Ontology) -> Entry | None:
    kinds = [kind for kind in KINDS if row.get(kind)]
    if len(kinds) != 1:
        files.problem(row, "an entry has one of 'verb', 'noun', 'adjective'", "Write one of them, with its words")
        return None
    cameo = str(row["cameo"]) if row.get("cameo") is not None else None
    if cameo and not files.known(row, "cameo", cameo, ontology.cameo):
        return None
    type_name = row["type"] if "type" in row else ontology.type_of(cameo)
    type_name = None if type_name in ("none", None) else str(type_name)
    if not _well_formed(files, row) or not _codes_known(files, row, type_name, ontology):
        return None
    if cameo is None and row.get("does") is None:
        files.problem(row, "an entry has a 'cameo' code, or says what it 'does' to another act", "Add one of them")
        return None
    return _built(row, kinds[0], type_name, cameo)


def _well_formed(files: Files, row: Row) -> bool:
    """Whether words are words, switches are switches and the status is one: what else is read as something unmeant."""
    before = len(files.problems)
    for name in WORDS:
        value = row.get(name)
        parts = value if isinstance(value, list) else [value]
        if value is not None and not all(isinstance(part, str) and part.strip() for part in parts):
            files.problem(row, f"{name} {value!r} is not a list of words", f"Write '{name}: [one, other]'")
    for name in SWITCHES:
        if not isinstance(row.get(name, False), bool):
            files.problem(row, f"{name} {row[name]!r} is neither true nor false", "Write one of these")
    if row.get("status") is not None:
        files.known(row, "status", row["status"], STATUSES)
    return len(files.problems) == before


def _uncompounded(files: Files, entry: Entry) -> list[Entry]:
    """A noun of two words ("phone call", "cease-fire") is its last word with the one before as its modifier.

    The parser's tokens are words, so no predicate is ever "phone call".
    """
    simple = tuple(word for word in entry.words if not re.search(r"[ -]", word))
    if entry.kind != "noun" or len(simple) == len(entry.words):
        return [entry]
    if "modifier" in entry.needs:
        files.problem(entry.where, "a noun of two words cannot have another 'modifier' in its 'needs'",
                      "Write the last word as the noun and all first words as modifiers")
    first_words: dict[str, list[str]] = defaultdict(list)
    for word in entry.words:
        if word not in simple:
            parts = re.split(r"[ -]", word)
            first_words[parts[-1]].append(parts[-2])
    out = [replace(entry, words=simple)] if simple else []
    out += [replace(entry, words=(head,), needs={**entry.needs, "modifier": tuple(first)})
            for head, first in first_words.items()]
    return [out[0], *(replace(e, yes=(), no=()) for e in out[1:])]


def _codes_known(files: Files, row: Row, type_name: str | None, ontology: Ontology) -> bool:
    good = type_name is None or files.known(row, "type", type_name, ontology.types)
    if good and type_name and row.get("mode"):
        good = files.known(row, "mode", row["mode"], ontology.types[type_name].modes)
    if row.get("does"):
        good = files.known(row, "does", row["does"], DOES) and good
    for context in words(row.get("contexts")):
        good = files.known(row, "context", context, ontology.contexts) and good
    for name in ("needs", "lacks"):
        if row.get(name) is not None and not isinstance(row[name], dict):
            files.problem(row, f"{name!r} is not a mapping of roles to words", f"Write '{name}: {{with: [ACTOR]}}'")
            good = False
    return good


def _built(row: Row, kind: str, type_name: str | None, cameo: str | None) -> Entry:
    forms = words(row[kind])
    noun = kind == "noun"
    default_target = [w.split(" ", 1)[1] for w in forms if " " in w and kind == "verb"]
    operator = ["to"] if row.get("does") else []
    default_target += ["of", "on", "against", "with", "to"] if noun else ["patient", *operator]
    return Entry(
        id=str(row.get("id") or "+".join((f"{kind}:{forms[0]}", *words(row.get("object"))[:1]))),
        kind=kind, words=forms, type=type_name, mode=row.get("mode"), cameo=cameo,
        source=words(row.get("source")) or (("agent", "by", "between", "among", "modifier") if noun else ("agent",)),
        target=words(row.get("target")) if "target" in row else tuple(default_target),
        reciprocal=row.get("reciprocal") is True, object=words(row.get("object")),
        needs={str(k): words(v) for k, v in (row.get("needs") or {}).items()},
        lacks={str(k): words(v) for k, v in (row.get("lacks") or {}).items()},
        phrase=words(row.get("phrase")), does=row.get("does"),
        over=words(row.get("over")) or OVER,
        alone=row.get("alone") is not False and cameo is not None, contexts=words(row.get("contexts")),
        status=row.get("status"), also=row.get("also") is True, yes=words_list(row.get("yes")),
        no=words_list(row.get("no")), where=row.where)


def words_list(value: object) -> tuple[str, ...]:
    """A sentence or a list of sentences; unlike `words`, a bar has no meaning here."""
    if value is None:
        return ()
    return tuple(str(v) for v in value) if isinstance(value, list) else (str(value),)


def _reject_twins(files: Files, entries: list[Entry]) -> None:
    """Two entries for the same words under the same conditions with two codes: no way to choose between them."""
    seen: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        needs, lacks = (tuple(sorted(x.items())) for x in (entry.needs, entry.lacks))
        for word in entry.words:
            for thing in entry.object or ("",):
                other = seen.setdefault((entry.kind, word, thing, needs, lacks, entry.phrase), entry)
                same = other is entry or (other.cameo, other.does, other.mode) == (entry.cameo, entry.does, entry.mode)
                if not same:
                    codes_at = f"{other.cameo} at {other.where} and {entry.cameo} here"
                    files.problem(entry.where, f"{word!r} has two codes, {codes_at}",
                                  "Keep one, or tell them apart with 'object', 'needs', 'lacks' or 'phrase'")
