"""Links each proposition to the one it depends on, and hands scope down.

"plans to visit", "is expected to visit", "failed to visit", "began talks": what the governing word does to its
complement is a row of `data/scope/effects.yaml`. A negated or conditional governor hands that down too. Governors
that are operators of the lexicon (agree, deny, threaten …) are left to the events stage.
"""

from __future__ import annotations

from dataclasses import replace

from communique.knowledge.scope import Scope
from communique.propositions.predicates import VERBAL
from communique.stages import Argument, Document, Proposition

LINKS = {"ccomp": "complement", "xcomp": "complement", "pcomp": "complement", "csubj": "complement", "relcl": "relative",
         "acl": "participial", "advcl": "adverbial", "conj": "coordinate", "parataxis": "complement"}
NOUN_ROLES = {"dobj", "nsubj", "nsubjpass", "pobj", "attr", "conj", "appos", "dative", "oprd"}


def link(document: Document, found: tuple[Proposition, ...], scope: Scope) -> tuple[Proposition, ...]:
    """The same propositions with `parent`, `link`, embedded arguments and inherited scope."""
    owner = _owners(found)
    linked = [_linked(document, p, owner) for p in found]
    embedded = tuple(replace(p, arguments=tuple(_embedding(a, p.index, owner) for a in p.arguments)) for p in linked)
    return _handed_down(document, embedded, scope)


def _owners(found: tuple[Proposition, ...]) -> dict[int, int]:
    """Token → proposition whose predicate it is; the verb that carries a noun belongs to the noun's proposition."""
    owner: dict[int, int] = {}
    for p in found:
        for token in p.trigger:
            owner.setdefault(token, p.index)
    for p in found:
        owner[p.head] = p.index
    return owner


def _linked(document: Document, p: Proposition, owner: dict[int, int]) -> Proposition:
    at = p.support_head if p.support_head is not None else p.head
    token = document.tokens[at]
    kind = LINKS.get(token.dep, "argument" if token.dep in NOUN_ROLES else None)
    if token.dep == "advcl" and token.tag == "VB":
        kind = "purpose"
    above = token
    while above.head != above.index:
        above = document.tokens[above.head]
        parent = owner.get(above.index)
        if parent is not None and parent != p.index:
            return replace(p, parent=parent, link=kind)
        if above.pos in VERBAL and above.dep not in ("aux", "auxpass"):
            break
    return p


def _embedding(argument: Argument, own: int, owner: dict[int, int]) -> Argument:
    """The argument with the proposition it embeds, if one of its heads is a predicate."""
    for head in argument.heads:
        inner = owner.get(head)
        if inner is not None and inner != own:
            return replace(argument, proposition=inner)
    return argument


def _handed_down(document: Document, found: tuple[Proposition, ...], scope: Scope) -> tuple[Proposition, ...]:
    """Scope that comes from above. Parents may stand after their children, so each looks up its own chain."""
    out = []
    for p in found:
        effect = _effect(document, p, found, scope)
        out.append(_under(p, effect) if effect else _unreal(document, p))
    return _from_parents(tuple(out))


def _unreal(document: Document, p: Proposition) -> Proposition:
    """A to-clause says of nothing that it happened ("keen to conclude", "whether to send"), unless its governor does."""
    at = p.support_head if p.support_head is not None else p.head
    infinitive = document.tokens[at].tag == "VB" and any(t.text.lower() == "to" for t in document.below(at, "aux"))
    if infinitive and p.modality is None and p.link in ("complement", "participial", "argument", None):
        return replace(p, modality="wish")
    return p


def _effect(document: Document, p: Proposition, found: tuple[Proposition, ...], scope: Scope) -> tuple[str, int] | None:
    """What the word above says of this act: its effect and that word."""
    at = document.tokens[p.support_head if p.support_head is not None else p.head]
    if at.dep not in ("xcomp", "ccomp", "pcomp", "dobj", "advcl", "acl") or at.head == at.index:
        return None
    above = document.tokens[at.head]
    if at.dep == "pcomp":
        above = document.tokens[above.head]
    if at.dep == "advcl" and above.pos not in ("ADJ", "VERB"):
        return None
    particle = next((t.text.lower() for t in document.below(above.index, "prt")), None)
    names = [f"{above.lemma.lower()} {particle}"] if particle else []
    for name in [*names, above.lemma.lower()]:
        effect = scope.effects.get(name)
        if effect and (at.dep in ("xcomp", "ccomp", "pcomp", "acl") or (at.dep == "advcl" and effect in ("plan", "wish"))
                       or (p.kind == "noun" and effect in ("end", "cancel", "postpone", "resume", "negation"))):
            return effect, above.index
    return None


def _under(p: Proposition, effect: tuple[str, int]) -> Proposition:
    name, word = effect
    if name == "negation":
        return replace(p, negation=p.negation if p.negation is not None else word)
    if name in ("plan", "wish", "may"):
        return replace(p, modality=p.modality or name, tense=p.tense or "future")
    if name == "fact":
        return p
    return replace(p, phase=p.phase or name)


def _from_parents(found: tuple[Proposition, ...]) -> tuple[Proposition, ...]:
    """A to-clause or event noun takes tense from its governor where it has none, and its negation and condition."""
    out = list(found)
    for p in found:
        parent = out[p.parent] if p.parent is not None else None
        if parent is None or p.link not in ("complement", "argument", "purpose", "coordinate", "participial"):
            continue
        changes: dict[str, object] = {}
        if p.tense is None and p.link != "purpose":
            changes["tense"] = parent.tense
        if parent.conditional and not p.conditional and p.link in ("complement", "coordinate", "argument"):
            changes["conditional"] = True
        if p.modality is None and parent.modality and p.link == "coordinate" and p.tense is None:
            changes["modality"] = parent.modality
        if changes:
            out[p.index] = replace(p, **changes)  # type: ignore[arg-type]
    return tuple(out)
