"""Who was named when: the memory that pronouns and descriptions are resolved from.

A candidate scores by how near its last mentions are (in sentences), what part they played (a subject counts most)
and how often it was named. The winner must lead by a margin, else nobody is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from communique.actors.cast import INDIVIDUAL
from communique.actors.scene import Scene
from communique.actors.weigh import narrow, nobody, speak_for, weigh

MARGIN = 0.3
NAMELESS = 1.8  # an office without a name is seldom "he"
UNNAMED = 0.5  # "one woman said she had seen it" rather is "she"
SURE = {"m": 0.8, "f": 2.2}  # "her" is rather Amelia than somebody whose name tells no gender: most of those are men
TOGETHER = 1.0  # "the two ambassadors" are seldom "she"
TOPIC = 3  # sentences back within which somebody is what the text is about
REACH = 5  # sentences back
MOST = 400  # sightings back, for sentences that list hundreds of names: each pronoun would look at all of them
PARTS = {"nsubj": 2.2, "nsubjpass": 1.8, "agent": 1.0, "dobj": 0.6, "dative": 0.5, "pobj": 0.2, "poss": 0.6,
         "appos": 0.5, "ROOT": 1.0, "attr": 0.2}


def _is_main(scene: Scene, at: int) -> bool:
    """Whether a verb is the main one of its sentence."""
    return scene.doc.tokens[at].head == at


@dataclass(frozen=True, slots=True)
class Sighting:
    """An actor mentioned at a token."""

    at: int
    sentence: int
    actor: str
    part: float


@dataclass(slots=True)
class Memory:
    """The sightings so far, in the order of the text."""

    scene: Scene
    sightings: list[Sighting] = field(default_factory=list)
    lists: dict[int, list[str]] = field(default_factory=dict)  # head of an enumeration → its actors

    def see(self, head: int, actors: Iterable[str]) -> None:
        """Notes the actors of a mention."""
        token = self.scene.doc.tokens[head]
        part = PARTS.get(self._part(head), 0.0)
        if token.dep in ("nsubj", "nsubjpass") and _is_main(self.scene, token.head):
            part += 0.4  # "Lavrov said the Georgian leader should go, although he …": Lavrov
        first = self._first_of_list(head)
        actors = tuple(actors)
        part -= TOGETHER if len(actors) > 1 else 0.0
        for actor in actors:
            members = self.lists.setdefault(first, [])
            if actor not in members:
                members.append(actor)
            self.sightings.append(Sighting(head, token.sentence, actor, part))

    def _first_of_list(self, at: int) -> int:
        tokens = self.scene.doc.tokens
        while tokens[at].dep == "conj" and tokens[at].head < at and tokens[tokens[at].head].pos in ("NOUN", "PROPN"):
            at = tokens[at].head
        return at

    def enumeration(self, at: int, count: int, fits: Callable[[str], bool]) -> list[str]:
        """The last list of so many actors that fit, within reach: "A, B, C and D … the four countries"."""
        sentence = self.scene.doc.tokens[at].sentence
        for head in islice(reversed(self.lists), 60):
            members = self.lists[head]
            if head < at and sentence - self.scene.doc.tokens[head].sentence <= REACH and len(members) == count and (
                    all(fits(actor) for actor in members)):
                return members
        return []

    def _part(self, at: int) -> str:
        """The part a token plays, through coordination, apposition and "of"."""
        tokens = self.scene.doc.tokens
        token = tokens[at]
        to = tokens[token.head]
        if token.dep == "pobj" and to.text == "to" and tokens[to.head].text.lower() == "according":
            return "nsubj"  # "…, according to Ana Example. She …"
        for _ in range(4):
            if token.dep not in ("conj", "appos", "compound") or token.head == token.index:
                break
            token = tokens[token.head]
        if token.dep == "pobj" and tokens[token.head].dep == "agent":
            return "agent"
        return token.dep

    def scores(self, at: int, fits: Callable[[str], bool], bonus: dict[int, float] | None = None,
               gender: str = "") -> list[tuple[float, str]]:
        """The candidates that fit with their scores, best first.

        `bonus` is by the token of a sighting; who is known to be of the `gender` asked for goes before who may be.
        """
        bonus = bonus or {}
        sentence = self.scene.doc.tokens[at].sentence
        best: dict[str, float] = {}
        for sighting in islice(reversed(self.sightings), MOST):
            back = sentence - sighting.sentence
            if back > REACH:
                break
            if sighting.at >= at or not fits(sighting.actor):
                continue
            score = sighting.part - 1.6 * back - self._nameless(sighting.actor)
            if back == 0:
                score -= 0.02 * min(at - sighting.at, 40)
            score += bonus.get(sighting.at, 0.0)
            if gender and self.scene.cast[sighting.actor].gender == gender:
                score += SURE[gender]
            known = best.get(sighting.actor)
            best[sighting.actor] = score if known is None else max(known, score) + 0.25
        return sorted(((score, actor) for actor, score in best.items()), key=lambda s: (-s[0], s[1]))

    def _nameless(self, actor: str) -> float:
        """What is taken off for who has no name: an office, "a woman"."""
        member = self.scene.cast[actor]
        return NAMELESS if "office-only" in member.reasons else UNNAMED if INDIVIDUAL in member.reasons else 0.0

    def best(self, at: int, fits: Callable[[str], bool], margin: float = MARGIN,
             bonus: dict[int, float] | None = None, gender: str = "",
             lead: Callable[[str], float] | None = None) -> str | None:
        """The candidate that leads by the margin; `lead` adds to the score of each."""
        ranked = self.scores(at, fits, bonus, gender)
        if lead is not None:
            ranked = sorted(((score + lead(actor), actor) for score, actor in ranked), key=lambda s: (-s[0], s[1]))
        close = len(ranked) > 1 and ranked[0][0] - ranked[1][0] < margin
        if self.scene.weighings is not None:
            self._tell(at, ranked, close)
        return None if not ranked or close else ranked[0][1]

    def topic(self, at: int) -> str | None:
        """Whom the sentence before is about: its main subject, quotations passed over; nobody of several."""
        doc = self.scene.doc
        for back in range(doc.tokens[at].sentence - 1, max(doc.tokens[at].sentence - 1 - TOPIC, -1), -1):
            subject = self._main_subject(doc.sentences[back].first, doc.sentences[back].last)
            if subject is not None:
                return next((s.actor for s in islice(reversed(self.sightings), MOST) if s.at == subject), None)
        return None

    def _main_subject(self, first: int, last: int) -> int | None:
        """The subject of the last main verb of these tokens; -1 of one that is several, None inside quotations."""
        tokens, found = self.scene.doc.tokens, None
        for token in tokens[first:last]:
            verb = tokens[token.head]
            main = _is_main(self.scene, verb.index) or (verb.dep == "conj" and _is_main(self.scene, verb.head))
            if token.dep in ("nsubj", "nsubjpass") and main and not self.scene.is_quoted(token.index):
                more = [t.index for t in self.scene.doc.below(token.index, "conj")]
                listed = any(True for _ in self.scene.doc.below(token.index, "cc"))
                found = -1 if listed else more[-1] if more else token.index  # "Outside court, her husband said"
        return found

    def latest(self, fits: Callable[[str], bool]) -> str | None:
        """The last one seen that fits, however far back."""
        return next((s.actor for s in islice(reversed(self.sightings), 2000) if fits(s.actor)), None)

    def _tell(self, at: int, ranked: list[tuple[float, str]], close: bool) -> None:
        """Writes down who was in mind, who of them fits, and how present each is."""
        token = self.scene.doc.tokens[at]
        word = token.text.lower() if token.pos == "PRON" else ""
        near = [s.actor for s in reversed(self.sightings) if s.at < at and token.sentence - s.sentence <= REACH]
        weighing = weigh(self.scene.weighings, "as named before", at, word, near)
        narrow(weighing, (actor for _, actor in ranked), "does not fit by office, state, kind, number or gender")
        for score, actor in ranked:
            speak_for(weighing, actor, f"presence {score:.1f}")
        if close:
            nobody(weighing, "two are as present")
        elif ranked:
            narrow(weighing, [ranked[0][1]], "less present")
