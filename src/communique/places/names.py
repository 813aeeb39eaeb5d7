"""Document → the stretches that may name a place (`Name`), and the states the text speaks of.

Names are matched token by token, longest first, where a capital letter begins them. What is somebody's
name ("Lloyd Austin"), an organisation's ("Bank of England", "Washington Post") or an agreement's ("the Oslo
Accords") is left out here; which place a name stands for is decided in `resolve`.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.knowledge.gazetteer import Gazetteer, PlaceEntry, key
from communique.stages import Document, Entity, Reading, Token

PLACE_LABELS = ("GPE", "LOC", "FAC")
_BIGGER = ("ORG", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT")
ARTICLES = ("al", "el", "as", "ar", "ad")  # "al-Hol", "el-Fasher": names that begin in lower case
_CUTS = frozenset(",;:.()[]\"“”!?—–/")


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of tokens that names a place, what it may be, and what speaks for its being a place."""

    first: int
    last: int
    key: str
    entries: tuple[PlaceEntry, ...]
    locative: bool  # "in X", "the city of X"
    labelled: bool  # the parser's model sees a place too
    dateline: bool
    division: bool  # "X region": not the town
    acted: bool = False  # it is the object of an act that towns suffer: "shelled X", "the fall of X"
    doubtful: bool = False  # the model takes it for a person: kept only if the report has it as a place elsewhere

    @property
    def sure(self) -> bool:
        return self.locative or self.labelled or self.dateline or self.acted


@dataclass(frozen=True, slots=True)
class Nation:
    """A state named or implied ("Lebanese") at a token."""

    at: int
    country: str


def find_names(reading: Reading, gazetteer: Gazetteer, links: frozenset[str]) -> tuple[list[Name], list[Nation]]:
    """All names of places in a report and all states it speaks of, in the order of the text. `links` are small words
    inside longer names: "Foz do Iguaçu"."""
    scan = _Scan(reading, gazetteer, links)
    names: list[Name] = []
    nations: list[Nation] = []
    at, count = 0, len(scan.tokens)
    while at < count:
        token = scan.tokens[at]
        if not token.text[0].isupper() and token.text not in ARTICLES:
            at += 1
            continue
        last, wanted = scan.longest(at) if not scan.seat(at) else (at + 2, scan.seat(at))
        if not last:
            nation_last = scan.nation(at, nations)
            at = max(at + 1, nation_last)
            continue
        scan.nation(at, nations)
        if not scan.something_else(at, last, wanted):
            names.append(scan.name(at, last, wanted, names[-1] if names else None))
        at = last
    return names, nations


class _Scan:
    """One pass over a document, with what it needs to look things up."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer, links: frozenset[str]) -> None:
        self.links = links
        self.document: Document = reading.document
        self.tokens: tuple[Token, ...] = reading.document.tokens
        self.gazetteer = gazetteer
        self.words = gazetteer.vocabulary
        self.dateline = reading.dateline
        self.looked_up: dict[str, tuple[PlaceEntry, ...]] = {}
        self.entity: dict[int, Entity] = {i: e for e in reading.document.entities for i in range(e.first, e.last)}
        self.surnames = self._surnames()

    def longest(self, at: int) -> tuple[int, str]:
        """The end of the longest name that begins at a token, and its key; (0, "") where there is none."""
        stop = self._stop(at)
        text, start = self.document.text, self.tokens[at].start
        for last in range(stop, at, -1):
            said = text[start : self.tokens[last - 1].end]
            wanted = key(said)
            if self.gazetteer.knows(wanted) and (wanted not in self.gazetteer.short or _is_short(said)):
                return last, wanted
        return 0, ""

    def seat(self, at: int) -> str:
        """The place a body's name in capitals stands for at the head of a dateline: "UNITED NATIONS, May 3 -"."""
        if not self._in_dateline(at) or at + 1 >= len(self.tokens) or not self.words["dateline"]:
            return ""
        said = self.document.words(at, at + 2)
        return key(f"{said} headquarters") if said in self.words["dateline"] else ""

    def _stop(self, at: int) -> int:
        """How far a name can reach: to a mark, the sentence's end, the seventh token, or the third small word."""
        sentence = self.tokens[at].sentence
        last, lower = at + 1, 0
        while last < len(self.tokens) and last < at + 7:
            token = self.tokens[last]
            if token.sentence != sentence or token.text in _CUTS:
                break
            lower = lower + 1 if token.text[0].islower() else 0
            if lower > 2:
                break
            last += 1
        return last

    def nation(self, at: int, nations: list[Nation]) -> int:
        """Notes the state that the words at a token name or imply; the end of these words."""
        text, start = self.document.text, self.tokens[at].start
        for last in range(min(at + 3, len(self.tokens)), at, -1):
            said = text[start : self.tokens[last - 1].end]
            country = self.gazetteer.country_of(said) or self.gazetteer.hints.get(said)
            if country:
                nations.append(Nation(at, country))
                return last
        return 0

    def name(self, first: int, last: int, wanted: str, previous: Name | None) -> Name:
        """The name with its candidates and evidence.

        "in Odesa, Chornomorsk and Pivdenne": each has the evidence of the first.
        """
        if wanted not in self.looked_up:
            self.looked_up[wanted] = self.gazetteer.lookup(wanted)
        after = self._text(last)
        labelled = self.tokens[last - 1].entity in PLACE_LABELS
        listed = previous is not None and previous.sure and self._listed(previous.last, first)
        locative = (self._locative(first) or self._taken(first, last) or listed or after in self.words["suffix"]
                    or self._fallen_on(first) or self._said_to_be(last))
        acted = is_object(self.document, last - 1, self.words["taken"] | self.words["struck"])
        person = not locative and self._seen_as_person(first, last, wanted)
        return Name(
            first, last, wanted, self.looked_up[wanted], locative, labelled, self._in_dateline(first),
            after in self.words["division"], acted, person)

    def _listed(self, end: int, first: int) -> bool:
        between = tuple(t.text for t in self.tokens[end:first])
        return between in ((",",), ("and",), ("or",), (",", "and"), ("and", "in")) and self.tokens[first].dep == "conj"

    def something_else(self, first: int, last: int, wanted: str) -> bool:
        """Whether these words are no place: part of the name of a person, a body or an agreement, or a mere word."""
        return (
            self._named_after(first, last)
            or self._of_a_person(first, last, wanted)
            or self._inside_another_name(first, last, wanted)
            or self._a_mere_word(first, last)
            or self._an_adjective(first, last, wanted))

    def _named_after(self, first: int, last: int) -> bool:
        """"the Oslo Accords", "the Paris climate agreement", "Washington Post", "Bank of England"."""
        after, second = self._text(last), self._text(last + 1)
        if second == "-":  # "Paris Saint-Germain"
            after = f"{after}-{self._text(last + 2)}"
        if after in self.words["event"] or after in self.words["organisation"]:
            return True
        if second in self.words["event"] and after.isalpha() and self.tokens[last].pos in ("NOUN", "PROPN", "ADJ"):
            return True
        return self._text(first - 1) == "of" and self._text(first - 2) in self.words["bank-of"]

    def _of_a_person(self, first: int, last: int, wanted: str) -> bool:
        """"Jordan Bardella", "Mr. London", and "Austin" in a report on Lloyd Austin."""
        before = self._text(first - 1)
        if before in self.words["title"] and before[0].isupper():
            return True
        entity = self.entity.get(first)
        if entity and entity.label == "PERSON" and (entity.first < first or entity.last > last):
            return not self._only_places(entity, first, last)
        return (last - first == 1 and self.tokens[first].text in self.surnames and before not in self.words["locative"]
                and not self._famous(wanted))

    def _seen_as_person(self, first: int, last: int, wanted: str) -> bool:
        """Whether the model sees a person and nothing speaks against it."""
        return last - first == 1 and self.tokens[first].entity == "PERSON" and not self._famous(wanted)

    def _inside_another_name(self, first: int, last: int, wanted: str) -> bool:
        """A word of a longer proper name: "Beirut Bar Association", "Lloyd Austin" where no model saw a person."""
        if self._text(last) in self.words["office"]:
            return False
        entity = self.entity.get(first)
        if entity and entity.label in _BIGGER and (entity.first < first or entity.last > last):
            inner = first > entity.first and self._text(first - 1) in self.words["preposition"]
            if not inner and not self._only_places(entity, first, last) and not self._a_state(wanted):
                return True
        small = last - first == 1 and not self._famous(wanted) and wanted not in self.gazetteer.hand  # "Dar Zubeira"
        if small and entity and entity.last > last and self.tokens[last].text[0].isupper():
            return True
        if (self.tokens[last - 1].head == last or small) and self._is_name(last) and not self._a_state(wanted):
            return not (self._text(last) in self.words["title"] or self._text(last) in self.words["calendar"])
        if small and self._text(first - 1).lower() in self.links and self._text(first - 2)[:1].isupper():
            return True  # "Mocimboa da *Praia*"
        previous = first - 1
        return (
            previous >= 0 and self.tokens[previous].dep == "compound" and first <= self.tokens[previous].head < last
            and self._is_name(previous) and self._text(previous) not in self.words["direction"])

    def _a_mere_word(self, first: int, last: int) -> bool:
        """"Nice" and "Police" at the head of a sentence, "March", a surname that is also a town."""
        token = self.tokens[first]
        if last - first > 1 or self._in_dateline(first):
            return False
        plain = token.text.title() if token.text.isupper() else token.text
        if plain in self.words["calendar"]:
            return True
        if plain in self.words["also-words"]:
            if self._taken(first, last) or self._kind_of_place(first):
                return False
            return self._text(first - 1) not in self.words["locative"] and not self._qualified(last)
        named = token.pos == "PROPN" or token.entity in PLACE_LABELS
        return not named and not self._locative(first) and not self._a_state(key(token.text))

    def _an_adjective(self, first: int, last: int, wanted: str) -> bool:
        """"the *Somali* capital", which is a region of Ethiopia too."""
        if last - first > 1 or self._a_state(wanted) or self._text(last) in self.words["division"]:
            return False
        token = self.tokens[first]
        return bool(self.gazetteer.country_of(token.text)) and token.dep in ("amod", "compound")

    def _qualified(self, last: int) -> bool:
        """"Nice, France": a comma and a state or region behind the name."""
        if self._text(last) != "," or last + 1 >= len(self.tokens):
            return False
        end, wanted = self.longest(last + 1)
        return bool(end) and any(e.feature in ("country", "territory", "region") for e in self.gazetteer.lookup(wanted))

    def _locative(self, first: int) -> bool:
        """"in X", "near the X", "the city of X"."""
        before = first - 1
        if self._text(before).lower() in ("the", "northern", "southern", "eastern", "western", "central"):
            before -= 1
        return self._text(before).lower() in self.words["preposition"] or self._kind_of_place(before + 1)

    def _kind_of_place(self, first: int) -> bool:
        """"the town of X"."""
        return self._text(first - 1).lower() == "of" and self._text(first - 2).lower() in self.words["head"]

    def _taken(self, first: int, last: int) -> bool:
        """"shelled X", "the shelling of X", "recaptured X": what is done to towns and hardly to people."""
        token = self.tokens[last - 1]
        verb = self.tokens[token.head]
        if token.dep in ("dobj", "nsubjpass"):
            return verb.lemma.lower() in self.words["taking-verb"]
        noun = self.tokens[verb.head]
        return token.dep == "pobj" and verb.text.lower() == "of" and noun.lemma.lower() in self.words["taking-noun"]

    def _fallen_on(self, first: int) -> bool:
        """"rockets fell on X", "the advance on X"."""
        before = self.tokens[first - 1] if first else None
        return (before is not None and before.text in ("on", "against")
                and self.tokens[before.head].lemma.lower() in self.words["falling"])

    def _said_to_be(self, last: int) -> bool:
        """"Sudzha, a *town* of 5,000"."""
        if self._text(last) != ",":
            return False
        group = self.tokens[last + 1 : last + 5]
        if not group or group[0].text not in ("a", "an", "the"):
            return False
        return any(t.dep == "appos" and t.text in self.words["head"] for t in group)

    def _in_dateline(self, at: int) -> bool:
        return self.dateline is not None and self.dateline[0] <= self.tokens[at].start < self.dateline[1]

    def _is_name(self, at: int) -> bool:
        token = self.tokens[min(at, len(self.tokens) - 1)]
        if token.index != at or token.pos != "PROPN" or not token.text[0].isupper():
            return False
        return token.entity not in PLACE_LABELS and not self.gazetteer.country_of(token.text)

    def _only_places(self, entity: Entity, first: int, last: int) -> bool:
        """Whether the rest of an entity are places, small words and marks too: "Tripoli, Lebanon" seen as a person."""
        rest = [t for t in self.tokens[entity.first : entity.last] if not first <= t.index < last]
        return all(
            not t.text[0].isupper() or t.text in self.words["calendar"] or self.gazetteer.country_of(t.text)
            or self._text(t.index - 1) == "," for t in rest)

    def _famous(self, wanted: str) -> bool:
        """States, capitals and cities of two million: names the text may use without a preposition."""
        if self._a_state(wanted):
            return True
        return any(e.feature == "capital" or e.people >= 2000 for e in self.gazetteer.lookup(wanted))

    def _a_state(self, wanted: str) -> bool:
        return any(e.feature in ("country", "territory") for e in self.gazetteer.hand.get(wanted, ()))

    def _text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def _surnames(self) -> frozenset[str]:
        """The last words of all longer names of people in the report."""
        people = [e for e in self.document.entities if e.label == "PERSON" and e.last - e.first > 1]
        return frozenset(self.tokens[e.last - 1].text for e in people)


def is_object(document: Document, at: int, verbs: frozenset[str]) -> bool:
    """Whether a token is the object of one of these verbs, alone or in a list: "shelled Kherson and *Nikopol*"."""
    token = document.tokens[at]
    for _ in range(4):
        if token.dep != "conj":
            break
        token = document.tokens[token.head]
    return token.dep in ("dobj", "nsubjpass") and document.tokens[token.head].lemma.lower() in verbs


def _is_short(said: str) -> bool:
    return said.replace(".", "").replace(" ", "").isupper()
