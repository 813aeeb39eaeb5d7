"""A loaded pipeline → a function from texts to docs: each component in turn, two of them by a quicker way.

What comes out is what `nlp.pipe` gives (`tests/analyse` compares them), but for sentences that it cuts behind a title.
The pipeline itself is left as it is. Where a model's component is of another kind than the quicker way is made for,
the component does the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from spacy.pipeline import AttributeRuler, EntityRecognizer

from communique.analyse.entities import add_entities, moves_of
from communique.analyse.model import BEFORE_NAMES
from communique.analyse.ruler import ruler_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Parse = Callable[[Sequence[str]], Iterator["Doc"]]
Step = Callable[[list["Doc"]], list["Doc"]]


def parse_with(nlp: Language) -> Parse:
    """The function that parses texts with this pipeline."""
    steps = [_step(component, nlp.batch_size) for _, component in nlp.pipeline]

    def parse(texts: Sequence[str]) -> Iterator[Doc]:
        waiting = iter(texts)
        while part := list(islice(waiting, nlp.batch_size)):
            docs = [_held_together(nlp.make_doc(text)) for text in part]
            for step in steps:
                docs = step(docs)
            yield from docs

    return parse


def _held_together(doc: Doc) -> Doc:
    """ "Mayor Ana Example and Coun. Okello Otim": no sentence begins between an abbreviated title and a name."""
    text = doc.text
    if any(title in text for title in BEFORE_NAMES):
        for token in doc[:-1]:
            if token.text in BEFORE_NAMES and doc[token.i + 1].is_title:
                doc[token.i + 1].is_sent_start = False
    return doc


def _step(component: Any, batch_size: int) -> Step:
    """What a component does, by the quicker way if there is one."""
    ruler = ruler_of(component) if type(component) is AttributeRuler else None
    moves = moves_of(component) if type(component) is EntityRecognizer else None

    def step(docs: list[Doc]) -> list[Doc]:
        if ruler is not None:
            ruler.apply_all(docs)
        elif moves is not None:
            add_entities(component, moves, docs)
        elif hasattr(component, "pipe"):
            return list(component.pipe(docs, batch_size=batch_size))
        else:
            return [component(doc) for doc in docs]
        return docs

    return step
