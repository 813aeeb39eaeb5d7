"""Whether memory stays flat: many different reports through one process, its memory looked at on the way.

    python benchmarks/soak.py [REPORTS]      20,000 unless told; exit code 1 where memory grows after the first quarter
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from corpus import texts

from communique.stream import Settings, stream

MARKS = 20  # how often memory is looked at
MOST_GROWTH = 0.10  # of what it was after the first quarter


def main() -> int:
    """Reads, prints, judges."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    every = max(1, number // MARKS)
    seen: list[float] = []
    for n, answer in enumerate(stream(lines(number), Settings()), 1):
        if b'"error"' in answer[:200]:
            sys.exit(f"report {n}: {answer[:300].decode()}")
        if n % every == 0:
            seen.append(memory())
            print(f"{n:7,} reports  {seen[-1]:8.1f} MB", flush=True)
    early = max(seen[: max(1, len(seen) // 4)])
    growth = (seen[-1] - early) / early
    print(f"From the first quarter to the end: {growth:+.1%}")
    return 1 if growth > MOST_GROWTH else 0


def lines(number: int) -> Iterator[bytes]:
    """The reports as lines of JSON."""
    for id, text in texts(number):
        yield json.dumps({"id": id, "text": text, "date": "2024-03-05"}).encode()


def memory() -> float:
    """Megabytes of this process that are in memory now; where the system doesn't say, the most there ever were."""
    if Path("/proc/self/status").exists():
        return memory_of("self")
    import resource  # not on Windows, where the soak is not run

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def memory_of(process: int | str) -> float:
    """Megabytes of a process that are in memory now; 0 where it is gone."""
    status = Path(f"/proc/{process}/status")
    rows = status.read_text().splitlines() if status.exists() else []
    return next((int(row.split()[1]) / 1024 for row in rows if row.startswith("VmRSS")), 0.0)


if __name__ == "__main__":
    sys.exit(main())
