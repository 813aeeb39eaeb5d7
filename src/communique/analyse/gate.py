"""Which paragraphs need no parse, since no event and no statement can stand in them.

An event needs an entry of the lexicon, or two names for the learned coder to speak of; a statement needs a cue or a
quotation mark. The gate looks at the letters only: a paragraph stays shut where no entry has all its words in some
form, no cue is there, no mark, and not two names. Every form that a word could have opens it, so it opens far more
often than something is found, and never the reverse (`tests/analyse/test_gate.py`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.knowledge.lexicon import CLASSES, Entry

if TYPE_CHECKING:
    from spacy.language import Language

    from communique.knowledge import Knowledge
    from communique.knowledge.cues import Cues

Forms = Mapping[str, Iterable[str]]  # a lemma → its irregular forms
Phrase = tuple[frozenset[str], ...]  # for each word of it the forms it may have
Wanted = tuple[Phrase, ...]  # phrases of which one must be there

_WORD = re.compile(r"[^\W\d_]+")
_SPEECH = re.compile(r"[\"“”«»„‘‹›「」:]|''|``|(?<!\w)['’]\w|\s[-–—]")  # marks, a colon or a dash that may bring words
_NAME = re.compile(r"(?<=\w[\s,;(-])[^\W\d_a-zß-öø-ÿ]")  # a capital that does not begin a sentence
_NAMED = "A Name"  # stands among the words of a text for a name in it
_PAIR = 2  # names that the learned coder needs
_PREPOSITIONS = {"in", "into", "from", "against", "with", "between", "of", "over", "at", "under"}  # as roles of `needs`
_ENDINGS = ("s", "es", "ed", "d", "ing")


@dataclass(frozen=True, slots=True)
class Gate:
    """What must stand together for each entry, by the forms of its first word; and the forms of all cues."""

    entries: Mapping[str, tuple[tuple[Wanted, ...], ...]]
    cues: frozenset[str]

    def shut(self, text: str) -> bool:
        """Whether nothing in this paragraph can be an event or a statement."""
        if text.islower() or _SPEECH.search(text) or len(_NAME.findall(text)) >= _PAIR:
            return False
        have = {word.lower() for word in _WORD.findall(text)} | ({_NAMED} if _NAME.search(text) else set())
        return have.isdisjoint(self.cues) and not any(
            _all_there(conditions, have) for word in have for conditions in self.entries.get(word, ()))


def gate_of(knowledge: Knowledge, nlp: Language) -> Gate:
    """The gate for this knowledge. `nlp` tells the irregular forms of words, by its lemmatizer's table."""
    irregular = _irregular(nlp)
    entries: dict[str, list[tuple[Wanted, ...]]] = defaultdict(list)
    for entry in knowledge.lexicon.entries:
        conditions = tuple(_conditions(entry, irregular))
        for form in {form for word in entry.words for form in _forms(_WORD.findall(word)[0], irregular)}:
            entries[form].append(conditions)
    return Gate({form: tuple(found) for form, found in entries.items()}, _cue_forms(knowledge.cues, irregular))


def _all_there(conditions: tuple[Wanted, ...], have: set[str]) -> bool:
    return all(any(all(not have.isdisjoint(forms) for forms in phrase) for phrase in wanted) for wanted in conditions)


def _conditions(entry: Entry, irregular: Forms) -> Iterable[Wanted]:
    """The words an entry asks for, and the prepositions. Where a class of actors would do, anything may stand there."""
    if prepositions := [role for role in entry.needs if role in _PREPOSITIONS]:
        yield (tuple(frozenset({role}) for role in prepositions),)
    if ("PLACE",) in entry.needs.values():
        yield ((frozenset({_NAMED}),),)
    for words in (entry.words, entry.object, entry.phrase, *entry.needs.values()):
        if words and not set(words) & set(CLASSES):
            yield tuple(tuple(_forms(part, irregular) for part in _WORD.findall(word)) for word in words)


def _cue_forms(cues: Cues, irregular: Forms) -> frozenset[str]:
    """All forms of the first word of a cue; of "in the view of" all words but the short ones."""
    first = [word.split(" ")[0] for word in (*cues.verbs, *cues.nouns, *cues.voices)]
    brought = [max(phrase, key=len) for phrase in cues.sources]
    return frozenset(form for word in (*first, *brought) for form in _forms(word, irregular))


def _forms(word: str, irregular: Forms) -> frozenset[str]:
    """Whatever a lemma can look like in a text, and some things that it cannot.

    >>> sorted(_forms("deny", {}) & {"denied", "denies", "denying", "deny"})
    ['denied', 'denies', 'deny', 'denying']
    """
    word = word.lower()
    stems = {word, word.removesuffix("e"), re.sub("y$", "i", word), word + word[-1:]}
    return frozenset({word, *irregular.get(word, ()), *(stem + ending for stem in stems for ending in _ENDINGS)})


def _irregular(nlp: Language) -> Forms:
    """The lemmatizer's exceptions, turned round: "give" → "gave", "given"."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    out: dict[str, set[str]] = defaultdict(set)
    if lookups is not None and lookups.has_table("lemma_exc"):
        for exceptions in lookups.get_table("lemma_exc").values():
            for form, lemmas in exceptions.items():
                for lemma in lemmas:
                    out[lemma].add(form)
    return out
