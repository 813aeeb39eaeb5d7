"""Whether hostile sources do any harm: mutated files of all kinds, each read in a process with bounds.

    python benchmarks/hostile.py [FILES] [SEED] [ONE]      2,000 and 1 unless told; ONE: only the file of that number

A file may be read, read in part, or set aside with a reason. What must not be: an exception nobody foresaw, more than
30 seconds of a processor, more than 1.5 GB, a file from which nothing comes and nobody is told why, words of another
file in a report. Exit code 1 where any of that happens.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from limited import BAD, Outcome, read_limited  # noqa: E402
from made_sources import samples  # noqa: E402
from mutations import CANARY, MB, Hostile, hostile  # noqa: E402

LARGE = 100 * MB
WHAT = ("read", "partly", "set aside", *BAD)


def main() -> int:
    """Makes, reads, prints, judges."""
    files, seed, one = (int(value) for value in (*sys.argv[1:], *("2000", "1", "-1")[len(sys.argv) - 1:]))
    numbers = range(files) if one < 0 else [one]
    with tempfile.TemporaryDirectory() as folder:
        canary = Path(folder) / "canary"
        canary.write_text(CANARY)
        found = [(case.number, case.sample, case.done, _read(case, Path(folder)))
                 for case in hostile(samples(), numbers, seed, str(canary), LARGE)]
    _table("kind of sample", Counter((_ending(sample), out.what) for _, sample, _, out in found))
    _table("what was done", Counter((done, out.what) for _, _, done, out in found))
    faults = Counter(kind for *_, out in found for kind in out.faults)
    print("\nreasons, by files: " + ", ".join(f"{kind} {count}" for kind, count in faults.most_common()))
    slow, much = max(found, key=lambda row: row[3].seconds), max(found, key=lambda row: row[3].memory)
    print(f"longest: {slow[3].seconds:.1f} s of a processor (file {slow[0]}, {slow[1]}, {slow[2]}); "
          f"most memory: {much[3].memory:.0f} MB (file {much[0]}, {much[1]}, {much[2]})")
    return 1 if any(out.what in BAD for *_, out in found) else 0


def _read(case: Hostile, folder: Path) -> Outcome:
    path = folder / case.name
    path.write_bytes(case.data)
    out = read_limited(path, CANARY)
    path.unlink()
    if out.what in BAD:
        print(f"file {case.number} ({case.sample}, {case.done}, {case.name}): {out.what} {out.where}", flush=True)
    return out


def _ending(sample: str) -> str:
    return "".join(Path(sample).suffixes[-2:])


def _table(title: str, counts: Counter[tuple[str, str]]) -> None:
    """Rows by name, columns by what came of it; columns that are empty throughout are left out."""
    columns = [what for what in WHAT if any(count for (_, one), count in counts.items() if one == what)]
    print(f"\n{title:20}" + "".join(f"{what:>10}" for what in columns))
    for name in sorted({name for name, _ in counts}):
        print(f"{name:20}" + "".join(f"{counts[name, what]:10}" for what in columns))
    print(f"{'all':20}" + "".join(f"{sum(c for (_, one), c in counts.items() if one == what):10}" for what in columns))


if __name__ == "__main__":
    sys.exit(main())
