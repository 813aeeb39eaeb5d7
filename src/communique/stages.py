"""What the stages hand to each other while a report is read.

A stage is a plain function `(Reading, Knowledge) -> Reading` that fills in its own part. Stages
never import each other: all that one needs of another stands here. Token ranges are half-open
`[first, last)` indexes into `Document.tokens`; character ranges are `Span`s in `Reading.text`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from communique.records import Actor, Dropped, Event, PairCode, Place, Post, Repair, Report, Span, Statement, Time

TokenRange = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text with its place in the parse. `head` is an index into `Document.tokens`."""

    index: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str  # Penn Treebank tag
    pos: str  # universal part of speech
    dep: str  # ClearNLP dependency label, as the English spaCy models give
    head: int
    sentence: int
    entity: str  # PERSON, ORG, GPE, NORP … or ""

    @property
    def span(self) -> Span:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its tokens `[first, last)`, its characters, the paragraph it stands in."""

    index: int
    first: int
    last: int
    span: Span
    paragraph: int
    root: int
    headline: bool = False  # a headline or caption: no articles, present tense for past


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity as the model sees it."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks. `span` leaves the marks out."""

    span: Span
    closed: bool


@dataclass(frozen=True, slots=True)
class Document:
    """The parsed text. `children[i]` are the tokens whose head is `i`; `edges[i]` the token range under `i`."""

    text: str
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    children: tuple[tuple[int, ...], ...] = ()
    edges: tuple[TokenRange, ...] = ()
    at: dict[int, int] = field(default_factory=dict)  # character offset of a token's first letter → its index

    def span(self, first: int, last: int) -> Span:
        """The characters of a token range."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def words(self, first: int, last: int) -> str:
        """The text of a token range."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def sentence_of(self, token: int) -> Sentence:
        return self.sentences[self.tokens[token].sentence]

    def below(self, token: int, *deps: str) -> Iterator[Token]:
        """The children of a token with one of the given labels, in the order of the text."""
        for child in self.children[token]:
            if self.tokens[child].dep in deps:
                yield self.tokens[child]

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The tokens that lie inside a character span."""
        return tuple(t for t in self.tokens if span[0] <= t.start and t.end <= span[1])


@dataclass(frozen=True, slots=True)
class Argument:
    """One role of a proposition.

    `role` is agent, patient, recipient, attribute (of a copula), oblique (with `prep`), modifier (the noun's
    adjective or compound, "the Russian attack"), time (a bare adverbial, "Monday"), or clause.
    For clauses `prep` is how it is joined: that, to, ing, whether, quote.
    """

    role: str
    prep: str | None
    heads: tuple[int, ...]  # the heads of the coordinated members, first first
    first: int
    last: int
    proposition: int | None = None  # the proposition embedded here: a clause or an event noun


@dataclass(frozen=True, slots=True)
class Proposition:
    """A predicate with its roles and its scope."""

    index: int
    sentence: int
    kind: str  # verb | noun | adjective
    lemma: str  # with its particle: "set up"
    head: int
    trigger: tuple[int, ...]  # the words of the predicate: light verb, verb, particle, noun
    support: str | None  # lemma of the light or support verb of a noun ("hold" in "hold talks")
    arguments: tuple[Argument, ...]
    tense: str | None  # past | present | future | None for non-finite forms and nouns
    aspect: str | None  # perfect | progressive
    passive: bool
    negation: int | None  # the token that negates it
    modality: str | None  # will | would | can | could | may | must | should | plan | wish | missed | imperative
    phase: str | None  # begin | continue | end | resume | postpone | cancel | repeat
    conditional: bool  # stands in, or depends on, an if-clause
    parent: int | None  # the proposition it is embedded in
    link: str | None  # complement | purpose | relative | participial | adverbial | coordinate | argument
    first: int
    last: int
    support_head: int | None = None  # the token of the support verb

    def all(self, *roles: str) -> Iterator[Argument]:
        """Its arguments with one of the given roles, an oblique also by its preposition."""
        for argument in self.arguments:
            if argument.role in roles or (argument.role == "oblique" and argument.prep in roles):
                yield argument

    def one(self, *roles: str) -> Argument | None:
        """The first of `all(*roles)`."""
        return next(self.all(*roles), None)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to actors.

    `kind` is name, title ("the minister"), pronoun, collective ("both sides", several actors), group
    ("Russian troops"), phrase ("President Ana Example": all that stands before a name, for `Actor.mentions` and
    nothing else), and, kept out of `Actor.mentions`: adjective ("Russian"), place ("in Moscow": the
    state behind the place, should it be acted on) and owner ("China's").
    """

    first: int
    last: int
    head: int
    actors: tuple[str, ...]
    kind: str
    reasons: tuple[str, ...] = ()

    @property
    def latent(self) -> bool:
        """Whether it makes an actor only if an event or statement asks for it."""
        return self.kind in ("adjective", "place")


@dataclass(frozen=True, slots=True)
class MentionIndex:
    """The mentions of a reading by token. Made once a stage by `MentionIndex.of(reading.mentions)`."""

    mentions: tuple[Mention, ...]
    by_head: dict[int, Mention]
    by_token: dict[int, Mention]  # the innermost mention that covers the token
    firsts: tuple[int, ...]  # where each mention begins, to search in

    @classmethod
    def of(cls, mentions: tuple[Mention, ...]) -> MentionIndex:
        """The index of all but phrases. Of two with one head the longer counts, unless it is latent."""
        ordered = tuple(sorted((m for m in mentions if m.kind != "phrase"), key=lambda m: (m.first, m.last)))
        by_head: dict[int, Mention] = {}
        by_token: dict[int, Mention] = {}
        for mention in sorted(ordered, key=lambda m: (m.latent, m.first - m.last)):
            by_head.setdefault(mention.head, mention)
        for mention in sorted(ordered, key=lambda m: (m.first - m.last, not m.latent)):
            by_token.update(dict.fromkeys(range(mention.first, mention.last), mention))
        return cls(ordered, by_head, by_token, tuple(m.first for m in ordered))

    def at(self, token: int) -> Mention | None:
        """The mention whose head is the token, else the innermost that covers it."""
        return self.by_head.get(token) or self.by_token.get(token)

    def inside(self, first: int, last: int) -> tuple[Mention, ...]:
        """The mentions that lie wholly in a token range, latent ones too, in the order of the text."""
        low, high = bisect_left(self.firsts, first), bisect_left(self.firsts, last)
        return tuple(m for m in self.mentions[low:high] if m.last <= last)


class SecondCoder(Protocol):
    """A coder that has learned: asked about two phrases of a sentence, it never finds an event by itself."""

    @property
    def name(self) -> str:
        """What goes into `coder.model`."""
        ...

    def opinion(self, text: str, source: Span | None, target: Span | None) -> Mapping[str, float]:
        """The probability of each PLOVER type, and of NONE, for what the source does to the target in a sentence; None
        for a side that the sentence does not tell."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """A report on its way to becoming a record. Each stage replaces its own fields."""

    report: Report
    text: str = ""
    date: str | None = None
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    language: str | None = None
    dateline: Span | None = None  # "MOSCOW, March 4 (Agency) -" at the head of the text
    skip: str | None = None  # why nothing is to be coded: language, empty …
    repairs: tuple[Repair, ...] = ()
    posts: tuple[Post, ...] = ()
    headlines: tuple[Span, ...] = ()  # title lines, crossheads and captions left in the text
    document: Document = Document("")
    propositions: tuple[Proposition, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()  # ids are provisional until the record is assembled
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    pairs: tuple[PairCode, ...] | None = None
    dropped: tuple[Dropped, ...] = ()
