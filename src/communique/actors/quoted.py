""" "I" in a quotation → who speaks it, once it is known who is meant by all other words.

The speaker is the subject beside the quotation ('", Waters said', 'She said: "'), else who spoke the one before it in
the paragraph or in the one before, where that left its marks open. A paragraph signed with a name is quoted whole.
"""

from __future__ import annotations

from collections.abc import Mapping

from communique.actors.scene import Scene
from communique.stages import Quotation, Sentence

FIRST = frozenset(("I", "me", "my", "myself", "My", "mine", "Me"))
REACH = 9  # words between a quotation and who is told to have spoken it
CLAUSES = ("ROOT", "conj", "ccomp", "parataxis", "advcl")


def name_speakers(scene: Scene) -> None:
    """Adds the mentions of speakers by "I" and its forms."""
    tokens = scene.doc.tokens
    firsts = [t.index for t in tokens if t.text in FIRST]
    if not firsts:
        return
    kinds = ("name", "title", "pronoun")
    by_head = {m.head: m.actors[0] for m in scene.mentions if len(m.actors) == 1 and m.kind in kinds}
    spoken = _speakers(scene, by_head)
    for at in firsts:
        number = number_at(scene, tokens[at].start)
        outside = number is None and (_left_open(scene, at, spoken) or _signed(scene, at))
        speaker = spoken.get(number) if number is not None else outside
        if speaker:
            scene.mention(at, at + 1, [speaker], "pronoun", "speaker", head=at)


def number_at(scene: Scene, offset: int) -> int | None:
    """The number of the quotation around a character, if any."""
    found = [n for n, q in enumerate(scene.doc.quotations) if q.span[0] <= offset < q.span[1]]
    return found[0] if found else None


def _speakers(scene: Scene, by_head: Mapping[int, str]) -> dict[int, str]:
    """The speaker of each quotation by its number."""
    out: dict[int, str] = {}
    for number, quotation in enumerate(scene.doc.quotations):
        found = beside(scene, quotation, by_head) or _carried_on(scene, number, out)
        if found is not None and scene.cast[found].kind == "person":
            out[number] = found
    return out


def beside(scene: Scene, quotation: Quotation, by_head: Mapping[int, str]) -> str | None:
    """The actor that is told right after a quotation, or right before it, to have spoken it."""
    return _behind(scene, quotation, by_head) or _ahead(scene, quotation, by_head)


def _behind(scene: Scene, quotation: Quotation, by_head: Mapping[int, str]) -> str | None:
    """ '…", said Ana Example' and '…," she told reporters': the subject of the first verb behind."""
    tokens = scene.doc.tokens
    start = scene.after(quotation.span[1])
    inside = scene.doc.text[quotation.span[0] : quotation.span[1]].rstrip()
    if inside.endswith("."):
        return None
    for at in range(start, min(start + REACH, len(tokens))):
        if tokens[at].text in (".", ";", "“", '"') and at > start:
            return None
        if tokens[at].pos in ("VERB", "AUX"):
            for subject in scene.doc.below(at, "nsubj", "nsubjpass"):
                if subject.index >= start and subject.index in by_head:
                    return by_head[subject.index]
        if at in by_head and tokens[at].dep == "nsubj":
            return by_head[at]
    return None


def _ahead(scene: Scene, quotation: Quotation, by_head: Mapping[int, str]) -> str | None:
    """ 'Ana Example said: "…' and 'the minister welcomed "…': the subject of the nearest verb above or before."""
    tokens = scene.doc.tokens
    start = scene.after(quotation.span[0])
    if not 0 < start < len(tokens):
        return None
    paragraph = scene.doc.sentence_of(start).paragraph
    for at in range(start - 1, max(start - 60, -1), -1):
        sentence = scene.doc.sentence_of(at)
        announced = scene.doc.words(sentence.first, sentence.last).rstrip().endswith(":")
        if (sentence.paragraph != paragraph and not announced) or sentence.index < tokens[start].sentence - 1:
            return None
        if at in by_head and _speaks(scene, at) and number_at(scene, tokens[at].start) is None:
            return by_head[at]
    return None


def _speaks(scene: Scene, at: int) -> bool:
    """Whether a word is the subject of a main clause, or follows "according to"."""
    tokens = scene.doc.tokens
    token = tokens[at]
    if token.dep == "pobj" and scene.lower(token.head) == "to" and scene.lower(token.head - 1) == "according":
        return True
    return token.dep in ("nsubj", "nsubjpass") and tokens[token.head].dep in CLAUSES


def _carried_on(scene: Scene, number: int, spoken: Mapping[int, str]) -> str | None:
    """Who spoke the quotation before, in this paragraph, or in the one before if it stays open or ends there."""
    if number == 0:
        return None
    quotations, tokens = scene.doc.quotations, scene.doc.tokens
    here, before = scene.after(quotations[number].span[0]), scene.after(quotations[number - 1].span[0])
    if here >= len(tokens) or before >= len(tokens):
        return None
    apart = scene.doc.sentence_of(here).paragraph - scene.doc.sentence_of(before).paragraph
    if apart == 0 or (apart == 1 and not quotations[number - 1].closed):
        return spoken.get(number - 1)
    return None


def _left_open(scene: Scene, at: int, spoken: Mapping[int, str]) -> str | None:
    """Who spoke the quotation that the paragraph before left open, where this one opens none but closes it."""
    tokens, here = scene.doc.tokens, scene.doc.sentence_of(at)
    before = [n for n, q in enumerate(scene.doc.quotations) if q.span[1] <= tokens[at].start]
    if not before or scene.doc.quotations[before[-1]].closed:
        return None
    last = tokens[min(scene.after(scene.doc.quotations[before[-1]].span[0]), at)]
    return spoken.get(before[-1]) if here.paragraph - scene.doc.sentences[last.sentence].paragraph == 1 else None


def _signed(scene: Scene, at: int) -> str | None:
    """ "I was told nothing. ¶ Ana Example": who signs the paragraph; nobody in running text without marks."""
    sentences = scene.doc.sentences
    here = scene.doc.sentence_of(at)
    following = next((s for s in sentences[here.index + 1 :] if s.paragraph != here.paragraph), None)
    signature = _signature(scene, following) if following is not None else None
    last = sentences[following.index - 1 if following is not None else -1]
    return signature or (_signature(scene, last) if last.paragraph == here.paragraph else None)


def _signature(scene: Scene, sentence: Sentence) -> str | None:
    """The person whose name begins a sentence without a verb: "Ana Example, head of the school"."""
    tokens = scene.doc.tokens[sentence.first : sentence.last]
    if len(tokens) > 14 or any(t.pos in ("VERB", "AUX") or t.text == "." for t in tokens):
        return None
    mention = next((scene.taken[t.index] for t in tokens[:3] if t.index in scene.taken), None)
    if mention is None or mention.kind != "name" or scene.cast[mention.actors[0]].kind != "person":
        return None
    return mention.actors[0]
