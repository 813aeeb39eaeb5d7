"""Parsed docs → the same docs with named entities: spaCy's greedy search, done for all tokens at once.

The recogniser walks through a text word by word and asks of some seventy moves at each whether it is allowed; that
walk, not the network, is half of what it costs. But outside an entity the score of a move depends on nothing but the
word, so those scores are one product of matrices for the whole report; only inside an entity must a word wait for the
one before it, and there only two moves are allowed: go on, or end. The entities are the same (`tests/analyse`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import IS_SPACE, SENT_START
from spacy.tokens import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc

_MOVES = "BILUO"


@dataclass(frozen=True, slots=True)
class Moves:
    """The columns of the scores: those of each move, and for a label those of going on and ending."""

    begin: NDArray[np.int64]
    unit: NDArray[np.int64]
    open: NDArray[np.bool_]  # columns that are allowed outside an entity
    names: tuple[str, ...]
    inside: NDArray[np.int64]  # column of B-X → that of I-X
    last: NDArray[np.int64]


def moves_of(recogniser: EntityRecognizer) -> Moves | None:
    """How to read the scores, or None where this recogniser does not work as this module thinks."""
    system = recogniser.moves
    names = tuple(system.get_class_name(n) for n in range(system.n_moves))  # one is "U-", for what may be no entity
    labels = {name[2:] for name in names if len(name) > 2}
    complete = all(f"{move}-{label}" in names for move in "BILU" for label in labels)
    model = recogniser.model
    plain = (recogniser.cfg.get("beam_width", 1) == 1 and not model.attrs.get("unseen_classes")
             and len(model.layers) == 3 and model.layers[1].has_dim("nF") and model.layers[1].get_dim("nF") == 3)
    if not (plain and complete and labels and all(name[:1] in _MOVES for name in names)):
        return None
    at = {name: n for n, name in enumerate(names)}
    inside, last = np.zeros(len(names), dtype=np.int64), np.zeros(len(names), dtype=np.int64)
    for label in labels:
        inside[at[f"B-{label}"]], last[at[f"B-{label}"]] = at[f"I-{label}"], at[f"L-{label}"]
    usable = np.array([name == "O" or (name[0] in "BU" and len(name) > 2) for name in names])
    return Moves(_columns(names, "B"), _columns(names, "U"), usable, names, inside, last)


def _columns(names: tuple[str, ...], move: str) -> NDArray[np.int64]:
    return np.array([n for n, name in enumerate(names) if name[:2] == f"{move}-" and len(name) > 2], dtype=np.int64)


def add_entities(recogniser: EntityRecognizer, moves: Moves, docs: list[Doc]) -> None:
    """Sets the entities of the docs, which have none yet."""
    full = [doc for doc in docs if len(doc)]
    if not full:
        return
    step = recogniser.model.predict(full)
    best, ends = _chosen(step, moves, full)
    offset = 0
    for doc in full:
        doc.set_ents(_spans(doc, offset, best, ends, moves), default="outside")
        offset += len(doc)
    step.clear_memory()


def _chosen(step: Any, moves: Moves, docs: list[Doc]) -> tuple[NDArray[np.int64], dict[int, int]]:
    """For each word the best move outside an entity, and for each that may begin one where it ends."""
    seams, spaces = _boundaries(docs)
    words = np.arange(len(seams), dtype=np.int32)
    none = np.full_like(words, -1)
    scores = _scores(step, words, none, none)
    scores[:, ~moves.open] = -np.inf
    scores[np.ix_(np.flatnonzero(seams | spaces), moves.begin)] = -np.inf
    scores[np.ix_(np.flatnonzero(spaces), moves.unit)] = -np.inf
    best = scores.argmax(axis=1)
    begins = np.flatnonzero(np.isin(best, moves.begin)).astype(np.int32)
    return best, _ends(step, moves, begins, best, seams)


def _boundaries(docs: list[Doc]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which words end a sentence or a doc, and which are white space."""
    found = [doc.to_array([SENT_START, IS_SPACE]) for doc in docs]
    seams = [np.append(doc[1:, 0] == 1, True) for doc in found]
    return np.concatenate(seams), np.concatenate([doc[:, 1] == 1 for doc in found])


def _ends(step: Any, moves: Moves, begins: NDArray[np.int32], best: NDArray[np.int64],
          seams: NDArray[np.bool_]) -> dict[int, int]:
    """Where each entity that begins ends (the index of its last word): all walk on side by side, a word a round."""
    ends: dict[int, int] = {}
    starts, at = begins, begins + 1
    while len(starts):
        scores = _scores(step, at, starts, at - 1)
        rows, label = np.arange(len(starts)), best[starts]
        goes_on = scores[rows, moves.inside[label]]
        stops = scores[rows, moves.last[label]]
        # of two moves with the same score the one that stands first is taken
        further = (goes_on > stops) | ((goes_on == stops) & (moves.inside[label] < moves.last[label]))
        further &= ~seams[at]
        ends.update(zip(starts[~further].tolist(), at[~further].tolist(), strict=True))
        starts, at = starts[further], at[further] + 1
    return ends


def _scores(step: Any, *features: NDArray[np.int32]) -> NDArray[np.float32]:
    """The scores of all moves for words with these features: the word, the first and the last of the open entity."""
    vectors = step.state2vec.predict(np.ascontiguousarray(np.stack(features, axis=1), dtype=np.int32))
    scores: NDArray[np.float32] = step.vec2scores.predict(vectors)
    return scores


def _spans(doc: Doc, offset: int, best: NDArray[np.int64], ends: dict[int, int], moves: Moves) -> list[Span]:
    """The entities of one doc, whose first word is the one at `offset`."""
    out: list[Span] = []
    at = offset
    for at_doc, move in enumerate(best[offset : offset + len(doc)].tolist()):
        name = moves.names[move]
        if offset + at_doc < at or name == "O":
            continue
        end = ends[offset + at_doc] if name[0] == "B" else offset + at_doc
        out.append(Span(doc, at_doc, end + 1 - offset, label=name[2:]))
        at = end + 1
    return out
