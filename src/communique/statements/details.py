"""A telling → to whom, through whom, on what occasion and on which day it was said.

What clearly hangs on the cue counts, be it "told reporters", "in a letter to the king" or "speaking at a summit"; the
rest is None.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from communique.knowledge.cues import Cues
from communique.records import Span
from communique.stages import Document, Reading, Token
from communique.statements.saying import Saying
from communique.statements.speakers import Speakers
from communique.statements.voices import Voices

_PREPOSITIONS = ("at", "in", "during", "after", "on", "before", "via", "to", "through", "following", "over", "from")
_CHANNELS = ("on", "via", "through", "over")  # "on Telegram": what platforms are joined with
_STOPS = (",", "—", "–", "-", "(", ";", ":")
MAX_OCCASION = 90  # characters; longer ones are a misread clause
RECENT = 7  # days
NEAR = 6  # words between a cue and a day that may be its own


def addressee(saying: Saying, speakers: Speakers, voices: Voices, speaker: str | None,
              content: tuple[Span, ...]) -> str | None:
    """The actor who was told: "told reporters", "in an interview with Al Jazeera", "speaking to the Senate"."""
    document, cues = speakers.document, speakers.cues
    heads = [saying.addressee, *(_listener(document, t) for t in _occasions(document, cues, saying, content)),
             *(_listener(document, t) for t in _speaking(document, cues, saying))]
    for head in heads:
        if head is None or _inside(document.tokens[head], content) or _is_occasion(document.tokens[head], cues):
            continue
        plain = document.tokens[head].lemma.lower() in cues.addressees
        found = voices.named(head) if plain else speakers.actor_at(head) or voices.named(head)
        if found is not None and found != speaker:
            return found
    return None


def via(saying: Saying, speakers: Speakers, speaker: str | None) -> str | None:
    """The agency or spokesperson it came through: "was quoted by Fars as saying", "said through a spokesman"."""
    if saying.via is not None:
        return speakers.actor_at(saying.via)
    for token in speakers.document.below(saying.at, "prep"):
        if token.text.lower() == "through":
            for inner in speakers.document.below(token.index, "pobj"):
                found = speakers.actor_at(inner.index)
                return found if found != speaker else None
    return None


def occasion(document: Document, cues: Cues, saying: Saying, content: tuple[Span, ...]) -> str | None:
    """The words of the occasion: "at a press conference in Berlin", "on Telegram"; of "told a rally" the rally."""
    if saying.cue is None:
        return None
    for noun in _occasions(document, cues, saying, content):
        found = _words(document, document.tokens[noun.head], noun.index, content)
        if found is not None:
            return found
    told = document.tokens[saying.addressee] if saying.addressee is not None else None
    if told is not None and _is_occasion(told, cues):
        return _words(document, told, told.index, content)
    return None


def _occasions(document: Document, cues: Cues, saying: Saying, content: tuple[Span, ...]) -> Iterator[Token]:
    """The nouns of occasions that hang on a cue or on "speaking", outside what is said."""
    heads = [saying.at, *(t.index for t in _speaking(document, cues, saying))]
    near = [saying.addressee] if saying.addressee is not None else []
    for head in (*heads, *near):
        for token in document.below(head, "prep"):
            if token.index in saying.words:  # "according to a statement"
                continue
            for noun in document.below(token.index, "pobj"):
                if not _inside(noun, content) and _fits(noun, token.text.lower(), cues):
                    yield noun


def _fits(noun: Token, preposition: str, cues: Cues) -> bool:
    if noun.text.lower().rstrip(".") in cues.platforms:
        return preposition in _CHANNELS
    return preposition in _PREPOSITIONS and noun.lemma.lower() in cues.occasions


def _is_occasion(token: Token, cues: Cues) -> bool:
    """ "told a news conference": not who listens."""
    return token.lemma.lower() in cues.occasions and token.tag[:2] == "NN"


def _speaking(document: Document, cues: Cues, saying: Saying) -> Iterator[Token]:
    """ "Speaking to reporters in Berlin, …", "…, addressing the Senate": participles beside the cue."""
    for token in document.below(saying.at, "advcl"):
        if token.tag == "VBG" and token.lemma.lower() in cues.speakings:
            yield token


def _listener(document: Document, token: Token) -> int | None:
    """Who listens: of "letter to the king", "interview with Fox", "speaking before the Senate", "addressing them"."""
    if token.tag[:2] == "VB":
        for told in document.below(token.index, "dobj"):
            return told.index
    for prep in document.below(token.index, "prep", "dative"):
        if prep.text.lower() in ("to", "with", "before"):
            for inner in document.below(prep.index, "pobj"):
                return inner.index
    return None


def _inside(token: Token, content: tuple[Span, ...]) -> bool:
    return any(a <= token.start < b for a, b in content)


def _words(document: Document, first_of: Token, noun: int, content: tuple[Span, ...]) -> str | None:
    """The phrase around the noun up to the next comma."""
    first, last = document.edges[first_of.index]
    last = next((i for i in range(noun + 1, last) if document.tokens[i].text in _STOPS
                 or document.tokens[i].dep == "mark" or _inside(document.tokens[i], content)), last)
    while last > first and not document.tokens[last - 1].text[:1].isalnum():
        last -= 1
    start, end = document.tokens[first].start, document.tokens[last - 1].end
    if end - start > MAX_OCCASION or any(a < end and start < b for a, b in content):
        return None
    return document.words(first, last).rstrip(".")


def said_at(reading: Reading, saying: Saying | None, content: tuple[Span, ...]) -> str | None:
    """The day it was said: one that stands beside the cue and outside the content, else the day of the report."""
    if saying is None or saying.cue is None:
        return reading.date
    document = reading.document
    sentence, cue = document.sentence_of(saying.at), document.tokens[saying.at]
    near = []
    for time in reading.times:
        if sentence.span[0] <= time.span[0] < sentence.span[1] and not any(a <= time.span[0] < b for a, b in content):
            token = document.at.get(time.span[0])
            if token is not None:
                near.append((time, token))
    for time, token in near:
        own = _hangs_on(document, token, cue) and time.type in ("DATE", "TIME") and time.start == time.end
        if own and time.start and (not _in_relative(document, token) or _is_recent(time.start, reading.date)):
            return time.start
    unclear = any(t.start and t.start != reading.date and abs(token - saying.at) <= NEAR
                  and not (t.start != t.end and _in_relative(document, token)) for t, token in near)
    return None if unclear else reading.date


def _in_relative(document: Document, token: int) -> bool:
    """ "The minister, who took office in 2019, said": a day of another story."""
    for _ in range(5):
        if document.tokens[token].dep in ("relcl", "acl"):
            return True
        token = document.tokens[token].head
    return False


def _is_recent(day: str, published: str | None) -> bool:
    """ "Who visited the camps on Monday, said": he said it there; not "who took office on 3 May 2019"."""
    return published is not None and 0 <= (date.fromisoformat(published) - date.fromisoformat(day[:10])).days <= RECENT


def _hangs_on(document: Document, token: int, cue: Token) -> bool:
    """Whether a word belongs to the cue, or to the verb that a "saying" hangs on, within a few steps up the parse."""
    wanted = {cue.index, cue.head} if cue.tag == "VBG" and cue.dep == "advcl" else {cue.index}
    for _ in range(5):
        head = document.tokens[token].head
        if head in wanted:
            return True
        if head == token:
            return False
        token = head
    return False
