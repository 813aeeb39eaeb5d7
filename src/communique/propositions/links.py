"""Links each proposition to the one it depends on, and hands scope down.

"plans to visit", "is expected to visit", "failed to visit", "began talks", "no plans to visit": what the governing word
does to its complement is a row of `data/scope/effects.yaml`. A negated or conditional governor hands that down too.
Governors that are operators of the lexicon (agree, deny, threaten …) are left to the events stage.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from communique.knowledge.scope import Scope
from communique.propositions.ground import VERBAL, Ground, is_object
from communique.propositions.negation import negation
from communique.stages import Argument, Document, Proposition, Token

LINKS = {"ccomp": "complement", "xcomp": "complement", "pcomp": "complement", "csubj": "complement",
         "relcl": "relative", "acl": "participial", "advcl": "adverbial", "conj": "coordinate",
         "parataxis": "complement"}
NOUN_ROLES = {"dobj", "nsubj", "nsubjpass", "pobj", "attr", "conj", "appos", "dative", "oprd"}
CLAUSAL = {"xcomp", "ccomp", "pcomp", "acl"}
DEFINITE = {"the", "this", "that", "these", "those"}
UNREAL = ("plan", "wish", "may")
PASSED_ON = {"plan", "wish", "may", "fact", "begin", "continue", "resume"}  # "is not due to", but not "did not stop"
ENDED = ("end", "cancel", "postpone", "resume", "negation", "plan")
UNTOLD = ("complement", "participial", "argument", "relative", None)
FAR = 60
BESIDE = {"after", "before", "since", "by", "while", "despite", "following", "including", "upon", "through", "besides"}


def link(document: Document, found: tuple[Proposition, ...], scope: Scope) -> tuple[Proposition, ...]:
    """The same propositions with `parent`, `link`, embedded arguments and inherited scope."""
    ground = Ground(document, scope, frozenset())
    owner = _owners(found)
    linked = [_linked(document, p, owner) for p in found]
    embedded = [replace(p, arguments=tuple(_embedding(a, p.index, owner) for a in p.arguments)) for p in linked]
    return _from_parents([_handed_down(ground, p) for p in embedded])


def _owners(found: tuple[Proposition, ...]) -> dict[int, int]:
    """Token → proposition whose predicate it is; the verb that carries a noun belongs to the noun's proposition."""
    owner: dict[int, int] = {}
    for p in found:
        for token in p.trigger:
            owner.setdefault(token, p.index)
    for p in found:
        owner[p.head] = p.index
    return owner


def _place(document: Document, p: Proposition) -> Token:
    """The word whose place a proposition has: the verb that carries it, unless that hangs on the noun itself."""
    if p.support_head is None or document.tokens[p.support_head].head == p.head:
        return document.tokens[p.head]
    return document.tokens[p.support_head]


def _linked(document: Document, p: Proposition, owner: dict[int, int]) -> Proposition:
    token = _place(document, p)
    kind = LINKS.get(token.dep, "argument" if token.dep in NOUN_ROLES else None)
    if token.dep == "advcl" and token.tag == "VB":
        kind = "purpose"
    elif token.dep == "advcl" and is_object(document, token):
        kind = "complement"
    above = token
    for _ in range(FAR):
        if above.head == above.index:
            break
        above = document.tokens[above.head]
        parent = owner.get(above.index)
        if parent is not None and parent != p.index:
            return replace(p, parent=parent, link=kind)
        if above.pos in VERBAL and above.dep not in ("aux", "auxpass", "amod"):
            break
    return p


def _embedding(argument: Argument, own: int, owner: dict[int, int]) -> Argument:
    """The argument with the proposition it embeds, if one of its heads is a predicate."""
    for head in argument.heads:
        inner = owner.get(head)
        if inner is not None and inner != own:
            return replace(argument, proposition=inner)
    return argument


def _handed_down(ground: Ground, p: Proposition) -> Proposition:
    """Scope that comes from the word above."""
    token = _place(ground.document, p)
    if token.head == token.index or p.kind == "adjective":
        return p
    if token.dep == "pcomp" and ground.head(token).text.lower() in BESIDE:
        return p  # "avoided arrest after *fleeing*"
    for above, names in _governors(ground, token):
        effect = next((ground.scope.effects[n] for n in names if n in ground.scope.effects), None)
        effect = effect or ("fact" if _took_time(ground.document, above) else None)
        if effect == "feat":
            effect = "fact" if _was_done(ground, above) else "wish"
        if effect == "negation" and p.kind == "noun" and negation(ground, above.index) is not None:
            effect = "fact"  # "did not prevent *the attack*"
        if effect and _reaches(ground.document, p, token, above, effect):
            return _under(p, effect, above.index, negation(ground, above.index) if effect in PASSED_ON else None)
    return _unreal(ground.document, p, token)


def _took_time(document: Document, above: Token) -> bool:
    """Whether what took its time was done: "the court *took an hour* to convict him", not "will take years to"."""
    past = above.lemma == "take" and above.tag == "VBD"
    return past and any(t.entity in ("TIME", "DATE") for t in document.below(above.index, "dobj"))


def _was_done(ground: Ground, above: Token) -> bool:
    """"police *were able* to arrest him" did arrest him; "are able to", "were not able to" say nothing of the kind."""
    copula = ground.head(above)
    return copula.tag == "VBD" and negation(ground, above.index) is None and negation(ground, copula.index) is None


def _governors(ground: Ground, token: Token) -> Iterator[tuple[Token, list[str]]]:
    """The word above and the names it goes by: "stop short", "have yet", "call off", "due"."""
    document = ground.document
    above = ground.head(token)
    if token.dep in ("pcomp", "pobj"):
        above = ground.head(above)
    if above.pos == "ADV" and token.dep in ("pcomp", "pobj"):
        above = ground.head(above)
    lemma = above.lemma.lower()
    joined = [f"{lemma} {t.text.lower()}" for t in document.below(above.index, "prt", "advmod", "neg")]
    yield above, [*joined, lemma]
    if token.dep in ("nsubj", "nsubjpass"):  # "talks are likely"
        yield from ((t, [t.lemma.lower()]) for t in document.below(above.index, "acomp"))
    if token.dep in ("acl", "relcl", "xcomp"):  # "the first president to visit", "became the first to visit"
        nouns = [above] if token.dep != "xcomp" else list(document.below(above.index, "attr"))
        yield from ((t, [t.lemma.lower()]) for n in nouns for t in [n, *document.below(n.index, "amod")])


def _reaches(document: Document, p: Proposition, token: Token, above: Token, effect: str) -> bool:
    """Whether the word above says it of this act, by how the two are joined."""
    if token.dep in CLAUSAL or (token.dep == "relcl" and _to_do(document, token)):
        # "suggested that Iran had attacked" leaves the past as it is
        return not (token.dep == "ccomp" and p.tense == "past" and effect in UNREAL)
    if token.dep == "advcl":
        return effect in ("plan", "wish") and above.pos in ("ADJ", "VERB") and token.tag in ("VB", "VBG")
    if p.kind != "noun":
        return False
    if token.dep == "dobj":
        owned = any(t.dep == "poss" or t.text.lower() in DEFINITE for t in document.below(token.index, "det", "poss"))
        return effect in ENDED or (effect in ("wish", "may") and not owned)
    if token.dep == "nsubjpass":
        return effect in ENDED
    if token.dep == "pobj":  # "fears of an invasion", but "fears over the invasion"
        fresh = not any(t.dep == "poss" or t.text.lower() in DEFINITE for t in document.below(token.index))
        return effect == "may" and fresh and document.tokens[token.head].text.lower() == "of"
    return token.dep == "nsubj" and above.dep == "acomp" and effect in ("plan", "may")


def _under(p: Proposition, effect: str, word: int, negator: int | None) -> Proposition:
    if negator is not None and p.negation is None:
        p = replace(p, negation=negator)
    if effect == "negation":
        return replace(p, negation=p.negation if p.negation is not None else word)
    if effect in UNREAL:
        return replace(p, modality=p.modality or effect, tense=p.tense or "future")
    return p if effect == "fact" else replace(p, phase=p.phase or effect)


def _unreal(document: Document, p: Proposition, token: Token) -> Proposition:
    """A to-clause says of nothing that it happened ("keen to sign", "whether to send"), unless its governor does."""
    if token.dep == "pcomp" and document.tokens[token.head].text.lower() == "into" and p.modality is None:
        return replace(p, modality="wish")  # "pressed Kyiv into opening an inquiry"
    bare = token.tag == "VB" or any(t.tag == "VB" for t in document.below(token.index, "auxpass"))
    if _to_do(document, token) and bare and p.modality is None and p.link in UNTOLD:
        return replace(p, modality="plan" if token.dep == "acl" and p.passive else "wish")
    return p


def _to_do(document: Document, token: Token) -> bool:
    """Whether it is a to-clause, which may hang on its noun like a relative clause: "a mission *to free* them"."""
    return any(t.text.lower() == "to" for t in document.below(token.index, "aux"))


def _from_parents(found: list[Proposition]) -> tuple[Proposition, ...]:
    """A to-clause or event noun takes tense from its governor where it has none, and its condition."""
    out = list(found)
    for p in found:
        parent = out[p.parent] if p.parent is not None else None
        if parent is None or p.link not in ("complement", "argument", "purpose", "coordinate", "participial"):
            continue
        changes: dict[str, object] = {}
        if p.tense is None and p.link != "purpose":
            changes["tense"] = "past" if p.aspect == "perfect" and p.modality is None else parent.tense
        if parent.conditional and not p.conditional and p.link in ("complement", "coordinate", "argument"):
            changes["conditional"] = True
        if p.modality is None and parent.modality and p.tense is None and _shares_modality(p, parent):
            changes["modality"] = parent.modality
        if changes:
            out[p.index] = replace(p, **changes)  # type: ignore[arg-type]
    return tuple(out)


def _shares_modality(p: Proposition, parent: Proposition) -> bool:
    """"may meet and sign"; "an effort to get Peru to leave": what lies under something unreal is no more real."""
    return p.link == "coordinate" or (
        p.link == "complement" and p.kind == parent.kind == "verb" and parent.modality in UNREAL)
