"""The parsed document → sayings that no word of saying introduces, only the way they are set.

CASE 1 "Rutte on X: we stand with Kyiv", CASE 2 a headline that names its source last ("Talks to resume in May: FM"),
CASE 3 a quotation and a name behind a dash ("“…” — Josep Borrell, EU foreign policy chief"). Who stands there must
be somebody who can speak; "Gaza: what we know" and "Blast in Kabul - BBC News" are none. We would rather miss one.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.knowledge.cues import Cues
from communique.stages import Document, Sentence
from communique.statements.saying import Saying
from communique.statements.spans import token_range
from communique.statements.speakers import Speakers

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_DASHES = ("-", "–", "—", "--", "―")
_MARKS = frozenset("\"“”„«»‘’'")
_OURS = frozenset(("i", "we", "our", "my", "us"))
MAX_BEFORE = 14  # tokens of "X at a news conference in Y:"
MAX_BEHIND = 8  # tokens of ": Turkish foreign minister"
MAX_NAMED = 18  # tokens of "— Josep Borrell, the EU's foreign policy chief"
MAX_HEADLINE = 32


def styled(document: Document, cues: Cues, speakers: Speakers) -> Iterator[Saying]:
    """The sayings of all three kinds, in the order of the text."""
    for sentence in document.sentences:
        opens = sentence.index == 0 or document.sentences[sentence.index - 1].paragraph != sentence.paragraph
        if opens:
            yield from _named_first(document, cues, speakers, sentence)
            yield from _named_last(document, speakers, sentence)
    yield from _behind_dash(document, speakers)


def _named_first(document: Document, cues: Cues, speakers: Speakers, sentence: Sentence) -> Iterator[Saying]:
    """CASE 1: a person and at most an occasion before a colon; what follows has a verb and no mark of its own."""
    colon = next((i for i in range(sentence.first, min(sentence.first + MAX_BEFORE, sentence.last))
                  if document.tokens[i].text == ":"), None)
    if colon is None or colon + 2 >= len(document.tokens) or set(document.tokens[colon + 1].text) <= _MARKS:
        return
    told = document.sentence_of(colon + 1)  # the parser may end a sentence at the colon
    before = document.tokens[sentence.first : colon]
    if told.paragraph != sentence.paragraph or any(t.tag in (*_FINITE, "VBG", "VB") for t in before) or not _finite(
            document, colon + 1, told.last):
        return
    occasion = any(t.lemma.lower() in cues.occasions or t.text.lower() in cues.platforms for t in before)
    for token in before:
        if token.tag[:2] != "NN" or token.dep == "compound":
            continue
        speaker = speakers.at(token.index)
        if speaker.known and speaker.actor and (speaker.actor in speakers.people or occasion):
            ours = _OURS & {t.text.lower() for t in document.tokens[colon + 1 : told.last]}
            last = _paragraph_end(document, told) if ours else told.last
            yield Saying(None, token.index, (), token.index, "colon", ((colon + 1, last),), limit=last)
        return


def _named_last(document: Document, speakers: Speakers, sentence: Sentence) -> Iterator[Saying]:
    """CASE 2: a headline, which ends without a stop, and behind its last colon or dash nothing but who said it."""
    tokens = document.tokens[sentence.first : sentence.last]
    alone = _paragraph_end(document, sentence) == sentence.last
    if not alone or not 5 <= len(tokens) <= MAX_HEADLINE or tokens[-1].text in (".", "!", "?", '"', "”", "…", "..."):
        return
    cut = next((t.index for t in reversed(tokens[-MAX_BEHIND:]) if t.text in (":", *_DASHES)), None)
    if cut is None or cut - sentence.first < 3 or cut + 1 >= sentence.last:
        return
    behind = document.tokens[cut + 1 : sentence.last]
    papers = speakers.cues.documents | speakers.cues.findings
    if any((t.tag[:1] in "VM.P" and t.lemma not in papers) or t.text == "," for t in behind) or not _tells(
            document, sentence.first, cut):
        return
    head = behind[-1].index
    if behind[-1].lemma in papers and len(behind) > 1 and speakers.at(head - 1).known:
        head -= 1  # ": IAEA report"
    speaker = speakers.at(head)
    outlet = speaker.actor in speakers.outlets and document.tokens[cut].text in _DASHES  # the suffix of a page's title
    if not outlet and (speaker.known or speaker.rule in ("speaker:unnamed", "speaker:document", "speaker:finding")):
        yield Saying(None, head, (), head, "headline", ((sentence.first, cut),), limit=sentence.last)


def _behind_dash(document: Document, speakers: Speakers) -> Iterator[Saying]:
    """CASE 3: a quotation that opens a paragraph, and behind it a dash and a name, be it on the next line."""
    starts = [t.start for t in document.tokens]
    for quotation in document.quotations:
        first, last = token_range(starts, quotation.span)
        if last - first < 3 or not _opens_paragraph(document, first):
            continue
        at = last
        while at < len(document.tokens) and set(document.tokens[at].text) <= _MARKS | {".", ","}:
            at += 1
        if at + 1 >= len(document.tokens) or document.tokens[at].text not in _DASHES:
            continue
        end = _paragraph_end(document, document.sentence_of(at + 1))
        named = document.tokens[at + 1 : end]
        if len(named) > MAX_NAMED or any(t.tag in _FINITE for t in named):
            continue
        for token in named:
            if token.tag[:2] == "NN" and token.dep != "compound" and speakers.at(token.index).known:
                yield Saying(None, token.index, (), token.index, "dash", ((first, last),), limit=end)
                break


def _tells(document: Document, first: int, last: int) -> bool:
    """Whether a headline has a verb: "Talks resume", "Talks to resume", "Talks suspended"."""
    return any(t.tag[:2] == "VB" or t.tag == "MD" for t in document.tokens[first:last])


def _finite(document: Document, first: int, last: int) -> bool:
    """Whether it is a clause of its own; "the woman who led Europe" and "how he fell" are titles."""
    tokens = document.tokens[first:last]
    titled = tokens[0].tag in ("WRB", "WP") and tokens[-1].text != "?"
    verbs = (t for t in tokens if t.tag in _FINITE)
    return not titled and any("relcl" not in (t.dep, document.tokens[t.head].dep) for t in verbs)


def _opens_paragraph(document: Document, first: int) -> bool:
    before = first - 1
    while before >= 0 and set(document.tokens[before].text) <= _MARKS:
        before -= 1
    return before < 0 or document.sentence_of(before).paragraph != document.sentence_of(first).paragraph


def _paragraph_end(document: Document, sentence: Sentence) -> int:
    last = sentence
    for following in document.sentences[sentence.index + 1 :]:
        if following.paragraph != sentence.paragraph:
            break
        last = following
    return last.last

