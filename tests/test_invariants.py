"""What holds for every text whatever: reports in order, reports in disorder, and reports read again.

The texts are the golden cases, the examples, annotated reports where they are at hand, and all of these spoilt: cut,
shuffled, without punctuation, in capitals, with foreign letters and control characters in them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invariants import complaints

import communique
from communique.stream import Settings, stream

ROOT = Path(__file__).parent.parent
GOLD = Path(os.environ.get("COMMUNIQUE_GOLD", ROOT.parent / "shared" / "gold"))
Text = tuple[str, str, str | None]  # name, words, date

HARD = {
    "two-clauses-that-hold-each-other": (
        "`` The figures indicate that the port remains closed at best and looks to remain so for the rest of the year, "
        "'' Ana Lopes, chief economist at the ministry, said in a statement to the Times of Suva."),
    "no-words": "?! — …",
    "one-word": "Lima",
    "only-a-quotation": "“",
    "dateline-alone": "SUVA, March 4 (Agency) —",
    "endless-marks": "Peru met Chile in Lima. " + '"' * 20_000 + " Chile thanked Peru.",
    "endless-word": "Peru met Chile in Lima. " + "a/" * 50_000 + " Chile thanked Peru.",
    "right-to-left": "Peru’s foreign minister met \u202eوزير الخارجية\u202c of Egypt in Lima on Monday, שלום, he said.",
    "marks-on-letters": "Peru\u0301 and Chile\u0308\u0301\u0302 met in Lima\u200d on Monday 🇵🇪🤝🇨🇱, the ministry said.",
}


def golden() -> Iterator[Text]:
    for path in sorted((ROOT / "tests" / "golden").glob("*.yaml")):
        for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or []:
            yield case["label"], case["text"], str(case["date"]) if case.get("date") else None


def examples() -> Iterator[Text]:
    for path in sorted((ROOT / "examples").glob("*.txt")):
        yield path.name, path.read_text(encoding="utf-8"), "2024-03-05"


def annotated(name: str, step: int) -> Iterator[Text]:
    """Every so many of the annotated reports; none where they are not at hand."""
    path = GOLD / f"{name}.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines()[::step] if path.exists() else ():
        row = json.loads(line)
        yield row["id"], row["text"], row.get("date")


WHOLE = (*golden(), *examples(), *((name, text, "2024-03-05") for name, text in HARD.items()))
READY = (*WHOLE, *annotated("reports_dev", 5), *annotated("gum_coref", 5))


@pytest.mark.parametrize(("text", "date"), [pytest.param(text, date, id=name) for name, text, date in READY])
def test_a_record_agrees_with_its_text_and_with_itself(reader: communique.Reader, text: str, date: str | None) -> None:
    """Spans have words, ids are there and in order, sentences hold their triggers, codes agree, nobody quotes himself;
    and the cleaned text, read again, gives the same record."""
    record = reader.read(text, date=date)
    assert complaints(record, reader.knowledge, text) == []
    again = reader.read(record.text, date=record.date)
    assert again.text == record.text
    assert (again.events, again.times, again.places) == (record.events, record.times, record.places)
    running = tuple(s for s in record.statements if s.post is None)  # posts have left the text
    assert record.posts or (again.actors, again.statements) == (record.actors, running)


def test_sanctions_have_one_type(reader: communique.Reader) -> None:
    """Sanctions are acts in themselves: what was done and how the standards code it are of one type."""
    event = reader.read("Norway imposed sanctions on Belarus on Monday.", date="2024-03-05").events[0]
    assert event.type == event.plover


NOISE = (
    *"\t\r\n\x00\x0b\x0c\x1c\x85\u2028\u200b\u202e\u0301\ufeff\ufffd\"“”‘’'«»()[]-—,.;:!?$%&/\\@#*_~0", '" ',
    "\n\n", "...", "😀", "👨‍👩‍👧", "ا", "ש", "中", " said ", "of ", "Mr. ", "U.S. ", "x" * 60)


def spoilt(text: str, way: str, chance: Random) -> str:
    """The text, damaged in one way."""
    paragraphs = text.split("\n\n")
    at = chance.randrange(len(text))
    match way:
        case "cut at the head":
            return text[at:]
        case "cut at the end":
            return text[:at]
        case "doubled":
            half = chance.randrange(len(paragraphs))
            return "\n\n".join(paragraphs[: half + 1] + paragraphs[half:])
        case "shuffled paragraphs":
            return "\n\n".join(chance.sample(paragraphs, len(paragraphs)))
        case "shuffled words":
            words = text.split(" ")
            return " ".join(chance.sample(words, len(words)))
        case "noise":
            return "".join(c + (chance.choice(NOISE) if chance.random() < 0.03 else "") for c in text)
        case "lost letters":
            return "".join(c for c in text if chance.random() > 0.05)
        case "lost words":
            return " ".join(word for word in text.split(" ") if chance.random() > 0.2)
        case "no punctuation":
            return "".join(c for c in text if c not in ".,;:\"“”'’")
        case "one sentence":
            return text.replace("\n", " ").replace(". ", ", ")
        case "windows":
            return text.replace("\n", "\r\n")
        case "tabs":
            return text.replace(" ", "\t")
        case "capitals":
            return text.upper()
        case _:
            return text.lower()


WAYS = (
    "cut at the head", "cut at the end", "doubled", "shuffled paragraphs", "shuffled words", "noise", "lost letters",
    "lost words", "no punctuation", "one sentence", "windows", "tabs", "capitals", "small letters")


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(WHOLE), st.lists(st.sampled_from(WAYS), min_size=1, max_size=2), st.integers(0, 10**6))
def test_spoilt_reports_give_sound_records(reader: communique.Reader, whole: Text, ways: list[str], seed: int) -> None:
    """However a report is damaged, what comes out of it agrees with its text and with itself."""
    text, chance = whole[1][:4000], Random(seed)
    for way in ways:
        text = spoilt(text, way, chance) or "x"
    assert complaints(reader.read(text, date=whole[2]), reader.knowledge, text) == []


def test_the_same_bytes_with_one_worker_and_with_two() -> None:
    """Read twice, by one process and by two, the same reports give the same bytes."""
    rows = [{"id": name, "text": text, "date": date} for name, text, date in WHOLE[::9]]
    lines = [json.dumps(row).encode() for row in rows]
    first = list(stream(lines, Settings()))
    assert first == list(stream(lines, Settings()))
    assert first == list(stream(lines, Settings(), workers=2))
