"""Names that no table has, and what makes places of them.

    CASE 1  a word that says what it is     "the village of Hawsh Nasri", "the Teba neighbourhood", "Baliem Valley"
    CASE 2  what is done to it              "patrolled Skid Row", "near Kissufim", "north of Furqlus"
    CASE 3  the model's word for it         "in Kfar Darom"
    CASE 4  the list it stands in           "shelled the villages of Lyptsi, Hlyboke and Zelene"

Such a place keeps its words. Country, division and point are those of what holds it, where the text says so: "a
village near *Kupiansk*", "*Kandahar's* Loi Karez neighbourhood"; of a state only the country is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from communique.knowledge.gazetteer import Gazetteer, PlaceEntry
from communique.places.names import ARTICLES, PLACE_LABELS, is_object
from communique.records import Place
from communique.stages import Document, Token

_LINKS = frozenset((",", "and", "or"))
_NUMBERS = frozenset(("NORP", "DATE", "ORDINAL", "CARDINAL"))
_NEVER_A_PEOPLES = ("base", "airport", "border crossing", "venue", "river", "island")  # "the Nakial *crossing*"
_WIDE = ("country", "territory", "continent", "ocean", "sea")
_BETWEEN = 8  # tokens from a name to what holds it


def unknown_places(document: Document, known: Mapping[int, tuple[int, PlaceEntry]], shut: frozenset[int],
                   gazetteer: Gazetteer) -> Iterator[Place]:
    """The places that no table has, in the order of the text.

    `known`: first token of a known place → its end and what it is; `shut`: tokens of names that could be two places.
    """
    scan = _Unknown(document, known, shut, gazetteer)
    for first, last, feature in scan.names():
        holder = scan.holder(first, last)
        yield _held(document, first, last, feature, holder)


def _held(document: Document, first: int, last: int, feature: str | None, holder: PlaceEntry | None) -> Place:
    span, words = document.span(first, last), document.words(first, last)
    if holder is None:
        return Place(span, words, None, None, feature, None, None, None)
    if holder.feature in _WIDE:
        return Place(span, words, holder.country, None, feature, None, None, None)
    lat, lon = round(holder.lat, 2), round(holder.lon, 2)
    return Place(span, words, holder.country, holder.admin1, feature, lat, lon, None)


class _Unknown:
    """One pass over a document."""

    def __init__(self, document: Document, known: Mapping[int, tuple[int, PlaceEntry]], shut: frozenset[int],
                 gazetteer: Gazetteer) -> None:
        self.document, self.tokens, self.known = document, document.tokens, known
        self.taken = {i for first, (last, _) in known.items() for i in range(first, last)}
        self.shut, self.gazetteer, self.words = shut, gazetteer, gazetteer.vocabulary
        self.ends = {last for last, _ in known.values()}
        self.kinds = {word: kind[3:] for kind, words in self.words.items() if kind.startswith("as ") for word in words}

    def names(self) -> Iterator[tuple[int, int, str | None]]:
        """Stretches of capitals that are places, and what kind."""
        at = 0
        while at < len(self.tokens):
            last = self._capitals(at) if self.tokens[at].text[0].isupper() or self.tokens[at].text in ARTICLES else at
            if last == at:
                at += 1
                continue
            taken = any(i in self.taken for i in range(at, last))
            feature = self._kind(at, last)
            if self._is_place(at, last, feature, taken):
                self.ends.add(last)
                yield at, last, feature
            at = last

    def _capitals(self, at: int) -> int:
        """The end of a run of proper nouns, hyphens and Arabic articles inside included: "Tariq al-Bab"."""
        last = at
        while last < len(self.tokens) and self.tokens[last].sentence == self.tokens[at].sentence:
            token = self.tokens[last]
            if token.text in self.words["calendar"] or not (self._joins(last, at) or _is_named(token)):
                break
            last += 1
        return last if any(t.pos == "PROPN" for t in self.tokens[at:last]) else at

    def _joins(self, at: int, first: int) -> bool:
        """Whether a token is an article or hyphen inside a name."""
        token, after = self.tokens[at], self._text(at + 1)
        if token.text == "-":
            return at > first and after[:1].isupper()
        return token.text in ARTICLES and (after[:1].isupper() or (after == "-" and self._text(at + 2)[:1].isupper()))

    def _kind(self, first: int, last: int) -> str | None:
        """What kind of place the words around a name make of it."""
        own = self.kinds.get(self._text(last - 1)) if last - first > 1 else None
        if own is None and self._text(first - 1) == "of":
            own = self.kinds.get(self._text(first - 2).lower())
        if own is None and last < len(self.tokens) and self.tokens[last - 1].head == last:
            own = self.kinds.get(self._text(last))
        if own is None and last - first > 1 and self.tokens[first].text in self.words["prefix"]:
            own = "village"
        return own

    def _is_place(self, first: int, last: int, feature: str | None, taken: bool) -> bool:
        run = self.tokens[first:last]
        after, other = self._text(last), self.words["title"] | self.words["event"]
        if any(t.text in other for t in run) or self.gazetteer.country_of(_said(run)):
            return False
        if after in self.words["event"] or after in self.words["organisation"]:
            return False
        if last - first == 1 and run[0].text in self.words["also-words"]:
            return False
        if taken or any(i in self.shut for i in range(first, last)):  # "Deir Ezzor *Military Airport*"
            return False
        return self._by_its_words(first, last, feature) or self._by_the_model(first, last) or self._listed(first, last)

    def _by_its_words(self, first: int, last: int, feature: str | None) -> bool:
        """CASES 1 and 2."""
        before = self._before(first)
        word, label = self._text(before).lower(), self.tokens[last - 1].entity
        place = word in self.words["locative"] or word in self.words["beside"]
        if word == "of" and self._text(before - 1).lower() in self.words["settlement"] | self.words["way"]:
            return True
        if word in ("of", "from") and self._text(before - 1).lower() in self.words["way"]:
            return True
        named = self._text(last) in self.words["settlement"] and self.tokens[last - 1].head == last
        if named and (label not in _NUMBERS or (label == "NORP" and feature in _NEVER_A_PEOPLES)):
            return True
        if self._object_of(last - 1, "taken") and label != "NORP":
            return True
        if word in self.words["beside"] and label not in _NUMBERS and self.tokens[last - 1].dep == "pobj":
            return True
        moved = word in self.words["preposition"] or word in ("of", "on", "against")
        return feature is not None and label != "DATE" and (place or moved or self._object_of(last - 1, "struck"))

    def _by_the_model(self, first: int, last: int) -> bool:
        """CASE 3: "in" or "at" before what the model sees as a place."""
        label = self.tokens[last - 1].entity
        return self._text(self._before(first)).lower() in self.words["locative"] and label in PLACE_LABELS

    def _listed(self, first: int, last: int) -> bool:
        """CASE 4: it follows a place in a list, and the model sees nobody in it."""
        before = first - 1
        while self._text(before) in _LINKS or self._text(before) == "the":
            before -= 1
        joined = self._text(first - 1) in _LINKS or self._text(first - 2) in _LINKS
        if not joined or before + 1 not in self.ends or self.tokens[last - 1].dep not in ("conj", "appos"):
            return False
        return self.tokens[last - 1].entity in (*PLACE_LABELS, "") and self.tokens[last - 1].pos == "PROPN"

    def _object_of(self, at: int, kind: str) -> bool:
        return is_object(self.document, at, self.words[kind])

    def holder(self, first: int, last: int) -> PlaceEntry | None:
        """The known place that holds a name: behind it ("near X", ", a village in X") or before it ("X's")."""
        for at in range(last, min(last + _BETWEEN, len(self.tokens))):
            if at in self.known:
                return self.known[at][1]
            if not self._leads_to_holder(at):
                break
        for at, (end, entry) in self.known.items():
            between = {t.text for t in self.tokens[end:first]} if first - 4 <= end <= first else None
            if between is not None and (between <= {"'s", "’s", "'"} or between <= self.words["settlement"] | {"of"}):
                return entry if end > at else None
        return None

    def _leads_to_holder(self, at: int) -> bool:
        word = self._text(at).lower()
        return (word in (",", "a", "an", "the", "of", "from", "small", "just", "about")
                or word in self.words["locative"] or word in self.words["way"] or word in self.kinds
                or word.endswith("ern"))

    def _before(self, first: int) -> int:
        """The token before a name, its article and "northern" passed over."""
        before = first - 1
        while self._text(before).lower() in ("the", "‘", "northern", "southern", "eastern", "western", "central"):
            before -= 1
        return before if before < 0 or self.tokens[before].sentence == self.tokens[first].sentence else -1

    def _text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""


def _is_named(token: Token) -> bool:
    return token.text[0].isupper() and token.pos in ("PROPN", "ADJ", "NOUN", "X")


def _said(run: tuple[Token, ...]) -> str:
    return " ".join(t.text for t in run)
