"""The head of a speaker's words → the actor, the words themselves, and how sure that is.

A mention at that token settles it; an apposition ("the army spokesman, Avi Stern") gives the name. A document speaks
for its owner. Where there is no actor, words with a country or an organisation in them ("a Turkish official") are
kept; "analysts" are nobody.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.knowledge.cues import Cues
from communique.records import Span
from communique.stages import Document, Mention, MentionIndex, Reading, Token
from communique.statements.spans import token_range

_NAMED = frozenset(("PERSON", "ORG", "GPE", "NORP"))
_NUMBERS = ("DATE", "TIME", "CARDINAL", "MONEY")
_PRONOUNS = frozenset(("he", "she", "they", "it", "who", "we", "i", "you", "both"))
_OWNERS = {"his": "he", "her": "she", "their": "they", "its": "it", "our": "we", "my": "i"}
_CERTAIN = {"name": 0.95, "title": 0.9, "pronoun": 0.8, "collective": 0.75, "group": 0.75}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: actor id if known, the words, whether it is somebody at all, the rule and how sure it is."""

    actor: str | None
    span: Span | None
    known: bool
    rule: str
    sure: float = 0.0
    kind: str = ""
    all: tuple[str, ...] = ()  # all actors who speak, where several do
    via: str | None = None  # whose words these come through


NOBODY = Speaker(None, None, False, "no-speaker")


class Speakers:
    """Finds speakers in one reading."""

    def __init__(self, reading: Reading, cues: Cues) -> None:
        self.document = reading.document
        self.cues = cues
        self.index = MentionIndex.of(reading.mentions)
        self.nameless = {a.id for a in reading.actors if not a.code and not a.ref and not a.name[:1].isupper()}
        self.starts = [t.start for t in reading.document.tokens]
        self.known: dict[int, Speaker] = {}
        self.names: dict[str, list[int]] = {}  # where an actor alone is named, and where first by name or title
        self.first_named: dict[str, int] = {}
        for mention in self.index.mentions:
            if mention.kind == "name" and len(mention.actors) == 1:
                self.names.setdefault(mention.actors[0], []).append(mention.head)
            if mention.kind in ("name", "title"):
                for actor in mention.actors:
                    self.first_named.setdefault(actor, mention.first)
        self.titled = {a for m in self.index.mentions if m.kind == "title" for a in m.actors}
        self.singles = {a.id for a in reading.actors if "one-person" in a.reasons or "office-only" in a.reasons}
        self.bodies = {a.id for a in reading.actors if a.kind in ("organisation", "group")}
        self.person_names = {a.id: a.name for a in reading.actors if a.kind == "person" and a.name}
        self.people = {a.id for a in reading.actors if a.kind == "person"}
        self.outlets = {a.id for a in reading.actors if a.sector in ("MED", "JRN")}
        self.named = {a.id for a in reading.actors if a.kind == "person" and a.name[:1].isupper()}

    def at(self, head: int | None) -> Speaker:
        """The speaker whose words have this head; each is looked up once."""
        if head is None:
            return NOBODY
        if head not in self.known:
            self.known[head] = self._at(head)
        return self.known[head]

    def _at(self, head: int) -> Speaker:
        mention = self.mention(head)
        beside = self._beside(head, mention)
        if beside is None and (mention is None or self._is_nobody(head, mention)):
            return self._without_mention(head)
        chosen = beside or mention
        assert chosen is not None
        first, last = (mention.first, mention.last) if mention else phrase(self.document, head)
        if beside is not None and mention is not None and beside.first == mention.last:
            last = beside.last
        if self.document.tokens[first].text.lower() in self.cues.inverted and last - first > 1:
            same = self._of_surname(self.document.tokens[last - 1].text)  # "Said Tanner: …" taken for a name
            first, chosen = first + 1, replace(chosen, actors=(same,)) if same else chosen
        kind = chosen.kind if mention is None or beside is None else "name"
        together, end = self._together(head, chosen)
        before = self._before(head)
        if before is not None:
            together, first = (*before.actors, *together), before.first
        return Speaker(together[0], self.document.span(first, max(last, end)), True, f"speaker:{kind}",
                       _CERTAIN.get(kind, 0.7), kind, together if len(together) > 1 else ())

    def _of_surname(self, surname: str) -> str | None:
        """The one person of the report whose name ends so, and does not open with a word of saying."""
        found = [i for i, name in self.person_names.items() if name.split()[-1] == surname
                 and name.split()[0].lower() not in self.cues.inverted]
        return found[0] if len(found) == 1 else None

    def _together(self, head: int, mention: Mention) -> tuple[tuple[str, ...], int]:
        """All who speak in "Spain and Cyprus said" and "the two ministers said", and where their words end."""
        found, end = list(mention.actors), 0
        for token in self._joined(head):
            other = self.mention(token)
            if other is None or other.kind == "pronoun":
                break
            found.extend(other.actors)
            end = other.last
        return tuple(dict.fromkeys(found)), end

    def _before(self, head: int) -> Mention | None:
        """ "Mayor Ana Example and Coun. Okello Otim said": to the parser two subjects; the one before "and"."""
        token = self.document.tokens[head]
        for other in self.document.below(token.head, "nsubj") if token.dep == "nsubj" else ():
            joined = [t.index for t in self.document.below(other.index, "cc")]
            if other.index < head and joined and joined[-1] >= self.document.edges[head][0] - 2:
                mention = self.mention(other.index)
                return mention if mention is not None and mention.kind in ("name", "title") else None
        return None

    def _joined(self, head: int) -> Iterator[int]:
        """The heads that "and" joins to one, in their order."""
        for token in self.document.below(head, "conj"):
            if token.index > head and token.tag[:2] == "NN":
                yield token.index
                yield from self._joined(token.index)

    def is_person(self, speaker: Speaker) -> bool:
        """Whether a person speaks, known or not by name."""
        return speaker.actor in self.people or speaker.rule == "speaker:unnamed"

    def is_spoken_of(self, speaker: Speaker) -> bool:
        """Whether a document is one the text spoke of: "the statement", "this letter"; not "a letter to members"."""
        words = self.document.tokens_in(speaker.span) if speaker.span else ()
        return 0 < len(words) <= 3 and words[0].text.lower() in ("the", "this", "that", "his", "her", "their", "its")

    def names_himself(self, speaker: Speaker, spans: list[Span]) -> bool:
        """ "He said that Warhol was a star": who is a pronoun is not who is named in what he says."""
        if speaker.kind != "pronoun" or speaker.actor is None:
            return False
        at = bisect_left(self.starts, speaker.span[0]) if speaker.span else 0
        places = [p for p in self.names.get(speaker.actor, []) if p > at  # not "Azizi's sons, she said, have gone"
                  or self.document.tokens[p].dep in ("nsubj", "nsubjpass")]
        ranges = (token_range(self.starts, span) for span in spans)
        return any(bisect_left(places, first) < bisect_left(places, last) for first, last in ranges)

    def is_it(self, speaker: Speaker) -> bool:
        """Whether the words are "it"."""
        return speaker.span is not None and self.document.text[slice(*speaker.span)].lower() == "it"

    def nobody_yet(self, speaker: Speaker) -> Speaker:
        """The same words, referring to nobody known."""
        words = self.document.tokens_in(speaker.span) if speaker.span else ()
        kind = words[0].text.lower() if words else ""
        return replace(speaker, actor=None, known=False, rule="speaker:pronoun", sure=0.5, kind=kind)

    def is_unnamed(self, speaker: Speaker) -> bool:
        """Whether one person speaks of whom no name is told: "a spokesman", "one teacher"; not "a company"."""
        words = self.document.tokens_in(speaker.span) if speaker.span else ()
        owned = any(any(self.document.below(t.index, "poss")) for t in words)  # "Ana's lawyer"
        if not words or not (owned or any(t.text.lower() in ("a", "an", "one", "another") for t in words[:2])):
            return False
        if words[0].text.lower() == "one" and len(words) > 1 and words[1].text.lower() == "of":
            return True
        return speaker.actor in self.singles or (
            speaker.rule in ("speaker:unnamed", "speaker:somebody") and any(t.tag == "NN" for t in words)
            and not any(t.tag == "NNS" for t in words[:3]))

    def names_anew(self, speaker: Speaker, before: Speaker) -> bool:
        """Whether a speaker is a person named here for the first time, without an office, or with one that has a noun
        of the words before: "one *board* member … said Frank Abbott, who left the *board* in May"."""
        if speaker.kind != "name" or speaker.actor not in self.named or not speaker.span or not before.span:
            return False
        if speaker.actor in self.titled:
            sentence = self.document.sentence_of(self.document.tokens_in(speaker.span)[-1].index)
            behind = {t.lemma for t in self.document.tokens[sentence.first : sentence.last]
                      if t.start > speaker.span[1] and t.tag == "NN"}
            if not behind.intersection(t.lemma for t in self.document.tokens_in(before.span)):
                return False
        first = self.document.tokens[self.first_named[speaker.actor]]
        words = self.document.tokens_in(speaker.span)
        left = self.document.tokens[max(words[0].index - 1, 0)]
        bare = left.dep not in ("compound", "nmod") or left.head != words[-1].index  # "Councilman Pete Arroyo"
        return bare and words[0].start <= first.start < speaker.span[1] and len(words) > 1

    def goes_on(self, speaker: Speaker, latest: Speaker) -> bool:
        """ "One woman said she ran. “I locked the door,” *she* said": who has no name and spoke last, where the actor
        of the pronoun was not named since."""
        if speaker.kind != "pronoun" or speaker.actor is None or not latest.span or not self.is_unnamed(latest):
            return False
        words = self.document.tokens_in(speaker.span) if speaker.span else ()
        start = self.document.tokens_in(latest.span)[-1].index
        if len(words) != 1 or words[0].text.lower() not in ("he", "she") or latest.actor == speaker.actor:
            return False
        places = self.names.get(speaker.actor, [])
        return bisect_left(places, start) == bisect_left(places, words[0].index)

    def named_before(self, actor: str, token: int) -> bool:
        """Whether the text has named somebody before a token."""
        return self.first_named.get(actor, token) < token

    def actor_at(self, head: int | None) -> str | None:
        """The actor a token refers to, if any."""
        mention = self.mention(head) if head is not None else None
        return mention.actors[0] if mention is not None else None

    def _is_nobody(self, head: int, mention: Mention) -> bool:
        """ "Analysts say": a mention, but of nobody one could name."""
        return mention.actors[0] in self.nameless and self.document.tokens[head].lemma.lower() in self.cues.anonymous

    def mention(self, head: int) -> Mention | None:
        """The mention with this head that may speak. Places do ("Moscow said"), adjectives and owners don't."""
        found = self.index.by_head.get(head)
        if found is None or not found.actors or found.kind in ("adjective", "owner"):
            covering = self.index.by_token.get(head)
            found = covering if covering and covering.actors and covering.kind in ("name", "title") else None
        return found

    def _beside(self, head: int, mention: Mention | None) -> Mention | None:
        """ "The American ambassador, Ruth Bell, said": the name set beside a title that is nobody yet, or nameless; and
        "Ghana's minister Ama Owusu", two mentions of one person."""
        if mention is not None and (mention.kind not in ("title", "group") or mention.actors[0] in self.named):
            behind = self.index.by_token.get(mention.last) if mention.kind == "title" else None
            return behind if behind is not None and behind.kind == "name" and behind.actors == mention.actors else None
        for token in self.document.below(head, "appos", "compound"):
            named = self.index.by_head.get(token.index)
            if token.index < head and mention is not None and mention.kind == "group":
                continue  # "Peel police"
            if named is not None and named.kind == "name" and named.actors and named.actors[0] in self.people:
                return named
        first, last = phrase(self.document, head)
        behind = self.index.by_token.get(last + 1) if self.document.tokens[last].text == "," else None
        if behind is not None and behind.kind == "name" and behind.actors and behind.actors[0] in self.people and (
                self.document.tokens[behind.head].dep == "appos"):
            return behind  # "a spokesman for the minister, Jordan Pratt, said"
        inside = [m for m in self.index.inside(first, last) if m.kind == "name" and m.actors and m.last == last
                  and self.document.tokens[m.head].dep != "pobj"]
        return next((m for m in inside if m.actors[0] in self.people), None)

    def _without_mention(self, head: int) -> Speaker:
        token = self.document.tokens[head]
        first, last = phrase(self.document, head)
        span, words = self.document.span(first, last), self.document.tokens[first:last]
        word = _OWNERS.get(token.text.lower(), token.text.lower())
        if word in _PRONOUNS:
            return Speaker(None, span, False, "speaker:pronoun", kind=word)
        if token.lemma.lower() in self.cues.documents | self.cues.findings:
            owner = self._owner(head)
            rule = "speaker:document" if token.lemma.lower() in self.cues.documents else "speaker:finding"
            return replace(owner, span=span) if owner else Speaker(None, span, False, rule, 0.5)
        of = next(self.document.below(head, "prep"), None)
        if word == "one" and of is not None and of.text.lower() == "of":  # "one of the men"
            return Speaker(None, span, False, "speaker:unnamed", 0.5)
        if self._somebody(token, words):
            return Speaker(None, span, True, "speaker:words", 0.6)
        if self.document.text[span[0] : span[1]].lower().endswith("year-old"):
            return Speaker(None, span, False, "speaker:unnamed", 0.5)
        personal = any(t.text.lower() == "who" for c in self.document.below(head, "relcl")
                       for t in self.document.below(c.index, "nsubj"))  # "One millwright" is a time to the model
        if token.tag not in ("NN", "NNS") or (token.entity in _NUMBERS and not personal):
            return Speaker(None, span, False, "no-speaker")
        unnamed = token.lemma.lower() in self.cues.anonymous
        return Speaker(None, span, False, "speaker:unnamed" if unnamed else "speaker:somebody", 0.5)

    def _somebody(self, token: Token, words: tuple[Token, ...]) -> bool:
        """Whether a country, a body or a name stands in the words; "analysts in London" are still nobody."""
        if token.entity in _NUMBERS:
            return False
        head_is_place_only = token.lemma.lower() in self.cues.anonymous and token.tag == "NNS"
        modifiers = [t for t in words if t.index < token.index] if head_is_place_only else words
        return any(t.entity in _NAMED or t.tag in ("NNP", "NNPS") for t in modifiers)

    def _owner(self, head: int) -> Speaker | None:
        """ "the minister's letter", "a statement from the army": whose words a document gives."""
        for token in self.document.below(head, "poss", "compound"):
            speaker = self.at(token.index)
            return speaker if speaker.known and (speaker.actor or token.dep == "poss") else None
        found = self.document.tokens[head].lemma.lower() in self.cues.findings
        givers = ("by", "from") if found else ("by", "from", "of")
        issued = [] if found else [v.index for v in self.document.below(head, "acl") if v.tag == "VBN"]  # "issued by"
        for token in (t for h in (head, *issued) for t in self.document.below(h, "prep", "agent")):
            if token.text.lower() in givers:  # the results of a body are its own, those of a study nobody's
                for inner in self.document.below(token.index, "pobj"):
                    speaker = self.at(inner.index)
                    return speaker if speaker.actor else None
        return None


def phrase(document: Document, head: int) -> tuple[int, int]:
    """The noun phrase around a head, without relative clauses and what stands behind commas."""
    first, last = document.edges[head][0], head + 1
    for child in document.children[head]:
        token = document.tokens[child]
        if child > head and token.dep in ("prep", "compound", "nummod", "case", "amod", "conj", "cc", "flat"):
            last = max(last, document.edges[child][1])
        if child > head and token.dep == "appos" and child - head <= 3 and document.tokens[head + 1].text != ",":
            last = max(last, document.edges[child][1])
    while last + 1 < len(document.tokens) and document.tokens[last].text == "-" and (
            document.tokens[last].start == document.tokens[last - 1].end):
        last += 2  # "her mother-in-law"
    while first < head and (not document.tokens[first].text[:1].isalnum()
                            or document.tokens[first].tag in ("CC", "RB", "IN")):
        first += 1
    for index in range(head + 1, last):
        if document.tokens[index].text in (",", "—", "–", "("):
            return first, index
    return first, last
