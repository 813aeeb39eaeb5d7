"""Verbs that hide in headlines: "Chad expels German ambassador", "EU sanctions Belarus officials" parsed as nouns.

A short line without a finite verb, in which a word the lexicon knows as a verb stands between names and a noun,
is read as subject, verb, object. We prefer to miss one: the word must have the form of the present tense and
stand behind a name.
"""

from __future__ import annotations

from communique.knowledge import Knowledge
from communique.propositions.ground import NOMINAL
from communique.stages import Argument, Document, Proposition, Sentence, Token

FINITE = ("VBZ", "VBP", "VBD", "MD")
GROUP = ("ADJ", "PROPN", "NOUN", "DET", "NUM")
FINITE = ("VBZ", "VBP", "VBD", "MD")
GROUP = ("ADJ", "PROPN", "NOUN", "DET", "NUM")
LONGEST = 20  # words of a headline


def hidden_verbs(document: Document, knowledge: Knowledge) -> dict[int, Proposition]:
    """Token → the proposition of the verb that hides in it."""
    out: dict[int, Proposition] = {}
    for sentence in document.sentences:
        if sentence.last - sentence.first <= LONGEST and sentence.last - sentence.first > 2 and sentence.headline:
            tokens = document.tokens[sentence.first:sentence.last]
            if not any(t.tag in FINITE or (t.pos in ("VERB", "AUX") and t.dep == "ROOT") for t in tokens):
                verb = next((t for t in tokens if _hides(document, t, sentence, knowledge)), None)
                if verb is not None:
                    out[verb.index] = _proposition(document, verb, sentence)
    return out


def _hides(document: Document, token: Token, sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a noun may be a verb of the lexicon: a name before it, a noun group behind it."""
    if token.tag not in ("NNS", "NN", "NNPS", "NNP") or not sentence.first < token.index < sentence.last - 1:
        return False
    lemma = _lemma(token)
    if lemma is None or not knowledge.lexicon.of("verb", lemma):
        return False
    before, after = document.tokens[token.index - 1], document.tokens[token.index + 1]
    return before.pos in ("PROPN", "ADJ", "NOUN") and before.text[:1].isupper() and after.pos in GROUP


def _lemma(token: Token) -> str | None:
    """The verb behind "expels", "sanctions"; "sign" behind "Zambia, Malawi sign" only in small letters."""
    word = token.text.lower()
    if token.text != word:
        return None
    if word.endswith(("sses", "shes", "ches")):
        return word[:-2]
    if word == "summons":
        return "summon"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _proposition(document: Document, verb: Token, sentence: Sentence) -> Proposition:
    """Subject: the names before the verb. Object: the nouns behind it, up to the first preposition."""
    tokens = document.tokens
    first = verb.index - 1
    while first > sentence.first and (tokens[first - 1].pos in NOMINAL | {"CCONJ"} or tokens[first - 1].text == ","):
        first -= 1
    last = verb.index + 1
    while last < sentence.last and tokens[last].pos in NOMINAL | {"PART"}:
        last += 1
    subjects = [i for i in range(first, verb.index) if i + 1 == verb.index or tokens[i + 1].pos in ("PUNCT", "CCONJ")]
    heads = tuple(i for i in subjects if tokens[i].pos in NOMINAL)
    arguments = [Argument("agent", None, heads, first, verb.index),
                 Argument("patient", None, (last - 1,), verb.index + 1, last)]
    for token in tokens[last:sentence.last]:
        if token.dep == "prep":
            arguments += [Argument("oblique", token.text.lower(), (item.index,), *document.edges[item.index])
                          for item in document.below(token.index, "pobj")]
    return Proposition(
        index=-1, sentence=sentence.index, kind="verb", lemma=str(_lemma(verb)), head=verb.index, trigger=(verb.index,),
        support=None,
        arguments=tuple(arguments), tense="past", aspect=None, passive=False, negation=None, modality=None, phase=None,
        conditional=False, parent=None, link=None, first=sentence.first, last=sentence.last)
