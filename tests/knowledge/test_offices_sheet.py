"""The sheet of office holders answered without looking, and the comparison with the tables."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from communique.knowledge import files, load_files
from communique.knowledge.world import World

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def offices() -> ModuleType:
    spec = importlib.util.spec_from_file_location("offices", ROOT / "benchmarks" / "offices.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def world() -> World:
    return load_files(files()).world


def row(answer: str, finding: str = "") -> dict[str, str]:
    return {"state": "CHL", "office": "president", "day": "2011-03-20", "answer": answer, "finding": finding}


def test_the_same_seed_draws_the_same_days_and_the_tables_know_each(offices, world):
    drawn = offices.draw(world, 25, 7)
    assert drawn == offices.draw(world, 25, 7) != offices.draw(world, 25, 8)
    assert len(set(drawn)) == 25
    assert all(world.holder(office, of, day) for of, office, day in drawn)


def test_an_answer_agrees_by_family_name_without_accents_and_not_with_the_one_before(offices, world):
    assert offices.agrees(world, row("Pinera"))
    assert offices.agrees(world, row("Sebastián Piñera"))
    assert not offices.agrees(world, row("Bachelet"))
    assert not offices.agrees(world, row("Michelle Piñera"))


def test_the_rate_is_of_those_that_were_answered(offices, world):
    first, *rest = offices.report(world, [row("Piñera"), row("Bachelet"), row("")])
    assert first == "3 drawn, 2 known (0.667), 1 of these agree (0.500)"
    assert rest == ["    1 not looked into",
                    "CHL president 2011-03-20: answered Bachelet, table Sebastián Piñera"]


def test_each_disagreement_of_our_sheet_was_looked_into(offices, world):
    with (ROOT / "benchmarks" / "offices.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert len(rows) == 200
    assert not [r for r in rows if r["answer"] and not r["finding"] and not offices.agrees(world, r)]
