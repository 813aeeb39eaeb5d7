"""Times and places → the proposition each belongs to.

A time or place belongs to the nearest predicate above it in the parse: in "said on Monday that talks would be held in
Oslo" Monday is the day of the saying and Oslo the place of the talks. On the way up lie nouns that are no act; which,
and how the name hangs on them, is kept, since "shot a policeman in Jenin" tells where and "thanked voters in Jenin"
does not. Words that only say what kind of place it is ("the West Bank town *of* Tulkarm", "in *the centre of*
Ankara") are passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from communique.events.scene import Act, Scene, tokens_of
from communique.records import Span
from communique.stages import Proposition, Token

GROUP = frozenset(("compound", "nmod", "amod", "nummod", "poss"))  # how a word hangs in a noun group


@dataclass(frozen=True, slots=True)
class Anchored:
    """A time or place (its index in the reading) and the way from it up to its predicate, nearest first."""

    index: int
    token: int
    phrase: tuple[str, ...]  # the prepositions
    nouns: tuple[int, ...]  # the nouns, without those that only say what kind of place it is
    inner: bool  # it stands inside the group of such a noun: "Jordan's *king*", "the 9 August *election*"
    spotted: bool  # a word that says what kind of place it is stands above: "the *town* of X"
    owner: int | None  # the proposition

    @property
    def prep(self) -> str | None:
        return self.phrase[0] if self.phrase else None


@dataclass(frozen=True, slots=True)
class Anchors:
    """Times and places by proposition and by sentence, and what hangs under each proposition."""

    times: dict[int, list[Anchored]]
    places: dict[int, list[Anchored]]
    sentence_times: dict[int, list[Anchored]]
    sentence_places: dict[int, list[Anchored]]
    below: dict[int, list[Proposition]]
    owner: dict[int, int]  # token of a predicate → its proposition
    carried: dict[int, list[Proposition]]  # head of a verb → nouns that are acts and that it only carries
    sentences: dict[int, list[Proposition]]  # sentence → its propositions
    lasting: dict[int, list[int]]  # head of a noun → propositions that say how long it lasts


def anchors(scene: Scene) -> Anchors:
    """Where every time and place of the reading belongs."""
    acts = [p for p in scene.propositions if p.kind != "noun" or not (_is_a_name(scene, p) or p.head in scene.places)]
    owner = {t: p.index for p in acts for t in p.trigger}
    owner |= {p.head: p.index for p in acts}
    kinds = kinds_of_place(scene)
    dated = {token for time in scene.reading.times if time.span for token in tokens_of(scene.document, time.span)}
    times = [
        _climb(scene, n, span, owner, lambda token: token.index in dated)  # "from *June* 17 to 20"
        for n, t in enumerate(scene.reading.times)
        if (span := t.span) and not _of_a_life(scene, span)
    ]
    places = [
        _climb(scene, n, span, owner, lambda token: token.lemma.lower() in kinds)
        for n, p in enumerate(scene.reading.places)
        if (span := p.span) and not _in_a_name(scene, span)
    ]
    below: dict[int, list[Proposition]] = defaultdict(list)
    lasting: dict[int, list[int]] = defaultdict(list)
    carried: dict[int, list[Proposition]] = defaultdict(list)
    sentences: dict[int, list[Proposition]] = defaultdict(list)
    for p in scene.propositions:
        sentences[p.sentence].append(p)
        if p.parent is not None:
            below[p.parent].append(p)
        if p.kind == "noun" and p.support_head is not None:
            carried[p.support_head].append(p)
        if p.kind == "verb" and p.lemma in scene.knowledge.scope.lasting:
            first = scene.propositions[p.parent] if p.link == "coordinate" and p.parent is not None else p
            for head in (head for a in (*p.all("agent"), *first.all("agent")) for head in a.heads):
                lasting[head].append(p.index)  # "that began on Monday and *runs* until Friday"
        planned = p.kind == "verb" and p.lemma in scene.knowledge.calendar.groups["ahead"]
        if planned and p.link in ("participial", "relative"):
            for head in (head for a in p.all("patient") for head in a.heads):
                lasting[head].append(p.index)  # "called off the visit, *planned* for Saturday"
    return Anchors(
        _by_owner(times),
        _by_owner(places),
        _by_sentence(scene, times),
        _by_sentence(scene, places),
        below,
        owner,
        carried,
        sentences,
        lasting,
    )


def _of_a_life(scene: Scene, span: Span) -> bool:
    """Whether years stand alone in brackets behind a name: "the former president Oscar Lemus *(2004-2008)*"."""
    text, first = scene.reading.text, scene.document.at.get(span[0])
    if first is None or first < 2 or text[span[1]:span[1] + 1] not in (")", "-", "–") or text[span[0] - 1] not in "(-–":
        return False
    opening = next((at for at in range(first - 1, max(first - 4, 0), -1) if scene.document.tokens[at].text == "("), 0)
    return opening > 0 and scene.document.tokens[opening - 1].pos == "PROPN"


def as_one(scene: Scene, act: Act, p: Proposition, anchors: Anchors) -> list[Proposition]:
    """The act and what shares its time and place.

    That is the verb that carries its noun ("*stage* an exercise"), its object where that is an act too ("signed an
    *agreement*"), and the gathering or attack it is done in ("thanked him at a *dinner*").
    """
    out = [p]
    carrier = (
        p.support_head if p.kind == "noun" else scene.document.tokens[p.head].head if p.kind == "adjective" else None
    )
    if carrier is not None and anchors.owner.get(carrier, p.index) != p.index:
        out.append(scene.propositions[anchors.owner[carrier]])
    if p.kind == "verb":  # "*launched* an assault"
        out += anchors.carried.get(p.head, [])
    for q in anchors.below.get(p.index, []):
        if q.kind != "noun" or q.link != "argument":
            continue
        gathering = q.lemma in scene.knowledge.details.gatherings or act.type == "ASSAULT"
        held_at = gathering and (fills(p, q, "at", "in", "during", "on") or _beside(scene, p, q))
        if (
            held_at
            or (act.entry.object and fills(p, q, "patient", "theme"))
            or (p.kind == "noun" and fills(p, q, "of"))
        ):
            out.append(q)
    return out


def _beside(scene: Scene, p: Proposition, gathering: Proposition) -> bool:
    """Whether an act takes place "on the sidelines of" a gathering."""
    return any(
        a.first <= gathering.head < a.last
        and scene.document.tokens[a.heads[0]].lemma.lower() in scene.knowledge.details.auspices
        for a in p.all("on", "in", "at")
    )


def fills(p: Proposition, noun: Proposition, *roles: str) -> bool:
    """Whether a noun is the head of one of these roles."""
    return any(noun.head in a.heads for a in p.all(*roles))


def kinds_of_place(scene: Scene) -> frozenset[str]:
    """Words that only say what kind of place a name is, small: "town", "province", "outskirts"."""
    vocabulary = scene.knowledge.gazetteer.vocabulary
    words = (w for kind in ("head", "suffix", "division", "settlement") for w in vocabulary.get(kind, ()))
    return scene.knowledge.details.spots | {w.lower() for w in words}


def _is_a_name(scene: Scene, p: Proposition) -> bool:
    """Whether a noun is the head of somebody's name: "the International Monetary *Fund* in Washington"."""
    mention = scene.mentions.by_token.get(p.head)
    return mention is not None and mention.kind == "name" and scene.document.tokens[p.head].pos == "PROPN"


def _in_a_name(scene: Scene, span: Span) -> bool:
    """Whether a place is only part of the name of somebody: "the Islamic State of *Iraq* and Syria"."""
    token = scene.document.at.get(span[0])
    mention = scene.mentions.by_token.get(token) if token is not None else None
    if mention is None or mention.kind != "name" or scene.document.span(mention.first, mention.last) == span:
        return False
    return any(scene.actors[a].kind in ("organisation", "group") for a in mention.actors if a in scene.actors)


def _by_owner(found: list[Anchored | None]) -> dict[int, list[Anchored]]:
    out: dict[int, list[Anchored]] = defaultdict(list)
    for a in found:
        if a is not None and a.owner is not None:
            out[a.owner].append(a)
    return out


def _by_sentence(scene: Scene, found: list[Anchored | None]) -> dict[int, list[Anchored]]:
    out: dict[int, list[Anchored]] = defaultdict(list)
    for a in found:
        if a is not None:
            out[scene.document.tokens[a.token].sentence].append(a)
    return out


def _climb(
    scene: Scene, index: int, span: Span, owner: dict[int, int], is_kind: Callable[[Token], bool]
) -> Anchored | None:
    """The way up from a name, at most 25 steps."""
    tokens = scene.document.tokens
    first = scene.document.at.get(span[0])
    if first is None:
        return None
    head = at = _head(scene, first, span[1])
    preps: list[str] = []
    nouns: list[int] = []
    inner = spotted = False
    proposition = owner.get(head)
    for _ in range(25):
        token, above = tokens[at], tokens[tokens[at].head]
        if proposition is not None or above.index == at:
            break
        if above.text.lower() == "since" and _ranks(scene, tokens[above.head]):
            return None
        if above.pos == "ADP" or above.dep in ("prep", "agent"):
            preps.append(above.text.lower())
        elif above.index in owner:
            pass
        elif above.pos in ("NUM", "PRON") or (above.pos in ("NOUN", "PROPN") and is_kind(above)):
            spotted = spotted or (above.pos in ("NOUN", "PROPN") and not nouns)
            if preps[-1:] == ["of"]:
                preps.pop()
        elif token.dep == "conj" and above.pos in ("NOUN", "PROPN") and not (preps or nouns):
            pass  # "along the line and the *Lachin corridor*"
        elif above.pos in ("NOUN", "PROPN"):
            inner = inner or (token.dep in GROUP and not preps)
            nouns.append(above.index)
        proposition = owner.get(above.index)
        at = above.index
    return Anchored(index, head, tuple(preps), tuple(nouns), inner, spotted, proposition)


def _ranks(scene: Scene, noun: Token) -> bool:
    """Whether a noun is one in a row, so that "since" says how long the row is: "the *first* visit since 1998",
    "the *deadliest* attack since May"."""
    below = [scene.document.tokens[child] for child in scene.document.children[noun.index]]
    ranks = scene.knowledge.details.ranks
    ranked = any(t.tag == "JJS" or t.entity == "ORDINAL" or t.lemma.lower() in ranks for t in below)
    return noun.pos == "NOUN" and ranked


def _head(scene: Scene, first: int, end: int) -> int:
    """The token of the span whose head lies outside it, an article only if need be: "*the* 9 *August* election"."""
    tokens, at, found = scene.document.tokens, first, []
    while at < len(tokens) and tokens[at].start < end:
        if not tokens[first].start <= tokens[tokens[at].head].start < end or tokens[at].head == at:
            found.append(at)
        at += 1
    return next((t for t in found if tokens[t].pos != "DET"), first)
