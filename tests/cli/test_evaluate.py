"""`communique evaluate` and `communique agree` as a person uses them."""

from __future__ import annotations

import json

import pytest

from communique.evaluate import picture

GOLD = [
    {"id": "a", "text": "Chad expelled two French diplomats on Friday.", "date": "2024-03-05",
     "events": [{"type": "SANCTION", "cameo": "161", "status": "happened", "sources": ["TCD"], "targets": ["FRA"]}]},
    {"id": "b", "text": "It rained in the hills.", "events": []}]


@pytest.fixture
def gold(tmp_path):
    """A file of gold, and beside it one by another coder."""
    file = tmp_path / "gold.jsonl"
    file.write_text("\n".join(map(json.dumps, GOLD)), encoding="utf-8")
    other = [GOLD[0] | {"events": [GOLD[0]["events"][0] | {"type": "COERCE [bold]"}]}, GOLD[1]]
    (tmp_path / "other.jsonl").write_text("\n".join(map(json.dumps, other)), encoding="utf-8")
    return file


def test_gold_is_coded_and_scored(run, gold):
    """Without records the texts are coded here; the figures come as tables or JSON."""
    seen = run("evaluate", gold, "--json")
    levels = json.loads(seen.out)["levels"]
    assert seen.code == 0 and {name: t["f1"] for name, t in levels.items()} == dict.fromkeys(
        ("type", "type + sides", "CAMEO code", "CAMEO root", "status"), 1.0)
    assert "SANCTION" in run("evaluate", gold).out


def test_records_are_scored(run, gold, tmp_path):
    """With records nothing is coded; a bad line is told and makes exit code 1, the rest is scored."""
    records = tmp_path / "records.jsonl"
    records.write_text(json.dumps(GOLD[0] | {"events": []}) + "\n{\n", encoding="utf-8")
    seen = run("evaluate", gold, records)
    assert seen.code == 1 and "records.jsonl:2:" in seen.err and "1 without a record" in seen.out


def test_two_coders(run, gold, tmp_path):
    """Agreement and kappa by matched event and by sentence; labels are never markup."""
    seen = run("agree", gold, tmp_path / "other.jsonl")
    assert seen.code == 0 and "[bold]" in seen.out and "By CAMEO root" in seen.out
    by_sentence = json.loads(run("agree", gold, tmp_path / "other.jsonl", "--unit", "sentence", "--json").out)
    assert by_sentence["overall"]["type"]["units"] == 2 and by_sentence["overall"]["type"]["agreement"] == 0.5
    assert by_sentence["overall"]["CAMEO root"]["kappa"] == 1.0


def test_no_figure_is_cut_on_a_narrow_screen(run, tmp_path, monkeypatch):
    """With all sixteen types on 80 columns every count of the matrix can be read."""
    kinds = ["ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST",
             "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN"]
    file = tmp_path / "gold.jsonl"
    file.write_text("\n".join(json.dumps({"id": f"{k}{n}", "text": "", "events": [{"type": k}]})
                              for k in kinds for n in range(123)), encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "80")
    matrix = run("evaluate", file, file).out.split("Confusion")[1]
    assert matrix.count("123") == 3 * 16 and "1968" in matrix and max(map(len, matrix.splitlines())) <= 80


def test_what_cannot_be_done_is_said(run, gold, tmp_path):
    """No such file, nothing in it, nothing in common, no such kind of picture: exit code 2 and one line."""
    empty, strange = tmp_path / "empty.jsonl", tmp_path / "strange.jsonl"
    empty.write_text("", encoding="utf-8")
    strange.write_text('{"id": "z", "events": []}', encoding="utf-8")
    for words in (["evaluate", tmp_path / "no.jsonl"], ["evaluate", empty], ["agree", gold, strange],
                  ["evaluate", gold, "--picture", "x.gif"], ["evaluate", gold, "--picture", tmp_path / "no" / "x.svg"]):
        seen = run(*words)
        assert seen.code == 2 and seen.err and "Traceback" not in seen.err


@pytest.mark.parametrize(("kind", "head"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("html", b"<!DOCTYPE html>")])
def test_the_confusion_is_drawn(run, gold, tmp_path, kind, head):
    """As a picture of each kind; pages hold their scripts and fetch nothing."""
    pytest.importorskip("vl_convert")
    out = tmp_path / f"m.{kind}"
    assert run("evaluate", gold, "--picture", out).code == 0
    drawn = out.read_bytes()
    assert drawn.lstrip().startswith(head)
    if kind == "svg":
        assert b"SANCTION" in drawn and b"Gold" in drawn and b"Found" in drawn
    assert b"https://cdn" not in drawn


def test_without_the_extra_the_remedy_is_named(run, gold, tmp_path, monkeypatch):
    """The missing package and how to install it, before any work is done."""
    def missing(name):
        raise ImportError(f"No module named {name!r}")

    monkeypatch.setattr(picture, "import_module", missing)
    seen = run("evaluate", gold, "--picture", tmp_path / "m.svg")
    assert seen.code == 2 and "communique[plots]" in seen.err and not (tmp_path / "m.svg").exists()
