"""`data/world/actors/`: people and bodies whose code is known by time, without an office.

A row is a spell: what somebody is coded as from one day to another. Rows of one `id` belong to one actor; an `id` that
stands in another table adds names and spells to that entry. What an office tells goes before a spell.
"""

from __future__ import annotations

from communique.knowledge.files import Files, Row, words
from communique.knowledge.ontology import Ontology
from communique.knowledge.world_check import check_dates, known_code
from communique.knowledge.world_rows import Entry, Spell
from communique.knowledge.world_tables import Tables, is_known, text

KINDS = ("person", "organisation", "group")
FIELDS = ("names", "kind", "gender", "code", "sector", "since", "until", "wikidata", "note")


def read_actors(files: Files, ontology: Ontology, tables: Tables) -> None:
    """Adds the actors and their spells to the tables."""
    for row in files.tsv("world/actors", required=["id", "name"], optional=FIELDS, repeated=True):
        kind = row.get("kind") or "person"
        if not files.known(row, "kind", kind, KINDS):
            continue
        if row.get("sector"):
            is_known(files, row, "sector", row["sector"], ontology.sectors)
        known_code(files, row, tables.entries, ontology.codes)
        check_dates(files, row, "since", "until", f"what {row['name']} is coded as")
        _entry(files, tables, row, kind)


def _entry(files: Files, tables: Tables, row: Row, kind: str) -> None:
    ref, known = row["id"], tables.entries.get(row["id"])
    if known is not None and known.kind != kind:
        files.problem(row, f"id {ref!r} is {known.name}, a {known.kind}", "Choose another id")
        return
    if known is None:
        tables.entries[ref] = Entry(ref, row["name"], kind, kind, None, None, since=text(row.get("since")),
                                    wikidata=text(row.get("wikidata")), gender=row.get("gender") or "", where=row.where)
    for name in (row["name"], *words(row.get("names"))):
        if (name, ref) not in tables.actor_names:
            tables.actor_names.add((name, ref))
            tables.name(row, (name,), ref)
            if kind == "person":
                tables.person_names.append((ref, name))
    if not any(row.get(name) for name in ("code", "sector", "since", "until")):
        return  # only names
    spell = Spell(text(row.get("code")), text(row.get("sector")), row.get("since") or "", text(row.get("until")),
                  row.where)
    tables.spells.setdefault(ref, []).append(spell)
