"""The quicker ways through tagger's rules and entities give what the components themselves give."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.analyse.components import parse_with
from communique.analyse.entities import moves_of
from communique.analyse.ruler import ruler_of
from communique.pipeline import Reader

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
ODD = (
    "I ain't goin' there. There's nothin' I gotta do; y'all gonna c'mon. Let's go! 'Nuff said: ol' Bill'll tell 'em.",
    "There were talks. There it is. He did. Had they known, they had not.",
    "Ministers   of\tPeru \n met  on Monday \n\n in Lima \n",
    " \n ",
    "Oslo",
    "On 4 March 2024 at 5 p.m. the European Union paid $ 3.5 million , 20 % , to the first of New York's Red Cross.",
    "Jean-Claude van der Berg of the United Nations High Commissioner for Refugees in the Democratic Republic of the",
)
WORDS = ("the", "Ana", "Example", "of", "United", "Nations", "in", "Oslo", "said", ".", "on", "Monday", "did", "n't",
         "there", "'s", "\n", "  ", "$", "5", "million", "'em", "gon", "na", "first", '"')


def read(docs: object) -> list[object]:
    """All that later stages take from docs."""
    return [[(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.is_sent_start,
              t.ent_type_, t.ent_iob_) for t in doc] + [(e.start, e.end, e.label_) for e in doc.ents] for doc in docs]  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_reports_are_parsed_alike(reader: Reader, path: Path) -> None:
    """Tags, lemmas, heads and entities of a report are those that spaCy's own way gives."""
    texts = path.read_text(encoding="utf-8").split("\n\n")
    assert read(reader.parser.parse(texts)) == read(reader.parser.nlp.pipe(texts))


def test_odd_texts_are_parsed_alike(reader: Reader) -> None:
    """Patterns over two words, white space, a single word, an entity that the end of the text cuts off."""
    assert read(reader.parser.parse(ODD)) == read(reader.parser.nlp.pipe(ODD))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), min_size=1, max_size=5))
def test_any_words_are_parsed_alike(reader: Reader, texts: list[str]) -> None:
    """So are words in no order at all, and texts without a word."""
    assert read(reader.parser.parse(texts)) == read(reader.parser.nlp.pipe(texts))


def test_the_model_as_reviewed_takes_the_quicker_ways(reader: Reader) -> None:
    """Else the comparisons above would compare spaCy with itself."""
    nlp = reader.parser.nlp
    assert ruler_of(nlp.get_pipe("attribute_ruler")) is not None  # type: ignore[arg-type]
    assert moves_of(nlp.get_pipe("ner")) is not None  # type: ignore[arg-type]


def test_patterns_of_another_kind_are_left_to_the_component() -> None:
    """A rule that looks at something else than letters, tag and label is not read wrongly but not read at all."""
    import spacy

    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"LENGTH": 4}]], {"POS": "NOUN"})  # type: ignore[attr-defined]
    assert ruler_of(ruler) is None  # type: ignore[arg-type]
    (doc,) = parse_with(nlp)(["Peru it"])
    assert [t.pos_ for t in doc] == ["NOUN", ""]


def test_memory_of_the_rules_has_an_end(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """New words do not pile up, and what is forgotten is worked out again."""
    monkeypatch.setattr("communique.analyse.ruler.MAX_REMEMBERED", 3)
    ruler = ruler_of(reader.parser.nlp.get_pipe("attribute_ruler"))  # type: ignore[arg-type]
    assert ruler is not None
    (plain,) = reader.parser.nlp.pipe(ODD[:1])
    (doc,) = reader.parser.nlp.pipe(ODD[:1], disable=["attribute_ruler", "lemmatizer", "ner"])
    ruler.apply(doc)
    assert [t.pos_ for t in doc] == [t.pos_ for t in plain]
    assert len(ruler.letters) <= 3 and len(ruler.memory) <= 3
