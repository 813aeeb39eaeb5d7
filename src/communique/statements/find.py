"""Reading → statements: who said what.

Cues are found in the parse (`sayings`), quotations given to them (`quotes`), speakers looked up (`speakers`), and the
rest hung on (`details`). A telling whose speaker is nobody in particular is dropped, with its reason; one that names
no speaker but a document or a country keeps its words and has no actor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.knowledge import Knowledge
from communique.records import Dropped, Span, Statement
from communique.stages import Reading
from communique.statements import details
from communique.statements.nested import inner_speaker, inner_tellings
from communique.statements.posts import from_posts
from communique.statements.quotes import Telling, tellings
from communique.statements.sayings import sayings
from communique.statements.spans import NEARLY_ALL, Cutter, joined
from communique.statements.speakers import Speaker, Speakers
from communique.statements.styles import styled
from communique.statements.topics import Topics
from communique.statements.voices import Voices
from communique.statements.who import who_speaks

_SHAPES = {"that-clause": 0.95, "bare-clause": 0.92, "wh-clause": 0.85, "clause-before": 0.92, "noun-that": 0.85,
           "noun-of": 0.7, "denied-that": 0.8,
           "as-clause": 0.8, "source": 0.85, "quotation": 0.85, "quoted": 0.8, "predicate": 0.7, "colon": 0.75,
           "headline": 0.7, "dash": 0.85, "matter": 0.75,
           "continued": 0.75, "floating": 0.6}
_THOUGHTS = ("believe", "expect", "hope", "ask", "agree")  # what nobody in particular does is no statement


@dataclass(frozen=True, slots=True)
class _Told:
    """A telling with its speaker and the statement made of it."""

    telling: Telling
    speaker: Speaker
    statement: Statement


def find_statements(reading: Reading, knowledge: Knowledge) -> Reading:
    """The statements of a report, and of its posts, in `reading.statements`."""
    if reading.skip:
        return reading
    cues, document = knowledge.cues, reading.document
    speakers = Speakers(reading, cues)
    heard = sorted((*sayings(document, cues), *styled(document, cues, speakers)), key=lambda s: s.at)
    outer = tellings(document, heard, cues)
    inner = inner_tellings(document, heard, outer)
    voices = Voices(reading, cues)
    told, dropped = _told(reading, outer, inner, speakers, voices)
    reading = replace(reading, actors=(*reading.actors, *voices.made.values()))
    topics = Topics(reading, cues)
    statements = [replace(s, topics=topics.of(s)) for s in _related(reading, told)]
    reading, posts = from_posts(reading, knowledge, len(outer) + len(inner) + 1)
    return replace(reading, statements=(*statements, *posts), dropped=(*reading.dropped, *dropped))


def _told(reading: Reading, outer: list[Telling], inner: list[Telling], speakers: Speakers,
          voices: Voices) -> tuple[list[_Told], list[Dropped]]:
    cutter = Cutter(reading.document)
    who = who_speaks(reading, outer, speakers, voices)
    found: list[Telling] = []
    for telling in outer:
        within = [t for t in inner if t.inside in telling.quotations]
        who.update((id(t), inner_speaker(speakers, voices, t, who[id(telling)])) for t in within)
        found.extend((telling, *within))
    out: list[_Told] = []
    dropped: list[Dropped] = []
    for number, telling in enumerate(found):
        speaker = who[id(telling)]
        if telling.saying and telling.saying.shape == "floating" and not speakers.is_person(speaker):
            continue
        statement = _statement(reading, telling, speaker, cutter, f"s{number + 1}")
        if statement is None:
            continue
        if speaker.known or _without_name(speaker, telling):
            out.append(_Told(telling, speaker, _detailed(reading, statement, telling, speakers, voices)))
        else:
            dropped.append(Dropped("statement", statement.content[0], "no-speaker"))
    return out, dropped


def _without_name(speaker: Speaker, telling: Telling) -> bool:
    """ "Witnesses said", "the report says", "he added" of nobody known: somebody did say it; not "many believe"."""
    if speaker.rule == "speaker:document" or speaker.rule.endswith(":latest"):
        return True
    cue = telling.saying.cue if telling.saying else None
    if speaker.rule == "speaker:somebody":
        return bool(telling.quotations) or (cue is not None and cue.id == "say")
    if speaker.rule in ("speaker:unnamed", "speaker:finding"):
        return cue is None or cue.id not in _THOUGHTS
    return speaker.rule == "speaker:pronoun" and speaker.kind in ("he", "she", "they") and (
        cue is None or cue.id not in _THOUGHTS)


def _statement(reading: Reading, telling: Telling, speaker: Speaker, cutter: Cutter, name: str) -> Statement | None:
    text, saying = reading.text, telling.saying
    spans = [(max(a, reading.dateline[1]), b) if reading.dateline and a < reading.dateline[1] < b else (a, b)
             for a, b in telling.spans]
    content = cutter.cut(joined(text, spans))
    if not content:
        return None
    share = cutter.quoted_share(content)
    shape = saying.shape if saying else "continued"
    cue = _cue_span(reading, telling)
    return Statement(
        id=name, speaker=speaker.actor, speaker_span=speaker.span, via=speaker.via, addressee=None, occasion=None,
        said_at=details.said_at(reading, saying, content),
        kind=_kind(telling, share),
        stance=saying.cue.stance if saying and saying.cue else "states", cue=text[cue[0] : cue[1]] if cue else None,
        cue_span=cue, content=content, topics=(), parent=None, post=None,
        sentence=_sentence(reading, telling, content, cutter),
        speakers=speaker.all, confidence=round(_SHAPES.get(shape, 0.7) * (speaker.sure or 0.5), 2),
        reasons=(f"shape:{shape}", *((f"cue:{saying.cue.id}",) if saying and saying.cue else ()), speaker.rule))


def _kind(telling: Telling, share: float) -> str:
    """By the share of the words in quotation marks; inside a quotation by marks within it."""
    if telling.inside is not None:
        return "indirect" if telling.saying is not None and telling.saying.content else "direct"
    return "direct" if share > NEARLY_ALL else "mixed" if share > 0 else "indirect"


def _detailed(reading: Reading, statement: Statement, telling: Telling, speakers: Speakers,
              voices: Voices) -> Statement:
    """The statement with voice, addressee and occasion."""
    saying = telling.saying
    if saying is None:
        return statement
    return replace(statement, via=details.via(saying, speakers, statement.speaker) or statement.via,
                   addressee=details.addressee(saying, speakers, voices, statement.speaker, statement.content),
                   occasion=details.occasion(reading.document, speakers.cues, saying, statement.content))


def _cue_span(reading: Reading, telling: Telling) -> Span | None:
    if telling.saying is None or not telling.saying.words:
        return None
    tokens, words = reading.document.tokens, telling.saying.words
    if max(words) - min(words) >= len(words) + 2:  # "made plain on Friday that": the verb is enough
        return tokens[min(words)].span
    return tokens[min(words)].start, tokens[max(words)].end


def _sentence(reading: Reading, telling: Telling, content: tuple[Span, ...], cutter: Cutter) -> Span:
    document = reading.document
    if telling.saying is not None:
        return document.sentence_of(telling.saying.at).span
    return document.sentences[cutter.sentence_at(content[0][0])].span


def _related(reading: Reading, told: Sequence[_Told]) -> list[Statement]:
    """Statements quoted in others get a `parent`; what an agency reports of a speaker is his, `via` the agency.

    "He said he hoped that …" is one statement, with the stance of the inner cue.
    """
    out = {t.statement.id: t.statement for t in told}
    media = {a.id for a in reading.actors if a.sector == "MED"}
    together: dict[Span, list[_Told]] = {}
    holder: dict[int, _Told] = {}
    for each in told:
        together.setdefault(each.statement.sentence, []).append(each)
        holder.update(dict.fromkeys(each.telling.quotations, each))
    for inner in told:
        near = together[inner.statement.sentence]
        inside = holder.get(inner.telling.inside) if inner.telling.inside is not None else None
        outer = _around(inner, [*near, inside] if inside is not None else near)
        if outer is None:
            continue
        if inside is not None:
            out[inner.statement.id] = replace(out[inner.statement.id], parent=outer.statement.id)
            continue
        if outer.telling.saying and outer.telling.saying.shape == "source" and outer.speaker.actor in media:
            out[inner.statement.id] = replace(out[inner.statement.id], via=outer.speaker.actor)
            out.pop(outer.statement.id, None)
        elif outer.speaker.actor is not None and outer.speaker.actor == inner.speaker.actor:
            out.pop(inner.statement.id, None)
            if _length(inner) > 0.6 * _length(outer) and outer.statement.id in out:
                out[outer.statement.id] = replace(out[outer.statement.id], stance=inner.statement.stance)
        else:
            out[inner.statement.id] = replace(out[inner.statement.id], parent=outer.statement.id)
    return [replace(s, parent=s.parent if s.parent in out and not _in_itself(s, out) else None) for s in out.values()]


def _around(inner: _Told, told: Sequence[_Told]) -> _Told | None:
    """The telling whose content holds this one's cue: the narrowest. Two that hold each other are a misread clause."""
    holding = [t for t in told if t.statement.cue_span != inner.statement.cue_span and _holds(t, inner)
               and not _holds(inner, t)]
    return min(holding, key=_length, default=None)


def _holds(outer: _Told, inner: _Told) -> bool:
    cue = inner.statement.cue_span
    return cue is not None and any(a <= cue[0] and cue[1] <= b for a, b in outer.statement.content)


def _in_itself(statement: Statement, others: dict[str, Statement]) -> bool:
    """Whether the way up from a statement leads back to it."""
    at, seen = statement.parent, {statement.id}
    while at in others and at not in seen:
        seen.add(at)
        at = others[at].parent
    return at in seen


def _length(told: _Told) -> int:
    return sum(b - a for a, b in told.statement.content)
