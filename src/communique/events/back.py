"""Act → the place told before that its words point back to: "the crowd *there*", "a bomb *in the city*".

Only for acts that are done on the spot and for meetings. The place is the last town named before, in the same
paragraph or one of the two before it.
"""

from __future__ import annotations

from communique.events.nearby import AT, ON_THE_SPOT
from communique.events.scene import Act, Scene
from communique.stages import Proposition, Token

TOWNS = ("city", "capital", "village", "district", "camp")
PARAGRAPHS = 2


def pointed_back(scene: Scene, act: Act, p: Proposition) -> int | None:
    """The index of the place, if the act's clause has a word that points to one."""
    if act.type not in (*ON_THE_SPOT, "CONSULT"):
        return None
    sentence = scene.document.sentences[p.sentence]
    for token in scene.document.tokens[sentence.first : sentence.last]:
        if _points(scene, token) and _belongs(scene, token, p):
            return _last_town(scene, token)
    return None


def _points(scene: Scene, token: Token) -> bool:
    """"there", "in the city"; not "there is" and not "in the city of X"."""
    if token.text.lower() == "there":
        return token.dep == "advmod" and token.tag == "RB"
    if token.lemma.lower() not in scene.knowledge.gazetteer.vocabulary["back"] or token.dep != "pobj":
        return False
    below = [scene.document.tokens[child] for child in scene.document.children[token.index]]
    preposition = scene.document.tokens[token.head].text.lower()
    return preposition in AT and [t.text.lower() for t in below if t.text not in (",", ".")] in (["the"], ["this"])


def _belongs(scene: Scene, token: Token, p: Proposition) -> bool:
    """Whether the way up from a word leads to the act before any other verb."""
    tokens, at = scene.document.tokens, token.index
    for _ in range(8):
        at = tokens[at].head
        if at == p.head or at in p.trigger:
            return True
        if tokens[at].pos in ("VERB", "AUX") or tokens[at].head == at:
            return False
    return False


def _last_town(scene: Scene, token: Token) -> int | None:
    paragraph = scene.document.sentences[token.sentence].paragraph
    last = None
    for index, place in enumerate(scene.reading.places):
        if place.span[0] >= token.start:
            break
        at = scene.document.at.get(place.span[0])
        near = at is not None and paragraph - scene.document.sentence_of(at).paragraph <= PARAGRAPHS
        if near and place.feature in TOWNS:
            last = index
    return last
