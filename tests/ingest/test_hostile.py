"""Hostile sources of all kinds, a few of those that `benchmarks/hostile.py` reads."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from made_sources import samples
from mutations import CANARY, MB, hostile

from communique.ingest.options import Options
from communique.ingest.sources import items

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes with bounds need fork")


def test_hostile_sources_are_read_or_set_aside(tmp_path: Path) -> None:
    """No exception that nobody foresaw, no hang, bounded memory, and always a reason where nothing was read."""
    from limited import BAD, read_limited

    canary = tmp_path / "canary"
    canary.write_text(CANARY)
    bad = []
    for case in hostile(samples(), range(60), 7, str(canary), MB):
        path = tmp_path / case.name
        path.write_bytes(case.data)
        out = read_limited(path, CANARY)
        path.unlink()
        if out.what in BAD:
            bad.append((case.number, case.sample, case.done, out.what, out.where))
    assert not bad


def test_lines_that_are_no_json_come_to_an_end(tmp_path: Path) -> None:
    """Each bad line is set aside, until it is plain that the file is of another kind; good ones between them count."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"{\n" * 9_999 + b'{"text": "Fiji met Tonga."}\n' + b"{\n" * 20_000)
    found = list(items([str(path)], Options()))
    assert len(found) == 20_001
    assert found[-1].fault is not None and "not read" in found[-1].fault.message
