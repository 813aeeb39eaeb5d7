"""Precision, recall, F1 and kappa against figures reckoned by hand."""

from __future__ import annotations

import json
from itertools import permutations, product
from random import Random
from typing import Any

import pytest

from communique.evaluate import agree, read_codings, score
from communique.evaluate.agreement import kappa
from communique.evaluate.align import assignment
from communique.evaluate.codings import Codings

TEXT = "Kenya met Uganda in Busia. Chad attacked Niger. Togo thanked Mali."
Event = dict[str, Any]


def event(type: str, cameo: str, source: str, target: str, sentence: str | None = None, **more: Any) -> Event:
    told = {"sentence": sentence} if sentence else {}
    return {"type": type, "cameo": cameo, "status": "happened", "sources": [source], "targets": [target],
            **told, **more}


MET = event("CONSULT", "040", "KEN", "UGA", "Kenya met Uganda in Busia.", reciprocal=True)
ATTACKED = event("ASSAULT", "190", "TCD", "NER", "Chad attacked Niger.")
THANKED = event("SUPPORT", "051", "TGO", "MLI", "Togo thanked Mali.")


def coder(*texts: list[Event], name: str = "a.jsonl") -> Codings:
    lines = [json.dumps({"id": f"t{n}", "text": TEXT, "events": events}) for n, events in enumerate(texts)]
    found = read_codings(lines, name)
    assert found.problems == []
    return found


def test_figures_reckoned_by_hand() -> None:
    """Of three events two are found, one of them with another code and sides; one is made up."""
    wrong = ATTACKED | {"cameo": "193", "targets": ["NGA"], "status": "ongoing"}
    made_up = event("PROTEST", "141", "MLI", "TGO", "Kenya met Uganda in Busia.")
    found = score(coder([MET, ATTACKED, THANKED]), coder([MET, wrong, made_up]))
    figures = {name: (t.right, t.found, t.gold) for name, t in found.levels.items()}
    assert figures == {"type": (2, 3, 3), "type + sides": (1, 3, 3), "CAMEO code": (1, 3, 3), "CAMEO root": (2, 3, 3),
                       "status": (1, 3, 3)}
    assert found.levels["type"].f1 == pytest.approx(2 / 3)
    assert found.by_type["ASSAULT"].precision == 1.0 and found.by_type["PROTEST"].recall is None
    assert dict(found.confusion) == {("CONSULT", "CONSULT"): 1, ("ASSAULT", "ASSAULT"): 1, ("SUPPORT", "NONE"): 1,
                                     ("NONE", "PROTEST"): 1}


def test_one_event_with_another_type_is_one_confusion() -> None:
    """In one sentence an event of another type is the same event, wrongly coded; in another sentence it is not."""
    other = ATTACKED | {"type": "COERCE", "cameo": "170"}
    assert dict(score(coder([ATTACKED]), coder([other])).confusion) == {("ASSAULT", "COERCE"): 1}
    elsewhere = other | {"sentence": "Togo thanked Mali."}
    apart = score(coder([ATTACKED]), coder([elsewhere])).confusion
    assert dict(apart) == {("ASSAULT", "NONE"): 1, ("NONE", "COERCE"): 1}


def test_what_the_gold_leaves_open_is_not_judged() -> None:
    """Gold with types only has no figures for codes, status and sides; sides in either order where both do it."""
    found = score(coder([{"type": "CONSULT"}]), coder([MET]))
    assert set(found.levels) == {"type"} and found.levels["type"].right == 1
    turned = MET | {"sources": ["UGA"], "targets": ["KEN"]}
    assert score(coder([MET]), coder([turned])).levels["type + sides"].right == 1
    one_way = turned | {"reciprocal": False}
    assert score(coder([MET | {"reciprocal": False}]), coder([one_way])).levels["type + sides"].right == 0


def test_a_text_without_a_record_has_no_events() -> None:
    """Its gold counts as missed and its id is told; records of other texts are left out and counted."""
    found = score(coder([MET], [ATTACKED]), coder([MET]))
    assert found.missing == ["t1"] and found.levels["type"].recall == 0.5
    assert score(coder([MET]), coder([MET], [ATTACKED])).unasked == 1


def test_the_best_pairing_is_the_best() -> None:
    """The Hungarian method finds the greatest sum, as trying all pairings does."""
    draw = Random(4)
    for rows, columns in product(range(1, 6), range(1, 6)):
        gain = [[draw.randrange(9) for _ in range(columns)] for _ in range(rows)]
        best = max(sum(gain[r][c] for r, c in zip(range(rows), p, strict=False)) for p in
                   permutations(range(columns), rows)) if rows <= columns else max(
            sum(gain[r][c] for c, r in enumerate(p)) for p in permutations(range(rows), columns))
        chosen = assignment(gain)
        assert sum(gain[r][c] for r, c in chosen.items()) == best
        assert len(set(chosen.values())) == len(chosen) and all(gain[r][c] > 0 for r, c in chosen.items())


def test_kappa_of_a_table_in_the_books() -> None:
    """Two clinicians, 100 patients: kappa .676, standard error .088 (Fleiss 1981, table 13.1)."""
    table = {("P", "P"): 75, ("P", "N"): 1, ("P", "O"): 4, ("N", "P"): 5, ("N", "N"): 4, ("N", "O"): 1, ("O", "O"): 10}
    found = kappa(unit for unit, count in table.items() for _ in range(count))
    assert (found.agreement, found.kappa) == (0.89, pytest.approx(0.676, abs=0.001))
    assert found.high is not None and found.low is not None
    assert (found.high - found.low) / 2 / 1.96 == pytest.approx(0.088, abs=0.001)


def test_kappa_at_its_limits() -> None:
    """1 where all agree, -1 where two labels are always crossed, none where there is but one label or no unit."""
    assert kappa([("A", "A"), ("B", "B")]).kappa == 1.0
    assert kappa([("A", "B"), ("B", "A")]).kappa == -1.0
    assert kappa([("A", "A")]).kappa is None and kappa([]).agreement is None


def test_units_are_matched_events_and_those_that_stand_alone() -> None:
    """Three units: one agreed, one only of A, one only of B; by hand po = 1/3, pe = 2/9."""
    found = agree(coder([MET, ATTACKED]), coder([MET, THANKED]))
    k = found.overall["type"]
    assert k.units == 3 and k.a == 2 and k.b == 2
    assert k.agreement == pytest.approx(1 / 3) and k.expected == pytest.approx((1 + 1) / 9)
    assert k.kappa == pytest.approx((1 / 3 - 2 / 9) / (1 - 2 / 9))
    assert found.by_type["CONSULT"].kappa == 1.0 and found.by_root["04"].kappa == 1.0


def test_units_are_all_sentences() -> None:
    """Each sentence once, the empty ones too: by hand po = 1/3, pe = 2/9."""
    spans = [(0, 26), (27, 47), (48, 66)]
    found = agree(coder([MET, ATTACKED]), coder([MET, THANKED]), unit="sentence", sentences=lambda _: spans)
    k = found.overall["type"]
    assert (k.units, k.agreement) == (3, pytest.approx(1 / 3)) and k.expected == pytest.approx(2 / 9)
    nothing = agree(coder([MET]), coder([MET]), unit="sentence", sentences=lambda _: spans)
    assert nothing.overall["type"].units == 3 and nothing.overall["type"].kappa == 1.0
    lost = agree(coder([{"type": "CONSULT"}]), coder([MET]), unit="sentence", sentences=lambda _: spans)
    assert lost.unplaced == 1
