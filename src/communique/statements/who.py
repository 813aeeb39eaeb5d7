"""Tellings and speakers → who speaks in each, where the text names nobody or says "he".

In the order of the text: a document and a pronoun without an antecedent are who spoke last, a quotation without a cue
goes on with the one before it, and whom nobody knows becomes a voice. Each lookup is by sentence or by bisection, so a
long sentence full of "he said" costs in proportion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.stages import Reading
from communique.statements.quotes import Telling
from communique.statements.speakers import NOBODY, Speaker, Speakers
from communique.statements.voices import Voices

MAX_PARAGRAPHS = 2  # "he" without an antecedent is who spoke last, at most so far back


def who_speaks(reading: Reading, found: Sequence[Telling], speakers: Speakers,
               voices: Voices) -> dict[int, Speaker]:
    """Who speaks in each telling, by the telling's `id()`."""
    who: dict[int, Speaker] = {}
    latest, paragraph, sentence = NOBODY, 0, -1
    named = _named_by_sentence(speakers, found)
    for telling in found:
        if telling.saying is None:
            who[id(telling)] = who.get(id(telling.follows), NOBODY)
            continue
        speaker = _not_who_follows(speakers, speakers.at(telling.saying.speaker), telling, named)
        if speakers.names_himself(speaker, telling.spans):
            speaker = speakers.nobody_yet(speaker)
        if latest.rule in ("speaker:finding", "speaker:document") and speakers.is_it(speaker):
            speaker = speakers.nobody_yet(speaker)
        speaker = _whose_words(speakers, speaker, telling, voices)
        here = reading.document.sentence_of(telling.saying.at).paragraph
        near = latest.actor is not None and here - paragraph <= MAX_PARAGRAPHS
        loose = speaker.rule == "speaker:somebody" and reading.document.tokens[telling.saying.at].tag == "VBG"
        if loose and near and reading.document.tokens[telling.saying.at].sentence == sentence:
            speaker = replace(latest, rule=f"{latest.rule}:latest", sure=0.6)  # "prices would fall, promising …"
        elif (not speaker.known and near and _may_be(speaker, latest, telling, speakers)) or (
                here - paragraph <= 1 and speakers.goes_on(speaker, latest)):
            speaker = replace(latest, span=speaker.span, rule=f"{speaker.rule}:latest", sure=0.6)
        if speaker.actor is None:
            speaker = replace(speaker, actor=voices.of(speaker))
        if speaker.actor is not None:
            latest, paragraph = speaker, here
            sentence = reading.document.tokens[telling.saying.at].sentence
        who[id(telling)] = speaker
    _named_next(reading, found, speakers, who)
    return who


def _named_next(reading: Reading, found: Sequence[Telling], speakers: Speakers, who: dict[int, Speaker]) -> None:
    """ "A spokesman said no. "It is too late," Okello Otim said": who is named next without an office is the one
    who has spoken without a name."""
    for number, telling in enumerate(found[1:], 1):
        speaker, before = who[id(telling)], who[id(found[number - 1])]
        if telling.saying is None or before.actor == speaker.actor or not speakers.is_unnamed(before):
            continue
        first = reading.document.quotations[telling.quotations[0]].span[0] if telling.quotations else None
        if first is None or reading.document.tokens[telling.saying.at].start < first:
            continue  # "…," said Okello Otim: the name comes last
        if speakers.names_anew(speaker, before) and _paragraph(reading, speaker) - _paragraph(reading, before) <= 1:
            for earlier in reversed(found[:number]):
                if who[id(earlier)].actor != before.actor:
                    break
                who[id(earlier)] = replace(who[id(earlier)], actor=speaker.actor, known=True, sure=0.6,
                                               rule="speaker:named-next")


def _paragraph(reading: Reading, speaker: Speaker) -> int:
    """The paragraph in which a speaker's words stand."""
    words = reading.document.tokens_in(speaker.span) if speaker.span else ()
    return reading.document.sentence_of(words[0].index).paragraph if words else 0


def _whose_words(speakers: Speakers, speaker: Speaker, telling: Telling, voices: Voices) -> Speaker:
    """ "Fars, quoting a general, said": the general, through Fars; "citing privacy rules" quotes nobody."""
    quoting = telling.saying.quoting if telling.saying is not None else None
    quoted = speakers.at(quoting)
    if speaker.actor is None or quoting is None or not quoted.span:
        return speaker
    quotes = speakers.document.tokens[speakers.document.tokens[quoting].head].lemma == "quote"
    if not (quoted.known or quoted.rule == "speaker:unnamed" or (quotes and quoted.rule == "speaker:somebody")):
        return speaker
    return replace(quoted, actor=voices.of(quoted), via=speaker.actor)


def _named_by_sentence(speakers: Speakers, found: Sequence[Telling]) -> dict[tuple[int, str], int]:
    """Where the last speaker of a sentence stands who is given by name or title, by sentence and actor."""
    out: dict[tuple[int, str], int] = {}
    for saying in (t.saying for t in found):
        speaker = speakers.at(saying.speaker) if saying is not None else NOBODY
        if saying is None or saying.speaker is None or speaker.actor is None or speaker.kind not in ("name", "title"):
            continue
        key = speakers.document.tokens[saying.at].sentence, speaker.actor
        out[key] = max(out.get(key, -1), saying.speaker)
    return out


def _not_who_follows(speakers: Speakers, speaker: Speaker, telling: Telling,
                     named: dict[tuple[int, str], int]) -> Speaker:
    """ "He said it was too early, but Egypt's Mansour added …": "he" is not who is named next."""
    if speaker.kind != "pronoun" or speaker.actor is None or telling.saying is None or telling.saying.speaker is None:
        return speaker
    at, sentence = telling.saying.speaker, speakers.document.tokens[telling.saying.at].sentence
    if named.get((sentence, speaker.actor), -1) <= at or speakers.named_before(speaker.actor, at):
        return speaker
    return speakers.nobody_yet(speaker)


def _may_be(speaker: Speaker, latest: Speaker, telling: Telling, speakers: Speakers) -> bool:
    """ "the statement added": its giver; "he added": the person who spoke last; "they added": the body or the voices
    who did. "It" may be a report, "I" is left alone."""
    if speaker.rule == "speaker:document":
        definite = speakers.is_spoken_of(speaker)
        return definite and latest.known and telling.saying is not None and telling.saying.shape != "source"
    if speaker.rule != "speaker:pronoun":
        return False
    unnamed = latest.rule in ("speaker:unnamed", "speaker:somebody")
    if speaker.kind == "it":
        return latest.rule in ("speaker:finding", "speaker:document")
    if speaker.kind == "they":
        return unnamed or latest.actor in speakers.bodies
    return speaker.kind in ("he", "she") and (unnamed or latest.kind in ("name", "title"))
