"""How good: the annotated texts through `communique read --jsonl` and the scorer, one line to add to the history.

    python benchmarks/quality.py [--append]      --append adds the line to benchmarks/README.md

The texts and the scorer lie outside this repository: in $COMMUNIQUE_GOLD and $COMMUNIQUE_EVAL, else ../shared/gold and
../shared/eval. Where they are not there, nothing is measured.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOLD = Path(os.environ.get("COMMUNIQUE_GOLD", ROOT.parent / "shared" / "gold"))
EVAL = Path(os.environ.get("COMMUNIQUE_EVAL", ROOT.parent / "shared" / "eval"))
RUN = "import sys; from communique.cli import main; sys.exit(main())"


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of the history: the texts, the scorer's command, the figures of its answer."""

    name: str
    gold: str
    command: str
    figures: tuple[str, ...]  # names of the scorer's scores; F1, or the share where a score has none
    reads: str = "read"


MEASURES = (
    Measure("reports", "reports_dev", "news", ("type in sentence", "+ source and target", "+ place, date, status")),
    Measure("PLOVER", "events_plover_dev", "events", ("type", "dyad+type")),
    Measure("CAMEO", "events_cameo_dev", "events", ("cameo code", "cameo root")),
    Measure("pairs", "pairs_dev", "pairs", ("type told for the given pair", "type of the pair")),
    Measure("statements", "gum_statements", "statements", ("IoU>=.5", "end to end (mention)")),
    Measure("times", "gum_times", "times", ("relaxed span", "value (relaxed span)")),
    Measure("actors", "actors_dev", "actors", ("code", "sector"), "resolve"),
    Measure("coreference", "gum_coref", "coref", ("mention found", "pairs of mentions linked")),
    Measure("places of events", "event_places_dev", "places", ("place right, of all",)),
)


def main() -> None:
    """Measures what is there and prints a row of the history."""
    if not (GOLD.is_dir() and (EVAL / "score.py").is_file()):
        sys.exit(f"No annotated texts in {GOLD} or no scorer in {EVAL}; set COMMUNIQUE_GOLD and COMMUNIQUE_EVAL.")
    cells = []
    for measure in MEASURES:
        scores = measured(measure)
        if "--raw" in sys.argv:
            print(measure.name, json.dumps(scores, ensure_ascii=False))
        cells.append(" ".join(shown(scores, name) for name in measure.figures))
        print(f"{measure.name:<18} {cells[-1]}", flush=True)
    row = f"| {date.today()} | {commit()} | {' | '.join(cells)} |"
    print(row)
    if "--append" in sys.argv:
        append(row)


def measured(measure: Measure) -> dict[str, Any]:
    """The scorer's answer."""
    gold = GOLD / f"{measure.gold}.jsonl"
    score = [sys.executable, str(EVAL / "score.py")]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    given = subprocess.run([*score, "input", str(gold)], check=True, stdout=subprocess.PIPE).stdout
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder) / "records.jsonl"
        with records.open("wb") as out:
            subprocess.run([sys.executable, "-c", RUN, measure.reads, "--jsonl"], input=given, stdout=out, check=True,
                           env=environment)
        told = subprocess.run([*score, measure.command, str(gold), str(records), "--json"], check=True,
                              stdout=subprocess.PIPE).stdout
    found: dict[str, Any] = json.loads(told)
    return found


def shown(told: dict[str, Any], name: str) -> str:
    """One figure of the scorer's answer."""
    score = told["scores"].get(name, {})
    figure = score.get("f1", score.get("value"))
    return "–" if figure is None else f"{figure:.3f}"


def commit() -> str:
    """The commit measured, with a + where the tree is not as committed."""
    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()

    return git("rev-parse", "--short", "HEAD") + ("+" if git("status", "--porcelain", "src") else "")


def append(row: str) -> None:
    """Adds a row to the history."""
    path = ROOT / "benchmarks" / "README.md"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\n{row}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
