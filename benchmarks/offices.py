"""How far the tables of office holders can be trusted: days drawn at random, answered again without looking, compared.

    python benchmarks/offices.py draw SHEET.tsv [--number 200] [--seed 4]
    python benchmarks/offices.py compare SHEET.tsv

`draw` writes a sheet of (state, office, day) since 2000 for which `data/world/holders` names one holder, without the
holder. Somebody fills in `answer` from what they know, leaving it empty where they do not know. `compare` tells how
many were known, how many agree, and lists the rest beside what the tables say. An answer agrees if each of its words
is one of the holder's names, accents and case aside. `finding` is for what came of a disagreement once looked into.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from communique.knowledge import files, load_files
from communique.knowledge.phrases import folded_words
from communique.knowledge.world import World

OFFICES = ("president", "prime minister", "king", "emir", "sultan", "supreme leader", "foreign minister")
FIRST, LAST = date(2000, 1, 1), date(2025, 6, 30)
COLUMNS = ("state", "office", "day", "answer", "finding")


def main() -> None:
    """Draws a sheet, or compares an answered one with the tables."""
    options = command_line()
    world = load_files(files()).world
    if options.command == "draw":
        write(options.sheet, draw(world, options.number, options.seed))
        return
    with options.sheet.open(encoding="utf-8", newline="") as lines:
        print("\n".join(report(world, list(csv.DictReader(lines, delimiter="\t")))))


def command_line() -> argparse.Namespace:
    """The command and its options."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("draw", "compare"):
        command = commands.add_parser(name)
        command.add_argument("sheet", type=Path)
        if name == "draw":
            command.add_argument("--number", type=int, default=200)
            command.add_argument("--seed", type=int, default=4)
    return parser.parse_args()


def draw(world: World, number: int, seed: int) -> list[tuple[str, str, str]]:
    """So many different (state, office, day) whose holder the tables name; each office of a state is as likely."""
    pairs = sorted((of, office) for office, of in world.holders if office in OFFICES and of.isupper())
    chance = random.Random(seed)
    found: set[tuple[str, str, str]] = set()
    while len(found) < number:
        of, office = chance.choice(pairs)
        day = (FIRST + timedelta(days=chance.randrange((LAST - FIRST).days + 1))).isoformat()
        if world.holder(office, of, day) is not None:
            found.add((of, office, day))
    return sorted(found)


def write(sheet: Path, triples: Sequence[tuple[str, str, str]]) -> None:
    """The sheet with its empty columns."""
    with sheet.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, delimiter="\t", lineterminator="\n")
        lines.writerow(COLUMNS)
        lines.writerows((*triple, "", "") for triple in triples)


def report(world: World, rows: Sequence[dict[str, str]]) -> Iterator[str]:
    """The shares known and agreeing, what was found about the others, and the others."""
    known = [row for row in rows if row["answer"]]
    others = [row for row in known if not agrees(world, row)]
    yield f"{len(rows)} drawn, {len(known)} known ({share(len(known), len(rows))}), "\
        f"{len(known) - len(others)} of these agree ({share(len(known) - len(others), len(known))})"
    looked_into = [row["finding"] or "not looked into" for row in rows if row["finding"] or row in others]
    for finding, count in Counter(looked_into).items():
        yield f"  {count:3} {finding}"
    for row in others:
        asked = f"{row['state']} {row['office']} {row['day']}"
        yield f"{asked}: answered {row['answer']}, table {holder(world, row) or 'nobody'}"


def share(part: int, whole: int) -> str:
    """A share as it is printed."""
    return f"{part / whole:.3f}" if whole else "-"


def agrees(world: World, row: dict[str, str]) -> bool:
    """Whether each word of the answer is a word of the names of the holder that the tables have."""
    term = world.holder(row["office"], row["state"], row["day"])
    if term is None:
        return False
    names = [words for words, refs in world.names.keys.items() if term.ref in refs]
    return set(folded_words(row["answer"])) <= {word for words in names for word in words.split()}


def holder(world: World, row: dict[str, str]) -> str:
    """Whom the tables have for a row of the sheet."""
    term = world.holder(row["office"], row["state"], row["day"])
    return world.entries[term.ref].name if term else ""


if __name__ == "__main__":
    main()
