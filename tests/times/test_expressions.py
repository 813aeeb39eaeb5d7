"""All other ways to tell a time, and what only looks like one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "expressions.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def _wanted(value: Any) -> tuple[str | None, ...]:
    parts = value if isinstance(value, list) else [value]
    return tuple(None if part == "null" else part for part in parts)


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:50] for c in CASES])
def test_expression(case: dict[str, Any], times: Any) -> None:
    """A time has its words, its TIMEX3 value, its days and its bound; what is no time is not found."""
    found = {t.text: (t.value, t.start, t.end, t.bound) for t in times(case["text"], case.get("date", "2024-03-06"))}
    wanted = {words: _wanted(value) for words, value in (case["expect"] or {}).items()}
    assert {words: told[: len(wanted.get(words, told))] for words, told in found.items()} == wanted
