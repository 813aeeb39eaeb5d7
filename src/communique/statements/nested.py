"""Sayings inside quotations → tellings of their own: "“The minister told me that Fiji will not sign,” Ms Silva said".

In: the sayings of a document and the tellings that hold the quotations. Out: tellings whose words lie inside one of
these. What the quoted person thinks or is saying now ("I think", "let me say") is none; "I told him that …" is one,
and he is its speaker. "He" is somebody else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.records import Span
from communique.stages import Document, Token
from communique.statements.clauses import trimmed
from communique.statements.quotes import Telling
from communique.statements.saying import Saying
from communique.statements.speakers import Speaker, Speakers
from communique.statements.voices import Voices
from communique.text.quotations import quotations

_SELF = ("i", "we")
_VAGUE = ("you", "they", "it", "one", "who", "which", "that", "there")
_FELT = ("believes", "hopes", "predicts", "asks", "agrees", "regrets")  # stances of what one thinks and does not tell
_SUPPOSED = ("if", "unless", "when", "whenever", "until", "whether")
_REACH = 4  # tokens between a cue and the inner mark: "He told me, ‘No’"
MIN_WORDS = 3  # of a clause; "who said so" says nothing


def inner_tellings(document: Document, sayings: Sequence[Saying], outer: Sequence[Telling]) -> list[Telling]:
    """A telling for each saying that stands in a quotation which is somebody's words, and has words of its own."""
    starts = [q.span[0] for q in document.quotations]
    told = {index for telling in outer for index in telling.quotations}
    out = []
    for saying in sayings:
        index = bisect_right(starts, document.tokens[saying.at].start) - 1
        if index in told and _was_told(document, saying, document.quotations[index].span):
            spans = list(_words(document, saying, document.quotations[index].span))
            if spans:
                out.append(Telling(saying, spans, inside=index))
    return out


def _was_told(document: Document, saying: Saying, quotation: Span) -> bool:
    """Whether somebody in the quotation said something then: not "I think", "if he says", "you said"."""
    if saying.cue is None or saying.speaker is None or not _lies_in(document.tokens[saying.at], quotation):
        return False
    if saying.cue.stance == "asks" or saying.shape == "wh-clause":
        return False
    verb, speaker = document.tokens[saying.at], document.tokens[saying.speaker]
    if not _lies_in(speaker, quotation) or speaker.text.lower() in _VAGUE:
        return False
    if any(t.text.lower() in _SUPPOSED for t in document.below(verb.index, "mark", "advmod")):
        return False
    past = verb.tag == "VBD" or any(t.text.lower() in ("has", "have", "had") for t in document.below(verb.index, "aux"))
    if speaker.text.lower() in _SELF:
        return past and saying.cue.stance not in _FELT and saying.shape not in ("as-clause", "predicate", "matter")
    named = speaker.tag in ("NNP", "NNPS")
    return past or (named and verb.tag in ("VBZ", "VBP", "VBN")) or saying.shape in ("source", "noun-that")


def _lies_in(token: Token, span: Span) -> bool:
    return span[0] <= token.start < span[1]


def _words(document: Document, saying: Saying, quotation: Span) -> Iterator[Span]:
    """The clause inside the quotation; else what stands between inner marks beside the cue."""
    marks = [(quotation[0] + a, quotation[0] + b) for q in quotations(document.text[slice(*quotation)])
             for a, b in (q.span,)]
    beside = [m for m in marks if _beside(document, saying, m)]
    if beside and not saying.content:
        yield beside[0]
        return
    for content in saying.content:
        first, last = trimmed(document, content)
        if last - first >= MIN_WORDS:
            start, end = document.tokens[first].start, document.tokens[last - 1].end
            if quotation[0] <= start < quotation[1]:
                yield start, min(end, quotation[1])


def _beside(document: Document, saying: Saying, marks: Span) -> bool:
    """Whether inner marks open right behind the cue, or close right before it: "‘Go home,’ he told me"."""
    cue, last = document.tokens[saying.at], document.tokens[max(saying.words)]
    behind = [t for t in document.tokens[last.index + 1 : last.index + 2 + _REACH] if t.start < marks[0]]
    if last.end <= marks[0] and len(behind) <= _REACH and _touches(document, behind, marks):
        return True
    return marks[1] <= cue.start and cue.start - marks[1] <= 30 and document.text[marks[1] - 1] in ",?!"


def _touches(document: Document, behind: Sequence[Token], marks: Span) -> bool:
    """Whether the tokens behind a cue reach up to the marks, and end with a comma or colon."""
    near = document.text[max(marks[0] - 4, 0) : marks[0] - 1].rstrip()
    return bool(behind) and marks[0] - behind[-1].end <= 3 and near.endswith((",", ":"))


def inner_speaker(speakers: Speakers, voices: Voices, telling: Telling, outer: Speaker) -> Speaker:
    """Who speaks inside: of "I" the one who is quoted, of "he" anybody else."""
    head = telling.saying.speaker if telling.saying is not None else None
    speaker = speakers.at(head)
    words = speakers.document.tokens[head].text.lower() if head is not None else ""
    if words in _SELF:
        return replace(outer, span=speaker.span, rule="speaker:himself", sure=0.8)
    if speaker.actor is not None and speaker.actor == outer.actor:
        speaker = speakers.nobody_yet(speaker)
    return speaker if speaker.actor is not None else replace(speaker, actor=voices.of(speaker))
