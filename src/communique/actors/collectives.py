"""Nouns that refer back: "both sides", "the two countries", "the bloc", "the kingdom".

The nouns and what they may mean are in `relations.yaml`. A plural takes the two most present actors of the right
kind, a singular the most present one; where a third is as present, nobody is meant.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from communique.actors.cast import Member
from communique.actors.epithets import resolve_epithet
from communique.actors.home import host
from communique.actors.salience import Memory
from communique.actors.scene import Scene
from communique.knowledge.world_rows import Relation

BELOW = ("pobj", "prep", "dobj", "dative", "conj", "nsubj")
COUNTS = {"two": 2, "both": 2, "each": 2, "neither": 2, "either": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def resolve_collective(scene: Scene, memory: Memory, at: int) -> None:
    """A mention for the noun at this token, if it refers back."""
    token = scene.doc.tokens[at]
    if token.text.lower() in ("latter", "former") and _one_of_two(scene, memory, at):
        return
    if token.text.lower() in ("two", "both") and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj"):
        _the_two(scene, memory, at)
        return
    if resolve_epithet(scene, memory, at):
        return
    if token.pos not in ("NOUN", "PROPN") or not scene.is_free(at):
        return
    grouped = at in scene.taken  # "the agency" may be the one that was named, or one that has no name
    relations = scene.world.relations.get(token.lemma.lower(), ())
    each = scene.lower(at - 1) in ("each", "neither", "either")
    plural = token.tag == "NNS" or token.lemma in ("pair", "duo") or each
    for relation in relations:
        if relation.refers is None or relation.plural != plural or (grouped and relation.refers != "organisation"):
            continue
        if relation.plural and _together(scene, memory, at, relation):
            return
        if not relation.plural and _single(scene, memory, at, relation):
            return
    if token.tag in ("NN", "NNP") and not grouped:
        _short_form(scene, memory, at)


def _start(scene: Scene, at: int) -> tuple[int, set[str]]:
    """Where the noun's words begin and the determiners and numbers among them."""
    first, left = at, max(scene.doc.edges[at][0], scene.doc.sentence_of(at).first)
    while first > left and scene.is_free(first - 1):
        first -= 1
    return first, {scene.lower(i) for i in range(first, at)}


def _together(scene: Scene, memory: Memory, at: int, relation: Relation) -> bool:
    if any(t.text[0].isupper() for t in scene.doc.below(at, "amod")):  # "the two Arab states" need not be two told of
        return False
    first, words = _start(scene, at)
    count = next((COUNTS[w] for w in words if w in COUNTS), 0)
    if not count and not (words & {"the"} and relation.bare):
        return False
    whole, asked = _fits(scene, relation), _askers(scene, memory, at)

    def fits(id: str) -> bool:
        return whole(id) and id not in asked and scene.cast[id].code not in asked

    listed = memory.enumeration(at, count, fits) if count > 2 else []
    ranked = [(0.0, actor) for actor in listed] or memory.scores(at, fits)
    count = count or 2
    if relation.refers in ("state", "any"):
        ranked = _as_states(scene, ranked)
        states = [pair for pair in ranked if scene.cast[pair[1]].kind == "state"]
        ranked = states if len(states) >= count else ranked
        pair = memory.enumeration(at, count, fits) if count == 2 else []
        if set(pair) & {actor for _, actor in ranked[:2]} and all(scene.cast[a].kind == "state" for a in pair):
            ranked = [(0.0, actor) for actor in pair]  # "between Azerbaijan and Armenia … both sides"
    if len(ranked) < count or (len(ranked) > count and ranked[count - 1][0] - ranked[count][0] < 0.05):
        return False
    actors = sorted((actor for _, actor in ranked[:count]), key=lambda a: int(a[1:]))
    memory.see(at, actors)
    scene.mention(first, at + 1, actors, "collective", f"relation:{relation.id}", head=at)
    return True


def _askers(scene: Scene, memory: Memory, at: int) -> set[str]:
    """Who acts on a collective, and the codes: "Washington urged both countries to talk" is about two others."""
    tokens = scene.doc.tokens
    up = at
    while tokens[up].dep in BELOW and tokens[up].pos not in ("VERB", "AUX"):
        if tokens[up].dep == "nsubj" and tokens[tokens[up].head].dep not in ("ccomp", "xcomp"):
            return set()
        up = tokens[up].head
    finite = tokens[up].tag in ("VBD", "VBP", "VBZ") or any(t.tag == "MD" for t in scene.doc.below(up, "aux"))
    if tokens[up].dep in ("ccomp", "xcomp") and not finite and not any(True for _ in scene.doc.below(up, "mark")):
        up = tokens[up].head  # "urged both sides to talk": to the parser they are the ones who talk
    while tokens[up].dep == "conj" and not any(True for _ in scene.doc.below(up, "nsubj", "nsubjpass")):
        up = tokens[up].head  # "condemned the raid and urged both sides"
    subjects = {subject.index for subject in scene.doc.below(up, "nsubj") if subject.index < at}
    actors = {s.actor for s in memory.sightings[-40:] if s.at in subjects}
    return actors | {scene.cast[actor].code or "" for actor in actors}


def _one_of_two(scene: Scene, memory: Memory, at: int) -> bool:
    """ "The latter withdrew": the second of the two last named with "and" between them; "the former" the first."""
    token = scene.doc.tokens[at]
    if scene.lower(at - 1) != "the" or token.dep not in ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "ROOT"):
        return False
    for head in islice(reversed(memory.lists), 20):
        members = memory.lists[head]
        if head < at and token.sentence - scene.doc.tokens[head].sentence <= 2 and len(members) == 2:
            actor = members[token.text.lower() == "latter"]
            memory.see(at, [actor])
            scene.mention(at - 1, at + 1, [actor], "title", "one-of-two", head=at)
            return True
    return False


def _the_two(scene: Scene, memory: Memory, at: int) -> None:
    """ "The two spoke by phone", "Both signed": two persons, else two states."""
    both = scene.lower(at) == "both"
    if (not both and scene.lower(at - 1) != "the") or any(True for _ in scene.doc.below(at, "prep")):
        return
    for kind in ("person", "state"):
        ranked = memory.scores(at, lambda id, kind=kind: scene.cast[id].kind == kind)  # type: ignore[misc]
        if len(ranked) >= 2:
            actors = sorted((actor for _, actor in ranked[:2]), key=lambda a: int(a[1:]))
            memory.see(at, actors)
            scene.mention(at if both else at - 1, at + 1, actors, "collective", "the-two", head=at)
            return


def _fits(scene: Scene, relation: Relation) -> Callable[[str], bool]:
    def fits(id: str) -> bool:
        member = scene.cast[id]
        if relation.refers == "person":
            return member.kind == "person" and (not relation.gender or member.gender in ("", relation.gender))
        if relation.refers == "state":
            return member.kind in ("state", "person") and (member.code or "") in scene.world.entries
        if relation.refers == "any":
            return (member.kind in ("state", "person") and (member.code or "") in scene.world.entries) or (
                member.kind in ("organisation", "group") and not member.category.startswith("role:"))
        return member.kind == relation.refers

    return fits


def _as_states(scene: Scene, ranked: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Persons replaced by their states, each state once with its best score."""
    best: dict[str, float] = {}
    for score, id in ranked:
        member = scene.cast[id]
        state = scene.cast.known(member.code).id if member.kind == "person" and member.code else id
        best[state] = best[state] + 0.5 if state in best else score
    return sorted(((score, actor) for actor, score in best.items()), key=lambda s: (-s[0], s[1]))


def _single(scene: Scene, memory: Memory, at: int, relation: Relation) -> bool:
    first, words = _start(scene, at)
    if relation.refers == "organisation" and words & scene.world.usage["other_blocs"]:
        return False
    if relation.refers == "state" and words & scene.world.usage["hosting"]:
        return _host(scene, memory, at, first)
    unrecognised = relation.refers == "state" and words & scene.world.usage["no_state"]
    if not words & {"the", "this", "that"} or unrecognised or _told_more(scene, at):
        return False

    def fits(id: str) -> bool:
        member = scene.cast[id]
        if member.kind != relation.refers or member.category.startswith("role:"):
            return False
        if relation.states and member.code not in relation.states:
            return False
        if scene.lower(at) == "state" and member.code in scene.world.usage["federal"]:
            return False
        if relation.categories and member.category in relation.categories:
            return True
        if "company" in relation.categories and _may_be_a_firm(scene, member):
            return True
        if relation.named:
            return any(member.name.lower().endswith(word) or word in member.name.lower() for word in relation.named)
        return not relation.categories

    found = memory.best(at, fits, 0.2)
    if found is None and relation.named and not memory.scores(at, fits):
        found = memory.latest(fits)  # the only council may have been named long before
    if found is None:
        return False
    memory.see(at, [found])
    scene.drop_group(at)
    scene.mention(first, at + 1, [found], "title", f"relation:{relation.id}", head=at)
    return True


def _may_be_a_firm(scene: Scene, member: Member) -> bool:
    """Whether a body that only the report names may be "the company": no association, no police."""
    if member.ref is not None or member.category.startswith("role:") or member.sector not in (None, "BUS"):
        return False
    last = member.words[0][-1] if member.words else ""
    return member.sector == "BUS" or (bool(last) and last not in scene.world.roles and not (
        last in scene.world.usage["chartered"] or scene.world.usage["foreign_words"].intersection(member.words[0])))


def _host(scene: Scene, memory: Memory, at: int, first: int) -> bool:
    """ "The host country": the state where the story is set there, or nobody."""
    code = host(scene, at)
    if code is None or code not in scene.world.entries:
        return False
    state = scene.cast.known(code).id
    memory.see(at, [state])
    scene.mention(first, at + 1, [state], "title", "host", head=at)
    return True


def _short_form(scene: Scene, memory: Memory, at: int) -> None:
    """ "the service", "the Front": the one body of the report whose name has this word for its head."""
    if scene.lower(at - 1) != "the" or _told_more(scene, at):
        return
    ids = {m.id for m in scene.headed_by(scene.lower(at))}
    found = memory.best(at, lambda id: id in ids, 0.2) if ids else None
    if found is None and len(ids) == 1:
        found = memory.latest(lambda id: id in ids)
    if found is not None:
        memory.see(at, [found])
        scene.mention(at - 1, at + 1, [found], "title", "short-form", head=at)


def _told_more(scene: Scene, at: int) -> bool:
    """Whether words behind a noun tell which one is meant. Yes: "the council of elders". No: "accused it of lying"."""
    after = scene.token(at + 1)
    if after is not None and (at + 1 in scene.taken or after.tag == "NNP") and after.text.lower() not in (
            ",", "'s", "’s"):
        return True  # "the company Example Air"
    for token in scene.doc.below(at, "prep", "relcl"):
        if token.dep == "relcl" and scene.lower(at + 1) != ",":
            return True
        after = scene.token(token.index + 1)
        if token.text.lower() in ("of", "for", "on", "within") and (after is None or after.tag != "VBG"):
            return True
    return False
