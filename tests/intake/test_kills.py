"""A run that is killed goes on as if it had not been."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


def _kills():
    sys.path.insert(0, str(BENCHMARKS))
    try:
        spec = importlib.util.spec_from_file_location("kills", BENCHMARKS / "kills.py")
        made = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(made)
    finally:
        sys.path.remove(str(BENCHMARKS))
    return made


def test_a_run_that_is_killed_loses_nothing_and_does_nothing_twice(tmp_path):
    """SIGKILL of the program, with and without its workers, three times: exports and tables are those of a run that
    was left alone, and no worker outlives its parent."""
    assert _kills().killed_and_not(tmp_path, 3, 90, 4) == (3, None)
