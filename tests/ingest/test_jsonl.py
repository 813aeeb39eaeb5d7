"""Lines of JSON: a report or a BadLine for each, in order."""

from __future__ import annotations

import json

import pytest

from communique.ingest import BadLine, read_jsonl
from communique.records import GivenPair, Report

GOOD = {"id": "a", "text": "Ghana and Togo met."}
BAD = {
    '{"id": "a", "text": "Ghana': (None, "bad-json", "cut off"),
    '{"id": "a", "text" "Ghana"}': (None, "bad-json", "character 20"),
    "": (None, "bad-json", "cut off"),
    "[1, 2]": (None, "bad-json", "list, not an object"),
    "null": (None, "bad-json", "null, not an object"),
    '"words"': (None, "bad-json", "string, not an object"),
    '{"text": "Ghana"}': (None, "bad-report", "id is missing"),
    '{"id": "", "text": "Ghana"}': ("", "bad-report", "id is empty"),
    '{"id": 7, "text": "Ghana"}': (None, "bad-report", "id is a JSON number"),
    '{"id": "a"}': ("a", "bad-report", "text is missing"),
    '{"id": "a", "text": null}': ("a", "bad-report", "text is a JSON null"),
    '{"id": "a", "text": ["Ghana"]}': ("a", "bad-report", "text is a JSON list"),
    '{"id": "a", "text": "Ghana", "date": 20240305}': ("a", "bad-report", "date is a JSON number"),
    '{"id": "a", "text": "Ghana", "pairs": {}}': ("a", "bad-report", "pairs is a JSON object"),
    '{"id": "a", "text": "Ghana", "pairs": [{"id": "p", "source": "x"}]}': ("a", "bad-report", "pair 1 lacks target"),
    '{"id": "a", "text": "Ghana", "pairs": ["x"]}': ("a", "bad-report", "pair 1 lacks id, source, target"),
    b'{"id": "a", "text": "\xff"}': (None, "bad-json", "not UTF-8"),
    "[" * 100_000: (None, "bad-json", "nested too deep"),
}


def test_a_line_is_a_report_with_all_its_fields() -> None:
    """Unknown fields are passed over, null is as good as nothing."""
    pair = {"id": "p", "source": "Ghana", "target": "Togo"}
    line = json.dumps({**GOOD, "date": "2024-03-05", "title": None, "publisher": "Volta", "more": 1, "pairs": [pair]})
    assert list(read_jsonl([line])) == [
        Report("a", GOOD["text"], "2024-03-05", publisher="Volta", pairs=(GivenPair("p", "Ghana", "Togo"),))
    ]


@pytest.mark.parametrize("line", BAD, ids=lambda line: str(line)[:40])
def test_a_bad_line_says_what_is_wrong_and_where(line: str | bytes) -> None:
    """Its id where it has one, the kind of mistake, and the number of the line; the lines around it are read."""
    known_by, kind, part = BAD[line]
    first, bad, last = read_jsonl([json.dumps(GOOD), line, json.dumps(GOOD).encode()])
    assert first == last == Report("a", GOOD["text"])
    assert isinstance(bad, BadLine)
    assert (bad.id, bad.kind) == (known_by, kind)
    assert bad.message.startswith("line 2: ") and part in bad.message
