"""The texts that speed and memory are measured on: the examples, as often as asked, each time a little different."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CITIES = ("Nairobi", "Lima", "Hanoi", "Muscat", "Skopje", "Dushanbe", "Suva", "Abuja", "Quito", "Tunis", "Riga")


def texts(number: int) -> Iterator[tuple[str, str]]:
    """So many reports as (id, text). No two are alike: a number, a city and an invented name change each time."""
    found = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    for n, text in enumerate(islice(cycle(found), number)):
        city = CITIES[n % len(CITIES)]
        yield f"r{n}", f"{text}\n\nThe case of Adviser {name(n)} was raised in {city} on file {n}.\n"


def name(number: int) -> str:
    """A family name that no other number gives: what a parser remembers of new words must not pile up."""
    syllables = ("ba", "ko", "ri", "ne", "su", "ta", "lo", "mi", "ve", "du")
    return "".join(syllables[int(digit)] for digit in str(number + 1000)).title()
