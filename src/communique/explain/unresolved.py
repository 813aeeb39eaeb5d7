"""Report → the phrases in it that mean somebody and resolved to nobody, and the row that would make them known.

Three kinds. Names of people and bodies that no entry has and whose surroundings tell no state, and other names where
the lexicon looks for a side of an act: the events stage writes down where it looked. Common nouns where it looks for
who acts (as targets most are things: "signed the agreement"), or where an act would be one if its agent were somebody.
Titles on a side of an act without a state. With `coded` also names that got a code from their surroundings alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from communique.events import Trace
from communique.events.match import unmet
from communique.events.scene import Scene
from communique.events.sides import role_arguments
from communique.knowledge.phrases import fold, folded_words
from communique.pipeline import Reader
from communique.records import Actor, Report
from communique.stages import Reading, Token

NAMED = ("person", "organisation", "group")
NO_ACTORS = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "EVENT", "LAW",
                       "WORK_OF_ART", "PRODUCT", "LANGUAGE"))
ACTING = frozenset(("ACTOR", "STATE", "PERSON", "ARMED"))  # what an entry may ask its agent to be
AGENTS = frozenset(("agent", "by", "between", "among"))
LONGEST = 240  # letters of an example
TABLES = {"person": "world/actors/mine.tsv", "organisation": "world/organisations/mine.tsv",
          "group": "world/groups/mine.tsv", "holder": "world/holders/mine.tsv", "noun": "world/roles.yaml"}
COLUMNS = {
    "person": ["id", "name", "names", "kind", "gender", "code", "sector", "since", "until"],
    "organisation": ["id", "name", "names", "category", "code", "sector", "country", "since", "until"],
    "group": ["id", "name", "names", "category", "code", "sector", "country", "since", "until"],
    "holder": ["ref", "name", "names", "gender", "office", "of", "from", "to", "precision"],
}


@dataclass(slots=True)
class Gap:
    """A phrase that resolved to nobody. `states` counts the reports in which a state is named too."""

    phrase: str
    kind: str  # person | organisation | group | noun | title
    code: str | None  # from the surroundings, with `coded`
    sector: str | None
    office: str | None
    gender: str
    example: str
    report: str
    count: int = 1
    reports: int = 1
    states: Counter[str] = field(default_factory=Counter)

    @property
    def key(self) -> tuple[str, str]:
        """What makes two phrases one."""
        return "noun" if self.kind == "noun" else "name", " ".join(folded_words(self.phrase))


def unresolved(reader: Reader, report: Report, *, coded: bool = False) -> list[Gap]:
    """The gaps of one report, each once with its count. Raises ReportError where it is no report."""
    trace = Trace()
    reading = reader.reading(report, trace)
    found: dict[tuple[str, str], Gap] = {}
    for gap in (*_names(reading, reader, coded), *_sides(trace)):
        known = found.setdefault(gap.key, gap)
        known.count += known is not gap
    states = {a.code: 1 for a in reading.actors if a.kind == "state" and a.code}
    for gap in found.values():
        gap.states.update(states)
    return list(found.values())


def gather(gaps: dict[tuple[str, str], Gap], more: list[Gap]) -> None:
    """Adds the gaps of one more report. The example and what is known of a name are those of the first."""
    for gap in more:
        known = gaps.setdefault(gap.key, gap)
        if known is not gap:
            known.count += gap.count
            known.reports += 1
            known.states.update(gap.states)
            known.office = known.office or gap.office
            known.sector = known.sector or gap.sector


# --- what is found ------------------------------------------------------------------------------------


def _names(reading: Reading, reader: Reader, coded: bool) -> Iterator[Gap]:
    """The mentions by name of people and bodies that have no entry, and no code either."""
    actors = {actor.id: actor for actor in reading.actors}
    for mention in reading.mentions:
        actor = actors.get(mention.actors[0]) if len(mention.actors) == 1 and mention.kind == "name" else None
        if actor is not None and actor.ref is None and actor.kind in NAMED and (coded or actor.code is None):
            gender = reader.knowledge.world.gender_of(actor.name) if actor.kind == "person" else ""
            if "ministry" not in mention.reasons:
                yield _gap(reading, actor.name, actor.kind, mention.head, actor, gender)


def _sides(trace: Trace) -> Iterator[Gap]:
    """The nouns and titles where a side was looked for and nobody with a code was found."""
    if trace.scene is None:
        return
    looked = [(lookup.proposition, role) for lookup in trace.lookups if not lookup.parties for role in lookup.roles]
    roles: dict[int, set[str]] = {}
    for proposition, role in (*looked, *_held_up(trace.scene, trace)):
        for argument in role_arguments(trace.scene, trace.scene.propositions[proposition], role):
            for head in argument.heads:
                roles.setdefault(head, set()).add(role)
    for head, where in sorted(roles.items()):
        token = trace.scene.document.tokens[head]
        if _may_act(trace.scene, token, bool(where & AGENTS)):
            yield _noun(trace.scene, token)
    yield from _titles(trace.scene, trace)


def _held_up(scene: Scene, trace: Trace) -> Iterator[tuple[int, str]]:
    """Propositions with an entry that fits but for its agent, which is nobody known; and the role of the agent."""
    for p in scene.propositions:
        for entry in scene.knowledge.lexicon.of(p.kind, p.lemma) if p.index not in trace.entries else ():
            failed = list(unmet(scene, p, entry))
            if failed and all(f.condition == "needs" and f.role in AGENTS and ACTING & set(f.words) for f in failed):
                yield from ((p.index, f.role) for f in failed if f.role is not None)
                break


def _may_act(scene: Scene, token: Token, agent: bool) -> bool:
    """Whether a word on a side may be somebody: a name, or who acts and is no act itself ("the attack killed")."""
    if scene.mentions.at(token.index) is not None or token.index in scene.places:
        return False
    if not token.text.isalpha() or token.entity in NO_ACTORS:
        return False
    if token.tag in ("NNP", "NNPS"):
        return token.text[0].isupper()
    return agent and token.tag in ("NN", "NNS") and token.lemma.lower() not in scene.knowledge.lexicon.nouns


def _titles(scene: Scene, trace: Trace) -> Iterator[Gap]:
    """Offices that take part in an act and stand without a state."""
    seen: set[int] = set()
    for lookup in trace.lookups:
        for party in lookup.parties:
            actor = scene.actors.get(party.actor)
            if actor is None or actor.code is not None or "office-only" not in actor.reasons or party.span is None:
                continue
            head = scene.document.at.get(party.span[0], -1)
            if head >= 0 and head not in seen:
                seen.add(head)
                yield _gap(scene.reading, actor.name, "title", head, actor, "")


def _noun(scene: Scene, token: Token) -> Gap:
    """A noun with the words that make one term with it: "fishing boat"; of a name all its words."""
    tokens = scene.document.tokens
    first = token.index
    while first > 0 and tokens[first - 1].dep in ("compound", "nmod") and tokens[first - 1].head <= token.index and (
            tokens[first - 1].sentence == token.sentence and tokens[first - 1].text.isalpha()):
        first -= 1
    proper = token.tag in ("NNP", "NNPS")
    head = token.text if proper else token.lemma.lower()
    before = [t.text if proper else t.text.lower() for t in tokens[first : token.index]]
    return _gap(scene.reading, " ".join([*before, head]), "organisation" if proper else "noun", token.index, None, "")


def _gap(reading: Reading, phrase: str, kind: str, at: int, actor: Actor | None, gender: str) -> Gap:
    sentence = reading.document.sentence_of(at)
    example = " ".join(reading.text[sentence.span[0] : sentence.span[1]].split())
    if len(example) > LONGEST:
        example = example[: LONGEST - 1].rsplit(" ", 1)[0] + " …"
    sector = actor.sector if actor is not None else None
    office = actor.office if actor is not None else None
    code = actor.code if actor is not None else None
    return Gap(" ".join(phrase.split()), kind, code, sector, office, gender, example, reading.report.id)


# --- what would mend it -------------------------------------------------------------------------------


def table_of(gap: Gap) -> str | None:
    """The file of a folder of one's own that the row belongs into; None where no row would help."""
    return TABLES.get(_row_kind(gap))


def row_of(gap: Gap) -> str:
    """A row to be edited: `?` stands where somebody must know. An entry of a YAML list for nouns.

    >>> row_of(Gap("fishing boat", "noun", None, None, None, "", "", ""))
    '- {words: [fishing boat], sector: "?"}'
    """
    kind = _row_kind(gap)
    if kind == "noun":
        return f'- {{words: [{_yaml(gap.phrase)}], sector: "?"}}'
    cells = {
        "id": slug(gap.phrase), "ref": slug(gap.phrase), "name": gap.phrase, "gender": gap.gender or "?",
        "code": gap.code or "?", "of": gap.code or "?", "sector": gap.sector or "?", "office": gap.office or "?",
        "from": "?", "category": "?", "kind": gap.kind, "precision": "day"}
    return "\t".join(cells.get(column, "") for column in COLUMNS.get(kind, ()))


def columns_of(gap: Gap) -> str:
    """The first line of the table that the row belongs into; "" for YAML."""
    return "\t".join(COLUMNS.get(_row_kind(gap), ()))


def slug(name: str) -> str:
    """A name as a ref: "Ana Example" → "ana-example".

    >>> slug("Recep Tayyip Erdoğan")
    'recep-tayyip-erdogan'
    """
    return "-".join(re.findall(r"[a-z0-9]+", fold(name))) or "x"


def _row_kind(gap: Gap) -> str:
    return "holder" if gap.kind == "person" and gap.office else gap.kind


def _yaml(words: str) -> str:
    return words if re.fullmatch(r"[A-Za-z][\w -]*", words) else '"' + words.replace('"', "'") + '"'
