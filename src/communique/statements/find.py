"""Reading → statements: who said what.

Cues are found in the parse (`clauses`), quotations given to them (`quotes`), speakers looked up (`speakers`). What is
left is putting the record together. A telling whose speaker is nobody in particular is dropped, with its reason.
"""

from __future__ import annotations

from dataclasses import replace

from communique.knowledge import Knowledge
from communique.knowledge.cues import Cues
from communique.records import Dropped, Span, Statement
from communique.stages import Reading
from communique.statements.sayings import sayings
from communique.statements.quotes import Telling, tellings
from communique.statements.spans import cut, joined, quoted_share
from communique.statements.speakers import NOBODY, Speaker, Speakers


def find_statements(reading: Reading, knowledge: Knowledge) -> Reading:
    """The statements of a report, and of its posts, in `reading.statements`."""
    if reading.skip:
        return reading
    cues, document = knowledge.cues, reading.document
    found = tellings(document, list(sayings(document, cues)), cues)
    statements, dropped = _statements(reading, found, cues)
    return replace(reading, statements=tuple(statements), dropped=(*reading.dropped, *dropped))


def _statements(reading: Reading, found: list[Telling], cues: Cues) -> tuple[list[Statement], list[Dropped]]:
    speakers = Speakers(reading, cues)
    who: dict[int, Speaker] = {}
    latest = NOBODY
    out: list[Statement] = []
    dropped: list[Dropped] = []
    for telling in found:
        if telling.saying is not None:
            who[id(telling)] = speaker = speakers.at(telling.saying.speaker)
            if speaker.rule == "speaker:document" and not speaker.known and latest.known:
                who[id(telling)] = replace(latest, span=speaker.span, rule="speaker:document")
            latest = who[id(telling)] if who[id(telling)].known else latest
        elif telling.follows is not None:
            who[id(telling)] = who.get(id(telling.follows), NOBODY)
    for telling in found:
        speaker = who.get(id(telling), NOBODY)
        statement = _statement(reading, telling, speaker, f"s{len(out) + 1}")
        if statement is None:
            continue
        if not speaker.known:
            dropped.append(Dropped("statement", statement.content[0], "no-speaker"))
            continue
        out.append(statement)
    return out, dropped


def _statement(reading: Reading, telling: Telling, speaker: Speaker, name: str) -> Statement | None:
    document, text = reading.document, reading.text
    whole = joined(text, telling.spans)
    content = cut(document, whole, document.quotations)
    if not content:
        return None
    share = quoted_share(text, content, document.quotations)
    kind = "direct" if share > 0.97 else "mixed" if share > 0 else "indirect"
    saying = telling.saying
    cue_span = _cue_span(reading, telling)
    return Statement(
        id=name, speaker=speaker.actor, speaker_span=speaker.span, via=None, addressee=None, occasion=None, said_at=None,
        kind=kind, stance=saying.cue.stance if saying and saying.cue else "states",
        cue=text[cue_span[0] : cue_span[1]] if cue_span else None, cue_span=cue_span, content=content, topics=(),
        parent=None, post=None, sentence=_sentence(reading, telling, content), confidence=0.8,
        reasons=(f"shape:{saying.shape}" if saying else "shape:continued", speaker.rule))


def _cue_span(reading: Reading, telling: Telling) -> Span | None:
    if telling.saying is None or not telling.saying.words:
        return None
    tokens = reading.document.tokens
    return tokens[min(telling.saying.words)].start, tokens[max(telling.saying.words)].end


def _sentence(reading: Reading, telling: Telling, content: tuple[Span, ...]) -> Span:
    document = reading.document
    if telling.saying is not None:
        return document.sentence_of(telling.saying.at).span
    return next((s.span for s in document.sentences if s.span[0] <= content[0][0] < s.span[1]), content[0])
