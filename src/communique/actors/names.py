"""Words that may be a person's name → candidates, none overlapping another.

In: the scene with its matches. A person is named by a known name, by an entity the model calls PERSON, or by
capitalised words after a title, an honorific or "her counterpart", before "who", or after a common first name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.actors.scene import Scene
from communique.knowledge.phrases import fold, folded_words
from communique.stages import Entity

PARTICLES = frozenset((
    "al", "bin", "ibn", "el", "de", "del", "della", "di", "da", "do", "dos", "van", "von", "der", "den", "la", "le",
    "ben", "abu", "ul", "bint", "ter", "zu"))
INITIAL = re.compile(r"([A-Z][a-z]?)\.([A-Z][^\W\d_]{2,}.*)$")
PERSONAL = ("er", "or", "ist", "ian", "man", "woman", "ess", "eer")  # endings of nouns for persons


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate for a person's name."""

    first: int
    last: int
    words: tuple[str, ...]
    keys: tuple[str, ...]
    reason: str


def candidates(scene: Scene) -> list[Span]:
    """All candidates in the order of the text, none overlapping another: known, after titles, the model's."""
    out: dict[int, Span] = {}
    covered: set[int] = set()
    for span in (*_known_spans(scene), *_after_titles(scene), *_entities(scene), *_by_first_name(scene),
                 *_before_who(scene), *_aliases(scene), *_after_nouns(scene), *_with_initials(scene),
                 *_after_quotations(scene), *_kin(scene), *_beside_nouns(scene)):
        if not covered.intersection(range(span.first, span.last)):
            covered.update(range(span.first, span.last))
            out[span.first] = span
    return [out[at] for at in sorted(out)]


def _known_spans(scene: Scene) -> Iterator[Span]:
    entries = scene.world.entries
    for match in scene.matches:
        refs = tuple(key for key in match.keys if key in entries and entries[key].kind == "person")
        if match.kind == "name" and refs and match.first not in scene.taken and not _junior(scene, match.last):
            yield Span(match.first, match.last, tuple(match.words.split()), refs, "known-name")


def _junior(scene: Scene, at: int) -> bool:
    """ "Donald Trump Jr." is somebody else."""
    return scene.lower(at).rstrip(".") in scene.world.usage["name_suffixes"] and scene.doc.tokens[at].text[0].isupper()


def _after_titles(scene: Scene) -> Iterator[Span]:
    """Capitalised words behind a title: "Foreign Minister Sok Vannak", whatever the model makes of them."""
    for match in scene.matches:
        if match.kind == "title" and match.words not in scene.world.usage["no_title"]:
            yield from _span(scene, match.last, _run(scene, match.last), "after-title")
            yield from _apposed(scene, match.last)
            if match.words in scene.world.plural_titles:
                yield from _listed(scene, match.last)
            yield from _behind_state(scene, match.last)
    for at, token in enumerate(scene.doc.tokens):
        if token.text[0].isupper() and token.text.lower().rstrip(".") in scene.world.honorifics:
            yield from _span(scene, at + 1, _run(scene, at + 1), "after-honorific")
        elif any(relation.to is not None for relation in scene.world.relations.get(token.lemma.lower(), ())):
            yield from _span(scene, at + 1, _run(scene, at + 1), "after-relation")  # "her counterpart Okello Otim"
            yield from _apposed(scene, at + 1)


def _apposed(scene: Scene, at: int) -> Iterator[Span]:
    """ "its UN envoy, Maja Kobal, told", "the foreign minister of Iceland, Birna Example.": to the model a body."""
    if scene.lower(at) == "of":
        body = scene.taken.get(at + 1 + (scene.lower(at + 1) == "the"))
        at = body.last if body is not None else at
    last = _run(scene, at + 1) if scene.lower(at) == "," else at
    if last - at > 2 and scene.lower(last) in (",", ".") and not _role_in(scene, at + 1, last):
        yield from _span(scene, at + 1, last, "apposed")


def _behind_state(scene: Scene, at: int) -> Iterator[Span]:
    """ "President of Mali Ana Example", and no "President of Mali Cotton Company"."""
    body = scene.taken.get(at + 1 + (scene.lower(at + 1) == "the")) if scene.lower(at) in ("of", "to") else None
    last = _run(scene, body.last) if body is not None and scene.cast[body.actors[0]].kind == "state" else at
    usage = scene.world.usage
    if body is not None and last - body.last > 1 and not _role_in(scene, body.last, last) and not any(
            scene.lower(i) in usage[words] for i in range(body.last, last)
            for words in ("body_ends", "chartered", "national_words", "body_tails")):
        yield from _span(scene, body.last, last, "after-title")


def _listed(scene: Scene, at: int) -> Iterator[Span]:
    """ "Presidents Ana Example of Mali *and Okello Otim* of Togo": the other names behind a title in the plural."""
    last = _run(scene, at)
    while last > at:
        body = scene.taken.get(last + 1) if scene.lower(last) == "of" else None
        at = body.last if body is not None else last
        while scene.lower(at) in (",", "and"):
            at += 1
        if scene.lower(at - 1) not in (",", "and"):
            return
        last = _run(scene, at)
        if last - at > 1:
            yield from _span(scene, at, last, "after-title")


def _role_in(scene: Scene, first: int, last: int) -> bool:
    """Whether a word that names bodies is among these: "Radio Example", "Example Party"."""
    return any(scene.role_at(at) is not None for at in range(first, last))


def _run(scene: Scene, first: int) -> int:
    """The end of the capitalised words that begin at a token."""
    last = first
    tokens = scene.doc.tokens
    while last < len(tokens) and last - first < 6 and tokens[last].sentence == tokens[first].sentence:
        token = tokens[last]
        if token.tag in ("NNP", "NNPS") and token.text[0].isupper() and last not in scene.taken and (
                token.entity not in ("DATE", "TIME")):  # "told a judge Tuesday"
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
        town = all(at in scene.placed for at in range(entity.first, entity.last))  # "shelled Kherson"
        body = scene.lower(entity.first) in scene.world.usage["several"]  # "Radio Example"
        if entity.label == "PERSON" and not (
                town or body or _of_a_person(scene, entity.first) or ends_a_body(scene, entity)):
            first, last = _trimmed(scene, entity.first, entity.last)
            first -= _given_before(scene, first)
            he = scene.token(first - 1)
            if he is not None and he.text == "He" and last == first + 1 and "he" in scene.world.family_first:
                first -= 1  # "He Zhihua": no pronoun stands right before a name
            yield from _span(scene, first, last, "model")
    for first, last in scene.described:
        yield from _span(scene, first, last, "described")


def _given_before(scene: Scene, first: int) -> bool:
    """Whether the model cut off a first name: "Ana [Castro]"."""
    before = scene.token(first - 1)
    return before is not None and before.tag == "NNP" and before.dep == "compound" and before.head >= first and (
        first - 1 not in scene.taken and before.text[0].isupper() and not before.entity
        and fold(before.text) in scene.world.given_names)


def ends_a_body(scene: Scene, entity: Entity) -> bool:
    """ "Manchester United", "Example Center": whether the last word of a longer name is no person's."""
    last = entity.last - (scene.doc.tokens[entity.last - 1].tag == "POS")
    return last - entity.first > 1 and scene.lower(last - 1) in scene.world.usage["body_ends"]


def _of_a_person(scene: Scene, at: int) -> bool:
    """ "Ana Example of Clear Water": what stands behind a person's name with "of" is no person."""
    before = scene.entity_at.get(at - 2)
    return scene.lower(at - 1) == "of" and before is not None and before.label == "PERSON"


def _by_first_name(scene: Scene) -> Iterator[Span]:
    """A common first name and a capitalised word after it that the model overlooked."""
    given = scene.world.given_names
    for token in scene.doc.tokens:
        if token.tag == "NNP" and token.index not in scene.taken and fold(token.text) in given:
            last = _run(scene, token.index)
            entity = scene.entity_at.get(token.index)
            town = all(at in scene.placed for at in range(token.index, last))  # "the Julian Alps"
            body = scene.lower(last - 1) in scene.world.usage["body_ends"]  # "an Amber Alert"
            if 2 <= last - token.index <= 4 and not (town or body) and (entity is None or entity.first == token.index):
                yield from _span(scene, token.index, last, "first-name")


def _kin(scene: Scene) -> Iterator[Span]:
    """ "her aunt, Sahra, said": capitalised words behind a noun for a relative and a comma."""
    for token in scene.doc.tokens:
        if token.tag == "NN" and token.lemma.lower() in scene.world.usage["relational"] and (
                scene.lower(token.index + 1) == "," and any(True for _ in scene.doc.below(token.index, "poss"))):
            first = token.index + 2
            last = _run(scene, first)
            if first < last <= first + 3 and scene.lower(last) in (",", ".") and not any(
                    at in scene.placed for at in range(first, last)):
                yield from _span(scene, first, last, "kin")


def _beside_nouns(scene: Scene) -> Iterator[Span]:
    """ "A herder who survived, Boubacar Diallo, told": between commas, beside a noun for a person."""
    tokens = scene.doc.tokens
    for token in tokens:
        head = tokens[token.head]
        if token.dep != "appos" or token.tag != "NNP" or head.tag != "NN" or head.index > token.index:
            continue
        first = token.index
        while first > head.index and tokens[first - 1].tag == "NNP" and tokens[first - 1].head == token.index:
            first -= 1
        role = scene.role_at(head.index)
        person = head.lemma.lower() in scene.world.usage["person_nouns"] or (
            role is not None and role.kind == "group" and head.lemma.lower() not in scene.world.usage["several"])
        between = scene.lower(first - 1) == "," and scene.lower(token.index + 1) in (",", ".")
        last = token.index + 1
        known = _role_in(scene, first, last) or any(at in scene.placed for at in range(first, last))
        if person and between and 2 <= last - first <= 3 and not known:
            yield from _span(scene, first, last, "beside-noun")


def _after_quotations(scene: Scene) -> Iterator[Span]:
    """ '"Go home," Irena Kowal said': to the model the title of a work, since it stands behind a quotation mark."""
    tokens = scene.doc.tokens
    for entity in scene.doc.entities:
        if entity.label == "WORK_OF_ART" and entity.first and scene.lower(entity.first - 1) in ('"', "”", "»"):
            last = _run(scene, entity.first)
            head = tokens[last - 1]
            acts = head.dep == "nsubj" and tokens[head.head].pos == "VERB" and tokens[head.head].index in (
                last, last + 1, entity.first - 2)
            if 2 <= last - entity.first <= 3 and acts and not _role_in(scene, entity.first, last):
                yield from _span(scene, entity.first, last, "after-quotation")


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


def _after_nouns(scene: Scene) -> Iterator[Span]:
    """Capitalised words right behind a noun for a person: "the actress Paloma Reyes", "fashion designer Halston"."""
    usage = scene.world.usage
    for token in scene.doc.tokens:
        if token.tag == "NN" and token.text.islower() and token.text.endswith(PERSONAL):
            role = scene.role_at(token.index)
            noun = token.text in usage["person_nouns"] or (role is not None and role.kind == "group" and (
                role.sector in usage["personal_sectors"] and token.text not in usage["bodies"]))
            last = _run(scene, token.index + 1) if noun else 0
            if last > token.index + 1 and not any(at in scene.country_at for at in range(token.index + 1, last)):
                yield from _span(scene, token.index + 1, last, "after-noun")


def _aliases(scene: Scene) -> Iterator[Span]:
    """The capitalised words after "known as" or "alias"."""
    for token in scene.doc.tokens:
        word = token.text.lower()
        if word in scene.world.usage["alias"] or (word == "as" and scene.lower(token.index - 1) == "known"):
            yield from _span(scene, token.index + 1, _run(scene, token.index + 1), "alias")


def name_words(text: str) -> tuple[str, ...]:
    """The folded words of a token; an initial that is written together with the name stands by itself: "R.Example"."""
    found = INITIAL.match(text)
    return tuple(w for part in (found.groups() if found else (text,)) for w in folded_words(part))


def _with_initials(scene: Scene) -> Iterator[Span]:
    """ "R.Example": one word to the parser, and no name to the model."""
    for token in scene.doc.tokens:
        if token.tag in ("NNP", "NNPS") and INITIAL.match(token.text) and token.index not in scene.taken:
            yield from _span(scene, token.index, token.index + 1, "initial")


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
    while last - first > 1 and is_calling(scene, first) and (
            last - first > 2 or fold(tokens[last - 1].text) in scene.surnames):
        first += 1  # "Goaltender Lucas Perrault", "Neighbour Perrault": no part of the name
    return first, last


def is_calling(scene: Scene, at: int) -> bool:
    """Whether a capitalised word before a name tells what somebody is: "Goaltender", "Neighbour"; not "Hunter"."""
    token = scene.doc.tokens[at]
    word, usage = token.text.lower(), scene.world.usage
    if fold(token.text) in scene.world.given_names:
        return False
    if token.text.isupper() and 1 < len(token.text) < 5:  # "GM Lucas Perrault"
        return fold(scene.doc.tokens[at + 1].text) in scene.world.given_names
    role = scene.world.roles.get(word)
    known = word in usage["person_nouns"] or (
        role is not None and role.kind == "group" and word not in usage["several"] and word not in usage["bodies"])
    return known or (word.endswith(PERSONAL) and fold(scene.doc.tokens[at + 1].text) in scene.world.given_names)


def _span(scene: Scene, first: int, last: int, reason: str) -> Iterator[Span]:
    """The candidate at these tokens if it looks like a name."""
    last += last < len(scene.doc.tokens) and last - first > 1 and _junior(scene, last)
    first += last - first > 2 and scene.lower(first).rstrip(".") in scene.world.honorifics
    tokens = scene.doc.tokens[first:last]
    if not tokens or len(tokens) > 7 or any(at in scene.taken for at in range(first, last)):
        return
    text = scene.doc.words(first, last)
    if not text[0].isupper() or any(c.isdigit() or c in "@/#_\n" for c in text):
        return
    words = tuple(w for t in tokens for w in name_words(t.text))
    if not words or (len(words) == 1 and len(words[0]) < 2) or scene.world.titles.keys.get(" ".join(words)):
        return
    if len(words) == 1 and (words[0] in scene.world.roles or words[0] in scene.world.relations):
        return
    refs = tuple(k for k in scene.world.names.keys.get(" ".join(words), ()) if k in scene.world.entries
                 and scene.world.entries[k].kind == "person")
    yield Span(first, last, words, refs, reason)
