"""Marks the lines of whole reports in tests/golden that the program does not meet yet, and unmarks those it now meets.

In come the files in_the_wild_*.yaml, out go the same files with `fails: true` set or removed, line by line; a
reason that somebody wrote instead of `true` stays. Cases of other files are as a whole right or wrong: those that
fail, and known failures that pass, are listed, to be moved with move_golden.py; so are reports that no mark helps.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import test_golden as golden  # noqa: E402

import communique  # noqa: E402

KEY = re.compile(r"^    (\w+):\s*$")
ITEM = re.compile(r"^      - \{(?:fails: (?:true|\"[^\"]*\"|[^,\"]+), )?(.*)\}$")
CASE = re.compile(r"^- label: *(\S+)")


def main() -> None:
    """Rewrites the marks and lists the cases to move."""
    reader = communique.load()
    records = {case["label"]: reader.read(case["text"], date=case.get("date"), title=case.get("title"))
               for _, case in golden.read_cases()}
    for path in sorted(golden.FOLDER.glob("in_the_wild_*.yaml")):
        path.write_text("".join(marked(path.read_text("utf-8").splitlines(keepends=True), records)), "utf-8")
    for origin, case in golden.read_cases():
        fails = bool(golden.complaints(records[case["label"]], case["expect"]))
        if fails != (origin == golden.KNOWN_FAILURES):
            print(f"{'fails' if fails else 'passes'}: {case['label']} in {origin}.yaml")


def marked(lines: list[str], records: dict[str, Any]) -> list[str]:
    """The lines of one file, every item marked that does not hold beside those before it."""
    out: list[str] = []
    label, key, held = "", "", list[golden.Case]()
    for line in lines:
        if case := CASE.match(line):
            label, key = case[1], ""
        elif section := KEY.match(line):
            key, held = section[1], []
        elif (item := ITEM.match(line.rstrip("\n"))) and key in golden.ITEM_KEYS and key != "optional":
            bare = golden.dates_as_text(yaml.safe_load("{" + item[1] + "}"))
            if golden.complaints(records[label], {key: [*held, bare]}):
                line = line if "{fails: " in line else line.replace("{", "{fails: true, ", 1)
            else:
                held.append(bare)
                line = f"      - {{{item[1]}}}\n"
        out.append(line)
    return out


if __name__ == "__main__":
    main()
