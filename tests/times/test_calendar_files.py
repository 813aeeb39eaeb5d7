"""The checker of the calendar's files has a bad file for each of its rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.knowledge.calendar import load
from communique.knowledge.files import Files, files

BAD = {
    "words": ("- {class: month, value: 1}", "'words' is missing"),
    "patterns": ("- {id: x, kind: yaer, pattern: year}", "kind 'yaer' is unknown"),
    "patterns ": ("- {id: x, kind: year, pattern: yeer}", "class 'yeer' is unknown"),
    "patterns  ": ("- {id: x, kind: year, pattern: '(year'}", "cannot be read"),
    "holidays": ("- {names: [Moon Feast], day: 01-01, easter: 3}", "exactly one way"),
    "known_days": ("- {day: soon, beside: [attack]}", "'soon' is no day"),
    "bounds": ("- {bound: untill, words: [upto]}", "bound 'untill' is unknown"),
    "tense": ("- {group: ahaed, words: [plan]}", "group 'ahaed' is unknown"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_is_named_with_its_line(name: str, tmp_path: Path) -> None:
    """A bad row in a user's folder is reported with its file and line."""
    row, message = BAD[name]
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / f"{name.strip()}.yaml").write_text(f"# one mistake\n{row}\n", encoding="utf-8")
    source = Files((*files().folders, tmp_path))
    load(source)
    told = [str(p) for p in source.problems]
    assert any(message in line and f"{name.strip()}.yaml:2:" in line for line in told), told


def test_a_user_can_add_a_feast_and_a_word(tmp_path: Path) -> None:
    """Rows of a user's folder come on top of the package's."""
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "holidays.yaml").write_text("- {names: [Meskel], day: 09-27}\n", encoding="utf-8")
    made = load(Files((*files().folders, tmp_path)))
    assert made.holidays["meskel"].day == "09-27" and made.entries["meskel"].kind == "holiday"
