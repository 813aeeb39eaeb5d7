"""What the steps of this stage share while one report is read: its words, the matches, the cast, the mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from communique.actors.cast import Cast, Member
from communique.actors.scan import Match, scan
from communique.actors.weigh import Weighings
from communique.knowledge import Knowledge
from communique.knowledge.phrases import fold
from communique.knowledge.world import World
from communique.knowledge.world_rows import Role
from communique.stages import Document, Entity, Mention, Reading, Token

BODY_SECTORS = ("COP", "MIL", "BUS", "JRN", "LEG", "JUD", "PTY", "GOV", "EDU", "REL")  # bodies as well: "a court"
CROWD = 3000  # actors in one report; no report of ours has more than a hundred


@dataclass(slots=True)
class Scene:
    """One report under work. `taken[i]` is the mention that covers token `i` by name."""

    reading: Reading
    doc: Document
    world: World
    cast: Cast
    matches: tuple[Match, ...] = ()
    starts: list[int] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    taken: dict[int, Mention] = field(default_factory=dict)
    entity_at: dict[int, Entity] = field(default_factory=dict)
    home: str | None = None  # the country the report is about, if there is but one
    near: str | None = None  # the same, guessed more boldly
    states: list[tuple[str, int]] = field(default_factory=list)  # all countries of the report, the most named first
    settings: dict[int, str | None] = field(default_factory=dict)  # sentence → the country it is set in, once asked
    surnames: dict[str, int] = field(default_factory=dict)  # last words of persons' names: "Paris" of "Valeska Paris"
    described: tuple[tuple[int, int], ...] = ()  # token ranges that are persons' names by what stands behind them
    heads: dict[str, list[Member]] | None = None  # head of a name → bodies, once asked
    dropped_groups: set[int] = field(default_factory=set)
    people: dict[str, list[Member]] = field(default_factory=dict)  # folded word of a name → persons
    country_at: dict[int, str] = field(default_factory=dict)  # token of a place name → the country it lies in
    divisions: set[int] = field(default_factory=set)  # tokens of states' names that mean a part of another state
    placed: set[int] = field(default_factory=set)  # tokens of all places, seas and mountains too
    saying: frozenset[str] = frozenset()  # verbs by which somebody speaks
    weighings: Weighings | None = None  # who could be meant, written down where somebody asks

    @classmethod
    def of(cls, reading: Reading, knowledge: Knowledge, weighings: Weighings | None = None) -> Scene:
        """A scene with the matches of all known phrases, and the model's entities by token."""
        doc, world = reading.document, knowledge.world
        scene = cls(reading, doc, world, Cast(world, reading.date), scan(doc, world), weighings=weighings)
        scene.starts = [match.first for match in scene.matches]
        for entity in doc.entities:
            for at in range(entity.first, entity.last):
                scene.entity_at[at] = entity
        for place in reading.places:
            if place.country:
                at = doc.at.get(place.span[0], -1)
                while 0 <= at < len(doc.tokens) and doc.tokens[at].end <= place.span[1]:
                    scene.country_at[at] = place.country
                    at += 1
            scene.placed.update(doc.at[at] for at in range(*place.span) if at in doc.at)
        scene.saying = frozenset(knowledge.cues.verbs)
        scene.divisions = _divisions(scene, knowledge)
        scene.described = _described(scene)
        scene.surnames = _surnames(scene)
        return scene

    def mention(self, first: int, last: int, actors: Iterable[str], kind: str, *reasons: str,
                head: int | None = None) -> Mention:
        """Adds a mention; its head is the token that is governed from outside."""
        made = Mention(first, last, self.head(first, last) if head is None else head, tuple(actors), kind, reasons)
        self.mentions.append(made)
        if kind in ("name", "group", "adjective", "place", "owner"):
            for at in range(first, last):
                other = self.taken.get(at)
                if other is None or (kind == "name" and other.kind == "adjective"):  # "Chadian Human Rights League"
                    self.taken[at] = made
        return made

    def matches_in(self, first: int, last: int) -> tuple[Match, ...]:
        """The matches that begin in a token range."""
        low = bisect_left(self.starts, first)
        return self.matches[low : bisect_left(self.starts, last)]

    def is_against(self, at: int) -> bool:
        """Whether "anti-", "pro-" or the like stands before a token: "an anti-Chad newspaper" is not Chad's."""
        before = self.lower(at - 2) if self.lower(at - 1) == "-" else self.lower(at - 1)
        return before in self.world.usage["not_of"]

    def drop_group(self, head: int) -> None:
        """Takes out a group mention at a head that turned out to be certain people."""
        self.dropped_groups.add(head)

    def in_order(self) -> tuple[Mention, ...]:
        """The mentions in the order of the text, without the groups taken out."""
        kept = (m for m in self.mentions if m.kind != "group" or m.head not in self.dropped_groups)
        return tuple(sorted(kept, key=lambda m: (m.first, m.last)))

    def is_free(self, at: int) -> bool:
        """Whether a token belongs to no mention but that of a group."""
        return at not in self.taken or self.taken[at].kind == "group"

    @property
    def crowded(self) -> bool:
        """Whether there are so many actors that looking through all of them costs too much: then we abstain."""
        return len(self.cast.members) > CROWD

    def rename(self, old: str, new: str) -> None:
        """Gives all mentions of one member to another."""
        self.mentions = [replace(m, actors=tuple(new if a == old else a for a in m.actors)) if old in m.actors else m
                         for m in self.mentions]

    def headed_by(self, word: str) -> list[Member]:
        """The bodies whose name has this word for its head: "Front for Clean Air". Ask once all bodies are named."""
        if self.heads is None:
            self.heads = {}
            for member in self.cast:
                if member.kind in ("organisation", "group") and _head_word(member):
                    self.heads.setdefault(_head_word(member), []).append(member)
        return self.heads.get(word, [])

    def names_state(self, code: str) -> bool:
        """Whether the text names a state or its people at all."""
        return any(code in match.keys for match in self.matches)

    def is_quoted(self, at: int) -> bool:
        """Whether a token stands inside a quotation."""
        quotations, offset = self.doc.quotations, self.doc.tokens[at].start
        index = bisect_right(quotations, offset, key=lambda q: q.span[0]) - 1
        return index >= 0 and offset < quotations[index].span[1]

    def speaks(self, at: int) -> bool:
        """Whether a token is the subject of a verb of saying, or stands behind "according to"."""
        token = self.doc.tokens[at]
        if token.dep == "pobj" and self.lower(token.head) == "to":
            return self.lower(token.head - 1) == "according"
        return token.dep == "nsubj" and self.doc.tokens[token.head].lemma.lower() in self.saying

    def role_at(self, at: int) -> Role | None:
        """The role of a noun, with the words that belong to it: "riot police", "chamber of commerce"."""
        world, token = self.world, self.doc.tokens[at]
        lemma, text = token.lemma.lower(), token.text.lower()
        for head in (text, lemma) if lemma != text else (text,):  # "authorities" is not "authority"
            for before, after, role in world.role_phrases.get(head, ()):
                if all(self.lower(at - n) == word for n, word in enumerate(reversed(before), 1)) and all(
                        self.lower(at + n) == word for n, word in enumerate(after, 1)):
                    return role
        known = world.roles.get(text) or world.roles.get(lemma)
        return known or (world.roles.get(text[:-1]) if token.tag == "NNPS" else None)  # "Muslims" has no lemma

    def after(self, offset: int) -> int:
        """The first token that begins at a character offset or behind it."""
        return bisect_left(self.doc.tokens, offset, key=lambda t: t.start)

    def head(self, first: int, last: int) -> int:
        """The token of a range whose own head lies outside."""
        tokens = self.doc.tokens
        for at in range(last - 1, first - 1, -1):
            head = tokens[at].head
            if not first <= head < last or head == at:
                return at
        return last - 1

    def token(self, at: int) -> Token | None:
        """The token at an index, or None outside the text."""
        return self.doc.tokens[at] if 0 <= at < len(self.doc.tokens) else None

    def lower(self, at: int) -> str:
        """A token's words in lower case; "" outside the text."""
        return self.doc.tokens[at].text.lower() if 0 <= at < len(self.doc.tokens) else ""


def _divisions(scene: Scene, knowledge: Knowledge) -> set[int]:
    """ "Niger state" is one of Nigeria's: names of states right before "state" that a part of a federal one bears."""
    out: set[int] = set()
    for match in scene.matches:
        if match.kind == "name" and scene.lower(match.last) == "state" and match.last - match.first == 1:
            parts = [e for e in knowledge.gazetteer.lookup(match.words) if e.feature == "region"]
            if any(e.country in scene.world.usage["federal"] or (e.country or "").lower() in (
                    scene.world.usage["federal"]) for e in parts):
                out.add(match.first)
    return out


def _head_word(member: Member) -> str:
    """The head of a body's name of two words or more; "" of others, and of those that have no name of their own."""
    words = member.words[0] if member.words else ()
    if len(words) < 2:
        return ""
    for at, word in enumerate(words[1:], 1):
        if word in ("of", "for", "on", "in", "to"):
            return words[at - 1]
    return words[-1]


def _described(scene: Scene) -> tuple[tuple[int, int], ...]:
    """Names of two words or more that are persons' by what stands behind: "Valeska Paris, an Australian woman,"."""
    tokens = scene.doc.tokens
    out: list[tuple[int, int]] = []
    for token in tokens:
        head = tokens[token.head]
        behind = token.dep == "appos" and token.tag in ("NN", "NNP") and scene.lower(head.index + 1) == ","
        if not behind or head.tag != "NNP":
            continue
        person = _is_for_a_person(scene, token)
        first = head.index
        while first > 0 and tokens[first - 1].tag == "NNP" and tokens[first - 1].head == head.index:
            first -= 1
        office = any(match.kind == "title" and match.last == token.index + 1  # "…, chief financial officer"
                     for match in scene.matches_in(head.index + 2, token.index + 1))
        if first < head.index and (office or (person and scene.lower(head.index + 2) in ("a", "an"))):
            out.append((first, head.index + 1))
    return tuple(out)


def _is_for_a_person(scene: Scene, token: Token) -> bool:
    role = scene.world.role(token.lemma, token.text)
    return token.tag == "NN" and role is not None and role.kind == "group" and role.sector not in BODY_SECTORS


def _surnames(scene: Scene) -> dict[str, int]:
    """The last words of persons' names, by the model or by what is said of them, with the token where each first
    stands; none that begin with a title."""
    known = {match.first for match in scene.matches if match.kind != "name"}
    tokens = scene.doc.tokens
    spans = [(e.first, e.last) for e in scene.doc.entities if e.label == "PERSON" and e.last - e.first > 1]
    out: dict[str, int] = {}
    for first, last in sorted((*spans, *scene.described)):
        if first not in known and all(tokens[at].tag == "NNP" for at in range(first, last)):
            out.setdefault(fold(tokens[last - 1].text), last - 1)
    return out
