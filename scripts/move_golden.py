"""Moves golden cases from one file of tests/golden to another: `move_golden.py LABEL [LABEL …] FILE`.

In come labels and the name of the file they belong in (with or without .yaml), out go the two files, everything else
in them untouched. A case is the lines from its `- label:` to the next one.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "golden"
START = re.compile(r"^- label: *(\S+)", re.MULTILINE)


def blocks(text: str) -> tuple[str, dict[str, str]]:
    """The head of a file and its cases by label."""
    starts = list(START.finditer(text))
    ends = [m.start() for m in starts[1:]] + [len(text)]
    head = text[: starts[0].start()] if starts else text
    return head, {m[1]: text[m.start():end].rstrip("\n") + "\n" for m, end in zip(starts, ends, strict=True)}


def move(labels: list[str], target: Path) -> None:
    """Takes each case out of the file it stands in and adds it to the end of the target."""
    for label in labels:
        home = next((p for p in sorted(FOLDER.glob("*.yaml")) if label in blocks(p.read_text("utf-8"))[1]), None)
        if home is None:
            raise SystemExit(f"no case is labelled {label}: see the labels in {FOLDER}")
        if home != target:
            head, cases = blocks(home.read_text("utf-8"))
            case = cases.pop(label)
            write(home, head, cases)
            there, held = blocks(target.read_text("utf-8")) if target.exists() else ("", {})
            write(target, there, held | {label: case})


def write(path: Path, head: str, cases: dict[str, str]) -> None:
    """A file of cases, an empty line between two."""
    path.write_text(head + "\n".join(cases.values()), "utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    move(sys.argv[1:-1], FOLDER / (sys.argv[-1].removesuffix(".yaml") + ".yaml"))
