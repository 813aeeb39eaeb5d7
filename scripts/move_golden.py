"""Moves golden cases from one file of tests/golden to another: `move_golden.py LABEL [LABEL …] FILE`.

In come labels and the name of the file they belong in, out go the two files, everything else in them untouched.
A case is the lines from its `- label:` to the next one. A case moved to known_failures gets a line `origin:` with
the file it comes from; `move_golden.py LABEL [LABEL …] back` puts it back there.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "golden"
FAILURES = "known_failures"
START = re.compile(r"^- label: *(\S+)", re.MULTILINE)
ORIGIN = re.compile(r"^  origin: *(\S+)\n", re.MULTILINE)


def blocks(text: str) -> tuple[str, dict[str, str]]:
    """The head of a file and its cases by label."""
    starts = list(START.finditer(text))
    if not starts:
        return text, {}
    ends = [m.start() for m in starts[1:]] + [len(text)]
    cases = {m[1]: text[m.start():end].rstrip("\n") + "\n" for m, end in zip(starts, ends, strict=True)}
    return text[: starts[0].start()], cases


def move(label: str, target: str) -> None:
    """Takes a case out of the file it stands in and adds it to the end of the target."""
    home = next((p for p in sorted(FOLDER.glob("*.yaml")) if label in blocks(p.read_text("utf-8"))[1]), None)
    if home is None:
        raise SystemExit(f"no case is labelled {label}: see the labels in {FOLDER}")
    head, cases = blocks(home.read_text("utf-8"))
    case = cases.pop(label)
    origin = ORIGIN.search(case)
    target = origin[1] if target == "back" and origin else target
    if target in (home.stem, "back"):
        raise SystemExit(f"{label} is in {home.name} already, or does not say where it comes from")
    case = ORIGIN.sub("", case)
    if target == FAILURES:
        case = case.replace("\n", f"\n  origin: {home.stem}\n", 1)
    write(home, head, cases)
    goal = FOLDER / f"{target}.yaml"
    there, held = blocks(goal.read_text("utf-8")) if goal.exists() else ("", {})
    write(goal, there, held | {label: case})


def write(path: Path, head: str, cases: dict[str, str]) -> None:
    """A file of cases, an empty line between two."""
    path.write_text(head.rstrip("\n") + "\n\n" + "\n".join(cases.values()), "utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    for each in sys.argv[1:-1]:
        move(each, sys.argv[-1].removesuffix(".yaml"))
