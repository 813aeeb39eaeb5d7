"""A dictionary file → its lines without comments, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MARKUP = re.compile(r"<!\s?--.*?(?:-->|\Z)", re.S)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something. `where` is "file:line"; `indented` lines go on with the entry before."""

    where: str
    text: str
    indented: bool


def read_lines(path: Path, *, markers: str = "#;") -> Iterator[Line]:
    """The lines with words. Comments run from a marker to the end, or stand between `<!--` and `-->`.

    The old dictionaries are in Latin-1 where they are not in UTF-8.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    text = _MARKUP.sub(lambda found: "\n" * found[0].count("\n"), text.replace("\r\n", "\n"))
    cut = re.compile(f"[{re.escape(markers)}].*")
    for number, line in enumerate(text.split("\n"), 1):
        if "---STOP---" in line:
            return
        said = cut.sub("", line)
        if said.strip():
            yield Line(f"{path.name}:{number}", said.strip(), said[:1] in (" ", "\t"))


def spoken(phrase: str) -> str:
    """A phrase as people write it: underscores are blanks.

    >>> spoken("HAMID_KARZAI_")
    'HAMID KARZAI'
    """
    return " ".join(phrase.replace("_", " ").split())
