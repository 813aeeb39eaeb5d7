"""What the knowledge costs: to load, parsed and from the cache; to look up, with tables of once and ten times the size.

Ten times means nine invented people for each entry of `data/world`, in a folder of their own. Looking up is the scan of
parsed texts for all known phrases, the actors stage on them, and whole names resolved. CPU seconds, best of five; each
size in a process of its own, so that memory is its own.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from corpus import ROOT, texts

REPORTS, PHRASES, ROUNDS = 60, 400, 5
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


def main() -> None:
    """Measures each size in a process of its own and prints a line for each."""
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
        return
    print("size  entries    names  load, parsed  load, cache  scan µs/word  actors µs/word  name µs  knowledge MB")
    for times in (1, 10):
        subprocess.run([sys.executable, __file__, str(times)], check=True, env={
            **os.environ, "PYTHONPATH": str(ROOT / "src"), "COMMUNIQUE_CACHE": tempfile.mkdtemp()})


def measure(times: int) -> None:
    """One line of the table."""
    import communique
    from communique.actors import find_actors
    from communique.actors.resolve import resolve_actor
    from communique.actors.scan import scan
    from communique.knowledge import files, load_files
    from communique.records import Report

    before = memory()
    known = load_files(files())
    taken = memory() - before
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if times > 1:
            invent((times - 1) * len(known.world.entries), folder)
        cached = best(lambda: load_files(files(folder)))
        os.environ["COMMUNIQUE_CACHE"] = "off"
        parsed = best(lambda: load_files(files(folder)))
        if times > 1:
            before = memory()
            known = load_files(files(folder))
            taken += memory() - before
        reader = communique.load(knowledge=folder, rules_only=True)
    readings = [reader.reading(Report(id, text, "2024-03-05")) for id, text in texts(REPORTS)]
    words = sum(len(reading.document.tokens) for reading in readings)
    world = reader.knowledge.world
    people = [entry.name for entry in world.entries.values() if entry.kind == "person"]
    phrases = random.Random(1).sample(people, PHRASES)
    scanned = best(lambda: [scan(reading.document, world) for reading in readings])
    staged = best(lambda: [find_actors(reading, reader.knowledge) for reading in readings])
    named = best(lambda: [resolve_actor(phrase, "2024-03-05", reader) for phrase in phrases])
    print(f"{times:3}×  {len(world.entries):7,}  {len(world.names.keys):7,}  {parsed:10.2f} s  {cached:9.2f} s"
          f"  {1e6 * scanned / words:12.2f}  {1e6 * staged / words:14.1f}  {1e6 * named / PHRASES:7.1f}  {taken:12.1f}")


def invent(count: int, folder: Path) -> None:
    """A table of people with names of two words and a code by time; family names are shared as in life."""
    chance = random.Random(1)

    def word() -> str:
        return "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(3)).capitalize()

    families = [word() for _ in range(max(1, count // 4))]
    path = folder / "world" / "actors" / "invented.tsv"
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8") as out:
        out.write("id\tname\tnames\tkind\tcode\tsector\tsince\tuntil\n")
        for number in range(count):
            name, other = (f"{word()} {chance.choice(families)}" for _ in range(2))
            out.write(f"invented-{number}\t{name}\t{other}\tperson\tFJI\tOPP\t2001\t2020\n")


def best(work: Callable[[], object]) -> float:
    """CPU seconds of a call, the best of some."""
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


def memory() -> float:
    """Megabytes that this process holds now; the most it ever held where the system tells no more."""
    gc.collect()
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    main()
