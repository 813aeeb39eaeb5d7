"""How often right: events or statements drawn at random from the output over given texts, to be judged by reading.

    python benchmarks/precision.py draw TEXTS.jsonl SHEET.tsv [--number 120] [--seed 1] [--statements]
    python benchmarks/precision.py share SHEET.tsv

TEXTS holds one report a line (`id`, `text`, `date`). The sheet has one event a line and an empty column for each
verdict: y, n, or a dash where the question does not arise (the target of a resignation; the speaker of "it was said").
Of statements the words said and the speaker are asked for. `share` prints the shares
right with the 95 % interval (Wilson), and what `note` says of the wrong ones. Events without a type are left out, as
views do.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

import communique
from communique.records import Report

TOLD = ("report", "sentence", "trigger", "type", "cameo", "status", "sources", "targets", "reasons")
ASKED = ("type right", "source right", "target right", "status right")
SAID = ("report", "sentence", "cue", "content", "kind", "stance", "speaker", "via", "addressee", "occasion", "reasons")
ASKED_OF_SPEECH = ("content right", "speaker right")
NOTE = "note"


def main() -> None:
    """Draws a sheet, or counts a judged one."""
    options = command_line()
    if options.command == "share":
        print_shares(judged(options.sheet))
        return
    found = list(all_found(options.texts, options.statements))
    drawn = random.Random(options.seed).sample(found, min(options.number, len(found)))
    columns = (*SAID, *ASKED_OF_SPEECH) if options.statements else (*TOLD, *ASKED)
    write(options.sheet, sorted(drawn, key=found.index), columns)
    print(f"{len(drawn)} of {len(found)} in {options.sheet}")


def command_line() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    draw = commands.add_parser("draw")
    draw.add_argument("texts", type=Path)
    draw.add_argument("sheet", type=Path)
    draw.add_argument("--number", type=int, default=120)
    draw.add_argument("--seed", type=int, default=1)
    draw.add_argument("--statements", action="store_true")
    commands.add_parser("share").add_argument("sheet", type=Path)
    return parser.parse_args()


def all_found(texts: Path, statements: bool) -> Iterator[dict[str, str]]:
    """A row of the sheet for each event with a type, or each statement, in the order of the texts."""
    reader = communique.load()
    for line in texts.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        record = reader.read_report(Report(str(given["id"]), given["text"], given.get("date"))).to_dict()
        if statements:
            yield from (said(record, one) for one in record["statements"] if one["post"] is None)
        else:
            yield from (row(record, event) for event in record["events"] if event["type"])


def row(record: dict[str, Any], event: dict[str, Any]) -> dict[str, str]:
    """One event as it is read by a person: names for ids, words for spans."""
    names = {actor["id"]: f"{actor['name']} ({actor['code'] or '-'})" for actor in record["actors"]}
    words = [" ".join(record["text"][slice(*event[field])].split()) for field in ("sentence", "trigger")]
    sides = ["; ".join(names[id] for id in event[field]) for field in ("sources", "targets")]
    codes, reasons = (event["type"], event["cameo"] or "", event["status"]), " ".join(event["reasons"])
    told = (record["id"], *words, *codes, *sides, reasons)
    return dict(zip(TOLD, told, strict=True))


def said(record: dict[str, Any], statement: dict[str, Any]) -> dict[str, str]:
    """One statement as it is read by a person."""
    names = {actor["id"]: f"{actor['name']} ({actor['code'] or '-'})" for actor in record["actors"]}
    sentence = " ".join(record["text"][slice(*statement["sentence"])].split())
    content = " … ".join(" ".join(record["text"][slice(*span)].split()) for span in statement["content"])
    speaker, via = (names.get(statement[field] or "", "") for field in ("speaker", "via"))
    if not speaker and statement["speaker_span"]:
        speaker = f"[{record['text'][slice(*statement['speaker_span'])]}]"  # words of somebody who is no actor
    told = names.get(statement["addressee"] or "", statement["addressee"] or "")
    values = (record["id"], sentence, statement["cue"] or "", content, statement["kind"], statement["stance"], speaker,
              via, told, statement["occasion"] or "", " ".join(statement["reasons"]))
    return dict(zip(SAID, values, strict=True))


def write(sheet: Path, rows: Sequence[dict[str, str]], columns: Sequence[str]) -> None:
    """The sheet, its verdicts empty."""
    with sheet.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, (*columns, NOTE), restval="", delimiter="\t", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def judged(sheet: Path) -> list[dict[str, str]]:
    """The rows with verdicts; a line that starts with # is a remark (the attribution)."""
    with sheet.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    return [row for row in rows if row.get("type right") or row.get("content right")]


def print_shares(rows: list[dict[str, str]]) -> None:
    """Each question's share of right answers, all four together, and the causes noted."""
    asked = ASKED if rows and ASKED[0] in rows[0] else ASKED_OF_SPEECH
    for question in asked:
        print_share(question, [row[question] == "y" for row in rows if row[question] in ("y", "n")])
    print_share("all right", [all(row[question] != "n" for question in asked) for row in rows])
    for cause, count in Counter(row[NOTE] for row in rows if row[NOTE]).most_common():
        print(f"{count:4}  {cause}")


def print_share(name: str, right: list[bool]) -> None:
    """One share with its interval."""
    low, high = wilson(sum(right), len(right))
    print(f"{name:16}{sum(right):4} of {len(right):4}  {sum(right) / max(len(right), 1):.3f}  ({low:.2f}-{high:.2f})")


def wilson(right: int, asked: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share.

    >>> [round(bound, 2) for bound in wilson(90, 100)]
    [0.83, 0.94]
    """
    if not asked:
        return 0.0, 1.0
    share, spread = right / asked, z * z / asked
    middle, half = share + spread / 2, z * sqrt(share * (1 - share) / asked + spread / (4 * asked))
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)


if __name__ == "__main__":
    main()
