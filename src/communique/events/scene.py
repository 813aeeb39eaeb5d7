"""What the events stage works with: the reading, its indexes, and the nouns of this stage."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace

from communique.knowledge import Knowledge
from communique.knowledge.details import Cue
from communique.knowledge.lexicon import Entry
from communique.records import Actor, Span, Statement
from communique.stages import Argument, Document, MentionIndex, Proposition, Reading, SecondCoder


@dataclass(frozen=True, slots=True)
class Party:
    """An actor in a role, with its words; none where the role is plain from the story and not said."""

    actor: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Act:
    """What one proposition does, before it becomes an event.

    `type`, `mode` and `cameo` describe the act; `code` is the CAMEO code that stands for it where an operator or
    the future gives it another one. `scope` are the propositions whose time and place are its own, nearest first.
    """

    scope: tuple[int, ...]
    entry: Entry
    type: str | None
    mode: str | None
    cameo: str | None
    code: str | None
    status: str | None
    sources: tuple[Party, ...]
    targets: tuple[Party, ...]
    reciprocal: bool
    trigger: tuple[int, ...]
    reasons: tuple[str, ...]

    def because(self, *reasons: str) -> Act:
        return replace(self, reasons=(*self.reasons, *reasons))


@dataclass(frozen=True, slots=True)
class Lookup:
    """Where the actors of a side were looked for, and found: `role` is None where no role names any."""

    proposition: int
    roles: tuple[str, ...]
    role: str | None
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """An operation over an act, and the code that the table of composition has for it; None where it has none."""

    proposition: int
    operation: str
    inner: int  # the proposition of the act
    act: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """Why a proposition is no act by itself, and which other one has it."""

    why: str  # under | carried | carrying | claimed
    by: int | None


@dataclass(slots=True)
class Trace:
    """What the stage decides on its way, written down by those who decide it, for whoever asks why.

    Only kept where a trace is handed in; see `communique.explain`.
    """

    scene: Scene | None = None
    entries: dict[int, Entry] = field(default_factory=dict)  # proposition → the entry chosen
    taken: dict[int, Taken] = field(default_factory=dict)
    silent: dict[int, str] = field(default_factory=dict)  # proposition with an entry, but no act → why
    lookups: list[Lookup] = field(default_factory=list)
    composed: list[Composed] = field(default_factory=list)
    acts: list[tuple[int, Act]] = field(default_factory=list)  # the proposition that made it, and the act
    outcomes: list[tuple[str | None, str | None]] = field(default_factory=list)  # an act's event, or why it is none
    finals: dict[str, Act] = field(default_factory=dict)  # event → its act with the last sides filled in
    statuses: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # event → statuses in turn, and why
    merged: dict[str, str] = field(default_factory=dict)  # event → the one that it became part of


@dataclass(frozen=True, slots=True)
class Scene:
    """The reading with its indexes."""

    reading: Reading
    knowledge: Knowledge
    mentions: MentionIndex
    actors: dict[str, Actor]
    firsts: tuple[int, ...]  # token where each proposition's head stands, ascending with the index
    places: dict[int, int]  # token → the place whose name it is part of
    added: dict[str, Actor]  # states that only a place of theirs stands for: "shelled Kherson"
    trace: Trace | None = None
    second: SecondCoder | None = None
    said: dict[int, list[Statement]] = field(default_factory=dict)  # sentence → statements with words in it
    ruled: dict[Cue, bool] = field(default_factory=dict)  # cue → whether the report rules it out

    @classmethod
    def of(cls, reading: Reading, knowledge: Knowledge, trace: Trace | None = None,
           second: SecondCoder | None = None) -> Scene:
        """The scene of a reading."""
        places = {t: n for n, p in enumerate(reading.places) for t in tokens_of(reading.document, p.span)}
        return cls(
            reading,
            knowledge,
            MentionIndex.of(reading.mentions),
            {a.id: a for a in reading.actors},
            tuple(p.head for p in reading.propositions),
            places,
            {},
            trace,
            second,
            _said(reading),
        )

    def compose(self, operation: str, p: Proposition, inner: int, act: str | None) -> str | None:
        """The code of an operation over an act, by the table."""
        code = self.knowledge.ontology.compose(operation, act)
        if self.trace is not None:
            self.trace.composed.append(Composed(p.index, operation, inner, act, code))
        return code

    def lowered(self, first: int, last: int) -> tuple[list[str], list[str]]:
        """The words of a token range in lower case, and their lemmas."""
        tokens = self.document.tokens[first:last]
        return [t.text.lower() for t in tokens], [t.lemma.lower() for t in tokens]

    def ruled_out(self, cue: Cue) -> bool:
        """Whether a phrase of the report rules a cue out; the report is searched once for each."""
        if not cue.unless_report.by_first:
            return False
        if cue not in self.ruled:
            self.ruled[cue] = cue.unless_report.stands(*self.lowered(0, len(self.document.tokens)))
        return self.ruled[cue]

    def silent(self, p: Proposition, why: str) -> list[Act]:
        """No act, and why."""
        if self.trace is not None:
            self.trace.silent.setdefault(p.index, why)
        return []

    def state_of(self, code: str | None) -> str | None:
        """The id of the state with this code; one that is not in the text by name is added."""
        if code is None:
            return None
        found = next((a.id for a in self.reading.actors if a.kind == "state" and a.code == code), None)
        known = self.knowledge.world.entries.get(code)
        if found or known is None or known.kind != "state":
            return found
        actor = Actor(
            f"place-{code}", code, known.name, "state", code, "GOV", None, known.wikidata or None, (), ("place",)
        )
        self.added[actor.id] = actor
        self.actors.setdefault(actor.id, actor)
        return actor.id

    @property
    def document(self) -> Document:
        return self.reading.document

    @property
    def propositions(self) -> tuple[Proposition, ...]:
        return self.reading.propositions

    def parent(self, p: Proposition) -> Proposition | None:
        return self.propositions[p.parent] if p.parent is not None else None

    def inside(self, first: int, last: int) -> list[Proposition]:
        """The propositions whose predicate lies in a token range, in order."""
        low, high = bisect_left(self.firsts, first), bisect_left(self.firsts, last)
        return list(self.propositions[low:high])

    def under(self, p: Proposition) -> list[Proposition]:
        """The propositions that hang on one, in order; they stand in its sentence."""
        sentence = self.document.sentences[p.sentence]
        return [q for q in self.inside(sentence.first, sentence.last) if q.parent == p.index]

    def things(self, argument: Argument) -> list[int]:
        """The heads of an argument, and behind one that only measures ("a *wave* of missiles") what is measured."""
        out = list(argument.heads)
        for head in argument.heads:
            if self.document.tokens[head].lemma.lower() in self.knowledge.scope.measures:
                out += (
                    t.index
                    for of in self.document.below(head, "prep")
                    if of.text.lower() == "of"
                    for t in self.document.below(of.index, "pobj")
                )
        return out

    def words_of(self, first: int, last: int) -> str:
        """The words of a token range, small, with one space between them."""
        return " ".join(t.text.lower() for t in self.document.tokens[first:last])

    def state(self, actor: str) -> str | None:
        return self.actors[actor].code if actor in self.actors else None


def _said(reading: Reading) -> dict[int, list[Statement]]:
    """By sentence the statements that have words in it, those of posts left out."""
    starts = [s.span[0] for s in reading.document.sentences]
    out: dict[int, list[Statement]] = {}
    for statement in reading.statements:
        if statement.post is None:
            spans = ((bisect_right(starts, a) - 1, bisect_left(starts, b)) for a, b in statement.content)
            for number in dict.fromkeys(n for first, last in spans for n in range(max(first, 0), last)):
                out.setdefault(number, []).append(statement)
    return out


def tokens_of(document: Document, span: Span) -> range:
    """The tokens of a span that begins with a token."""
    first = last = document.at.get(span[0], len(document.tokens))
    while last < len(document.tokens) and document.tokens[last].end <= span[1]:
        last += 1
    return range(first, last)
