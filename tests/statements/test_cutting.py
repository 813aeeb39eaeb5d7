"""Cutting content: quotation marks go, sentences part, punctuation at the edges is left."""

from __future__ import annotations

from communique.stages import Document, Sentence
from communique.statements.spans import Cutter, joined
from communique.text.quotations import quotations


def _document(text: str) -> Document:
    ends = [i + 1 for i, c in enumerate(text) if c == "."] or [len(text)]
    starts = [0, *(e + 1 for e in ends[:-1])]
    sentences = tuple(Sentence(n, 0, 1, (a, b), 0, 0) for n, (a, b) in enumerate(zip(starts, ends, strict=True)))
    return Document(text, sentences=sentences, quotations=quotations(text))


def _cut(text: str) -> list[str]:
    return [text[a:b] for a, b in Cutter(_document(text)).cut([(0, len(text))])]


def test_marks_are_left_out() -> None:
    """A quoted phrase inside a clause becomes a span of its own, without its marks."""
    assert _cut('it was "a fair deal" for all') == ["it was", "a fair deal", "for all"]


def test_cut_at_sentence_ends() -> None:
    """Two sentences of one quotation are two spans."""
    assert _cut("We came. We stayed.") == ["We came.", "We stayed."]


def test_pieces_that_touch_are_one() -> None:
    """Spans parted by nothing but punctuation are one; a word between keeps them apart."""
    text = "we came, we saw and left"
    assert joined(text, [(0, 7), (9, 15)]) == [(0, 15)]
    assert joined(text, [(0, 7), (20, 24)]) == [(0, 7), (20, 24)]


def test_share_of_quoted_letters() -> None:
    """Half the letters in quotation marks are a share of one half."""
    text = 'abcd "efgh"'
    assert Cutter(_document(text)).quoted_share([(0, len(text))]) == 0.5
