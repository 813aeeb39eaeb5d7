"""Lines in, lines out: order, guard, workers, memory."""

from __future__ import annotations

import json
from itertools import count, islice

import pytest
from work_on_lines import shout

import communique
from communique import stream as module
from communique.stream import Settings, dumps, guarded, stream

SETTINGS = Settings()


@pytest.fixture
def without_a_reader(monkeypatch):
    """These tests are about lines; loading a parser would only slow them down."""
    monkeypatch.setattr(module, "reader", lambda settings: None)


def test_answers_come_in_order_and_none_is_lost(without_a_reader):
    """One answer a line, in its place, whatever went wrong with those before it."""
    answers = list(stream([b"a", b"refuse", b"break", b""], SETTINGS, work=shout))
    assert answers[0] == b"A" and answers[3] == b""
    assert json.loads(answers[1]) == {"id": None, "error": {"kind": "refused", "message": "no report here"}}
    assert json.loads(answers[2])["error"]["kind"] == "internal"


def test_an_error_line_names_the_report_it_belongs_to(without_a_reader):
    """The id is echoed where it can be read."""

    def refuse(line: bytes, settings: Settings) -> bytes:
        raise ZeroDivisionError

    assert json.loads(guarded(b'{"id": "r7", "text": "x"}', SETTINGS, refuse))["id"] == "r7"
    assert json.loads(guarded(b'{"id": 7}', SETTINGS, refuse))["id"] is None
    assert json.loads(guarded(b"\xff\xfe", SETTINGS, refuse))["id"] is None
    assert json.loads(guarded(b"[" * 100_000, SETTINGS, refuse))["id"] is None


def test_lines_are_taken_as_they_are_needed(without_a_reader):
    """An endless input gives its first answers: nothing is read ahead of its turn."""
    assert list(islice(stream((b"%d" % n for n in count()), SETTINGS, work=shout), 3)) == [b"0", b"1", b"2"]


def test_bad_knowledge_stops_the_run_at_the_start(tmp_path):
    """A mistake in the knowledge is one error for the run and not one for each report."""
    with pytest.raises(communique.errors.KnowledgeError):
        stream([b"{}"], Settings(knowledge=str(tmp_path / "nowhere")))


def test_half_a_surrogate_pair_is_written_as_an_escape():
    """What UTF-8 has no bytes for doesn't end the run; everything else stays readable."""
    assert dumps({"a": "é"}) == '{"a": "é"}'.encode()
    assert dumps({"a": "\ud800"}) == b'{"a": "\\ud800"}'
