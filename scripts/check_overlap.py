"""Checks that no eight words in a row of our tests, examples and knowledge stand in the annotated texts.

In comes the folder of annotated texts (COMMUNIQUE_GOLD, else ../shared/gold), out goes a line for each stretch of
shared words, and exit code 1 if there is one. Without the folder there is nothing to check. The texts of GUM
(gum_*) and reports_dev may be used in tests and are left out. Runs of eight words are compared by their hashes.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LENGTH = 8
OURS = ("tests", "examples", "training", "src/communique/data")
NAMES = ROOT / "src/communique/data/world"  # official names of bodies and groups run to eight words; they are no text
SUFFIXES = {".yaml", ".yml", ".tsv", ".csv", ".md", ".txt", ".py", ".json", ".jsonl", ".html", ".xml"}
FREE = ("gum_", "reports_dev", "README", "ontology", "LICENSE")  # may be used, or are no texts
STOCK = {"all rights reserved this material may not be"}  # legal formulas that any page carries
WORD = re.compile(r"\w+")
MARK = re.compile(r"</?[st]>")  # of the sentences the learned coder is trained on


def gold_folder() -> Path:
    """Where the annotated texts are, if they are here at all."""
    return Path(os.environ.get("COMMUNIQUE_GOLD", ROOT.parent / "shared" / "gold"))


def words(text: str) -> list[str]:
    """The words of a text, small letters, no punctuation."""
    return WORD.findall(text.casefold())


def runs(listed: list[str]) -> Iterator[tuple[int, int]]:
    """The place and hash of every run of words."""
    for i in range(len(listed) - LENGTH + 1):
        yield i, hash(tuple(listed[i:i + LENGTH]))


def gold_texts(folder: Path) -> Iterator[str]:
    """Every text of the annotated files, their other fields left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(FREE):
            if path.suffix == ".jsonl":
                rows = map(json.loads, path.read_text("utf-8").splitlines())
                yield from (str(row.get("text") or row.get("phrase") or "") for row in rows)
            elif path.name == "ground-truth.json":
                yield from (str(page.get("articleBody", "")) for page in json.loads(path.read_text("utf-8")).values())
            elif path.suffix == ".txt":
                yield from path.read_text("utf-8", errors="replace").splitlines()


def our_files() -> Iterator[Path]:
    """The files of ours that hold texts."""
    for folder in OURS:
        paths = sorted((ROOT / folder).rglob("*"))
        yield from (p for p in paths if p.suffix in SUFFIXES and p.is_file() and NAMES not in p.parents)


def overlaps(path: Path, known: set[int]) -> Iterator[str]:
    """The stretches of a file that stand in the annotated texts, each once."""
    listed = words(MARK.sub("", path.read_text("utf-8", errors="replace")))
    shared_up_to = -1
    for start, run in runs(listed):
        if run in known:
            shared = " ".join(listed[start:start + LENGTH])
            if start > shared_up_to and shared not in STOCK:
                yield f"{path.relative_to(ROOT)}: {shared}"
            shared_up_to = start + LENGTH


def main() -> int:
    """Prints each overlap; the exit code says whether there was one."""
    folder = gold_folder()
    if not folder.is_dir():
        print(f"no annotated texts at {folder}: nothing to check")
        return 0
    known = {run for text in gold_texts(folder) for _, run in runs(words(text))}
    found = [line for path in our_files() for line in overlaps(path, known)]
    print("\n".join(found) or f"no {LENGTH} words in a row of ours stand in the annotated texts")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
