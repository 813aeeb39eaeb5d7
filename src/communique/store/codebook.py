"""The codebook: every table and column of a record database, with meaning and example, as Markdown."""

from __future__ import annotations

from communique.store.schema import STEPS
from communique.store.tables import TABLES, Table


def codebook() -> str:
    """The text of `docs/codebook.md`."""
    head = (f"# Codebook of the record database, version {len(STEPS)}\n"
            "Made by `python scripts/codebook.py` from `src/communique/store/tables.py`; do not edit. Spans are "
            "half-open ranges of characters in the report's cleaned text, days `YYYY-MM-DD`, "
            "countries ISO 3166-1 alpha-3.\n")
    return head + "".join(_section(table) for table in TABLES)


def _section(table: Table) -> str:
    rows = "".join(f"| {c.name} | {c.type.split(' ')[0]} | {_cell(c.says)} | {_cell(c.example)} |\n"
                   for c in table.columns)
    key = f"\nKey: {table.key.replace('PRIMARY KEY ', '')}\n" if table.key else ""
    return f"\n## {table.name}\n{table.says}\n\n| column | type | meaning | example |\n|---|---|---|---|\n{rows}{key}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
