"""Where outlets are at home, read by itself: all of `data/world/` takes fifty times as long."""

from __future__ import annotations

from functools import cache

from communique.knowledge.files import Files, files, words
from communique.knowledge.world_load import BODY_FIELDS


@cache
def outlets() -> dict[str, str]:
    """The state of each agency and outlet of ours, by key and by name in small letters."""
    return load(files())


def load(source: Files) -> dict[str, str]:
    """Reads `world/media`; names that outlets of several states bear are left out."""
    found: dict[str, set[str]] = {}
    for read in (source.tsv, source.yaml):
        for row in read("world/media", required=["id", "name", "category"], optional=BODY_FIELDS):
            country = row.get("country") or row.get("code")
            if country:
                for name in (str(row["id"]), str(row["name"]), *words(row.get("names"))):
                    found.setdefault(name.casefold(), set()).add(str(country))
    return {name: next(iter(states)) for name, states in found.items() if len(states) == 1}


def country_of(outlet: str) -> str | None:
    """The state an outlet is at home in, by its name with or without an article.

    >>> country_of("AFP"), country_of("The Associated Press"), country_of("Nobody's Gazette")
    ('FRA', 'USA', None)
    """
    known, name = outlets(), outlet.casefold().strip()
    return known.get(name) or known.get(name.removeprefix("the "))
