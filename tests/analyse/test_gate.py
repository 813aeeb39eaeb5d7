"""The gate lets through whatever holds an event or a statement, and keeps the rest from the parser."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import communique
from communique.analyse import Gate, gate_of
from communique.analyse.analyse import paragraphs
from communique.pipeline import Reader
from communique.records import Record

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
GOLD = Path(os.environ.get("COMMUNIQUE_GOLD", Path(__file__).parents[3] / "shared" / "gold"))
IDLE = (
    "Saturday, September 12, 2015",
    "Rain is likely in the hills, with 12 to 15 degrees.",
    "The bridge is 300 metres long, with two arches of red brick.",
    "By A. CORRESPONDENT",
)
TOLD = "Kenya's foreign minister met his Ugandan counterpart in Kampala on Monday."


def told(record: Record) -> tuple[list[object], list[object]]:
    """Events and statements with names in the place of ids: an actor that only a shut paragraph names is not there."""
    names = {actor.id: actor.name for actor in record.actors}
    events = [replace(e, sources=tuple(map(names.get, e.sources)), targets=tuple(map(names.get, e.targets)))  # type: ignore[arg-type]
              for e in record.events]
    return list(events), [(names.get(s.speaker or ""), s.content, s.cue, s.stance) for s in record.statements]


@pytest.fixture(scope="module")
def gate(reader: Reader) -> Gate:
    return gate_of(reader.knowledge, reader.parser.nlp)


def test_no_example_of_the_lexicon_and_the_cues_is_shut_out(reader: Reader, gate: Gate) -> None:
    """Every sentence that an entry or a cue must code opens the gate."""
    wanted = [text for entry in reader.knowledge.lexicon.entries for text in entry.yes]
    wanted += [example.text for example in reader.knowledge.cues.examples if example.wanted]
    assert len(wanted) > 1500
    assert [text for text in wanted if gate.shut(text)] == []


def test_irregular_forms_open_it(gate: Gate) -> None:
    """"Sought", "struck" and "withdrew" are found by the lemmatizer's table, capitals or not."""
    texts = "they sat down for talks", "They sought talks.", "Rebels struck a convoy.", "TROOPS WITHDREW FROM OSLO"
    for text in texts:
        assert not gate.shut(text)


@pytest.mark.parametrize("text", IDLE)
def test_what_holds_nothing_is_shut_out(gate: Gate, text: str) -> None:
    """Dates, weather, measures, bylines."""
    assert gate.shut(text)


def test_marks_and_two_names_open_it(gate: Gate) -> None:
    """Words in quotation marks may be a statement, two names a pair for the learned coder."""
    assert gate.shut("It is 300 metres of brick.")
    assert not gate.shut("It is “300 metres” of brick.")
    assert not gate.shut("The brick bridge is between Peru and Chile.")


def test_shut_paragraphs_are_not_parsed_and_the_rest_comes_out_alike(reader: Reader, gate: Gate) -> None:
    """The parser is given the paragraph with the meeting only; the event and its time are those without the gate."""
    given: list[str] = []

    def parse(texts: Sequence[str]) -> Iterator[object]:
        given.extend(texts)
        return reader.parser.parse(texts)

    gated = replace(reader, parser=replace(reader.parser, parse=parse), gate=gate)
    text = "\n\n".join((*IDLE[:2], TOLD, IDLE[2]))
    found, wanted = (r.read(text, date="2024-03-05") for r in (gated, reader))
    assert given == [TOLD]
    assert told(found) == told(wanted) != ([], [])
    assert [t.span for t in found.times] == [t.span for t in wanted.times]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_reports_come_out_alike(reader: Reader, gate: Gate, path: Path) -> None:
    """Events and statements of a report are the same with the gate."""
    text = path.read_text(encoding="utf-8")
    found, wanted = (r.read(text, date="2024-03-05") for r in (replace(reader, gate=gate), reader))
    assert told(found) == told(wanted)


def test_no_event_and_statement_of_the_annotated_reports_is_lost(reader: Reader, gate: Gate) -> None:
    """Where a paragraph of the annotated reports is shut out, the report's events and statements are those without
    the gate; and no statement that was annotated stands there."""
    if not (GOLD / "reports_dev.jsonl").exists():
        pytest.skip("the annotated reports are not here")
    gated, shut = replace(reader, gate=gate), 0
    for report in map(json.loads, (GOLD / "reports_dev.jsonl").read_text("utf-8").splitlines()):
        text, date = report["text"], report["date"]
        idle = [(a, b) for a, b in paragraphs(text) if gate.shut(text[a:b])]
        shut += len(idle)
        quotes = [statement["quote_span"] for statement in report["statements"]]
        assert not [quote for quote in quotes for a, b in idle if quote[0] < b and a < quote[1]]
        assert not idle or told(gated.read(text, date=date)) == told(reader.read(text, date=date))
    assert shut


def test_load_makes_the_gate_when_asked() -> None:
    """`load(gate=True)` has one, `load()` none."""
    assert communique.load(gate=True, rules_only=True).gate is not None
    assert communique.load(rules_only=True).gate is None
