"""Bare weekdays: the verb says whether they are behind or ahead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "bare_weekdays.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@pytest.mark.parametrize("case", CASES, ids=[f"{c['date']} {c['text'][:40]}" for c in CASES])
def test_weekday_goes_by_the_clause(case: dict[str, Any], times: Any) -> None:
    """A weekday is the last one where the clause tells of the past, the coming one where it tells of the future."""
    found = {t.text: t.value for t in times(case["text"], case["date"])}
    assert found == (case["expect"] or {})
