"""The shapes of gold that are read, and what is said of lines that cannot be."""

from __future__ import annotations

import json
from typing import Any

import pytest

from communique import Reader
from communique.evaluate import read_codings, score
from communique.evaluate.align import same_party
from communique.evaluate.codings import Coded, Party

TEXT = "Kenyan troops attacked rebels."


def events(row: dict[str, Any]) -> list[Coded]:
    found = read_codings([json.dumps({"id": "a", "text": TEXT, **row})], "a.jsonl")
    assert found.problems == []
    return list(found.texts["a"].events)


def test_codes_and_words_on_a_side() -> None:
    """RUS, RUS:MIL and words of the text; a code without a sector is met by any sector."""
    (event,) = events({"events": [{"type": "ASSAULT", "sources": ["KEN:MIL"], "targets": ["the Rebels"]}]})
    assert event.sources == (Party("KEN", "MIL", frozenset()),)
    assert event.targets == (Party(None, None, frozenset({"rebels"})),)
    assert same_party(Party("KEN", None, frozenset()), Party("KEN", "MIL", frozenset()))
    assert not same_party(Party("KEN", "GOV", frozenset()), Party("KEN", "MIL", frozenset()))
    assert same_party(Party(None, None, frozenset({"rebels"})), Party("UGA", "REB", frozenset({"ugandan rebels"})))
    assert not same_party(Party(None, None, frozenset({"oman"})), Party(None, None, frozenset({"romania"})))


def test_pairs_of_one_act_are_one_event() -> None:
    """Both directions are one act that goes both ways; every source with every target is one with two sides."""
    pair = {"code": "CONSULT", "event_text": "met"}
    (both,) = events({"events": [pair | {"source": "KEN", "target": "UGA"}, pair | {"source": "UGA", "target": "KEN"}]})
    assert both.reciprocal and both.plover == "CONSULT" and both.type is None
    (two,) = events({"events": [pair | {"source": "KEN|GOV", "target": "UGA"},
                                pair | {"source": "TZA", "target": "UGA"}]})
    assert two.sources is not None and [p.code for p in two.sources] == ["KEN", "TZA"] and not two.reciprocal
    apart = events({"events": [pair | {"source": "KEN", "target": "UGA"}, pair | {"source": "TZA", "target": "RWA"}]})
    assert len(apart) == 2
    (code,) = events({"events": [{"code": "0251", "source": "", "target": ""}]})
    assert code.cameo == "0251" and code.plover is None


def test_a_record_is_gold_for_itself(reader: Reader) -> None:
    """What the program writes can be read back, and agrees with itself at every level."""
    record = reader.read("Chad expelled two French diplomats on Friday. Kenya met Uganda in Busia.", date="2024-03-05")
    lines = [json.dumps(record.to_dict())]
    found = score(read_codings(lines, "gold"), read_codings(lines, "records"))
    assert len(record.events) == 2
    assert {t.f1 for t in found.levels.values()} == {1.0} and "type + sides" in found.levels


@pytest.mark.parametrize(("line", "what"), [
    ("{", "no JSON"), ("[]", '"id"'), ('{"id": ""}', '"id"'), ('{"id": "b"}', '"events"'),
    ('{"id": "a", "events": []}', "line 1 already"), ('{"id": "b", "error": {"message": "x"}}', "x"),
    ('{"id": "b", "text": 3, "events": []}', "strings"), ("[" * 100000, "no JSON")])
def test_a_bad_line_is_told_with_file_and_line(line: str, what: str) -> None:
    """And the lines around it are read."""
    good = json.dumps({"id": "a", "text": TEXT, "events": []})
    found = read_codings([good, line, good.replace('"a"', '"z"')], "gold.jsonl")
    assert sorted(found.texts) == ["a", "z"]
    (problem,) = found.problems
    assert problem.startswith("gold.jsonl:2: ") and what in problem


@pytest.mark.parametrize(("event", "what"), [
    ({}, "neither"), ({"type": 3}, "not a string"), ({"type": "AID", "sources": [3]}, "codes or words"),
    ({"type": "AID", "sentence": [5, 400]}, "outside"),
    ({"type": "AID", "sentence": "Nothing of it."}, "does not stand"),
    ({"type": "AID", "sentence": [1, 2, 3]}, "neither"), ("AID", "object")])
def test_a_bad_event_is_left_out_and_told(event: Any, what: str) -> None:
    """Only that event, with its number."""
    row = {"id": "a", "text": TEXT, "events": [{"type": "ASSAULT"}, event]}
    found = read_codings([json.dumps(row)], "g")
    assert len(found.texts["a"].events) == 1
    (problem,) = found.problems
    assert problem.startswith("g:1: event 2: ") and what in problem
