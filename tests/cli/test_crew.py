"""Several processes that answer chunks of lines."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from itertools import count, islice
from pathlib import Path

import pytest
from work_on_lines import answer_all, cannot_prepare, prepare

import communique
from communique.crew import Crew, Task, answers
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


def test_a_worker_that_takes_too_long_is_replaced():
    """The piece that takes too long is told; those it came with, and the next ones, are answered."""
    crew = Crew(1, TASK, lambda piece, why: f"{why} {piece.decode()}".encode(), limit=0.5)
    try:
        crew.start()
        crew.give(1, [b"a", b"sleep", b"b"])
        assert crew.finished() == [(1, [b"A", b"slow sleep", b"B"])]
        crew.give(2, [b"c"])
        assert crew.finished() == [(2, [b"C"])]
        crew.give(3, [b"die"])
        assert crew.finished() == [(3, [b"died die"])]
    finally:
        crew.close()


def test_workers_end_when_their_parent_is_killed(tmp_path):
    """Also in the middle of something."""
    script = ("from communique.crew import Crew, Task; from work_on_lines import *\n"
              "if __name__ == '__main__':\n"
              "    crew = Crew(2, Task(prepare, answer_all), None); crew.start(); crew.give(1, [b'sleep'])\n"
              "    print(*(worker.process.pid for worker in crew._workers), flush=True); crew.finished()\n")
    (tmp_path / "parent.py").write_text(script)
    paths = os.pathsep.join((str(Path(communique.__file__).parents[1]), str(Path(__file__).parents[1] / "helpers")))
    parent = subprocess.Popen([sys.executable, tmp_path / "parent.py"], stdout=subprocess.PIPE, text=True,
                              env=os.environ | {"PYTHONPATH": paths})
    assert parent.stdout
    workers = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(workers) == 2
    parent.kill()
    parent.wait()
    until = time.monotonic() + 10
    while any(_is_alive(pid) for pid in workers) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(_is_alive(pid) for pid in workers)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], check=False, stdout=subprocess.PIPE, text=True).stdout
    return bool(state.strip()) and not state.startswith("Z")
