"""Phrases that resolved to nobody: found, counted once a report and over reports, with a row that mends them."""

from __future__ import annotations

import pytest

import communique
from communique.explain.unresolved import Gap, columns_of, gather, row_of, table_of, unresolved
from communique.records import Report

TEXT = ("Zorin Vasko met Aduke Oyelaran on Monday. Vasko praised the talks.\n\n"
        "Beekeepers attacked a village. Angry beekeepers kidnapped the officials.")


@pytest.fixture(scope="module")
def reader() -> communique.Reader:
    """A reader with our own knowledge."""
    return communique.load(rules_only=True)


def found(reader: communique.Reader, text: str, **options: bool) -> dict[str, Gap]:
    """The gaps of a text by phrase."""
    return {gap.phrase: gap for gap in unresolved(reader, Report("r1", text, "2024-03-05"), **options)}


def test_people_are_counted_by_name_and_nouns_where_they_act(reader):
    """"Vasko" is Zorin Vasko again; beekeepers act; a village that is attacked is no actor."""
    gaps = found(reader, TEXT)
    assert (gaps["Zorin Vasko"].kind, gaps["Zorin Vasko"].count, gaps["Zorin Vasko"].reports) == ("person", 2, 1)
    assert (gaps["beekeeper"].kind, gaps["beekeeper"].count) == ("noun", 2)
    assert gaps["beekeeper"].example == "Beekeepers attacked a village."
    assert "village" not in gaps and "official" not in gaps and "talk" not in gaps


def test_who_is_known_or_told_is_no_gap(reader):
    """Known people, states, and names with a state beside them have a code; `coded` asks for the last of these."""
    text = "The French foreign minister, Zorin Vasko, met Sergei Lavrov in Paris on Monday. NATO rejected the plan."
    assert not found(reader, text)
    gap = found(reader, text, coded=True)["Zorin Vasko"]
    assert (gap.code, gap.office) == ("FRA", "foreign minister")
    assert table_of(gap) == "world/holders/mine.tsv"
    row = dict(zip(columns_of(gap).split("\t"), row_of(gap).split("\t"), strict=True))
    assert (row["ref"], row["office"], row["of"], row["from"]) == ("zorin-vasko", "foreign minister", "FRA", "?")


def test_reports_are_added_up(reader):
    """Counts, reports and the states named beside add up; the example is the first."""
    total: dict[tuple[str, str], Gap] = {}
    for text in ("Zorin Vasko met Chad's president.", "Chad expelled Zorin Vasko. Vasko protested."):
        gather(total, unresolved(reader, Report(text[:4], text, "2024-03-05")))
    gap = next(gap for gap in total.values() if gap.phrase == "Zorin Vasko")
    assert (gap.count, gap.reports, gap.states["TCD"], gap.report) == (3, 2, 2, "Zori")


@pytest.mark.parametrize("text", [TEXT, "The Clean Rivers Movement attacked Zorin Vasko on Monday."])
def test_a_row_becomes_knowledge(reader, tmp_path, text):
    """With the question marks filled in, the rows of a report make its phrases known."""
    for gap in found(reader, text).values():
        row = dict(zip(columns_of(gap).split("\t"), row_of(gap).split("\t"), strict=True)) if columns_of(gap) else {}
        row = {k: {"code": "TCD", "country": "TCD", "sector": "REB", "gender": "m", "category": "ngo"}.get(k, v)
               if v == "?" else v for k, v in row.items()}
        path = tmp_path / str(table_of(gap))
        path.parent.mkdir(parents=True, exist_ok=True)
        old = path.read_text() if path.exists() else columns_of(gap) + "\n" * bool(row)
        new = "\t".join(row.values()) if row else row_of(gap).replace('"?"', "REB")
        path.write_text(old + new + "\n")
    better = communique.load(knowledge=tmp_path, rules_only=True)
    assert not found(better, text)
    assert found(reader, text)
