"""How honest the confidence is: fitted to, and drawn against, the annotated reports and the events judged by reading.

    python benchmarks/calibration.py fit     new weights in src/communique/data/details/confidence.yaml
    python benchmarks/calibration.py plot    benchmarks/reliability.svg, and its figures

An event counts as right where an annotated event of the same type (or one the annotator also allows) stands in its
sentence and every side that is annotated with a country is met. Weights are fitted by ridge logistic regression
(Newton's method). Of the sheet of events judged by reading (`precision/written-held.tsv`, general news) those count
that still come out; one is right where type, source and target are.
`plot` shows what reports tell that the weights were not fitted to: five folds, by report.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from precision import ASKED, judged
from quality import GOLD, ROOT

import communique
from communique.events.confidence import features
from communique.records import Event, Record, Report

WEIGHTS = ROOT / "src/communique/data/details/confidence.yaml"
SHEET = ROOT / "benchmarks/precision/written-held.tsv"
JUDGED_FROM = 1000  # numbers of the reports read, apart from those of the annotated ones
RIDGE, FOLDS, STEPS, RARE = 1.0, 5, 30, 4
HEAD = """# What each thing known of how an event was coded adds to the log-odds that its type and sides are right.
# Fitted by benchmarks/calibration.py; see docs/concepts.md.
"""


class Case(NamedTuple):
    """An event told: which report, its features, whether it is right."""

    report: int
    names: tuple[str, ...]
    right: bool


def main() -> None:
    """Fits or plots."""
    if not (GOLD / "reports_dev.jsonl").exists():
        sys.exit(f"no annotated reports at {GOLD}: nothing is measured")
    cases = list(all_cases())
    names = sorted({n for c in cases for n in c.names if sum(n in d.names for d in cases) >= RARE})
    if sys.argv[1:] == ["fit"]:
        write(names, fitted(cases, names))
    elif sys.argv[1:] == ["plot"]:
        plot(crossed(cases, names))
    else:
        sys.exit(__doc__)


def all_cases() -> Iterator[Case]:
    """The events with a type of all annotated reports, and those judged by reading."""
    reader = communique.load()
    yield from annotated(reader)
    yield from judged_by_reading(reader)


def case(report: int, event: Event, right: bool) -> Case:
    """An event with its features."""
    sides = len(event.sources), len(event.targets)
    return Case(report, tuple(dict.fromkeys(features(event.reasons, event.status, event.type, sides))), right)


def judged_by_reading(reader: communique.Reader) -> Iterator[Case]:
    """The events of the sheet, found again by report, sentence, trigger and type."""
    verdicts = {(r["report"], r["sentence"], r["trigger"], r["type"]): "n" not in [r[q] for q in ASKED[:3]]
                for r in judged(SHEET)}
    for number, line in enumerate(SHEET.with_suffix(".jsonl").read_text("utf-8").splitlines(), start=JUDGED_FROM):
        given = json.loads(line)
        record = reader.read_report(Report(given["id"], given["text"], given["date"]))
        for event in record.events:
            sentence, trigger = (" ".join(record.text[slice(*x)].split()) for x in (event.sentence, event.trigger))
            verdict = verdicts.get((given["id"], sentence, trigger, event.type or ""))
            if verdict is not None:
                yield case(number, event, verdict)


def annotated(reader: communique.Reader) -> Iterator[Case]:
    """The events with a type of the annotated reports."""
    for number, line in enumerate((GOLD / "reports_dev.jsonl").read_text("utf-8").splitlines()):
        row = json.loads(line)
        record = reader.read_report(Report(row["id"], row["text"], row["date"]))
        for event in record.events:
            if event.type:
                yield case(number, event, any(right(record, event, gold) for gold in row["events"]))


def right(record: Record, event: Event, gold: dict[str, Any]) -> bool:
    """Whether an annotated event is the one told."""
    types = {gold.get("type"), *(gold.get("alt_types") or [])}
    told = gold.get("sentence") or [0, 0]
    if event.type not in types or not (told[0] < event.sentence[1] and event.sentence[0] < told[1]):
        return False
    codes = {a.id: a.code for a in record.actors}
    own = [{codes[i] for i in side} for side in (event.sources, event.targets)]
    wanted = [{side.get("country") for side in gold.get(name) or []} - {None, ""} for name in ("source", "target")]
    straight = all(not w or w & o for w, o in zip(wanted, own, strict=True))
    return straight or (event.reciprocal and all(not w or w & o for w, o in zip(wanted, reversed(own), strict=True)))


def fitted(cases: list[Case], names: list[str]) -> np.ndarray:
    """The weights: ridge logistic regression; the base is not held back."""
    x = np.array([[float(n in c.names) for n in names] for c in cases])
    y = np.array([float(c.right) for c in cases])
    hold = np.diag([0.01 if n == "base" else RIDGE for n in names])
    w = np.zeros(len(names))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x.T * (p * (1 - p))) @ x + hold, x.T @ (p - y) + hold @ w)
    return w


def crossed(cases: list[Case], names: list[str]) -> list[tuple[float, bool]]:
    """The confidence of each event by weights that were fitted without its report."""
    out = []
    for fold in range(FOLDS):
        w = dict(zip(names, fitted([c for c in cases if c.report % FOLDS != fold], names), strict=True))
        out += [(float(1 / (1 + np.exp(-sum(w.get(n, 0.0) for n in c.names)))), c.right)
                for c in cases if c.report % FOLDS == fold]
    return out


def write(names: list[str], weights: np.ndarray) -> None:
    """The weights as knowledge."""
    rows = [f"- feature: {n}\n  weight: {w:.2f}\n" for n, w in zip(names, weights, strict=True)]
    WEIGHTS.write_text(HEAD + "".join(rows), "utf-8")
    print(f"{len(rows)} weights in {WEIGHTS.relative_to(ROOT)}")


def plot(told: list[tuple[float, bool]]) -> None:
    """Bins of confidence against the share right, as a picture and in words."""
    import altair

    rows = []
    for low in np.arange(0, 1, 0.1):
        part = [(p, r) for p, r in told if low <= p < low + 0.1]
        if part:
            rows.append({"confidence": float(np.mean([p for p, _ in part])),
                         "share": float(np.mean([r for _, r in part])), "events": len(part)})
            print(f"{low:.1f}–{low + 0.1:.1f}: {len(part):4} events, confidence {rows[-1]['confidence']:.2f}, "
                  f"right {rows[-1]['share']:.2f}")
    error = sum(r["events"] * abs(r["confidence"] - r["share"]) for r in rows) / len(told)
    brier = float(np.mean([(p - r) ** 2 for p, r in told]))
    print(f"expected calibration error {error:.3f}, Brier score {brier:.3f}, {len(told)} events")
    diagonal = altair.Chart(altair.Data(values=[{"x": 0, "y": 0}, {"x": 1, "y": 1}])).mark_line(
        strokeDash=[4, 4], color="gray").encode(x="x:Q", y="y:Q")
    points = altair.Chart(altair.Data(values=rows)).mark_circle(color="#0072b2", opacity=0.9).encode(
        x=altair.X("confidence:Q", scale=altair.Scale(domain=[0, 1]), title="confidence told"),
        y=altair.Y("share:Q", scale=altair.Scale(domain=[0, 1]), title="share with the right type and sides"),
        size=altair.Size("events:Q", title="events"))
    reports = "64 annotated and 80 read reports"
    chart = (diagonal + points).properties(
        width=360, height=360, title=f"Reliability: {len(told)} events of {reports}, five folds")
    chart.configure(background="white").save(str(Path(__file__).parent / "reliability.svg"))


if __name__ == "__main__":
    main()
