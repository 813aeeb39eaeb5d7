"""Sides, status, operators and answers, sentence by sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from communique import Reader
from communique.records import Event, Record

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(c, id=c["text"][:60]) for group in CASES.values() for c in group])
def test_a_sentence_gives_its_events_and_no_others(case: dict[str, Any], reader: Reader) -> None:
    """Type, code, status and both sides of every event are as a trained coder would put them."""
    record = reader.read(case["text"], date="2024-03-05")
    assert sorted(_line(record, e) for e in record.events if e.type) == sorted(case["gives"])


def test_a_denied_claim_is_an_event_that_did_not_happen(reader: Reader) -> None:
    """What a speaker denies keeps its sides and is marked denied."""
    record = reader.read("Eritrea denied that its soldiers had attacked Ethiopian villages.", date="2024-03-05")
    assert [_line(record, e) for e in record.events if e.type] == ["ASSAULT 190 denied ERI -> ETH"]


def _line(record: Record, event: Event) -> str:
    codes = {a.id: a.code or "?" for a in record.actors}
    sides = [" ".join(sorted(codes[i] for i in side)) or "-" for side in (event.sources, event.targets)]
    arrow = "<->" if event.reciprocal else "->"
    return f"{event.type} {event.cameo} {event.status} {sides[0]} {arrow} {sides[1]}"
