"""No parse, however odd or deep, stops the stage or slows it down out of proportion."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique import Reader
from communique.knowledge import Knowledge
from communique.propositions import find_propositions
from communique.records import Report
from communique.stages import Document, Reading, Sentence, Token

WORDS = ("talks", "visit", "attack", "met", "not", "no", "who", "to", "by", "of", "between", "be", "have", "longer",
         "without", "nor", "until", "there", "planned", "Kenya", "and")
DEPS = ("nsubj", "nsubjpass", "dobj", "pobj", "prep", "conj", "cc", "ccomp", "xcomp", "pcomp", "relcl", "acl", "advcl",
        "aux", "auxpass", "neg", "det", "amod", "compound", "poss", "attr", "acomp", "expl", "agent", "dative", "appos",
        "prt", "advmod")
TAGS = {"NN": "NOUN", "NNP": "PROPN", "VB": "VERB", "VBD": "VERB", "VBN": "VERB", "VBG": "VERB", "IN": "ADP",
        "MD": "AUX", "RB": "ADV", "JJ": "ADJ", "WDT": "PRON", "CC": "CCONJ"}


@pytest.fixture
def knowledge(reader: Reader) -> Knowledge:
    """The package's knowledge."""
    return reader.knowledge


def document(rows: list[tuple[str, str, str, int]], headline: bool = False) -> Document:
    """A parse made by hand: word, tag, label, head."""
    tokens: list[Token] = []
    at = 0
    for index, (word, tag, dep, head) in enumerate(rows):
        label = dep if head != index else "ROOT"
        tokens.append(Token(index, at, at + len(word), word, word.lower(), tag, TAGS[tag], label, head, 0, ""))
        at += len(word) + 1
    children: list[list[int]] = [[] for _ in rows]
    for token in tokens:
        if token.head != token.index:
            children[token.head].append(token.index)
    text = " ".join(word for word, *_ in rows)
    sentences = (Sentence(0, 0, len(rows), (0, len(text)), 0, 0, headline),) if rows else ()
    edges = tuple((0, len(rows)) for _ in rows)
    return Document(text, tuple(tokens), sentences, (), (), tuple(tuple(c) for c in children), edges)


def read(parsed: Document, knowledge: Knowledge) -> Reading:
    return find_propositions(Reading(Report("test", parsed.text), text=parsed.text, document=parsed), knowledge)


ROW = st.tuples(st.sampled_from(WORDS), st.sampled_from(sorted(TAGS)), st.sampled_from(DEPS), st.integers(0, 11))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, max_size=12), headline=st.booleans())
def test_random_parses(knowledge: Knowledge, rows: list[tuple[str, str, str, int]], headline: bool) -> None:
    """Any labels on any words, even heads that go in a circle, give propositions with the indexes of their places."""
    parsed = document([(w, t, d, h % len(rows)) for w, t, d, h in rows], headline)
    found = read(parsed, knowledge).propositions
    assert [p.index for p in found] == list(range(len(found)))
    assert all(p.parent is None or 0 <= p.parent < len(found) for p in found)


def _seconds(parsed: object, knowledge: Knowledge) -> float:
    begun = time.process_time()
    read(parsed, knowledge)
    return time.process_time() - begun


@pytest.mark.parametrize(
    ("tag", "dep"), [("VBN", "conj"), ("VB", "xcomp"), ("VBN", "relcl"), ("VBG", "pcomp"), ("NN", "conj")])
@pytest.mark.parametrize("step", [-1, 1])
def test_deep_nesting(knowledge: Knowledge, tag: str, dep: str, step: int) -> None:
    """Thousands of clauses one inside the other do not run out of stack, and twice as many take about twice as long."""
    spent = []
    for size in (1000, 4000):
        rows = [("talks" if tag == "NN" else "met", tag, dep, min(max(i + step, 0), size - 1)) for i in range(size)]
        parsed = document(rows)
        spent.append(min(_seconds(parsed, knowledge) for _ in range(3)))  # other work makes a run longer, never shorter
    assert spent[1] < 12 * spent[0] + 0.2


@pytest.mark.parametrize("text", ["", "Talks", "Attack!", "Who?", ")", "the the the", "No.", "Not only"])
def test_fragments(text: str, request: pytest.FixtureRequest) -> None:
    """A word or two is no sentence, and no error."""
    reading: Callable[[str], Reading] = request.getfixturevalue("read")
    assert reading(text).propositions is not None
