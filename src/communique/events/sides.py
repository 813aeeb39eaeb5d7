"""Argument → the actors it names.

The head itself, where it is a mention ("the minister", "Kenya", "Russian troops"). Else somebody the phrase belongs
to: its possessor
("Iran's nuclear programme"), its adjective ("Greek airspace"), what follows "of" ("the government of Sudan"). A place
stands for its state
only where the caller says so: "flew to Moscow", but not "signed in Berlin".
"""

from __future__ import annotations

from collections.abc import Iterable

from communique.events.scene import Lookup, Party, Scene
from communique.records import Place
from communique.stages import Argument, Mention, Proposition

PLACE_AS_STATE = frozenset(
    (
        "to",
        "against",
        "with",
        "from",
        "between",
        "among",
        "patient",
        "agent",
        "of",
        "on",
        "for",
        "by",
        "towards",
        "toward",
        "at",
        "recipient",
        "through",
        "modifier",
        "upon",
        "into",
        "near",
        "off",
        "around",
        "opposite",
    )
)


def parties(
    scene: Scene, p: Proposition, roles: Iterable[str], taken: Iterable[Party] = (), *, inside: bool = False
) -> tuple[Party, ...]:
    """The actors of the first role that names any who are not taken already.

    With `inside`, a place in the phrase stands for its state: "condemned the detentions *in Minsk*", "attacked a
    convoy *in Mali*".
    """
    roles = tuple(roles)
    role, found = _first_role(scene, p, roles, {party.actor for party in taken}, inside)
    if scene.trace is not None:
        scene.trace.lookups.append(Lookup(p.index, roles, role, found))
    return found


def _first_role(
    scene: Scene, p: Proposition, roles: tuple[str, ...], used: set[str], inside: bool
) -> tuple[str | None, tuple[Party, ...]]:
    """The first role that names any who are not taken already, and whom."""
    for role in roles:
        found: dict[str, Party] = {}
        if role == DOER:  # "demanded that *the court* summon him", "let *the crew* leave"
            found = {x.actor: x for x in _doing(scene, p) or _of_clause(scene, p, inside) if x.actor not in used}
        if role == "clause":  # "threatened to expel the ambassadors of Denmark"
            found = {x.actor: x for x in _of_clause(scene, p, inside) if x.actor not in used}
        elif role == "outcry":  # "scrapped the fee after students had marched"
            found = {x.actor: x for x in _pressing(scene, p, used) if x.actor not in used}
        for argument in role_arguments(scene, p, role):
            for party in of_argument(scene, argument, role in PLACE_AS_STATE, inside):
                if party.actor not in used and not (role in ("at", "in") and scene.state(party.actor) == "IGO"):
                    found.setdefault(party.actor, party)
        if found:
            return role, _others_of(scene, tuple(found.values()), used)
    return None, ()


def _others_of(scene: Scene, found: tuple[Party, ...], used: set[str]) -> tuple[Party, ...]:
    """Of the members of one collective those of other states than the one who acts: "warned of harm to ties between
    *the two countries*" is said to the other."""
    if len(found) < 2:
        return found
    own = {scene.state(x) for x in used if official(scene, x)} - {None}
    together = len({x.span for x in found}) == 1
    ours = {x.actor for x in found if scene.state(x.actor) in own
            and (together or scene.actors[x.actor].kind == "state")}  # "ties between *Peru* and *Chile*"
    return tuple(x for x in found if x.actor not in ours) or found


DOER = "doer"


def _doing(scene: Scene, p: Proposition) -> tuple[Party, ...]:
    """Those who are to act in the clause under a predicate, if others than the speaker."""
    inner = next((a.proposition for a in p.all("clause") if a.proposition not in (None, p.index)), None)
    if inner is None:
        return ()
    own = {x.actor for x in parties(scene, p, ("agent",))}
    return tuple(x for x in parties(scene, scene.propositions[inner], ("agent",)) if x.actor not in own)


def _of_clause(scene: Scene, p: Proposition, inside: bool) -> tuple[Party, ...]:
    """Those acted on in the clause under a predicate; else those who act in it, if others than the speaker."""
    for argument in p.all("clause"):
        if argument.proposition is None:  # "found *him* guilty"
            named = [scene.mentions.at(t.index) for h in argument.heads for t in scene.document.below(h, "nsubj")]
            return tuple(x for m in named if m is not None for x in of_mention(scene, m))
        if argument.proposition != p.index:
            q = scene.propositions[argument.proposition]
            own = parties(scene, p, ("agent",))
            return parties(scene, q, CLAUSE_ROLES, own, inside=inside)
    return _of_content(scene, p, inside)


def _of_content(scene: Scene, p: Proposition, inside: bool) -> tuple[Party, ...]:
    """Those acted on in the participle of what is passed or issued: "passed a resolution *condemning Chad*"."""
    things = {head for argument in p.all("patient") for head in argument.heads}
    for q in scene.under(p):
        if q.link == "participial" and scene.document.tokens[q.head].head in things:
            found = parties(scene, q, ("patient", "on", "to", "of", "against"), inside=inside)
            if found:
                return found
    return ()


CLAUSE_ROLES = ("patient", "with", "to", "against", "on", "from", "of", "clause", "agent")


AGAINST_OWN = frozenset(("REB", "UAF", "OPP", "CVL", "PRM", "LAB", "CRM"))


def states_behind(scene: Scene, side: tuple[Party, ...]) -> set[str | None]:
    """The states that a side acts for: none for rebels, the opposition, a crowd."""
    return {scene.state(x.actor) for x in side if scene.actors[x.actor].sector not in AGAINST_OWN} - {None}


PRESSED_BY = ("after", "following", "amid", "under", "to", "in", "over")
PRESSING = ("after", "as", "because", "when", "since")


def _pressing(scene: Scene, p: Proposition, used: set[str]) -> tuple[Party, ...]:
    """To whom somebody gives way: "after an outcry *from farmers*", "under pressure *from Kenya*",
    "after *students* had filled the streets".

    Not the officials of his own state: "after *the health minister* said that cases fell".
    """
    own = {scene.state(a) for a in used if official(scene, a)} - {None}
    found = [x for a in p.all(*PRESSED_BY) for head in a.heads for x in _behind(scene, head, 0)]
    found = found or list(parties(scene, p, PRESSED_BY, (Party(a, None) for a in used)))
    for q in () if found else scene.under(p):
        marks = {t.text.lower() for t in scene.document.below(q.head, "mark")}
        if q.link == "adverbial" and marks & set(PRESSING):
            found += parties(scene, q, ("agent",), (Party(a, None) for a in used))
    return tuple(x for x in found if not (official(scene, x.actor) and scene.state(x.actor) in own))


def _behind(scene: Scene, noun: int, depth: int) -> list[Party]:
    """Whose protests they are: "after protests *by farmers*", "after talks *with unions*"."""
    out: list[Party] = []
    for prep in scene.document.below(noun, "prep"):
        for thing in scene.document.below(prep.index, "pobj"):
            mention = scene.mentions.at(thing.index)
            if prep.text.lower() in ("by", "with") and mention is not None:
                out += of_mention(scene, mention)
            elif prep.text.lower() == "of" and mention is None and depth < 2:
                out += _behind(scene, thing.index, depth + 1)
    return out


def official(scene: Scene, name: str) -> bool:
    """Whether somebody acts for a state: a government, an army, the police, a court."""
    actor = scene.actors.get(name)
    return actor is not None and (actor.kind == "state" or actor.sector in ("GOV", "COP", "MIL", "JUD"))


def role_arguments(scene: Scene, p: Proposition, role: str) -> list[Argument]:
    """The arguments in a role. A particle may be a preposition: the target of "call on" is then the object."""
    if role.startswith("phrase "):
        return list(p.all(role[7:]))
    found = list(p.all(role))
    if role == "against":  # "marched against the *orders* of the police"
        defied = scene.knowledge.world.usage["defied"]
        found = [a for a in found if scene.document.tokens[a.heads[0]].lemma.lower() not in defied]
    if not found and " " in p.lemma and p.lemma.split(" ", 1)[1] == role:
        return list(p.all("patient"))
    return found


def of_argument(scene: Scene, argument: Argument, place_counts: bool, inside: bool = False) -> list[Party]:
    """The actors an argument names, coordinated members each on their own."""
    out: list[Party] = []
    covered: tuple[int, int] = (0, 0)
    for head in argument.heads:
        if covered[0] <= head < covered[1]:  # "the foreign ministers of Malaysia and *the Philippines*"
            continue
        mention = scene.mentions.at(head)
        if mention is None and covered[1] and any(scene.document.below(head, "prep")):
            continue  # "with Xi Jinping on trade and *the war in Ukraine*"
        out.extend(_of_head(scene, argument, head, place_counts, inside))
        covered = (mention.first, mention.last) if mention is not None else covered
    return out


def _of_head(scene: Scene, argument: Argument, head: int, place_counts: bool, inside: bool) -> list[Party]:
    mention = scene.mentions.at(head)
    if mention and _counts(scene, mention, head, place_counts):
        owner = _owner(scene, argument, head, inside) if _stateless(scene, mention) else None
        return of_mention(scene, owner if owner and not _stateless(scene, owner) else mention)
    word, usage = scene.document.tokens[head].lemma.lower(), scene.knowledge.world.usage
    several = word in usage["apart"] and scene.document.tokens[head].tag == "NNS"  # "supporters of president X"
    beside = () if several else scene.document.below(head, "appos")
    for other in beside:  # "his Russian counterpart, Ana Example"
        named = scene.mentions.at(other.index)
        if named and not named.latent:
            return of_mention(scene, named)
    speaker = _speaker(scene, head) if mention is None else None
    if speaker:
        return [speaker]
    if place_counts and mention is None and head in scene.places:  # "attacked Kharkiv"
        struck = of_place(scene, scene.reading.places[scene.places[head]])
        return [struck] if struck else []
    if argument.role == "agent" and word in usage["some"]:
        return []  # "many in Kenya will deplore it"
    owner = _owner(scene, argument, head, inside)
    if owner and word in usage["apart"] and any(scene.actors[a].kind == "person" for a in owner.actors):
        return []  # "the leader's supporters clashed with"
    return _with_joined(scene, owner) if owner else []


def _with_joined(scene: Scene, owner: Mention) -> list[Party]:
    """An owner and those joined to it: "the decision of Ethiopia and Eritrea"."""
    out = of_mention(scene, owner)
    for token in scene.document.below(owner.head, "conj"):
        other = scene.mentions.at(token.index)
        alike = other is not None and (other.kind == owner.kind or not (other.latent or owner.latent) or (
            owner.kind == "adjective" and other.kind == "group"))  # "scores of *Togolese* and *Ghanaian refugees*"
        if other is not None and other.head == token.index and alike:
            out += _with_joined(scene, other)
    return out


def _speaker(scene: Scene, head: int) -> Party | None:
    """Who says "I" or "we": the speaker of the words it stands in."""
    token = scene.document.tokens[head]
    if token.text.lower() not in ("i", "we", "us", "me", "ourselves", "myself"):
        return None
    for statement in scene.said.get(token.sentence, ()):
        if statement.speaker and any(a <= token.start < b for a, b in statement.content):
            return Party(statement.speaker, token.span)
    return None


def _stateless(scene: Scene, mention: Mention) -> bool:
    """A group without a country of its own: "their envoys" are the state's to whom "their" refers."""
    return mention.kind == "group" and not any(scene.state(a) for a in mention.actors)


def _counts(scene: Scene, mention: Mention, head: int, place_counts: bool) -> bool:
    if mention.kind == "adjective":
        return mention.head == head and argument_is_bare(scene, head)
    if mention.kind == "place":
        return place_counts
    return True


def argument_is_bare(scene: Scene, head: int) -> bool:
    """Whether an adjective stands for the state by itself: a modifier ("the Russian attack"), or "the French" as a
    noun."""
    return scene.document.tokens[head].dep in (
        "amod",
        "compound",
        "nmod",
        "poss",
        "nsubj",
        "dobj",
        "pobj",
        "conj",
        "nsubjpass",
    )


def _owner(scene: Scene, argument: Argument, head: int, inside: bool, depth: int = 0) -> Mention | None:
    """Somebody in the phrase to whom its head belongs: possessor, adjective, then "of"."""
    tokens = scene.document.tokens
    if tokens[head].lemma.lower() in scene.knowledge.world.usage["tongues"]:
        return None
    before = [m for m in scene.mentions.inside(argument.first, head) if _hangs_on(scene, m.head, head)]
    if before and _names_a_topic(scene, before[-1], head):
        return None
    if before:
        return before[-1]
    holder = _holder(scene, head)
    if holder is not None:
        return holder
    gathering = tokens[head].lemma.lower() in scene.knowledge.details.gatherings
    for child in scene.document.children[head]:
        if gathering and tokens[child].text.lower() in ("on", "for", "against"):
            continue  # "held talks on *Bulgaria's* coast"
        if tokens[child].dep == "prep" and tokens[child].text.lower() in ("of", "in", "from", "on", "against", "for"):
            for thing in scene.document.below(child, "pobj"):
                mention = scene.mentions.at(thing.index)
                near = tokens[child].text.lower() in ("of", "from")
                if mention and (near or inside or mention.kind != "place") and (near or _has_code(scene, mention)):
                    return mention
                deeper = (
                    _owner(scene, argument, thing.index, inside, depth + 1) if mention is None and depth < 2 else None
                )
                if deeper:
                    return deeper
    return _right_behind(scene, head) if depth == 0 else None


def _right_behind(scene: Scene, head: int) -> Mention | None:
    """Whose a plural is by an "in" right behind it that the parser gave to the verb: "accused elements *in Chad's
    army* of theft"."""
    tokens = scene.document.tokens
    if head + 1 >= len(tokens) or tokens[head].tag != "NNS" or tokens[head + 1].text.lower() != "in":
        return None
    if tokens[head + 1].head != tokens[head].head:
        return None
    mentions = (scene.mentions.at(t.index) for t in scene.document.below(head + 1, "pobj"))
    return next((m for m in mentions if m is not None and m.kind not in ("place", "adjective")), None)


def _holder(scene: Scene, head: int) -> Mention | None:
    """Who holds or uses a thing, or is in it, by the participle behind it: "shelled posts *held by rebels*", "sank a
    boat *carrying Omani sailors*"."""
    for token in scene.document.below(head, "amod"):  # "*rebel*-held hills"
        if token.tag == "VBN" and token.lemma.lower() in scene.knowledge.world.usage["holding"]:
            for thing in scene.document.below(token.index, "npadvmod", "compound", "nmod", "nsubj"):
                mention = scene.mentions.at(thing.index)
                if mention is not None:
                    return mention
    for token in scene.document.below(head, "acl"):
        if token.lemma.lower() in scene.knowledge.world.usage["holding"]:
            by = [t for a in scene.document.below(token.index, "agent", "prep") if a.text.lower() in ("by", "to")
                  for t in scene.document.below(a.index, "pobj")]
            for thing in by if token.tag in ("VBN", "VBD") else [*scene.document.below(token.index, "dobj"), *by]:
                mention = scene.mentions.at(thing.index)
                if mention is not None and mention.kind != "place":
                    return mention
    return None


def _has_code(scene: Scene, mention: Mention) -> bool:
    """Whether somebody is known of it: not "a house in *the Bureij camp*", where the camp is taken for a body."""
    known = (scene.actors[a] for a in mention.actors)
    return mention.kind != "name" or any(a.sector or a.kind in ("state", "person") for a in known)


def _names_a_topic(scene: Scene, mention: Mention, head: int) -> bool:
    """Whether a name only says what a thing is about: "concerns over *Mali* policy", but "Malian policy"."""
    tokens = scene.document.tokens
    topics = scene.knowledge.world.usage["topics"]
    return tokens[mention.head].dep == "compound" and tokens[mention.head].tag == "NNP" and (
        mention.head + 1 == head and tokens[head].lemma.lower() in topics)


def _hangs_on(scene: Scene, token: int, head: int) -> bool:
    """Whether a word is part of the noun group before its head, at whatever depth."""
    for _ in range(5):
        if token == head:
            return True
        above = scene.document.tokens[token]
        if above.dep not in ("poss", "amod", "compound", "nmod", "conj", "appos"):
            return False
        token = above.head
    return False


def of_mention(scene: Scene, mention: Mention) -> list[Party]:
    """The actors of a mention, each with its words."""
    span = scene.document.span(mention.first, mention.last)
    return [Party(actor, span) for actor in mention.actors]


def of_place(scene: Scene, place: Place) -> Party | None:
    """The state a place lies in."""
    state = scene.state_of(place.country)
    return Party(state, place.span) if state else None
