"""Role nouns → groups, unnamed bodies and governments: "Russian troops", "police in Nairobi", "the Turkish government".

The code comes from the adjective, possessor or place beside the noun, else from the country the report is about if
there is but one; the sector from `roles.yaml`. "A group of protesters" has its head at "group". A second "the
troops" is the first; "the rebels" are the one rebel group that has a name.
"""

from __future__ import annotations

from dataclasses import replace

from communique.actors.affiliations import own_name
from communique.actors.appositions import gender_of, tells_a_person
from communique.actors.bodies import owner
from communique.actors.cast import INDIVIDUAL, Member
from communique.actors.home import setting
from communique.actors.office import Title
from communique.actors.scene import Scene
from communique.knowledge.world_rows import Role
from communique.stages import Mention, Token

ARMED = ("MIL", "COP", "REB", "PRM")
NOUNS = ("NN", "NNS", "NNP", "NNPS")


def find_groups(scene: Scene, titles: list[Title]) -> None:
    """Adds the mentions of groups."""
    busy = {at for title in titles if title.people or not title.plural or len(title.of) > 1
            for at in range(title.start, title.end)}
    home = scene.home
    for token in scene.doc.tokens:
        if token.tag in NOUNS and token.index not in scene.taken and token.index not in busy:
            role = _role(scene, token)
            itself = own_name(scene, token.index) if role is None else None
            if itself is not None:  # "the Sea Guild organisation"
                scene.mention(_first(scene, token), token.index + 1, itself.actors, "title", "own-noun",
                              head=token.index)
            if role is not None and not (
                    _in_law(scene, token) or _modifier(scene, token) or _counted(scene, token)):
                _group(scene, token, role, home)


def _in_law(scene: Scene, token: Token) -> bool:
    """ "mother-in-law": to the parser four words."""
    return scene.lower(token.index + 1) == "-" and scene.lower(token.index + 2) == "in"


def _counted(scene: Scene, token: Token) -> bool:
    """ "the two armies", "both governments", "the sides": left to what refers back."""
    relations = [r for r in scene.world.relations.get(token.lemma.lower(), ()) if r.plural or r.refers != "person"]
    if not relations:
        return False
    first = _first(scene, token)
    words = {scene.lower(at) for at in range(first, token.index)}
    owned = any(at in scene.taken for at in range(first, token.index + 2))
    bare = "the" in words and not owned and token.tag == "NNS" and any(r.bare and r.plural for r in relations)
    several = bool(words & {"two", "both"}) and not _newly_told(scene, token, words)
    return several or bare or (token.lemma.lower() == "neighbour" and "the" in words)


def _newly_told(scene: Scene, token: Token, words: set[str]) -> bool:
    """ "two men opened fire", "two women were beaten": nobody told before, where no article or possessor stands."""
    role = scene.role_at(token.index)
    told = words & {"the", "both", "these", "those", "its", "their"}
    return role is not None and role.kind == "group" and not told and role.sector in ("UNK", "CVL")


def _role(scene: Scene, token: Token) -> Role | None:
    """The role of a noun; of one that says little, that of the word before it: "Muslim leaders", "student groups"."""
    role = scene.role_at(token.index)
    if role is None or token.lemma.lower() not in scene.world.usage["generic"]:
        return role
    for child in scene.doc.below(token.index, "amod", "compound", "nmod"):
        told = scene.world.role(child.lemma, child.text)
        if told is not None and child.index < token.index and told.kind == "group":
            return told
    return role


def _modifier(scene: Scene, token: Token) -> bool:
    """Whether the noun only modifies the next one: "police station", "army base"."""
    above = scene.doc.tokens[token.head]
    modifies = token.dep in ("compound", "nmod", "amod") and token.head > token.index and above.pos in ("NOUN", "PROPN")
    return modifies and not _struck(scene, token, above)


def _struck(scene: Scene, token: Token, above: Token) -> bool:
    """Whether it is the object of something done to a post of armed men: "attacked an *army* checkpoint"."""
    role = scene.role_at(token.index)
    post = role is not None and role.sector in (*ARMED, "UAF") and above.lemma.lower() in scene.world.usage["posts"]
    return post and above.dep in ("dobj", "nsubjpass") and above.pos == "NOUN"


def _group(scene: Scene, token: Token, role: Role, home: str | None) -> None:
    first = _first(scene, token)
    itself = own_name(scene, token.index)
    if itself is not None:
        body = scene.cast[itself.actors[0]]
        body.sector = body.sector or (role.sector if role.sector != "UNK" else None)
        scene.mention(first, token.index + 1, itself.actors, "title", "own-noun", head=token.index)
        return
    code, reason = owner(scene, first, token.index + 1, groups=True)
    head = _partitive(scene, token)
    definite = scene.lower(first) in ("the", "its", "their", "his", "her", "these", "those")
    placed_in = reason in ("owner:after", "owner:place") and scene.lower(token.index + 1) == "in"
    if (code is None or placed_in) and _of_nowhere(scene, token):
        code, reason, home = None, "", None
    elif code is None and (token.lemma.lower() in scene.world.usage["weapons"]
                           or (role.kind == "state" and token.tag in ("NNS", "NNPS"))):
        home = None  # "West African states" are nobody's; whose "missiles" are is not told by where they fall
    elif code is None and scene.doc.tokens[first].tag == "PRP$":
        home = None if _pronoun_at(scene, first) else home  # "its citizens" are those of whoever "it" is
    elif code is None:
        local = role.sector in scene.world.usage["local_sectors"]
        code = setting(scene, token.index, headed=not local)
        reason = "setting" if code is not None else ""
    if role.kind == "state" and token.tag in ("NN", "NNP"):
        if {scene.lower(at) for at in range(first, token.index)} & scene.world.usage["no_state"]:
            return
        if any((role_of := scene.role_at(t.index)) is not None and role_of.kind == "group"
               for t in scene.doc.below(token.index, "poss")):
            return  # "the province's teachers' federation"
        named = any(t.tag == "NNP" and t.index not in scene.taken  # "the Example government", of nobody known
                    for t in scene.doc.below(token.index, "poss", "compound", "nmod"))
        code = code or _led_by(scene, token) or (home if definite and not named else None)
        if code is not None and code in scene.world.entries:
            scene.mention(first, token.index + 1, [scene.cast.known(code).id], "title", "government", head=token.index)
        return
    several = _codes(scene, first, token.index) or _states_behind(scene, token)
    if role.kind == "state" and len(several) > 1 and all(one in scene.world.entries for one in several):
        actors = [scene.cast.known(one or "").id for one in several]  # "the governments of Niger and Mali"
        scene.mention(first, token.index + 1, actors, "title", "government", head=token.index)
        return
    role = _owned_role(scene, role, first, token.index)
    told = reason not in ("", "setting")
    members = [_member(scene, token, role, one, definite, home, told) for one in several or [code]]
    if reason:
        members[0].because(reason)
    start = min(first, scene.doc.edges[head][0]) if head != token.index else first
    scene.mention(start, token.index + 1, [m.id for m in members], "group", f"role:{role.sector}", head=head)


def _led_by(scene: Scene, token: Token) -> str | None:
    """The state of the person whose government it is: "*Ana Example's* government", "the *Example* government"."""
    for child in scene.doc.below(token.index, "poss", "compound", "nmod"):
        mention = scene.taken.get(child.index)
        member = scene.cast[mention.actors[0]] if mention is not None and len(mention.actors) == 1 else None
        if member is not None and member.kind == "person" and member.sector in ("GOV", "ELI"):
            return member.code
    return None


def _pronoun_at(scene: Scene, at: int) -> bool:
    """Whether a possessive means states or bodies, so that it tells whose a group is."""
    return scene.lower(at) in ("its", "their")


def _of_nowhere(scene: Scene, token: Token) -> bool:
    """Whether neither the place nor the story tells where a group is from: "*other* leaders", "the tourists"; nor that
    of an adjective that two states have, "Congolese traders"."""
    first = _first(scene, token)
    if any(m.kind == "adjective" and len(m.keys) > 1 and m.first not in scene.taken
           for m in scene.matches_in(first, token.index)):
        return True
    lemma, usage = token.lemma.lower(), scene.world.usage
    words = {scene.lower(t.index) for t in scene.doc.below(token.index, "amod", "compound")}
    words = {word for word in words if not scene.world.titles.get(f"{word} {lemma}")}  # "foreign minister"
    return lemma in usage["rootless"] or bool(words & usage["abroad"])


def _owned_role(scene: Scene, role: Role, first: int, last: int) -> Role:
    """The role with the sector of the armed group or body it is of: "Boko Haram gunmen", "the Navy's team"."""
    for at in range(first - 1, last):
        mention = scene.taken.get(at)
        if mention is not None and at < first and mention.last != first:
            continue
        owner_of = scene.cast[mention.actors[0]] if mention is not None and mention.kind == "name" else None
        if owner_of is not None and owner_of.sector is not None and owner_of.ref is not None and (
                (owner_of.kind == "group" and role.sector in ("UAF", "REB", "PRM"))
                or (owner_of.kind == "organisation" and role.sector == "UNK")):
            return replace(role, sector=owner_of.sector)
    return role


def own_groups(scene: Scene) -> None:
    """ "their navies": once it is known who they are, a navy of each; "Chad, *whose parliament* gave its consent"."""
    pronouns = {m.first: m for m in scene.mentions if m.kind == "pronoun"} | _antecedents(scene)
    together = {m.first: m for m in scene.mentions if m.kind == "collective"}
    for number, mention in enumerate(scene.mentions):
        of = scene.lower(mention.last) == "of"
        owner_of = pronouns.get(mention.first) or (together.get(mention.last + 1) if of else None)
        if mention.kind != "group" or owner_of is None or len(mention.actors) != 1 or mention.last == mention.first + 1:
            continue
        group = scene.cast[mention.actors[0]]
        codes = dict.fromkeys(scene.cast[id].code for id in owner_of.actors)
        if (group.code is not None and "home-state" not in group.reasons) or None in codes:
            continue
        owned = [_owned(scene, group, code or "") for code in codes if code in scene.world.entries]
        if owned:
            scene.mentions[number] = replace(mention, actors=tuple(owned), reasons=(*mention.reasons, "owner:pronoun"))


def _antecedents(scene: Scene) -> dict[int, Mention]:
    """For each "whose" the mention that its clause stands behind."""
    heads = {m.head: m for m in scene.mentions if m.kind != "group"}
    out: dict[int, Mention] = {}
    for token in scene.doc.tokens:
        at = token if token.tag == "WP$" else None
        for _ in range(CLIMB) if at is not None else ():
            if at is None or at.dep == "relcl":
                break
            at = scene.doc.tokens[at.head]
        if at is not None and at.dep == "relcl" and at.head in heads:
            out[token.index] = heads[at.head]
    return out


CLIMB = 6  # words from "whose" up to the verb of its clause


def _owned(scene: Scene, group: Member, code: str) -> str:
    lemma = group.category.removeprefix("role:")
    noun = group.name.split(" of ")[0]
    member = scene.cast.new(f"role:{code}:{group.sector}:{lemma}", f"{noun} of {scene.world.entries[code].name}",
                            group.kind, code=code, sector=group.sector, category=group.category, plural=group.plural)
    return member.id


def _codes(scene: Scene, first: int, last: int) -> list[str | None]:
    """The states of coordinated adjectives: "French and Egyptian warships" are two sides; else none."""
    found: list[str | None] = []
    while scene.lower(first - 1) == "," and _nation(scene, first - 2):
        first = scene.taken[first - 2].first  # "Polish, Czech and US soldiers"
    for at in range(first, last):
        mention = scene.taken.get(at)
        if mention is not None and mention.first == at and _nation(scene, at):
            found.append(scene.cast[mention.actors[0]].code)
    return found if len(set(found)) > 1 and any(scene.lower(at) in ("and", ",") for at in range(first, last)) else []


def _nation(scene: Scene, at: int) -> bool:
    """Whether a word is a state's adjective or its name before a noun: "Moroccan and *US* troops"."""
    mention = scene.taken.get(at)
    if mention is None or len(mention.actors) != 1:
        return False
    own = scene.lower(mention.last) in ("'s", "’s")
    return mention.kind == "adjective" or (
        mention.kind == "name" and not own and scene.cast[mention.actors[0]].kind == "state"
        and scene.doc.tokens[mention.head].dep in ("conj", "compound", "nmod", "amod", "nsubj"))


def _states_behind(scene: Scene, token: Token) -> list[str | None]:
    """The states behind a plural: "the navies of Singapore and Indonesia", "troops from Kenya and Togo"."""
    if token.tag not in ("NNS", "NNPS"):
        return []
    found: list[str | None] = []
    for preposition in scene.doc.below(token.index, "prep"):
        waiting = list(scene.doc.below(preposition.index, "pobj")) if preposition.text.lower() in ("of", "from") else []
        while waiting:
            name = waiting.pop(0)
            mention = scene.taken.get(name.index)
            if mention is None or scene.cast[mention.actors[0]].kind != "state":
                return []
            found.append(scene.cast[mention.actors[0]].code)
            waiting += scene.doc.below(name.index, "conj")
    return found if len(set(found)) > 1 else []


def _first(scene: Scene, token: Token) -> int:
    """Where the noun's own words begin: article, adjectives, numbers, possessor."""
    first = token.index
    for child in scene.doc.below(token.index, "det", "amod", "compound", "nummod", "poss", "nmod", "quantmod"):
        if child.index < token.index:
            first = min(first, scene.doc.edges[child.index][0])
    return first


def _partitive(scene: Scene, token: Token) -> int:
    """The head of "a group of protesters"; the noun itself where there is none."""
    tokens = scene.doc.tokens
    of = tokens[token.head]
    if token.dep != "pobj" or of.text.lower() != "of":
        return token.index
    return of.head if tokens[of.head].lemma.lower() in scene.world.usage["partitives"] else token.index


def _member(scene: Scene, token: Token, role: Role, code: str | None, definite: bool, home: str | None,
            told: bool) -> Member:
    lemma, label = token.lemma.lower(), _label(scene, token)
    plain = label == token.text.lower()
    if definite and not scene.crowded and (code is None or plain):
        earlier = [m for m in scene.cast if m.kind in ("group", "organisation") and m.category == f"role:{lemma}"
                   and (code is None or m.code == code)]
        named = [m for m in scene.cast if m.kind == "group" and m.sector == role.sector
                 and not m.category.startswith("role:")]
        bodies = [m for m in scene.headed_by(lemma) if token.tag == "NN"]
        if code is None and len(bodies) == 1:  # "the commission": the Independent Electoral Commission
            return bodies[0]
        if len(earlier) == 1 and plain:
            return earlier[0]
        if code is None and not earlier and len(named) == 1:
            return named[0]
    inferred = code is None and home is not None
    code = code or home
    kind = "organisation" if lemma in scene.world.usage["bodies"] else "group"
    state = scene.world.entries.get(code or "")
    behind = "" if told and not inferred else _behind(scene, token)
    guessed = not told and not (plain and not behind)  # "city officials" are not called Kenya's where that is a guess
    of_body = any(at in scene.taken for at in range(token.index - label.count(" "), token.index))
    name = f"{label}{behind}" if state is None or guessed or of_body else f"{label} of {state.name}"
    key = f"role:{code}:{role.sector}:{lemma}" + ("" if plain else f":{label.lower()}")
    member = scene.cast.new(key, name, kind, code=code, sector=role.sector, category=f"role:{lemma}",
                            plural=token.tag in ("NNS", "NNPS"))
    if inferred:
        member.because("home-state")
    if kind == "group" and token.tag == "NN" and tells_a_person(scene, token):
        member.because(INDIVIDUAL)
        member.gender = gender_of(scene, lemma)
    return member


def _label(scene: Scene, token: Token) -> str:
    """The noun with the nouns that make it narrower: "union leaders", "human rights lawyers"; no state or body."""
    first = token.index
    for child in scene.doc.below(token.index, "compound", "nmod"):
        start = scene.doc.edges[child.index][0]
        known = any(at in scene.taken and (scene.taken[at].kind in ("adjective", "owner") or (
            scene.taken[at].kind == "name" and scene.cast[scene.taken[at].actors[0]].kind == "state"))
                    for at in range(start, token.index))  # but "Peel police", "Agency officials"
        if start < first and child.tag in ("NN", "NNS", "NNP") and not known and child.entity not in NO_LABEL:
            first = start
    words = scene.doc.words(first, token.index + 1)
    opens = first == scene.doc.sentence_of(first).first and scene.doc.tokens[first].tag[:3] != "NNP" and (
        first == token.index or first not in scene.taken)
    return words[0].lower() + words[1:] if opens or first == token.index else words


NO_LABEL = ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "QUANTITY")
NARROWING = ("of", "at", "with", "from")
LONG = 7  # words behind a noun that belong to its label


def _behind(scene: Scene, token: Token) -> str:
    """What tells which people a noun means where no state does: "nurses *at three hospitals*"."""
    start = scene.token(token.index + 1)
    if start is None or start.dep != "prep" or start.head != token.index or start.text.lower() not in NARROWING:
        return ""
    last = scene.doc.edges[start.index][1]
    ends = (t.index for t in scene.doc.tokens[start.index + 1 : last] if t.tag == "IN" and t.text.lower() != "of")
    last = next(ends, last)
    inside = scene.doc.tokens[start.index : last]
    if 1 < len(inside) <= LONG and not any(t.text in STOPS or t.pos in ("VERB", "AUX") for t in inside):
        return " " + scene.doc.words(start.index, last)
    return ""


STOPS = (",", ";", ":", "(", "–", "—", "who", "which", "that")
