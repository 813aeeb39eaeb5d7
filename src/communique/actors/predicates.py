""" "Warhol was a legend", "she works as a nurse": what is said to be somebody mentions that person.

In: all mentions of persons. First what a copula says of a name is learned (`Member.titles`), so that "the nurse"
further on is she; once all else is resolved, each such noun becomes a mention. What is denied, or only would be, is
left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.actors.appositions import tells_a_person
from communique.actors.scene import Scene
from communique.stages import Token

COPULAS = ("be", "become", "remain")
UNREAL = ("would", "could", "may", "might", "should")


def learn_predicates(scene: Scene) -> None:
    """Notes the nouns that the report says a named person to be."""
    for noun, subject in _predicates(scene):
        mention = scene.taken.get(subject)
        if mention is not None and mention.kind == "name" and scene.cast[mention.actors[0]].kind == "person":
            scene.cast[mention.actors[0]].titles.add(noun.lemma.lower())


def name_predicates(scene: Scene) -> None:
    """Adds the mentions of persons by what they are said to be."""
    people = {m.head: m.actors[0] for m in scene.mentions if m.kind in ("name", "title", "pronoun")
              and len(m.actors) == 1 and scene.cast[m.actors[0]].kind == "person"}
    busy = {m.head for m in scene.mentions if m.kind not in ("group", "adjective", "place")}
    for noun, subject in (*_predicates(scene), *_figures(scene)):
        if subject in people and noun.index not in busy:
            busy.add(noun.index)
            scene.drop_group(noun.index)
            scene.mention(scene.doc.edges[noun.index][0], noun.index + 1, [people[subject]], "title", "predicate",
                          head=noun.index)


def _figures(scene: Scene) -> Iterator[tuple[Token, int]]:
    """Other nouns behind a copula: "she was the voice of a generation", "the youngest member of the council"."""
    for token in scene.doc.tokens:
        if token.dep == "attr" and token.tag == "NN" and scene.is_free(token.index) and any(
                t.text.lower() in ("a", "an", "the") for t in scene.doc.below(token.index, "det")):
            subject = subject_of(scene, token)
            if subject is not None and subject < token.index:
                yield token, subject


def _predicates(scene: Scene) -> Iterator[tuple[Token, int]]:
    """Nouns for a person with the token of the subject they are said of."""
    tokens = scene.doc.tokens
    for token in tokens:
        if token.tag in ("NN", "NNP") and scene.is_free(token.index):
            top = token
            while top.dep == "conj" and top.head < top.index:
                top = tokens[top.head]
            subject = subject_of(scene, top, article=True)
            if subject is not None and tells_a_person(scene, token):
                yield token, subject


def subject_of(scene: Scene, noun: Token, *, article: bool = False) -> int | None:
    """The subject of the copula or verb of a noun: "she is a nurse", "sent there as a nurse".

    With `article` only "as a nurse" counts, and not "as minister".
    """
    tokens = scene.doc.tokens
    head = tokens[noun.head]
    if noun.dep == "attr" and head.lemma in COPULAS:
        return None if _unreal(scene, head) else _of_verb(scene, head, "nsubj")
    indefinite = any(t.text.lower() in ("a", "an") for t in scene.doc.below(noun.index, "det"))
    verb = tokens[head.head]
    while indefinite and verb.dep == "acl" and verb.head < verb.index:  # "sent to a camp for boys aged ten as a child"
        verb = tokens[tokens[verb.head].head]
        verb = tokens[verb.head] if verb.pos == "ADP" else verb
    if noun.dep == "pobj" and head.text.lower() == "as" and (indefinite or not article) and verb.pos == "VERB":
        found = None if _unreal(scene, verb) else _of_verb(scene, verb, "dobj")
        return found if found is not None or _unreal(scene, verb) else _of_verb(scene, verb, "nsubj", "nsubjpass")
    return None


def _unreal(scene: Scene, verb: Token) -> bool:
    return any(True for _ in scene.doc.below(verb.index, "neg")) or any(
        t.text.lower() in UNREAL for t in scene.doc.below(verb.index, "aux"))


def _of_verb(scene: Scene, verb: Token, *parts: str) -> int | None:
    """The subject or object of a verb; "who" is the noun before it; of "was forced to resign as" the subject above."""
    subject = next(scene.doc.below(verb.index, *parts), None)
    if subject is None and "nsubj" in parts and (verb.dep == "xcomp" or (verb.dep == "advcl" and verb.tag == "VBG")):
        above = scene.doc.tokens[verb.head]
        told = _of_verb(scene, above, "dobj")
        return told if told is not None else _of_verb(scene, above, "nsubj", "nsubjpass")
    if subject is not None and subject.tag in ("WP", "WDT") and verb.dep == "relcl":
        return verb.head
    if subject is None and verb.dep == "conj" and "nsubj" in parts:  # "won the seat and becomes the youngest member"
        return _of_verb(scene, scene.doc.tokens[verb.head], "nsubj")
    return subject.index if subject is not None else None
