"""Names of persons → members and mentions, full names first, then what is left of them.

In: the scene with its matches. A person is named by a known name, by an entity the model calls PERSON, or by
capitalised words after a title or honorific. "Wang Yi" makes every later "Wang" his, whatever the model calls it;
of two bearers the one named last counts, if in the same paragraph or the one before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.actors.cast import Member
from communique.actors.known import pick
from communique.actors.scene import Scene
from communique.knowledge.phrases import fold, folded_words

PARTICLES = frozenset((
    "al", "bin", "ibn", "el", "de", "del", "della", "di", "da", "do", "dos", "van", "von", "der", "den", "la", "le",
    "ben", "abu", "ul", "bint", "ter", "zu"))
CLOSEST = 50  # bearers of one word of a name that are compared
TAGS = frozenset(("NNP", "NNPS", "NN", "NNS", "JJ", "FW", "VBG", "VB", "VBP", "VBZ"))  # "Trump said" is VB to it


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate for a person's name."""

    first: int
    last: int
    words: tuple[str, ...]
    keys: tuple[str, ...]
    reason: str


def find_people(scene: Scene) -> None:
    """Adds the people the report names, and the mentions of their names."""
    spans = _spans(scene)
    for span in spans:
        if len(span.words) > 1:
            _full_name(scene, span)
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


def _spans(scene: Scene) -> list[Span]:
    """All candidates in the order of the text, none overlapping another: known, after titles, the model's."""
    out: dict[int, Span] = {}
    covered: set[int] = set()
    for span in (*_known_spans(scene), *_after_titles(scene), *_entities(scene), *_by_first_name(scene),
                 *_before_who(scene), *_aliases(scene)):
        if not covered.intersection(range(span.first, span.last)):
            covered.update(range(span.first, span.last))
            out[span.first] = span
    return [out[at] for at in sorted(out)]


def _known_spans(scene: Scene) -> Iterator[Span]:
    entries = scene.world.entries
    for match in scene.matches:
        refs = tuple(key for key in match.keys if key in entries and entries[key].kind == "person")
        if match.kind == "name" and refs and match.first not in scene.taken:
            yield Span(match.first, match.last, tuple(match.words.split()), refs, "known-name")


def _after_titles(scene: Scene) -> Iterator[Span]:
    """Capitalised words behind a title: "Foreign Minister Sok Vannak", whatever the model makes of them."""
    for match in scene.matches:
        if match.kind == "title" and match.words not in scene.world.usage["no_title"]:
            yield from _span(scene, match.last, _run(scene, match.last), "after-title")
            if scene.lower(match.last) == ",":  # "its UN envoy, Maja Kobal, told": to the model a body
                last = _run(scene, match.last + 1)
                if last - match.last > 2 and scene.lower(last) == "," and not _role_in(scene, match.last + 1, last):
                    yield from _span(scene, match.last + 1, last, "apposed")
    for at, token in enumerate(scene.doc.tokens):
        if token.text[0].isupper() and token.text.lower().rstrip(".") in scene.world.honorifics:
            yield from _span(scene, at + 1, _run(scene, at + 1), "after-honorific")


def _role_in(scene: Scene, first: int, last: int) -> bool:
    """Whether a word that names bodies is among these: "Radio Example", "Example Party"."""
    return any(scene.role_at(at) is not None for at in range(first, last))


def _run(scene: Scene, first: int) -> int:
    """The end of the capitalised words that begin at a token."""
    last = first
    tokens = scene.doc.tokens
    while last < len(tokens) and last - first < 6 and tokens[last].sentence == tokens[first].sentence:
        token = tokens[last]
        if token.tag in ("NNP", "NNPS") and token.text[0].isupper() and last not in scene.taken:
            last += 1
        elif last > first and token.text == "-" and token.start == tokens[last - 1].end and last + 1 < len(tokens):
            last += 2 if tokens[last + 1].start == token.end else 0
            if tokens[last - 1].text != "-" and tokens[last - 2].text != "-":
                break
        elif last > first and token.text.lower() in PARTICLES and _proper(scene, last + 1):
            last += 1
        else:
            break
    return last


def _proper(scene: Scene, at: int) -> bool:
    token = scene.token(at)
    return token is not None and (token.tag in ("NNP", "NNPS") or token.text.lower() in PARTICLES) and token.text != "."


def _entities(scene: Scene) -> Iterator[Span]:
    for entity in scene.doc.entities:
        if entity.label == "PERSON":
            first, last = _trimmed(scene, entity.first, entity.last)
            yield from _span(scene, first, last, "model")


def _by_first_name(scene: Scene) -> Iterator[Span]:
    """A common first name and a capitalised word after it that the model overlooked."""
    given = scene.world.given_names
    for token in scene.doc.tokens:
        if token.tag == "NNP" and token.index not in scene.taken and given.get(fold(token.text)):
            last = _run(scene, token.index)
            entity = scene.entity_at.get(token.index)
            if 2 <= last - token.index <= 4 and (entity is None or entity.first == token.index):
                yield from _span(scene, token.index, last, "first-name")


def _before_who(scene: Scene) -> Iterator[Span]:
    """Capitalised words before "who": "Nino Kvaratskhelia, who runs a school"."""
    for token in scene.doc.tokens:
        if token.tag == "WP" and token.text.lower() == "who" and token.index > 2:
            last = token.index - (scene.lower(token.index - 1) == ",")
            first = last
            while first > 0 and _proper(scene, first - 1) and first - 1 not in scene.taken and last - first < 4 and (
                    scene.doc.tokens[first - 1].sentence == token.sentence):
                first -= 1
            entity = scene.entity_at.get(first)
            if last - first >= 2 and (entity is None or entity.label != "ORG"):
                yield from _span(scene, first, last, "before-who")


def _aliases(scene: Scene) -> Iterator[Span]:
    """The capitalised words after "known as" or "alias"."""
    for token in scene.doc.tokens:
        word = token.text.lower()
        if word in scene.world.usage["alias"] or (word == "as" and scene.lower(token.index - 1) == "known"):
            yield from _span(scene, token.index + 1, _run(scene, token.index + 1), "alias")


def _trimmed(scene: Scene, first: int, last: int) -> tuple[int, int]:
    """An entity without titles, honorifics and adjectives at its head and a genitive at its end."""
    tokens = scene.doc.tokens
    ends = {m.last for m in scene.matches_in(first, last) if m.kind in ("title", "adjective") or m.first in scene.taken}
    while first < last:
        reach = max((end for end in ends if first < end <= last), default=first)
        if reach > first:
            first = reach
        elif tokens[first].text.lower().rstrip(".") in scene.world.honorifics or not tokens[first].text[0].isalnum():
            first += 1
        else:
            break
    while last > first and (tokens[last - 1].tag == "POS" or not tokens[last - 1].text[-1].isalnum()):
        last -= 1
    return first, last


def _span(scene: Scene, first: int, last: int, reason: str) -> Iterator[Span]:
    """The candidate at these tokens if it looks like a name."""
    tokens = scene.doc.tokens[first:last]
    if not tokens or len(tokens) > 7 or any(at in scene.taken for at in range(first, last)):
        return
    text = scene.doc.words(first, last)
    if not text[0].isupper() or any(c.isdigit() or c in "@/#_\n" for c in text):
        return
    words = tuple(w for t in tokens for w in folded_words(t.text))
    if not words or (len(words) == 1 and len(words[0]) < 2) or scene.world.titles.keys.get(" ".join(words)):
        return
    if len(words) == 1 and (words[0] in scene.world.roles or words[0] in scene.world.relations):
        return
    refs = tuple(k for k in scene.world.names.keys.get(" ".join(words), ()) if k in scene.world.entries
                 and scene.world.entries[k].kind == "person")
    yield Span(first, last, words, refs, reason)


def _full_name(scene: Scene, span: Span) -> None:
    """A name of two words or more: the known person, somebody named before, or somebody new."""
    if _taken(scene, span):
        return
    ref = pick(scene, span.keys) or _shortened(scene, span.words)
    member = scene.cast.known(ref) if ref else _same_name(scene, span.words)
    text = " ".join(scene.doc.words(span.first, span.last).split())
    if member is None:
        member = scene.cast.new("name:" + " ".join(span.words), text, "person")
        member.because(f"name:{span.reason}")
    elif member.ref is None and len(span.words) > len(max(member.words, key=len, default=())):
        member.name = text
    _spell(scene, member, span)


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


def _same_name(scene: Scene, words: tuple[str, ...]) -> Member | None:
    """Somebody named before whose name holds the same words, or all of these: "Juan Santos", "Juan Manuel Santos"."""
    wanted = set(words)
    for word in words:
        for member in scene.people.get(word, ())[:CLOSEST]:
            for known in member.words:
                shared = wanted & set(known)
                whole = shared == wanted or (shared == set(known) and len(known) > 1)
                if whole and family_name(known, scene) in shared:
                    return member
                if len(words) == len(known) == 2 and words[1] == known[1] and _misspelt(words[0], known[0]):
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
        member = member or _alias(scene, span.first)
        ref = None if member else pick(scene, span.keys) or known_surname(scene, word, span.first)
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
    """The one bearer of a name; of several, the one named last in this paragraph or the one before."""
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
        bearers = [b for b in bearers if b.gender in ("", gender)]
    ids = {b.id: b for b in bearers}
    paragraph = scene.doc.sentence_of(at).paragraph
    seen = [m for m in scene.mentions if m.kind == "name" and m.first < at and m.actors[0] in ids
            and paragraph - scene.doc.sentence_of(m.first).paragraph <= 1]
    last = max(seen, key=lambda m: m.first, default=None)
    return ids[last.actors[0]] if last is not None else None


def known_surname(scene: Scene, word: str, at: int) -> str | None:
    """A known person called by the family name alone: the only one in high office, or with the title before it."""
    world, date = scene.world, scene.reading.date
    refs = world.surnames.get(word, ())
    before = [m for m in scene.matches_in(at - 8, at) if m.kind == "title" and m.last == at]
    titles = [key.split("|")[0] for m in before for key in m.keys]
    terms = [(ref, world.term(ref, date) or (None if date else world.last_term(ref, None))) for ref in refs]
    high = [(ref, term) for ref, term in terms if term and (titles or world.offices[term.office].rank < 3)]
    fitting = [ref for ref, term in high if not titles or term.office in titles]
    if len(fitting) > 1:
        heads = [ref for ref, term in terms if ref in fitting and term and world.offices[term.office].rank == 1]
        fitting = heads if len(heads) == 1 else fitting
    return fitting[0] if len(fitting) == 1 else None


def _remaining(scene: Scene, index: dict[str, list[Member]]) -> None:
    """Words that the model took for something else, or for nothing: a family name with a capital is its bearer's."""
    small = {token.text for token in scene.doc.tokens if token.text.islower()}
    for token in scene.doc.tokens:
        text = token.text
        if token.index in scene.taken or not text[0].isupper() or token.tag not in TAGS:
            continue
        word = fold(text)
        bearers = index.get(word)
        if not bearers:
            continue
        if token.tag not in ("NNP", "NNPS") and text.lower() in small:
            continue
        member = _bearer(scene, bearers, token.index)
        if member is not None:
            first, last = _extended(scene, member, token.index)
            scene.mention(first, last, [member.id], "name", "family-name")


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
