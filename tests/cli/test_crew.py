"""Several processes that answer chunks of lines."""

from __future__ import annotations

from itertools import count, islice

import pytest
from work_on_lines import answer_all, cannot_prepare, prepare

from communique.crew import Task, answers
from communique.errors import KnowledgeError

TASK = Task(prepare, answer_all)


def lost(line: bytes) -> bytes:
    return b"lost " + line


def test_the_order_is_kept_and_a_death_costs_one_line():
    """A line that kills its worker is named in its place; those it came with, and all others, are answered."""
    chunks = [[b"slow a", b"b"], [b"c", b"die", b"d"], [b"slow e"], [b"die"], [b"f"]]
    found = list(answers(iter(chunks), 2, TASK, lost))
    assert found == [[b"SLOW A", b"B"], [b"C", b"lost die", b"D"], [b"SLOW E"], [b"lost die"], [b"F"]]


def test_an_endless_input_is_taken_a_little_at_a_time():
    """Only a few chunks for each worker are taken before the first answers are given out."""
    taken: list[int] = []

    def endless():
        for n in count():
            taken.append(n)
            yield [b"%d" % n]

    assert list(islice(answers(endless(), 2, TASK, lost), 20)) == [[b"%d" % n] for n in range(20)]
    assert len(taken) <= 20 + 8


def test_what_a_worker_cannot_start_with_is_raised():
    """A mistake in the knowledge files, seen in the worker, is the run's error."""
    with pytest.raises(KnowledgeError, match="no such verb"):
        next(answers([[b"a"]], 1, Task(cannot_prepare, answer_all), lost))


def test_no_input_gives_no_answers():
    """An empty file is no error."""
    assert list(answers([], 1, TASK, lost)) == []
