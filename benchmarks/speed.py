"""How fast: words per CPU-second of all stages and of bare spaCy, with the same model on the same texts, in turn.

The ratio travels between machines, the absolute figures do not. Also printed: microseconds a word of each stage, the
stages of times and places on their own (the parse done beforehand), and the time from nothing to the record of one
report on the command line. `--times` measures these two stages alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus import ROOT, texts

import communique
from communique.analyse import analyse, gate_of
from communique.assemble import assemble
from communique.clean import clean
from communique.knowledge import Knowledge
from communique.pipeline import AFTER_PARSE, Reader
from communique.places import find_places
from communique.records import Report
from communique.stages import Reading
from communique.times import find_times

REPORTS, ROUNDS = 120, 3
Stage = Callable[[Reading, Knowledge], Reading]


def main() -> None:
    """Measures and prints."""
    reader, rules = communique.load(), communique.load(rules_only=True)
    gated = replace(reader, gate=gate_of(reader.knowledge, reader.parser.nlp))
    files = [Path(name) for name in sys.argv[1:] if name != "--times"]
    reports = [r for path in files for r in given(path)] or [Report(id, text) for id, text in texts(REPORTS)]
    words = sum(len(report.text.split()) for report in reports)
    reader.read_report(reports[0])
    if "--times" in sys.argv:
        print_alone(reader, reports, words)
        return
    bare, whole, ruled, shut = [], [], [], []
    for _ in range(ROUNDS):
        bare.append(spent(lambda: list(reader.parser.nlp.pipe(report.text for report in reports))))
        whole.append(spent(lambda: [reader.read_report(report).to_dict() for report in reports]))
        shut.append(spent(lambda: [gated.read_report(report).to_dict() for report in reports]))
        ruled.append(spent(lambda: [rules.read_report(report).to_dict() for report in reports]))
    print(f"{len(reports)} reports, {words:,} words")
    print(f"bare spaCy      {words / min(bare):9,.0f} words per CPU-second")
    print(f"whole pipeline  {words / min(whole):9,.0f} words per CPU-second")
    print(f"with the gate   {words / min(shut):9,.0f} words per CPU-second")
    print(f"rules only      {words / min(ruled):9,.0f} words per CPU-second")
    print(f"ratio           {min(bare) / min(whole):9.2f}, with the gate {min(bare) / min(shut):.2f}, "
          f"rules only {min(bare) / min(ruled):.2f}")
    print_stages(reader, reports, words)
    print_alone(reader, reports, words)
    print(f"cold start of `communique read` on one report: {cold_start():.2f} s")


def given(path: Path) -> list[Report]:
    """The reports of a file with one a line (`id`, `text`, `date` or `dct`)."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Report(str(row["id"]), row["text"], row.get("date") or row.get("dct")) for row in rows]


def spent(work: object) -> float:
    """CPU seconds of a call."""
    began = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - began


def print_stages(reader: Reader, reports: list[Report], words: int) -> None:
    """Microseconds a word, stage by stage."""
    total: Counter[str] = Counter()
    for report in reports:
        steps = [("clean", lambda r: clean(r, reader.knowledge)), ("analyse", lambda r: analyse(r, reader.parser)),
                 *((stage.__name__, lambda r, stage=stage: stage(r, reader.knowledge)) for stage in AFTER_PARSE)]
        reading = Reading(report)
        for name, step in steps:
            began = time.process_time()
            reading = step(reading)
            total[name] += time.process_time() - began
        began = time.process_time()
        assemble(reading, reader).to_dict()
        total["assemble"] += time.process_time() - began
    for name, seconds in total.items():
        print(f"  {name:<18} {1e6 * seconds / words:7.1f} µs a word")
    outside = sum(seconds for name, seconds in total.items() if name != "analyse")
    print(f"  {'outside the parser':<18} {1e6 * outside / words:7.1f} µs a word")


def print_alone(reader: Reader, reports: list[Report], words: int) -> None:
    """The stages of times and places over reports that are parsed already, beside bare spaCy on the same texts."""
    parsed = [analyse(clean(Reading(report), reader.knowledge), reader.parser) for report in reports]
    bare = min(spent(lambda: list(reader.parser.nlp.pipe(report.text for report in reports))) for _ in range(2))
    for stage in (find_times, find_places):
        alone = min(spent(partial(_all, stage, parsed, reader.knowledge)) for _ in range(ROUNDS))
        print(f"  {stage.__name__} alone: {words / alone:,.0f} words per CPU-second, "
              f"{1e6 * alone / words:.1f} µs a word, "
              f"{bare / alone:.0f} times as fast as bare spaCy")


def _all(stage: Stage, parsed: list[Reading], knowledge: Knowledge) -> None:
    for reading in parsed:
        stage(reading, knowledge)


def cold_start() -> float:
    """Seconds until the record of one report is there, the best of five; modules are compiled, as pip leaves them."""
    example = next(iter(sorted((ROOT / "examples").glob("*.txt"))))
    command = [sys.executable, "-c", "import sys; from communique.cli import main; sys.exit(main())", "read", "--json"]
    with tempfile.TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def once() -> float:
            began = time.perf_counter()
            subprocess.run([*command, str(Path(example))], check=True, stdout=subprocess.DEVNULL, env=environment)
            return time.perf_counter() - began

        once()
        return min(once() for _ in range(5))


if __name__ == "__main__":
    main()
