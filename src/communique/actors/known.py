"""Matches of known names → mentions of states and bodies; adjectives and mere places stay latent.

"China" is a mention of the state, "Chinese" a latent one, "China trade" as well. "Moscow said" is a mention of
Russia, "in Moscow" only a place. Of several bearers of one name those that existed on the day count, of these the
only one; two are none.
"""

from __future__ import annotations

from communique.actors.scan import Match
from communique.actors.scene import Scene
from communique.actors.weigh import Option, narrow, nobody, speak_for, weigh, weigh_options
from communique.knowledge.phrases import fold
from communique.knowledge.world_rows import Metonym
from communique.stages import Mention

ATTRIBUTES = ("compound", "amod", "nmod")
ORDER = {"state": 0, "organisation": 1, "group": 2, "person": 3}


def name_known(scene: Scene) -> None:
    """Adds the mentions of known states, bodies and peoples. Persons and titles are left to later steps."""
    for match in scene.matches:
        if match.kind == "adjective":
            _adjective(scene, match)
        elif match.kind == "capital" and not _inside_person(scene, match):
            _place(scene, match, match.keys)
        elif match.kind == "name" and not _inside_person(scene, match):
            _name(scene, match)


def join_pairs(scene: Scene) -> None:
    """Two states in one token, "the U.S.–Russia summit", become one mention of both."""
    by_range: dict[tuple[int, int], list[Mention]] = {}
    for mention in scene.mentions:
        by_range.setdefault((mention.first, mention.last), []).append(mention)
    for (first, last), found in by_range.items():
        actors = tuple(dict.fromkeys(actor for mention in found for actor in mention.actors))
        if len(found) > 1 and last == first + 1 and len(actors) > 1:
            scene.mentions = [m for m in scene.mentions if m not in found]
            for at in range(first, last):
                scene.taken.pop(at, None)
            scene.mention(first, last, actors, found[0].kind, "pair")


def name_halves(scene: Scene) -> None:
    """ "the North" for North Korea, where one state of the report is called so and no other."""
    halves: dict[str, set[str]] = {}
    for member in scene.cast:
        word, _, rest = member.name.partition(" ")
        if member.kind == "state" and rest and word in ("North", "South", "East", "West"):
            halves.setdefault(word, set()).add(member.id)
    for token in scene.doc.tokens if halves else ():
        ids = halves.get(token.text, set())
        after = scene.token(token.index + 1)
        alone = after is None or after.tag not in ("NNP", "NNPS", "NN", "NNS")
        if len(ids) == 1 and token.index not in scene.taken and scene.lower(token.index - 1) == "the" and alone:
            scene.mention(token.index, token.index + 1, ids, "name", "half")


def pick(scene: Scene, keys: tuple[str, ...], at: int = -1, words: str = "") -> str | None:
    """The one bearer of a name that fits the day of the report; None where there are several.

    `at` is the token where the name stands, which tells bodies of one name apart; `words` are for whoever asks.
    """
    entries = scene.world.entries
    refs = [key for key in keys if key in entries]
    weighing = weigh(scene.weighings, "by name", at, words, refs)
    alive = [ref for ref in refs if entries[ref].exists(scene.reading.date)] or refs
    narrow(weighing, alive, "did not exist on that day")
    if len(alive) > 1 and any(entries[ref].kind == "person" for ref in alive):
        people = [ref for ref in alive if entries[ref].kind == "person"]
        in_office = [ref for ref in people if scene.world.term(ref, scene.reading.date)]
        alive = in_office if len(in_office) == 1 else alive
        narrow(weighing, alive, "another of that name holds an office on that day")
    told = _told_apart(scene, alive, at) if at >= 0 and len(alive) > 1 else alive
    narrow(weighing, told, "the report names its full name or its state less")
    alive = told
    best = min((ORDER[entries[ref].kind] for ref in alive), default=0)
    alive = [ref for ref in alive if ORDER[entries[ref].kind] == best]
    narrow(weighing, alive, "states go before bodies, bodies before groups, groups before people")
    if len(alive) > 1:
        nobody(weighing, f"{len(alive)} bear that name and fit alike")
    return alive[0] if len(alive) == 1 else None


def _ends_a_body(scene: Scene, match: Match) -> bool:
    """ "Organization of the American *States*": whether a state's short name is only the last word of a body's."""
    entity = scene.entity_at.get(match.first)
    return match.words in scene.world.usage["weak_names"] and entity is not None and entity.label == "ORG" and (
        entity.first < match.first - 1)


def _of_another_state(scene: Scene, match: Match, code: str | None) -> bool:
    """ "the *Maldivian* National Party": whether a plain name for a party or body follows another state's adjective."""
    last = scene.lower(match.last - 1)
    usage = scene.world.usage
    plain = match.last - match.first > 1 and (last in usage["chartered"] or last in usage["own_nouns"]
                                              or last in usage["bodies"] or last in usage["national_words"])
    before = next((m for m in scene.matches_in(match.first - 3, match.first) if m.last == match.first), None)
    return plain and before is not None and before.kind == "adjective" and code in scene.world.entries and (
        code not in before.keys)


def _told_apart(scene: Scene, refs: list[str], at: int) -> list[str]:
    """Of bodies with one name the one whose full name the report has, or whose state: the state beside the name, else
    the only one of these states that the report names. All of them where that does not tell."""
    entries = scene.world.entries
    if any(entries[ref].kind in ("state", "person") for ref in refs):
        return refs
    whole = {m.keys[0] for m in scene.matches if m.kind == "name" and len(m.keys) == 1}
    named = {key for m in scene.matches if m.kind in ("name", "adjective", "capital") and len(m.keys) == 1
             for key in m.keys} | set(scene.country_at.values())
    beside = {m.keys[0] for m in scene.matches_in(at - 3, at + 5) if len(m.keys) == 1 and (
        m.last in (at, at - 1) or (m.first > at and scene.lower(m.first - 1) in ("of", "in")))}
    steps = ([ref for ref in refs if ref in whole], [ref for ref in refs if entries[ref].code in beside],
             [ref for ref in refs if entries[ref].code in named])
    for found in steps:
        if len(found) == 1:
            return found
    return refs


def _name(scene: Scene, match: Match) -> None:
    metonym = next((scene.world.metonyms[key] for key in match.keys if key in scene.world.metonyms), None)
    ref = pick(scene, match.keys, match.first, match.words)
    if ref is None and metonym is None:
        return
    if metonym is not None and (ref is None or metonym.place):
        weighing = weigh_options(scene.weighings, "as a place or house that stands for a government", match.first,
                                 match.words, [Option(metonym.ref, where=metonym.where)])
        if metonym.place:
            _place(scene, match, (metonym.ref,))
        elif metonym.shared and not scene.names_state(metonym.ref):
            narrow(weighing, (), "others have a house of that name, and the text does not name the state")
            return
        elif metonym.ref in scene.world.entries:
            _metonym(scene, match, metonym)
        return
    entry = scene.world.entries[ref or ""]
    if entry.kind == "person" or (entry.kind != "state" and (
            _inside_body(scene, match) or _is_tail(scene, match))):
        return
    if _of_another_state(scene, match, entry.code) or match.first in scene.divisions or _ends_a_body(scene, match):
        return
    member = scene.cast.known(entry.ref)
    if entry.kind == "state" and _attributive(scene, match):
        scene.mention(match.first, match.last, [member.id], "adjective", "state-as-adjective")
        return
    scene.mention(match.first, match.last, [member.id], "name", f"knowledge:{entry.ref}")


def _metonym(scene: Scene, match: Match, metonym: Metonym) -> None:
    """The Kremlin is Russia's government; the Pentagon, of another sector, an actor of its own, as a department is."""
    if metonym.sector == "GOV" and not metonym.body:
        member = scene.cast.known(metonym.ref)
    else:
        state = scene.world.entries[metonym.ref]
        member = scene.cast.new(f"metonym:{match.words}", scene.doc.words(match.first, match.last), "organisation",
                                code=state.code, sector=metonym.sector, category="metonym")
    scene.mention(match.first, match.last, [member.id], "name", f"metonym:{match.words}")


def _adjective(scene: Scene, match: Match) -> None:
    keys = match.keys if len(match.keys) == 1 else _told_of(scene, match.keys)
    code = keys[0]
    before = scene.lower(match.first - 2) if scene.lower(match.first - 1) == "-" else scene.lower(match.first - 1)
    weighing = weigh(scene.weighings, "by an adjective or the name of a people", match.first, match.words, match.keys)
    narrow(weighing, keys, "the report does not name that state")
    if len(keys) > 1 or before in scene.world.usage["not_of"]:  # "ethnic Albanian", "pro-Russian"
        nobody(weighing, "several have that adjective" if len(keys) > 1 else f"“{before}” stands before it")
        return
    if f"{before} {match.words}" in scene.world.usage["regional_adjectives"]:  # "the South American nation"
        return
    state = scene.cast.known(code)
    token = scene.doc.tokens[match.last - 1]
    people = match.words in scene.world.peoples and not _attributive(scene, match) and (
        token.tag in ("NNS", "NNPS") or scene.lower(match.first - 1) == "the"
        or (match.words.endswith("s") and match.words[:-1] in scene.world.adjectives.keys))
    if match.words + "s" in scene.world.peoples and token.tag not in ("NNS", "NNPS"):
        people = False  # "the Norwegian" is one person
    if not people or (token.pos == "ADJ" and token.dep in ("amod", "acomp", "attr")):
        scene.mention(match.first, match.last, [state.id], "adjective", f"adjective:{code}")
        return
    member = scene.cast.new(f"people:{code}", f"people of {state.name}", "group", code=code, sector="CVL", plural=True)
    scene.mention(match.first, match.last, [member.id], "group", f"people:{code}")


def _told_of(scene: Scene, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Of several states with one adjective the only one that the report names, or one of whose towns: "Congolese"."""
    named = {m.keys[0] for m in scene.matches if len(m.keys) == 1} | set(scene.country_at.values())
    told = tuple(key for key in keys if key in named)
    return told if len(told) == 1 else keys


def _place(scene: Scene, match: Match, refs: tuple[str, ...]) -> None:
    """A capital: a mention of the state where it acts or is acted on, else a latent place."""
    refs = tuple(ref for ref in refs if ref in scene.world.entries)
    if len(refs) != 1:
        return
    member = scene.cast.known(refs[0])
    kind = "name" if acts(scene, match.first, match.last) else "place"
    weighing = weigh(scene.weighings, "as a capital or seat", match.first, match.words, refs)
    speak_for(weighing, refs[0], "the place acts or is acted on" if kind == "name" else "only a place here")
    scene.mention(match.first, match.last, [member.id], kind, f"capital:{refs[0]}" if kind == "name" else "place")


def acts(scene: Scene, first: int, last: int) -> bool:
    """Whether a place name stands for its government.

    Yes: "Ankara rejected", "talks between Cairo and Khartoum", "urged Beijing to", "Kyiv's envoy".
    No: "in Ankara", "left Kabul", "the streets of Cairo", "Nairobi's airport", "Lima, Peru".
    """
    acting, tokens = scene.world.usage, scene.doc.tokens
    if scene.reading.dateline is not None and tokens[first].start < scene.reading.dateline[1]:
        return False
    token = tokens[scene.head(first, last)]
    while token.dep == "conj" and tokens[token.head].index < token.index:
        token = tokens[token.head]
    head = tokens[token.head]
    if scene.lower(last) == ",":
        after = scene.token(last + 1)
        if after is not None and after.entity == "GPE" and token.dep == "pobj":
            return False
    if token.dep in ("nsubj", "agent"):
        return head.lemma not in acting["place_subject_verbs"] and head.lemma != "be"
    if token.dep == "dobj":
        return head.lemma not in acting["place_verbs"]
    if token.dep == "poss":
        return head.lemma.lower() not in acting["place_nouns"] and head.pos != "VERB"
    if token.dep != "pobj":
        return False
    preposition = head.text.lower()
    if preposition in acting["prepositions"]:
        return preposition != "on" or tokens[head.head].pos == "NOUN"
    noun = tokens[head.head]
    return preposition in acting["noun_prepositions"] and noun.lemma.lower() in acting["acting_nouns"]


def _attributive(scene: Scene, match: Match) -> bool:
    """Whether the words stand before a noun that they modify: "US envoy", "Hong Kong protesters"."""
    token = scene.doc.tokens[scene.head(match.first, match.last)]
    genitive = scene.lower(match.last) in ("'s", "’s", "'", "’")
    return token.dep in ATTRIBUTES and token.head >= match.last and not genitive


def _inside_body(scene: Scene, match: Match) -> bool:
    """Whether a known name is a part of another body's: "National Front" in "National Front for Azawad"."""
    entity = scene.entity_at.get(match.first)
    if entity is None or entity.label != "ORG" or entity.last <= match.last:
        return False
    after = [t for t in scene.doc.tokens[match.last : entity.last] if t.tag != "POS" and t.text not in ("(", ")", ",")]
    if any(m.kind == "title" and m.last >= entity.last - 1 for m in scene.matches_in(match.last, entity.last)):
        return False  # "the United Nations Emergency Relief Coordinator"
    if all(t.text.lower() in scene.world.usage["body_tails"] for t in after):  # "Shin Bet Security Service"
        return False
    return any(t.text[0].isupper() for t in after) and not any(t.text in ("(", ",", "and") for t in after) and (
        "(" not in scene.doc.words(match.last, entity.last))


def _is_tail(scene: Scene, match: Match) -> bool:
    """ "the Neo Democrats", not "Senate Democrats": whether a plural is the last word of a longer, unknown name."""
    before = scene.token(match.first - 1)
    if match.last - match.first > 1 or scene.doc.tokens[match.first].tag != "NNPS" or before is None:
        return False
    sentence = scene.doc.sentence_of(match.first)
    longer = before.tag == "NNP" and before.text[0].isupper() and before.index > sentence.first and (
        not sentence.headline and before.index not in scene.placed and before.index not in scene.taken)
    return longer and scene.role_at(before.index) is None and not scene.matches_in(before.index, match.first)


def _is_surname(scene: Scene, match: Match) -> bool:
    """Whether a word is the family name that the report tells: "London" after "Jane London", and in a headline.

    No: "Jordan summoned the ambassador", and a Jim Jordan further on.
    """
    sentence = scene.doc.sentence_of(match.first)
    headline = sentence.headline or (sentence.index == 0 and scene.lower(sentence.last - 1) != ".")
    return scene.surnames[match.words] <= match.first or headline


def _of_an_office(scene: Scene, match: Match, last: int) -> bool:
    """ "President of *Mali* Ana Example": to the model the state is a part of the name."""
    of = match.first - 1 - (scene.lower(match.first - 1) == "the")
    return scene.lower(of) in ("of", "to") and last - match.last > 1 and any(
        m.kind == "title" and m.last == of for m in scene.matches_in(of - 4, of))


def _is_first_name(scene: Scene, at: int) -> bool:
    """ "a spokesman, *Jordan* Pratt": a state's name that people have for a first name too, before a family name."""
    token, after = scene.doc.tokens[at], scene.token(at + 1)
    if after is None or fold(token.text) not in scene.world.given_names or token.dep != "compound":
        return False
    usage, word = scene.world.usage, after.text.lower()
    family = after.tag == "NNP" and token.head == at + 1 and at + 1 not in scene.placed and after.text.istitle()
    return family and scene.role_at(at + 1) is None and not any(m.first == at + 1 for m in scene.matches_in(
        at + 1, at + 2)) and not any(word in usage[words] for words in ("body_ends", "place_nouns", "chartered"))


def _inside_person(scene: Scene, match: Match) -> bool:
    """Whether a known name is only a part of another: "Chad Smith", "Jordan Bardella", "Mocimboa da Praia"."""
    if match.last - match.first == 1 and match.words in scene.surnames and _is_surname(scene, match):
        return True
    linked = scene.lower(match.first - 1) in scene.world.usage["name_links"]
    if linked and scene.doc.tokens[match.first - 2].text[:1].isupper():
        return True  # "Mocimboa da *Praia*"
    if match.last - match.first == 1 and _is_first_name(scene, match.first):
        return True
    entity = scene.entity_at.get(match.first)
    if entity is None or entity.label != "PERSON" or _of_an_office(scene, match, entity.last):
        return False
    if match.last - match.first > 1 and entity.last - match.last > 1 and any(
            key in scene.world.entries and scene.world.entries[key].kind == "state" for key in match.keys):
        return False  # "from *Russian Federation* Ana Example"
    last = entity.last - (scene.doc.tokens[entity.last - 1].tag == "POS")  # "Sri Lanka's" is Sri Lanka
    return match.kind != "adjective" and last - entity.first > match.last - match.first and last > match.last
