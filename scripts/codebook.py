"""The tables of the record database → docs/codebook.md. CI fails where it is stale (tests/store)."""

from __future__ import annotations

from pathlib import Path

from communique.store.codebook import codebook

PAGE = Path(__file__).resolve().parent.parent / "docs" / "codebook.md"

if __name__ == "__main__":
    PAGE.write_text(codebook(), encoding="utf-8")
