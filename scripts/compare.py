"""What a change does to the output: the working tree against a commit (HEAD unless named), on a fixed corpus.

The corpus is ours: the texts of the golden cases and the examples. Both programs read it in the same environment; the
committed one from an archive of the commit. Printed are events and statements gained (+), lost (-) and coded
otherwise (~), each with its words, and the counts. The corpus is always that of the working tree.

    python scripts/compare.py [COMMIT] [--all]      --all prints every line, else at most 60 of each kind
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
RUN = "import sys; from communique.cli import main; sys.exit(main(['read', '--jsonl']))"
EVENT_CODE = ("type", "mode", "status", "plover", "cameo", "start", "end", "reciprocal", "sources", "targets", "place")
STATEMENT_CODE = ("kind", "stance", "speaker", "via", "addressee", "cue")
MOST = 60  # lines of each kind

Found = dict[tuple[str, str, str, int], dict[str, Any]]  # report, event or statement, its words, which of several


def main() -> None:
    """Reads the corpus twice and prints what differs."""
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    most = sys.maxsize if "--all" in sys.argv else MOST
    corpus = list(reports())
    with tempfile.TemporaryDirectory() as folder:
        unpack(words[0] if words else "HEAD", Path(folder))
        before = found_in(run(corpus, Path(folder) / "src"))
    after = found_in(run(corpus, ROOT / "src"))
    print_changes(before, after, most)


def reports() -> Iterator[dict[str, Any]]:
    """The fixed corpus: golden cases, examples."""
    for path in sorted((ROOT / "tests" / "golden").glob("*.yaml")):
        for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or []:
            day = str(case["date"]) if case.get("date") else None
            yield {"id": case["label"], "text": case["text"], "title": case.get("title"), "date": day}
    for path in sorted((ROOT / "examples").glob("*.txt")):
        yield {"id": path.name, "text": path.read_text(encoding="utf-8")}


def unpack(commit: str, folder: Path) -> None:
    """The sources of a commit."""
    packed = subprocess.run(["git", "archive", commit, "src"], cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")


def run(corpus: list[dict[str, Any]], source: Path) -> list[dict[str, Any]]:
    """The records of the corpus, made by the program that lies in `source`."""
    lines = "".join(json.dumps(row) + "\n" for row in corpus)
    environment = os.environ | {"PYTHONPATH": str(source), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", RUN], input=lines, text=True, encoding="utf-8", env=environment,
                          stdout=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"The program in {source} could not read the corpus; see above.")
    return [json.loads(line) for line in done.stdout.splitlines()]


def found_in(records: list[dict[str, Any]]) -> Found:
    """Events and statements by where they stand, with their codes. Ids, which shift, are replaced by names."""
    found: Found = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    for record in records:
        for kind, words, codes in things(record):
            key = (record["id"], kind, words)
            found[*key, seen[key]] = codes
            seen[key] += 1
    return found


def things(record: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Everything of a record that is compared: what it is, its words, its codes."""
    if "error" in record:
        yield "error", record["error"]["kind"], record["error"]
        return
    names = {actor["id"]: actor["name"] for actor in record["actors"]}
    text = record["text"]
    for event in record["events"]:
        codes = {name: event[name] for name in EVENT_CODE}
        codes["sources"], codes["targets"] = ([names.get(i, i) for i in event[side]] for side in ("sources", "targets"))
        codes["place"] = record["places"][event["place"]]["name"] if event["place"] is not None else None
        yield "event", " ".join(text[slice(*event["trigger"])].split()), codes
    for statement in record["statements"]:
        codes = {name: statement[name] for name in STATEMENT_CODE}
        for voice in ("speaker", "via", "addressee"):
            codes[voice] = names.get(codes[voice], codes[voice])
        source = text if statement["post"] is None else record["posts"][statement["post"]]["text"]
        yield "statement", " … ".join(" ".join(source[slice(*s)].split()) for s in statement["content"]), codes


def print_changes(before: Found, after: Found, most: int) -> None:
    """Gains, losses and changed codes."""
    gained = [f"+ {line(key, after[key])}" for key in after if key not in before]
    lost = [f"- {line(key, before[key])}" for key in before if key not in after]
    changed = [f"~ {line(key, difference(before[key], after[key]))}"
               for key in after if key in before and before[key] != after[key]]
    for lines in (gained, lost, changed):
        more = [f"  … and {len(lines) - most} more"] if len(lines) > most else []
        print(*lines[:most], *more, "", sep="\n")
    print(f"{len(before)} → {len(after)} events and statements: {len(gained)} gained, {len(lost)} lost, "
          f"{len(changed)} changed")


def difference(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The codes that are not the same, as old → new."""
    return {name: f"{old.get(name)} → {value}" for name, value in new.items() if old.get(name) != value}


def line(key: tuple[str, str, str, int], codes: dict[str, Any]) -> str:
    """One line about one thing."""
    report, kind, words, _ = key
    told = ", ".join(f"{name} {value}" for name, value in codes.items() if value not in (None, [], False))
    return f"{report}: {kind} “{words[:80]}”: {told}"


if __name__ == "__main__":
    main()
