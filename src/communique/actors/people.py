"""Names of persons → members and mentions, full names first, then what is left of them.

In: the candidates of `names.py`. "Wang Yi" makes every later "Wang" his, whatever the model calls it; of two bearers
the one named last counts, if in the same paragraph or the one before.
"""

from __future__ import annotations

from communique.actors.cast import Member
from communique.actors.known import pick
from communique.actors.names import Span, candidates, is_calling, name_words
from communique.actors.scene import Scene
from communique.actors.weigh import narrow, nobody, weigh
from communique.knowledge.phrases import fold, folded_words, sounds

LEAD = 3  # sentences in which a report names whom it is about
CLOSEST = 50  # bearers of one word of a name that are compared
TAGS = frozenset(("NNP", "NNPS", "NN", "NNS", "JJ", "FW", "VBG", "VB", "VBP", "VBZ"))  # "Trump said" is VB to it


def find_people(scene: Scene) -> None:
    """Adds the people the report names, and the mentions of their names."""
    spans = candidates(scene)
    for span in spans:
        if len(span.words) > 1:
            _full_name(scene, span)
            _couple(scene, span)
    index = _index(scene)
    for span in spans:
        if len(span.words) == 1 and not _taken(scene, span):
            _short_name(scene, span, index)
    _remaining(scene, _index(scene))


def family_name(words: tuple[str, ...], scene: Scene) -> str:
    """The word of a name by which its bearer is called: the last, in the east of Asia the first."""
    if len(words) in (2, 3) and words[0] in scene.world.family_first and not (
            words[-1] in scene.world.family_first and scene.world.given_names.get(words[0])):
        return words[0]
    return words[-1]


def _full_name(scene: Scene, span: Span) -> None:
    """A name of two words or more: the known person, somebody named before, or somebody new."""
    if _taken(scene, span) or _of_somebody(scene, span):
        return
    ref = pick(scene, span.keys, span.first, " ".join(span.words)) or _shortened(scene, span.words)
    ref = ref or _by_sound(scene, span.words) or _by_initial(scene, span)
    member = scene.cast.known(ref) if ref else _same_name(scene, span.words)
    text = " ".join(scene.doc.words(span.first, span.last).split())
    if member is None:
        member = scene.cast.new("name:" + " ".join(span.words), text, "person")
        member.because(f"name:{span.reason}")
    elif member.ref is None and len(span.words) > len(max(member.words, key=len, default=())):
        member.name = text
    _spell(scene, member, span)


def _couple(scene: Scene, span: Span) -> None:
    """ "Brian and Emily Surette": both have the family name."""
    at, tokens = span.first - 2, scene.doc.tokens
    joined = at >= 0 and scene.lower(at + 1) in ("and", "&") and tokens[at].text[0].isupper() and (
        tokens[at].sentence == tokens[span.first].sentence and tokens[at].tag in ("NNP", "NNPS"))
    before = scene.token(at - 1)
    named = before is not None and before.tag == "NNP" and before.head == at  # "Ana Brian and Emily Surette"
    given = scene.world.given_names
    if not joined or named or at in scene.taken or fold(tokens[at].text) not in given or span.words[0] not in given:
        return
    words = (*folded_words(tokens[at].text), span.words[-1])
    member = _same_name(scene, words) or scene.cast.new(
        "name:" + " ".join(words), f"{tokens[at].text} {tokens[span.last - 1].text}", "person")
    member.because("name:couple")
    other = _same_name(scene, span.words)
    if other is not None:
        other.because("name:couple")
    _spell(scene, member, Span(at, at + 1, words, (), "couple"))


def _of_somebody(scene: Scene, span: Span) -> bool:
    """Whether what the model takes for a person is a thing called after one: "Warhol Polaroids"."""
    return span.reason == "model" and scene.doc.tokens[span.last - 1].tag == "NNPS" and any(
        family_name(words, scene) == span.words[0] for m in scene.people.get(span.words[0], ())[:CLOSEST]
        for words in m.words if len(words) > 1)


def _spell(scene: Scene, member: Member, span: Span) -> None:
    """Notes a spelling and the gender the name tells, and adds the mention."""
    if span.words not in member.words:
        member.words = (*member.words, span.words)
    for word in span.words:
        if member not in scene.people.setdefault(word, [])[-CLOSEST:]:
            scene.people[word].append(member)
    told = scene.world.honorifics.get(scene.lower(span.first - 1).rstrip("."), "")
    member.gender = told or member.gender or _gender(scene, span)
    if member.code is None and scene.lower(span.first - 1) in ("'s", "’s"):
        state = scene.taken.get(span.first - 2)
        if state is not None and scene.cast[state.actors[0]].kind == "state":  # "New Zealand's Ruth McCall"
            member.code = scene.cast[state.actors[0]].code
            member.because("owner:before")
    scene.mention(span.first, span.last, [member.id], "name", span.reason)


def _gender(scene: Scene, span: Span) -> str:
    before = scene.lower(span.first - 1).rstrip(".")
    if scene.world.honorifics.get(before):
        return scene.world.honorifics[before]
    known = scene.world.given_names
    if len(span.words) < 2:
        return ""
    if family_name(span.words, scene) == span.words[0]:
        return known.get(span.words[-1], "")
    return known.get(span.words[0], "")


def _shortened(scene: Scene, words: tuple[str, ...]) -> str | None:
    """A known person by first and last word, the middle left out: "Sergey Viktorovich Lavrov"."""
    if len(words) < 3:
        return None
    refs = scene.world.names.keys.get(f"{words[0]} {words[-1]}", ())
    people = tuple(k for k in refs if k in scene.world.entries and scene.world.entries[k].kind == "person")
    return pick(scene, people)


def _by_sound(scene: Scene, words: tuple[str, ...]) -> str | None:
    """A known person in another romanisation: "Muammar Kadhafi"; only one who holds or held an office by that day."""
    refs = scene.world.sounds.get(" ".join(sounds(word) for word in words), ())
    return pick(scene, tuple(ref for ref in refs if scene.world.last_term(ref, scene.reading.date)))


def _by_initial(scene: Scene, span: Span) -> str | None:
    """A known person in high office by initial and family name: "S. Example", "Minister R.Example"."""
    if len(span.words) != 2 or len(span.words[0]) > 2:
        return None
    ref = known_surname(scene, span.words[1], span.first)
    return ref if ref is not None and fold(scene.world.entries[ref].name).startswith(span.words[0]) else None


def _same_name(scene: Scene, words: tuple[str, ...]) -> Member | None:
    """Somebody named before whose name holds the same words, or all of these: "Juan Santos", "Juan Manuel Santos"."""
    wanted = set(words)
    if words[-1] in scene.world.usage["name_suffixes"]:
        return next((m for m in scene.people.get(words[-1], ())[:CLOSEST] if words in m.words), None)
    for word in words:
        for member in scene.people.get(word, ())[:CLOSEST]:
            for known in member.words:
                shared = wanted & set(known)
                whole = shared == wanted or (shared == set(known) and len(known) > 1)
                if whole and family_name(known, scene) in shared:
                    return member
                initial = len(words) == len(known) == 2 and 1 in (len(words[0]), len(known[0]))
                if initial and words[1] == known[1] and words[0][0] == known[0][0]:
                    return member
                same_family = len(words) == len(known) == 2 and words[1] == known[1]
                if same_family and (_misspelt(words[0], known[0]) or sounds(words[0]) == sounds(known[0])):
                    return member
    return None


def _misspelt(one: str, other: str) -> bool:
    """Whether two first names differ in one letter: "Kristin" and "Kristen"."""
    if len(one) != len(other) or len(one) < 5:
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _index(scene: Scene) -> dict[str, list[Member]]:
    """The single words by which the people found so far may be called → their bearers.

    A word that is somebody's family name is not taken for another's first name.
    """
    families: dict[str, list[Member]] = {}
    others: dict[str, list[Member]] = {}
    for member in scene.cast:
        for words in member.words if member.kind == "person" else ():
            _put(families, family_name(words, scene), member)
            _put(others, words[-1], member)
            if len(words[0]) > 2:
                _put(others, words[0], member)
    return {**others, **families}


def _put(index: dict[str, list[Member]], word: str, member: Member) -> None:
    if member not in index.setdefault(word, []):
        index[word].append(member)


def _short_name(scene: Scene, span: Span, index: dict[str, list[Member]]) -> None:
    """A single word: somebody of that name in the report, else a known person in office, else somebody new."""
    word = span.words[0]
    bearers = index.get(word, [])
    member = _bearer(scene, bearers, span.first)
    if member is None and not bearers:
        member = _first_name(scene, word)
        member = member or _alias(scene, span.first) or _misspelt_family(scene, span, index)
        ref = None if member else pick(scene, span.keys, span.first, word) or known_surname(scene, word, span.first)
        if ref is not None:
            member = scene.cast.known(ref)
        elif member is None:
            if span.reason == "model" and (
                    span.first in scene.country_at or scene.lower(span.first - 1) in scene.world.usage["locatives"]):
                return
            member = scene.cast.new("name:" + word, scene.doc.words(span.first, span.last), "person")
            member.because(f"name:{span.reason}")
        index.setdefault(word, []).append(member)
    if member is not None:
        _spell(scene, member, span)


def _misspelt_family(scene: Scene, span: Span, index: dict[str, list[Member]]) -> Member | None:
    """ "Mauer" for K.C. Maurer: the one person of the report whose family name differs in a letter."""
    word = span.words[0]
    if len(word) < 5 or span.keys or scene.crowded or known_surname(scene, word, span.first):
        return None
    index = {name: bearers for name, bearers in index.items() if len(name) > 4}
    alike = {name: bearers[0] for name, bearers in index.items() if len(bearers) == 1
             and abs(len(name) - len(word)) < 4 and _one_letter(word, name)}
    near = {member.id: member for name, member in alike.items() if any(
        len(words) > 1 and family_name(words, scene) == name for words in member.words)}
    return next(iter(near.values())) if len(near) == 1 else None


def _one_letter(one: str, other: str) -> bool:
    """Whether one letter too many, too few or wrong makes the difference, and not the first; or both are romanised
    from the same sounds: "Gaddafi" and "Kadhafi"."""
    if sounds(one) == sounds(other):
        return True
    if one[0] != other[0] or abs(len(one) - len(other)) > 1 or len(other) < 5:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, letter in enumerate(short) if long[i] != letter), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _alias(scene: Scene, at: int) -> Member | None:
    """ "Rodrigo Londoño, better known as Timochenko": the person named before these words."""
    words = [scene.lower(i) for i in range(at - 2, at)]
    if words[-1] not in scene.world.usage["alias"] and words != ["known", "as"]:
        return None
    for back in range(at - 1, max(at - 8, -1), -1):
        mention = scene.taken.get(back)
        if mention is not None and scene.cast[mention.actors[0]].kind == "person":
            return scene.cast[mention.actors[0]]
    return None


def _first_name(scene: Scene, word: str) -> Member | None:
    """The only person of the report with that first name: "Abiy" for Abiy Ahmed."""
    found = [m for m in scene.people.get(word, ())[:CLOSEST] if any(len(w) > 1 and w[0] == word for w in m.words)]
    return found[0] if len(found) == 1 else None


def _bearer(scene: Scene, bearers: list[Member], at: int) -> Member | None:
    """The one bearer of a name; of several, the one named last in this or the last paragraph, else in the lead."""
    if len(bearers) == 1:
        return bearers[0]
    if not bearers or scene.crowded:
        return None
    named = {m.actors[0] for m in scene.mentions if m.kind == "name" and m.first < at}
    bearers = [b for b in bearers if b.id in named] or bearers
    if len(bearers) == 1:
        return bearers[0]
    gender = scene.world.honorifics.get(scene.lower(at - 1).rstrip("."), "")
    if gender:
        told = [b for b in bearers if b.gender == gender]
        bearers = told or [b for b in bearers if not b.gender]
    ids = {b.id: b for b in bearers}
    weighing = weigh(scene.weighings, "by name, in the report", at, scene.lower(at), ids)
    paragraph = scene.doc.sentence_of(at).paragraph
    seen = [m for m in scene.mentions if m.kind == "name" and m.first < at and m.actors[0] in ids
            and paragraph - scene.doc.sentence_of(m.first).paragraph <= 1]
    last = max(seen, key=lambda m: m.first, default=None)
    if last is None and scene.speaks(at):  # "Sandhu said": of a mother and her son the one who has spoken
        spoke = [m for m in scene.mentions if m.kind == "name" and m.first < at and m.actors[0] in ids
                 and scene.speaks(m.head)]
        last = max(spoke, key=lambda m: m.first, default=None)
    narrow(weighing, last.actors if last is not None else ids, "not the one named last")
    if last is not None:
        return ids[last.actors[0]]
    lead = min((m for m in scene.mentions if m.kind == "name" and m.actors[0] in ids), key=lambda m: m.first)
    if scene.doc.tokens[lead.first].sentence < LEAD:  # of a family the one whom the report is about
        narrow(weighing, lead.actors, "not the one named in the lead")
        return ids[lead.actors[0]]
    nobody(weighing, "none of them is named in the lead, in this paragraph or the one before")
    return None


def known_surname(scene: Scene, word: str, at: int) -> str | None:
    """A known person called by the family name alone: the only one in high office, or with the title before it."""
    world, date = scene.world, scene.reading.date
    refs = world.surnames.get(word, ())
    before = [m for m in scene.matches_in(at - 8, at) if m.kind == "title" and m.last == at]
    titles = [key.split("|")[0] for m in before for key in m.keys]
    terms = [(ref, world.term(ref, date) or (None if date else world.last_term(ref, None))) for ref in refs]
    if titles and not any(term and _called(term.office, titles) for _, term in terms):  # "President Obama" years later
        terms = [(ref, next((t for t in world.terms.get(ref, ()) if t.office in titles), None)) for ref in refs]
    weighing = weigh(scene.weighings, "by family name", at, word, refs)
    narrow(weighing, (ref for ref, term in terms if term), "holds no office on that day")
    high = [(ref, term) for ref, term in terms if term and (titles or world.offices[term.office].rank < 3)]
    narrow(weighing, (ref for ref, _ in high), "not in an office so high that the family name is enough")
    fitting = [ref for ref, term in high if not titles or _called(term.office, titles)]
    narrow(weighing, fitting, "does not hold the office that stands before the name")
    if len(fitting) > 1:
        heads = [ref for ref, term in terms if ref in fitting and term and world.offices[term.office].rank == 1]
        fitting = heads if len(heads) == 1 else fitting
        narrow(weighing, fitting, "another of that name heads a state or body")
    if len(fitting) > 1:
        nobody(weighing, f"{len(fitting)} of that family name are in high office")
    return fitting[0] if len(fitting) == 1 else None


def _called(office: str, titles: list[str]) -> bool:
    """Whether who holds an office is called by one of these titles: a foreign minister "minister" too."""
    if office in titles:
        return True
    deputy = office.startswith("deputy")
    return office.endswith("minister") and ("deputy minister" if deputy else "minister") in titles


def _remaining(scene: Scene, index: dict[str, list[Member]]) -> None:
    """Words that the model took for something else, or for nothing: a family name with a capital is its bearer's."""
    sounding: dict[str, list[Member]] = {}
    for name, named in index.items() if not scene.crowded else ():
        if len(name) > 4 and any(family_name(words, scene) == name for m in named for words in m.words):
            sounding.setdefault(sounds(name), []).extend(m for m in named if m not in sounding.get(sounds(name), ()))
    small = {token.text for token in scene.doc.tokens if token.text.islower()}
    for token in scene.doc.tokens:
        text = token.text
        if token.index in scene.taken or not text[0].isupper() or token.tag not in TAGS:
            continue
        word = fold(text)
        bearers = index.get(word) or (sounding.get(sounds(word)) if token.tag == "NNP" and len(word) > 4 else None)
        if not bearers:
            continue
        if token.tag not in ("NNP", "NNPS") and text.lower() in small:
            continue
        other = _namesake(scene, token.index, bearers, small)
        if other is not None:
            _full_name(scene, other)
            continue
        member = None if _in_a_body(scene, token.index) else _bearer(scene, bearers, token.index)
        if member is not None:
            first, last = _extended(scene, member, token.index)
            scene.mention(first, last, [member.id], "name", "family-name")


def _namesake(scene: Scene, at: int, bearers: list[Member], small: set[str]) -> Span | None:
    """ "Doreen Cardinal" in a report about Ronald Cardinal: another one of that name, unknown to the model."""
    before, tokens = scene.token(at - 1), scene.doc.tokens
    if before is None or before.tag != "NNP" or before.dep != "compound" or before.head != at or at - 1 in scene.taken:
        return None
    words = (*name_words(before.text), fold(tokens[at].text))
    known = {word for bearer in bearers for spelling in bearer.words for word in spelling}
    plain = before.text.lower() in small or is_calling(scene, at - 1) or at - 1 in scene.placed or any(
        match.last > at - 1 for match in scene.matches_in(at - 1, at))
    family = any(len(spelling) > 1 and family_name(spelling, scene) == words[-1]
                 for bearer in bearers for spelling in bearer.words)
    long = len(before.text) > 2 and before.text[0].isupper() and before.text[1:].islower()
    if plain or not family or not long or known.intersection(words[:-1]) or _in_a_body(scene, at - 1):
        return None
    return Span(at - 1, at + 1, words, (), "namesake")


def _in_a_body(scene: Scene, at: int) -> bool:
    """ "Clear Party" after a person called Clear Ann: whether a word begins the longer name of a body."""
    entity = scene.entity_at.get(at)
    if entity is None or entity.label != "ORG" or at + 1 >= entity.last:
        return False
    return scene.doc.tokens[at + 1].tag == "NNP" and scene.role_at(at + 1) is not None


def _extended(scene: Scene, member: Member, at: int) -> tuple[int, int]:
    """The words around a family name that belong to the same name: "von der Leyen", "López Obrador"."""
    words = {word for known in member.words for word in known}
    first, last = at, at + 1
    while first - 1 >= 0 and first - 1 not in scene.taken and fold(scene.doc.tokens[first - 1].text) in words:
        first -= 1
    while last < len(scene.doc.tokens) and last not in scene.taken and fold(scene.doc.tokens[last].text) in words:
        last += 1
    return first, last


def _taken(scene: Scene, span: Span) -> bool:
    return any(at in scene.taken for at in range(span.first, span.last))
